"""The rows of a list where a round counts units: each names one, or is a total, or a note.

Several rows may name one unit, as the projects of a budget do.
"""

import re
from collections.abc import Sequence

from ..budget import wording
from .rows import Row, Sort, SortedRow, Sums, kind_of, says_total

_SIGNED = re.compile(r"(?:制表|填表|填报|编制|报送|审核|复核|经办|负责|联系)(?:人|人员|单位)?|日期")
"""What stands before a signature: its row names no unit."""


def sorted_unit_rows(rows: Sequence[Row]) -> list[SortedRow]:
    """Say of each row what it is; a total is held against the rows it may add up."""
    units = [row for row in rows if row.is_whole and not says_total(row.unit)]
    codes, kinds = {row.code for row in units}, {kind_of(row.code) for row in units}
    sorts = [_sort(row, codes, kinds) for row in rows]
    likely = [sort is Sort.PROJECT for sort in sorts]
    # a value of a unit may stand in each of its rows: only where it has one a sum says something
    is_sum = len(codes) == sum(likely)
    adding = Sums(rows, likely)
    found = []
    for number, (row, sort) in enumerate(zip(rows, sorts, strict=True)):
        is_held = sort is Sort.TOTAL and is_sum and row.amounts
        sums = adding.any(number) if is_held else ()
        found.append(SortedRow(row, sort, sums or (), agrees=sums is not None))
    return found


def _sort(row: Row, codes: set[str], kinds: set[str]) -> Sort:
    if not row.is_whole:
        if row.says_total:
            return Sort.TOTAL
        if row.unit or row.is_code_unread or (row.code and kind_of(row.code) in kinds):
            return Sort.PROJECT  # what it lacks is told
        return Sort.REFUSED if row.has_figures else Sort.NOTE
    if says_total(row.unit):
        return Sort.TOTAL if row.code in codes else Sort.REFUSED
    return Sort.NOTE if _SIGNED.fullmatch(wording.heading(row.code)) else Sort.PROJECT
