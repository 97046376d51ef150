"""The indicators that were sent against those that came back: gone, twice, or moved.

A row is known by its hidden key. What stands beside the key may be changed by the unit, so a
changed text is no mistake; the text of another row is the trace of a row or a cell that moved.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from ...budget import Indicator, Target, indicator_path, wording
from ...findings import Finding
from ...form import Form, is_row_key
from ...identity import Identity
from ...sheet import Cell
from ..filled import FilledProject
from ..table import Table
from ..telling import Telling

_TEXTS = ("level3", "description", "basis")
_PARTS = ("sign", "number", "unit")
_CONTENT = (*_TEXTS, "value")
_ENDINGS = tuple(f".{name}" for name in _CONTENT)
_RUN = 3
"""So many figures in a row, each that of its neighbour, are no coincidence."""
Row = Mapping[str, str]
"""What a row holds, by field, as it is compared."""


def hold_rows(
    tell: Telling, form: Form, filled: FilledProject, issued: Mapping[str, str]
) -> Iterator[Finding]:
    """Tell which of the indicators sent with content are gone, and what moved between rows."""
    if _is_untouched(filled, issued):
        return
    sent = _sent(issued)
    if not any(map(_is_content, sent.values())):
        return
    came = _Came(filled)
    names = {row["level3"] for row in came.rows} - {""}
    for key, row in sent.items():
        if key not in came.at and _is_content(row) and row["level3"] not in names:
            yield from _gone(tell, filled, key, issued)
    if came.at:  # without any, the keys are what is gone
        yield from _moved(tell, form, filled, sent, came)


def _is_untouched(filled: FilledProject, issued: Mapping[str, str]) -> bool:
    """Whether every row came back letter for letter, as most do: then there is nothing to do."""
    came = {
        f"indicators.{each.key}.{name}": text
        for each in filled.project.indicators
        for name, text in (
            ("level3", each.level3), ("description", each.description),
            ("basis", each.basis), ("value", each.target.raw),
        )
        if text
    }  # fmt: skip
    return came == {
        name: text
        for name, text in issued.items()
        if name.startswith("indicators.") and name.endswith(_ENDINGS)
    }


class _Came:
    """The rows that came back, in their order, and where each key stands."""

    def __init__(self, filled: FilledProject) -> None:
        indicators = filled.project.indicators
        self.rows = [_row(each) for each in indicators]
        self.keys = [each.key for each in indicators]
        self.at = {key: number for number, key in enumerate(self.keys) if key}

    def by_key(self, key: str) -> Row:
        """The row beside a key; nothing when it is gone."""
        return self.rows[self.at[key]] if key in self.at else {}


def copied_rows(
    tell: Telling, filled: FilledProject, table: Table, identity: Identity | None
) -> Iterator[Finding]:
    """Tell of rows that stand twice: the same key, and the same name or one that was sent.

    A blank row that was copied to make room is none: the first keeps the key.
    """
    project = filled.project
    if all(each.key for each in project.indicators):
        return
    sent = _sent(identity.issued(project.code)) if identity else {}
    first = {each.key: number for number, each in enumerate(project.indicators) if each.key}
    for number, each in enumerate(project.indicators):
        cell = filled.where.get(indicator_path("level3", number))
        key = table.row_key(cell.row) if cell and not each.key else ""
        if not cell or not is_row_key(key) or key not in first:
            continue
        above = project.indicators[first[key]]
        if _is_content(sent.get(key, {})) or _row(above)["level3"] == _row(each)["level3"]:
            yield from tell(
                "issued.row-twice", filled.sheet, cell, filled.reasons, found=each.level3,
                expected=str(filled.where[indicator_path("level3", first[key])]),
                project=project.code, path=indicator_path("level3", number),
            )  # fmt: skip


def _sent(issued: Mapping[str, str]) -> Mapping[str, Row]:
    """The rows that were sent, by key, in their order."""
    rows: dict[str, dict[str, str]] = {}
    for name, text in issued.items():
        head, _, rest = name.partition(".")
        key, _, field = rest.partition(".")
        if head == "indicators":
            rows.setdefault(key, {})[field] = text
    return {key: _compared(row, Target.parse(row.get("value", ""))) for key, row in rows.items()}


def _row(each: Indicator) -> Row:
    return _compared({name: getattr(each, name) for name in _TEXTS}, each.target)


def _compared(texts: Mapping[str, str], target: Target) -> Row:
    """Widths and spaces do not count, nor how a target was printed."""
    row = {name: wording.plain(texts.get(name, "")) for name in _TEXTS}
    row["value"] = wording.plain(target.glued())
    row["sign"], row["unit"] = target.sign, wording.plain(target.words)
    row["number"] = "" if target.number is None else str(target.number.normalize())
    return row


def _is_content(row: Row) -> bool:
    return any(row.get(name) for name in ("level3", "description"))


def _gone(
    tell: Telling, filled: FilledProject, key: str, issued: Mapping[str, str]
) -> Iterator[Finding]:
    texts = {name: issued.get(f"indicators.{key}.{name}", "") for name in ("level2", *_CONTENT)}
    places = sorted(cell for name, cell in filled.where.items() if name.startswith("indicators."))
    yield from tell(
        "issued.row-gone", filled.sheet, places[0] if places else None,
        found=texts["level3"] or texts["description"], level2=texts["level2"],
        value=texts["value"], project=filled.project.code, path="indicators",
    )  # fmt: skip


def _moved(
    tell: Telling, form: Form, filled: FilledProject, sent: Mapping[str, Row], came: _Came
) -> Iterator[Finding]:
    """One finding for the rows that moved whole, and one for each column whose cells did."""
    foreign = {name: _foreign(name, sent, came) for name in _TEXTS}
    whole = [
        number
        for number, other in foreign["level3"].items()
        if _is_whole(came.rows[number], sent.get(came.keys[number], {}), sent[other])
    ]
    yield from _at_cells(tell, form, filled, ("issued.row-moved", "level3", whole))
    moved = {name: [*found] for name, found in foreign.items()}
    rows, keys = [*sent.values()], [*sent]
    beside = [came.by_key(key) for key in keys]
    for name in _PARTS:
        runs = (_run([row.get(name, "") for row in beside], [row[name] for row in rows], step)
                for step in (1, -1))  # fmt: skip
        moved[name] = [came.at[keys[number]] for run in runs for number in run]
    for name, numbers in moved.items():
        cells = [number for number in numbers if number not in whole]
        yield from _at_cells(tell, form, filled, ("issued.cells-moved", name, cells))


def _foreign(name: str, sent: Mapping[str, Row], came: _Came) -> dict[int, str]:
    """Rows that hold the text sent in one other row, and in no more, which has it no longer."""
    counted = Counter(row[name] for row in sent.values())
    home = {row[name]: key for key, row in sent.items() if row[name] and counted[row[name]] == 1}
    found: dict[int, str] = {}
    for number, (key, row) in enumerate(zip(came.keys, came.rows, strict=True)):
        other = home.get(row[name], "")
        if other and other != key and came.by_key(other).get(name) != row[name]:
            found[number] = other
    return found


def _is_whole(row: Row, own: Row, other: Row) -> bool:
    """Whether a row holds another's content, and nothing of what its own key was sent with."""
    own_left = (row[name] and row[name] == own.get(name) != other[name] for name in _CONTENT)
    more = any(row[name] for name in _CONTENT[1:]) or not any(other[n] for n in _CONTENT[1:])
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
    tell: Telling, form: Form, filled: FilledProject, found: tuple[str, str, Sequence[int]]
) -> Iterator[Finding]:
    """One finding of this code, field and rows, at the first cell; it names them all."""
    code, name, numbers = found
    if not numbers:
        return
    cells = [cell for number in numbers if (cell := _cell(filled, name, number))]
    first = filled.project.indicators[numbers[0]]
    yield from tell(
        code, filled.sheet, cells[0] if cells else None, filled.reasons,
        found=getattr(first, name) if name in _TEXTS else first.target.raw,
        expected="、".join(map(str, cells)), label=form.label(name),
        project=filled.project.code, path=indicator_path(name, numbers[0]),
    )  # fmt: skip


def _cell(filled: FilledProject, name: str, number: int) -> Cell | None:
    """The cell of a field of a row; that of the whole target where it is one cell."""
    where = filled.where
    return where.get(indicator_path(name, number)) or where.get(indicator_path("value", number))
