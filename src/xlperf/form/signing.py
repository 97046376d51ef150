"""The lines a table is signed on (`signing`): drawn below it, two to a row, open to any text."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from .blocks import SIGNING, DrawingError
from .drawn_text import grid_of
from .file import FormFile

_SHEETS = ("project", "unit")
_IN_A_ROW = 2
_SIGNS = re.compile(r"\W")
_OF_DRAWINGS = re.compile(r"[|{}\[\]\r\n]")


def with_signing(file: FormFile) -> FormFile:
    """The form with the lines it says are signed on drawn below its tables, and declared.

    A list has none: it is one sheet of many projects. What is drawn already stays as it is.
    """
    table = file.table
    labels = table.get("signing") if isinstance(table, Mapping) else None
    if not isinstance(labels, list | tuple) or not all(isinstance(each, str) for each in labels):
        return file
    try:
        named = {label: _name(label) for label in signed_labels(labels)}
    except ValueError:  # which is told of the labels themselves
        return file
    drawn = {name: _signed(table[name], named) for name in _SHEETS
             if isinstance(table.get(name), Mapping)}  # fmt: skip
    fields = table.get("fields", {})
    if not (named and drawn and isinstance(fields, Mapping)):
        return file
    asked = {name: "text" for name in named.values() if _is_drawn(drawn, name)}
    return replace(file, table={**table, **drawn, "fields": {**asked, **fields}})


def signed_labels(labels: Sequence[str]) -> Sequence[str]:
    """The labels of the lines that are signed.

    Raises:
        ValueError: one has no letter, or a sign that drawings are made of; or two of them are
            one to a form, which names its field by the letters.
    """
    names = [*map(_name, labels)]
    for label, name in zip(labels, names, strict=True):
        if name == SIGNING or _OF_DRAWINGS.search(label):
            raise ValueError("wanted.signed")
        if names.count(name) > 1:
            raise ValueError(f"wanted.signed-twice {label}")
    return labels


def _name(label: str) -> str:
    """The name of the field a line is, which is its label without its signs."""
    return SIGNING + _SIGNS.sub("", label)


def _signed(sheet: Mapping[str, Any], named: Mapping[str, str]) -> Mapping[str, Any]:
    """A sheet with the lines below its table."""
    drawing = sheet.get("drawing")
    if not isinstance(drawing, str) or f"{{{SIGNING}" in drawing:
        return sheet
    with suppress(DrawingError):  # which is told where the drawing is checked
        width = len(grid_of(drawing)[0])
        lines = "".join(_lines(named, width))
        return {**sheet, "drawing": f"{drawing.rstrip()}\n{lines}"}
    return sheet


def _lines(named: Mapping[str, str], width: int) -> Iterator[str]:
    """The rows to be drawn: labels, and beside each its cell."""
    pairs = [*named.items()]
    for row in (pairs[at : at + _IN_A_ROW] for at in range(0, len(pairs), _IN_A_ROW)):
        cells: list[str] = []
        for number, (label, name) in enumerate(row, 1):
            end = width * number // len(row)
            cells += [label, *[f"{{{name}}}"] * (end - len(cells) - 1)]
        yield f"| {' | '.join(cells)} |\n"


def _is_drawn(sheets: Mapping[str, Mapping[str, Any]], name: str) -> bool:
    return any(f"{{{name}}}" in str(each.get("drawing")) for each in sheets.values())
