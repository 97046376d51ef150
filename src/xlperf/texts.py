"""Records as texts by path: what is remembered of them, and compared later."""

from collections.abc import Iterator

from .budget import Project, UnitPart
from .money import MoneyUnit


def project_texts(money: MoneyUnit, project: Project) -> Iterator[tuple[str, str]]:
    """A project's values by path, blanks too; an indicator's under its key, not its row."""
    yield "code", project.code
    yield "name", project.name
    for name in ("budget", "fiscal", "other"):
        yield name, money.printed(getattr(project, name))
    yield "purpose", project.purpose
    yield "goal", project.goal
    for point in project.plan:
        yield f"plan.{point.date}", "" if point.percent is None else f"{point.percent:f}"
    for name, text in project.extra.items():
        yield f"extra.{name}", text
    for each in project.indicators:
        head = f"indicators.{each.key}"
        for name in ("level1", "level2", "level3", "description", "basis"):
            yield f"{head}.{name}", getattr(each, name)
        yield f"{head}.value", each.target.raw
        yield f"{head}.weight", "" if each.weight is None else f"{each.weight:f}"


def part_texts(part: UnitPart) -> Iterator[tuple[str, str]]:
    """The values of the unit's own part by path, an entry a number."""
    for number, text in enumerate(part.overall):
        yield f"overall.{number}", text
    for number, goal in enumerate(part.goals):
        yield f"goals.{number}.project", goal.project
        yield f"goals.{number}.text", goal.text
    for number, text in enumerate(part.safeguards):
        yield f"safeguards.{number}", text
