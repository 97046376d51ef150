"""The hidden sheet that says what the workbook is, and what was sent in it."""

from ...identity import Identity
from ...sheet import Sheet, TextTable


def identity_sheet(name: str, identity: Identity) -> Sheet:
    """The identity, a fact a row, all of it text."""
    contents = TextTable("key", tuple(identity.rows()))
    widths = {0: 12.0, 1: 26.0, 2: 26.0, 3: 60.0}
    return Sheet(name, contents, widths=widths, protected=True, hidden=True)
