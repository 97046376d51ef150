"""The token of a sheet that nobody fills in, where it is neither seen nor printed."""

from dataclasses import replace

from ...identity import OwnSheet, Seal
from ...sheet import Content, Sheet

_WIDTH = 6.0


def sealed(sheet: Sheet, kind: OwnSheet, seal: Seal) -> Sheet:
    """The sheet with its token in a hidden column, right of all that stands on it.

    The title stands there once more: whoever clears the sheet to write on it changes the one
    that is seen, and the sheet is then no longer taken for ours.
    """
    title = min(sheet.contents, key=_place)
    column = max(each.column for each in sheet.contents) + 2
    token = str(seal.of_sheet(kind))
    cell = Content(title.row, column, "key", f"{title.value} {token}")
    return replace(
        sheet,
        contents=sorted((*sheet.contents, cell), key=_place),
        values={**sheet.values, "seal": token},
        widths={**sheet.widths, column: _WIDTH},
        hidden_columns=(*sheet.hidden_columns, column),
    )


def _place(content: Content) -> tuple[int, int]:
    return content.row, content.column
