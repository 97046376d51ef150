"""Records as texts by path, and back: what is remembered of them, and compared later."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from .fields import MONEY
from .money import MoneyUnit
from .nouns import Goal, Indicator, Plan, PlanPoint, Project, UnitPart
from .target import Target

_PARTS = ("sign", "number", "unit")
_FIGURE = re.compile(r"-?[0-9]{1,400}(?:\.[0-9]{1,400})?")
_ENTRY = re.compile(r"(?:overall|safeguards)\.([0-9]{1,6})|goals\.([0-9]{1,6})\.(?:project|text)")


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


def target_texts(key: str, target: Target) -> Iterator[tuple[str, str]]:
    """The parts of a target whose printed value alone does not tell them, by path."""
    if not Target.parse(target.raw).same_parts(target):
        figure = "" if target.number is None else f"{target.number:f}"
        parts = (target.sign, figure, target.words)
        for name, text in zip(_PARTS, parts, strict=True):
            yield f"indicators.{key}.{name}", text


def project_of(texts: Mapping[str, str]) -> Project:
    """A project out of its texts by path.

    Raises:
        ValueError: a figure is none.
    """
    rows: dict[str, dict[str, str]] = {}
    for path, text in texts.items():
        head, _, rest = path.partition(".")
        if head == "indicators":
            key, _, name = rest.partition(".")
            rows.setdefault(key, {})[name] = text
    plan = [(path.removeprefix("plan."), text) for path, text in texts.items() if _is(path, "plan")]
    return Project(
        **{name: texts.get(name, "") for name in ("code", "name", "purpose", "goal")},
        **{name: _figure(texts.get(name, "")) for name in MONEY},
        plan=Plan(points=tuple(PlanPoint(date=d, percent=_figure(text)) for d, text in plan)),
        extra={p.removeprefix("extra."): text for p, text in texts.items() if _is(p, "extra")},
        indicators=tuple(_row_of(key, row) for key, row in rows.items()),
    )


def _is(path: str, head: str) -> bool:
    return path.startswith(f"{head}.")


def _row_of(key: str, texts: Mapping[str, str]) -> Indicator:
    target = Target.parse(texts.get("value", ""))
    if any(name in texts for name in _PARTS):
        sign, figure, words = (texts.get(name, "") for name in _PARTS)
        target = Target.of(sign, _figure(figure), words).model_copy(update={"raw": target.raw})
    names = ("level1", "level2", "level3", "description", "basis")
    return Indicator(
        key=key,
        **{name: texts.get(name, "") for name in names},
        target=target,
        weight=_figure(texts.get("weight", "")),
    )


def part_of(texts: Mapping[str, str]) -> UnitPart:
    """The unit's own part out of its texts by path, in the order of their numbers.

    Raises:
        ValueError: a path is none of an entry.
    """
    numbers = sorted({_number_of(path) for path in texts})
    return UnitPart(
        overall=tuple(texts[p] for n in numbers if (p := f"overall.{n}") in texts),
        goals=tuple(
            Goal(project=texts.get(f"goals.{n}.project", ""), text=texts.get(f"goals.{n}.text", ""))
            for n in numbers
            if f"goals.{n}.project" in texts or f"goals.{n}.text" in texts
        ),
        safeguards=tuple(texts[p] for n in numbers if (p := f"safeguards.{n}") in texts),
    )


def _number_of(path: str) -> int:
    entry = _ENTRY.fullmatch(path)
    if entry is None:
        raise ValueError(path)
    return int(entry[1] or entry[2])


def _figure(text: str) -> Decimal | None:
    """A figure as it is remembered: no exponents, nothing that is no number."""
    if text and not _FIGURE.fullmatch(text):
        raise ValueError(text)
    return Decimal(text) if text else None
