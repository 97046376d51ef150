"""A computed cell and a check as exact figures: fractions inside, rounded once at the end."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Final

from ...budget import Target, wording
from .calculation import Calculation, compared_digits
from .expression import (
    IF,
    MAX,
    MIN,
    SCORE,
    SUM,
    Call,
    Comparison,
    Name,
    Negative,
    Number,
    Part,
    Series,
    Text,
    parts_of,
)
from .rounding import Answer, nearest, rounded
from .scoring import Scored, score_of


class Refused(Enum):
    """What a cell is worth that could not be read."""

    REFUSED = "refused"


REFUSED: Final = Refused.REFUSED
Value = Decimal | str | date | Target | Refused | None
"""What a field is worth: a percent is its fraction, a blank None or ""."""
_Worth = Fraction | str | None
_GREATEST = 300
"""Excel knows no figures of many more digits: beyond is none."""


def value_of(
    calculation: Calculation,
    values: Mapping[str, Value],
    columns: Mapping[str, Sequence[Value]] = {},
) -> Answer:
    """What a computed cell comes to.

    Args:
        values: the fields that stand once, and those of the cell's own row, computed ones
            rounded; what is not in it is a blank.
        columns: for each field of a table its values in all rows, which `sum` takes.
    """
    worth = _Arithmetic(calculation, values, columns).worth(calculation.part)
    if not isinstance(worth, Fraction):
        return Answer(worth)
    return Answer(None) if abs(worth) >= 10**_GREATEST else rounded(worth, calculation.digits or 0)


def truth_of(
    calculation: Calculation,
    values: Mapping[str, Value],
    columns: Mapping[str, Sequence[Value]] = {},
) -> bool | None:
    """Whether a check holds; None where something it needs is blank or refused."""
    part = calculation.part
    if not isinstance(part, Comparison):
        raise TypeError("a check is a comparison")
    return _Arithmetic(calculation, values, columns).truth(part)


def scored(
    calculation: Calculation,
    values: Mapping[str, Value],
    columns: Mapping[str, Sequence[Value]] = {},
) -> tuple[Scored, ...]:
    """Each `score` in it with its doubt, in the order they are read."""
    return _Arithmetic(calculation, values, columns).scores(calculation.part)


@dataclass(frozen=True)
class _Arithmetic:
    """One calculation with the values of its fields."""

    calculation: Calculation
    values: Mapping[str, Value]
    columns: Mapping[str, Sequence[Value]]

    def worth(self, part: Part) -> _Worth:
        match part:
            case Number(value):
                return Fraction(value)
            case Text(value):
                return value or None
            case Name(name):
                return _worth_of(self.values.get(name))
            case Negative(operand):
                figure = _figure(self.worth(operand))
                return None if figure is None else -figure
            case Series():
                return self._series(part)
            case Call(function, arguments):
                return self._functions[function](arguments)
            case _:
                raise TypeError("a comparison has no worth")

    def truth(self, part: Comparison) -> bool | None:
        left, right = self.worth(part.left), self.worth(part.right)
        if isinstance(left, str) and isinstance(right, str):
            return (wording.plain(left) == wording.plain(right)) == (part.sign == "=")
        if not isinstance(left, Fraction) or not isinstance(right, Fraction):
            return None
        digits = compared_digits(part, self.calculation.operands)
        return _holds(part.sign, nearest(left - right, digits))

    def scores(self, part: Part) -> tuple[Scored, ...]:
        calls = (each for each in parts_of(part) if isinstance(each, Call))
        return tuple(self._scored(each.arguments) for each in calls if each.function == SCORE)

    @property
    def _functions(self) -> Mapping[str, Callable[[tuple[Part, ...]], _Worth]]:
        return {
            SUM: self._sum,
            MIN: lambda arguments: self._extreme(min, arguments),
            MAX: lambda arguments: self._extreme(max, arguments),
            IF: self._if,
            SCORE: lambda arguments: self._scored(arguments).points,
        }

    def _series(self, series: Series) -> Fraction | None:
        total = _figure(self.worth(series.first))
        for sign, operand in series.rest:
            figure = _figure(self.worth(operand))
            if total is None or figure is None or (sign == "/" and figure == 0):
                return None
            total = _done(sign, total, figure)
        return total

    def _sum(self, arguments: Iterable[Part]) -> Fraction | None:
        names = [each.name for each in arguments if isinstance(each, Name)]
        given = [
            value
            for name in names
            for value in self.columns.get(name, (self.values.get(name),))
            if not _is_blank(value)
        ]
        figures = [figure for each in given if (figure := _figure(_worth_of(each))) is not None]
        return sum(figures, Fraction(0)) if figures and len(figures) == len(given) else None

    def _extreme(
        self, which: Callable[[Iterable[Fraction]], Fraction], arguments: Iterable[Part]
    ) -> Fraction | None:
        found = [_figure(self.worth(each)) for each in arguments]
        figures = [each for each in found if each is not None]
        return which(figures) if len(figures) == len(found) else None

    def _if(self, arguments: Sequence[Part]) -> _Worth:
        test, then, otherwise = arguments
        holds = self.truth(test) if isinstance(test, Comparison) else None
        return None if holds is None else self.worth(then if holds else otherwise)

    def _scored(self, arguments: Sequence[Part]) -> Scored:
        scoring = self.calculation.scoring
        target, actual, *_ = (
            self.values.get(each.name) if isinstance(each, Name) else None for each in arguments
        )
        if scoring is None or not isinstance(target, Target) or not isinstance(actual, Target):
            return Scored(None)
        weight = _figure(self.worth(arguments[2]))
        given = _figure(self.worth(arguments[3])) if len(arguments) > 3 else None
        return score_of(scoring, target, actual, weight, given)


def _worth_of(value: Value) -> _Worth:
    if isinstance(value, Decimal):
        return Fraction(value) if abs(value.adjusted()) <= _GREATEST else None
    if isinstance(value, date):
        return Fraction(value.toordinal())
    return value or None if isinstance(value, str) else None


def _figure(worth: _Worth) -> Fraction | None:
    return worth if isinstance(worth, Fraction) else None


def _is_blank(value: Value) -> bool:
    return value is None or value == ""


def _done(sign: str, left: Fraction, right: Fraction) -> Fraction:
    match sign:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case _:
            return left / right


def _holds(sign: str, difference: int) -> bool:
    match sign:
        case "=":
            return difference == 0
        case "<>":
            return difference != 0
        case "<":
            return difference < 0
        case "<=":
            return difference <= 0
        case ">":
            return difference > 0
        case _:
            return difference >= 0
