"""What comes in: files, folders and archives, each with the verdict on it by itself."""

from .collection import Collected, collect, judged_of, to_collect
from .judging import MOST_REASONS, Judgement, judge

__all__ = [
    "MOST_REASONS",
    "Collected",
    "Judgement",
    "collect",
    "judge",
    "judged_of",
    "to_collect",
]
