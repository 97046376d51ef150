"""What merged ranges cover: the same on all sheets that have them alike, and so worked out once."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from .address import Box

_SHAPES = 64
_FEW = 5_000
"""So many covered cells are remembered of a sheet; with more, each sheet is looked at anew."""


class MergedRanges(NamedTuple):
    """The merged ranges of a used area.

    Attributes:
        crossing: those that cross each of its rows.
        covered: the cells they cover, but for the first of each; None where there are many.
    """

    crossing: Mapping[int, Sequence[Box]]
    covered: frozenset[tuple[int, int]] | None


def merged_ranges(merges: Sequence[Box], area: Box) -> MergedRanges:
    """What merged ranges cover of a used area."""
    known = tuple(merges)
    if _inside(known, area) > _FEW:
        return MergedRanges(_crossing(merges, area), None)
    return _remembered(known, area)


@lru_cache(maxsize=_SHAPES)
def _inside(merges: tuple[Box, ...], area: Box) -> int:
    """How many cells merged ranges take."""
    return sum(
        max(0, _last(box, area) - box.top + 1) * (box.right - box.left + 1) for box in merges
    )


@lru_cache(maxsize=_SHAPES)
def _remembered(merges: tuple[Box, ...], area: Box) -> MergedRanges:
    covered = {
        (row, column)
        for box in merges
        for row in range(box.top, _last(box, area) + 1)
        for column in range(box.left, box.right + 1)
        if (row, column) != box[:2]
    }
    return MergedRanges(_crossing(merges, area), frozenset(covered))


def _crossing(merges: Sequence[Box], area: Box) -> Mapping[int, Sequence[Box]]:
    found: dict[int, list[Box]] = {}
    for box in merges:
        for row in range(max(box.top, area.top), _last(box, area) + 1):
            found.setdefault(row, []).append(box)
    return found


def _last(box: Box, area: Box) -> int:
    return min(box.bottom, area.bottom)
