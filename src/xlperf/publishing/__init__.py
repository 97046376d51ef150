"""The budget text, printed as Word and PDF, and read back."""

from .texts import read_text

__all__ = ["read_text"]
