"""The last day on which a return is not late, given as a date or as its text."""

import re
from datetime import date, datetime

from ..findings import RoundError

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def last_day(due: date | str) -> date:
    """A due date; text is written as 2023-03-15, and a moment counts as its day.

    Raises:
        RoundError: the text is no date.
    """
    if isinstance(due, datetime):
        return due.date()
    if isinstance(due, date):
        return due
    try:
        if _DATE.fullmatch(due):
            return date.fromisoformat(due)
    except ValueError:  # no day of the calendar, such as 2026-11-31
        pass
    raise RoundError("round.due", found=due)
