"""One page of a PDF: its signs put into the cells of its tables, and into lines beside them.

Signs are taken one by one with where they stand. A space is one only where the file has one, or
where two words of Latin letters stand apart: gaps between Han are made by typesetting.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from .pieces import Spot, TextCell, TextTable
from .wraps import joined

_EDGE = 2.5
"""Points: two rules nearer than this are one."""
_GAP, _WIDE_GAP = 0.25, 3.0
"""Of a sign's size: words of Latin letters stand so far apart; so do texts side by side."""
_WHITE, _INKS = 0.98, 4
_NARROW = 0.75
"""Of a sign's size: a space of full width is wider than this."""
_FULL = 2.2
"""Of a sign's size: a text that ends nearer to the lower edge of its cell leaves no line free."""
_LATIN = re.compile(r"[!-~]")


class Sign(NamedTuple):
    """A sign on a page."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def size(self) -> float:
        """How high it is."""
        return max(1.0, self.bottom - self.top)

    @property
    def middle(self) -> float:
        """Half its height."""
        return (self.top + self.bottom) / 2


class Line(NamedTuple):
    """A line of text on a page."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float


class Box(NamedTuple):
    """A rectangle on a page, as pdfplumber gives one."""

    x0: float
    top: float
    x1: float
    bottom: float

    def holds(self, sign: Sign) -> bool:
        """Whether the middle of a sign is inside."""
        return (
            self.x0 <= (sign.x0 + sign.x1) / 2 <= self.x1 and self.top <= sign.middle <= self.bottom
        )


def printed_once(page: Any) -> list[Any]:
    """The signs of a page as its reader has them, each once: some programs print twice for bold."""
    return list(page.dedupe_chars(tolerance=1).chars)


def signs_of_page(chars: Sequence[Any]) -> list[Sign]:
    """The signs of a page."""
    return [
        Sign(_said(each), each["x0"], each["x1"], each["top"], each["bottom"]) for each in chars
    ]


def is_unseen(page: Any, chars: Sequence[Any], signs: Sequence[Sign]) -> list[bool]:
    """Of each sign whether it is printed white on white; on something dark it is seen."""
    dark = [
        Box(each["x0"], each["top"], each["x1"], each["bottom"])
        for each in (*page.rects, *page.curves)
        if each.get("fill") and not _is_white(each.get("non_stroking_color"))
    ]
    return [
        _is_white(each.get("non_stroking_color")) and not any(box.holds(sign) for box in dark)
        for each, sign in zip(chars, signs, strict=True)
    ]


def _is_white(colour: Any) -> bool:
    """Whether a colour is white, in shades of grey, in red, green and blue, or in four inks."""
    parts = colour if isinstance(colour, tuple | list) else (colour,)
    if not parts or not all(isinstance(each, int | float) for each in parts):
        return False
    if len(parts) == _INKS:
        return all(each <= 1 - _WHITE for each in parts)
    return all(each >= _WHITE for each in parts)


def _said(each: Any) -> str:
    """A sign; a space that is said to be as wide as a Han and is not is a plain one.

    Fonts have one picture for both, and a PDF says of a picture one thing only.
    """
    text = str(each["text"])
    is_narrow = each["x1"] - each["x0"] < _NARROW * each["size"]
    return " " if text == "\u3000" and is_narrow else text


def lines_of(signs: Iterable[Sign]) -> list[Line]:
    """The lines some signs form, from top to bottom; texts far apart side by side are two."""
    found: list[Line] = []
    for row in _rows(sorted(signs, key=lambda each: (each.middle, each.x0))):
        for part in _parted(sorted(row, key=lambda each: each.x0)):
            text = "".join(_spaced(part))
            if text.strip():
                found.append(_line(text, part))
    return found


def _line(text: str, part: Sequence[Sign]) -> Line:
    seen = [each for each in part if not each.text.isspace()]
    return Line(
        text.lstrip(), min(each.x0 for each in seen), max(each.x1 for each in seen),
        min(each.top for each in seen), max(each.bottom for each in seen),
    )  # fmt: skip


def _rows(signs: Iterable[Sign]) -> Iterator[list[Sign]]:
    row: list[Sign] = []
    for each in signs:
        if row and each.middle - row[0].middle > 0.5 * max(row[0].size, each.size):
            yield row
            row = []
        row.append(each)
    if row:
        yield row


def _parted(row: Sequence[Sign]) -> Iterator[list[Sign]]:
    part: list[Sign] = []
    for each in row:
        if part and each.x0 - max(one.x1 for one in part[-2:]) > _WIDE_GAP * each.size:
            yield part
            part = []
        part.append(each)
    if part:
        yield part


def _spaced(part: Sequence[Sign]) -> Iterator[str]:
    """The signs of a line, with a space where two words of Latin letters stand apart."""
    before: Sign | None = None
    for each in part:
        are_latin = before and _LATIN.fullmatch(before.text) and _LATIN.fullmatch(each.text)
        if before and are_latin and each.x0 - before.x1 > _GAP * each.size:
            yield " "
        yield each.text
        before = each


def table_on(
    found: Any, signs: Sequence[Sign], spot: Spot, code: re.Pattern[str] | None
) -> TextTable:
    """A table pdfplumber found, with the signs in its cells."""
    boxes = [Box(*each) for each in found.cells]
    xs = _edges(edge for each in boxes for edge in (each.x0, each.x1))
    ys = _edges(edge for each in boxes for edge in (each.top, each.bottom))
    placed = {(_at(ys, each.top), _at(xs, each.x0)): each for each in boxes}
    held = _held(placed, signs)
    cells = tuple(
        _cell(at, box, held.get(at, ()), (xs, ys), code) for at, box in sorted(placed.items())
    )
    return TextTable(cells, len(ys) - 1, spot, edges=(*xs,))


def _cell(
    at: tuple[int, int], box: Box, signs: Sequence[Sign], edges: tuple[list[float], list[float]],
    code: re.Pattern[str] | None,
) -> TextCell:  # fmt: skip
    xs, ys = edges
    lines = lines_of(signs)
    whole = joined([each.text for each in lines], code)
    is_full, room = _room(lines, box)
    doubt = "text.unmapped" if _is_unmapped(whole.text) else whole.doubt
    return TextCell(
        *at, whole.text, _at(ys, box.bottom) - at[0], _at(xs, box.x1) - at[1], is_full, room,
        doubt, whole.told,
    )  # fmt: skip


def _room(lines: Sequence[Line], box: Box) -> tuple[bool, float]:
    """Whether lines reach the lower edge of their cell, and how many signs the last leaves free."""
    if not lines:
        return False, 0.0
    last = lines[-1]
    size = last.bottom - last.top
    widest = max(*(each.x1 - each.x0 for each in lines), box.x1 - box.x0 - size)
    return box.bottom - last.bottom < _FULL * size, (widest - (last.x1 - last.x0)) / size


def _is_unmapped(text: str) -> bool:
    return unmapped_in(text) > 0


def unmapped_in(text: str) -> int:
    """How many signs of a text have no known meaning."""
    return text.count("(cid:") + sum(
        each == "\ufffd" or "\ue000" <= each <= "\uf8ff" for each in text
    )


def _held(
    placed: Mapping[tuple[int, int], Box], signs: Sequence[Sign]
) -> dict[tuple[int, int], list[Sign]]:
    """The signs of each cell; a space that hangs over the edge is of the cell before it."""
    by_row = sorted(placed.items(), key=lambda each: each[1].top)
    tops = [box.top for _, box in by_row]
    found: dict[tuple[int, int], list[Sign]] = {}
    last: tuple[int, int] | None = None
    for sign in signs:
        if last is not None and _hangs_over(placed[last], found[last][-1], sign):
            end = found[last][-1].x1
            found[last].append(sign._replace(x0=end, x1=end))
            continue
        end = bisect_right(tops, sign.middle)
        at = next((key for key, box in reversed(by_row[:end]) if box.holds(sign)), None)
        if at is not None:
            found.setdefault(at, []).append(sign)
            last = at
    return found


def _hangs_over(box: Box, before: Sign, sign: Sign) -> bool:
    """Whether a space at the end of a line stands beyond the edge of its cell."""
    is_beside = abs(before.middle - sign.middle) < 0.3 * before.size
    return sign.text.isspace() and is_beside and not box.holds(sign)


def _edges(values: Iterable[float]) -> list[float]:
    found: list[float] = []
    for each in sorted(values):
        if not found or each - found[-1] > _EDGE:
            found.append(each)
    return found


def _at(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda n: abs(edges[n] - value))


def covers(page: Any, signs: Sequence[Sign]) -> bool:
    """Whether pictures lie under more than half of the signs of a page: a scan, recognised."""
    pictures = [Box(each["x0"], each["top"], each["x1"], each["bottom"]) for each in page.images]
    wide = [each for each in pictures if (each.x1 - each.x0) > page.width / 2]
    under = sum(any(each.holds(sign) for each in wide) for sign in signs)
    return bool(signs) and under * 2 > len(signs)
