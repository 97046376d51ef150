"""Every project of the unit has an entry in 分项绩效目标."""

from collections.abc import Iterator, Sequence

from ..budget import Project, UnitPart
from ..findings import Remark, remark
from ..form import Form
from ._goals import entries


def check(part: UnitPart, projects: Sequence[Project], form: Form) -> Iterator[Remark]:
    """Remark on each project that no entry names, where the form asks for entries."""
    if form.unit is None or "goals.project" not in set(form.unit.names()):
        return
    named = {id(entry.project) for entry in entries(part, projects)}
    for project in projects:
        if id(project) not in named:
            yield remark("goals.missing", "goals", name=project.name, project_code=project.code)
