"""Writing a described workbook, and refusing whatever Excel cannot hold."""

from .writer import SheetWriter, Writer, workbook_bytes

__all__ = ["SheetWriter", "Writer", "workbook_bytes"]
