"""Cells of a sheet in the usual shape whose style decides what is seen, found by their bytes."""

import html
import re
from collections.abc import Iterator, Sequence

from ...sheet import Box, Cell
from .frame import is_hidden_row
from .runs import finding_of_run
from .sheet_by_element import column_number
from .sheet_facts import Interest, Looked

_ATTRIBUTE = re.compile(rb' ([A-Za-z:]++)="([^"]*+)"')
_ROW = re.compile(rb"<row((?: [^<>]*+)?)>")
_ANY = re.compile(rb'<c r="([A-Z]++)([0-9]++)"([^>/]*+)>(.*?)</c>', re.DOTALL)
_STYLED = rb'<c r="([A-Z]++)([0-9]++)"((?=[^>/]*? s="0*(?:%b)")[^>/]*+)>(.*?)</c>'
_PLAIN = re.compile(rb' s="([0-9]++)"')
_STYLED_OR_FIGURE = (
    rb'<c r="([A-Z]++)([0-9]++)"((?=[^>/]*? s="0*(?:%b)"|(?![^>/]*? t="(?!n")))[^>/]*+)>(.*?)</c>'
)
_STYLE = re.compile(rb' s="([0-9]++)"')
_VALUE = re.compile(rb"<v>([^<]++)</v>")
_PROPERTY = re.compile(rb"<([A-Za-z]++)((?: [^<>]*?)?) ?/>")
_MARKS_OF_PIECES = (b"<strike", b"<vertAlign", b"<color ", b"<sz ")
_FIGURES = ("n", "s", "d", "str")


def hidden_rows(cells: bytes, *, unless_said: bool) -> frozenset[int]:
    """The rows that are hidden, filtered out, or of no height."""
    if not unless_said and b' hidden="' not in cells and b' ht="0' not in cells:
        return frozenset()
    rows = (_attributes(match[1]) for match in _ROW.finditer(cells))
    return frozenset(
        int(each["r"]) - 1 for each in rows if is_hidden_row(each, unless_said=unless_said)
    )


def looks(cells: bytes, interest: Interest, boxes: Sequence[Box]) -> Iterator[Looked]:
    """The cells of interest, and those in ranges on which a number format may change."""
    pieces = any(mark in cells for mark in _MARKS_OF_PIECES)
    asked = interest.styles | _unknown(cells, interest.known)
    styles = b"|".join(b"%d" % each for each in sorted(asked)) or b"-"
    if pieces or interest.strings or 0 in interest.styles:
        pattern = _ANY
    elif boxes:
        pattern = re.compile(_STYLED_OR_FIGURE % styles, re.DOTALL)
    elif asked:
        pattern = re.compile(_STYLED % styles, re.DOTALL)
    else:
        return
    for match in pattern.finditer(cells):
        looked = _looked(*match.groups())
        if looked and interest.holds(looked, boxes):
            yield looked


def _unknown(cells: bytes, known: int) -> set[int]:
    """The numbers of styles that there are not."""
    return {number for each in set(_STYLE.findall(cells)) if (number := int(each)) >= known}


def _looked(column: bytes, row: bytes, attributes: bytes, inside: bytes) -> Looked | None:
    """A cell with what stands in it; None for one without a value."""
    plain = _PLAIN.fullmatch(attributes)
    if plain and inside.startswith(b"<v>") and inside.endswith(b"</v>"):  # most are written so
        cell = Cell(int(row) - 1, column_number(column))
        return Looked(cell, int(plain[1]), "n", inside[3:-4].decode()) if inside[3:-4] else None
    told = dict(_ATTRIBUTE.findall(attributes))
    kind = told.get(b"t", b"n").decode()
    is_inline, value = kind == "inlineStr", _VALUE.search(inside)
    if not is_inline and (value is None or kind not in _FIGURES):
        return None
    cell, style = Cell(int(row) - 1, column_number(column)), int(told.get(b"s", b"0"))
    if is_inline or value is None:
        return Looked(cell, style, kind, _finding(inside))
    return Looked(cell, style, kind, _unescaped(value[1]))


def _finding(pieces: bytes) -> str:
    """What the first piece that is hidden or undone is told as, or ""."""
    if b"<rPr>" not in pieces:
        return ""
    found = (
        finding_of_run(name.decode(), _attributes(attributes))
        for name, attributes in _PROPERTY.findall(pieces)
    )
    return next(filter(None, found), "")


def _attributes(text: bytes) -> dict[str, str]:
    return {name.decode(): value.decode() for name, value in _ATTRIBUTE.findall(text)}


def _unescaped(text: bytes) -> str:
    """The text as it is meant; only formulas with a text for a result need it."""
    return text.decode() if b"&" not in text else html.unescape(text.decode())
