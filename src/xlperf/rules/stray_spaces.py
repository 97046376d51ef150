"""No spaces stand around a text, or between two Chinese characters inside it.

They come from aligning by hand and from text copied out of PDFs, and make two spellings of one
name. The indent of a paragraph in a long text is no stray space.
"""

import re
from collections.abc import Iterator
from itertools import chain

from ..budget import Project
from ..findings import Remark, remark
from ..form import Form

_SPACES = " \t\u3000\xa0"
_CHINESE = "一-鿿，。、；：！？（）“”"
_INSIDE = re.compile(f"(?<=[{_CHINESE}])[{_SPACES}]+(?=[{_CHINESE}])")
_OF_ROW = ("level3", "description", "value", "basis")


def check(project: Project, form: Form) -> Iterator[Remark]:
    """Remark on each text with a stray space, with the text as it was meant."""
    yield from _stray("name", project.name, project.name.strip(_SPACES))
    yield from _stray("purpose", project.purpose, project.purpose.rstrip(_SPACES))
    yield from _stray("goal", project.goal, project.goal.rstrip(_SPACES))
    rows = [
        (row.level3, row.description, row.target.words, row.basis) for row in project.indicators
    ]
    if not _has_space("".join(chain.from_iterable(rows))):
        return
    for position, texts in enumerate(rows):
        for field, text in zip(_OF_ROW, texts, strict=True):
            yield from _stray(f"indicators.{position}.{field}", text, text.strip(_SPACES))


def without_stray(text: str) -> str:
    """A text as it was meant: none at its end, and none between two Chinese characters."""
    return _INSIDE.sub("", text.rstrip(_SPACES))


def _has_space(text: str) -> bool:
    """Whether anything can be stray in a text; in most there is nothing."""
    return any(map(text.__contains__, _SPACES))


def _stray(field: str, text: str, kept: str) -> Iterator[Remark]:
    """`kept` is the text with its ends tidied, where no indent is lawful."""
    if not _has_space(text):
        return
    meant = _INSIDE.sub("", kept)
    if meant != text:
        yield remark("text.spaces", field, text, meant=meant)
