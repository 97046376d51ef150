"""The text that is published: printed as Word, PDF and workbook, and read back."""

from .texts import read_text, read_texts

__all__ = ["read_text", "read_texts"]
