"""Results as plain JSON values: money as decimal strings, percents as numbers, blanks as null.

The spellings are a contract: others script against them.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ..budget import (
    MONEY,
    Amounts,
    Goal,
    Indicator,
    MoneyUnit,
    Plan,
    PlanPoint,
    Project,
    Target,
    Unit,
    UnitBudget,
    UnitPart,
    Values,
)
from ..findings import Finding, Lang
from ..form import Form, SheetForm, spoken_in
from ..identity import Change
from ..master import Comparison, Reconciliation, Tally
from ..reading import Filled, FilledPart, FilledProject
from .values_json import (
    declared_columns,
    declared_once,
    declared_rows,
    value_json,
    values_json,
)

Json = dict[str, Any]


def filled_json(filled: Filled, money: MoneyUnit, lang: Lang | None = None) -> Json:
    """One returned file: unit, form, projects with where each value stands, and findings.

    The texts of findings are in `lang`; if that is not given, in the language of the form.
    """
    form, spoken = filled.form, spoken_in(lang, filled.form)
    return {
        "file": filled.file,
        "unit": {"code": filled.unit.code, "name": filled.unit.name},
        "form": form.name if form else None,
        "projects": [_project(form, each, money) for each in filled.projects],
        "part": _part(form, filled.part) if filled.part else None,
        "findings": [finding_json(each, spoken) for each in filled.findings],
    }


def _project(form: Form | None, filled: FilledProject, money: MoneyUnit) -> Json:
    project = filled.project
    made: Json = {"code": project.code, "name": project.name}
    made |= {name: _money(getattr(project, name), money) for name in MONEY}
    made |= {
        "purpose": project.purpose,
        "goal": project.goal,
        "plan": {point.date: _number(point.percent) for point in project.plan},
        "indicators": [_indicator(each) for each in project.indicators],
        "where": {path: filled.place(path) for path in filled.where},
    }
    made |= {"extra": project.extra} if project.extra else {}
    return made | (values_json(form, project) if form else {})


def _indicator(each: Indicator) -> Json:
    made = {
        "level1": each.level1,
        "level2": each.level2,
        "level3": each.level3,
        "description": each.description,
        "value": each.target.raw,
        "basis": each.basis,
    }
    if each.weight is not None:
        made["weight"] = _number(each.weight)  # type: ignore[assignment]
    return made | ({"key": each.key} if each.key else {})


def _part(form: Form | None, filled: FilledPart) -> Json:
    part = filled.part
    made: Json = {
        "overall": list(part.overall),
        "goals": [{"project": goal.project, "text": goal.text} for goal in part.goals],
        "safeguards": list(part.safeguards),
        "where": {path: f"{filled.sheet}!{cell}" for path, cell in filled.where.items()},
    }
    return made | (values_json(form, part) if form else {})


def finding_json(finding: Finding, lang: Lang = "zh") -> Json:
    """One finding, its texts in one language."""
    return {
        "code": finding.code,
        "level": finding.level.value,
        "file": finding.place.file,
        "sheet": finding.place.sheet,
        "cell": finding.place.cell,
        "project": finding.project,
        "found": finding.found,
        "message": finding.message(lang),
        "fix": finding.fix(lang),
        "opinion": finding.opinion,
        "justification": finding.justification,
    }


def change_json(change: Change) -> Json:
    """One change of a workbook that was issued again."""
    return {
        "kind": change.kind.value,
        "project": change.project,
        "name": change.name,
        "field": change.field,
        "before": change.before,
        "answer": change.answer,
        "now": change.now,
    }


def reconciliation_json(result: Reconciliation, money: MoneyUnit, lang: Lang = "zh") -> Json:
    """A reconciliation: totals, units, projects, findings."""
    return {
        "total": _tally(result.total, money),
        "units": [
            {
                "unit": {"code": each.unit.code, "name": each.unit.name},
                **_tally(each.tally, money),
                "files": list(each.files),
                "sent_back": each.is_sent_back,
                **(_of_unit(result, each.unit, money) if result.of_units else {}),
            }
            for each in result.units
        ],
        "projects": [
            _comparison(each, result, money) for each in result.comparisons if not result.of_units
        ],
        "unreadable": list(result.unreadable_files),
        "findings": [finding_json(each, lang) for each in result.findings],
    }


def _tally(tally: Tally, money: MoneyUnit) -> Json:
    return {
        "issued": tally.issued,
        "accepted": tally.accepted,
        "rejected": tally.rejected,
        "missing": tally.missing,
        "extra": tally.extra,
        "blank": tally.blank,
        "to_mend": tally.to_mend,
        "adopted": tally.adopted,
        "approved": _money(tally.approved, money),
        "returned": _money(tally.returned, money),
        "difference": _money(tally.difference, money),
    }


def _of_unit(result: Reconciliation, unit: Unit, money: MoneyUnit) -> Json:
    """What became of a unit, where units are compared: `issued` and what came in beside it."""
    each = next(one for one in result.comparisons if one.unit == unit)
    made = _comparison(each, result, money)
    approved = made["approved"] or {"values": {}}
    return {
        "status": each.status.value, "content": made["content"],
        "values": approved["values"], "returns": made["returned"],
    }  # fmt: skip


def _comparison(each: Comparison, result: Reconciliation, money: MoneyUnit) -> Json:
    return {
        "unit": {"code": each.unit.code, "name": each.unit.name},
        "code": each.code,
        "name": each.name,
        "status": each.status.value,
        "content": each.adoption.value if each.adoption else None,
        "approved": _amounts_of(each.approved, result, money) if each.approved else None,
        "returned": [
            {
                "file": r.file, "where": str(r.place), "name": r.name,
                **_amounts_of(r.amounts, result, money),
            }
            for r in each.returned
        ],
        "difference": _money(each.difference, money),
    }  # fmt: skip


def _amounts_of(amounts: Amounts, result: Reconciliation, money: MoneyUnit) -> Json:
    """The amounts by field; under `values` what the form declares and a master may give."""
    named = () if result.of_units else MONEY
    made: Json = {name: _money(getattr(amounts, name), money) for name in named}
    if result.kinds or result.of_units:
        made["values"] = {
            name: value_json(money, kind, amounts.declared.get(name))
            for name, kind in result.kinds.items()
        }
    return made


def _money(amount: Decimal | None, money: MoneyUnit) -> str | None:
    return None if amount is None else money.printed(amount)


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def answers_from_json(table: Mapping[str, Any], form: Form | None = None) -> UnitBudget:
    """What a unit has answered, from the JSON that reading its workbook gave.

    Args:
        form: whose declared fields and tables are taken too; without it those of the
            vocabulary are.

    Raises:
        KeyError, ValueError, decimal.InvalidOperation: the table is not of that shape.
    """
    part = table.get("part") or {}
    return UnitBudget(
        unit=Unit(**table["unit"]),
        projects=tuple(_answered(form, each) for each in table["projects"]),
        part=UnitPart(
            overall=tuple(part.get("overall", ())),
            goals=tuple(
                Goal(project=each["project"], text=each["text"]) for each in part.get("goals", ())
            ),
            safeguards=tuple(part.get("safeguards", ())),
            **(_declared(form, part, UnitPart) if form else {}),
            indicators=_answered_rows(form, part, form.unit) if form else (),
        ),
    )


def _declared(form: Form, table: Mapping[str, Any], record: type[Project | UnitPart]) -> Json:
    sheet = form.project_sheet if record is Project else form.unit
    return {
        "declared": declared_once(form, table, record),
        "rows": declared_rows(form, table, sheet),
    }


def _answered_rows(
    form: Form | None, table: Mapping[str, Any], sheet: SheetForm | None
) -> tuple[Indicator, ...]:
    """The indicators: of the vocabulary as ever, of a unit's part out of its tables alone."""
    own = declared_columns(form, table, sheet) if form else []
    said = [row["values"] for row in table.get("tables", {}).get("indicators", ())]
    rows = table.get("indicators")
    if rows is None:  # of a unit's part they are among the tables alone
        keys = [row["key"] for row in table.get("tables", {}).get("indicators", ())]
        rows = [{**values, "key": key} for values, key in zip(said, keys, strict=True)]
    parts = said if len(said) == len(rows) else [{}] * len(rows)
    own = own if len(own) == len(rows) else [{}] * len(rows)
    return tuple(_answered_row(*each) for each in zip(rows, parts, own, strict=True))


def _answered(form: Form | None, table: Mapping[str, Any]) -> Project:
    plan = table.get("plan", {})
    return Project(
        code=table["code"],
        name=table["name"],
        **{name: _decimal(table.get(name)) for name in MONEY},
        purpose=table.get("purpose", ""),
        goal=table.get("goal", ""),
        plan=Plan(
            points=tuple(
                PlanPoint(date=date, percent=_decimal(percent)) for date, percent in plan.items()
            )
        ),
        indicators=_answered_rows(form, table, form.project_sheet if form else None),
        extra=table.get("extra", {}),
        **(_declared(form, table, Project) if form else {}),
    )


def _answered_row(
    table: Mapping[str, Any], parts: Mapping[str, Any], declared: Values
) -> Indicator:
    """A row; its target in the parts it was given in, where they are told."""
    target = Target.parse(table.get("value", ""))
    if {"number", "unit"} <= parts.keys():
        given = Target.of(parts.get("sign", ""), _decimal(parts["number"]), parts["unit"])
        target = given.model_copy(update={"raw": target.raw}) if "value" in table else given
    names = ("key", "level1", "level2", "level3", "description", "basis")
    return Indicator(
        **{name: table.get(name, "") for name in names},
        target=target,
        weight=_decimal(table.get("weight")),
        declared=declared,
    )


def _decimal(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))
