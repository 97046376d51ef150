"""The last day on which a return is not late, given as a date or as its text."""

import re
from datetime import date, datetime

from ..findings import RoundError

_SPELLINGS = (
    re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})"),
    re.compile(r"([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})"),
    re.compile(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日"),
)


def last_day(due: date | str) -> date:
    """A due date; a moment counts as its day.

    Text is written as 2026-12-15, 2026/12/15 or 2026年12月15日.

    Raises:
        RoundError: the text is no date.
    """
    if isinstance(due, datetime):
        return due.date()
    if isinstance(due, date):
        return due
    for spelling in _SPELLINGS:
        if written := spelling.fullmatch(due):
            return _day(due, *written.groups())
    raise RoundError("round.due", found=due)


def _day(due: str, year: str, month: str, day: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:  # no day of the calendar, such as 2026-11-31
        raise RoundError("round.due", found=due) from None
