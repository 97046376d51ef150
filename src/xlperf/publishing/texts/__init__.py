"""A published text read back, from Word, PDF, plain text or a web page, into the records of a form."""

from .one_text import read_text, read_texts

__all__ = ["read_text", "read_texts"]
