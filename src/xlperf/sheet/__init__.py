"""What a sheet is: addresses, a grid as read, a workbook as described, names, looks."""

from . import row_heights
from .address import LAST_COLUMN, LAST_ROW, Box, Cell, absolute, column_letters, parse_cell, quoted
from .comment import OURS, Comment
from .grid import Grid, Read
from .names import file_name, legal, sheet_name, sheet_names, unique_names
from .row_heights import lines, row_height
from .shown import CellDoubt, Overlay, Shown, Sight
from .styles import (
    ASKED,
    BLUE,
    DISPUTED,
    GREEN,
    GREY,
    HEADING,
    ISSUED,
    MISSING,
    RED,
    WRONG,
    palette,
)
from .workbook import (
    Chart,
    Content,
    Highlight,
    Name,
    Print,
    Series,
    Sheet,
    Style,
    Validation,
    Value,
    Workbook,
)

__all__ = [
    "ASKED",
    "BLUE",
    "DISPUTED",
    "GREEN",
    "GREY",
    "HEADING",
    "ISSUED",
    "LAST_COLUMN",
    "LAST_ROW",
    "MISSING",
    "OURS",
    "RED",
    "WRONG",
    "Box",
    "Cell",
    "CellDoubt",
    "Chart",
    "Comment",
    "Content",
    "Grid",
    "Highlight",
    "Name",
    "Overlay",
    "Print",
    "Read",
    "Series",
    "Sheet",
    "Shown",
    "Sight",
    "Style",
    "Validation",
    "Value",
    "Workbook",
    "absolute",
    "column_letters",
    "file_name",
    "legal",
    "lines",
    "palette",
    "parse_cell",
    "quoted",
    "row_height",
    "row_heights",
    "sheet_name",
    "sheet_names",
    "unique_names",
]
