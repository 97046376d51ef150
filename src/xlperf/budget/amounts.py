"""The amounts of a project, approved and returned, and what may lie behind a difference."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from . import wording
from .fields import MONEY
from .nouns import Project
from .target import Target
from .values import FieldValue, Values, is_blank_value

_NOTHING: Values = {}
"""What most projects have of their own, kept once."""
_SLIP = 10_000
"""万元 written as 元, or the other way round, is wrong by this factor."""


@dataclass(frozen=True, slots=True)
class Amounts:
    """Budget, fiscal and other, in the form's money unit; None where nothing was given.

    Attributes:
        declared: what a form declares besides and a master budget may give: amounts of a project,
            every field of a unit. A blank is left out.
    """

    budget: Decimal | None = None
    fiscal: Decimal | None = None
    other: Decimal | None = None
    declared: Values = field(default_factory=dict)

    @classmethod
    def of(cls, project: Project, own: Iterable[str] = ()) -> "Amounts":
        """The amounts of a project, and those of its own fields."""
        values = project.values
        budget, fiscal, other = (_amount(values.get(name)) for name in MONEY)
        return cls(budget, fiscal, other, given(values, own) or _NOTHING)

    def value(self, name: str) -> FieldValue:
        """What is given as a field; None for a blank."""
        return getattr(self, name) if name in MONEY else self.declared.get(name)


def given(values: Mapping[str, FieldValue], names: Iterable[str]) -> Values:
    """Those of some values that are there and no blanks."""
    return {n: values[n] for n in names if n in values and not is_blank_value(values[n])}


def _amount(value: FieldValue) -> Decimal | None:
    return value if isinstance(value, Decimal) else None


def approved_values(approved: Amounts) -> Values:
    """What the master fixes; what it leaves blank beside a known rest is that rest."""
    known = given({name: approved.value(name) for name in MONEY}, MONEY)
    budget, fiscal = approved.budget, approved.fiscal
    if budget is not None and fiscal is not None and "other" not in known:
        known["other"] = budget - fiscal
    return {**known, **approved.declared}


def differing(
    approved: Amounts, returned: Amounts, drawn: Collection[str] = MONEY
) -> dict[str, tuple[FieldValue, FieldValue]]:
    """What is not as approved: name → (approved, returned); a blank figure counts as 0.

    Texts are compared as people read them.

    Args:
        drawn: the fields there was a cell for; the others cannot differ.
    """
    found: dict[str, tuple[FieldValue, FieldValue]] = {}
    for name, then in approved_values(approved).items():
        now = returned.value(name)
        if isinstance(then, Decimal) and now is None:
            now = Decimal(0)
        if name in drawn and not _is_same(then, now):
            found[name] = (then, now)
    return found


def _is_same(then: FieldValue, now: FieldValue) -> bool:
    if isinstance(then, str):
        return isinstance(now, str) and wording.plain(then) == wording.plain(now)
    if isinstance(then, Target):
        return isinstance(now, Target) and wording.plain(then.raw) == wording.plain(now.raw)
    return then == now


def hint(approved: Decimal, returned: Decimal) -> str:
    """What may lie behind a difference: `slip` (元/万元), `swapped` (two digits), or ""."""
    if approved and returned and (returned == approved * _SLIP or approved == returned * _SLIP):
        return "slip"
    if sorted(_digits(approved, returned)) == sorted(_digits(returned, approved)):
        return "swapped"
    return ""


def _digits(amount: Decimal, other: Decimal) -> str:
    """The digits of an amount, written with as many places as the longer of two has."""
    places = max(-int(each.as_tuple().exponent) for each in (amount, other))
    return f"{amount:.{max(0, places)}f}".replace(".", "").lstrip("0")
