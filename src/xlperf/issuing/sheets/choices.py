"""The hidden sheet of lists that all dropdowns read from.

Lists stand on a sheet because a list written into the dropdown itself vanishes at 255
characters, and cascades look a label up by comparing, so that any label of any length works.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from ...form import Form
from ...sheet import Box, Cell, Content, Sheet, absolute
from ..live_checks import Choices

_FIRST_DECLARED = 7
"""The column of the first list that a form declares; before it stand those of the vocabulary."""


@dataclass(frozen=True)
class _Column:
    """One list: its sheet and column, and how many entries it has."""

    sheet: str
    column: int
    entries: tuple[str, ...]

    @property
    def source(self) -> str:
        box = Box(1, self.column, max(1, len(self.entries)), self.column)
        return f"{self.sheet}!{absolute(box)}"

    @property
    def first(self) -> str:
        return f"{self.sheet}!{absolute(Box(1, self.column, 1, self.column))}"


class ChoiceLists:
    """The lists of a form: where each stands, and the dropdown formulas that read them."""

    def __init__(self, form: Form) -> None:
        pairs = tuple((form.parents[name], name) for name in form.level2s)
        library = [(level2, name) for level2, names in form.library.items() for name in names]
        self._name = form.word("sheet.choices")
        listed = partial(_Column, self._name)
        self._level1 = listed(0, tuple(form.taxonomy))
        self._pair1 = listed(1, tuple(level1 for level1, _ in pairs))
        self._pair2 = listed(2, tuple(level2 for _, level2 in pairs))
        self._sign = listed(3, form.signs)
        self._unit = listed(4, form.units)
        self._library2 = listed(5, tuple(level2 for level2, _ in library))
        self._library3 = listed(6, tuple(name for _, name in library))
        declared = [(name, each.choices) for name, each in form.fields.items() if each.choices]
        self._declared = {
            name: listed(_FIRST_DECLARED + number, choices)
            for number, (name, choices) in enumerate(declared)
        }

    @property
    def choices(self) -> Choices:
        """Where the taxonomy stands, for the live checks."""
        return Choices(self._level1.source, self._pair1.source, self._pair2.source)

    def source(self, field: str, beside: Cell | None = None) -> str:
        """The formula of a dropdown; `beside` is the cell whose choice decides. "" if none."""
        plain = {
            "level1": self._level1, "sign": self._sign, "unit": self._unit, **self._declared,
        }  # fmt: skip
        if field in plain:
            column = plain[field]
            return f"={column.source}" if column.entries else ""
        if beside is None:
            return ""
        if field == "level2" and self._pair2.entries:
            return _cascade(self._pair1, self._pair2, beside)
        if field == "level3" and self._library3.entries:
            return _cascade(self._library2, self._library3, beside)
        return ""

    def sheet(self) -> Sheet:
        """The sheet itself."""
        columns: Sequence[tuple[str, _Column]] = (
            ("level1", self._level1),
            ("level2: level1", self._pair1),
            ("level2", self._pair2),
            ("sign", self._sign),
            ("unit", self._unit),
            ("level3: level2", self._library2),
            ("level3", self._library3),
            *self._declared.items(),
        )
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


def _cascade(keys: _Column, entries: _Column, beside: Cell) -> str:
    """The entries whose key equals the cell beside; the whole list while that is blank.

    Entries of one key stand together: the last row that matches, less how many match, is where
    they begin. SUMPRODUCT compares whole labels; MATCH would take `*` and `?` for wildcards
    and fail over 255 characters.
    """
    cell = f"${beside}" if not str(beside).startswith("$") else str(beside)
    same = f"({keys.source}={cell})"
    count = f"SUMPRODUCT(--{same})"
    start = f"SUMPRODUCT(MAX({same}*ROW({keys.source})))-{count}-1"
    return (
        f"=OFFSET({entries.first},IF({count}=0,0,{start}),0,"
        f"IF({count}=0,{len(entries.entries)},{count}))"
    )
