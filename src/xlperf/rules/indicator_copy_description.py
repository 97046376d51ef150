"""A description says more than the name.

It is where the unit says what is counted, and how; a copy of the name leaves that open.
"""

from collections.abc import Iterator

from ..budget import Project
from ..findings import Remark, remark
from ..form import Form
from ._rows import real_rows, same_text


def check(project: Project, form: Form) -> Iterator[Remark]:
    """Remark on each description that reads like the name."""
    copies = [each for each in real_rows(project) if same_text(each[1].description, each[1].level3)]
    if not copies:
        return
    label, source = form.label("description"), form.label("level3")
    for position, row in copies:
        yield remark(
            "indicators.copy-description",
            f"indicators.{position}.description",
            row.description,
            label=label,
            source=source,
        )
