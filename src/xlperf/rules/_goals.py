"""Which project an entry of the unit part speaks of: by its very name, or by one close to it."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from ..budget import Project, UnitPart, wording

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


def entries(part: UnitPart, projects: Sequence[Project]) -> list[Entry]:
    """Every entry that says anything, with its project.

    A likely name is looked for only among projects that no entry names exactly: two projects
    of one unit often differ by two characters.
    """
    names = {wording.plain(project.name): project for project in projects}
    wanted = [wording.plain(goal.project) for goal in part.goals]
    left = {name: project for name, project in names.items() if name not in set(wanted)}
    found = []
    for position, (goal, name) in enumerate(zip(part.goals, wanted, strict=True)):
        if not name and not goal.text.strip():
            continue
        project = names.get(name)
        close = difflib.get_close_matches(name, left, n=1, cutoff=_CLOSE) if not project else []
        likely = left[close[0]] if close else None
        found.append(Entry(position, goal.project, project or likely, project is not None))
    return found
