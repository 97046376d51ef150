"""Forms in Excel that come back right."""

from .consolidate import consolidate
from .form import Form
from .generate import generate
from .master import read_master
from .read import read
from .reconcile import reconcile
from .sync import sync

__all__ = ["Form", "consolidate", "generate", "read", "read_master", "reconcile", "sync"]
