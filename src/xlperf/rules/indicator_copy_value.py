"""A target value is a value, and not another cell of its row.

服务面积 as the value of 服务面积 says what is measured a second time, and never how much.
"""

from collections.abc import Iterator

from ..findings import Remark, remark
from ..form import Form
from ._rows import SeenProject, seen_rows
from ._shared import shared
from ._value_words import copied_from


@shared(seen_rows)
def check(seen: SeenProject, form: Form) -> Iterator[Remark]:
    """Remark on each value whose words read like name, description or basis."""
    for each in seen.real:
        source = copied_from(each.row)
        if source:
            yield remark(
                "indicators.copy-value",
                each.path("value"),
                each.target.text,
                label=form.label("value"),
                source=form.label(source),
            )
