"""What a sheet holds besides its fields: what could not be read, reasons, people's comments."""

from collections.abc import Mapping, Sequence

from ..budget import Indicator, Project, Row, UnitPart, field_text
from ..form import INDICATORS, Form, Layout, is_row_key
from ..identity import Amendment
from ..sheet import OURS, Cell, Comment, Value
from .prefilling import Prefilled, PrefilledPart


def carried_over(
    amended: Amendment, project: str, layout: Layout, record: Project | UnitPart
) -> dict[str, Value]:
    """What was typed and not read, in its cell; reasons beside the rows they speak of.

    Args:
        project: the code of the project; "" for the unit's own part.
        record: what the sheet is stamped with, every row with its key.
    """
    values: dict[str, Value] = {**amended.typed.get(project, {})}
    reasons = amended.reasons.get(project, {})
    if not reasons:
        return values
    tables: Mapping[str, Sequence[Indicator | Row]] = {**record.rows, INDICATORS: record.indicators}
    rows = {
        each.key: row
        for table, placed in layout.tables
        for each, row in zip(tables.get(table.name, ()), placed, strict=False)
    }
    for path, reason in reasons.items():
        cell = layout.cell_at(path)
        row = rows.get(path) if is_row_key(path) else cell.row if cell else None
        if row is not None:
            slot = f"reason.{row}"
            values[slot] = f"{values[slot]}\n{reason}" if slot in values else reason
    return values


def comments_on(
    form: Form, amended: Amendment, each: Prefilled | PrefilledPart, layout: Layout
) -> Mapping[Cell, Comment]:
    """What people noted on the cells of a sheet, and at each disputed one what the master says."""
    code = each.project.code if isinstance(each, Prefilled) else ""
    found = dict(_noted_on(amended, code, layout))
    for field in each.disputed:
        cell, text = layout.cell_at(field), field_text(form.money, each.issued, field)
        if cell:
            told = form.word("changes.note", label=form.label(field), issued=text)
            found[cell] = _with_ours(found.get(cell), told)
    return found


def _noted_on(amended: Amendment, project: str, layout: Layout) -> Mapping[Cell, Comment]:
    """What people noted on cells that the sheet still has."""
    noted = amended.comments.get(project, {}).items()
    return {cell: comment for path, comment in noted if (cell := layout.cell_at(path))}


def _with_ours(before: Comment | None, told: str) -> Comment:
    """Our own words; behind those of a person where there are some, and once."""
    if before is None:
        return Comment(OURS, f"{OURS} {told}")
    return before if told in before.text else Comment(before.author, f"{before.text}\n\n{told}")
