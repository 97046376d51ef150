"""A form: what is asked, in which words, and where it stands on the sheet."""

import difflib
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BeforeValidator,
    Field,
    PrivateAttr,
    SkipValidation,
    TypeAdapter,
    ValidationError,
    model_validator,
)

from ..budget import MoneyUnit, Record, fields, wording
from ..findings import Level, catalogue
from .drawing import Drawing, DrawingError, Kind, parse_drawing
from .file import FormFile, form_path

_DRAWING = TypeAdapter(Drawing)


def _drawn(value: Any) -> Drawing:
    """A drawing from its lines; from JSON, as a form puts it there."""
    return parse_drawing(value) if isinstance(value, str) else _DRAWING.validate_python(value)


Drawn = Annotated[SkipValidation[Drawing], BeforeValidator(_drawn)]
Order = Literal["name", "code", "master"]


def _flat(table: Any) -> Any:
    """TOML reads `goals.project = 26` as a table in a table; a field's name has the dot in it."""
    if not isinstance(table, dict):
        return table
    flat: dict[str, Any] = {}
    for name, value in table.items():
        inner = _flat(value)
        flat |= (
            {f"{name}.{key}": each for key, each in inner.items()}
            if isinstance(inner, dict)
            else {name: inner}
        )
    return flat


class SheetForm(Record):
    """One drawn sheet of a form.

    Attributes:
        title: what stands above the table; `{name}` and `{code}` are put in.
        drawing: the table as it is printed.
        split: fields that are asked for in several cells, though printed in one.
        required: fields that may not stay blank.
        rows: how many rows each repeated field gets (`"taxonomy"`: one for each second level).
        spare: how many blank rows follow them.
        widths: width of a field's column, in characters of half width.
    """

    title: str
    drawing: Drawn
    split: dict[str, tuple[str, ...]] = {}
    required: frozenset[str] = frozenset()
    rows: Literal["taxonomy"] | dict[str, int] = {}
    spare: int = Field(default=0, ge=0, le=500)
    widths: Annotated[dict[str, float], BeforeValidator(_flat)] = {}

    @cached_property
    def entry(self) -> Drawing:
        """The table as it is filled, with the columns of split fields taken apart."""
        return self.drawing.split(self.split)

    def names(self) -> Iterator[str]:
        """The names of all cells to fill, as printed and as split."""
        for drawing in (self.drawing, self.entry):
            for block in drawing.blocks:
                if block.kind is not Kind.LABEL:
                    yield block.text


class CodeScheme(Record):
    """How project codes are built: a pattern, in words, and the check character if any."""

    pattern: str
    shape: str
    check: Literal["mod31", "off"] = "off"


class Form(Record):
    """What is asked of a unit. Load one with `Form.load("hebei-2023")` or by path."""

    name: str = Field(pattern=r"^[\w.-]+$")
    title: str
    version: str
    year: int = Field(ge=1990, le=2199)
    money: MoneyUnit
    order: Order = "master"
    signs: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    placeholders: tuple[str, ...] = ()
    graded: tuple[str, ...] = ()
    project: SheetForm | None = None
    unit: SheetForm | None = None
    list: SheetForm | None = None
    taxonomy: dict[str, tuple[str, ...]] = {}
    weights: tuple[dict[str, int], ...] = ()
    aliases: dict[str, tuple[str, ...]] = {}
    code: CodeScheme | None = None
    library: dict[str, tuple[str, ...]] = {}
    levels: dict[str, Level] = {}
    _source: str = PrivateAttr(default="")

    @classmethod
    def load(cls, form: "str | Path | Form") -> "Form":
        """Load a form by the name it is shipped under, or by the path of its file.

        Raises:
            FormError: no such form, or a mistake in it: file, line or cell, how to mend it.
        """
        return form if isinstance(form, Form) else _checked(FormFile.read(form_path(form)))

    @classmethod
    def parse(cls, source: str, file: str = "") -> "Form":
        """A form from the text of its file, which a ledger keeps with what was issued by it.

        Raises:
            FormError: a mistake in it; `file` is what the message calls it.
        """
        return _checked(FormFile.parse(source, Path(file)))

    @property
    def source(self) -> str:
        """The text of the file it was loaded from."""
        return self._source

    @model_validator(mode="after")
    def _has_a_sheet(self) -> Self:
        if (self.project is None) == (self.list is None):
            raise ValueError("form.no-sheet")
        return self

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

    def label(self, field: str) -> str:
        """The words a field stands under on its sheet: its heading, or the label on its left."""
        return self.labels.get(field, field)

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """The words over or beside each field: `{"budget": "预算数", …}`."""
        found: dict[str, str] = {}
        for sheet in filter(None, (self.unit, self.list, self.project)):
            for drawing in (sheet.entry, sheet.drawing):
                asked = (*drawing.repeats(), *drawing.fields())
                found |= {each.text: drawing.governor(each)[0].text for each in asked}
        return found

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

    def is_placeholder(self, text: str) -> bool:
        """Whether a text is still what the form itself put there."""
        return wording.plain(text) in {wording.plain(each) for each in self.placeholders}


_KNOWN = {
    "project": {**fields.PROJECT, **fields.INDICATOR},
    "unit": fields.UNIT_PART,
    "list": fields.LISTED,
}
_NEEDED = {"project": ("code", "name"), "unit": (), "list": ("code", "name")}


def _checked(file: FormFile) -> Form:
    try:
        form = Form.model_validate(file.table)
    except ValidationError as error:
        # A key spelled wrong is missing too, and the wrong spelling is what helps.
        first = min(error.errors(), key=lambda each: each["type"] != "extra_forbidden")
        inside = len(first["loc"]) > 1 and first["loc"][0] in _KNOWN
        known = (SheetForm if inside else Form).model_fields
        raise file.explain(first, list(known)) from None
    for kind in _KNOWN:
        sheet: SheetForm | None = getattr(form, kind)
        if sheet is not None:
            _check_sheet(file, kind, sheet)
    _check_taxonomy(file, form)
    _check_words(file, form)
    form._source = file.source
    return form


def _check_sheet(file: FormFile, kind: str, sheet: SheetForm) -> None:
    try:
        names = set(sheet.names())
    except DrawingError as error:
        raise file.explain_drawing(error, kind) from None
    for name in (*sorted(names), *sorted(sheet.required), *sorted(sheet.widths)):
        extra = kind == "project" and name.startswith(("plan.", "extra."))
        if not extra and name not in _KNOWN[kind]:
            known = difflib.get_close_matches(name, _KNOWN[kind], n=1) or _KNOWN[kind]
            raise file.mistake("form.unknown-field", name, known=", ".join(known))
    rows = sheet.rows if isinstance(sheet.rows, dict) else {}
    for key, wanted in (("required", sheet.required), ("widths", sheet.widths), ("rows", rows)):
        for name in sorted(wanted):
            if name not in names:
                raise file.mistake("form.not-drawn", name, key=key)
    _check_brackets(file, kind, sheet)
    for name in _NEEDED[kind]:
        if name not in names:
            raise file.mistake("form.missing-field", name)


def _check_brackets(file: FormFile, kind: str, sheet: SheetForm) -> None:
    """What a project has once is drawn once; indicators, lists and the unit's part repeat."""
    for block in sheet.drawing.blocks:
        if block.kind is not Kind.LABEL:
            once = kind == "project" and block.text not in fields.INDICATOR
            if once != (block.kind is Kind.FIELD):
                expected = f"{{{block.text}}}" if once else f"[{block.text}]"
                raise file.mistake("form.bracket", block.text, expected=expected)


def _check_words(file: FormFile, form: Form) -> None:
    """Aliases are of labels that are drawn, and of one each; levels are of findings there are."""
    sheets = list(filter(None, (form.project, form.unit, form.list)))
    labels = [label.text for sheet in sheets for label in sheet.drawing.labels()]
    for sheet in sheets:
        named: dict[str, str] = {}
        for label in sheet.drawing.labels():
            for text in (label.text, *form.aliases.get(label.text, ())):
                first = named.setdefault(wording.heading(text), label.text)
                if first != label.text:
                    raise file.mistake("form.alias-twice", text, first=first, found=label.text)
    for key, known, code in (
        ("aliases", labels, "form.unknown-label"),
        ("levels", list(catalogue.entries("finding")), "form.unknown-finding"),
    ):
        for name in getattr(form, key):
            if name not in known:
                close = difflib.get_close_matches(name, known, n=1, cutoff=0.0)
                raise file.mistake(code, name, known=", ".join(close))


def _check_taxonomy(file: FormFile, form: Form) -> None:
    for number, name in enumerate(form.level2s):
        if name in form.level2s[:number]:
            raise file.mistake("form.level2-twice", name)
    if form.asks("level2") and not form.taxonomy:
        raise file.mistake("form.no-taxonomy", "level2")
    for name in form.library:
        if name not in form.level2s:
            raise file.mistake("form.unknown-level2", name, known=", ".join(form.level2s))
    for name in (name for weights in form.weights for name in weights):
        if name not in form.taxonomy:
            raise file.mistake("form.unknown-level1", name, known=", ".join(form.taxonomy))
