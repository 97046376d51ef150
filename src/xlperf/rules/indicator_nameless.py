"""A row that says anything has a name (完整性).

Description and value without a third level cannot be monitored under any name later. One that
does not apply needs none.
"""

from collections.abc import Iterator

from ..budget import Project
from ..findings import Remark, remark
from ..form import Form
from ._rows import real_rows


def check(project: Project, form: Form) -> Iterator[Remark]:
    """Remark on each row with other cells filled and no name."""
    for position, row in real_rows(project):
        if not (row.level3.strip() or row.does_not_apply):
            yield remark(
                "indicators.nameless",
                f"indicators.{position}.level3",
                label=form.label("level3"),
                level2=row.level2 or "—",
            )
