"""One round of collecting: what was sent, what came back, which copy counts, who is missing."""

from .collection import Taken, collect, judged_of, to_collect
from .counting import Judged
from .differences import Difference, differences
from .distribution import Distribution, distribute
from .json_values import history_json, standing_json
from .judging import MOST_REASONS
from .records import Event, Issue, Ruling, State, Verdict, Withdrawal
from .reissuing import Reissued, reissue
from .returns import Returns, counting_returns
from .round import Round, begin_round, open_round
from .rulings import overrule
from .standing import Standing, UnitStanding, UnitState, WithdrawnUnit, status
from .status_workbook import status_workbook
from .unit_history import Followed, Step, compare_copies, follow_copies, history
from .words import Words, reasons_left, safe

__all__ = [
    "MOST_REASONS",
    "Difference",
    "Distribution",
    "Event",
    "Followed",
    "Issue",
    "Judged",
    "Reissued",
    "Returns",
    "Round",
    "Ruling",
    "Standing",
    "State",
    "Step",
    "Taken",
    "UnitStanding",
    "UnitState",
    "Verdict",
    "Withdrawal",
    "WithdrawnUnit",
    "Words",
    "begin_round",
    "collect",
    "compare_copies",
    "counting_returns",
    "differences",
    "distribute",
    "follow_copies",
    "history",
    "history_json",
    "judged_of",
    "open_round",
    "overrule",
    "reasons_left",
    "reissue",
    "safe",
    "standing_json",
    "status",
    "status_workbook",
    "to_collect",
]
