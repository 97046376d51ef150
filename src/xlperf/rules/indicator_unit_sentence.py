"""The unit of a figure is a unit: 百分比, 次, 人 (适当性).

Seen glued in a real 2023 text: `12个卫生服务点是否全部开设服务`, `≥80是否积极发展党员`.
"""

from collections.abc import Iterator

from ..budget import Project
from ..findings import Remark, remark
from ..form import Form
from ._rows import real_rows
from ._value_words import is_sentence


def check(project: Project, form: Form) -> Iterator[Remark]:
    """Remark on each figure with a sentence for a unit."""
    for position, row in real_rows(project):
        target = row.target
        if target.number is not None and is_sentence(target.unit, form):
            yield remark(
                "indicators.unit-sentence",
                f"indicators.{position}.value",
                target.raw or target.glued(),
                number=f"{target.number:f}",
                unit=target.unit,
            )
