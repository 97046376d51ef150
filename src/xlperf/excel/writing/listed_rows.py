"""The rows of a list, spelled as text among those XlsxWriter writes.

A list is long, and its rows are alike. What XlsxWriter would make of a row is put together here;
a row with anything odd in it is left to XlsxWriter, which writes it, or refuses it.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...sheet import Content, Value, column_letters
from .row_file import RowFile
from .stamping.escaped import (
    ERRORS,
    UnusualError,
    escaped,
    formula,
    height,
    is_usual,
    stands_as_it_is,
)
from .writer import LARGEST_EXACT, SheetWriter


class Live(NamedTuple):
    """A cell that is more than its value: a live formula, or a style of its own."""

    value: Value
    formula: str = ""
    style: str = ""


class _Spelling(NamedTuple):
    """The XML of a cell before the number of its row, and after it, by what is in it."""

    start: str
    style: str
    blank: str
    figure: str
    text: str

    def value(self, number: str, value: Value) -> str:
        """A cell that is just its value.

        Raises:
            UnusualError: it is a figure that no cell holds.
        """
        if value is None or value == "":
            return f"{self.start}{number}{self.blank}"
        if isinstance(value, str):
            keeps = "" if value.strip() == value else ' xml:space="preserve"'
            return f"{self.start}{number}{self.text}{keeps}>{escaped(value)}</t></is></c>"
        if not -LARGEST_EXACT <= value <= LARGEST_EXACT:
            raise UnusualError
        return f"{self.start}{number}{self.figure}{value:.16G}</v></c>"

    def live(self, number: str, spelled: str, value: Value) -> str:
        """A cell with a formula, and the value it had when it was written.

        Raises:
            UnusualError: XlsxWriter changes the formula, or calls the value something else.
        """
        if isinstance(value, bool) or value in ERRORS:
            raise UnusualError
        kind = ' t="str"' if isinstance(value, str) and value else ""
        shown = escaped(value) if isinstance(value, str) else "" if value is None else value
        return f"{self.start}{number}{self.style}{kind}>{formula(spelled)}<v>{shown}</v></c>"


class ListedRows:
    """The rows of a list, from top to bottom."""

    def __init__(self, sheet: SheetWriter, styles: Sequence[str]) -> None:
        """Rows with a cell in each column from the first on, in the style named for it."""
        self._sheet, self._styles = sheet, styles
        self._file = sheet.rows_on_disk()
        self._usual: Sequence[_Spelling] = ()
        self._own: dict[tuple[int, str], _Spelling] = {}

    def write(self, row: int, points: float, cells: Sequence[Value | Live]) -> None:
        """Write a row, so many points high.

        Raises:
            OutputError: there is something in it that Excel cannot hold.
        """
        file = self._file
        if file and file.reach(row, len(cells) - 1):
            try:
                file.write(row, self._spelled(file, row, points, cells))
            except UnusualError:
                pass  # XlsxWriter writes it, or refuses it
            else:
                return
        self._sheet.height(row, points)
        self._sheet.write(self._contents(row, cells))

    def _contents(self, row: int, cells: Sequence[Value | Live]) -> Iterator[Content]:
        """The row as it is described to XlsxWriter."""
        for column, (cell, usual) in enumerate(zip(cells, self._styles, strict=True)):
            value, formula, style = cell if isinstance(cell, Live) else (cell, "", "")
            yield Content(row, column, style or usual, value, formula)

    def _spelled(
        self, file: RowFile, row: int, points: float, cells: Sequence[Value | Live]
    ) -> str:
        """A row as XlsxWriter spells it.

        Raises:
            UnusualError: it spells it in a way of its own, or has numbered a style not yet.
        """
        if not self._usual:
            self._usual = [_spelling(file, at, style) for at, style in enumerate(self._styles)]
        texts = [
            f"{each.value}" if isinstance(each, Live) else each
            for each in cells
            if type(each) is str or type(each) is Live
        ]
        is_plain = stands_as_it_is(texts)
        if not (is_plain or is_usual("\n".join(texts))):
            raise UnusualError
        number = str(row + 1)
        spelled = [
            f"{usual[0]}{number}{usual[4]}>{cell}</t></is></c>"
            if is_plain and type(cell) is str and cell
            else self._other(file, column, number, cell)
            for column, (cell, usual) in enumerate(zip(cells, self._usual, strict=True))
        ]
        return f'<row r="{number}"{height(points).decode()}>{"".join(spelled)}</row>'

    def _other(self, file: RowFile, column: int, number: str, cell: Value | Live) -> str:
        """Any cell, the texts of which are usual."""
        spelling = self._usual[column]
        if not isinstance(cell, Live):
            return spelling.value(number, cell)
        value, spelled, style = cell
        if style:
            key = column, style
            if key not in self._own:
                self._own[key] = _spelling(file, column, style)
            spelling = self._own[key]
        if spelled:
            return spelling.live(number, spelled, value)
        return spelling.value(number, value)


def _spelling(file: RowFile, column: int, style: str) -> _Spelling:
    """How cells of a column are spelled in a style.

    Raises:
        UnusualError: it has no number so far; XlsxWriter gives it one.
    """
    number = file.number_of(style)
    if number is None:
        raise UnusualError
    styled = f'" s="{number}"'
    return _Spelling(
        f'<c r="{column_letters(column)}', styled, f"{styled}/>", f"{styled}><v>",
        f'{styled} t="inlineStr"><is><t',
    )  # fmt: skip
