"""The budget text, printed as Word and PDF, and read back."""

from .texts import read_text, read_texts

__all__ = ["read_text", "read_texts"]
