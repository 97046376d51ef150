"""The consolidated workbook: what came back in one summary, a sheet for each question."""

from .consolidation import Consolidation, consolidate
from .heading import Absent, Heading
from .links import legal_text
from .list_sheet import FIRST, Column, Given, Listing
from .setting import summary_styles

__all__ = [
    "FIRST",
    "Absent",
    "Column",
    "Consolidation",
    "Given",
    "Heading",
    "Listing",
    "consolidate",
    "legal_text",
    "summary_styles",
]
