"""A list of projects held to the form, before anything is written: what only the office can mend.

The form's own level holds: an error stops, a warning is told, off is silent.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from ..budget import MONEY, wording
from ..findings import Finding, Level, Place, level_of
from ..form import Form
from ..rules import check_approved
from .projects import ListedProject

_OPEN = frozenset(
    {
        "master.negative", "master.unseen", "master.total-differs", "master.sheet-hidden",
        "master.unit-codes", "master.project-codes", "master.covered",
    }
)  # fmt: skip
"""Findings of the list whose level the form may set: with the others nothing could be read."""


def heard(findings: Iterable[Finding], form: Form) -> list[Finding]:
    """The findings at the form's own levels, without those it turned off."""
    levelled = (_levelled(each, form) for each in findings)
    return [each for each in levelled if each.level is not Level.OFF]


def _levelled(finding: Finding, form: Form) -> Finding:
    if finding.code not in _OPEN or finding.code not in form.levels:
        return finding
    return Finding(
        finding.code, form.levels[finding.code], finding.place, finding.project, finding.field,
        finding.found, finding.values,
    )  # fmt: skip


def held(projects: Sequence[ListedProject], form: Form, file: str) -> Iterator[Finding]:
    """What is wrong with the projects of a list, in the form's unit of money."""
    yield from _twice(projects, file)
    yield from _unit_names(projects, file)
    yield from _alike(projects, file)
    for each in projects:
        for said in check_approved(each.project, form):
            yield Finding(
                said.code, level_of(said.code, form.levels), _place(each, said.field, file),
                each.project.code, said.field, said.found, said.values,
            )  # fmt: skip
        yield from _negative(each, form, file)


def parts_that_differ(projects: Iterable[ListedProject]) -> list[ListedProject]:
    """Projects whose parts do not add up to their budget."""
    return [each for each in projects if not _adds_up(each)]


def _adds_up(listed: ListedProject) -> bool:
    parts = [getattr(listed.project, name) for name in MONEY if name != "budget"]
    known = [part for part in parts if part is not None]
    return not known or sum(known, Decimal(0)) == listed.project.budget


def _place(listed: ListedProject, field: str, file: str) -> Place:
    cell = listed.cells.get(field, listed.cells["code"])
    return Place(file, listed.sheet, str(cell))


def _where(listed: ListedProject, field: str, beside: ListedProject) -> str:
    """A cell, with its sheet where that is another."""
    place = _place(listed, field, "")
    return place.cell if listed.sheet == beside.sheet else str(place)


def _finding(
    code: str, listed: ListedProject, field: str, file: str, found: object, **values: object
) -> Finding:
    texts = {name: str(each) for name, each in values.items()}
    return Finding(
        code, level_of(code), _place(listed, field, file), listed.project.code, field,
        str(found), texts,
    )  # fmt: skip


def _twice(projects: Iterable[ListedProject], file: str) -> Iterator[Finding]:
    first: dict[str, ListedProject] = {}
    for each in projects:
        code = each.project.code
        known = first.setdefault(code, each)
        if known is not each:
            where = _where(known, "code", each)
            yield _finding("master.listed-twice", each, "code", file, code, first=where)


def _unit_names(projects: Iterable[ListedProject], file: str) -> Iterator[Finding]:
    """One code of a unit has one name; each other name is told once."""
    first: dict[str, ListedProject] = {}
    told: set[tuple[str, str]] = set()
    for each in projects:
        known = first.setdefault(each.unit.code, each)
        name = wording.plain(each.unit.name)
        if wording.plain(known.unit.name) != name and (each.unit.code, name) not in told:
            told.add((each.unit.code, name))
            yield _finding(
                "master.unit-name", each, "unit.name" if "unit.name" in each.cells else "code",
                file, each.unit.name, unit=each.unit.code, first=known.unit.name,
            )  # fmt: skip


def _alike(projects: Sequence[ListedProject], file: str) -> Iterator[Finding]:
    """One name under two codes: of a unit in the list, of a project in its unit."""
    yield from _two_codes(
        projects, file, "unit.code",
        name=lambda each: wording.plain(each.unit.name), code=lambda each: each.unit.code,
    )  # fmt: skip
    yield from _two_codes(
        projects, file, "code",
        name=lambda each: each.unit.code + "\n" + wording.plain(each.project.name),
        code=lambda each: each.project.code,
    )  # fmt: skip


def _two_codes(
    projects: Iterable[ListedProject], file: str, field: str, *,
    name: Callable[[ListedProject], str], code: Callable[[ListedProject], str],
) -> Iterator[Finding]:  # fmt: skip
    what = "unit" if field == "unit.code" else "project"
    known: dict[str, dict[str, ListedProject]] = {}
    for each in projects:
        codes = known.setdefault(name(each), {})
        if code(each) in codes or not name(each).strip():
            continue
        for other, first in list(codes.items())[:1]:
            same = _differ_by_zeros(code(each), other)
            yield _finding(
                f"master.{what}-codes" + ("-zeros" if same else ""), each, field, file, code(each),
                name=each.unit.name if what == "unit" else each.project.name,
                other=other, first=_where(first, field, each),
            )  # fmt: skip
        codes[code(each)] = each


def _differ_by_zeros(code: str, other: str) -> bool:
    """Whether two codes are one that was a number once: 025001 and 25001."""
    return code.lstrip("0") == other.lstrip("0")


def _negative(listed: ListedProject, form: Form, file: str) -> Iterator[Finding]:
    for name in MONEY:
        amount: Decimal | None = getattr(listed.project, name)
        if amount is not None and amount < 0:
            yield _finding(
                "master.negative", listed, name, file, form.money.printed(amount),
                column=form.label(name), unit=form.money.unit,
            )  # fmt: skip


def totals_by_unit(projects: Iterable[ListedProject]) -> Mapping[str, list[ListedProject]]:
    """The projects of each unit, in the order of the list."""
    found: dict[str, list[ListedProject]] = {}
    for each in projects:
        found.setdefault(each.unit.code, []).append(each)
    return found
