"""A name or a value states something, and does not ask whether (适当性).

是否按时发放 has no degree to measure; 按时发放率 has. A unit that asks is told of elsewhere.
"""

from collections.abc import Iterator

from ..budget import Project
from ..findings import Remark, remark
from ..form import Form
from ._rows import real_rows
from ._value_words import asks_whether


def check(project: Project, form: Form) -> Iterator[Remark]:
    """Remark on each name, and each value in words, that is a question."""
    for position, row in real_rows(project):
        for field, text in (("level3", row.level3), ("value", row.target.text)):
            if text and asks_whether(text):
                yield remark(
                    "indicators.whether",
                    f"indicators.{position}.{field}",
                    text,
                    label=form.label(field),
                )
