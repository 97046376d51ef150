"""A form: loaded by its name or from its file, and checked, however it comes."""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO, Self, TypeVar

from pydantic import (
    PrivateAttr,
    SerializerFunctionWrapHandler,
    ValidationError,
    ValidationInfo,
    model_serializer,
    model_validator,
)
from pydantic.functional_validators import ModelWrapValidatorHandler

from ..budget import MoneyUnit, Record
from ..findings import FormError
from .another_year import with_year
from .check_sheets import KNOWN
from .checks import check_form
from .computing import ScoreForm
from .declared import DeclaredField
from .drawn_form import CodeScheme, DrawnForm
from .file import FormFile, form_path
from .form_check import FormCheck
from .mistakes import all_of, told_of
from .not_toml import what_is_wrong
from .publish_form import Fonts, Lines, Margins, PublishForm, Sizes
from .sheet_form import SheetForm
from .signing import with_signing
from .toml_text import toml_text
from .words import Words

_SOURCE = "source"
_AnyForm = TypeVar("_AnyForm", bound="Form")


class Form(DrawnForm):
    """What is asked of a unit. Load one with `Form.load("hebei-2023")` or by path."""

    _source: str = PrivateAttr(default="")

    @classmethod
    def load(cls, form: "str | Path | bytes | BinaryIO | Form") -> "Form":
        """Load a form by the name it is shipped under, by the path of its file, or from its bytes.

        An open binary file is read from where it stands.

        Raises:
            FormError: no such form, or a mistake in it: file, line or cell, how to mend it.
        """
        if isinstance(form, Form):
            return form
        if isinstance(form, str | Path):
            path = form_path(form)
            return cls._of(FormFile.decoded(path.read_bytes(), str(path)))
        content = form if isinstance(form, bytes) else form.read()
        return cls._of(FormFile.decoded(content, str(getattr(form, "name", ""))))

    @classmethod
    def parse(cls, source: str, file: str = "") -> "Form":
        """A form from the text of its file, which a ledger keeps with what was issued by it.

        Raises:
            FormError: a mistake in it; `file` is what the message calls it.
        """
        return cls._of(FormFile.parse(source, file))

    @classmethod
    def _of(cls, file: FormFile) -> "Form":
        return cls.model_validate(file.table, context=file)

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Self:
        """A form from JSON, as `model_dump_json` gives it.

        Raises:
            FormError: it is no JSON, or there is a mistake in it.
        """
        try:
            table = json.loads(json_data)
        except (ValueError, RecursionError) as error:
            raise FormError("form.json", **what_is_wrong("", error)) from None
        return cls.model_validate(table, **options)

    @model_validator(mode="wrap")
    @classmethod
    def _check(
        cls, data: Any, handler: ModelWrapValidatorHandler[Self], info: ValidationInfo
    ) -> Self:
        """However a form comes, it is checked as a file is."""
        if isinstance(data, Form):
            return handler(data)
        if isinstance(info.context, FormFile):
            form = _checked(with_signing(info.context), handler)
            form._source = info.context.source
            return form
        table = dict(data) if isinstance(data, Mapping) else data
        source = table.pop(_SOURCE, "") if isinstance(table, dict) else ""
        form = _checked(with_signing(FormFile.of(table)), handler)
        form._source = source if form._is_said_by(source) else toml_text(form._asked_for())
        return form

    @model_serializer(mode="wrap")
    def _with_source(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {**handler(self), _SOURCE: self._source}

    def __eq__(self, other: object) -> bool:
        """Whether both ask the same; how it is written, and where it was read, is no matter."""
        if not isinstance(other, Form):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in Form.model_fields)

    __hash__ = None  # type: ignore[assignment]  # it holds tables

    @property
    def source(self) -> str:
        """The text of the file it was loaded from; of one without a file, such a text."""
        return self._source

    def of_year(self, year: int) -> "Form":
        """The same form of another year: workbooks made of it are of that year.

        No file has to be edited for a new year; its text here says the new one.

        Raises:
            FormError: it is no year a form may have.
        """
        if year == self.year:
            return self
        made = _of_year(self._source, year) if self._source else None
        if made is None or made != self.model_copy(update={"year": year}):
            made = Form.model_validate({**self._asked_for(), "year": year})
        return made

    def _is_said_by(self, source: Any) -> bool:
        """Whether a text that came with the fields says the same as they do."""
        try:
            return isinstance(source, str) and bool(source) and Form.parse(source) == self
        except FormError:
            return False

    def _asked_for(self) -> dict[str, Any]:
        table = self.model_dump(
            mode="json", by_alias=True, exclude_defaults=True, exclude_none=True
        )
        del table[_SOURCE]
        return table | ({"money": self.money.model_dump(mode="json")} if self.has_money else {})


@lru_cache(maxsize=8)
def _of_year(source: str, year: int) -> Form:
    """The form of a text with another year in it; a batch of files asks for the same ones."""
    return Form.parse(with_year(source, year))


def _checked(file: FormFile, handler: ModelWrapValidatorHandler[_AnyForm]) -> _AnyForm:
    """The form in a table, which is the file's.

    Raises:
        FormError: a mistake in it.
    """
    try:
        form = handler(file.table)
    except ValidationError as error:
        mistakes, rest = told_of(file, error.errors(), _keys_of)
        with suppress(ValidationError):
            form = handler(rest.table)
            mistakes += check_form(file, form, rest.lost)
    else:
        mistakes = [*check_form(file, form, frozenset())]
        if not mistakes:
            return form
    raise all_of(mistakes)


def _keys_of(path: Sequence[str]) -> Sequence[str]:
    """The lawful keys of the table that a path of keys leads into."""
    kinds: dict[str, type[Record]] = {
        **dict.fromkeys(KNOWN, SheetForm), "money": MoneyUnit, "code": CodeScheme,
        "fields": DeclaredField, "score": ScoreForm, "checks": FormCheck, "words": Words,
        "publish": PublishForm,
    }  # fmt: skip
    inner: dict[str, type[Record]] = {
        "margins": Margins, "fonts": Fonts, "sizes": Sizes, "lines": Lines,
    }  # fmt: skip
    kind = kinds.get(path[0], Form) if len(path) > 1 else Form
    kind = inner.get(path[1], kind) if kind is PublishForm and len(path) > 2 else kind
    return [each.alias or name for name, each in kind.model_fields.items()]
