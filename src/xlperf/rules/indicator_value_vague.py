"""A target value has a number, or wording whose degree can be told (适当性).

A qualitative target is lawful: vague and not graded is the finding. It is the last resort, for
values about which no other rule has anything more exact to say.
"""

from collections.abc import Iterator

from ..budget import Indicator
from ..findings import Remark, remark
from ..form import Form
from ._rows import SeenProject, seen_rows
from ._shared import shared
from ._value_words import (
    asks_whether,
    copied_from,
    is_bare_value,
    is_counted,
    is_graded,
    is_stated,
    lacks_number,
)


@shared(seen_rows)
def check(seen: SeenProject, form: Form) -> Iterator[Remark]:
    """Remark on each value in words that names neither a quantity nor a degree."""
    if not form.graded:  # without the form's own words nobody can tell a degree from a phrase
        return
    for each in seen.real:
        if is_stated(each.target) and _is_vague(each.row, form):
            yield remark(
                "indicators.value-vague",
                each.path("value"),
                each.target.text or each.target.sign,
                name=each.row.level3 or "—",
            )


def _is_vague(row: Indicator, form: Form) -> bool:
    text = row.target.text.strip()
    if lacks_number(row.target, form) or copied_from(row):
        return False
    if asks_whether(text) or is_bare_value(text, form):
        return False
    return not (is_graded(text, form) or is_counted(text, form))
