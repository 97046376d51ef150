"""A description says more than the name.

It is where the unit says what is counted, and how; a copy of the name leaves that open.
"""

from collections.abc import Iterator

from ..findings import Remark, remark
from ..form import Form
from ._rows import SeenProject, same_text, seen_rows
from ._shared import shared


@shared(seen_rows)
def check(seen: SeenProject, form: Form) -> Iterator[Remark]:
    """Remark on each description that reads like the name."""
    for each in seen.real:
        description = each.row.description
        if same_text(description, each.row.level3):
            yield remark(
                "indicators.copy-description",
                each.path("description"),
                description,
                label=form.label("description"),
                source=form.label("level3"),
            )
