"""No stray spaces stand in the texts of declared fields: they make two spellings of one name."""

from collections.abc import Iterator

from ..budget import Project, UnitPart
from ..findings import Remark, remark
from ..form import Form
from ._declared import declared_values
from .stray_spaces import without_stray


def check(record: Project | UnitPart, form: Form) -> Iterator[Remark]:
    """Remark on each text with a stray space, with the text as it was meant."""
    for path, _, _, value, _ in declared_values(record, form):
        if isinstance(value, str) and (meant := without_stray(value)) != value:
            yield remark("text.spaces", path, value, meant=meant)
