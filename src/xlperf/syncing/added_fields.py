"""The fields a new version of a form asks for: the returned workbook had no cell for them."""

from collections.abc import Iterator, Mapping, Sequence

from ..budget import UnitBudget, in_row
from ..form import DrawnTable, Form, SheetForm
from ..identity import Change, Identity, Kind
from ..reading import Filled

_PARTS = ("sign", "number", "unit")
_OF_TARGET = frozenset({"value", *_PARTS})


def new_fields(
    form: Form, filled: Filled, issued: Identity, budget: UnitBudget
) -> Iterator[Change]:
    """One line for each new field of a sheet that the master does not fill in.

    What the form before asked for is known by the cells the returned sheets had; of the rows of a
    table only where one was filled in, or where that form had no such table.
    """
    if (issued.form, issued.version) == (form.name, form.version):
        return
    paths = {path for each in filled.projects for path in each.where}
    before = filled.form or form
    given = [each.values for each in budget.projects]
    if form.project and paths:
        yield from _new(form, (form.project, before.project), paths, given)
    own = {*filled.part.where} if filled.part else set[str]()
    if form.unit and own:
        yield from _new(form, (form.unit, before.unit), own, [budget.part.values])


def _new(
    form: Form,
    sheets: tuple[SheetForm, SheetForm | None],
    paths: set[str],
    given: Sequence[Mapping[str, object]],
) -> Iterator[Change]:
    sheet, before = sheets
    singles = [each.text for each in sheet.entry.fields() if each.text not in paths]
    columns = [
        name
        for table in sheet.tables
        if table.is_keyed
        for name in _new_columns(table, before, paths)
    ]
    for field in dict.fromkeys((*singles, *columns)):
        is_given = any(each.get(field) not in (None, "") for each in given)
        if not (is_given or form.is_computed(field)):
            yield Change(kind=Kind.NEW_FIELD, field=field)


def _new_columns(table: DrawnTable, before: SheetForm | None, paths: set[str]) -> Iterator[str]:
    """The columns of a table that its rows did not have."""
    seen = {at.field for at in map(in_row, paths) if at and at.table == table.name}
    seen |= _OF_TARGET if table.is_indicators and seen & _OF_TARGET else set()
    is_new = before is not None and all(each.name != table.name for each in before.tables)
    if seen or is_new:
        yield from (field for field in table.fields if table.own(field) not in seen)
