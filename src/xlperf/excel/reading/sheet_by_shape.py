"""One look at a sheet whose shape is known: its facts, and its values with them.

What a sheet says besides its values is known by its bytes; the values are held to what their
kind may be, all those of a kind at once. Whatever is not known here is scanned as it stands.
"""

import html
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from ..packages import Limits
from .frame import Change, boxes_of, size_of
from .known_frames import KnownFrame, known_frame
from .plain_texts import BETWEEN
from .row_shapes import TRIMMED, taken_apart
from .safe_xml import is_plain
from .sheet_by_element import ERRORS
from .sheet_facts import Interest, Looked, SheetFacts
from .sheet_shapes import SHEETS, SheetShape, sheet_shape
from .stored_values import Known, Stored, stored_values

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


class Scanned(NamedTuple):
    """What one look at a sheet gave; the values are None where the library has to be asked."""

    facts: SheetFacts
    stored: Stored | None


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
    of_kind = {
        kind: values if len(each) == len(values) else [values[at] for at in each]
        for kind, each in shape.of_kind.items()
    }
    if not all(_is_written(kind, each, known) for kind, each in of_kind.items()):
        return None
    facts = _facts(shape, values, frame, interest, limits)
    return Scanned(facts, stored_values(shape, of_kind, frame.boxes, known) if known else None)


def _is_written(kind: str, values: Sequence[bytes], known: Known | None) -> bool:
    """Whether all values are what those of their kind may be."""
    if kind == "s" and known and known.strings.keys() >= set(values):
        return True
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
    asked = {each for each in {*shape.styles} if each in styles or each >= known}
    found = set[int]()
    if asked:  # there are none on long sheets
        placed = enumerate(zip(shape.kinds, shape.styles, strict=True))
        found = {at for at, (kind, style) in placed if style in asked and kind not in ("b", "e")}
    if boxes:
        figures = shape.of_kind.get("n", ())
        found |= {at for at in figures if any(box.holds(shape.cells[at]) for box in boxes)}
    return sorted(found)


def _unescaped(value: bytes) -> str:
    text = value.decode()
    return html.unescape(text) if "&" in text else text
