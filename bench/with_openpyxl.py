"""The same without pandas: openpyxl read-only, six checks, and a workbook written row by row."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from .form_places import (
    INDICATOR,
    LEVEL2S,
    PROBLEMS,
    PROJECT,
    Merged,
    indicators_of,
    is_project,
    project_of,
)


def merge(files: Sequence[Path], approved: Mapping[str, float], out: Path) -> Merged:
    """Merge all returns into one workbook of units, projects, indicators and problems."""
    book = Workbook(write_only=True)
    units, projects, indicators, problems = map(
        book.create_sheet, ("units", "projects", "indicators", "problems")
    )
    projects.append(PROJECT)
    indicators.append(INDICATOR)
    problems.append(PROBLEMS)
    totals: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    count = told = 0
    for file in files:
        returned = load_workbook(file, read_only=True, data_only=True)
        for sheet in returned.worksheets:
            rows = list(sheet.iter_rows(values_only=True))
            if not is_project(rows):
                continue
            project, own = project_of(rows, file.name, str(sheet.title)), indicators_of(rows)
            count += 1
            projects.append(project)
            for row in own:
                indicators.append(row)
            for problem in _problems(project, own, approved):
                told += 1
                problems.append((*project[1:4], problem))
            totals[project[0]] = [
                total + (each or 0)
                for total, each in zip(totals[project[0]], project[5:8], strict=True)
            ]
        returned.close()
    units.append(("unit", "budget", "fiscal", "other"))
    for unit, amounts in totals.items():
        units.append((unit, *amounts))
    book.save(out)
    return Merged(count, round(sum(each[0] for each in totals.values()), 2), told)


def _problems(
    project: Sequence[Any], own: Sequence[Sequence[Any]], approved: Mapping[str, float]
) -> Iterator[str]:
    """Six checks: sum, plan, approved amount, goal, second levels, targets."""
    code, (budget, fiscal, other), plan, goal = project[3], project[5:8], project[9:13], project[13]
    if abs((fiscal or 0) + (other or 0) - (budget or 0)) > 0.005:
        yield "sum"
    given = [each for each in plan if each is not None]
    if plan[-1] != 1 or any(left > right for left, right in pairwise(given)):
        yield "plan"
    known = approved.get(code)
    if known is None or budget is None or not abs(known - budget) < 0.005:
        yield "approved"
    if not goal or str(goal).startswith("目标内容"):
        yield "goal"
    if {*LEVEL2S} - {row[2] for row in own}:
        yield "second level"
    for row in own:
        if row[7] is None and not row[8]:
            yield "target"
