"""What was sent against what came back: sheets, locked values, rows."""

from .locked import part_with_issued_targets, with_issued_targets
from .rows import copied_rows
from .workbook import Held, hold_against_issued

__all__ = [
    "Held",
    "copied_rows",
    "hold_against_issued",
    "part_with_issued_targets",
    "with_issued_targets",
]
