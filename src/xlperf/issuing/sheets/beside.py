"""What stands around a table: hidden keys, names of columns, hints, and room for reasons."""

from collections.abc import Iterator, Mapping, Sequence

from ...form import KEY_COLUMN, KEY_ROW, TOP, Form, Layout, column_key
from ...sheet import Content
from ..frame_slots import key_slot
from ..live_checks import Check, hint_formula
from .in_sight import captions, has_captions

SIGNED_HEIGHT = 30.0
"""Room for a hand or a stamp."""


def sides(form: Form, layout: Layout, checks: Mapping[int, Sequence[Check]]) -> Iterator[Content]:
    """The hidden keys on the left; hints and justifications on the right."""
    if has_captions(layout):
        yield from captions(layout)
    else:
        for drawn, column in enumerate(range(layout.table.left, layout.right + 1)):
            yield Content(KEY_ROW, column, "key", column_key(drawn))
    keyed = {
        row: key_slot(f"{table.name}.{number}")
        for table, rows in layout.tables
        if table.is_keyed
        for number, row in enumerate(rows)
    }
    for row, key in enumerate(layout.keys, TOP):
        if row in keyed:
            yield Content(row, KEY_COLUMN, "key", slot=keyed[row])
        else:
            yield Content(row, KEY_COLUMN, "key", key)
    for row in range(TOP, layout.bottom + 1):
        if row in checks:
            formula = hint_formula(form, checks[row])
            yield Content(row, layout.hints, "hint", formula=formula, slot=f"hint.{row}")
        yield Content(row, layout.reasons, "reason", slot=f"reason.{row}")
