"""The fields a new version of a form asks for: the returned workbook had no cell for them."""

from collections.abc import Iterator

from ..budget import UnitBudget
from ..form import Form
from ..identity import Change, Identity, Kind
from ..reading import Filled

_PARTS = ("sign", "number", "unit")


def new_fields(
    form: Form, filled: Filled, issued: Identity, budget: UnitBudget
) -> Iterator[Change]:
    """One line for each new field of the project sheet that the master does not fill in.

    What the form before asked for is known by the cells the returned sheets had; of indicator
    rows only where one was filled in.
    """
    if (issued.form, issued.version) == (form.name, form.version) or form.project_sheet is None:
        return
    paths = {path for each in filled.projects for path in each.where}
    if not paths:
        return
    rows = {path.rpartition(".")[2] for path in paths if path.startswith("indicators.")}
    if rows & {"value", *_PARTS}:
        rows |= {"value", *_PARTS}
    drawing = form.project_sheet.entry
    singles = [each.text for each in drawing.fields() if each.text not in paths]
    columns = [each.text for each in drawing.repeats() if rows and each.text not in rows]
    for field in dict.fromkeys((*singles, *columns)):
        given = (getattr(each, field, None) for each in budget.projects)
        if all(value in (None, "") for value in given):
            yield Change(kind=Kind.NEW_FIELD, field=field)
