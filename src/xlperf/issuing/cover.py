"""What the office writes on the first sheet of a workbook: until when, and whom to ask."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, init=False)
class Cover:
    """What the office adds to a workbook it issues: both are shown when given.

    `due` may be given as a date; it is kept as its text, such as 2026-12-01. Any other text is what
    a workbook was issued with.
    """

    due: str
    contact: str

    def __init__(self, due: date | str = "", contact: str = "") -> None:
        object.__setattr__(self, "due", due if isinstance(due, str) else _day(due))
        object.__setattr__(self, "contact", contact)


def _day(due: date) -> str:
    """A date as text; a moment counts as its day."""
    return (due.date() if isinstance(due, datetime) else due).isoformat()
