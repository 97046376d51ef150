"""Lines that were broken where a column or a page ended, put together again.

beside Han, signs and units    nothing stands between        指标值确定|依据 → 指标值确定依据
a space ends the line          it was written, and stays     Word |files    → Word files
inside a code                  nothing stands between        …1000|1M       → …10001M
Latin or digits on both sides  nobody knows: told            Micro|soft
inside a figure                refused                       1,0|38.03
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from .pieces import Told

FIGURE_CUT = "text.figure-cut"
UNCLEAR = "text.wrap-unclear"
_FIGURE = re.compile(r"[-+−]?[¥￥]?[0-9][0-9,，.\s]*[%％]?")
_FIGURE_SIGN = re.compile(r"[0-9.,]")
_WORD = re.compile(r"[0-9A-Za-zÀ-ɏ\u0370-\u04ff]")
_CODE = re.compile(r"[0-9A-Za-z]{4,}")


class Joined(NamedTuple):
    """Lines put together: the text, why nothing may be taken from it, and what is to be told."""

    text: str
    doubt: str = ""
    told: tuple[Told, ...] = ()


def joined(lines: Sequence[str], code: re.Pattern[str] | None = None) -> Joined:
    """Put the lines of one paragraph or cell together; spaces at both ends stay.

    Args:
        code: what a project code looks like, where the form says so.
    """
    kept = [line for line in lines if line.strip()]
    if not kept:
        return Joined("")
    text = kept[0]
    unclear: list[str] = []
    for line in kept[1:]:
        if not (text[-1].isspace() or line[0].isspace()) and _is_unclear(text[-1], line[0]):
            unclear.append(f"{_end(text)}|{_start(line)}")
        text += line
    if not unclear or _is_code(text.strip(), code):
        return Joined(text)
    if _FIGURE.fullmatch(text.strip()):
        return Joined(text, FIGURE_CUT)
    return Joined(text, told=tuple(Told(UNCLEAR, each) for each in unclear))


def _is_unclear(left: str, right: str) -> bool:
    """Whether nobody can say what stood between two signs, or whether one figure was cut."""
    if _WORD.fullmatch(left) and _WORD.fullmatch(right):
        return True
    is_figure = _FIGURE_SIGN.fullmatch(left) and _FIGURE_SIGN.fullmatch(right)
    return bool(is_figure and (left.isdigit() or right.isdigit()))


def _is_code(text: str, code: re.Pattern[str] | None) -> bool:
    return bool(code and _CODE.fullmatch(text) and code.fullmatch(text))


def _end(text: str) -> str:
    return re.split(r"\s", text)[-1][-12:]


def _start(text: str) -> str:
    return re.split(r"\s", text)[0][:12]
