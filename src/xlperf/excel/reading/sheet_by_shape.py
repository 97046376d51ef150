"""One look at a sheet whose shape is known: its facts, and its values with them.

What a sheet says besides its values is known by its bytes; the values are held to what their
kind may be, all those of a kind at once. Whatever is not known here is scanned as it stands.
"""

import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ...sheet import Box, Cell, Read
from ..packages import Limits
from .calamine_workbook import Values
from .frame import Change, boxes_of, size_of
from .known_frames import KnownFrame, known_frame
from .plain_texts import BETWEEN, BLANKS, texts_of
from .row_shapes import TRIMMED, taken_apart
from .safe_xml import is_plain
from .sheet_by_element import ERRORS
from .sheet_facts import Interest, Looked, SheetFacts
from .sheet_shapes import SheetShape, area_of, sheet_shape

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
_PLAIN: Mapping[str, Callable[[bytes], Read]] = {
    "n": lambda value: float(value) if value else "",
    "b": lambda value: value == b"1",
    "e": lambda _: "",
}
_INLINE = "inlineStr"
_TEXTS = ("str", _INLINE, TRIMMED)


@dataclass(frozen=True, slots=True)
class Stored:
    """The values of a sheet, as the reading library gives them.

    Attributes:
        cells: where they stand; a blank that counts is "".
        area: what they span.
        merges: the merged ranges that cover any cell.
    """

    cells: Sequence[Cell] = field(repr=False)
    values: Sequence[Read] = field(repr=False)
    area: Box | None
    merges: tuple[Box, ...]

    def read(self) -> Values:
        """The same as the library gives them: all of the area, blanks as ""."""
        if self.area is None:
            return Values([], Cell(0, 0), list(self.merges))
        top, left, bottom, right = self.area
        width = right - left + 1
        flat: list[Read] = [""] * (width * (bottom - top + 1))
        for (row, column), value in zip(self.cells, self.values, strict=True):
            flat[(row - top) * width + column - left] = value
        rows = [flat[at : at + width] for at in range(0, len(flat), width)]
        return Values(rows, Cell(top, left), list(self.merges))


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
        area = shape.filled_area
    changes = interest.changed(frame.changes)
    errors = {shape.cells[at]: values[at].decode() for at in shape.of_kind.get("e", ())}
    blank = [at for at in shape.of_kind.get("n", ()) if not values[at]]
    unstored = [shape.cells[at] for at in blank if at in shape.with_formula]
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
        hidden_rows=shape.hides[frame.hides_rows],
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
    boxes = [box for reference, _ in changes for box in boxes_of(reference)]
    found: list[tuple[int, Looked]] = []
    for (kind, style), places in shape.of_style.items():
        if kind in ("b", "e"):
            continue
        if style in interest.styles or style >= interest.known:
            chosen: Sequence[int] = places
        elif kind == "s" and interest.strings:
            chosen = [at for at in places if int(values[at]) in interest.strings]
        elif kind == "n" and boxes:
            chosen = [at for at in places if any(box.holds(shape.cells[at]) for box in boxes)]
        else:
            continue
        found += [(at, _looked(shape.cells[at], kind, style, values[at])) for at in chosen
                  if values[at] or kind in _TEXTS[1:]]  # fmt: skip
    return tuple([each for _, each in sorted(found)])


def _looked(cell: Cell, kind: str, style: int, value: bytes) -> Looked:
    if kind in _TEXTS[1:]:
        return Looked(cell, style, _INLINE, "")
    text = value.decode()
    return Looked(cell, style, kind, html.unescape(text) if "&" in text else text)


def _stored(
    shape: SheetShape, of_kind: Mapping[str, Sequence[bytes]], frame: KnownFrame, known: Known
) -> Stored | None:
    """The values, where it is beyond doubt what the library makes of them."""
    if any(kind == "n" and style not in known.figures for kind, style in shape.of_style):
        return None
    values: list[Read] = [""] * len(shape.cells)
    blank = set[int]()
    for kind, places in shape.of_kind.items():
        read = _read(kind, of_kind[kind], known.strings)
        if read is None:
            return None
        for at, value in zip(places, read, strict=True):
            values[at] = value
        if kind == "n" and b"" in of_kind[kind]:
            blank = {at for at in places if values[at] == ""}
    if not blank:
        return Stored(shape.cells, values, shape.value_area, frame.boxes)
    cells = [each for at, each in enumerate(shape.cells) if at not in blank]
    left = [each for at, each in enumerate(values) if at not in blank]
    return Stored(cells, left, area_of(cells), frame.boxes)


def _read(kind: str, values: Sequence[bytes], strings: Sequence[str]) -> Sequence[Read] | None:
    """Values of one kind; None where the library has ways of its own."""
    if kind in _PLAIN:
        return [_PLAIN[kind](each) for each in values]
    if kind == "s":
        numbers = list(map(int, values))
        return [strings[each] for each in numbers] if max(numbers) < len(strings) else None
    texts = texts_of(BETWEEN.join(values))
    if kind == TRIMMED and texts is not None:
        return [each.strip(BLANKS) for each in texts]
    return texts
