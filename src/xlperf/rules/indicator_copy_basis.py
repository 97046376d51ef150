"""A basis says where the value comes from: a document, a standard, last year's figure (可行性).

Name or description once more is no source.
"""

from collections.abc import Iterator

from ..findings import Remark, remark
from ..form import Form
from ._rows import SeenProject, same_text, seen_rows
from ._shared import shared


@shared(seen_rows)
def check(seen: SeenProject, form: Form) -> Iterator[Remark]:
    """Remark on each basis that reads like the name or the description."""
    for each in seen.real:
        row = each.row
        if same_text(row.basis, row.level3):
            source = "level3"
        elif same_text(row.basis, row.description):
            source = "description"
        else:
            continue
        yield remark(
            "indicators.copy-basis",
            each.path("basis"),
            row.basis,
            label=form.label("basis"),
            source=form.label(source),
        )
