"""DataFrames at the borders: results out, a master budget in. The only module that knows pandas.

pandas takes half a second to load, so it is loaded by whoever makes a frame, and by no command.
Amounts stay `Decimal` (dtype object), so that a sum is exact; `df["budget"].astype(float)` makes
them floats where that is wanted. A blank amount is None.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from numbers import Real
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..budget import MONEY, Master
from ..findings import Finding, Lang
from ..form import Form
from ..master import Reconciliation, list_form_of, master_of
from ..reading import Filled
from ..sheet import Grid, Read

if TYPE_CHECKING:
    import pandas as pd


def projects_frame(returns: Iterable[Filled]) -> pd.DataFrame:
    """One row a project: file, unit, code, name, amounts, purpose, goal, plan.<date>, sheet."""
    rows: list[Mapping[str, object]] = []
    for filled in returns:
        for each in filled.projects:
            project = each.project
            rows.append(
                {
                    **_unit(filled),
                    "code": project.code,
                    "name": project.name,
                    **{name: getattr(project, name) for name in MONEY},
                    "purpose": project.purpose,
                    "goal": project.goal,
                    **{f"plan.{point.date}": point.percent for point in project.plan},
                    **project.declared,
                    "indicators": len(project.indicators),
                    "sheet": each.sheet,
                }
            )
    return _frame(rows)


def indicators_frame(returns: Iterable[Filled]) -> pd.DataFrame:
    """One row an indicator: file, unit, project, key, levels, target (printed and in parts)."""
    rows: list[Mapping[str, object]] = []
    for filled in returns:
        for each in filled.projects:
            for number, row in enumerate(each.project.indicators):
                rows.append(
                    {
                        **_unit(filled),
                        "project": each.project.code,
                        "project_name": each.project.name,
                        **row.model_dump(exclude={"target", "declared"}),
                        **row.declared,
                        "value": row.target.raw,
                        "sign": row.target.sign,
                        "number": row.target.number,
                        "unit_of_value": row.target.unit,
                        "where": each.place(f"indicators.{number}.level3"),
                    }
                )
    return _frame(rows)


def findings_frame(found: Iterable[Filled | Finding], lang: Lang = "zh") -> pd.DataFrame:
    """One row a finding, of returns or of a reconciliation's own findings."""
    rows: list[Mapping[str, object]] = []
    for each in found:
        for one in each.findings if isinstance(each, Filled) else (each,):
            rows.append(
                {
                    "code": one.code,
                    "level": one.level.value,
                    "file": one.place.file,
                    "sheet": one.place.sheet,
                    "cell": one.place.cell,
                    "project": one.project,
                    "found": one.found,
                    "message": one.message(lang),
                    "fix": one.fix(lang),
                    "opinion": one.opinion,
                    "justification": one.justification,
                }
            )
    return _frame(rows)


def reconciliation_frame(result: Reconciliation) -> pd.DataFrame:
    """One row a project, approved and returned; a project that came back twice has no amounts."""
    rows: list[Mapping[str, object]] = []
    for each in result.comparisons:
        once = each.returned[0].amounts if len(each.returned) == 1 else None
        rows.append(
            {
                "unit_code": each.unit.code,
                "unit_name": each.unit.name,
                "code": each.code,
                "name": each.name,
                "status": each.status.value,
                **{f"approved_{n}": getattr(each.approved, n, None) for n in MONEY},
                **{f"returned_{n}": getattr(once, n, None) for n in MONEY},
                "difference": each.difference,
                "files": "、".join(one.file for one in each.returned),
            }
        )
    return _frame(rows)


def master_from_frame(
    table: pd.DataFrame, form: Form | str | Path | None = None, *,
    master_form: Form | str | Path | None = None, money_unit: str = "",
    columns: Mapping[str, str | Sequence[str]] = {},
) -> Master:  # fmt: skip
    """A master budget from a DataFrame, read as `read_master` reads a file.

    Its columns are headings of the form (with aliases) or names of its fields (`unit.code`,
    `code`, `budget`, …). Missing values are blanks. `money_unit` says what its amounts are
    counted in, where its headings do not.

    Raises:
        FormError: the form draws no list.
        MasterError: the table has mistakes; all of them are in its `findings`, with the cells
            they would have on a sheet with the headings in row 1.
    """
    drawn = list_form_of(form, master_form)
    fields = {block.text for block in drawn.list.drawing.repeats()} if drawn.list else set()
    names = [drawn.label(str(name)) if name in fields else str(name) for name in table.columns]
    rows = [[_cell(value) for value in row] for row in table.itertuples(index=False, name=None)]
    return master_of(
        [Grid("DataFrame", [names, *rows])], "DataFrame", form,
        master_form=master_form, money_unit=money_unit, columns=columns,
    )  # fmt: skip


def _frame(rows: list[Mapping[str, object]]) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415 - loaded by whoever makes a frame, and by no command

    return pd.DataFrame(rows)


def _cell(value: Any) -> Read:
    """A value as a sheet would hold it; a missing one is a blank, a Decimal keeps its digits."""
    import pandas as pd  # noqa: PLC0415 - loaded by whoever makes a frame, and by no command

    if pd.isna(value):
        return ""
    if isinstance(value, Real) and not isinstance(value, bool):
        return float(value)
    return str(value)


def _unit(filled: Filled) -> dict[str, str]:
    return {
        "file": filled.file, "unit_code": filled.unit.code, "unit_name": filled.unit.name,
    }  # fmt: skip
