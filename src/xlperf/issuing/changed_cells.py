"""Where on the sheets of a re-issued workbook stands what changed since the issue before."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from ..form import INDICATORS, Form, in_group, is_row_key
from ..identity import Change, Kind
from ..sheet import CHANGED, Box, Cell, Highlight, Sheet, quoted
from .entry_sheets import Entry
from .frame_slots import is_key_slot

_TINTED = frozenset({Kind.REFRESHED, Kind.PUT_BACK, Kind.NEW_FIELD})
"""What is tinted as changed; what is disputed has a tint of its own, and sheets have none."""
_BESIDE = ("reason.", "comment.", "typed.", "figure.")
_OF_TARGET = ("sign", "number", "unit")


class Place(NamedTuple):
    """A cell on a sheet, with all it is merged with."""

    sheet: str
    box: Box

    @property
    def link(self) -> str:
        """The place as a link inside the workbook."""
        return f"{quoted(self.sheet)}!{self.box.first}"


Places = Mapping[Change, Sequence[Place]]


def changed_places(form: Form, entries: Iterable[Entry], changes: Iterable[Change]) -> Places:
    """The cells of each change; the sheet's first cell where it speaks of a whole sheet.

    A new field stands on many sheets; what is gone or kept aside has no place.
    """
    changes = [*changes]
    sheets = [each for entry in entries for each in _parts(entry)] if changes else []
    return {change: [*_places(form, sheets, change)] for change in changes}


def links_of(places: Places) -> Mapping[Change, str]:
    """Where each change stands first, as a link; without those that stand nowhere."""
    return {change: found[0].link for change, found in places.items() if found}


def has_tint(places: Places) -> bool:
    """Whether any cell is tinted as changed."""
    return any(found and _is_tinted(change) for change, found in places.items())


def _is_tinted(change: Change) -> bool:
    return change.kind in _TINTED and bool(change.field)


def tinted(sheet: Sheet, places: Places) -> Sheet:
    """The sheet with what changed on it tinted."""
    boxes = {
        each.box: None
        for change, found in places.items()
        if _is_tinted(change)
        for each in found
        if each.sheet == sheet.name
    }
    if not boxes:
        return sheet
    changed = (Highlight(box, "=TRUE", fill=CHANGED) for box in boxes)
    return replace(sheet, highlights=[*sheet.highlights, *changed])


class _Part:
    """A sheet, or the rows of one project on it, with its cells by path and by row key."""

    def __init__(self, sheet: Sheet, code: str, group: int | None) -> None:
        self.sheet, self.code = sheet, code
        self._before = "" if group is None else in_group(group, "")

    @cached_property
    def cells(self) -> Mapping[str, Cell]:
        """The cells by path: rows by their number, and by their key too."""
        before, found = self._before, dict[str, Cell]()
        keys = self._keys()
        for each in self.sheet.contents:
            if each.slot.startswith(before) and not is_key_slot(each.slot):
                path, cell = each.slot.removeprefix(before), Cell(each.row, each.column)
                found.setdefault(path, cell)
                table, _, rest = path.partition(".")
                if key := keys.get(each.row):
                    own = key.rpartition("/")[2]
                    found[f"{table}.{own}.{rest.partition('.')[2]}"] = cell
                    found.setdefault(key, cell)
        return found

    def _keys(self) -> Mapping[int, str]:
        """The key of each row, without the project it may name."""
        values = self.sheet.values
        of_group = f"{self.code}/" if self._before else ""
        keyed = (each for each in self.sheet.contents if is_key_slot(each.slot))
        named = ((each.row, str(values.get(each.slot) or "")) for each in keyed)
        return {row: key.removeprefix(of_group) for row, key in named if key.startswith(of_group)}

    def place(self, cell: Cell) -> Place:
        """A cell with all it is merged with."""
        boxes = (box for box in self.sheet.merges if box.first == cell)
        return Place(self.sheet.name, next(boxes, Box(*cell, *cell)))


def _parts(entry: Entry) -> Iterator[_Part]:
    if not entry.is_grouped:
        yield _Part(entry.sheet, entry.lines[0].code, None)
    else:
        for number, line in enumerate(entry.lines):
            yield _Part(entry.sheet, line.code, number)


def _places(form: Form, parts: Sequence[_Part], change: Change) -> Iterator[Place]:
    is_everywhere = change.kind is Kind.NEW_FIELD
    for part in parts:
        if not is_everywhere and part.code != change.project:
            continue
        cells = [part.cells[path] for path in _paths(form, part, change.field)]
        if cells:
            yield from map(part.place, cells)
        elif change.project and not is_everywhere:
            yield Place(part.sheet.name, Box(0, 0, 0, 0))


def _paths(form: Form, part: _Part, field: str) -> Iterator[str]:
    """The paths of the cells of a field: of all its parts, in all its rows for a column's name."""
    for before in _BESIDE:
        field = field.removeprefix(before)
    if field in part.cells:
        yield field
        return
    head, dot, name = field.rpartition(".")
    drawn = form.drawn_as(field)
    own = form.split_of(drawn) or (_OF_TARGET if name == "value" else ())
    split = [f"{head}{dot}{each.rpartition('.')[2]}" for each in own]
    found = [path for path in split if path in part.cells]
    if found or is_row_key(field):
        yield from found
        return
    yield from _column(part, field)


def _column(part: _Part, field: str) -> Iterator[str]:
    """Every row of a column that is named as it is drawn (`task.name`, `weight`)."""
    table, dot, name = field.rpartition(".")
    for path in part.cells:
        before, _, last = path.rpartition(".")
        of, _, number = before.partition(".")
        if last == name and of == (table if dot else INDICATORS) and number.isdigit():
            yield path
