"""How high the rows of a drawn sheet are, so that the words in them are seen whole.

A row is as high as what stands in it needs, and at first as what is usually written there. One
whose words stand in cells of one column grows by itself where more is typed; merged cells never
make a row grow, so theirs is set.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ...budget import Holds
from ...form import TOP, Form, Kind, Layout, Placed
from ...sheet import Value, lines, row_height, row_heights
from ..live_checks import Check


class Room(NamedTuple):
    """What of a row decides its height.

    Attributes:
        slots: those whose text may wrap, each with the width it has; a label is `=label`.
        least: the height it has at least, in points.
        grows: whether it becomes higher by itself when more is typed.
    """

    slots: tuple[tuple[str, float], ...]
    least: float
    grows: bool


Rooms = Mapping[int, Room]
_LEAST_FIELD, _LEAST_ROW = 24.0, 30.0
_USUAL = {"goal": 6, "purpose": 3, "overall": 3}
"""How many lines are usually written; of other texts two."""
_USUAL_TEXT = 2
_MOST_USUAL = 6
"""A text that may be longer is not expected to be."""
_HINTS = 10.5 / 9
"""So many times as many characters of a hint fit in its column: they are smaller."""
_PADDING = 6.0
_WRAPS = (Holds.TEXT, Holds.CHOICE, Holds.CODE, Holds.TARGET)


def height_in(room: Room, values: Mapping[str, Value]) -> float:
    """How high a row has to be for the words it has to show."""
    return row_height(
        (
            (slot[1:] if slot.startswith("=") else str(values.get(slot) or ""), width)
            for slot, width in room.slots
        ),
        room.least,
    )


def with_tall(
    heights: dict[int, float],
    layout: Layout,
    widths: Mapping[int, float],
    values: Mapping[str, Value],
) -> dict[int, float]:
    """Rows of a group as high as the words need that stand over all of them."""
    found = dict(heights)
    for each in layout.placed:
        rows = range(each.box.top, each.box.bottom + 1)
        if each.kind is Kind.FIELD and len(rows) > 1:
            needed = row_height([(str(values.get(each.path) or ""), _width(each, widths))])
            more = max(0.0, needed - sum(found[row] for row in rows))
            found |= {row: found[row] + more / len(rows) for row in rows}
    return found


def rooms_of(
    form: Form,
    layout: Layout,
    widths: Mapping[int, float],
    checks: Mapping[int, Sequence[Check]],
) -> Rooms:
    """What decides the height of each row of the table.

    A cell taller than its row does not count.
    """
    flat: dict[int, list[Placed]] = {row: [] for row in range(TOP, layout.bottom + 1)}
    for each in layout.placed:
        if each.box.top == each.box.bottom:
            flat[each.box.top].append(each)
    width = widths[layout.hints] * _HINTS
    hints = {row: [lines(check.hint, width) for check in of] for row, of in checks.items()}
    return {row: _room(form, placed, widths, hints.get(row, ())) for row, placed in flat.items()}


def _room(
    form: Form, placed: Sequence[Placed], widths: Mapping[int, float], hints: Sequence[int]
) -> Room:
    labels = [each for each in placed if each.kind is Kind.LABEL]
    asked = [each for each in placed if each.kind is not Kind.LABEL]
    texts = [each for each in asked if form.holds(each.text) in _WRAPS]
    slots = [*((each.path, _width(each, widths)) for each in texts)]
    slots += [(f"={each.text}", _width(each, widths)) for each in labels]
    usual = [*_usual_lines(form, texts, widths), *hints]
    repeated = any(each.path.count(".") > 1 for each in asked)
    usual_height = max(usual, default=1) * row_heights.LINE + _PADDING
    least = max(_LEAST_ROW if repeated else _LEAST_FIELD, usual_height)
    merged = any(each.box.is_merged for each in (*texts, *labels))
    return Room(tuple(slots), least, bool(texts) and not merged)


def _usual_lines(form: Form, texts: Sequence[Placed], widths: Mapping[int, float]) -> Iterator[int]:
    for each in texts:
        declared = form.fields.get(each.text)
        if form.holds(each.text) is not Holds.TEXT or (declared and declared.is_computed):
            continue
        if declared and declared.longest is not None:
            yield min(_MOST_USUAL, lines("字" * declared.longest, _width(each, widths)))
        elif each.text not in ("name", "unit.name"):
            is_row = each.kind is Kind.REPEAT and each.text == "goal"
            yield _USUAL_TEXT if is_row else _USUAL.get(each.text, _USUAL_TEXT)


def _width(placed: Placed, widths: Mapping[int, float]) -> float:
    return sum(widths[column] for column in range(placed.box.left, placed.box.right + 1))
