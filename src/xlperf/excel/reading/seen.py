"""What is seen of the cells of a sheet, from their styles and from how they are written."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from ...budget import number_from_float
from ...sheet import Box, Cell, CellDoubt, Shown, Sight
from .cell_styles import UNKNOWN, CellStyles
from .frame import boxes_of
from .number_formats import shown_number
from .sheet_by_element import ERRORS
from .sheet_facts import Looked, SheetFacts

NOT_AS_SHOWN, ODD = "value.not-as-shown", "value.odd-cell"
_EPOCH = datetime(1899, 12, 30)
_KIND = re.compile(rb"""\st\s*=\s*(?:"[^"]*"|'[^']*')""")
_INLINE = "inlineStr"
_DAY = 86_400
_LAST_DAY = 2_958_465
"""The last day of the year 9999, counted from 1900."""
_DAYS_TO_1904 = 1_462
_LOOKS = 4096
"""So many looks of figures are remembered: the same formats and figures come again and again."""


def seen_of(
    facts: SheetFacts, styles: CellStyles, strings: Mapping[int, str], *, from_1904: bool
) -> tuple[Mapping[Cell, Shown], Mapping[Cell, CellDoubt]]:
    """How figures look, and the cells from which nothing can be taken.

    Args:
        strings: the finding about each shared string that is in part hidden or undone.
        from_1904: whether days are counted from then.
    """
    doubts = {cell: CellDoubt(ODD, text) for cell, text in facts.odd.items()}
    doubts |= {
        cell: CellDoubt(ODD, text) for cell, text in facts.errors.items() if text not in ERRORS
    }
    changes = [
        (boxes_of(reference), each if isinstance(each, str) else styles.conditional[each])
        for reference, each in facts.changes
    ]
    for each in facts.looks:
        if each.style in styles.telling or each.kind in ("s", _INLINE):
            finding = _finding(each, styles, strings)
            if finding:
                doubts[each.cell] = CellDoubt(finding, "")
    figures = {each.cell: each for each in facts.looks if each.kind in ("n", "d")}
    return _Looks(figures, styles, changes, from_1904=from_1904), doubts


class _Looks(Mapping[Cell, Shown]):
    """How figures look, each worked out when it is asked for: of a long list, few are."""

    def __init__(
        self,
        figures: Mapping[Cell, Looked],
        styles: CellStyles,
        changes: Sequence[tuple[Sequence[Box], str]],
        *,
        from_1904: bool,
    ) -> None:
        self.figures = figures
        self._styles, self._from_1904 = styles, from_1904
        self._changes = [(*box, code) for boxes, code in changes for box in boxes]

    def __getitem__(self, cell: Cell) -> Shown:
        each = self.figures[cell]
        row, column = cell
        codes = tuple(
            code
            for top, left, bottom, right, code in self._changes
            if top <= row <= bottom and left <= column <= right
        )
        codes += tuple(self._styles.changes.get(each.style, ()))
        seen = _figure(each, self._styles.format_of(each.style), codes)
        if seen.reason == "date" and self._from_1904:
            return replace(seen, text="", is_certain=False)
        return seen

    def __iter__(self) -> Iterator[Cell]:
        return iter(self.figures)

    def __len__(self) -> int:
        return len(self.figures)


def too_far(
    looks: Iterable[Looked], styles: CellStyles, *, from_1904: bool
) -> Mapping[Cell, CellDoubt]:
    """Figures no calendar reaches under a format of dates: the library fails to make one of them.

    It looks for the letters of dates alone, so they are what is looked for here.

    Args:
        from_1904: whether days are counted from then.
    """
    return {
        each.cell: CellDoubt(ODD, f"{number_from_float(float(each.text)):f}")
        for each in looks
        if each.kind == "n" and each.style in styles.of_dates
        if is_far(float(each.text), from_1904=from_1904)
    }


def is_far(figure: float, *, from_1904: bool) -> bool:
    """Whether a figure is no day of a calendar that counts from 1900, or from 1904."""
    last = _LAST_DAY - (_DAYS_TO_1904 if from_1904 else 0)
    return not -_LAST_DAY < figure < last + 1


def without_cells(content: bytes, cells: Iterable[Cell]) -> bytes:
    """The sheet with these cells left blank."""
    for cell in cells:
        match = re.search(rb'<c r="%b"[^>]*>' % str(cell).encode(), content)
        if match:
            content = without_odd(content, [(match.start(), content.index(b"</c", match.end()))])
    return content


def without_odd(content: bytes, spans: Iterable[tuple[int, int]]) -> bytes:
    """The sheet with the cells in these spans left blank; each span ends at its closing tag."""
    made, at = [], 0
    for start, end in spans:
        opening = content[start : content.index(b">", start)]
        made += [content[at:start], _KIND.sub(b"", opening), b"/>"]
        at = content.index(b">", end) + 1
    return b"".join((*made, content[at:]))


@lru_cache(maxsize=_LOOKS)
def under(code: str, conditional: tuple[str, ...], stored: float) -> Shown:
    """What is seen of a figure under its format, and under those a condition may put there.

    Whether a condition holds is not asked: where it would show another figure, that counts.
    """
    first = shown_number(code, stored)
    for each in dict.fromkeys(conditional):
        other = shown_number(each, stored)
        if (other.kind, other.value, other.mark) != (first.kind, first.value, first.mark):
            return replace(other, kind=Sight.OTHER, reason="conditional", is_certain=False)
        if first.is_rounded and not other.is_rounded:
            first = replace(other, is_certain=False)
        elif other.text != first.text:
            first = replace(first, is_certain=False)
    return first


def _figure(each: Looked, code: str, conditional: tuple[str, ...]) -> Shown:
    if each.kind == "n":
        return under(code, conditional, float(each.text))
    try:
        stored = _serial(each.text)
    except ValueError:  # written as a day, and there is none such
        return Shown(Sight.OTHER, reason="date", is_certain=False)
    seen = under(code, conditional, stored)
    if seen.kind is Sight.OTHER and seen.reason == "date":
        return seen
    return replace(seen, kind=Sight.OTHER, text="", reason="date", is_certain=False)


def _serial(text: str) -> float:
    """A day written out, as the number it is otherwise stored as.

    Raises:
        ValueError: there is no such day.
    """
    moment = datetime.fromisoformat(text.rstrip("Z").partition(".")[0])
    return (moment - _EPOCH).total_seconds() / _DAY


def _finding(each: Looked, styles: CellStyles, strings: Mapping[int, str]) -> str:
    """Why nothing is taken from a cell, whatever it is asked for; "" for most."""
    font = styles.font_of(each.style)
    if font:
        return font
    if each.kind == _INLINE and each.text:
        return each.text
    if each.kind == "s" and int(each.text) in strings:
        return strings[int(each.text)]
    is_text = each.kind in ("s", "str", _INLINE)
    is_known = styles.format_of(each.style) != UNKNOWN
    return NOT_AS_SHOWN if is_text and is_known and each.style in styles.hiding else ""
