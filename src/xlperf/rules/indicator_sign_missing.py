"""A figure says whether it is a floor, a ceiling or exact.

Without the sign nobody can tell at the end of the year whether 98 fulfils 95.
"""

from collections.abc import Iterator

from ..budget import Project, is_sign
from ..findings import Remark, remark
from ..form import Form
from ._rows import real_rows


def check(project: Project, form: Form) -> Iterator[Remark]:
    """Remark on each figure without a sign."""
    if not (form.asks("sign") or form.asks("value")):
        return
    for position, row in real_rows(project):
        target = row.target
        if target.number is not None and not target.sign:
            yield remark(
                "indicators.sign-missing",
                f"indicators.{position}.value",
                target.raw or target.glued(),
                signs=" ".join(sign for sign in form.signs if is_sign(sign)),
            )
