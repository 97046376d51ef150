"""What a form computes must be such that it can be computed, in the sheet and on reading."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from ..budget import Holds, vocabulary_holds
from ..findings import FormError
from .computed_fields import ComputedFields
from .computing import (
    Calculation,
    ExpressionError,
    Mistake,
    Operand,
    mistakes_of,
    names_of,
    order_of,
    parse_comparison,
    parse_expression,
)
from .declared import DeclaredField
from .file import FormFile
from .form_check import FormCheck
from .told_computing import told_cycle, told_expression, told_mistake

_Path = tuple[str | int, ...]
_OF_KINDS = ("figure", "unlike", "blank", "mixed", "result")
"""Mistakes that kinds alone tell: where a field stands on its sheet does not matter."""


def check_checks(file: FormFile, sheets: Sequence[ComputedFields]) -> Iterator[FormError]:
    """Every mistake in the checks of a form: each is held on a sheet that has all its fields."""
    for number, check in enumerate(sheets[0].checks if sheets else ()):
        path = ("checks", number, "that")
        found: list[list[FormError]] = []
        for computing in sheets:
            try:
                calculation = computing.comparison(check.that)
            except ExpressionError as error:
                found.append([told_expression(file, path, check.that, error)])
                continue
            mistakes = mistakes_of(calculation, None)
            found.append([told_mistake(file, path, check.that, each) for each in mistakes])
        if all(found):
            yield from min(found, key=len)


def check_computed(file: FormFile, computing: ComputedFields) -> Iterator[FormError]:
    """Every mistake in the computed fields of a sheet."""
    sound: dict[str, Calculation] = {}
    for name in computing.names:
        text = computing.declared[name].computed
        path = ("fields", name, "is")
        try:
            calculation = computing.calculation(name)
        except ExpressionError as error:
            yield told_expression(file, path, text, error)
            continue
        mistakes = _told(calculation, computing.kinds[name])
        yield from (told_mistake(file, path, text, each) for each in mistakes)
        if not mistakes:
            sound[name] = calculation
    for cycle in order_of(sound).cycles:
        yield told_cycle(file, ("fields", cycle[0], "is"), cycle)


def _told(calculation: Calculation, holds: Holds | None) -> Sequence[Mistake]:
    """The mistakes of a calculation; where its results are mixed, so is what it comes to."""
    mistakes = mistakes_of(calculation, holds)
    is_mixed = any(each.code == "mixed" for each in mistakes)
    return [each for each in mistakes if not (is_mixed and each.code == "result")]


def check_texts(
    file: FormFile,
    declared: Mapping[str, DeclaredField],
    checks: Sequence[FormCheck],
    known: Collection[str],
) -> Iterator[FormError]:
    """What is wrong in the texts by themselves, where a drawing is wrong and no table is known.

    Args:
        known: the names that may be named, besides those of the vocabulary.
    """
    texts: dict[_Path, str] = {("fields", name, "is"): f.computed for name, f in declared.items()}
    texts |= {("checks", number, "that"): each.that for number, each in enumerate(checks)}
    sound: dict[str, Calculation] = {}
    for path, text in ((path, text) for path, text in texts.items() if text):
        parse = parse_comparison if path[0] == "checks" else parse_expression
        try:
            part = parse(text)
        except ExpressionError as error:
            yield told_expression(file, path, text, error)
            continue
        kinds = {name: _kind(name, declared) for name in names_of(part)}
        operands = {name: Operand(kind) for name, kind in kinds.items() if kind is not None}
        unknown = [name for name in kinds if name not in known and name not in operands]
        calculation = Calculation(part, operands)
        if unknown:
            yield told_mistake(file, path, text, Mistake("unknown", tuple(unknown)))
            continue
        if operands.keys() == kinds.keys():
            holds = declared[str(path[1])].kind if path[0] == "fields" else None
            found = [each for each in _told(calculation, holds) if each.code in _OF_KINDS]
            yield from (told_mistake(file, path, text, each) for each in found)
        if path[0] == "fields":
            sound[str(path[1])] = calculation
    for cycle in order_of(sound).cycles:
        yield told_cycle(file, ("fields", cycle[0], "is"), cycle)


def _kind(name: str, declared: Mapping[str, DeclaredField]) -> Holds | None:
    return declared[name].kind if name in declared else vocabulary_holds(name)
