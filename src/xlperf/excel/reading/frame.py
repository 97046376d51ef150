"""What stands around the cells of a sheet: merges, protection, hidden columns, conditions."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache

from ...findings import FileError
from ...sheet import LAST_COLUMN, LAST_ROW, Box, parse_cell
from ..packages import Limits
from .safe_xml import Walk

_FEW, _LONGEST = 3, 1_000
_END = re.compile("([A-Z]{1,3})?([1-9][0-9]{0,6})?")
_YES = ("1", "true")
Change = int | str
"""The number of a conditional format in the styles, or the code of one that stands on the sheet."""


class Frame(Walk):
    """What stands around the cells of a sheet: merges, protection, and what hides or changes.

    Attributes:
        hidden_columns: first and last of columns that are not seen.
        hides_rows: whether rows that say nothing of themselves are not seen.
        changes: ranges, as written, and the conditional formats on them.
    """

    def __init__(self, part: str, file: str, limits: Limits) -> None:
        super().__init__(part, file, limits)
        self.merges = 0
        self.inverted: tuple[Box, ...] = ()
        self.is_protected = False
        self.has_cells = False
        self.hidden_columns: list[tuple[int, int]] = []
        self.hides_rows = False
        self.changes: list[tuple[str, Change]] = []
        self._range = ""
        self._codes: list[str] = []
        self._reference: list[str] | None = None
        self.parser.CharacterDataHandler = self._text

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take note of what stands where it belongs; refuse what others would take for it."""
        bare = name.rpartition(" ")[2]
        if self.depth == 1 and name != "worksheet":
            raise self.broken(bare)
        if bare == "sheetData":
            if self.depth != 2 or self.has_cells or name != bare:
                raise self.broken(bare)
            self.has_cells = True
        elif bare == "mergeCell":
            if self.depth != 3 or name != bare:
                raise self.broken(bare)
            self.merge([self._box(attributes.get("ref", ""))])
        elif name == "sheetProtection" and self.depth == 2:
            self.is_protected = attributes.get("sheet") in _YES
        elif name == "sheetFormatPr":
            self.hides_rows = attributes.get("zeroHeight") in _YES
        elif name == "col":
            self._column(attributes)
        else:
            self._condition(bare, attributes)

    def closed(self, name: str) -> None:
        """Take note of the range of conditional formats that are written behind them."""
        if self._reference is not None and name.rpartition(" ")[2] == "sqref":
            self.changes += [("".join(self._reference), code) for code in self._codes]
            self._reference, self._codes = None, []

    def _condition(self, bare: str, attributes: Mapping[str, str]) -> None:
        if bare == "conditionalFormatting":
            self._range, self._codes = attributes.get("sqref", ""), []
        elif bare == "cfRule" and attributes.get("dxfId", "").isdecimal():
            self.changes.append((self._range, int(attributes["dxfId"])))
        elif bare == "numFmt":
            self._codes.append(attributes.get("formatCode", ""))
        elif bare == "sqref":
            self._reference = []

    def _text(self, text: str) -> None:
        if self._reference is not None:
            self._reference.append(text)

    def _column(self, attributes: Mapping[str, str]) -> None:
        first, last = attributes.get("min", ""), attributes.get("max", "")
        is_narrow = _is_nothing(attributes.get("width", ""))
        if attributes.get("hidden") not in _YES and not is_narrow:
            return
        if first.isdecimal() and last.isdecimal() and len(first + last) <= 10:
            self.hidden_columns.append((int(first) - 1, int(last) - 1))

    def merge(self, boxes: Iterable[Box]) -> None:
        """Take note of merged ranges.

        One that ends before it begins covers no cell: LibreOffice leaves such a one behind when
        the only row or column of a merged cell is deleted.

        Raises:
            FileError: one is none, or is far larger than any form, or there are too many.
        """
        for box in boxes:
            self.merges += 1
            if self.merges > self.limits.merges:
                found = f"{self.part} > {self.limits.merges:,}"
                raise FileError("file.too-many-merges", file=self.file, found=found)
            rows, columns = (box.top, box.bottom), (box.left, box.right)
            is_inside = min(rows) >= 0 and max(rows) <= LAST_ROW and min(columns) >= 0
            if not is_inside or max(columns) > LAST_COLUMN:
                raise self._bad_merge(str(box))
            if is_inverted(box):
                self.inverted = (*self.inverted, box)[:_FEW]
            elif size_of(box) > self.limits.area:
                raise self._bad_merge(str(box))

    def _box(self, reference: str) -> Box:
        first, colon, last = reference.partition(":")
        try:
            return Box(*parse_cell(first), *parse_cell(last if colon else first))
        except ValueError:
            raise self._bad_merge(reference[:40]) from None

    def _bad_merge(self, found: str) -> FileError:
        return FileError("file.bad-merge", file=self.file, found=f"{self.part} {found}")


def _is_nothing(size: str) -> bool:
    """Whether a height or width is 0."""
    return size != "" and not size.strip("0.")


def is_hidden_row(attributes: Mapping[str, str], *, unless_said: bool) -> bool:
    """Whether a row is not seen: hidden, filtered out, or of no height."""
    if "hidden" in attributes:
        return attributes["hidden"] in _YES or _is_nothing(attributes.get("ht", ""))
    return _is_nothing(attributes.get("ht", "")) or (unless_said and "ht" not in attributes)


def is_inverted(box: Box) -> bool:
    """Whether a range ends before it begins, and so holds no cell."""
    return box.bottom < box.top or box.right < box.left


def spanned(rows: Collection[int], columns: Collection[int]) -> Box | None:
    """The rectangle from the first to the last row and column, which a reader makes whole."""
    if not rows:
        return None
    return Box(min(rows), min(columns), max(rows), max(columns))


def size_of(box: Box) -> int:
    """How many cells a box has."""
    return (box.bottom - box.top + 1) * (box.right - box.left + 1)


def boxes_of(reference: str) -> Sequence[Box]:
    """The ranges of a list such as `A1:B2 C3 D:D`; one that is not understood is the sheet."""
    return _boxes(reference) if len(reference) <= _LONGEST else _boxes.__wrapped__(reference)


@lru_cache(maxsize=256)  # the same ranges on every sheet of a form
def _boxes(reference: str) -> Sequence[Box]:
    return tuple([_range(each) for each in reference.split()])


def _range(reference: str) -> Box:
    first, colon, last = reference.replace("$", "").upper().partition(":")
    ends = [_END.fullmatch(each) for each in (first, last if colon else first)]
    if not all(ends):
        return Box(0, 0, LAST_ROW, LAST_COLUMN)
    (left, top), (right, bottom) = (each.groups() for each in ends if each)
    return Box(
        int(top) - 1 if top else 0,
        parse_cell(f"{left}1").column if left else 0,
        int(bottom) - 1 if bottom else LAST_ROW,
        parse_cell(f"{right}1").column if right else LAST_COLUMN,
    )
