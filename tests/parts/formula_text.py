"""Formulas as text: are they closed, and which sheets do they speak of."""

import re
from collections.abc import Iterator

LONGEST = 8192
_PIECE = re.compile(r"""(?:"(?:[^"]|"")*")|(?:'(?:[^']|'')*')|["'(){}\[\]]|[^"'(){}\[\]]+""")
_STRING = re.compile(r'"(?:[^"]|"")*"')
_SHEET = re.compile(r"""'((?:[^']|'')+)'!|(?<![\]\[#\w.'])([^\W\d][\w.]*(?::[^\W\d][\w.]*)?)!""")
_CLOSES = {")": "(", "}": "{", "]": "["}


def imbalance(formula: str) -> str:
    """What is open or closed without its partner, "" where all is in order."""
    opened: list[str] = []
    for piece in _PIECE.findall(formula):
        if piece in {'"', "'"}:
            return f"a {piece} is never closed"
        if piece in _CLOSES.values():
            opened.append(piece)
        elif piece in _CLOSES and (not opened or opened.pop() != _CLOSES[piece]):
            return f"a {piece} closes nothing"
    return f"a {opened[-1]} is never closed" if opened else ""


def sheets_named(formula: str) -> Iterator[str]:
    """The names of all sheets of this workbook the formula refers to, as they are spelled there."""
    for quoted, plain in _SHEET.findall(_STRING.sub('""', formula)):
        name = quoted.replace("''", "'") or plain
        if "[" not in name:
            yield from name.split(":")


def formula_errors(formula: str, sheets: frozenset[str]) -> Iterator[str]:
    """All that is wrong with a formula; `sheets` are the workbook's own, in lower case."""
    if len(formula) > LONGEST:
        yield f"a formula of {len(formula)} characters, {LONGEST} at most"
    if problem := imbalance(formula):
        yield f"{problem} in the formula {formula[:60]}"
        return
    if "#REF!" in _STRING.sub('""', formula):
        yield f"the formula {formula[:60]} refers to nothing (#REF!)"
    for sheet in sheets_named(formula):
        if sheet.casefold() not in sheets:
            yield f"the formula {formula[:60]} refers to the sheet {sheet!r}, which is not there"
