"""Reading what came back: the gate first, then values, and all that a reader of values misses."""

from .book import Book, Source, read_book
from .carriers import Carriers
from .content import LARGEST, content_of, refuse_special
from .lists import list_grids
from .package import Limits, Part, listed

__all__ = [
    "LARGEST",
    "Book",
    "Carriers",
    "Limits",
    "Part",
    "Source",
    "content_of",
    "list_grids",
    "listed",
    "read_book",
    "refuse_special",
]
