"""Forms in Excel that come back right."""

from .form import Form
from .issuing import generate
from .master import read_master, reconcile
from .reading import read
from .summary import consolidate
from .syncing import sync

__all__ = ["Form", "consolidate", "generate", "read", "read_master", "reconcile", "sync"]
