"""A form: what is asked, in which words, and where it stands on the sheet."""

import json
import re
import warnings
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, BinaryIO, Literal, Self, TypeVar

from pydantic import (
    AfterValidator,
    Field,
    PrivateAttr,
    SerializerFunctionWrapHandler,
    ValidationError,
    ValidationInfo,
    model_serializer,
    model_validator,
)
from pydantic.functional_validators import ModelWrapValidatorHandler

from ..budget import Holds, MoneyUnit, Record, in_row, vocabulary_holds, wording
from ..findings import FormError, Level
from .checks import KNOWN, check_form
from .declared import DeclaredField
from .file import FormFile, form_path
from .mistakes import all_of, told_of
from .sheet_form import SheetForm, Title
from .toml_text import toml_text

Order = Literal["name", "code", "master"]
Points = Annotated[int, Field(strict=True)]
_SOURCE = "source"
_FEWEST_OF_TITLE = 3
"""So many signs of a title are its own: `{name}表` might be any remark."""
NO_MONEY = MoneyUnit(unit="元", places=2)
"""What a form without amounts counts them in."""
_AnyForm = TypeVar("_AnyForm", bound="Form")


def _said(text: str) -> str:
    """A text that says something."""
    if not wording.plain(text):
        raise ValueError("wanted.some-text")
    return text


def _pattern(pattern: str) -> str:
    """A pattern that can be matched against."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            re.compile(pattern)
    except (re.error, RecursionError, OverflowError, Warning) as error:
        raise ValueError(f"wanted.regex {error}") from None
    return pattern


Said = Annotated[str, AfterValidator(_said)]
Texts = tuple[Said, ...]


class CodeScheme(Record):
    """How project codes are built: a pattern, in words, and the check character if any."""

    pattern: Annotated[str, AfterValidator(_pattern)]
    shape: Said
    check: Literal["mod31", "off"] = "off"


class Form(Record):
    """What is asked of a unit. Load one with `Form.load("hebei-2023")` or by path."""

    name: str = Field(pattern=r"^[\w.-]+$", max_length=60)
    title: Title
    version: Said = Field(max_length=40)
    year: int = Field(ge=1990, le=2199, strict=True)
    money: MoneyUnit = NO_MONEY
    order: Order = "master"
    signs: Texts = ()
    units: tuple[str, ...] = ()
    placeholders: Texts = ()
    graded: Texts = ()
    project: SheetForm | None = None
    unit: SheetForm | None = None
    list: SheetForm | None = None
    fields: dict[str, DeclaredField] = {}
    taxonomy: dict[Said, Texts] = {}
    weights: tuple[dict[str, Points], ...] = ()
    aliases: dict[str, Texts] = {}
    code: CodeScheme | None = None
    library: dict[str, Texts] = {}
    levels: dict[str, Level] = {}
    rules: tuple[Literal["budget"], ...] = ("budget",)
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
            raise FormError("form.json", found=error) from None
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
            form = _checked(info.context, handler)
            form._source = info.context.source
            return form
        table = dict(data) if isinstance(data, Mapping) else data
        source = table.pop(_SOURCE, "") if isinstance(table, dict) else ""
        form = _checked(FormFile.of(table), handler)
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

    @cached_property
    def level2s(self) -> tuple[str, ...]:
        """Every second level, in the order of the taxonomy."""
        return tuple(name for names in self.taxonomy.values() for name in names)

    @cached_property
    def parents(self) -> Mapping[str, str]:
        """The first level of each second level."""
        return {name: level1 for level1, names in self.taxonomy.items() for name in names}

    @cached_property
    def plan_dates(self) -> tuple[str, ...]:
        """The dates of the spending plan (`mar`, `jun`, …), in drawn order; none if not drawn."""
        drawn = self.project.drawing.fields() if self.project else ()
        return tuple(b.text.removeprefix("plan.") for b in drawn if b.text.startswith("plan."))

    @cached_property
    def plan_labels(self) -> Mapping[str, str]:
        """The heading over each date of the plan: `{"mar": "3月底", …}`."""
        return {date: self.label(f"plan.{date}") for date in self.plan_dates}

    def holds(self, field: str) -> Holds:
        """What a field holds, by its name in a drawing (`plan.mar`, `level1`, `task.budget`).

        Raises:
            KeyError: it is neither of the vocabulary nor declared.
        """
        known = vocabulary_holds(field)
        return self.fields[field].kind if known is None else known

    def requires(self, field: str) -> bool:
        """Whether a field may not stay blank, by its declaration or by the list of its sheet."""
        declared = self.fields.get(field)
        sheets = filter(None, (self.project, self.unit))
        return (declared is not None and declared.required) or any(
            field in sheet.required for sheet in sheets
        )

    def is_computed(self, field: str) -> bool:
        """Whether nobody fills a field in, by its name in a drawing."""
        return field in self.fields and self.fields[field].is_computed

    def drawn_as(self, path: str) -> str:
        """The name a field has in the drawings, by its path (`task.R001.budget`: `task.budget`)."""
        at = in_row(path)
        if at is None:
            return path
        whole = f"{at.table}.{at.field}"
        return whole if whole in self.names else at.field

    @cached_property
    def has_money(self) -> bool:
        """Whether an amount is drawn, on whichever sheet."""
        return Holds.MONEY in self.kinds.values()

    @cached_property
    def kinds(self) -> Mapping[str, Holds]:
        """What each field that is drawn holds, by name."""
        return {name: self.holds(name) for name in sorted(self.names)}

    def label(self, field: str) -> str:
        """The words a field stands under on its sheet: its heading, or the label on its left.

        In a two-way table they are both, `年度资金总额 · 执行率`.
        """
        return self.labels.get(field, field)

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """The words over or beside each field: `{"budget": "预算数", …}`."""
        found: dict[str, str] = {}
        for sheet in filter(None, (self.unit, self.list, self.project)):
            for drawing in (sheet.entry, sheet.drawing):
                asked = (*drawing.repeats(), *drawing.fields())
                found |= {each.text: drawing.name_of(each) for each in asked}
        return found

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of all fields that are drawn, on whichever sheet."""
        sheets = filter(None, (self.project, self.unit, self.list))
        return frozenset(name for sheet in sheets for name in sheet.names())

    def asks(self, field: str) -> bool:
        """Whether the project sheet has a cell for this field."""
        return field in self._asked

    @cached_property
    def _asked(self) -> frozenset[str]:
        return frozenset(self.project.names() if self.project else ())

    def level2_of(self, text: str) -> str | None:
        """The second level a text names, folding widths and spaces."""
        wanted = wording.plain(text)
        return next((name for name in self.level2s if wording.plain(name) == wanted), None)

    def level1_of(self, text: str) -> str | None:
        """The first level a text names, folding widths and spaces."""
        wanted = wording.plain(text)
        return next((name for name in self.taxonomy if wording.plain(name) == wanted), None)

    @cached_property
    def title_pattern(self) -> re.Pattern[str] | None:
        """What the title above a project's table is like, folded as `wording.plain` does.

        None where it says no words of its own, so that any text might be one.
        """
        said = re.split(r"\{name\}|\{code\}", self.project.title if self.project else "")
        words = [wording.plain(each) for each in said]
        if sum(map(len, words)) < _FEWEST_OF_TITLE:
            return None
        return re.compile(".*" + ".*".join(map(re.escape, words)))

    def is_placeholder(self, text: str) -> bool:
        """Whether a text is still what the form itself put there."""
        return wording.plain(text) in {wording.plain(each) for each in self.placeholders}


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
        "fields": DeclaredField,
    }  # fmt: skip
    kind = kinds.get(path[0], Form) if len(path) > 1 else Form
    return [each.alias or name for name, each in kind.model_fields.items()]
