"""Name and value say more than a bare word such as 质量, 效率 or 好坏 (适当性).

As a name it fits any project; as a value it names a scale and no place on it.
"""

from collections.abc import Iterator

from ..findings import Remark, remark
from ..form import Form
from ._rows import SeenProject, SeenRow, seen_rows
from ._shared import shared
from ._value_words import is_bare_name, is_bare_value


@shared(seen_rows)
def check(seen: SeenProject, form: Form) -> Iterator[Remark]:
    """Remark on each name, and each value in words, that is a bare word."""
    for each in seen.real:
        if is_bare_name(each.name):
            yield _bare(form, each, "level3", each.name)
        value = each.target.text.strip()
        if value and is_bare_value(value, form):
            yield _bare(form, each, "value", value)


def _bare(form: Form, row: SeenRow, field: str, found: str) -> Remark:
    return remark("indicators.bare-word", row.path(field), found, label=form.label(field))
