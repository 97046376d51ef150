"""An entry of 分项绩效目标 names its project as the project sheet does.

Seen in a real 2023 text: 创建文明城市工作项目经费 for 创建文明城市工作经费.
"""

from collections.abc import Iterator

from ..findings import Remark, remark
from ..form import Form
from ._goals import SeenPart, seen_entries
from ._shared import shared


@shared(seen_entries)
def check(seen: SeenPart, form: Form) -> Iterator[Remark]:
    """Remark on each entry that names a project in other words, with its name."""
    for entry in seen.entries:
        if entry.project is not None and not entry.exact:
            yield remark(
                "goals.name",
                f"goals.{entry.position}.project",
                entry.named,
                name=entry.project.name,
                project_code=entry.project.code,
            )
