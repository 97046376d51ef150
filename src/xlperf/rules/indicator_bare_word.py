"""Name and value say more than a bare word such as 质量, 效率 or 好坏 (适当性).

As a name it fits any project; as a value it names a scale and no place on it.
"""

from collections.abc import Iterator

from ..budget import Project
from ..findings import Remark, remark
from ..form import Form
from ._rows import real_rows
from ._value_words import is_bare_name, is_bare_value


def check(project: Project, form: Form) -> Iterator[Remark]:
    """Remark on each name, and each value in words, that is a bare word."""
    for position, row in real_rows(project):
        name, value = row.level3.strip(), row.target.text.strip()
        if is_bare_name(name):
            yield _bare(form, position, "level3", name)
        if value and is_bare_value(value, form):
            yield _bare(form, position, "value", value)


def _bare(form: Form, position: int, field: str, found: str) -> Remark:
    path = f"indicators.{position}.{field}"
    return remark("indicators.bare-word", path, found, label=form.label(field))
