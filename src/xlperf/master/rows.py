"""The rows under the headings: what each is, and what is taken from it.

A row with a code of the right shape is a project, always. Without one, the wording of a total
or amounts that are the sum of other rows make it a total; no amount makes it a note; anything
else is refused. Right is the shape the form gives, or else the kind of code other rows have.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from ..budget import wording
from ..reading import as_seen, decode
from ..sheet import Cell, Grid, Read
from .between_rows import is_again, is_numbering
from .doubts import doubt_of, seen
from .headings import Heading
from .texts import code_of

_WORDS = "合计|总计|共计|小计|累计|汇总|总数|总额|subtotal|grandtotal|total|sum"
_TOTAL = re.compile(
    rf".*(?:{_WORDS})(?:数|金额|额|行|如下)?(?:[0-9]+[个项条家笔]\w{{0,6}}|\(.*\)|\[.*\]|[:：、;.。])*"
)
"""A text that is a total's name, with whatever stands before it: 社区办小计, 合计（18个）."""


class Sort(StrEnum):
    """What a row is."""

    PROJECT = "project"
    TOTAL = "total"
    NOTE = "note"
    HEADING = "heading"
    NUMBERING = "numbering"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is not blank.

    Attributes:
        code: the project's code as it is compared; "" where there is none.
        amounts: those that can be read, in the unit of the list.
        says_total: whether one of its texts is what a total is called.
        is_whole: whether it names a unit and a project by code and name, and gives a budget;
            where units are counted, whether it names a unit.
        unit: the name of the unit in it.
        is_code_unread: whether its code's cell holds what cannot be taken, as an error.
        text: its first text, to name it by.
    """

    number: int
    code: str = ""
    amounts: Mapping[str, Decimal] = field(default_factory=dict)
    has_figures: bool = False
    says_total: bool = False
    is_whole: bool = False
    is_code_unread: bool = False
    unit: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class SortedRow:
    """A row and what it is; `sums` are the rows a total adds up, none where they do not agree."""

    row: Row
    sort: Sort
    sums: tuple[int, ...] = ()
    agrees: bool = True


Amount = Callable[[Read], Decimal | None]


def rows_of(heading: Heading, amount: Amount) -> list[Row]:
    """Every row under the headings that is not blank, or not only the headings again.

    Args:
        amount: reads one cell's amount; None for what is blank or no amount.
    """
    grid, rows = heading.grid, []
    for number in range(heading.bottom + 1, grid.bottom + 1):
        cells = grid.filled(number, number + 1)
        if cells and not _heads(heading, number):
            rows.append(_row(heading, number, cells, amount))
    return rows


def heading_rows(heading: Heading) -> list[tuple[int, Sort]]:
    """The rows that repeat the headings, or number the columns."""
    rows = range(heading.bottom + 1, heading.grid.bottom + 1)
    return [(number, sort) for number in rows if (sort := _heads(heading, number))]


def _heads(heading: Heading, row: int) -> Sort | None:
    if is_again(heading, row):
        return Sort.HEADING
    return Sort.NUMBERING if is_numbering(heading, row) else None


def _row(heading: Heading, number: int, cells: Sequence[Cell], amount: Amount) -> Row:
    grid = heading.grid
    texts = {cell: decode.shown(grid.value(*cell)).strip() for cell in cells}
    prose = {
        column.number
        for name, columns in heading.columns.items()
        for column in columns
        if name not in _NAMING
    }
    named = (text for cell, text in texts.items() if cell.column not in prose)
    whole = OF_UNIT if heading.asked.counts_units else (*_NAMING, "budget")
    used = [
        (name, Cell(number, column.number))
        for name in heading.asked.summed
        for column in heading.columns.get(name, ())
    ]
    amounts: dict[str, Decimal] = {}
    for name, cell in used:
        value = amount(seen(grid, cell).value)
        if value is not None:
            amounts[name] = amounts.get(name, Decimal(0)) + value
    return Row(
        number, _code(heading, number), amounts,
        has_figures=any(amounts.values()) or _is_unread(grid, used, amount),
        says_total=any(map(says_total, named)),
        is_whole=all(_is_filled(heading, number, name) for name in whole),
        is_code_unread=_is_code_unread(heading, number),
        unit=_unit(heading, number),
        text=next(filter(None, texts.values()), ""),
    )  # fmt: skip


def _is_unread(grid: Grid, used: Iterable[tuple[str, Cell]], amount: Amount) -> bool:
    """Whether an amount's cell holds a figure that cannot be read, as a formula without result."""
    for _, cell in used:
        if doubt_of(grid, cell):
            return True
        value = grid.value(*cell)
        if not decode.is_blank(value) and amount(value) is None and _is_figure(value):
            return True
    return False


_FIGURE = re.compile(
    r"\s*[-+(（]*\s*(?:[A-Z]{1,3}\$?|[¥￥$£€₩])?\s*[-+(（]*\s*[0-9０-９]|"
    r"[零一二三四五六七八九十百千万亿两点壹贰叁肆伍陆柒捌玖拾佰仟元整\s]+$"
)
_DAY = re.compile(r"\s*[0-9]{2,4}\s*[年./-]\s*[0-9]{1,2}\s*[月./-]")


def _is_figure(value: Read) -> bool:
    """Whether a cell was meant to hold an amount; the date beside a signature was not."""
    if isinstance(value, str):
        return _FIGURE.match(value) is not None and _DAY.match(value) is None
    return isinstance(value, int | float)


def _code(heading: Heading, number: int) -> str:
    columns = heading.columns.get(heading.key, ())
    if not columns:
        return ""
    look = seen(heading.grid, Cell(number, columns[0].number))
    text = decode.shown(look.value)
    if as_seen.is_figure(look.value):
        text = as_seen.as_text(heading.grid, look.cell)[0] or text
    return code_of(text).value or wording.code(text)


OF_UNIT = ("unit.code", "unit.name")
_NAMING = ("unit.code", "unit.name", "code", "name")
"""The fields that name a project; a total is called one in these, or where no field stands."""


def _is_filled(heading: Heading, number: int, name: str) -> bool:
    cells = (Cell(number, column.number) for column in heading.columns.get(name, ()))
    return any(not decode.is_blank(seen(heading.grid, cell).value) for cell in cells)


def _unit(heading: Heading, number: int) -> str:
    cells = (Cell(number, column.number) for column in heading.columns.get("unit.name", ()))
    return next((decode.shown(seen(heading.grid, cell).value).strip() for cell in cells), "")


def _is_code_unread(heading: Heading, number: int) -> bool:
    cells = (Cell(number, column.number) for column in heading.columns.get(heading.key, ()))
    return any(doubt_of(heading.grid, seen(heading.grid, cell).cell) for cell in cells)


def says_total(text: str) -> bool:
    """Whether a text is what a total is called."""
    return len(text) <= 60 and _TOTAL.fullmatch(wording.plain(text)) is not None


def sorted_rows(rows: Sequence[Row], pattern: str = "") -> list[SortedRow]:
    """Say of each row what it is; a total is held against the rows it may add up."""
    shape = _Shape.of(rows, pattern)
    likely = [shape.fits(row) for row in rows]
    adding = Sums(rows, likely)
    return [
        _coded(row, adding, number) if fits else _other(row, shape, adding, number)
        for number, (row, fits) in enumerate(zip(rows, likely, strict=True))
    ]


def _coded(row: Row, adding: "Sums", number: int) -> SortedRow:
    """A row with a project's code: never passed over, but refused where it is plainly a total."""
    if row.says_total and (found := adding.above(number, least=2)):
        return SortedRow(row, Sort.REFUSED, found)
    return SortedRow(row, Sort.PROJECT)


def _other(row: Row, shape: "_Shape", adding: "Sums", number: int) -> SortedRow:
    """What a row without a project's code is."""
    if row.says_total:
        found = adding.any(number) if row.amounts else ()
        if row.is_whole and not (
            found and any(row.amounts.values())
        ):  # neither plainly a total nor plainly a project
            return SortedRow(row, Sort.REFUSED)
        return SortedRow(row, Sort.TOTAL, found or (), agrees=found is not None)
    if row.is_whole:
        return SortedRow(row, Sort.PROJECT)
    if not row.has_figures:
        return SortedRow(row, Sort.NOTE)
    found = adding.any(number, least=2)
    if found and not row.is_code_unread:
        return SortedRow(row, Sort.TOTAL, found)
    return SortedRow(row, Sort.PROJECT if shape.may_fit(row) else Sort.REFUSED)


@dataclass(frozen=True)
class _Shape:
    """What a project's code looks like: by the form's pattern, or by the codes of other rows."""

    pattern: str
    kinds: Mapping[str, int]
    lengths: Mapping[int, int]

    @classmethod
    def of(cls, rows: Iterable[Row], pattern: str) -> "_Shape":
        codes = [row.code for row in rows if row.code and not row.says_total]
        return cls(pattern, Counter(map(kind_of, codes)), Counter(map(len, codes)))

    def fits(self, row: Row) -> bool:
        """Whether a row's code is a project's: beyond doubt, like most others, or the only one."""
        if not row.code:
            return False
        if self.pattern:
            return re.fullmatch(self.pattern, row.code) is not None
        many = self.kinds.get(kind_of(row.code), 0)
        if not self.kinds:
            return True
        if row.says_total:  # 18 is no code where the others have four digits
            return many > 0 and len(row.code) in self.lengths
        return many * _FEW > max(self.kinds.values(), default=0)

    def may_fit(self, row: Row) -> bool:
        """Whether a rare kind of code may be a project's all the same."""
        if self.pattern or not row.code:
            return False
        return self.kinds.get(kind_of(row.code), 0) > 1 or self.lengths.get(len(row.code), 0) > 1


_FEW = 4
"""A kind of code that is not a fourth as common as the commonest is rare."""


def kind_of(code: str) -> str:
    """What kind of signs a code is made of: digits, Latin letters, others."""
    letters = [sign for sign in code if sign.isalpha()]
    has = (
        ("9", any(map(str.isdecimal, code))),
        ("A", any(map(str.isascii, letters))),
        ("文", not all(map(str.isascii, letters))),
    )
    return "".join(mark for mark, there in has if there)


class Sums:
    """The amounts of the projects' rows, added up from the top, so that any sum is one step."""

    def __init__(self, rows: Sequence[Row], likely: Sequence[bool]) -> None:
        self._rows = rows
        self._projects = [number for number, fits in enumerate(likely) if fits]
        self._before = [0]
        self._sums: dict[str, list[Decimal]] = {
            name: [Decimal(0)] for name in dict.fromkeys(n for row in rows for n in row.amounts)
        }
        self._breaks = [number for number, fits in enumerate(likely) if not fits]
        for row, fits in zip(rows, likely, strict=True):
            self._before.append(self._before[-1] + fits)
            for name, sums in self._sums.items():
                sums.append(sums[-1] + (row.amounts.get(name, Decimal(0)) if fits else 0))

    def above(self, number: int, least: int = 1) -> tuple[int, ...] | None:
        """The rows above that add up to this row's amounts: all of them, or the last piece."""
        pieces = (max(0, each + 1) for each in self._last_breaks(number))
        return self._first(number, ((start, number) for start in (0, *pieces)), least)

    def any(self, number: int, least: int = 1) -> tuple[int, ...] | None:
        """The rows above or below that add up to this row's amounts."""
        found = self.above(number, least)
        if found is None:
            ends = (*self._next_breaks(number), len(self._rows))
            found = self._first(number, ((number + 1, end) for end in ends), least)
        if found is None:
            found = self._first(number, [(0, len(self._rows))], least)
        return found

    def _first(
        self, number: int, spans: Iterable[tuple[int, int]], least: int
    ) -> tuple[int, ...] | None:
        wanted = self._rows[number].amounts
        for start, end in spans:
            count = self._before[end] - self._before[start]
            if count >= least and wanted and self._agrees(wanted, start, end):
                first, last = self._before[start], self._before[end]
                return tuple(self._rows[each].number for each in self._projects[first:last])
        return None

    def _agrees(self, wanted: Mapping[str, Decimal], start: int, end: int) -> bool:
        return all(
            self._sums[name][end] - self._sums[name][start] == amount
            for name, amount in wanted.items()
        )

    def _last_breaks(self, number: int) -> Iterator[int]:
        """The rows without a project above one, from the nearest; a few are enough."""
        rank = number - self._before[number]
        return (self._breaks[each] for each in range(rank - 1, max(-1, rank - _MOST_PIECES), -1))

    def _next_breaks(self, number: int) -> Iterator[int]:
        rank = number + 1 - self._before[number + 1]
        return iter(self._breaks[rank : rank + _MOST_PIECES])


_MOST_PIECES = 50
"""So many pieces back a subtotal is looked for."""
