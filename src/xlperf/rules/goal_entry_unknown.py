"""An entry of 分项绩效目标 speaks of a project that the unit has."""

from collections.abc import Iterator, Sequence

from ..budget import Project, UnitPart
from ..findings import Remark, remark
from ..form import Form
from ._goals import entries


def check(part: UnitPart, projects: Sequence[Project], form: Form) -> Iterator[Remark]:
    """Remark on each entry whose words name no project, nor come close to one."""
    for entry in entries(part, projects):
        if entry.project is None:
            yield remark(
                "goals.unknown",
                f"goals.{entry.position}.project",
                entry.named,
                projects=len(projects),
            )
