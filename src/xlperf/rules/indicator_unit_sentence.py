"""The unit of a figure is a unit: 百分比, 次, 人 (适当性).

Seen glued in a real 2023 text: `12个卫生服务点是否全部开设服务`, `≥80是否积极发展党员`.
"""

from collections.abc import Iterator

from ..findings import Remark, remark
from ..form import Form
from ._rows import SeenProject, seen_rows
from ._shared import shared
from ._value_words import is_sentence


@shared(seen_rows)
def check(seen: SeenProject, form: Form) -> Iterator[Remark]:
    """Remark on each figure with a sentence for a unit."""
    for each in seen.real:
        target = each.target
        if target.number is not None and is_sentence(target.unit, form):
            yield remark(
                "indicators.unit-sentence",
                each.path("value"),
                target.raw or target.glued(),
                number=f"{target.number:f}",
                unit=target.unit,
            )
