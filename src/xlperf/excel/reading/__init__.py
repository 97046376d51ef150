"""Reading what came back: the gate first, then values, and all that a reader of values misses."""

from .book import Book, Source, read_book
from .carriers import Carriers
from .cell_styles import RAISED, STRUCK
from .file_bytes import LARGEST, content_of, refuse_special
from .gate import inspect
from .lists import list_grids
from .mails import Attachment, attachments, is_mail
from .number_formats import shown_number
from .runs import SMALLEST, UNSEEN
from .safe_xml import Walk, utf_8

__all__ = [
    "LARGEST",
    "RAISED",
    "SMALLEST",
    "STRUCK",
    "UNSEEN",
    "Attachment",
    "Book",
    "Carriers",
    "Source",
    "Walk",
    "attachments",
    "content_of",
    "inspect",
    "is_mail",
    "list_grids",
    "read_book",
    "refuse_special",
    "shown_number",
    "utf_8",
]
