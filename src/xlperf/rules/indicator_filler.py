"""A row of 无 is no indicator (完整性).

Seen in 12 of 13 tables of a real 2023 text, mostly under 成本指标 and 经济效益指标.
"""

from collections.abc import Iterator

from ..findings import Remark, remark
from ..form import Form
from ._rows import RowKind, SeenProject, seen_rows
from ._shared import shared


@shared(seen_rows)
def check(seen: SeenProject, form: Form) -> Iterator[Remark]:
    """Remark once on each row that says nothing but 无 or a dash."""
    column = next((name for name in ("level3", "description") if name in form.names), "value")
    for each in seen.rows:
        if each.kind is RowKind.FILLER:
            row = each.row
            found = row.level3 or row.description or str(row.target) or row.basis
            yield remark(
                "indicators.filler",
                each.path(column),
                found,
                level2=row.level2 or "—",
            )
