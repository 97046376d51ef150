"""What counts: which copy of a unit, how every unit stands by it, and what the office rules."""

from .altered import Altered
from .asked import codes_of, in_force
from .copies_sent_again import SentAgain, came_again, sent_again
from .extensions import extend
from .rulings import asked_unit, overrule
from .standing import Standing, status
from .unit_standing import UnitStanding, UnitState, WithdrawnUnit
from .which_counts import (
    COUNTABLE,
    Judged,
    chosen_by_unit,
    digests_of,
    is_untouched,
    judge_all,
    rank,
)

__all__ = [
    "COUNTABLE",
    "Altered",
    "Judged",
    "SentAgain",
    "Standing",
    "UnitStanding",
    "UnitState",
    "WithdrawnUnit",
    "asked_unit",
    "came_again",
    "chosen_by_unit",
    "codes_of",
    "digests_of",
    "extend",
    "in_force",
    "is_untouched",
    "judge_all",
    "overrule",
    "rank",
    "sent_again",
    "status",
]
