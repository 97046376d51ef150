"""A list of projects held to the form, before anything is written: what only the office can mend.

The form's own level holds: an error stops, a warning is told, off is silent.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from ..budget import MONEY, UnitPart, Values, value_text, wording
from ..findings import Finding, Level, Place, Remark, level_of
from ..form import Form
from ..rules import check_approved, check_approved_part
from .declared_columns import Asked
from .projects import ListedProject

_OPEN = frozenset({"master.negative", "master.unit-codes-type", "cell.covered"})
"""Errors whose level the form may set: with all others something could not be read."""


def heard(findings: Iterable[Finding], form: Form) -> list[Finding]:
    """The findings at the form's own levels, without those it turned off."""
    levelled = (_levelled(each, form) for each in findings)
    return [each for each in levelled if each.level is not Level.OFF]


def _levelled(finding: Finding, form: Form) -> Finding:
    is_open = finding.code in _OPEN or level_of(finding.code, own=finding.own) is not Level.ERROR
    if not is_open or finding.code not in form.levels:
        return finding
    return replace(finding, level=form.levels[finding.code])


def held(projects: Sequence[ListedProject], asked: Asked, file: str) -> Iterator[Finding]:
    """What is wrong with the projects of a list, in the form's unit of money."""
    form = asked.form
    if not asked.counts_units:
        yield from _twice([each for each in projects if "code" not in each.refused], file)
    of_units = [e for e in projects if e.refused.isdisjoint(("unit.code", "unit.name"))]
    yield from _unit_names(of_units, file)
    yield from _alike(of_units, file)
    yield from _unit_values(of_units, asked, file)
    for each in projects if not asked.counts_units else ():
        yield from _said(each, _remarks(each, form), form, file)
        yield from _negative(each, form, file)
    for mine in totals_by_unit(of_units).values():
        part = UnitPart(declared=part_of(mine))
        for said in check_approved_part(part, form):
            first = next((each for each in mine if said.field in each.part), mine[0])
            yield from _said(first, [said], form, file)


def _said(
    listed: ListedProject, remarks: Iterable[Remark], form: Form, file: str
) -> Iterator[Finding]:
    for said in remarks:
        yield Finding(
            said.code, level_of(said.code, form.levels, said.own),
            _place(listed, said.field, file), listed.project.code, said.field, said.found,
            said.values, own=said.own,
        )  # fmt: skip


def part_of(listed: Iterable[ListedProject]) -> Values:
    """The declared fields of a unit, as the first of its rows that gives each has them."""
    found: Values = {}
    for each in listed:
        found = {**each.part, **found}
    return found


def _unit_values(projects: Iterable[ListedProject], asked: Asked, file: str) -> Iterator[Finding]:
    """A field of a unit is the same in all its rows, or stands in one of them."""
    for mine in totals_by_unit(projects).values():
        first: dict[str, ListedProject] = {}
        for each in mine:
            for name, value in each.part.items():
                known = first.setdefault(name, each)
                if known.part[name] != value:
                    yield _finding(
                        "master.unit-value", each, name, file, value_text(value),
                        unit=str(each.unit), column=asked.label(name),
                        other=value_text(known.part[name]), first=_where(known, name, each),
                    )  # fmt: skip


def _remarks(listed: ListedProject, form: Form) -> Iterator[Remark]:
    """What the rules say of what could be read; an amount that could not says nothing of others."""
    is_whole = listed.refused.isdisjoint(MONEY)
    for said in check_approved(listed.project, form):
        if said.field not in listed.refused and (is_whole or said.field not in MONEY):
            yield said


def parts_that_differ(projects: Iterable[ListedProject]) -> list[ListedProject]:
    """Projects whose parts do not add up to their budget."""
    return [each for each in projects if not _adds_up(each)]


def _adds_up(listed: ListedProject) -> bool:
    parts = [getattr(listed.project, name) for name in MONEY if name != "budget"]
    known = [part for part in parts if part is not None]
    return not known or sum(known, Decimal(0)) == listed.project.budget


def _place(listed: ListedProject, field: str, file: str) -> Place:
    cell = listed.cells.get(field, listed.key)
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
                "master.unit-name", each, "unit.name" if "unit.name" in each.cells else "unit.code",
                file, each.unit.name, unit=each.unit.code, first=known.unit.name,
            )  # fmt: skip


def _alike(projects: Sequence[ListedProject], file: str) -> Iterator[Finding]:
    """One name under two codes: of a unit in the list, of a project in its unit."""
    yield from _two_codes(projects, file, "unit.code", name=lambda each: each.unit.name)
    read = [each for each in projects if each.refused.isdisjoint(("code", "name"))]
    for listed in totals_by_unit(read).values():
        yield from _two_codes(listed, file, "code", name=lambda each: each.project.name)


def _two_codes(
    projects: Iterable[ListedProject], file: str, field: str, *,
    name: Callable[[ListedProject], str],
) -> Iterator[Finding]:  # fmt: skip
    """Each other code of a name once, at the first row that has it."""
    what, known = ("unit" if field == "unit.code" else "project"), dict[str, _Codes]()
    for each in projects:
        codes = known.setdefault(wording.plain(name(each)), {})
        spelled = (_code(each, field), what == "unit" and field in each.numbers)
        if spelled in codes or not name(each).strip():
            continue
        if codes:
            other = _nearest(spelled[0], [code for code, _ in codes])
            first = next(listed for (code, _), listed in codes.items() if code == other)
            kind = _difference(spelled[0], other)
            yield _finding(
                f"master.{what}-codes{kind}", each, field, file, spelled[0], name=name(each),
                other=other, first=_where(first, field, each),
            )  # fmt: skip
        codes[spelled] = each


_Codes = dict[tuple[str, bool], ListedProject]
"""The first project under each spelling of a code: the code, and whether it is a number."""


def _code(listed: ListedProject, field: str) -> str:
    return listed.unit.code if field == "unit.code" else listed.project.code


def _nearest(code: str, others: Sequence[str]) -> str:
    """Another code that this one may be a spelling of, or the first there is."""
    return next((each for each in others if _difference(code, each)), others[0])


def _difference(code: str, other: str) -> str:
    """How two codes differ: in their type alone, in zeros a number loses, or altogether."""
    if code == other:
        return "-type"
    return "-zeros" if _as_number(code) == _as_number(other) else ""


def _as_number(code: str) -> str:
    """A code as it would be left by a cell for numbers: 025001 as 25001, 12.10 as 12.1."""
    plain = code.lstrip("0")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


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
