"""What a workbook knows of itself: its seal, its identity, what was sent in it."""

from . import changes
from .changes import FIRST_ISSUE, Amendment, Change, Kind
from .identity import KIND, Identity, Issued, Sent, parse_identity, snapshot
from .seal import PREFIX, SEAL_NAME, Seal, parse_seals

__all__ = [
    "FIRST_ISSUE",
    "KIND",
    "PREFIX",
    "SEAL_NAME",
    "Amendment",
    "Change",
    "Identity",
    "Issued",
    "Kind",
    "Seal",
    "Sent",
    "changes",
    "parse_identity",
    "parse_seals",
    "snapshot",
]
