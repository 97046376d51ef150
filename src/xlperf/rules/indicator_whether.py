"""A name or a value states something, and does not ask whether (适当性).

是否按时发放 has no degree to measure; 按时发放率 has. A unit that asks is told of elsewhere.
"""

from collections.abc import Iterator

from ..findings import Remark, remark
from ..form import Form
from ._rows import SeenProject, seen_rows
from ._shared import shared
from ._value_words import asks_whether


@shared(seen_rows)
def check(seen: SeenProject, form: Form) -> Iterator[Remark]:
    """Remark on each name, and each value in words, that is a question."""
    for each in seen.real:
        for field, text in (("level3", each.row.level3), ("value", each.target.text)):
            if text and asks_whether(text):
                yield remark(
                    "indicators.whether",
                    each.path(field),
                    text,
                    label=form.label(field),
                )
