"""An entry of 分项绩效目标 speaks of a project that the unit has."""

from collections.abc import Iterator

from ..findings import Remark, remark
from ..form import Form
from ._goals import SeenPart, seen_entries
from ._shared import shared


@shared(seen_entries)
def check(seen: SeenPart, form: Form) -> Iterator[Remark]:
    """Remark on each entry whose words name no project, nor come close to one."""
    for entry in seen.entries:
        if entry.project is None:
            yield remark(
                "goals.unknown",
                f"goals.{entry.position}.project",
                entry.named,
                projects=len(seen.projects),
            )
