"""The entries of two lists side by side, though some moved, came or went."""

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TypeVar

T = TypeVar("T")


def paired(
    before: Sequence[T], after: Sequence[T], *identities: Callable[[T], str]
) -> list[tuple[T | None, T | None]]:
    """Pair what has the same identity: by the first of them, then the rest by the next.

    Of several with one identity, the first goes with the first. They come in the order of the
    later list; what is only in the earlier one follows.
    """
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for identity in identities:
        waiting: dict[str, list[int]] = {}
        for at, each in enumerate(before):
            if at not in taken:
                waiting.setdefault(identity(each), []).append(at)
        for at, each in enumerate(after):
            name = identity(each)
            if at not in partner and name and waiting.get(name):
                partner[at] = waiting[name].pop(0)
                taken.add(partner[at])
    made: list[tuple[T | None, T | None]] = [
        (before[partner[at]] if at in partner else None, each) for at, each in enumerate(after)
    ]
    return made + [(each, None) for at, each in enumerate(before) if at not in taken]


def aligned(
    before: Sequence[T], after: Sequence[T], identity: Callable[[T], str]
) -> list[tuple[T | None, T | None]]:
    """Pair entries that have no identity but what they say: equal ones, then those between."""
    one, other = [identity(each) for each in before], [identity(each) for each in after]
    made: list[tuple[T | None, T | None]] = []
    for _, start, end, begin, stop in SequenceMatcher(None, one, other, False).get_opcodes():
        made += zip_longest(before[start:end], after[begin:stop])
    return made
