"""The weights of each first level add up to what one of the form's tables gives it.

Forms of the central ministries score every row, so a point too many shifts the whole score.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from ..budget import Project
from ..findings import Remark, remark
from ..form import Form

_ZERO = Decimal(0)


def check(project: Project, form: Form) -> Iterator[Remark]:
    """Remark on each first level that is off, measured by the table that fits best."""
    sums = _sums(project, form) if form.weights else {}
    if not any(sums.values()):
        return
    table = min(form.weights, key=lambda each: (len(_off(sums, each)), set(each) != set(sums)))
    for level1 in _off(sums, table):
        yield remark(
            "indicators.weights",
            _place(project, form, level1),
            f"{sums.get(level1, _ZERO):f}",
            level1=level1,
            expected=table.get(level1, 0),
            table="、".join(f"{name} {points}" for name, points in table.items()),
        )


def _sums(project: Project, form: Form) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for row in project.indicators:
        if row.weight is not None:
            level1 = form.level1_of(row.level1) or row.level1
            sums[level1] = sums.get(level1, _ZERO) + row.weight
    return sums


def _off(sums: Mapping[str, Decimal], table: Mapping[str, int]) -> list[str]:
    """The first levels whose sum is not the table's, those the table has not at the end."""
    levels = dict.fromkeys((*table, *sums))
    return [level1 for level1 in levels if sums.get(level1, _ZERO) != table.get(level1, 0)]


def _place(project: Project, form: Form, level1: str) -> str:
    """The first weight of a first level, or the table as a whole where it has none."""
    for position, row in enumerate(project.indicators):
        if row.weight is not None and (form.level1_of(row.level1) or row.level1) == level1:
            return f"indicators.{position}.weight"
    return "indicators"
