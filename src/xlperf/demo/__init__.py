"""The whole job on the sample: a round from the master budget to the summary."""

from .days import ABOUT, DUE, FORM, ROUND, SENT
from .sample import sample_answers, sample_folder
from .story import Made, demo

__all__ = [
    "ABOUT",
    "DUE",
    "FORM",
    "ROUND",
    "SENT",
    "Made",
    "demo",
    "sample_answers",
    "sample_folder",
]
