"""What the form requires is filled in: 0, 无 and 不适用 are something, a blank is not.

Silent on rows left as issued (the missing second level is told of instead), on filler rows, on
what a row needs no more that says 不适用, on the figure where the sign says there is none (定性),
and on a row's name, which has a rule of its own.
"""

from collections.abc import Callable, Iterator, Mapping
from operator import attrgetter

from ..budget import Indicator, Project, Target, is_sign
from ..findings import Remark, remark
from ..form import Form
from ._rows import SeenProject, seen_rows
from ._shared import shared

_ONCE = ("code", "name", "budget", "fiscal", "other", "purpose", "goal")
_OF_ROW: Mapping[str, Callable[[Indicator], object]] = {
    "level1": attrgetter("level1"),
    "level2": attrgetter("level2"),
    "description": attrgetter("description"),
    "value": attrgetter("target"),
    "sign": attrgetter("target.sign"),
    "number": attrgetter("target.number"),
    "unit": attrgetter("target.words"),  # its cell holds the words where there is no figure
    "basis": attrgetter("basis"),
    "weight": attrgetter("weight"),
}


@shared(seen_rows)
def check(seen: SeenProject, form: Form) -> Iterator[Remark]:
    """Remark on each required field that is blank, in the order fields are drawn."""
    if form.project_sheet is None:
        return
    required = form.project_sheet.required
    for field in _required_once(required):
        if _blank(_value_once(seen.project, field)):
            yield remark("required.blank", field, label=form.label(field))
    of_row = [(field, value_of) for field, value_of in _OF_ROW.items() if field in required]
    for each in seen.real:
        for field, value_of in of_row:
            if _blank(value_of(each.row)) and not _is_excused(each.row, field):
                yield remark("required.blank", each.path(field), label=form.label(field))


def _required_once(required: frozenset[str]) -> Iterator[str]:
    yield from (field for field in _ONCE if field in required)
    yield from sorted(field for field in required if field.startswith(("plan.", "extra.")))


def _value_once(project: Project, field: str) -> object:
    kind, _, rest = field.partition(".")
    if kind == "plan":
        return project.plan[rest]
    return project.extra.get(rest) if kind == "extra" else getattr(project, field)


def _is_excused(row: Indicator, field: str) -> bool:
    if row.does_not_apply:
        return field not in ("level1", "level2")
    sign = row.target.sign
    return field == "number" and bool(sign) and not is_sign(sign)


def _blank(value: object) -> bool:
    if isinstance(value, str):
        return not value.strip()
    return value is None or (isinstance(value, Target) and value.is_blank)
