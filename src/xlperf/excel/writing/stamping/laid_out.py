"""A sheet that is described anew for every workbook, as one layout and the values in it.

The guide and the list of contents are made cell by cell for each unit, and yet the same cells
stand in them. Where rows, columns, styles and formulas are the same, the layout is; what is not
are texts and figures, where links lead to, and formulas that name a sheet.
"""

from collections.abc import Mapping
from dataclasses import replace

from ....sheet import Content, Sheet, Value
from .recent import Recent
from .shape import PLACE, SPELLED, formula_mark, is_marked, mark

Layouts = Recent[tuple[Content, ...]]


def laid_out(sheet: Sheet, layouts: Layouts) -> Sheet | None:
    """The sheet with contents that are the same, and one thing, for all sheets of its layout.

    None where something on it is not known here.

    Args:
        layouts: those that were met before, by what they hang on.
    """
    contents, drawn = sheet.contents, []
    for row, column, style, constant, formula, slot, link in contents:
        value = sheet.values.get(slot) if slot else constant
        if (formula or link) and is_marked(formula, link):
            return None
        if link and not (value and isinstance(value, str)):
            return None
        kept = SPELLED if _is_open(formula) else formula
        drawn.append((row, column, style, kept, bool(link)))
    key = tuple(drawn)
    layout = layouts.get(key)
    if layout is None:
        layout = layouts.put(key, tuple(_content(at, each) for at, each in enumerate(key)))
    return replace(sheet, contents=layout, values=dict(_values(sheet, layout)))


def _is_open(formula: str) -> bool:
    """Whether a formula is no part of the layout: it names a sheet."""
    return "!" in formula


def _content(at: int, drawn: tuple[int, int, str, str, bool]) -> Content:
    row, column, style, formula, is_link = drawn
    spelled = formula_mark(f"{SPELLED}{at}") if formula == SPELLED else formula
    leads_to = mark(f"{PLACE}{at}") if is_link else ""
    return Content(row, column, style, None, spelled, f"{at}", leads_to)


def _values(sheet: Sheet, layout: tuple[Content, ...]) -> Mapping[str, Value]:
    values: dict[str, Value] = {}
    for each, laid in zip(sheet.contents, layout, strict=True):
        slot = laid.slot
        values[slot] = sheet.values.get(each.slot) if each.slot else each.value
        if laid.link:
            values[f"{PLACE}{slot}"] = each.link
        if _is_open(each.formula):
            values[f"{SPELLED}{slot}"] = each.formula
    return values
