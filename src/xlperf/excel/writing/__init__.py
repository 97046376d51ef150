"""Writing a described workbook, and refusing whatever Excel cannot hold."""

from .listed_rows import ListedRows, Live
from .stamping import Stamper
from .writer import SheetWriter, Writer, workbook_bytes

__all__ = ["ListedRows", "Live", "SheetWriter", "Stamper", "Writer", "workbook_bytes"]
