"""Every second level of the taxonomy has a row (完整性).

A row left as it was issued counts as missing; one that says 无 or 不适用 does not.
"""

from collections.abc import Iterator

from ..findings import Remark, remark
from ..form import Form
from ._rows import RowKind, SeenProject, seen_rows
from ._shared import shared


@shared(seen_rows)
def check(seen: SeenProject, form: Form) -> Iterator[Remark]:
    """Remark on each second level without a row, at its empty row where it has one."""
    if "level2" not in form.names:
        return
    used, empty = set(), dict[str, int]()
    for each in seen.rows:
        said = each.row.level2
        level2 = said if said in form.parents else form.level2_of(said)
        if level2 is None:
            continue
        if each.kind is RowKind.EMPTY:
            empty.setdefault(level2, each.position)
        else:
            used.add(level2)
    for level2 in form.level2s:
        if level2 not in used:
            has_place = level2 in empty and "level3" in form.names
            at = f"indicators.{empty[level2]}.level3" if has_place else "indicators"
            yield remark(
                "indicators.level2-missing", at, level1=form.parents[level2], level2=level2
            )
