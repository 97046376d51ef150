"""Texts and figures as XlsxWriter spells them in XML; what is odd is left to it."""

import re
from collections.abc import Iterable
from functools import lru_cache

from ..formulas_once import needs_nothing

ERRORS = frozenset(("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"))
"""Texts that are errors where they are the stored value of a formula."""
_LONGEST = 16_383
"""So many signs fit into a cell, whichever they are."""
_ODD = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]|_x[0-9a-fA-F]{4}_|^<r>", re.M)
"""What XlsxWriter spells in a way of its own, or refuses."""
_LONGEST_FORMULA, _LONGEST_LINK = 8_000, 1_000
"""Well below what XlsxWriter or we refuse."""
_USUAL_HEIGHT = 20
"""Pixels of a row of which nothing is said."""


class UnusualError(Exception):
    """A value is not spelled as here: XlsxWriter writes the workbook, or refuses it."""


def refuse_odd(texts: Iterable[str]) -> None:
    """Refuse texts that XlsxWriter would spell in a way of its own.

    Raises:
        UnusualError: there is one.
    """
    if _ODD.search("\n".join(texts)) or max(map(len, texts), default=0) > _LONGEST:
        raise UnusualError


def is_usual(text: str) -> bool:
    """Whether XlsxWriter spells a text as here; or several texts, a line for each."""
    if len(text) > _LONGEST:
        return False
    if text.isprintable() and "_x" not in text and "<r>" not in text:
        return True  # as most are: no sign that is odd can be printed
    return not _ODD.search(text)


def stands_as_it_is(texts: Iterable[str]) -> bool:
    """Whether texts go into XML letter for letter; spaces at their ends would be lost there."""
    line = f"|{'|'.join(texts)}|"
    return (
        len(line) <= _LONGEST
        and line.isprintable()  # of all spaces, only the usual one can be printed
        and not ("| " in line or " |" in line)
        and not ("&" in line or "<" in line or ">" in line or "_x" in line)
    )


def escaped(text: str) -> str:
    """A text between two tags."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    return text.replace(">", "&gt;") if ">" in text else text


def unescaped(xml: str) -> str:
    """What stands between two tags, as a text."""
    if "&" not in xml:
        return xml
    return xml.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def attribute(text: str) -> str:
    """A text as the value of an attribute."""
    return escaped(text).replace('"', "&quot;").replace("\n", "&#xA;")


def link(place: str) -> str:
    """A place in the same workbook, as the attribute of a link.

    Raises:
        UnusualError: it is too long, or spelled otherwise.
    """
    refuse_odd((place,))
    if len(place) > _LONGEST_LINK:
        raise UnusualError
    return attribute(place)


def formula(spelled: str) -> str:
    """A formula of functions that XlsxWriter leaves as they are, as the element of a cell.

    Raises:
        UnusualError: it is another one.
    """
    if not is_usual(spelled):
        raise UnusualError
    is_plain = spelled[:1] == "=" and spelled[-1:] != "}" and len(spelled) <= _LONGEST_FORMULA
    if not is_plain or "_xlfn." in spelled or not needs_nothing(spelled):
        raise UnusualError
    return f"<f>{escaped(spelled[1:])}</f>"


@lru_cache(maxsize=8192)
def shared(text: str) -> str:
    """A text as an entry of the table of shared texts."""
    keeps = ' xml:space="preserve"' if text[:1].isspace() or text[-1:].isspace() else ""
    return f"<si><t{keeps}>{escaped(text)}</t></si>"


@lru_cache(maxsize=1024)
def height(points: float, *, grows: bool = False) -> bytes:
    """The height of a row as its attributes; one that grows is not called the user's own.

    Raises:
        UnusualError: it is no height at all, so that the row would be hidden.
    """
    pixels = int(points * 4 / 3 + 0.5)
    if pixels <= 0:
        raise UnusualError
    own = "" if grows else ' customHeight="1"'
    return b"" if pixels == _USUAL_HEIGHT else f' ht="{pixels * 0.75:.16g}"{own}'.encode()
