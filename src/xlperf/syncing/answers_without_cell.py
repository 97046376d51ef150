"""Answers that have no cell any more: kept with the workbook until they have one again."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from ..budget import (
    EQUAL,
    MoneyUnit,
    Project,
    UnitPart,
    in_row,
    part_texts,
    project_texts,
    target_texts,
)
from ..form import INDICATORS, Form, SheetForm
from ..identity import Issued
from ..reading import Filled, is_of_last_year
from ..sheet import Comment
from .rows_by_key import typed_by_key

COMMENT, FIGURE, REASON, TYPED = "comment", "figure", "reason", "typed"
"""How the fields begin of what is kept besides values: what people noted, figures and words that
could not be read, and reasons."""
GOAL = "goals.text"
"""The field under which the entry of a project that is gone is kept, with the project's code."""
_STRAY = ("layout.stray", "layout.outside", "layout.note")
_OF_TARGET = frozenset({"value", "sign", "number", "unit"})
_NAMING = ("code", "name")
"""What names a project is no answer of the unit's."""


def keep_aside(
    form: Form,
    code: str,
    record: Project | UnitPart,
    *,
    typed: Mapping[str, str | float] = {},
    only_unasked: bool = False,
) -> tuple[Issued, ...]:
    """Answers as things to keep: all of them, or those the form has no cell for.

    Args:
        code: that of the project; "" for the unit's own part.
    """
    values = tuple(
        Issued(code, path, text)
        for path, text in all_texts(form.money, record).items()
        if text
        if not (only_unasked and needs_no_keeping(form, path, of_unit=not code))
    )
    signs = () if not only_unasked else tuple(_signs(form, code, record))
    return (*values, *signs, *keep_typed(code, typed_by_key(record, typed)))


def _signs(form: Form, code: str, record: Project | UnitPart) -> Iterator[Issued]:
    """The signs of targets, where the form has cells for figure and unit alone."""
    for each in record.indicators:
        path, of_unit = f"{INDICATORS}.{each.key}", not code
        is_said = each.target.sign not in ("", EQUAL)
        is_lost = not is_asked(form, f"{path}.sign", of_unit=of_unit)
        if is_said and is_lost and is_asked(form, f"{path}.value", of_unit=of_unit):
            yield Issued(code, f"{path}.sign", each.target.sign)


def all_texts(money: MoneyUnit, record: Project | UnitPart) -> dict[str, str]:
    """The values of a record by path, with the parts of targets where these say more."""
    texts = texts_of(money, record)
    for each in record.indicators:
        texts |= dict(target_texts(each.key, each.target))
    return texts


def texts_of(money: MoneyUnit, record: Project | UnitPart) -> dict[str, str]:
    """The values of a record by path, as a workbook remembers them."""
    if isinstance(record, Project):
        return dict(project_texts(money, record))
    return dict(part_texts(record))


def needs_no_keeping(form: Form, path: str, *, of_unit: bool) -> bool:
    """Whether a value needs not be kept: a sheet has a cell for it, or it names a project."""
    return path in _NAMING or is_asked(form, path, of_unit=of_unit)


def is_asked(form: Form, path: str, *, of_unit: bool) -> bool:
    """Whether a sheet has a cell for a value that somebody fills in; a target has one or three."""
    sheet = _sheet(form, of_unit=of_unit)
    if sheet is None or form.is_computed(form.drawn_as(path)):
        return False
    at = in_row(path)
    if at and at.table == INDICATORS and at.field in _OF_TARGET:
        cells = ("value", "number") if at.field == "value" else ("value", at.field)
        return any(sheet.has_cell(f"{INDICATORS}.{at.row}.{name}") for name in cells)
    return sheet.asks_for(path)


def _sheet(form: Form, *, of_unit: bool) -> SheetForm | None:
    return form.unit if of_unit else form.project_sheet


def has_cell(form: Form, path: str, *, of_unit: bool = False) -> bool:
    """Whether an issued sheet has a cell for just this field, or rows like the one of a key."""
    sheet = _sheet(form, of_unit=of_unit)
    return sheet is not None and sheet.has_cell(path)


def keep_typed(code: str, typed: Mapping[str, str | float]) -> Iterator[Issued]:
    """What was typed and could not be read; a figure is known for one when it comes back."""
    for path, value in typed.items():
        is_figure = isinstance(value, float)
        if value or is_figure:
            text = repr(value) if is_figure else str(value)
            yield Issued(code, f"{FIGURE if is_figure else TYPED}.{path}", text)


def keep_reasons(code: str, reasons: Mapping[str, str]) -> Iterator[Issued]:
    """Reasons whose row is gone, by what they are about."""
    return (Issued(code, f"{REASON}.{path}", text) for path, text in reasons.items())


def keep_comments(code: str, comments: Mapping[str, Comment]) -> Iterator[Issued]:
    """What people noted on cells that are gone, with their names before it."""
    people = ((path, each) for path, each in comments.items() if not is_of_last_year(each))
    for path, (author, text) in people:
        told = text if not author or text.startswith(author) else f"{author}:\n{text}"
        yield Issued(code, f"{COMMENT}.{path}", told)


def keep_strays(filled: Filled) -> Iterator[Issued]:
    """What stands in cells that belong to no field, with the place it stood at."""
    for each in filled.findings:
        if each.code in _STRAY and each.place.cell:
            yield Issued(each.project, str(each.place), each.found or each.message())


def keep_outside(filled: Filled) -> Iterator[Issued]:
    """The words of notes on cells that are no fields, and of what was laid over the cells."""
    for each in filled.outside:
        if each.text:
            yield Issued(each.project, str(each), each.text)


def keep_sheets(filled: Filled) -> Iterator[tuple[str, tuple[Issued, ...]]]:
    """The sheets of the unit's own, each with what stands in its cells."""
    for sheet, cells in groupby(filled.strays, lambda each: each.sheet):
        yield sheet, tuple(Issued("", str(each), each.text) for each in cells)
