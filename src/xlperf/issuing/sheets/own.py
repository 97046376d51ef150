"""The token of a sheet that nobody fills in, where it is neither seen nor printed."""

from dataclasses import replace

from ...identity import OwnSheet, Seal
from ...sheet import Content, Sheet
from ..frame_slots import SEAL

_WIDTH = 6.0
_SLOT = "token"


def sealed(sheet: Sheet, kind: OwnSheet, seal: Seal) -> Sheet:
    """The sheet with its token in a hidden column, right of all that stands on it."""
    return with_token(with_place(sheet), kind, seal)


def with_place(sheet: Sheet) -> Sheet:
    """The sheet with a hidden column for its token.

    The title stands there once more: whoever clears the sheet to write on it changes the one
    that is seen, and the sheet is then no longer taken for ours.
    """
    row = min(sheet.contents, key=_place).row
    column = max(each.column for each in sheet.contents) + 2
    return replace(
        sheet,
        contents=sorted((*sheet.contents, Content(row, column, "key", slot=_SLOT)), key=_place),
        widths={**sheet.widths, column: _WIDTH},
        hidden_columns=(*sheet.hidden_columns, column),
    )


def with_token(sheet: Sheet, kind: OwnSheet, seal: Seal) -> Sheet:
    """The sheet with its token in the place that is there for it."""
    title, token = sheet.contents[0].value, str(seal.of_sheet(kind))
    return replace(sheet, values={**sheet.values, SEAL: token, _SLOT: f"{title} {token}"})


def _place(content: Content) -> tuple[int, int]:
    return content.row, content.column
