"""The unit's reasons (审核说明): what each speaks of, by the row it stands in."""

from collections.abc import Mapping, Sequence

from ..budget import Indicator, Project, Row, UnitPart, in_row
from ..form import INDICATORS, is_row_key
from ..identity import Issued
from ..reading import FilledPart, FilledProject
from .rows_by_key import keys_of


def reasons_of(
    theirs: FilledProject | FilledPart, answers: Project | UnitPart
) -> tuple[Mapping[str, str], tuple[Issued, ...]]:
    """The unit's reasons by the field or the key of the row they stand beside, and those beside
    none.
    """
    record = theirs.project if isinstance(theirs, FilledProject) else theirs.part
    code = theirs.project.code if isinstance(theirs, FilledProject) else ""
    keys = {key for each in keys_of(answers).values() for key in each}
    rows: dict[int, list[tuple[int, str]]] = {}
    for path, cell in theirs.where.items():
        rows.setdefault(cell.row, []).append((cell.column, path))
    found: dict[str, str] = {}
    homeless = []
    for row, text in theirs.reasons.items():
        about = _about(record, answers, sorted(rows.get(row, ())), theirs.keys.get(row, ""))
        if about and not (is_row_key(about) and about not in keys):
            found[about] = f"{found[about]}\n{text}" if about in found else text
        else:
            homeless.append(Issued(code, f"{theirs.sheet}!{row + 1}", text))
    return found, tuple(homeless)


def _about(
    record: Project | UnitPart, answers: Project | UnitPart, beside: list[tuple[int, str]], key: str
) -> str:
    """What a reason speaks of: the key of a row, or the first field of its row."""
    for _, path in beside:
        at = in_row(path)
        if at is None:
            return path
        row = _rows(record, at.table)[int(at.row)]
        return row.key or _key_of_new_row(row, _rows(answers, at.table))
    return key if is_row_key(key) else ""


def _rows(record: Project | UnitPart, table: str) -> Sequence[Indicator | Row]:
    return record.indicators if table == INDICATORS else record.rows.get(table, ())


def _key_of_new_row(row: Indicator | Row, rows: Sequence[Indicator | Row]) -> str:
    """The key a row that had none was given: merging keeps the order of the unit's rows."""
    bare = (each for each in rows if each.model_copy(update={"key": ""}) == row)
    return next((each.key for each in bare), "")
