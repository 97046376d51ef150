"""A text is no longer than the form says."""

from collections.abc import Iterator

from ..budget import Project, UnitPart
from ..findings import Remark, remark
from ..form import Form
from ._declared import declared_values


def check(record: Project | UnitPart, form: Form) -> Iterator[Remark]:
    """Remark on each text with more signs than it may have."""
    for path, field, asked, value, _ in declared_values(record, form):
        if asked.longest is not None and isinstance(value, str) and len(value) > asked.longest:
            found = str(len(value))
            label, most = form.label(field), str(asked.longest)
            yield remark("text.too-long", path, found, label=label, expected=most)
