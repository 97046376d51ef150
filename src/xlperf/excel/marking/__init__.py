"""Marks on somebody's own workbook: a few parts are patched, all others stay as they are."""

from .marks import marked, own_name
from .records import Line, Listing, Mark
from .styles import Tint

__all__ = ["Line", "Listing", "Mark", "Tint", "marked", "own_name"]
