"""What a form computes must be such that it can be computed, in the sheet and on reading."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from ..budget import vocabulary_holds
from ..findings import FormError
from .computed_fields import ComputedFields
from .computing import (
    Calculation,
    ExpressionError,
    Mistake,
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
        mistakes = mistakes_of(calculation, computing.kinds[name])
        is_mixed = any(each.code == "mixed" for each in mistakes)  # so is what it comes to
        told = (each for each in mistakes if not (is_mixed and each.code == "result"))
        yield from (told_mistake(file, path, text, each) for each in told)
        if not mistakes:
            sound[name] = calculation
    for cycle in order_of(sound).cycles:
        yield told_cycle(file, ("fields", cycle[0], "is"), cycle)


def check_texts(
    file: FormFile,
    declared: Mapping[str, DeclaredField],
    checks: Sequence[FormCheck],
    known: Collection[str],
) -> Iterator[FormError]:
    """What is wrong in the texts alone, where a drawing is wrong and no kinds are known.

    Args:
        known: the names that may be named, besides those of the vocabulary.
    """
    texts: dict[tuple[str | int, ...], str] = {
        ("fields", name, "is"): each.computed for name, each in declared.items()
    }
    texts |= {("checks", number, "that"): each.that for number, each in enumerate(checks)}
    for path, text in texts.items():
        parse = parse_comparison if path[0] == "checks" else parse_expression
        try:
            named = names_of(parse(text)) if text else ()
        except ExpressionError as error:
            yield told_expression(file, path, text, error)
            continue
        unknown = [each for each in named if each not in known and vocabulary_holds(each) is None]
        if unknown:
            yield told_mistake(file, path, text, Mistake("unknown", tuple(unknown)))
