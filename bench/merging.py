"""What an office does without a library: a pandas script that merges the returns.

It believes its addresses, checks nothing, and writes the totals as plain numbers; it is here
for its cost only. The engine is calamine, the fastest pandas has.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

_AMOUNTS = {"budget": (5, 3), "fiscal": (5, 5), "other": (5, 9)}
_PURPOSE, _GOAL, _PLAN, _ROWS = (6, 2), (9, 2), 8, 11


def merge(files: Sequence[Path], out: Path) -> float:
    """Merge all returns into one workbook of projects, indicators and totals; their sum."""
    projects: list[dict[str, Any]] = []
    indicators: list[pd.DataFrame] = []
    for file in files:
        sheets = pd.read_excel(file, sheet_name=None, header=None, engine="calamine")
        for name, sheet in sheets.items():
            if sheet.shape[0] > _ROWS and sheet.iat[4, 1] == "项目编码":
                projects.append(_project(file, str(name), sheet))
                indicators.append(_indicators(sheet))
    table = pd.DataFrame(projects)
    rows = pd.concat(indicators, ignore_index=True)
    totals = table.groupby("unit")[list(_AMOUNTS)].sum()
    with pd.ExcelWriter(out, engine="xlsxwriter") as writer:
        totals.to_excel(writer, sheet_name="units")
        table.to_excel(writer, sheet_name="projects", index=False)
        rows.to_excel(writer, sheet_name="indicators", index=False)
    return float(totals["budget"].sum())


def _project(file: Path, name: str, sheet: pd.DataFrame) -> dict[str, Any]:
    return {
        "unit": sheet.iat[2, 1],
        "file": file.name,
        "sheet": name,
        "code": sheet.iat[4, 2],
        "name": sheet.iat[4, 5],
        **{field: sheet.iat[at] for field, at in _AMOUNTS.items()},
        "purpose": sheet.iat[_PURPOSE],
        "goal": sheet.iat[_GOAL],
        **{f"plan{column}": sheet.iat[_PLAN, column] for column in (2, 4, 5, 6)},
    }


def _indicators(sheet: pd.DataFrame) -> pd.DataFrame:
    rows = sheet.iloc[_ROWS:, 1:10]
    rows = rows[rows[3].notna()].copy()
    rows["code"] = str(sheet.iat[4, 2])
    return rows
