"""The unit of a figure is one of the form's list.

Only listed units add up when returns are consolidated; a sentence is told of elsewhere.
"""

import difflib
from collections.abc import Iterator

from ..findings import Remark, remark
from ..form import Form
from ._rows import SeenProject, seen_rows
from ._shared import shared
from ._value_words import is_listed_unit, is_sentence


@shared(seen_rows)
def check(seen: SeenProject, form: Form) -> Iterator[Remark]:
    """Remark on each unit that the list does not have, with the closest one that it has."""
    if not form.units:
        return
    for each in seen.real:
        unit = each.target.unit
        if each.target.number is None or not unit or is_listed_unit(unit, form):
            continue
        if not is_sentence(unit, form):
            close = difflib.get_close_matches(unit, form.units, n=3, cutoff=0.3)
            yield remark(
                "indicators.unit-unknown",
                each.path("value"),
                unit,
                known=form.listed(close or form.units[:6]),
            )
