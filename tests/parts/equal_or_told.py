"""The check that every story about rough hands ends with: equal to what was filled, or told.

An amount that comes back is the one that was filled in, or an error stands at its very cell; any
other figure, or an error on its sheet blocks the file. One that does not come back is told, on
its sheet or with its project, and none comes from nowhere.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from xlperf.budget.fields import MONEY
from xlperf.budget.nouns import Project
from xlperf.findings.finding import Finding, Level
from xlperf.reading.filled import Filled, FilledProject

Figures = dict[str, Decimal | None]
TOLD = (Level.ERROR, Level.WARNING)


def equal_or_told(filled: Filled, expected: Iterable[Project]) -> None:
    """Hold a file that came back against the projects that were filled in.

    Raises:
        AssertionError: a figure is another one, or is gone without a word.
    """
    wanted = {project.code: figures_of(project) for project in expected}
    for code in wanted.keys() - {each.project.code for each in filled.projects}:
        assert list(errors(filled)), f"{code} is gone without a word"
    for each in filled.projects:
        if each.project.code not in wanted:
            assert list(heard(filled, each)), f"{each.project.code!r} came from nowhere"
            continue
        there = figures_of(each.project)
        for path, figure in wanted[each.project.code].items():
            _compare(filled, each, path, there.get(path), figure)
        for path in there.keys() - wanted[each.project.code].keys():
            assert list(heard(filled, each)), f"{path} came from nowhere: {there[path]}"


def figures_of(project: Project) -> Figures:
    """Every figure of a project by what it is called, wherever it stands."""
    found: Figures = {name: getattr(project, name) for name in MONEY}
    found |= {f"plan.{point.date}": point.percent for point in project.plan}
    for row in project.indicators:
        found |= {f"{row.level3} number": row.target.number, f"{row.level3} weight": row.weight}
    return {path: figure for path, figure in found.items() if figure is not None}


def errors(filled: Filled) -> Iterator[Finding]:
    """What blocks the file, or says that the list of what was issued did not come along."""
    return (
        each
        for each in filled.findings
        if each.level is Level.ERROR or each.code.startswith("identity")
    )


def heard(filled: Filled, about: FilledProject) -> Iterator[Finding]:
    """The errors and warnings on the sheet of a project, or about it."""
    code = about.project.code
    for each in filled.findings:
        if each.level in TOLD and (each.place.sheet == about.sheet or each.project == code != ""):
            yield each


def _compare(
    filled: Filled, about: FilledProject, path: str, now: Decimal | None, then: Decimal | None
) -> None:
    if now == then:
        return
    if now is None:
        assert list(heard(filled, about)), f"{about.sheet}: {path} {then} is gone without a word"
        return
    cell = str(about.where[path]) if path in MONEY else ""
    blocking = [
        each
        for each in heard(filled, about)
        if each.level is Level.ERROR and cell in ("", each.place.cell)
    ]
    assert blocking, f"{about.sheet}!{cell}: {path} {then} became {now} without a word"
