"""Which project an entry of the unit part speaks of: by its very name, or by one close to it."""

import difflib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from ..budget import Project, UnitPart, wording

_MOST_NEAR = 40
"""So many names are held against one: where there are more, those that share most with it."""
_MOST_SEEN = 400
_CLOSE = 0.6
"""Below this share of common characters two names are two projects."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its position, the words it names a project with, and the project if any.

    Attributes:
        exact: whether the words are the project's own name; False for a likely one.
    """

    position: int
    named: str
    project: Project | None
    exact: bool


class SeenPart(NamedTuple):
    """A unit's own part beside its projects, and each of its entries that says anything."""

    part: UnitPart
    projects: Sequence[Project]
    entries: Sequence[Entry]


def seen_entries(part: UnitPart, projects: Sequence[Project]) -> SeenPart:
    """A part with its entries, each looked at once."""
    return SeenPart(part, projects, entries(part, projects))


def entries(part: UnitPart, projects: Sequence[Project]) -> list[Entry]:
    """Every entry that says anything, with its project.

    A likely name is looked for only among projects that no entry names exactly: two projects
    of one unit often differ by two characters.
    """
    names = {wording.plain(project.name): project for project in projects}
    wanted = [wording.plain(goal.project) for goal in part.goals]
    named = {*wanted}
    left = {name: project for name, project in names.items() if name not in named}
    holding = _by_part(left)
    found = []
    for position, (goal, name) in enumerate(zip(part.goals, wanted, strict=True)):
        if not name and not goal.text.strip():
            continue
        project = names.get(name)
        near = [] if project else _near(name, left, holding)
        close = difflib.get_close_matches(name, near, n=1, cutoff=_CLOSE)
        likely = left[close[0]] if close else None
        found.append(Entry(position, goal.project, project or likely, project is not None))
    return found


def _parts(name: str) -> set[str]:
    """The signs of a name, and each two that stand together."""
    return {*name, *map("".join, pairwise(name))}


def _by_part(names: Collection[str]) -> Mapping[str, Sequence[str]]:
    """The names that hold each part."""
    found: dict[str, list[str]] = {}
    for name in names:
        for part in _parts(name):
            found.setdefault(part, []).append(name)
    return found


def _near(
    name: str, names: Collection[str], holding: Mapping[str, Sequence[str]]
) -> Collection[str]:
    """The names one may be close to: all of a few, of many those that share most."""
    if len(names) <= _MOST_NEAR:
        return names
    shared: Counter[str] = Counter()
    rarest = sorted(_parts(name) & holding.keys(), key=lambda part: (len(holding[part]), part))
    for part in rarest:
        shared.update(holding[part][: _MOST_SEEN - shared.total()])
    return [near for near, _ in shared.most_common(_MOST_NEAR)]
