"""A figure has a unit: 95 of what?

The entry sheet asks for sign, number and unit in three cells, and the third is easily left out.
"""

from collections.abc import Iterator

from ..budget import Project
from ..findings import Remark, remark
from ..form import Form
from ._rows import real_rows


def check(project: Project, form: Form) -> Iterator[Remark]:
    """Remark on each figure without a unit, where the form lists units at all."""
    if not form.units:
        return
    for position, row in real_rows(project):
        if row.target.number is not None and not row.target.unit.strip():
            yield remark(
                "indicators.unit-missing",
                f"indicators.{position}.value",
                row.target.raw or row.target.glued(),
                name=row.level3 or "—",
            )
