"""From a returned workbook to typed records, where every value stands, and findings."""

from typing import TYPE_CHECKING, Any

from . import as_seen, beside_cells, decode, sources
from .beside_cells import is_of_last_year
from .filled import MOST_STRAYS, Filled, FilledPart, FilledProject, Outside, Stray
from .locate import Labels
from .many_files import Progress, read_each_apart, read_many
from .of_one_year import read_of_one_year, year_said
from .one_file import read, read_all, read_grids
from .recognise import CARRIED, Year
from .returned_files import copies, listed
from .sources import Source
from .unit_lines import units_said
from .verdicts import Bounds

if TYPE_CHECKING:
    from .annotation import annotate, findings_list

__all__ = [
    "CARRIED",
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
    "Year",
    "annotate",
    "as_seen",
    "beside_cells",
    "copies",
    "decode",
    "findings_list",
    "is_of_last_year",
    "listed",
    "read",
    "read_all",
    "read_each_apart",
    "read_grids",
    "read_many",
    "read_of_one_year",
    "sources",
    "units_said",
    "year_said",
]


def __getattr__(name: str) -> Any:
    """What marks a workbook, loaded when it is asked for: most are only read.

    Raises:
        AttributeError: there is no such name.
    """
    if name not in ("annotate", "findings_list"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from . import annotation  # noqa: PLC0415 - see above

    return getattr(annotation, name)
