"""What is told of a round: in words, as JSON, as a workbook, and what changed between copies."""

from .between_copies import Difference, differences
from .json_values import arrival_json, facts_json, history_json, sent_again_json, standing_json
from .list_beside import findings_workbook
from .reasons import lines_left, reasons_of, unit_facts, unit_reasons, why_withdrawn
from .unit_history import Followed, Step, compare_copies, follow_copies, history
from .words import Words, safe
from .workbook import status_workbook

__all__ = [
    "Difference",
    "Followed",
    "Step",
    "Words",
    "arrival_json",
    "compare_copies",
    "differences",
    "facts_json",
    "findings_workbook",
    "follow_copies",
    "history",
    "history_json",
    "lines_left",
    "reasons_of",
    "safe",
    "sent_again_json",
    "standing_json",
    "status_workbook",
    "unit_facts",
    "unit_reasons",
    "why_withdrawn",
]
