"""What comes in: files, folders and archives, each with the verdict on it by itself."""

from .archives import archive_bytes, members
from .collection import Collected, collect, judged_of, to_collect
from .judging import MOST_REASONS, Judgement, judge, refused

__all__ = [
    "MOST_REASONS",
    "Collected",
    "Judgement",
    "archive_bytes",
    "collect",
    "judge",
    "judged_of",
    "members",
    "refused",
    "to_collect",
]
