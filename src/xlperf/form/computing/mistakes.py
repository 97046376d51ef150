"""What is wrong with a calculation before any value is known, as data."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ...budget import Holds
from .calculation import Calculation, Type, digits_of, type_of
from .expression import (
    IF,
    SCORE,
    SUM,
    Call,
    Comparison,
    Name,
    Negative,
    Part,
    Series,
    inside,
    names_of,
    parts_of,
)
from .formula import broken_formula, formula_of
from .parsing import ExpressionError

_FARTHEST = "$XFD$1048576"
_TEXTS = (Holds.TEXT, Holds.CHOICE)
_SPLIT = (2, 3)


class Mistake(NamedTuple):
    """A mistake in a calculation.

    Attributes:
        code: `unknown` names; `column` of a table, where one value belongs; `figure` is wanted
            where a text, date or target stands; an `unsplit` target of a score; `no-score` in the
            form; `unlike` sides of a comparison, or texts asked which is more; `blank`: compared
            with ""; `mixed` results of an `if`; `result` of another kind than the field's;
            `formula` too long for Excel.
        names: the fields it is about.
    """

    code: str
    names: tuple[str, ...]


def mistakes_of(calculation: Calculation, holds: Holds | None) -> tuple[Mistake, ...]:
    """Every mistake of a calculation, each once.

    Args:
        holds: the kind of the computed field; None for a check.
    """
    part, operands = calculation.part, calculation.operands
    unknown = tuple(each for each in names_of(part) if each not in operands)
    if unknown:
        return (Mistake("unknown", unknown),)
    found = [each for one in parts_of(part) for each in _of_part(calculation, one)]
    found += _columns(calculation, part)
    if holds is not None:
        found += _of_result(calculation, holds)
    return tuple(dict.fromkeys(found)) or tuple(_too_long(calculation))


def _of_part(calculation: Calculation, part: Part) -> Iterator[Mistake]:
    match part:
        case Negative() | Series():
            yield from _no_figures(calculation, inside(part))
        case Comparison():
            yield from _unlike(calculation, part)
        case Call(function, arguments) if function == SCORE:
            yield from _score(calculation, arguments)
        case Call(function, (_, *results)) if function == IF:
            types = {type_of(each, calculation.operands) for each in results} - {Type.BLANK}
            if len(types) > 1:
                yield Mistake("mixed", names_of(part))
        case Call(_, arguments):
            yield from _no_figures(calculation, arguments)
        case _:
            return


def _no_figures(calculation: Calculation, parts: Iterable[Part]) -> Iterator[Mistake]:
    for each in parts:
        if type_of(each, calculation.operands) is not Type.FIGURE:
            yield Mistake("figure", names_of(each))


def _unlike(calculation: Calculation, part: Comparison) -> Iterator[Mistake]:
    left, right = (type_of(each, calculation.operands) for each in (part.left, part.right))
    if Type.BLANK in (left, right):
        yield Mistake("blank", names_of(part))
    elif left is not right or left is Type.TARGET or _is_ordered_text(left, part.sign):
        yield Mistake("unlike", names_of(part))


def _is_ordered_text(side: Type, sign: str) -> bool:
    return side is Type.TEXT and sign not in ("=", "<>")


def _score(calculation: Calculation, arguments: tuple[Part, ...]) -> Iterator[Mistake]:
    operands = calculation.operands
    if calculation.scoring is None:
        yield Mistake("no-score", ())
    targets = [each.name for each in arguments[:2] if isinstance(each, Name)]
    for each in targets:
        if len(operands[each].parts) not in _SPLIT:
            yield Mistake("unsplit", (each,))
    yield from _no_figures(calculation, arguments[2:])


def _columns(calculation: Calculation, part: Part) -> Iterator[Mistake]:
    """Fields of other tables that stand where one value belongs."""
    if isinstance(part, Call) and part.function == SUM:
        return
    own = ("", calculation.table)
    if isinstance(part, Name) and calculation.operands[part.name].table not in own:
        yield Mistake("column", (part.name,))
    for each in inside(part):
        yield from _columns(calculation, each)


def _of_result(calculation: Calculation, holds: Holds) -> Iterator[Mistake]:
    found = type_of(calculation.part, calculation.operands)
    fits = found is Type.FIGURE if digits_of(holds) is not None else (
        found is Type.TEXT and holds in _TEXTS
    )  # fmt: skip
    if not fits:
        yield Mistake("result", names_of(calculation.part))


def _too_long(calculation: Calculation) -> Iterator[Mistake]:
    """The formula with the longest addresses there are."""
    write = broken_formula if isinstance(calculation.part, Comparison) else formula_of
    operands = calculation.operands
    parts = (part for each in operands.values() for part in each.parts)
    cells: Mapping[str, str] = dict.fromkeys([*operands, *parts], _FARTHEST)
    columns = [name for name, each in operands.items() if each.table]
    ranges = dict.fromkeys(columns, f"{_FARTHEST}:{_FARTHEST}")
    try:
        write(calculation, cells, ranges)
    except ExpressionError:
        yield Mistake("formula", names_of(calculation.part))
