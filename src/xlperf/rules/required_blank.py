"""What the form requires is filled in: 0, 无 and 不适用 are something, a blank is not.

Silent on rows left as issued (the missing second level is told of instead), on filler rows, on
what a row needs no more that says 不适用, on the figure where the sign says there is none (定性),
and on a row's name, which has a rule of its own.
"""

from collections.abc import Iterator

from ..budget import Indicator, Project, is_sign
from ..findings import Remark, remark
from ..form import Form
from ._rows import RowCheck, SeenProject

_ONCE = ("code", "name", "budget", "fiscal", "other", "purpose", "goal")
_OF_TARGET = ("sign", "number", "unit")
_OF_ROW = ("level1", "level2", "description", "value", *_OF_TARGET, "basis", "weight")


@RowCheck
def check(seen: SeenProject, form: Form) -> Iterator[Remark]:
    """Remark on each required field that is blank, in the order fields are drawn."""
    if form.project_sheet is None:
        return
    required = form.project_sheet.required
    for field in _required_once(required):
        if _blank(_value_once(seen.project, field)):
            yield remark("required.blank", field, label=form.label(field))
    of_row = [field for field in _OF_ROW if field in required]
    for each in seen.real:
        for field in of_row:
            if _blank(_value_of_row(each.row, field)) and not _is_excused(each.row, field):
                yield remark("required.blank", each.path(field), label=form.label(field))


def _required_once(required: frozenset[str]) -> Iterator[str]:
    yield from (field for field in _ONCE if field in required)
    yield from sorted(field for field in required if field.startswith(("plan.", "extra.")))


def _value_once(project: Project, field: str) -> object:
    kind, _, rest = field.partition(".")
    if kind == "plan":
        return project.plan[rest]
    return project.extra.get(rest) if kind == "extra" else getattr(project, field)


def _value_of_row(row: Indicator, field: str) -> object:
    if field == "value":
        return None if row.target.is_blank else row.target
    if field == "unit":  # the cell of the unit holds the words where there is no figure
        return row.target.words
    return getattr(row.target if field in _OF_TARGET else row, field)


def _is_excused(row: Indicator, field: str) -> bool:
    if row.does_not_apply:
        return field not in ("level1", "level2")
    sign = row.target.sign
    return field == "number" and bool(sign) and not is_sign(sign)


def _blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())
