"""No amount has more decimals than the form counts with.

What lies behind the last place would be lost in print, and the printed parts would not add up.
"""

from collections.abc import Iterator
from decimal import Decimal

from ..budget import MONEY, Project
from ..findings import Remark, remark
from ..form import Form


def check(project: Project, form: Form) -> Iterator[Remark]:
    """Remark on each amount with decimals behind the form's last place; zeros do not count."""
    places = form.money.places
    for field in MONEY:
        amount: Decimal | None = getattr(project, field)
        if amount is None or _decimals(amount) <= places:
            continue
        if _decimals(amount.normalize()) > places:
            yield remark(
                "money.places",
                field,
                form.money.printed(amount),
                label=form.label(field),
                places=places,
                unit=form.money.unit,
            )


def _decimals(amount: Decimal) -> int:
    return -int(amount.as_tuple().exponent)
