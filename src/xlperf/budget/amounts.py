"""The amounts of a project, approved and returned, and what may lie behind a difference."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from .fields import MONEY
from .nouns import Project

_SLIP = 10_000
"""万元 written as 元, or the other way round, is wrong by this factor."""


@dataclass(frozen=True, slots=True)
class Amounts:
    """Budget, fiscal and other, in the form's money unit; None where nothing was given."""

    budget: Decimal | None = None
    fiscal: Decimal | None = None
    other: Decimal | None = None

    @classmethod
    def of(cls, project: Project) -> "Amounts":
        """The amounts of a project."""
        return cls(project.budget, project.fiscal, project.other)


def approved_amounts(project: Project) -> Mapping[str, Decimal]:
    """The amounts the master fixes; what it leaves blank beside a known rest is that rest."""
    known = {name: getattr(project, name) for name in MONEY if getattr(project, name) is not None}
    if "budget" in known and "fiscal" in known and "other" not in known:
        known["other"] = known["budget"] - known["fiscal"]
    return known


def differing(
    project: Project, amounts: Amounts, drawn: Collection[str] = MONEY
) -> dict[str, tuple[Decimal, Decimal]]:
    """The amounts that are not as approved: name → (approved, returned); a blank counts as 0.

    Args:
        drawn: the amounts there was a cell for; the others cannot differ.
    """
    found = {}
    for name, approved in approved_amounts(project).items():
        if name not in drawn:
            continue
        returned = getattr(amounts, name) or Decimal(0)
        if returned != approved:
            found[name] = (approved, returned)
    return found


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
