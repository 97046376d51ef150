"""The rows of an indicator table as the rules see them: real, empty, or saying nothing.

A row that says nothing (无 in every cell) is told of once, by the rule for filler rows; all
other rules look at the real rows only, so that one empty thought draws one finding.
"""

from collections.abc import Iterator

from ..budget import Indicator, Project, Target, is_not_applicable, says_nothing, wording


def value_words(target: Target) -> str:
    """What stands in place of a figure: the text, or the sign chosen from the list."""
    return target.text or target.sign


def real_rows(project: Project) -> Iterator[tuple[int, Indicator]]:
    """The rows that say something, each with its position in the table."""
    for position, row in enumerate(project.indicators):
        if _says(row.level3.strip()) or _is_real(row):
            yield position, row


def is_empty(row: Indicator) -> bool:
    """Whether a row was left as it was issued: levels at most, and nothing else."""
    return row.weight is None and not any(_cells(row))


def is_filler(row: Indicator) -> bool:
    """Whether all that a row says is 无 or a dash, in one cell or in all."""
    cells = _cells(row)
    return not any(map(_says, cells)) and any(map(_is_unsaid, cells))


def same_text(one: str, two: str) -> bool:
    """Whether two texts read the same; a blank or 无 is the same as nothing else."""
    if not (_says(one) and _says(two)):
        return False
    # Ideographs are their own folded form, so two that differ settle it at once.
    if one[0] != two[0] and "一" <= one[0] <= "鿿" and "一" <= two[0] <= "鿿":
        return False
    return one == two or wording.plain(one) == wording.plain(two)


def _cells(row: Indicator) -> tuple[str, ...]:
    figure = row.target.number
    value = value_words(row.target) if figure is None else str(figure)
    return tuple(cell.strip() for cell in (row.level3, row.description, value, row.basis))


def _is_real(row: Indicator) -> bool:
    cells = _cells(row)
    return any(map(_says, cells)) or (row.weight is not None and not any(cells))


def _says(cell: str) -> bool:
    """Whether a cell says something: it is not blank, and not 无 or 不适用."""
    return bool(cell) and not says_nothing(cell)


def _is_unsaid(cell: str) -> bool:
    """Whether a cell says 无; 不适用 is lawful."""
    return says_nothing(cell) and not is_not_applicable(cell)
