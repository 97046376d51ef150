"""What may be true of cells: as a part of a formula, and the same in Python, side by side."""

from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple

from ..sheet import Cell, Value

Values = Mapping[str, Value]
LONGEST_LITERAL = 255
"""Excel calls a workbook damaged when a text inside a formula is longer."""
_DIGITS = "0123456789."
"""What a text of a plain figure is made of; Excel takes dates, percents and money for some too."""


class Condition(NamedTuple):
    """Something that is true or not: in the sheet, and here."""

    formula: str
    holds: Callable[[Values], bool]


class Slot(NamedTuple):
    """A cell, and the path of its value."""

    path: str
    cell: Cell

    def value(self, values: Values) -> Value:
        """What stands in it."""
        return values.get(self.path)

    def text(self, values: Values) -> str:
        """The same as `&` takes it."""
        return shown(self.value(values))


def shown(value: Value) -> str:
    """A value as a text of the sheet: whole figures without a point."""
    if isinstance(value, bool | int | float):
        return f"{value:.15g}"
    return "" if value is None else value


def literal(text: str) -> str:
    """A text inside a formula: its quotes doubled, and no longer than Excel takes there."""
    return '"' + text[:LONGEST_LITERAL].replace('"', '""') + '"'


def negated(condition: Condition) -> Condition:
    """True where a condition is not."""
    return Condition(f"NOT({condition.formula})", lambda values: not condition.holds(values))


def all_of(*conditions: Condition) -> Condition:
    """True where all are."""
    if len(conditions) == 1:
        return conditions[0]
    inside = ",".join(each.formula for each in conditions)
    return Condition(
        f"AND({inside})", lambda values: all(each.holds(values) for each in conditions)
    )


def any_of(*conditions: Condition) -> Condition:
    """True where one is."""
    if len(conditions) == 1:
        return conditions[0]
    inside = ",".join(each.formula for each in conditions)
    return Condition(f"OR({inside})", lambda values: any(each.holds(values) for each in conditions))


def is_blank(value: Value) -> bool:
    """Whether TRIM leaves nothing of it."""
    return value is None or (isinstance(value, str) and not value.strip(" "))


def blank(*slots: Slot) -> Condition:
    """True where nothing stands in any of some cells, or nothing but spaces."""
    together = "&".join(str(each.cell) for each in slots)
    return Condition(
        f"LEN(TRIM({together}))=0", lambda values: all(is_blank(s.value(values)) for s in slots)
    )


def all_blank(slots: Sequence[Slot]) -> Condition:
    """The same of cells that stand one below the other."""
    if len(slots) == 1:
        return blank(*slots)
    inside = f"{slots[0].cell}:{slots[-1].cell}"
    return Condition(
        f"SUMPRODUCT(LEN(TRIM({inside})))=0",
        lambda values: all(is_blank(each.value(values)) for each in slots),
    )


def filled(*slots: Slot) -> Condition:
    """True where something stands in one of some cells."""
    return negated(blank(*slots))


def is_number(slot: Slot) -> Condition:
    """True of a figure."""
    return Condition(
        f"ISNUMBER({slot.cell})", lambda values: isinstance(slot.value(values), int | float)
    )


def no_figure(slot: Slot) -> Condition:
    """True of a text that is no figure: words, or what only looks like one."""
    cell = slot.cell
    text = f"TRIM({cell})"
    digits = ",".join(map(literal, _DIGITS))
    is_plain = (
        f"ISNUMBER(VALUE({text})),"
        f'SUMPRODUCT(LEN({text})-LEN(SUBSTITUTE({text},{{{digits}}},"")))=LEN({text}),'
        f'OR(LEFT({text},1)<>"0",LEN({text})=1,MID({text},2,1)="."),RIGHT({text},1)<>"."'
    )
    return Condition(
        f"AND(ISTEXT({cell}),LEN({text})>0,NOT(AND({is_plain})))",
        lambda values: _is_no_figure(slot.value(values)),
    )


def _is_no_figure(value: Value) -> bool:
    return isinstance(value, str) and bool(value.strip(" ")) and _plain(value) is None


def _plain(text: str) -> Decimal | None:
    """The figure that a plain text of digits is."""
    text = text.strip(" ")
    is_odd = any(sign not in _DIGITS for sign in text) or text.endswith(".")
    if is_odd or (text[:1] == "0" and len(text) > 1 and text[1] != "."):
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def figure(cell: object) -> str:
    """A cell as a figure inside a formula: text of digits is one, all else is 0."""
    return f"IFERROR(VALUE({cell}),0)"


def figure_of(value: Value) -> Decimal:
    """The same here."""
    if isinstance(value, str):
        return _plain(value) or Decimal(0)
    return Decimal(0) if value is None else Decimal(f"{value:.15g}")


def folded(cell: object) -> str:
    """A text of the sheet without its spaces; capitals are none where it is compared."""
    return f'SUBSTITUTE({cell}," ","")'


def fold(text: str) -> str:
    """The same here."""
    return text.replace(" ", "").casefold()


@lru_cache(maxsize=64)  # every row of a form asks for the same lists
def _folded(entries: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(fold, entries))


def among(slot: Slot, listed: str, entries: Collection[str]) -> Condition:
    """True of what stands in a list, spaces and capitals apart.

    Args:
        listed: the list's defined name.
    """
    known = _folded(tuple(entries))
    return Condition(
        f"SUMPRODUCT(--({folded(listed)}={folded(slot.cell)}))>0",
        lambda values: fold(slot.text(values)) in known,
    )


def one_of(slot: Slot, texts: Collection[str]) -> Condition:
    """True of one of a few texts, capitals and spaces at their ends apart."""
    inside = f"|{'|'.join(texts)}|".lower()
    return Condition(
        f'ISNUMBER(FIND("|"&LOWER(TRIM({slot.cell}))&"|",{literal(inside)}))',
        lambda values: f"|{slot.text(values).strip(' ').lower()}|" in inside,
    )
