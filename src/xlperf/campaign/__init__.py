"""One round of collecting: what was sent, what came back, which copy counts, who is missing."""

from .collect import Taken, collect, judged_of
from .differences import Difference, differences
from .distribute import Distribution, distribute
from .history import Followed, Step, compare_copies, follow_copies, history
from .overrule import overrule
from .reissue import Reissued, reissue
from .returns import Returns, counting_returns
from .round import Round, begin_round, open_round
from .status import Standing, UnitStanding, UnitState, WithdrawnUnit, status
from .status_workbook import status_workbook

__all__ = [
    "Difference", "Distribution", "Followed", "Reissued", "Returns", "Round", "Standing", "Step",
    "Taken", "UnitStanding", "UnitState", "WithdrawnUnit", "begin_round", "collect",
    "compare_copies", "counting_returns", "differences", "distribute", "follow_copies", "history",
    "judged_of", "open_round", "overrule", "reissue", "status", "status_workbook",
]  # fmt: skip
