"""What a sheet holds besides its fields: what could not be read, reasons, people's comments."""

from collections.abc import Mapping, Sequence

from ..budget import Holds
from ..form import Form, is_row_key
from ..identity import Amendment
from ..sheet import OURS, Cell, Comment, Value
from .prefilling import Prefilled
from .sheets.entry import EntrySheet


def carried_over(
    amended: Amendment, project: str, sheet: EntrySheet, keys: Sequence[str]
) -> dict[str, Value]:
    """What was typed and not read, in its cell; reasons beside the rows they speak of.

    Args:
        project: the code of the project; "" for the unit's own part.
        keys: the keys of its indicator rows, in their order.
    """
    values: dict[str, Value] = {**amended.typed.get(project, {})}
    rows = dict(zip(keys, sheet.layout.indicator_rows, strict=False))
    for path, reason in amended.reasons.get(project, {}).items():
        cell = sheet.cell_of(path)
        row = rows.get(path) if is_row_key(path) else cell.row if cell else None
        if row is not None:
            slot = f"reason.{row}"
            values[slot] = f"{values[slot]}\n{reason}" if slot in values else reason
    return values


def comments_on(
    form: Form, amended: Amendment, each: Prefilled, sheet: EntrySheet
) -> Mapping[Cell, Comment]:
    """What people noted on a project's cells, and at each disputed one what the master says."""
    found = dict(noted_on(amended, each.project.code, sheet))
    for field in each.disputed:
        cell, value = sheet.cell_of(field), getattr(each.issued, field)
        text = form.money.printed(value) if form.holds(field) is Holds.MONEY else str(value)
        if cell:
            told = form.word("changes.note", label=form.label(field), issued=text)
            found[cell] = _with_ours(found.get(cell), told)
    return found


def noted_on(amended: Amendment, project: str, sheet: EntrySheet) -> Mapping[Cell, Comment]:
    """What people noted on cells that the sheet still has."""
    noted = amended.comments.get(project, {}).items()
    return {cell: comment for path, comment in noted if (cell := sheet.cell_of(path))}


def _with_ours(before: Comment | None, told: str) -> Comment:
    """Our own words; behind those of a person where there are some, and once."""
    if before is None:
        return Comment(OURS, f"{OURS} {told}")
    return before if told in before.text else Comment(before.author, f"{before.text}\n\n{told}")
