"""Word files: styles by name, contents with true page numbers, tables cut for their pages."""

from .document import write_word

__all__ = ["write_word"]
