"""From a returned workbook to typed records, where every value stands, and findings."""

from . import as_seen, beside_cells, decode, sources
from .annotation import annotate, findings_list
from .filled import MOST_STRAYS, Filled, FilledPart, FilledProject, Outside, Stray
from .locate import Labels
from .many_files import Bounds, read_many
from .of_one_year import read_of_one_year, year_said
from .one_file import read, read_all
from .recognise import CARRIED, Year
from .returned_files import copies, listed
from .sources import Source
from .unit_lines import units_said

__all__ = [
    "CARRIED",
    "MOST_STRAYS",
    "Bounds",
    "Filled",
    "FilledPart",
    "FilledProject",
    "Labels",
    "Outside",
    "Source",
    "Stray",
    "Year",
    "annotate",
    "as_seen",
    "beside_cells",
    "copies",
    "decode",
    "findings_list",
    "listed",
    "read",
    "read_all",
    "read_many",
    "read_of_one_year",
    "sources",
    "units_said",
    "year_said",
]
