"""Marks on somebody's own workbook: a few parts are patched, all others stay as they are."""

from .marked_workbook import marked, own_name
from .styles import Tint
from .what_to_mark import Line, Listing, Mark

__all__ = ["Line", "Listing", "Mark", "Tint", "marked", "own_name"]
