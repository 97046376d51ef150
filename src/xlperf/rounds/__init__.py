"""One round of collecting: what was sent, what came back, which copy counts, who is missing."""

from .arriving import MOST_REASONS, Collected, collect, judged_of, to_collect
from .counting import (
    Judged,
    Standing,
    UnitStanding,
    UnitState,
    WithdrawnUnit,
    overrule,
    status,
)
from .distribution import Distribution, distribute
from .ledger import Arrival, Event, Issue, Reason, Ruling, State, Verdict, Withdrawal
from .opening import begin_round, open_round
from .reissuing import Reissued, reissue
from .round import Round
from .summing_up import RoundReturns, counting_returns
from .telling import (
    Difference,
    Followed,
    Step,
    Words,
    compare_copies,
    differences,
    facts_json,
    follow_copies,
    history,
    history_json,
    lines_left,
    reasons_of,
    safe,
    standing_json,
    status_workbook,
)

__all__ = [
    "MOST_REASONS",
    "Arrival",
    "Collected",
    "Difference",
    "Distribution",
    "Event",
    "Followed",
    "Issue",
    "Judged",
    "Reason",
    "Reissued",
    "Round",
    "RoundReturns",
    "Ruling",
    "Standing",
    "State",
    "Step",
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
    "facts_json",
    "follow_copies",
    "history",
    "history_json",
    "judged_of",
    "lines_left",
    "open_round",
    "overrule",
    "reasons_of",
    "reissue",
    "safe",
    "standing_json",
    "status",
    "status_workbook",
    "to_collect",
]
