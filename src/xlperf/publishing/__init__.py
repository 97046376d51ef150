"""The text that is published, printed from the drawing and the answers: Word, PDF, workbook."""

from .about import About
from .printers import KINDS, Kind
from .publication import OnText, Published, PublishedFile, publish

__all__ = ["KINDS", "About", "Kind", "OnText", "Published", "PublishedFile", "publish"]
