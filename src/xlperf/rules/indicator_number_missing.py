"""A unit or a comparison sign comes with a number.

Seen in a real 2023 text: the value of 定期维护次数 is `次`.
"""

from collections.abc import Iterator

from ..budget import Project
from ..findings import Remark, remark
from ..form import Form
from ._rows import real_rows
from ._value_words import lacks_number


def check(project: Project, form: Form) -> Iterator[Remark]:
    """Remark on each value that is a unit alone, or a sign with nothing to compare to."""
    for position, row in real_rows(project):
        if lacks_number(row.target, form):
            yield remark(
                "indicators.number-missing",
                f"indicators.{position}.value",
                f"{row.target.sign}{row.target.text}",
                name=row.level3 or "—",
            )
