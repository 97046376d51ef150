"""No amount is the number of a day: typed into a money cell, `3/4` may be stored as 46085.

A cell that kept its money format does not say that it was a date, so only the number is left to
ask. In 元 such amounts are everyday ones, so there the question would be noise.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from ..budget import MONEY, Project
from ..findings import Remark, remark
from ..form import Form

_DAY_ZERO = date(1899, 12, 30)
_FIRST, _LAST = date(2015, 1, 1), date(2045, 12, 31)
"""The days people type today; other days are no likelier than the amount itself."""


def check(project: Project, form: Form) -> Iterator[Remark]:
    """Remark on each whole amount that is how a day of these years is stored."""
    if form.money.unit == "元":
        return
    for field in MONEY:
        day = _day(getattr(project, field))
        if day:
            yield remark(
                "money.date",
                field,
                form.money.printed(getattr(project, field)),
                label=form.label(field),
                day=day.isoformat(),
                typed=f"{day.month}/{day.day}",
                unit=form.money.unit,
            )


def _day(amount: Decimal | None) -> date | None:
    if amount is None or not (_serial(_FIRST) <= amount <= _serial(_LAST)) or amount % 1:
        return None
    return _DAY_ZERO + timedelta(days=int(amount))


def _serial(day: date) -> int:
    return (day - _DAY_ZERO).days
