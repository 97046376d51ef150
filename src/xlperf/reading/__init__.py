"""From a returned workbook to typed records, where every value stands, and findings."""

from . import as_seen, beside_cells, decode, sources
from .annotation import annotate
from .filled import MOST_STRAYS, Filled, FilledPart, FilledProject, Outside, Stray
from .locate import Labels
from .many_files import Bounds, Progress, read_apart, read_many
from .one_file import read, read_all, read_grids
from .returned_files import copies, listed
from .sources import Source
from .unit_lines import units_said

__all__ = [
    "MOST_STRAYS",
    "Bounds",
    "Filled",
    "FilledPart",
    "FilledProject",
    "Labels",
    "Outside",
    "Progress",
    "Source",
    "Stray",
    "annotate",
    "as_seen",
    "beside_cells",
    "copies",
    "decode",
    "listed",
    "read",
    "read_all",
    "read_apart",
    "read_grids",
    "read_many",
    "sources",
    "units_said",
]
