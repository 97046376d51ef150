"""A target value is a value, and not another cell of its row.

服务面积 as the value of 服务面积 says what is measured a second time, and never how much.
"""

from collections.abc import Iterator

from ..budget import Project
from ..findings import Remark, remark
from ..form import Form
from ._rows import real_rows
from ._value_words import copied_from


def check(project: Project, form: Form) -> Iterator[Remark]:
    """Remark on each value whose words read like name, description or basis."""
    for position, row in real_rows(project):
        source = copied_from(row)
        if source:
            yield remark(
                "indicators.copy-value",
                f"indicators.{position}.value",
                row.target.text,
                label=form.label("value"),
                source=form.label(source),
            )
