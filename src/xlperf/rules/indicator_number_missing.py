"""A unit or a comparison sign comes with a number.

Seen in a real 2023 text: the value of 定期维护次数 is `次`.
"""

from collections.abc import Iterator

from ..findings import Remark, remark
from ..form import Form
from ._rows import SeenProject, seen_rows
from ._shared import shared
from ._value_words import lacks_number


@shared(seen_rows)
def check(seen: SeenProject, form: Form) -> Iterator[Remark]:
    """Remark on each value that is a unit alone, or a sign with nothing to compare to."""
    for each in seen.real:
        if lacks_number(each.target, form):
            yield remark(
                "indicators.number-missing",
                each.path("value"),
                f"{each.target.sign}{each.target.text}",
                name=each.row.level3 or "—",
            )
