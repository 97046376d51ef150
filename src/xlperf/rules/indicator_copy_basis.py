"""A basis says where the value comes from: a document, a standard, last year's figure (可行性).

Name or description once more is no source.
"""

from collections.abc import Iterator

from ..budget import Project
from ..findings import Remark, remark
from ..form import Form
from ._rows import real_rows, same_text


def check(project: Project, form: Form) -> Iterator[Remark]:
    """Remark on each basis that reads like the name or the description."""
    for position, row in real_rows(project):
        if same_text(row.basis, row.level3):
            source = "level3"
        elif same_text(row.basis, row.description):
            source = "description"
        else:
            continue
        yield remark(
            "indicators.copy-basis",
            f"indicators.{position}.basis",
            row.basis,
            label=form.label("basis"),
            source=form.label(source),
        )
