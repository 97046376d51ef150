"""The one printed text, whoever prints it: parts, prose, and tables of rows of cells."""

from .composing import compose, cover_lines
from .nouns import (
    Paragraph,
    PrintedCell,
    PrintedPart,
    PrintedRow,
    PrintedTable,
    PrintedText,
    Prose,
    Role,
    Tables,
)
from .signs import spelled, unprintable

__all__ = [
    "Paragraph",
    "PrintedCell",
    "PrintedPart",
    "PrintedRow",
    "PrintedTable",
    "PrintedText",
    "Prose",
    "Role",
    "Tables",
    "compose",
    "cover_lines",
    "spelled",
    "unprintable",
]
