"""What counts: which copy of a unit, how every unit stands by it, and what the office rules."""

from .rulings import overrule
from .standing import Standing, UnitStanding, UnitState, WithdrawnUnit, status
from .which_counts import COUNTABLE, Judged, digests_of, is_untouched, judge_all, rank

__all__ = [
    "COUNTABLE",
    "Judged",
    "Standing",
    "UnitStanding",
    "UnitState",
    "WithdrawnUnit",
    "digests_of",
    "is_untouched",
    "judge_all",
    "overrule",
    "rank",
    "status",
]
