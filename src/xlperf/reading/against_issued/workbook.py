"""The sheets that were sent against those that came back: every one once, and no other."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from ...findings import Finding
from ...form import Form
from ...identity import Identity
from ..filled import FilledPart, FilledProject
from ..origin import Origin
from ..telling import Telling
from .locked import hold_locked, hold_names
from .rows import hold_rows


class Held(NamedTuple):
    """What holding a workbook against what was issued found.

    Attributes:
        unreadable: codes of issued projects that came back and could not be read.
    """

    findings: tuple[Finding, ...]
    unreadable: frozenset[str]


def hold_against_issued(
    tell: Telling,
    form: Form,
    identity: Identity | None,
    origin: Origin,
    *,
    projects: Sequence[FilledProject],
    parts: Sequence[FilledPart] = (),
    unreadable: Collection[str],
) -> Held:
    """What was sent must have come back: every sheet once, every locked value unchanged.

    Args:
        unreadable: codes of projects whose sheets are known to be there, without a table.
    """
    found = list(_twice(tell, projects))
    if identity is None:
        return Held(tuple(found), frozenset(unreadable))
    for filled in projects:
        found += hold_locked(tell, form, filled, identity)
        found += hold_rows(tell, form, filled, identity.issued(filled.project.code))
    for part in parts:
        found += hold_names(tell, form, part, identity)
        found += hold_locked(tell, form, part, identity)
        found += hold_rows(tell, form, part, identity.issued(""))
    seen = {filled.project.code for filled in projects}
    known = set(unreadable)
    for code in identity.issued_codes():
        if code not in seen:
            renamed = _under_its_name(identity, code, projects)
            known |= {code} if renamed else set()
            found += _of_another_code(tell, form, code, renamed)
            gone = "group.project-gone" if form.is_grouped else "sheet.missing"
            found += () if code in known else tell(gone, found=code, project=code)
    recoded = {each.place.sheet for each in found if each.code == "issued.changed"}
    ours = {each.sheet for each in projects if each.sheet in recoded or origin.of_sheet(each.sheet)}
    if form.is_grouped:  # all stand on one sheet, which is ours
        ours, named = set(), {identity.issued(code).get("name", "") for code in known}
        projects = [each for each in projects if each.project.name not in named]
    found += _added(tell, identity, [each for each in projects if each.sheet not in ours])
    return Held(tuple(found), frozenset(known))


def _twice(tell: Telling, projects: Sequence[FilledProject]) -> Iterator[Finding]:
    """The second sheet of a project, and each after it."""
    seen: dict[str, str] = {}
    for filled in projects:
        code = filled.project.code
        if code and code in seen:
            cell = filled.where.get("code")
            yield from tell("sheet.twice", filled.sheet, cell, found=code, expected=seen[code])
        seen.setdefault(code, filled.sheet)


def _under_its_name(
    identity: Identity, code: str, projects: Sequence[FilledProject]
) -> list[FilledProject]:
    """Where an issued project that is nowhere stands after all, with a code nobody sent."""
    name = identity.issued(code).get("name", "")
    return [
        each
        for each in projects
        if name and each.project.name == name and not identity.issued(each.project.code)
    ]


def _of_another_code(
    tell: Telling, form: Form, code: str, projects: Sequence[FilledProject]
) -> Iterator[Finding]:
    for filled in projects:
        if "code" not in filled.refused:
            yield from tell(
                "issued.changed", filled.sheet, filled.where.get("code"),
                found=filled.project.code, expected=code, label=form.label("code"),
                project=code, path="code",
            )  # fmt: skip


def _added(
    tell: Telling, identity: Identity, projects: Sequence[FilledProject]
) -> Iterator[Finding]:
    """Sheets of projects that were never sent."""
    issued = frozenset(identity.issued_codes())
    for filled in projects:
        code = filled.project.code
        if issued and code and code not in issued:
            cell = filled.where.get("code")
            yield from tell("sheet.added", filled.sheet, cell, found=code, project=code)
