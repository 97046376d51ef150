"""Figures set above or below the line: 30 with a raised 2 is not 302."""

import re

_RAISED, _OTHER = "\ue000", "\ue001"
_OF_FIGURES = ".,．，+-−"
_TOUCHES = re.compile(rf"[\d.,．，%％‰][^\S\n]*{_RAISED}|{_RAISED}[\d.,．，]")
_LETTER = re.compile(r"[^\W\d_]")


def marked(text: str) -> str:
    """Raised text, a mark for each sign, as `changes_figure` knows it."""
    return "".join(_RAISED if each.isdigit() or each in _OF_FIGURES else _OTHER for each in text)


def changes_figure(line: str) -> bool:
    """Whether a line, the raised text in it `marked`, would read as another figure in a row.

    It does where raised digits touch a figure, and where it has no letters; with `100m²` and
    `CO₂` nothing is lost.
    """
    return _RAISED in line and bool(_TOUCHES.search(line) or not _LETTER.search(line))
