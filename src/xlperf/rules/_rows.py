"""The rows of an indicator table as the rules see them: real, empty, or saying nothing.

A row that says nothing (无 in every cell) is told of once, by the rule for filler rows; all
other rules look at the real rows only, so that one empty thought draws one finding.
"""

from collections.abc import Iterator

from ..budget import Indicator, Project, Target, wording

NOTHING = frozenset({"无", "暂无", "没有", "—", "——", "-", "--", "/"})
"""What people write to have written something."""

NOT_APPLICABLE = "不适用"
"""A lawful statement, unlike 无: the unit says that it looked and that nothing applies."""

_UNSAID = NOTHING | {NOT_APPLICABLE, ""}


def value_words(target: Target) -> str:
    """What stands in place of a figure: the text, or the sign chosen from the list."""
    return target.text or target.sign


def real_rows(project: Project) -> Iterator[tuple[int, Indicator]]:
    """The rows that say something, each with its position in the table."""
    for position, row in enumerate(project.indicators):
        if row.level3.strip() not in _UNSAID or _is_real(row):
            yield position, row


def is_empty(row: Indicator) -> bool:
    """Whether a row was left as it was issued: levels at most, and nothing else."""
    return row.weight is None and not any(_cells(row))


def is_filler(row: Indicator) -> bool:
    """Whether all that a row says is 无 or a dash, in one cell or in all."""
    cells = _cells(row)
    return _UNSAID.issuperset(cells) and not NOTHING.isdisjoint(cells)


def same_text(one: str, two: str) -> bool:
    """Whether two texts read the same; a blank or 无 is the same as nothing else."""
    if one in _UNSAID or two in _UNSAID:
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
    return not _UNSAID.issuperset(cells) or (row.weight is not None and not any(cells))
