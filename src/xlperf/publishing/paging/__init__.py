"""Where pages end, worked out before anything is printed: lines, heights, cuts, page numbers."""

from .cutting import GAP, Piece
from .lines import NOT_FIRST, NOT_LAST, Lines
from .pages import AFTER_PART, INDENT, PagedPart, PagedSection, PagedText, paged, unsure
from .sheet_of_paper import POINT, Paper

__all__ = [
    "AFTER_PART",
    "GAP",
    "INDENT",
    "NOT_FIRST",
    "NOT_LAST",
    "POINT",
    "Lines",
    "PagedPart",
    "PagedSection",
    "PagedText",
    "Paper",
    "Piece",
    "paged",
    "unsure",
]
