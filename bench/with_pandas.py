"""What an office does without a library: pandas over calamine, merging and checking six things.

It believes its addresses and opens whatever it is given. Sheets are read by `read_excel` with
calamine as its engine, or by calamine itself; the checks are those of whole columns.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from python_calamine import CalamineWorkbook

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

_Sheets = Iterator[tuple[str, list[list[Any]]]]


def by_pandas(file: Path) -> _Sheets:
    """The sheets of a file, as pandas reads them."""
    book = pd.read_excel(file, sheet_name=None, header=None, engine="calamine", na_filter=False)
    for name, sheet in book.items():
        yield name, sheet.to_numpy().tolist()


def by_calamine(file: Path) -> _Sheets:
    """The same past pandas."""
    book = CalamineWorkbook.from_path(file)
    for name in book.sheet_names:
        yield name, book.get_sheet_by_name(name).to_python()


def merge(
    files: Sequence[Path],
    approved: Mapping[str, float],
    out: Path,
    sheets: Callable[[Path], _Sheets] = by_pandas,
) -> Merged:
    """Merge all returns into one workbook of units, projects, indicators and problems."""
    found: list[tuple[Any, ...]] = []
    rows: list[tuple[Any, ...]] = []
    for file in files:
        for name, sheet in sheets(file):
            if is_project(sheet):
                found.append(project_of(sheet, file.name, name))
                rows.extend(indicators_of(sheet))
    projects = pd.DataFrame(found, columns=PROJECT)
    numbers = ["budget", "fiscal", "other", "mar", "jun", "oct", "dec"]
    projects[numbers] = projects[numbers].apply(pd.to_numeric, errors="coerce")
    indicators = pd.DataFrame(rows, columns=INDICATOR)
    problems = pd.concat(_problems(projects, indicators, approved), ignore_index=True)
    totals = projects.groupby("unit")[["budget", "fiscal", "other"]].sum()
    with pd.ExcelWriter(out, engine="xlsxwriter") as writer:
        totals.to_excel(writer, sheet_name="units")
        projects.to_excel(writer, sheet_name="projects", index=False)
        indicators.to_excel(writer, sheet_name="indicators", index=False)
        problems.to_excel(writer, sheet_name="problems", index=False)
    return Merged(len(projects), round(float(projects["budget"].sum()), 2), len(problems))


def _problems(
    projects: pd.DataFrame, indicators: pd.DataFrame, approved: Mapping[str, float]
) -> Iterator[pd.DataFrame]:
    """Six checks: sum, plan, approved amount, goal, second levels, targets."""
    parts = projects["fiscal"].fillna(0) + projects["other"].fillna(0)
    yield _told(projects[(parts - projects["budget"]).abs() > 0.005], "sum")
    plan = projects[["mar", "jun", "oct", "dec"]]
    falls = (plan.ffill(axis=1).diff(axis=1) < 0).any(axis=1)
    yield _told(projects[(plan["dec"] != 1) | falls], "plan")
    known = projects["code"].map(approved)
    yield _told(projects[((known - projects["budget"]).abs() < 0.005) != True], "approved")  # noqa: E712
    goal = projects["goal"].astype(str)
    yield _told(projects[(goal == "") | goal.str.startswith("目标内容")], "goal")
    counts = pd.crosstab(indicators["code"], indicators["level2"])
    counts = counts.reindex(index=projects["code"], columns=list(LEVEL2S), fill_value=0)
    yield _told(projects[(counts == 0).any(axis=1).to_numpy()], "second level")
    bare = indicators[(indicators["number"] == "") & (indicators["words"] == "")]
    yield _told(bare.merge(projects[["code", "file", "sheet"]], on="code"), "target")


def _told(rows: pd.DataFrame, problem: str) -> pd.DataFrame:
    return rows[["file", "sheet", "code"]].assign(problem=problem)[list(PROBLEMS)]
