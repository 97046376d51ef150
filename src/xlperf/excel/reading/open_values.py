"""The value of a cell of an .ods by its attributes: a figure, a text, or one readers dispute.

A cell says its kind and its value apart. Where the two do not agree (a text that also has a
figure, a figure that is none), one reader takes this and another that: such a cell gives nothing.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from math import isfinite

from .open_formats import SPACE

_OFFICE = f"{SPACE}office:1.0 "
_KIND = f"{_OFFICE}value-type"
_HOLDS: Mapping[str, str] = {
    "float": "value", "percentage": "value", "currency": "value", "date": "date-value",
    "time": "time-value", "boolean": "boolean-value", "string": "string-value",
}  # fmt: skip
"""Each kind of cell, and the attribute that holds its value."""
_NONE = "void"
_NUMBER = re.compile(r"-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[Ee][+-]?[0-9]{1,3})?")
_DURATION = re.compile(r"(-?)PT([0-9]{1,7})H([0-9]{1,2})M([0-9]{1,2}(?:\.[0-9]+)?)S")
_EPOCH = datetime(1899, 12, 30)
_DAY = 86_400
_LONGEST = 500
_TAG = re.compile(rb"""<[^\s/>]+(?:\s+[^\s=>]+\s*=\s*(?:"[^"]*"|'[^']*'))*""")
_VALUE = re.compile(
    rb"""\s[^\s=>"':]+:(?:value-type|(?:date-|time-|boolean-|string-)?value)\s*=\s*"""
    rb"""(?:"[^"]*"|'[^']*')"""
)


def value_of(attributes: Mapping[str, str]) -> tuple[str, str]:
    """The kind of a cell and its figure as text; "" for one that has neither figure nor text.

    The kind is `odd` where what it says of itself is not one value.
    """
    kind = attributes.get(_KIND, "")
    own = _HOLDS.get(kind, "")
    given = {each for each in _HOLDS.values() if f"{_OFFICE}{each}" in attributes}
    if kind in ("", _NONE) and not given:
        return "", ""
    text = attributes.get(f"{_OFFICE}{own}", "")
    if not own or given - {own} or (not given and own != "string-value"):
        return "odd", " ".join(filter(None, (kind, *(_told(attributes, each) for each in given))))
    if own == "string-value":
        return "str", "x"
    if own == "boolean-value":
        return ("", "") if text in ("true", "false") else ("odd", text[:_LONGEST])
    read = {"value": _figure, "date-value": _days, "time-value": _hours}[own]
    return _read(text, read)


def without_values(content: bytes, tags: Iterable[int]) -> bytes:
    """The part with the cells whose opening tags begin there left without a value."""
    made, at = [], 0
    for start in tags:
        tag = _TAG.match(content, start)
        if tag:
            made += [content[at:start], _VALUE.sub(b"", tag[0])]
            at = tag.end()
    return b"".join((*made, content[at:]))


def _told(attributes: Mapping[str, str], name: str) -> str:
    return attributes[f"{_OFFICE}{name}"][:_LONGEST]


def _read(text: str, read: Callable[[str], str]) -> tuple[str, str]:
    try:
        return "n", read(text)
    except (ValueError, OverflowError):
        return "odd", text[:_LONGEST]


def _figure(text: str) -> str:
    if not (_NUMBER.fullmatch(text) and isfinite(float(text))):
        raise ValueError(text)
    return text


def _days(text: str) -> str:
    moment = datetime.fromisoformat(text.rstrip("Z").partition(".")[0])
    return repr((moment - _EPOCH).total_seconds() / _DAY)


def _hours(text: str) -> str:
    match = _DURATION.fullmatch(text)
    if match is None:
        raise ValueError(text)
    sign, hours, minutes, seconds = match.groups()
    size = (int(hours) * 3_600 + int(minutes) * 60 + float(seconds)) / _DAY
    return repr(-size if sign else size)
