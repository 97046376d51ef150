"""Rows of the indicator table by their keys: a unit moves rows about, their keys stay."""

from collections.abc import Mapping
from typing import TypeVar

from ..budget import Project
from ..reading import FilledProject

T = TypeVar("T")


def keyed(theirs: FilledProject, base: Mapping[str, str]) -> Project:
    """A project with a key for every row; a new row never gets one that was given out before."""
    rows = theirs.project.indicators
    known = {path.split(".")[1] for path in base if path.startswith("indicators.")}
    taken = {each.key for each in rows} | known
    fresh = (key for number in range(1, 100_000) if (key := f"R{number:03d}") not in taken)
    named = [each if each.key else each.model_copy(update={"key": next(fresh)}) for each in rows]
    return theirs.project.model_copy(update={"indicators": tuple(named)})


def typed_by_key(project: Project, typed: Mapping[str, str | float]) -> dict[str, str | float]:
    """What was typed and not read, by the keys of rows; what a target keeps whole is left out."""
    whole = {row.key: row.target.raw for row in project.indicators}
    return {
        path: value
        for path, value in by_key(project, typed).items()
        if not (_is_row(path) and str(value) in whole.get(path.split(".")[1], ""))
    }


def by_key(project: Project, values: Mapping[str, T]) -> dict[str, T]:
    """Values by path, rows by their keys instead of their numbers on the unit's sheet."""
    found: dict[str, T] = {}
    for path, value in values.items():
        _, _, rest = path.partition(".")
        number, _, name = rest.partition(".")
        if _is_row(path) and number.isdigit():
            found[f"indicators.{project.indicators[int(number)].key}.{name}"] = value
        else:
            found[path] = value
    return found


def by_row(project: Project, values: Mapping[str, T]) -> dict[str, T]:
    """The same by the numbers of a project's rows, as they stand on its new sheet."""
    places = {row.key: number for number, row in enumerate(project.indicators)}
    found: dict[str, T] = {}
    for path, value in values.items():
        _, _, rest = path.partition(".")
        key, _, name = rest.partition(".")
        if not _is_row(path):
            found[path] = value
        elif key in places:
            found[f"indicators.{places[key]}.{name}"] = value
    return found


def _is_row(path: str) -> bool:
    return path.startswith("indicators.")
