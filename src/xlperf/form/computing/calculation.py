"""What is computed, and what is known of each field it is computed of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from ...budget import Holds
from .expression import IF, Call, Comparison, Name, Negative, Number, Part, Series, Text
from .scoring import ScoreForm

FINEST = 6
"""Comparisons hold to so many decimals where it is not known that fewer do."""
_FIGURES = (Holds.MONEY, Holds.PERCENT, Holds.NUMBER, Holds.COUNT)
COMPUTED_PLACES = 2


@dataclass(frozen=True)
class Operand:
    """What is known of a field that may be named.

    Attributes:
        holds: its kind.
        digits: how many decimals its values have in an expression, where a percent is its
            fraction (`digits_of` says it); None where it is not known.
        table: the table it repeats in; "" where it stands once.
        parts: the fields a target is split into: sign, number and unit, or number and unit.
    """

    holds: Holds
    digits: int | None = None
    table: str = ""
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Calculation:
    """An expression, or the comparison of a check, with what is known of its fields.

    Attributes:
        part: what it says.
        operands: the fields of the form by name.
        digits: how many decimals the result is rounded to; None for a text and for a check.
        scoring: how `score` works; None where the form says nothing of it.
    """

    part: Part
    operands: Mapping[str, Operand]
    digits: int | None = None
    scoring: ScoreForm | None = None
    table: str = field(default="", kw_only=True)
    """The table its cell repeats in; "" where it stands once."""


class Type(Enum):
    """What an expression comes to."""

    FIGURE = "figure"
    TEXT = "text"
    DATE = "date"
    TARGET = "target"
    BLANK = "blank"


def digits_of(holds: Holds, places: int | None = None) -> int | None:
    """How many decimals a computed figure of a kind has; a percent is its fraction.

    None for kinds that are no figures. Money is to be given the form's places.
    """
    if holds not in _FIGURES:
        return None
    if holds is Holds.COUNT:
        return 0
    found = COMPUTED_PLACES if places is None else places
    return found + 2 if holds is Holds.PERCENT else found


def type_of(part: Part, operands: Mapping[str, Operand]) -> Type:
    """What an expression comes to, as far as it can be seen: names not known are figures."""
    match part:
        case Text(value):
            return Type.TEXT if value else Type.BLANK
        case Name(name):
            return _type_of_field(operands.get(name))
        case Call(function, (_, *results)) if function == IF:
            found = (type_of(each, operands) for each in results)
            return next((each for each in found if each is not Type.BLANK), Type.BLANK)
        case _:
            return Type.FIGURE


def _type_of_field(operand: Operand | None) -> Type:
    if operand is None or operand.holds in _FIGURES:
        return Type.FIGURE
    if operand.holds is Holds.DATE:
        return Type.DATE
    return Type.TARGET if operand.holds is Holds.TARGET else Type.TEXT


def decimals_of(  # noqa: PLR0911 - a line for each kind
    part: Part, operands: Mapping[str, Operand]
) -> int | None:
    """How many decimals an expression can have; None where it may have any number."""
    match part:
        case Number(value):
            return max(0, -int(value.as_tuple().exponent))
        case Name(name):
            return operands[name].digits if type_of(part, operands) is Type.FIGURE else 0
        case Negative(operand):
            return decimals_of(operand, operands)
        case Series(first, rest):
            if any(step.sign == "/" for step in rest):
                return None
            each = [decimals_of(one, operands) for one in (first, *(s.operand for s in rest))]
            return _together(each, add=not part.is_sum)
        case Call(function, arguments) if function in ("sum", "min", "max", "if"):
            given = arguments[1:] if function == IF else arguments
            return _together([decimals_of(one, operands) for one in given], add=False)
        case Text():
            return 0
        case _:
            return None


def _together(decimals: list[int | None], *, add: bool) -> int | None:
    known = [each for each in decimals if each is not None]
    if len(known) < len(decimals):
        return None
    return sum(known) if add else max(known)


def compared_digits(comparison: Comparison, operands: Mapping[str, Operand]) -> int:
    """To how many decimals two figures are compared: all they have, and FINEST at most."""
    sides = (comparison.left, comparison.right)
    found = _together([decimals_of(each, operands) for each in sides], add=False)
    return FINEST if found is None else min(found, FINEST)
