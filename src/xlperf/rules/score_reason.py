"""A target that was missed, or passed by far, has a reason beside it."""

from collections.abc import Iterator

from ..budget import Project, Target, UnitPart, value_text
from ..findings import Remark, remark
from ..form import Form, reason_is_due


def check(record: Project | UnitPart, form: Form) -> Iterator[Remark]:
    """Remark on each reason that is due and blank."""
    computing = form.computed_of(record)
    if computing is None or form.score is None or not form.score.reason:
        return
    reasons = _reasons(record, form.score.reason)
    for scored in computing.scores(record):
        target, actual = scored.target, scored.actual
        path = computing.path_beside(scored.path, form.score.reason)
        if not (isinstance(target, Target) and isinstance(actual, Target)):
            continue
        if reason_is_due(form.score, target, actual) and not reasons.get(path, "").strip():
            label = form.label(form.score.reason)
            yield remark(
                "score.reason", path, actual.raw, label=label, target=target.raw, actual=actual.raw
            )


def _reasons(record: Project | UnitPart, field: str) -> dict[str, str]:
    """Every reason by its path."""
    found = {field: value_text(record.declared[field])} if field in record.declared else {}
    for table, rows in record.tables.items():
        own = field.removeprefix(f"{table}.")
        for number, row in enumerate(rows):
            if own in row.values:
                found[f"{table}.{number}.{own}"] = value_text(row.values[own])
    return found
