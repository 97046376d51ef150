"""A workbook described, before any library writes it: sheets, what stands in them, how it looks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Literal, NamedTuple, overload

from .address import Box, Cell
from .comment import Comment

Value = str | float | int | None


@dataclass(frozen=True)
class Style:
    """How a cell looks. Fonts are the two every Chinese office machine has: 宋体 and 黑体."""

    font: str = "宋体"
    size: float = 10.5
    bold: bool = False
    colour: str = ""
    fill: str = ""
    border: bool = False
    across: Literal["left", "center", "right"] = "left"
    down: Literal["top", "center", "bottom"] = "center"
    wrap: bool = False
    indent: int = 0
    number: str = ""
    locked: bool = True
    underline: bool = False


class Content(NamedTuple):
    """What stands in one cell.

    `value` is a constant, or the stored value of `formula`; `slot` names the value in the
    sheet's `values` instead, so that one layout serves many sheets. `link` is a place in the
    same workbook.
    """

    row: int
    column: int
    style: str
    value: Value = None
    formula: str = ""
    slot: str = ""
    link: str = ""


@dataclass(frozen=True)
class TextTable(Sequence[Content]):
    """Contents that are rows of texts in one style, from the first cell on; "" is no cell."""

    style: str
    rows: tuple[tuple[str, ...], ...]

    @cached_property
    def _contents(self) -> tuple[Content, ...]:
        return tuple(
            Content(row, column, self.style, text)
            for row, cells in enumerate(self.rows)
            for column, text in enumerate(cells)
            if text
        )

    @overload
    def __getitem__(self, at: int) -> Content: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Content, ...]: ...

    def __getitem__(self, at: int | slice) -> Content | tuple[Content, ...]:
        """One of its cells, or some, from left to right and from top to bottom."""
        return self._contents[at]

    def __len__(self) -> int:
        """How many cells it has."""
        return len(self._contents)


@dataclass(frozen=True)
class Validation:
    """A limit on what may be typed, with the words that say so.

    `kind` says what is limited: a choice from a list, a figure (a day too, as Excel counts
    them), a whole figure, how many signs a text has, or nothing; `source` is the formula of a
    list. `strict` refuses what does not fit; otherwise other text stays allowed.
    """

    box: Box
    kind: Literal["list", "decimal", "integer", "length", "any"]
    prompt: tuple[str, str]
    alert: tuple[str, str] = ("", "")
    source: str = ""
    least: float | None = None
    most: float | None = None
    strict: bool = True


@dataclass(frozen=True)
class Highlight:
    """A conditional format: where a formula is true, colours (or a number format) change."""

    box: Box
    formula: str
    fill: str = ""
    colour: str = ""
    number: str = ""


@dataclass(frozen=True)
class Print:
    """How a sheet prints: fitted to one page width, or at a scale, with breaks where they belong.

    Attributes:
        paper: `A4` or `A3`.
        scale: percent; 0 fits the width. Programs heed breaks only at a scale.
        columns: the first and last column that is printed again at the left of each page.
    """

    area: Box | None = None
    repeat: tuple[int, int] | None = None
    landscape: bool = False
    footer: str = ""
    paper: str = "A4"
    scale: int = 0
    columns: tuple[int, int] | None = None


@dataclass(frozen=True)
class Series:
    """One series of a chart: its name and where its categories and values stand."""

    name: str
    sheet: str
    categories: Box
    values: Box
    colour: str = ""


@dataclass(frozen=True)
class Chart:
    """A native chart, its top left corner at `at`, its size in pixels.

    `most` is the largest of the counts it shows: their axis then has whole numbers.
    """

    kind: Literal["column", "bar", "line", "pie"]
    title: str
    series: tuple[Series, ...]
    at: Cell
    size: tuple[int, int] = (560, 300)
    axis: str = ""
    most: int | None = None


@dataclass(frozen=True)
class Sheet:
    """One sheet: its contents in rows from top to bottom, and everything around them.

    `zoom` is in percent; the workbook opens on the first sheet that is `opened`, else on the
    first one.

    Attributes:
        growing: rows that become higher than their height when more is typed into them.
    """

    name: str
    contents: Sequence[Content]
    values: Mapping[str, Value] = field(default_factory=dict)
    merges: Sequence[Box] = ()
    widths: Mapping[int, float] = field(default_factory=dict)
    heights: Mapping[int, float] = field(default_factory=dict)
    growing: frozenset[int] = frozenset()
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[int] = ()
    validations: Sequence[Validation] = ()
    highlights: Sequence[Highlight] = ()
    charts: Sequence[Chart] = ()
    comments: Mapping[Cell, Comment] = field(default_factory=dict)
    filtered: Box | None = None
    frozen: Cell | None = None
    printing: Print | None = None
    protected: bool = False
    hidden: bool = False
    gridlines: bool = False
    tab: str = ""
    zoom: int = 100
    opened: bool = False


@dataclass(frozen=True)
class Name:
    """A defined name of the workbook or of one sheet: it holds a constant text, or names cells.

    Attributes:
        cells: a range with its sheet, as formulas write it; "" where it holds `text`.
    """

    name: str
    text: str = ""
    sheet: str = ""
    cells: str = ""

    @property
    def meaning(self) -> str:
        """What it stands for, as a formula writes it."""
        text = self.text.replace('"', '""')
        return self.cells or f'"{text}"'


@dataclass(frozen=True)
class Workbook:
    """A whole workbook. `created` is given, never read from the clock: same input, same bytes.

    `font` is that of cells without a style, and of comments.
    """

    sheets: Sequence[Sheet]
    styles: Mapping[str, Style]
    title: str
    created: datetime
    password: str = ""
    keywords: str = ""
    names: Sequence[Name] = ()
    properties: Mapping[str, str] = field(default_factory=dict)
    font: str = Style.font
