"""Reading what came back: the gate first, then values, and all that a reader of values misses."""

from .book import Book, Source, read_book
from .carriers import Carriers
from .file_bytes import LARGEST, content_of, refuse_special
from .lists import list_grids
from .number_formats import shown_number

__all__ = [
    "LARGEST",
    "Book",
    "Carriers",
    "Source",
    "content_of",
    "list_grids",
    "read_book",
    "refuse_special",
    "shown_number",
]
