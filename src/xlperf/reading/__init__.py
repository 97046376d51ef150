"""From a returned workbook to typed records, where every value stands, and findings."""

from . import decode
from .annotation import annotate
from .filled import MOST_STRAYS, Filled, FilledPart, FilledProject
from .locate import Labels
from .returned_files import copies, listed
from .workbook import read, read_all
from .worker import read_isolated

__all__ = [
    "MOST_STRAYS",
    "Filled",
    "FilledPart",
    "FilledProject",
    "Labels",
    "annotate",
    "copies",
    "decode",
    "listed",
    "read",
    "read_all",
    "read_isolated",
]
