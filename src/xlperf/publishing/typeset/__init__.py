"""PDF files, set by typst: tagged, for archives and for readers aloud."""

from .document import MissingGlyphError, pages_of, pdf_of
from .fonts import FontSet, Replaced, font_set
from .joined import Joined

__all__ = [
    "FontSet",
    "Joined",
    "MissingGlyphError",
    "Replaced",
    "font_set",
    "pages_of",
    "pdf_of",
]
