"""A figure has a unit: 95 of what?

The entry sheet asks for sign, number and unit in three cells, and the third is easily left out.
"""

from collections.abc import Iterator

from ..findings import Remark, remark
from ..form import Form
from ._rows import SeenProject, seen_rows
from ._shared import shared


@shared(seen_rows)
def check(seen: SeenProject, form: Form) -> Iterator[Remark]:
    """Remark on each figure without a unit, where the form lists units at all."""
    if not form.units:
        return
    for each in seen.real:
        target = each.target
        if target.number is not None and not target.unit.strip():
            yield remark(
                "indicators.unit-missing",
                each.path("value"),
                target.raw or target.glued(),
                name=each.row.level3 or "—",
            )
