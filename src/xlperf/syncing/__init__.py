"""A half-filled workbook brought up to a new master budget without losing an answer."""

from .synced import Synced, sync

__all__ = ["Synced", "sync"]
