"""Which fields a remark speaks of: the one it stands at, or all that make one statement."""

from ..budget import MONEY
from ..findings import Remark
from ..form import Form
from . import form_checks

_OF_AMOUNTS = frozenset({"money.sum", "money.slip", "money.swapped"})
"""Remarks that hold the amounts against each other: mending any of them may end it."""


def fields_of(remark: Remark, form: Form) -> frozenset[str]:
    """The fields of which one has to be changed, that there is nothing to remark any more."""
    if remark.code in _OF_AMOUNTS:
        return frozenset(name for name in MONEY if form.asks(name))
    if remark.code == form_checks.CODE:
        return frozenset(remark.values["names"].split())
    return frozenset({remark.field})
