"""What a form computes must be such that it can be computed, in the sheet and on reading."""

from collections.abc import Iterator, Sequence

from ..findings import FormError
from .computed_fields import ComputedFields
from .computing import Calculation, ExpressionError, mistakes_of, order_of
from .file import FormFile
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
