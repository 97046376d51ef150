"""A published text read back into records, from Word, PDF, plain text or a web page."""

from .one_text import read_text, read_texts

__all__ = ["read_text", "read_texts"]
