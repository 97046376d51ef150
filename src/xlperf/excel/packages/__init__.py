"""Zips: listed once, inflated within bounds, and made anew with what is unchanged as it stands."""

from .directory import DEFLATED, STORED, Part, listed
from .limits import GENEROUS, ISSUED, Limits
from .package import Package, open_package
from .packing import LEVEL, pack_files, packed, parts_of
from .rebuilding import rebuilt

__all__ = [
    "DEFLATED",
    "GENEROUS",
    "ISSUED",
    "LEVEL",
    "STORED",
    "Limits",
    "Package",
    "Part",
    "listed",
    "open_package",
    "pack_files",
    "packed",
    "parts_of",
    "rebuilt",
]
