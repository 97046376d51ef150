"""DataFrames at the borders: results out, a master budget in. The only module that knows pandas.

pandas takes half a second to load, so it is loaded by whoever makes a frame, and by no command.
Amounts stay `Decimal` (dtype object), so that a sum is exact; `df["budget"].astype(float)` makes
them floats where that is wanted. A blank amount is None.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from numbers import Real
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..budget import MONEY, FieldValue, Master, Project, Target, UnitPart
from ..findings import Finding, Lang
from ..form import Form
from ..master import Reconciliation, labels_of, master_of
from ..reading import Filled
from ..sheet import Cell, Grid, Read

if TYPE_CHECKING:
    import pandas as pd


def projects_frame(returns: Iterable[Filled]) -> pd.DataFrame:
    """One row a project: file, unit, code, name, amounts, purpose, goal, plan.<date>, sheet.

    Declared fields have columns of their names; one named as another column, `declared:<name>`.
    """
    rows: list[Mapping[str, object]] = []
    for filled in returns:
        for each in filled.projects:
            project = each.project
            known = {
                **_unit(filled),
                "code": project.code,
                "name": project.name,
                **{name: getattr(project, name) for name in MONEY},
                "purpose": project.purpose,
                "goal": project.goal,
                **{f"plan.{point.date}": point.percent for point in project.plan},
            }
            behind = {"indicators": len(project.indicators), "sheet": each.sheet}
            rows.append(_with_declared(known, project.declared, behind))
    return _frame(rows)


def indicators_frame(returns: Iterable[Filled]) -> pd.DataFrame:
    """One row an indicator: file, unit, project, key, levels, target (printed and in parts)."""
    rows: list[Mapping[str, object]] = []
    for filled in returns:
        for each in filled.projects:
            for number, row in enumerate(each.project.indicators):
                known = {
                    **_unit(filled),
                    "project": each.project.code,
                    "project_name": each.project.name,
                    **row.model_dump(exclude={"target", "declared"}),
                }
                behind = {
                    "value": row.target.raw,
                    "sign": row.target.sign,
                    "number": row.target.number,
                    "unit_of_value": row.target.unit,
                    "where": each.place(f"indicators.{number}.level3"),
                }
                rows.append(_with_declared(known, row.declared, behind))
    return _frame(rows)


def tables_frame(returns: Iterable[Filled], table: str) -> pd.DataFrame:
    """One row a row of a table that a form declares, by its name (`task`): of projects and units.

    Columns: file, unit, project, key, the table's own fields, and the cell of the first of them.
    """
    rows: list[Mapping[str, object]] = []
    for filled in returns:
        for sheet, record, where in _records(filled):
            named = record if isinstance(record, Project) else Project()
            for number, row in enumerate(record.tables.get(table, ())):
                places = (where.get(f"{table}.{number}.{name}") for name in row.values)
                cell = next(filter(None, places), None)
                known = {
                    **_unit(filled),
                    "project": named.code,
                    "project_name": named.name,
                    "key": row.key,
                }
                behind = {"where": f"{sheet}!{cell}" if cell else ""}
                rows.append(_with_declared(known, row.values, behind))
    return _frame(rows)


def units_frame(returns: Iterable[Filled]) -> pd.DataFrame:
    """One row a unit's own part: file, unit, what its form asks for once, sheet."""
    return _frame(
        [
            _with_declared(_unit(filled), filled.part.part.declared, {"sheet": filled.part.sheet})
            for filled in returns
            if filled.part
        ]
    )


def _records(filled: Filled) -> Iterator[tuple[str, Project | UnitPart, Mapping[str, Cell]]]:
    """Every record of a return, with its sheet and where its values stand."""
    if filled.part:
        yield filled.part.sheet, filled.part.part, filled.part.where
    for each in filled.projects:
        yield each.sheet, each.project, each.where


def _with_declared(
    known: Mapping[str, object], declared: Mapping[str, FieldValue], behind: Mapping[str, object]
) -> Mapping[str, object]:
    """A row with the values a form declares before its last columns: none takes one's place."""
    taken = {*known, *behind}
    own = {(f"declared:{n}" if n in taken else n): _plain(v) for n, v in declared.items()}
    return {**known, **own, **behind}


def _plain(value: FieldValue) -> object:
    """A value in a cell of a frame: a target as its raw text."""
    return value.raw if isinstance(value, Target) else value


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
    """One row a project, approved and returned; a project that came back twice has no amounts.

    Where a form asks for units alone a row is a unit, and what it asks for stands for amounts.
    """
    names = (*(() if result.of_units else MONEY), *result.kinds)
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
                **{
                    f"approved_{n}": each.approved.value(n) if each.approved else None
                    for n in names
                },
                **{f"returned_{n}": once.value(n) if once else None for n in names},
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
    `code`, `budget`, …, and those that the form of the round declares). Missing values are
    blanks. `money_unit` says what its amounts are counted in, where its headings do not.

    Raises:
        FormError: the form draws no list.
        MasterError: the table has mistakes; all of them are in its `findings`, with the cells
            they would have on a sheet with the headings in row 1.
    """
    labels = labels_of(form, master_form)
    names = [labels.get(str(name), str(name)) for name in table.columns]
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
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day) if _is_day(value) else str(value)
    if isinstance(value, Real) and not isinstance(value, bool):
        return float(value)
    return str(value)


def _is_day(value: date) -> bool:
    """Whether it is a day without a time."""
    return not isinstance(value, datetime) or value.time() == time()


def _unit(filled: Filled) -> dict[str, str]:
    return {
        "file": filled.file, "unit_code": filled.unit.code, "unit_name": filled.unit.name,
    }  # fmt: skip
