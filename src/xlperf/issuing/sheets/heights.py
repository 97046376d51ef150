"""How high the rows of a drawn sheet are, so that the words in them are seen whole."""

from collections.abc import Mapping

from ...budget import Holds
from ...form import TOP, Form, Kind, Layout
from ...sheet import Value, row_height

Wrapped = Mapping[int, tuple[tuple[str, float], ...]]
"""For each row the slots whose text may wrap, each with the width it has."""
_LEAST_FIELD, _LEAST_ROW = 24.0, 30.0


def heights_of(wrapped: Wrapped, values: Mapping[str, Value]) -> dict[int, float]:
    """The height of each row, by the words it has to show."""
    heights: dict[int, float] = {}
    for row, slots in wrapped.items():
        repeated = len(slots) > 0 and slots[0][0].count(".") > 1
        heights[row] = row_height(
            (
                (str(values.get(slot) or slot[1:] * slot.startswith("=")), width)
                for slot, width in slots
            ),
            _LEAST_ROW if repeated else _LEAST_FIELD,
        )
    return heights


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
            width = sum(widths[column] for column in range(each.box.left, each.box.right + 1))
            needed = row_height([(str(values.get(each.path) or ""), width)])
            more = max(0.0, needed - sum(found[row] for row in rows))
            found |= {row: found[row] + more / len(rows) for row in rows}
    return found


def wrapped_slots(form: Form, layout: Layout, widths: Mapping[int, float]) -> Wrapped:
    """For each row, the slots whose text may wrap, each with the width it has.

    A label is written as `=label`; a cell taller than its row does not count.
    """
    found: dict[int, list[tuple[str, float]]] = {row: [] for row in range(TOP, layout.bottom + 1)}
    for each in layout.placed:
        width = sum(widths[column] for column in range(each.box.left, each.box.right + 1))
        label = each.kind is Kind.LABEL
        if each.box.top == each.box.bottom and (label or form.holds(each.text) in _WRAPS):
            slot = f"={each.text}" if label else each.path
            found[each.box.top].append((slot, width))
    return {row: tuple(sorted(slots, key=_labels_last)) for row, slots in found.items()}


def _labels_last(slot: tuple[str, float]) -> bool:
    return slot[0].startswith("=")


_WRAPS = (Holds.TEXT, Holds.CHOICE, Holds.CODE, Holds.TARGET)
