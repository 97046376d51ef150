"""Something to tell of a cell, before anyone asked which sheet it stands on."""

from typing import NamedTuple

from ...sheet import Cell


class Note(NamedTuple):
    """Something to tell about a field: becomes a finding once the sheet is known."""

    code: str
    field: str
    cell: Cell
    found: str
    expected: str = ""
