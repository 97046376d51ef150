"""Writing a described workbook, and refusing whatever Excel cannot hold."""

from .stamping import Stamper
from .writer import SheetWriter, Writer, workbook_bytes

__all__ = ["SheetWriter", "Stamper", "Writer", "workbook_bytes"]
