"""One look at a sheet whose shape is known: its facts, and its values with them.

What a sheet says besides its values is known by its bytes; the values are held to what their
kind may be, all those of a kind at once. Whatever is not known here is scanned as it stands.
"""

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple, cast

from ...sheet import Box, Cell, CellRows, Read
from ..packages import Limits
from .calamine_workbook import Values
from .frame import Change, boxes_of, size_of
from .known_frames import KnownFrame, known_frame
from .plain_texts import BETWEEN, texts_of
from .row_shapes import TRIMMED, taken_apart
from .safe_xml import is_plain
from .sheet_by_element import ERRORS
from .sheet_facts import Interest, Looked, SheetFacts
from .sheet_shapes import SHEETS, SheetShape, area_of, sheet_shape

_OPEN, _CLOSE = b"<sheetData>", b"</sheetData>"
_MANY = 2_000_000
"""The bytes of cells up to which they are taken apart: beyond, a sheet is no form."""
_NUMBER = rb"-?(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)(?:[Ee][+-]?[0-9]{1,2})?"
_WRITTEN: Mapping[str, re.Pattern[bytes]] = {
    kind: re.compile(rb"(?:%b)(?:<(?:%b))*+" % (each, each))
    for kind, each in (
        ("s", rb"[0-9]{1,9}"),
        ("n", rb"(?:" + _NUMBER + rb")?"),
        ("b", rb"[01]"),
        ("e", rb"|".join(re.escape(each.encode()) for each in sorted(ERRORS))),
    )
}
_INLINE = "inlineStr"
_INLINES = (_INLINE, TRIMMED)


@dataclass(frozen=True, slots=True)
class Stored:
    """The values of a sheet, as the reading library gives them.

    Attributes:
        of_kind: for each kind those of its places, in their order; None for a figure stored as
            nothing, which takes no room, where any other blank counts and is "".
        merges: the merged ranges that cover any cell.
    """

    shape: SheetShape = field(repr=False)
    of_kind: Mapping[str, Sequence[Read | None]] = field(repr=False)
    merges: tuple[Box, ...]

    def read(self) -> Values:
        """The same as the library gives them: all of the area they span, blanks as ""."""
        shape, values = self.shape, self._in_order()
        cells: Sequence[Cell] = shape.cells
        area = shape.value_area
        if None in self.of_kind.get("n", ()):
            cells, values = _but(None, cells, values)
            area = area_of(cells)
        if "" in values:
            cells, values = _but("", cells, values)
        if not shape.is_in_order:
            order = sorted(range(len(cells)), key=cells.__getitem__)
            cells, values = [cells[at] for at in order], [values[at] for at in order]
        origin = area.first if area else Cell(0, 0)
        return Values(CellRows(cells, cast("Sequence[Read]", values), area), origin, self.merges)

    def _in_order(self) -> Sequence[Read | None]:
        """All values, as their places come."""
        if len(self.of_kind) == 1:
            return next(iter(self.of_kind.values()))
        values: list[Read | None] = [None] * len(self.shape.cells)
        for kind, of_this in self.of_kind.items():
            for at, value in zip(self.shape.of_kind[kind], of_this, strict=True):
                values[at] = value
        return values


def _but(
    left_out: str | None, cells: Sequence[Cell], values: Sequence[Read | None]
) -> tuple[Sequence[Cell], Sequence[Read | None]]:
    """Cells and their values, but for those of one value."""
    places = [at for at, value in enumerate(values) if value != left_out]
    return [cells[at] for at in places], [values[at] for at in places]


class Scanned(NamedTuple):
    """What one look at a sheet gave; the values are None where the library has to be asked."""

    facts: SheetFacts
    stored: Stored | None


class Known(NamedTuple):
    """What is known of a workbook before its sheets are looked at; nothing where that is in doubt.

    Attributes:
        strings: the shared strings.
        figures: the styles under which the library leaves every figure a figure.
    """

    strings: Sequence[str]
    figures: frozenset[int]


def scan_by_shape(
    content: bytes, interest: Interest, known: Known | None, limits: Limits
) -> Scanned | None:
    """Look over a sheet; None where its shape or one of its values is not a usual one."""
    start, end = content.find(_OPEN), content.rfind(_CLOSE)
    if not 0 <= start < end <= start + _MANY:
        return None
    frame = known_frame(content[:start], content[end + len(_CLOSE) :], limits)
    if frame is None:
        return None
    bytes_of_shape, values = taken_apart(content[start + len(_OPEN) : end])
    shape = sheet_shape(bytes_of_shape)
    if shape is None or len(shape.cells) != len(values):
        return None
    of_kind = {kind: [values[at] for at in each] for kind, each in shape.of_kind.items()}
    if not all(_is_written(kind, each) for kind, each in of_kind.items()):
        return None
    facts = _facts(shape, values, frame, interest, limits)
    return Scanned(facts, _stored(shape, of_kind, frame, known) if known else None)


def _is_written(kind: str, values: Sequence[bytes]) -> bool:
    """Whether all values are what those of their kind may be."""
    joined = BETWEEN.join(values)
    if kind in _WRITTEN:
        return _WRITTEN[kind].fullmatch(joined) is not None
    try:
        joined.decode()
    except UnicodeDecodeError:
        return False
    return is_plain(joined)


def _facts(
    shape: SheetShape,
    values: Sequence[bytes],
    frame: KnownFrame,
    interest: Interest,
    limits: Limits,
) -> SheetFacts:
    area = shape.area
    if area and size_of(area) > limits.area:
        area = shape.filled_area()
    changes = interest.changed(frame.changes)
    errors = {shape.cells[at]: values[at].decode() for at in shape.of_kind.get("e", ())}
    blank = [at for at in shape.of_kind.get("n", ()) if not values[at]]
    unstored = [shape.cells[at] for at in blank if shape.cells[at] in shape.formulas]
    return SheetFacts(
        errors=errors,
        formulas=shape.formulas,
        unstored=shape.bare.union(unstored),
        cells=shape.count,
        blank_cells=shape.blank,
        area=area,
        merges=frame.merges,
        inverted=frame.inverted,
        is_protected=frame.is_protected,
        is_disordered=shape.is_disordered,
        is_strict=frame.is_strict,
        shown=len(shape.of_kind.get("s", ())),
        hidden_rows=shape.hidden_unless_said() if frame.hides_rows else shape.hidden,
        hidden_columns=frame.hidden_columns,
        looks=_looks(shape, values, interest, changes),
        changes=changes,
    )


def _looks(
    shape: SheetShape,
    values: Sequence[bytes],
    interest: Interest,
    changes: Sequence[tuple[str, Change]],
) -> tuple[Looked, ...]:
    """The cells of interest, and those in ranges on which a number format may change."""
    ranges = tuple([reference for reference, _ in changes])
    chosen = _looked_at(shape, interest.styles, interest.known, ranges)
    if interest.strings:
        shown = shape.of_kind.get("s", ())
        chosen = sorted({*chosen, *(at for at in shown if int(values[at]) in interest.strings)})
    kinds, cells, styles = shape.kinds, shape.cells, shape.styles
    return tuple([
        Looked(cells[at], styles[at], _INLINE, "") if kinds[at] in _INLINES
        else Looked(cells[at], styles[at], kinds[at], _unescaped(values[at]))
        for at in chosen if values[at] or kinds[at] in _INLINES
    ])  # fmt: skip


@lru_cache(maxsize=SHEETS)
def _looked_at(
    shape: SheetShape, styles: frozenset[int], known: int, ranges: tuple[str, ...]
) -> Sequence[int]:
    """The places that are looked at whatever stands in them."""
    boxes = [box for each in ranges for box in boxes_of(each)]
    asked = {each for each in shape.styles if each in styles or each >= known}
    found = {
        at for at, (kind, style) in enumerate(zip(shape.kinds, shape.styles, strict=True))
        if style in asked and kind not in ("b", "e")
    }  # fmt: skip
    if boxes:
        figures = shape.of_kind.get("n", ())
        found |= {at for at in figures if any(box.holds(shape.cells[at]) for box in boxes)}
    return sorted(found)


def _unescaped(value: bytes) -> str:
    text = value.decode()
    return html.unescape(text) if "&" in text else text


def _stored(
    shape: SheetShape, of_kind: Mapping[str, Sequence[bytes]], frame: KnownFrame, known: Known
) -> Stored | None:
    """The values, where it is beyond doubt what the library makes of them."""
    if not shape.figures <= known.figures:
        return None
    read = {}
    for kind, values in of_kind.items():
        of_this = _read(kind, values, known.strings)
        if of_this is None:
            return None
        read[kind] = of_this
    return Stored(shape, read, frame.boxes)


def _read(
    kind: str, values: Sequence[bytes], strings: Sequence[str]
) -> Sequence[Read | None] | None:
    """Values of one kind; None where the library has ways of its own."""
    if kind == "s":
        try:
            return [strings[int(each)] for each in values]
        except IndexError:  # there is no such string
            return None
    if kind == "n":
        return [float(each) if each else None for each in values]
    if kind == "b":
        return [each == b"1" for each in values]
    if kind == "e":
        return [""] * len(values)
    return texts_of(BETWEEN.join(values), [b""] * len(values) if kind == TRIMMED else None)
