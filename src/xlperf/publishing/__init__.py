"""The text that is published: printed as Word, PDF and workbook, and read back."""

from .about import About
from .printers import KINDS, Kind
from .publication import OnText, Published, PublishedFile, publish
from .texts import TEXT_SUFFIXES, read_text, read_texts

__all__ = [
    "KINDS",
    "TEXT_SUFFIXES",
    "About",
    "Kind",
    "OnText",
    "Published",
    "PublishedFile",
    "publish",
    "read_text",
    "read_texts",
]
