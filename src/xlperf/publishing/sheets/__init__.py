"""The printed text as a workbook: the tables as they are printed."""

from .workbook import write_sheets

__all__ = ["write_sheets"]
