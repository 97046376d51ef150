"""A figure says whether it is a floor, a ceiling or exact.

Without the sign nobody can tell at the end of the year whether 98 fulfils 95.
"""

from collections.abc import Iterator

from ..budget import is_sign
from ..findings import Remark, remark
from ..form import Form
from ._rows import SeenProject, seen_rows
from ._shared import shared


@shared(seen_rows)
def check(seen: SeenProject, form: Form) -> Iterator[Remark]:
    """Remark on each figure without a sign."""
    if not (form.asks("sign") or form.asks("value")):
        return
    for each in seen.real:
        target = each.target
        if target.number is not None and not target.sign:
            yield remark(
                "indicators.sign-missing",
                each.path("value"),
                target.raw or target.glued(),
                signs=" ".join(sign for sign in form.signs if is_sign(sign)),
            )
