"""A name is whole, and does not break off where its description goes on.

Seen in a real 2023 text: 通过组织培训学习活动，广大党员, cut where a cell of the entry system was
full.
"""

from collections.abc import Iterator

from ..findings import Remark, remark
from ..form import Form
from ._rows import SeenProject, seen_rows
from ._shared import shared

_LONG = 12
_JOINT = tuple("，、,;；：:（(和及与的")
_ENDS = tuple("率度数量性额比例费力平况积间期本果效标值次务动作设制源安好")
"""Characters on which names of indicators end of themselves: 完成率, 满意度, 建设."""


@shared(seen_rows)
def check(seen: SeenProject, form: Form) -> Iterator[Remark]:
    """Remark on each name that its description continues in the middle of a phrase."""
    for each in seen.real:
        name, description = each.name, each.description
        rest = description[len(name) :]
        if name and rest and description.startswith(name) and _breaks_off(name, rest):
            yield remark(
                "indicators.name-cut",
                each.path("level3"),
                name,
                label=form.label("level3"),
                rest=rest,
            )


def _breaks_off(name: str, rest: str) -> bool:
    if name.endswith(_JOINT):
        return True
    return len(name) >= _LONG and rest[0].isalnum() and not name.endswith(_ENDS)
