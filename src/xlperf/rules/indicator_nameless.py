"""A row that says anything has a name (完整性).

Description and value without a third level cannot be monitored under any name later. One that
does not apply needs none.
"""

from collections.abc import Iterator

from ..findings import Remark, remark
from ..form import Form
from ._rows import SeenProject, seen_rows
from ._shared import shared


@shared(seen_rows)
def check(seen: SeenProject, form: Form) -> Iterator[Remark]:
    """Remark on each row with other cells filled and no name."""
    for each in seen.real:
        if not (each.name or each.row.does_not_apply):
            yield remark(
                "indicators.nameless",
                each.path("level3"),
                label=form.label("level3"),
                level2=each.row.level2 or "—",
            )
