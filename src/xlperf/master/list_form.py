"""A master budget as a workbook: the list form with its projects filled in."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal

from ..budget import FieldValue, Holds, Master, Project, UnitBudget, value_text
from ..excel.writing import workbook_bytes
from ..findings import FormError
from ..form import Block, Form, SheetForm
from ..sheet import (
    Box,
    Cell,
    Content,
    Print,
    Sheet,
    Value,
    Workbook,
    in_language,
    palette,
    text_font,
)

_TITLE, _UNIT, _HEAD = 0, 1, 2
_FIRST_DAY = date(1899, 12, 30)
_STYLES = {
    Holds.CODE: "plain.code", Holds.MONEY: "plain.money", Holds.DATE: "plain.date",
    Holds.NUMBER: "plain.number", Holds.COUNT: "plain.count", Holds.PERCENT: "plain.percent.2",
}  # fmt: skip


def list_workbook(form: Form, master: Master) -> bytes:
    """Write a master budget as the list form draws it; reading it back gives the same master.

    Raises:
        FormError: the form draws no list.
        OutputError: a value is more than Excel can hold.
    """
    sheet = form.master_list
    if sheet is None:
        raise FormError("form.kind", form=form.name, use="list projects", needs="[list]")
    described = Workbook(
        sheets=[_sheet(form, sheet, master)],
        styles=in_language(palette(form.money), form.lang),
        font=text_font(form.lang),
        title=form.title,
        created=datetime(form.year, 1, 1),
    )
    return workbook_bytes(described)


def _sheet(form: Form, sheet: SheetForm, master: Master) -> Sheet:
    blocks = sorted(sheet.drawing.repeats(), key=lambda block: block.box.left)
    last = len(blocks) - 1
    contents = [
        Content(_TITLE, 0, "title", sheet.title),
        Content(_UNIT, last, "line.right", form.word("line.money", unit=form.money.unit)),
        *(Content(_HEAD, each.box.left, "heading", form.label(each.text)) for each in blocks),
    ]
    row = _HEAD
    for unit, project in _rows(master):
        row += 1
        contents += [_content(form, row, each, unit, project) for each in blocks]
    return Sheet(
        name=form.title,
        contents=contents,
        merges=[Box(_TITLE, 0, _TITLE, last)] if last else [],
        widths={each.box.left: sheet.widths.get(each.text, 16.0) for each in blocks},
        heights={_TITLE: 34.0, _UNIT: 18.0, _HEAD: 24.0},
        filtered=Box(_HEAD, 0, max(row, _HEAD + 1), last),
        frozen=Cell(_HEAD + 1, 0),
        printing=Print(repeat=(_HEAD, _HEAD), landscape=True),
    )


def _rows(master: Master) -> Iterator[tuple[UnitBudget, Project]]:
    """A row for each project; one for a unit of which none is listed."""
    for budget in master.units:
        for project in budget.projects or (Project(),):
            yield budget, project


def _content(form: Form, row: int, block: Block, budget: UnitBudget, project: Project) -> Content:
    name, kind = block.text, form.holds(block.text)
    known: Mapping[str, FieldValue] = {
        "unit.code": budget.unit.code, "unit.name": budget.unit.name,
        **budget.part.declared, **project.values,
    }  # fmt: skip
    value = known.get(name)
    typed: Value = value if isinstance(value, str | None) else value_text(value)
    if isinstance(value, date):
        typed = float((value - _FIRST_DAY).days)
    elif isinstance(value, Decimal):
        typed = float(value / 100 if kind is Holds.PERCENT else value)
    style = _STYLES.get(kind, "plain.text")
    return Content(row, block.box.left, style, typed)
