"""A computed cell and a check as formulas that Excel, WPS and LibreOffice work out alike.

What is blank, and what is no figure where one belongs, is `NA()` inside a formula, and "" in the
end: it goes through every operation, and what an `IF` leaves aside does not count. Cells that are
needed whatever a condition says are counted once in front, so that the rest reads as it was
written: `=IF(COUNT(E5,H5)<2,"",IFERROR(ROUND(H5/E5,4),""))`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from .calculation import FINEST, Calculation, Type, compared_digits, decimals_of, type_of
from .expression import (
    ADDED,
    IF,
    SCORE,
    SUM,
    Call,
    Comparison,
    Expression,
    Name,
    Negative,
    Number,
    Part,
    Series,
    Text,
    inside,
    needs_brackets,
    quoted_text,
)
from .parsing import ExpressionError
from .score_formula import TargetCells, score_formula

LONGEST_FORMULA = 8192
NONE = "NA()"


def formula_of(
    calculation: Calculation, cells: Mapping[str, str], ranges: Mapping[str, str] = {}
) -> str:
    """The formula of a computed cell, with its equals sign.

    Args:
        cells: the address of every field that stands once, and of this row's, parts of targets
            too.
        ranges: the addresses of the fields of tables in all rows, which `sum` takes.

    Raises:
        ExpressionError: it would be longer than Excel takes.
    """
    writer = _Writer(calculation, cells, ranges)
    text = writer.written(calculation.part)
    if calculation.digits is not None:
        text = f"ROUND({text},{calculation.digits})"
    text = f'IFERROR({text},"")'
    if writer.counted:
        text = f'IF({writer.count()}<{len(writer.counted)},"",{text})'
    return _held(f"={text}")


def broken_formula(
    calculation: Calculation, cells: Mapping[str, str], ranges: Mapping[str, str] = {}
) -> str:
    """The formula of a check, TRUE where it does not hold, without an equals sign.

    Raises:
        ExpressionError: it would be longer than Excel takes.
    """
    writer = _Writer(calculation, cells, ranges)
    text = f"NOT({writer.written(calculation.part)})"
    if writer.counted:
        text = f"AND({writer.count()}={len(writer.counted)},{text})"
    return _held(f"IFERROR({text},FALSE)")


def _held(formula: str) -> str:
    if len(formula) > LONGEST_FORMULA:
        raise ExpressionError("formula", 1, str(len(formula)), (str(LONGEST_FORMULA),))
    return formula


def _needed(part: Part) -> Iterator[str]:
    """The fields that must be there whatever a condition says."""
    if isinstance(part, Name):
        yield part.name
    elif isinstance(part, Call) and part.function == SUM:
        return
    else:
        parts = inside(part)
        if isinstance(part, Call) and part.function in (IF, SCORE):
            parts = parts[:1] if part.function == IF else parts[2:3]  # the weight
        for each in parts:
            yield from _needed(each)


@dataclass(frozen=True)
class _Writer:
    """Writes the parts of one calculation."""

    calculation: Calculation
    cells: Mapping[str, str]
    ranges: Mapping[str, str]

    @cached_property
    def counted(self) -> tuple[str, ...]:
        """The fields whose cells are counted in front: those needed that hold figures or dates."""
        needed = dict.fromkeys(_needed(self.calculation.part))
        return tuple(each for each in needed if self._is_figure(Name(each)))

    def count(self) -> str:
        """How many of them hold one."""
        return f"COUNT({','.join(self.cells[each] for each in self.counted)})"

    def written(self, part: Part) -> str:  # noqa: PLR0911 - a line for each kind
        """A part of the calculation as a part of a formula."""
        match part:
            case Number(value):
                return format(value, "f")
            case Text(value):
                return quoted_text(value) if value else NONE
            case Name():
                return self._cell(part)
            case Negative(operand):
                return f"-{self._bracketed(operand, in_sum=False)}"
            case Series():
                return self._series(part)
            case Comparison():
                return self._comparison(part)
            case Call(function, arguments) if function == SUM:
                return self._sum([each.name for each in arguments if isinstance(each, Name)])
            case Call(function) if function == SCORE:
                return self._score(part)
            case Call(function, arguments):
                return f"{function.upper()}({','.join(map(self.written, arguments))})"

    def _is_figure(self, part: Part) -> bool:
        return type_of(part, self.calculation.operands) in (Type.FIGURE, Type.DATE)

    def _cell(self, field: Name) -> str:
        cell = self.cells[field.name]
        if field.name in self.counted:
            return cell
        if self._is_figure(field):
            return f"IF(ISNUMBER({cell}),{cell},{NONE})"
        return f'IF(TRIM({cell})="",{NONE},{cell})'

    def _bracketed(self, part: Expression, *, in_sum: bool) -> str:
        text = self.written(part)
        return f"({text})" if needs_brackets(part, in_sum=in_sum) else text

    def _series(self, series: Series) -> str:
        text = self._bracketed(series.first, in_sum=series.is_sum)
        for sign, operand in series.rest:
            text += sign
            text += (
                self._divisor(operand)
                if sign == "/"
                else self._bracketed(operand, in_sum=sign in ADDED)
            )
        return text

    def _divisor(self, part: Expression) -> str:
        """What is divided by: binary figures may leave a trace where it is nothing."""
        decimals = decimals_of(part, self.calculation.operands)
        if isinstance(part, Name | Number) or decimals is None or decimals > FINEST:
            return self._bracketed(part, in_sum=False)
        text = self.written(part)
        return f"IF(ROUND({text},{decimals})=0,{NONE},{text})"

    def _comparison(self, part: Comparison) -> str:
        if not self._is_figure(part.left):
            return f"{self._trimmed(part.left)}{part.sign}{self._trimmed(part.right)}"
        left, right = self.written(part.left), self._bracketed(part.right, in_sum=False)
        digits = compared_digits(part, self.calculation.operands)
        return f"ROUND({left}-{right},{digits}){part.sign}0"

    def _trimmed(self, part: Expression) -> str:
        """A text as it is compared, without the spaces around it."""
        if isinstance(part, Text):
            return quoted_text(" ".join(part.value.split()))
        return f"TRIM({self.written(part)})"

    def _sum(self, names: list[str]) -> str:
        """The sum of what is there; none where nothing is, or where words stand beside."""
        areas = [self.ranges.get(each) or self.cells[each] for each in names]
        together = ",".join(areas)
        filled = "+".join(f"SUMPRODUCT(--(LEN(TRIM({each}))>0))" for each in areas)
        nothing = f"OR(COUNT({together})=0,{filled}>COUNT({together}))"
        return f"IF({nothing},{NONE},SUM({together}))"

    def _score(self, call: Call) -> str:
        scoring = self.calculation.scoring
        target, actual, weight, *given = call.arguments
        if scoring is None or not isinstance(target, Name) or not isinstance(actual, Name):
            return NONE
        cells = self.cells[given[0].name] if given and isinstance(given[0], Name) else ""
        in_product = isinstance(weight, Series)
        written = f"({self.written(weight)})" if in_product else self.written(weight)
        return score_formula(scoring, self._target(target), self._target(actual), written, cells)

    def _target(self, name: Name) -> TargetCells:
        parts = self.calculation.operands[name.name].parts
        *sign, number, unit = (self.cells[each] for each in parts)
        return TargetCells(sign[0] if sign else "", number, unit)
