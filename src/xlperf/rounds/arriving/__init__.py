"""What comes in: files, folders and archives, each with the verdict on it by itself."""

from .archives import archive_bytes, members
from .checked_file import Checked, check
from .collection import Collected, collect, foreseen, judged_of, sent_once_more, to_collect
from .halves import (
    answers_of_part,
    answers_of_project,
    held_of,
    joined_reason,
    kept_reasons,
    with_reasons,
)
from .issued import Issued
from .judging import MOST_REASONS, Judgement, judge, judge_as_one_file, refused

__all__ = [
    "MOST_REASONS",
    "Checked",
    "Collected",
    "Issued",
    "Judgement",
    "answers_of_part",
    "answers_of_project",
    "archive_bytes",
    "check",
    "collect",
    "foreseen",
    "held_of",
    "joined_reason",
    "judge",
    "judge_as_one_file",
    "judged_of",
    "kept_reasons",
    "members",
    "refused",
    "sent_once_more",
    "to_collect",
    "with_reasons",
]
