"""What is chosen is one of the choices of the form, as people read them."""

from collections.abc import Iterator

from ..budget import Project, UnitPart, wording
from ..findings import Remark, remark
from ..form import Form
from ._declared import declared_values

_MOST_TOLD = 12


def check(record: Project | UnitPart, form: Form) -> Iterator[Remark]:
    """Remark on each text that is none of the choices."""
    for path, field, asked, value, _ in declared_values(record, form):
        if not (asked.choices and isinstance(value, str) and value.strip()):
            continue
        if wording.plain(value) not in {wording.plain(each) for each in asked.choices}:
            told = "、".join(asked.choices[:_MOST_TOLD])
            more = "…" if len(asked.choices) > _MOST_TOLD else ""
            label = form.label(field)
            yield remark("choice.unknown", path, value, label=label, expected=told + more)
