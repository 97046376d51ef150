"""A published text read back into records, from Word, PDF, plain text or a web page."""

from .kinds import TEXT_SUFFIXES
from .one_text import read_text, read_texts

__all__ = ["TEXT_SUFFIXES", "read_text", "read_texts"]
