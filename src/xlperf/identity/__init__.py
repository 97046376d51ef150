"""What a workbook knows of itself: its seal, its identity, what was sent in it."""

from . import changes
from .changes import FIRST_ISSUE, Amendment, Change, Kind
from .identity import (
    KIND,
    Identity,
    Issued,
    Sent,
    SentPart,
    hold_together,
    keys_of_kept,
    parse_identity,
    snapshot,
)
from .old_sheets import was_findings, was_ours
from .seal import PREFIX, SEAL_NAME, OwnSheet, Seal, parse_seals, without_seals

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
    "OwnSheet",
    "Seal",
    "Sent",
    "SentPart",
    "changes",
    "hold_together",
    "keys_of_kept",
    "parse_identity",
    "parse_seals",
    "snapshot",
    "was_findings",
    "was_ours",
    "without_seals",
]
