"""From a returned workbook to typed records, where every value stands, and findings."""

from typing import TYPE_CHECKING, Any

from . import as_seen, beside_cells, decode, sources
from .filled import MOST_STRAYS, Filled, FilledPart, FilledProject, Outside, Stray
from .locate import Labels
from .many_files import read_many
from .one_file import read, read_all
from .returned_files import copies, listed
from .sources import Source
from .unit_lines import units_said
from .verdicts import Bounds

if TYPE_CHECKING:
    from .annotation import annotate

__all__ = [
    "MOST_STRAYS",
    "Bounds",
    "Filled",
    "FilledPart",
    "FilledProject",
    "Labels",
    "Outside",
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
    "read_many",
    "sources",
    "units_said",
]


def __getattr__(name: str) -> Any:
    """What marks a workbook, loaded when it is asked for: most are only read.

    Raises:
        AttributeError: there is no such name.
    """
    if name != "annotate":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from .annotation import annotate  # noqa: PLC0415 - see above

    return annotate
