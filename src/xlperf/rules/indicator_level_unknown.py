"""The levels of an indicator are levels of the form's taxonomy.

Scores and summaries are made by level, so a level of one's own falls out of both.
"""

from collections.abc import Iterator

from ..findings import Remark, remark
from ..form import Form
from ._rows import SeenProject, SeenRow, seen_rows
from ._shared import shared


@shared(seen_rows)
def check(seen: SeenProject, form: Form) -> Iterator[Remark]:
    """Remark on each first or second level that the taxonomy does not have."""
    if not form.taxonomy:
        return
    for each in seen.real:
        row = each.row
        if (
            row.level1 not in form.taxonomy
            and row.level1.strip()
            and not form.level1_of(row.level1)
        ):
            yield _unknown(form, each, "level1", row.level1, tuple(form.taxonomy))
        if row.level2 not in form.parents and row.level2.strip() and not form.level2_of(row.level2):
            yield _unknown(form, each, "level2", row.level2, form.level2s)


def _unknown(form: Form, row: SeenRow, field: str, found: str, known: tuple[str, ...]) -> Remark:
    return remark(
        "indicators.level-unknown",
        row.path(field),
        found,
        label=form.label(field),
        known="、".join(known),
    )
