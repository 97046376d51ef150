"""What a remark speaks of: the field it stands at, or all that make one statement; if drawn."""

from ..budget import MONEY
from ..findings import Remark
from ..form import INDICATORS, Form
from . import form_checks

_MAY_LACK = frozenset({*MONEY, "purpose", "goal"})
_PARTS = frozenset({"sign", "number", "unit"})
_OF_AMOUNTS = frozenset({"money.sum", "money.slip", "money.swapped"})
"""Remarks that hold the amounts against each other: mending any of them may end it."""


def fields_of(remark: Remark, form: Form) -> frozenset[str]:
    """The fields of which one has to be changed, that there is nothing to remark any more."""
    if remark.code in _OF_AMOUNTS:
        return frozenset(name for name in MONEY if form.asks(name))
    if remark.code == form_checks.CODE:
        return frozenset(remark.values["names"].split())
    return frozenset({remark.field})


def is_drawn(remark: Remark, form: Form) -> bool:
    """Whether the form draws a cell for what a rule of budgets remarks on.

    What identifies a project is known without a cell; other tables are the form's own.
    """
    table, _, rest = remark.field.partition(".")
    if table != INDICATORS:
        return remark.field not in _MAY_LACK or form.asks(remark.field)
    column = rest.partition(".")[2]
    return (
        not column
        or column in form.names
        or (column == "value" and not _PARTS.isdisjoint(form.names))
    )
