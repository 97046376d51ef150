"""The hidden sheet of lists that all dropdowns read from.

Lists stand on a sheet because a list written into the dropdown itself vanishes at 255
characters, and cascades look a label up by comparing, so that any label of any length works.

Each list has a defined name. Cells that are pasted from last year's workbook bring their
dropdowns and colours with them, so these name their lists in words (`INDIRECT`): they mean the
lists of the workbook they stand in. A name by itself is a number to LibreOffice, which is another
list after pasting.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from ...budget import words_of_nothing
from ...form import Form
from ...rules import counted_units
from ...sheet import Box, Cell, Content, Name, Sheet, absolute

_FIRST_DECLARED = 7
"""The column of the first list that a form declares; before it stand those of the vocabulary."""


class Choices(NamedTuple):
    """Where the lists of the taxonomy stand, as formulas name them."""

    level1: str
    pair1: str
    pair2: str


@dataclass(frozen=True)
class _Column:
    """One list: its name, its sheet and column, and its entries."""

    sheet: str
    name: str
    column: int
    entries: tuple[str, ...]

    @property
    def cells(self) -> str:
        box = Box(1, self.column, max(1, len(self.entries)), self.column)
        return f"{self.sheet}!{absolute(box)}"


class ChoiceLists:
    """The lists of a form: where each stands, and the dropdown formulas that read them."""

    def __init__(self, form: Form) -> None:
        pairs = tuple((form.parents[name], name) for name in form.level2s)
        library = [(level2, name) for level2, names in form.library.items() for name in names]
        self._name = form.word("sheet.choices")
        listed = partial(_Column, self._name)
        self._level1 = listed("xlperf_level1", 0, tuple(form.taxonomy))
        self._pair1 = listed("xlperf_level2_level1", 1, tuple(level1 for level1, _ in pairs))
        self._pair2 = listed("xlperf_level2", 2, tuple(level2 for _, level2 in pairs))
        self._sign = listed("xlperf_sign", 3, form.signs)
        self._unit = listed("xlperf_unit", 4, form.units)
        self._library2 = listed("xlperf_level3_level2", 5, tuple(level2 for level2, _ in library))
        self._library3 = listed("xlperf_level3", 6, tuple(name for _, name in library))
        declared = {name: each.choices for name, each in form.fields.items() if each.choices}
        names = _names_of([*declared])
        self._declared = {
            name: listed(names[name], number, choices)
            for number, (name, choices) in enumerate(declared.items(), _FIRST_DECLARED)
        }
        last = _FIRST_DECLARED + len(declared)
        self._nothing = listed("xlperf_nothing", last, words_of_nothing(form.lang))
        self._counted = listed("xlperf_counted", last + 1, tuple(sorted(_counted(form))))
        self._levels = {"level1": self._level1, "level2": self._pair2}

    @property
    def choices(self) -> Choices:
        """Where the taxonomy stands, for the live checks."""
        return Choices(self._level1.name, self._pair1.name, self._pair2.name)

    @property
    def nothing(self) -> str:
        """The name of the list of what says nothing: 无, a dash."""
        return self._nothing.name

    @property
    def counted(self) -> str:
        """The name of the list of all units of measure that are known."""
        return self._counted.name

    def words_of(self, name: str) -> Sequence[str]:
        """The entries of a list that live checks read: level1, level2, nothing, counted."""
        lists = {**self._levels, "nothing": self._nothing, "counted": self._counted}
        return lists[name].entries

    def source(self, field: str, beside: Cell | None = None) -> str:
        """The formula of a dropdown; `beside` is the cell whose choice decides. "" if none."""
        if name := self.named(field):
            return f"={in_words(name)}"
        if beside is None:
            return ""
        if field == "level2" and self._pair2.entries:
            return _cascade(self._pair2, self._level1, beside)
        if field == "level3" and self._library3.entries:
            return _cascade(self._library3, self._pair2, beside)
        return ""

    def named(self, field: str) -> str:
        """The defined name of the list of a field that has one list; "" if it has none."""
        plain = {
            "level1": self._level1, "sign": self._sign, "unit": self._unit, **self._declared,
        }  # fmt: skip
        return plain[field].name if field in plain and plain[field].entries else ""

    def names(self) -> Iterator[Name]:
        """The defined names of the lists that have entries."""
        for _, each in self._columns():
            if each.entries:
                yield Name(each.name, cells=each.cells)
        yield from _parts(self._level1, self._pair1, self._pair2)
        yield from _parts(self._pair2, self._library2, self._library3)

    def _columns(self) -> Sequence[tuple[str, _Column]]:
        """The lists, each with the words that stand over it."""
        return (
            ("level1", self._level1),
            ("level2: level1", self._pair1),
            ("level2", self._pair2),
            ("sign", self._sign),
            ("unit", self._unit),
            ("level3: level2", self._library2),
            ("level3", self._library3),
            *self._declared.items(),
            ("nothing", self._nothing),
            ("counted", self._counted),
        )

    def sheet(self) -> Sheet:
        """The sheet itself."""
        columns = self._columns()
        contents = [
            Content(row, each.column, "key", text)
            for name, each in columns
            for row, text in enumerate((name, *each.entries))
        ]
        contents.sort(key=lambda each: each.row)
        return Sheet(
            self._name,
            contents,
            widths=dict.fromkeys(range(len(columns)), 18),
            protected=True,
            hidden=True,
        )


def in_words(name: str) -> str:
    """A defined name as what is pasted into another workbook may say it."""
    return f'INDIRECT("{name}")'


def _cascade(entries: _Column, keys: _Column, beside: Cell) -> str:
    """The part of a list that belongs to the cell beside; the whole list while that is blank.

    The parts are named by the rows of their keys. SUMPRODUCT compares whole labels; MATCH would
    take `*` and `?` for wildcards and fail over 255 characters. The cell beside is the one of its
    column in this row: LibreOffice writes a reference to it as it was where the cell was copied.
    """
    known, column = in_words(keys.name), f"${beside.letters}"
    this = f"INDEX({column}:{column},MAX(ROW()))"
    return f'=INDIRECT("{entries.name}."&SUMPRODUCT(({known}={this})*ROW({known})))'


def _parts(keys: _Column, owners: _Column, entries: _Column) -> Iterator[Name]:
    """A name for the entries of each key, which stand together; for what has none, for all."""
    if not entries.entries:
        return
    yield Name(f"{entries.name}.0", cells=entries.cells)
    for row, key in enumerate(keys.entries, 1):
        count = owners.entries.count(key)
        first = owners.entries.index(key) + 1 if count else 1
        last = first + (count or len(entries.entries)) - 1
        box = Box(first, entries.column, last, entries.column)
        yield Name(f"{entries.name}.{row + 1}", cells=f"{entries.sheet}!{absolute(box)}")


def _counted(form: Form) -> frozenset[str]:
    """The units of measure that are known; those of daily use are Chinese."""
    return counted_units(form) if form.lang == "zh" else frozenset(form.units)


def _names_of(fields: Sequence[str]) -> Mapping[str, str]:
    """What the lists of declared fields are called: the same from year to year.

    A defined name has no capitals of its own; where two fields differ in those alone, or have
    letters that not every program takes, their place tells them apart.
    """
    folded = Counter(field.casefold() for field in fields)
    return {
        field: f"xlperf_choices_{field}"
        if field.isascii() and folded[field.casefold()] == 1
        else f"xlperf_choices.{number}"
        for number, field in enumerate(fields)
    }
