"""One round of collecting: what was sent, what came back, which copy counts, who is missing."""

from .differences import Difference, differences
from .history import Followed, Step, compare_copies, follow_copies, history
from .overrule import overrule
from .returns import Returns, counting_returns
from .round import Round, begin_round, open_round
from .status import Standing, UnitStanding, UnitState, WithdrawnUnit, status
from .status_workbook import status_workbook

__all__ = [
    "Difference", "Followed", "Returns", "Round", "Standing", "Step", "UnitStanding", "UnitState",
    "WithdrawnUnit", "begin_round", "compare_copies", "counting_returns", "differences",
    "follow_copies", "history", "open_round", "overrule", "status", "status_workbook",
]  # fmt: skip
