"""A half-filled workbook brought up to a new master budget without losing an answer."""

from .up_to_date import Synced, sync

__all__ = ["Synced", "sync"]
