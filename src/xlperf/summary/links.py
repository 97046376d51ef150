"""Links from a row of the summary to the file, sheet and cell it came from.

They are HYPERLINK formulas: links of the sheet itself end at 65,530. Everything in them is
text of other people, so it only ever stands inside quotes.
"""

import os
import unicodedata
from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import NamedTuple

from ..sheet import quoted
from .list_sheet import Shown

_LONGEST_LITERAL = 255
_LONGEST_TARGET = 255
"""Excel answers #VALUE! where HYPERLINK is given a longer target, however it is put together."""
_PIECE = 100


class Links:
    """Makes links that hold as long as the summary and the returns move together."""

    def __init__(self, folder: Path, names: Mapping[str, str] = {}) -> None:
        self._folder, self._names = folder, names
        self._last = _Known("", "", "")

    def to(self, file: str, sheet: str = "", cell: str = "", *, text: str = "") -> Shown:
        """A cell that opens a place; plain text where a link could not work.

        Its text is the place (`1.文明城市!C9`) unless another is given.
        """
        first = cell.partition(":")[0] or "A1"
        place = f"{sheet}!{cell}" if sheet and cell else sheet or self.name(file)
        shown = legal_text(text or place)
        target = self._known(file).target
        if not target:
            return Shown(shown, style="plain.text")
        exact = f"{target}#{quoted(sheet)}!{first}" if sheet else target
        for each in (exact, target):
            if _fits(each, _LONGEST_TARGET):
                return Shown(shown, f"=HYPERLINK({literal(each)},{literal(shown)})", "link.small")
        return Shown(shown, style="plain.text")

    def name(self, file: str) -> str:
        """The name of a file as people know it: the one it came in under, where it is kept
        under another."""
        return self._known(file).name

    def _known(self, file: str) -> "_Known":
        """What is known of a file; only of the last one, for rows come file by file."""
        if self._last.file != file:
            name = legal_text(self._names[file]) if file in self._names else name_of(file)
            self._last = _Known(file, name, _target(file, self._folder))
        return self._last


class _Known(NamedTuple):
    """A file: its name as people know it, and how links name it; "" where they cannot."""

    file: str
    name: str
    target: str


def name_of(file: str) -> str:
    """The name of a file without its folders, whichever system wrote the path."""
    return legal_text(PurePath(file.replace("\\", "/")).name)


def legal_text(text: str) -> str:
    """A text without what XML cannot hold: control characters, and halves of characters."""
    if text.isprintable():
        return text
    return "".join(
        "\ufffd" if unicodedata.category(sign) in {"Cc", "Cs"} else sign for sign in text
    )


def literal(text: str) -> str:
    """A text as formulas quote it: doubled quotes, and pieces no longer than Excel takes.

    A bracket is parted from the word before it, or XlsxWriter would take `FILTER(` in a file
    name for the function and rewrite it.
    """
    doubled = text.replace('"', '""')
    pieces = [doubled] if _fits(doubled, _LONGEST_LITERAL) else _cut(text)
    inside = '"&"'.join(pieces).replace("(", '"&"(')
    return f'"{inside}"'


def _cut(text: str) -> list[str]:
    pieces = (text[at : at + _PIECE] for at in range(0, len(text), _PIECE))
    return [each.replace('"', '""') for each in pieces]


def _fits(text: str, longest: int) -> bool:
    """Whether a text is no longer than that as Excel counts it, in UTF-16 units."""
    return 2 * len(text) <= longest or len(text.encode("utf-16-le", "surrogatepass")) <= 2 * longest


def _target(file: str, folder: Path) -> str:
    """A path relative to the summary's folder; absolute from another drive, "" for no path."""
    if not file or file != legal_text(file):
        return ""
    try:
        path = os.path.relpath(file, folder)
    except ValueError:  # Windows has no relative path from one drive to another
        path = str(Path(file).absolute())
    # What stands for itself in a path has a meaning in a link.
    return PurePath(path).as_posix().replace("%", "%25").replace("#", "%23")
