"""A figure is within the bounds of the form, and has no more decimals than it may have."""

from collections.abc import Iterator
from decimal import Decimal

from ..budget import Holds, Project, UnitPart
from ..findings import Remark, remark
from ..form import DeclaredField, Form
from ._declared import declared_values


def check(record: Project | UnitPart, form: Form) -> Iterator[Remark]:
    """Remark on each figure out of bounds, and on each with too many decimals."""
    for path, field, asked, value, _ in declared_values(record, form):
        if isinstance(value, Decimal):
            label = form.label(field)
            if bounds := _broken(asked, value):
                yield remark("value.bounds", path, f"{value:f}", label=label, expected=bounds)
            most = form.money.places if asked.kind is Holds.MONEY else asked.places
            most = most if asked.places is None else asked.places
            if most is not None and -int(value.normalize().as_tuple().exponent) > most:
                told = f"{value.normalize():f}"
                yield remark("value.places", path, told, label=label, expected=str(most))


def _broken(asked: DeclaredField, value: Decimal) -> str:
    """The bound that a figure breaks, with the sign it is broken by; "" for none."""
    sign = "%" if asked.kind is Holds.PERCENT else ""
    if asked.least is not None and value < asked.least:
        return f"≥ {asked.least:f}{sign}"
    if asked.most is not None and value > asked.most:
        return f"≤ {asked.most:f}{sign}"
    return ""
