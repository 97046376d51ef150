"""A comment (批注) on a cell: who wrote it, and what."""

from typing import NamedTuple

OURS = "xlperf"
"""How our own comments begin, and how their author is called."""


class Comment(NamedTuple):
    """A comment as a workbook holds it; the author may be ""."""

    author: str
    text: str

    @property
    def is_ours(self) -> bool:
        """Whether xlperf wrote it: a mark of a check, or a word on a conflict."""
        return self.author.startswith(OURS) or self.text.startswith(OURS)
