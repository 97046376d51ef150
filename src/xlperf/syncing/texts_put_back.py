"""Texts by path put into records: of a project, or of a unit's own part."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import InvalidOperation
from typing import Any, TypeVar

from ..budget import (
    Holds,
    Indicator,
    Plan,
    PlanPoint,
    Project,
    Row,
    Target,
    UnitPart,
    in_row,
    part_of,
    project_of,
    row_path,
    value_from_text,
)
from ..form import Form
from .rows_by_key import having

Answers = TypeVar("Answers", bound=Project | UnitPart)
AnyRow = TypeVar("AnyRow", bound=Indicator | Row)
_PARTS = ("sign", "number", "unit")
_OF_INDICATOR = ("level1", "level2", "level3", "description", "basis", "weight")
_PARAGRAPHS = ("overall", "safeguards")


def readable(form: Form, texts: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Texts that are values of their fields, and those that are none: a field's kind may change."""
    good = {path: text for path, text in texts.items() if _is_value(form, path, text)}
    return good, {path: text for path, text in texts.items() if path not in good}


def _is_value(form: Form, path: str, text: str) -> bool:
    kind = form.kinds.get(form.drawn_as(path))
    try:
        if kind:
            value_from_text(text, kind)
    except (InvalidOperation, ValueError):
        return False
    return True


def with_texts(
    record: Answers, texts: Mapping[str, str], kinds: Mapping[str, Holds] = {}
) -> Answers:
    """A record with some of its open fields set from text, in rows that it has or has not yet.

    Args:
        kinds: what the fields of the form hold; all texts are values of theirs.
    """
    if not texts:
        return record
    told = project_of(texts, kinds) if isinstance(record, Project) else part_of(texts, kinds)
    rows = dict(record.rows)
    for name, given in told.rows.items():
        rows[name] = _with_rows(rows.get(name, ()), given, _filled_row)
    update: dict[str, Any] = {
        "declared": {**record.declared, **told.declared},
        "rows": rows,
        "indicators": _with_rows(
            record.indicators, told.indicators, lambda *each: _filled_indicator(texts, *each)
        ),
    }
    if isinstance(record, Project) and isinstance(told, Project):
        update |= _once(record, told, texts)
    else:
        update |= {name: getattr(told, name) for name in _PARAGRAPHS if getattr(told, name)}
    return having(record, update)


def _once(record: Project, told: Project, texts: Mapping[str, str]) -> dict[str, Any]:
    plan = {point.date: point.percent for point in (*record.plan, *told.plan)}
    points = tuple(PlanPoint(date=date, percent=percent) for date, percent in plan.items())
    simple = {name: texts[name] for name in ("goal", "purpose") if name in texts}
    return {**simple, "plan": Plan(points=points), "extra": {**record.extra, **told.extra}}


def _with_rows(
    rows: Sequence[AnyRow], given: Iterable[AnyRow], fill: Callable[[AnyRow, AnyRow], AnyRow]
) -> tuple[AnyRow, ...]:
    """The rows with what is given for each; those that are not there yet come behind them."""
    kept = {each.key: each for each in given}
    made = [fill(each, kept.pop(each.key)) if each.key in kept else each for each in rows]
    return (*made, *kept.values())


def _filled_row(row: Row, given: Row) -> Row:
    return row.model_copy(update={"values": {**row.values, **given.values}})


def _filled_indicator(texts: Mapping[str, str], row: Indicator, given: Indicator) -> Indicator:
    paths = (at for at in map(in_row, texts) if at and at.key == row.key)
    fields = {at.field for at in paths}
    update: dict[str, Any] = {
        name: getattr(given, name) for name in _OF_INDICATOR if name in fields
    }
    if "value" in fields:
        update["target"] = given.target
    elif fields & {*_PARTS}:
        update["target"] = _with_parts(row.target, given.target, fields)
    return row.model_copy(update={**update, "declared": {**row.declared, **given.declared}})


def _with_parts(target: Target, given: Target, fields: set[str]) -> Target:
    """A target with those of its parts that were kept."""
    return Target.of(
        given.sign if "sign" in fields else target.sign,
        given.number if "number" in fields else target.number,
        given.words if "unit" in fields else target.words,
    )


def only_asked(record: Answers, is_asked: Callable[[str], bool]) -> Answers:
    """A record without declared values that have no cell any more, and tables without any left.

    Args:
        is_asked: whether a value has a cell, by its path.
    """
    tables = {name: tuple(_asked(name, row, is_asked) for row in rows)
              for name, rows in record.rows.items()}  # fmt: skip
    update = {
        "declared": {n: v for n, v in record.declared.items() if is_asked(n)},
        "rows": {name: rows for name, rows in tables.items() if any(r.values for r in rows)},
        "indicators": tuple(_asked_indicator(each, is_asked) for each in record.indicators),
    }
    return having(record, update)


def _asked(table: str, row: Row, is_asked: Callable[[str], bool]) -> Row:
    own = row.values.items()
    return row.model_copy(
        update={"values": {n: v for n, v in own if is_asked(row_path(table, row.key, n))}}
    )


def _asked_indicator(row: Indicator, is_asked: Callable[[str], bool]) -> Indicator:
    own = row.declared.items()
    return row.model_copy(
        update={"declared": {n: v for n, v in own if is_asked(f"indicators.{row.key}.{n}")}}
    )
