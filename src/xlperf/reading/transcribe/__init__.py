"""From a located table to records: every value decoded, its cell kept, nothing dropped."""

from .computed import computed_anew
from .entries import Note
from .grouped import transcribe_groups
from .margins import label_unit, money_said, unit_line
from .part import transcribe_part
from .project import transcribe_project

__all__ = [
    "Note",
    "computed_anew",
    "label_unit",
    "money_said",
    "transcribe_groups",
    "transcribe_part",
    "transcribe_project",
    "unit_line",
]
