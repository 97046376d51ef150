"""The time zone of a round: kept by its name, where it has one, and by its hours from UTC."""

import re
from datetime import datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

_HOURS = re.compile(r"([+-])([0-9]{2})([0-9]{2})(?:[0-9]{2}(?:\.[0-9]+)?)?")


def zone_of(at: datetime) -> str:
    """The zone of a moment, such as `Asia/Shanghai +0800`, or `+0800` of one without a name."""
    return f"{getattr(at.tzinfo, 'key', None) or ''} {at:%z}".strip()


def zone_named(text: str) -> tzinfo | None:
    """The zone of that spelling; by its hours where this machine does not know its name."""
    name, _, hours = text.rpartition(" ")
    try:
        return ZoneInfo(name) if name else _by_hours(hours)
    except (KeyError, ValueError, OSError):  # no such name, or no list of zones, as on Windows
        return _by_hours(hours)


def _by_hours(text: str) -> tzinfo | None:
    found = _HOURS.fullmatch(text)
    if not found:
        return None
    apart = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return timezone(-apart if found[1] == "-" else apart) if apart < timedelta(days=1) else None
