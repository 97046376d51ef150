"""The rows that were sent against those that came back: gone, twice, or moved.

A row is known by its hidden key. What stands beside the key may be changed by the unit, so a
changed text is no mistake; the text of another row is the trace of a row or a cell that moved.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from ...findings import Finding
from ...form import INDICATORS, Form, SheetForm, is_row_key
from ...identity import Identity
from ...sheet import Cell
from ..filled import FilledPart, FilledProject
from ..issued_values import code_of
from ..table import Table
from ..telling import Telling
from .tables import (
    Came,
    Columns,
    Texts,
    columns_of,
    compared,
    has_all_keys,
    is_content,
    sent_rows,
)

_RUN = 3
"""So many figures in a row, each that of its neighbour, are no coincidence."""
_OF_INDICATORS, _OF_ROWS = "issued.row", "issued.entry"


def hold_rows(
    tell: Telling, form: Form, filled: FilledProject | FilledPart, issued: Mapping[str, str]
) -> Iterator[Finding]:
    """Tell which of the rows sent with content are gone, and what moved between rows."""
    for columns in columns_of(form, _sheet(form, filled)):
        texts = sent_rows(columns, issued)
        if any(is_content(columns, row) for row in texts.values()):
            came = Came(filled, columns)
            if not came.is_as_sent(texts):
                yield from _of_table(tell, form, came, texts)


def _sheet(form: Form, filled: FilledProject | FilledPart) -> SheetForm | None:
    return form.project_sheet if isinstance(filled, FilledProject) else form.unit


def _of_table(
    tell: Telling, form: Form, came: Came, texts: Mapping[str, Texts]
) -> Iterator[Finding]:
    columns = came.columns
    sent = {key: compared(columns, row) for key, row in texts.items()}
    if not any(is_content(columns, row) for row in sent.values()):
        return
    names = {row.get(columns.naming, "") for row in came.rows} - {""}
    for key, row in sent.items():
        is_there = key in came.at or row.get(columns.naming, "") in names
        if is_content(columns, row) and not is_there:
            yield from _gone(tell, form, came, texts[key])
    if came.at:  # without any, the keys are what is gone
        yield from _moved(tell, form, sent, came)


def copied_rows(
    tell: Telling,
    form: Form,
    filled: FilledProject | FilledPart,
    table: Table,
    identity: Identity | None,
) -> Iterator[Finding]:
    """Tell of rows that stand twice: the same key, and the same name or one that was sent.

    A blank row that was copied to make room is none: the first keeps the key.
    """
    if has_all_keys(filled, sheet := _sheet(form, filled)):  # as nearly all rows have
        return
    issued = identity.issued(code_of(filled)) if identity else {}
    for columns in columns_of(form, sheet):
        came = Came(filled, columns)
        if not all(came.keys):
            yield from _twice(tell, came, table, sent_rows(columns, issued))


def _twice(tell: Telling, came: Came, table: Table, sent: Mapping[str, Texts]) -> Iterator[Finding]:
    columns, naming = came.columns, came.columns.naming
    for number, row in enumerate(came.rows):
        cell = _first_of_row(came, number)
        key = table.row_key(cell.row) if cell and not came.keys[number] else ""
        if not cell or not is_row_key(key, columns.name) or key not in came.at:
            continue
        above = came.at[key]
        is_same = row[naming] == came.rows[above][naming] if naming else row == came.rows[above]
        if is_content(columns, compared(columns, sent.get(key, {}))) or is_same:
            yield from tell(
                f"{_head(columns)}-twice", came.filled.sheet, cell, came.filled.reasons,
                found=_called(columns, came.texts[number]),
                expected=str(_first_of_row(came, above)),
                project=code_of(came.filled), path=came.path(naming, number),
            )  # fmt: skip


def _first_of_row(came: Came, number: int) -> Cell | None:
    """The cell that names a row, or else the first of it."""
    named = came.cell(came.columns.naming, number)
    return named or next(filter(None, (came.cell(n, number) for n in came.columns.content)), None)


def _head(columns: Columns) -> str:
    return _OF_INDICATORS if columns.name == INDICATORS else _OF_ROWS


def _called(columns: Columns, texts: Texts) -> str:
    """What a row is called: by its name, or else by the first thing it says."""
    names = columns.texts[:1] if columns.name == INDICATORS else columns.content
    return next(filter(None, (texts.get(name, "") for name in names)), "")


def _gone(tell: Telling, form: Form, came: Came, texts: Texts) -> Iterator[Finding]:
    columns = came.columns
    label = form.label(form.drawn_as(came.path(columns.content[0], 0)))
    rest = "、".join(filter(None, (texts.get(name, "") for name in columns.content[1:])))
    yield from tell(
        f"{_head(columns)}-gone", came.filled.sheet, came.first_cell(),
        found=_called(columns, texts) or texts.get("description", ""),
        project=code_of(came.filled), path=columns.name, label=label, rest=rest or "—",
        level2=texts.get("level2", ""), value=texts.get("value", ""),
    )  # fmt: skip


def _moved(tell: Telling, form: Form, sent: Mapping[str, Texts], came: Came) -> Iterator[Finding]:
    """One finding for the rows that moved whole, and one for each column whose cells did."""
    columns = came.columns
    foreign = {name: _foreign(name, sent, came) for name in columns.texts}
    whole = [
        number
        for number, other in foreign.get(columns.naming, {}).items()
        if _is_whole(columns, came.rows[number], sent.get(came.keys[number], {}), sent[other])
    ]
    yield from _at_cells(tell, form, came, (f"{_head(columns)}-moved", columns.naming, whole))
    moved = {name: [*found] for name, found in foreign.items()}
    rows, keys = [*sent.values()], [*sent]
    beside = [came.by_key(key) for key in keys]
    for name in columns.figures:
        runs = (_run([row.get(name, "") for row in beside], [row[name] for row in rows], step)
                for step in (1, -1))  # fmt: skip
        moved[name] = [came.at[keys[number]] for run in runs for number in run]
    for name, numbers in moved.items():
        cells = [number for number in numbers if number not in whole]
        yield from _at_cells(tell, form, came, ("issued.cells-moved", name, cells))


def _foreign(name: str, sent: Mapping[str, Texts], came: Came) -> dict[int, str]:
    """Rows that hold the text sent in one other row, and in no more, which has it no longer."""
    counted = Counter(row[name] for row in sent.values())
    home = {row[name]: key for key, row in sent.items() if row[name] and counted[row[name]] == 1}
    found: dict[int, str] = {}
    for number, (key, row) in enumerate(zip(came.keys, came.rows, strict=True)):
        other = home.get(row[name], "")
        if other and other != key and came.by_key(other).get(name) != row[name]:
            found[number] = other
    return found


def _is_whole(columns: Columns, row: Texts, own: Texts, other: Texts) -> bool:
    """Whether a row holds another's content, and nothing of what its own key was sent with."""
    content = columns.content
    own_left = (row[name] and row[name] == own.get(name) != other[name] for name in content)
    more = any(row[name] for name in content[1:]) or not any(other[n] for n in content[1:])
    return more and not any(own_left)


def _run(came: Sequence[str], sent: Sequence[str], step: int) -> list[int]:
    """The longest run of rows that hold what was sent in the next row, or in the one before."""
    longest: list[int] = []
    run: list[int] = []
    for at, text in enumerate(came):
        beside = sent[at + step] if 0 <= at + step < len(sent) else ""
        run = [*run, at] if text and text == beside != sent[at] else []
        longest = max(longest, run, key=len)
    return longest if len(longest) >= _RUN else []


def _at_cells(
    tell: Telling, form: Form, came: Came, found: tuple[str, str, Sequence[int]]
) -> Iterator[Finding]:
    """One finding of this code, field and rows, at the first cell; it names them all."""
    code, name, numbers = found
    if not numbers:
        return
    cells = [cell for number in numbers if (cell := came.cell(name, number))]
    texts = came.texts[numbers[0]]
    is_part = came.columns.name == INDICATORS and name in ("sign", "number", "unit")
    path = came.path(name, numbers[0])
    yield from tell(
        code, came.filled.sheet, cells[0] if cells else None, came.filled.reasons,
        found=texts.get("value" if is_part else name, ""),
        expected="、".join(map(str, cells)), label=form.label(form.drawn_as(path)),
        project=code_of(came.filled), path=path,
    )  # fmt: skip
