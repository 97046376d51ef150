"""Where values stand beside those of fields, by names that no field may have: none has a `#`."""

TITLE, UNIT, CHECK = "#title", "#unit", "#check"
SEAL, SEAL_LINE = "#seal", "#seal.line"
_KEY = ".#key"


def key_slot(row: str) -> str:
    """The hidden key beside a row, which is given by its table and number: `task.2`."""
    return f"{row}{_KEY}"


def is_key_slot(slot: str) -> bool:
    """Whether a hidden key stands there."""
    return slot.endswith(_KEY)
