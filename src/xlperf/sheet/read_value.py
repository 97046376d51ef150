"""What a cell holds, as it was read."""

from datetime import date, datetime, time, timedelta

Read = str | float | int | bool | date | datetime | time | timedelta
"""A value as read; a blank cell is ""."""
