"""What the form requires of the fields it declares is filled in, in each row that is in use."""

from collections.abc import Iterator

from ..budget import Project, UnitPart, is_blank_value
from ..findings import Remark, remark
from ..form import Form
from ._declared import declared_values


def check(record: Project | UnitPart, form: Form) -> Iterator[Remark]:
    """Remark on each required field that is blank."""
    for path, field, _, value, in_use in declared_values(record, form):
        is_blank = is_blank_value(value) or (isinstance(value, str) and not value.strip())
        if in_use and is_blank and form.requires(field):
            yield remark("required.blank", path, label=form.label(field))
