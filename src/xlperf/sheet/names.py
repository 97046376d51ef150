"""Names that Excel and Windows accept, made from any project or unit name."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

LONGEST_SHEET = 31
"""Excel counts a sheet name in UTF-16 units: an emoji is two."""
_LONGEST_FILE = 120
_LONGEST_FILE_BYTES = 200
"""Linux counts a file name in bytes, 255 at most; a Chinese character is three of them."""
_WIDE = str.maketrans({sign: chr(ord(sign) + 0xFEE0) for sign in '[]:*?/\\<>"|!'})
_RESERVED = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(\..*)?", re.IGNORECASE
)
_TAKEN_BY_EXCEL = "history"


def legal(text: str) -> str:
    """A text with what Excel or Windows refuses written full width, and no control characters."""
    kept = text
    if not text.isprintable():  # signs of control are not, nor are most that part words
        kept = "".join(" " if unicodedata.category(sign)[0] == "C" else sign for sign in text)
    return " ".join(kept.translate(_WIDE).split())


def shortened(text: str, longest: int) -> str:
    """The beginning of a text that fits so many UTF-16 units."""
    return text.encode("utf-16-le")[: 2 * longest].decode("utf-16-le", errors="ignore")


def _for_sheet(text: str) -> str:
    """A legal text that formulas can name too: Excel takes `!` in a tab, XlsxWriter does not."""
    return legal(text).replace("!", "！")


def sheet_name(title: str, taken: Iterable[str] = ()) -> str:
    """A title as Excel takes it for a sheet, with a stroke behind it while the name is taken."""
    used = {_TAKEN_BY_EXCEL, *(each.casefold() for each in taken)}
    name = shortened(_for_sheet(title), LONGEST_SHEET).strip().strip("'").strip() or "_"
    while name.casefold() in used:
        name = f"{shortened(name, LONGEST_SHEET - 1)}_"
    return name


def sheet_names(names: Iterable[str]) -> Iterator[str]:
    """A sheet name for each project: its number makes it unique, whatever the project is called.

    The whole name stands in the sheet's title; a tab has room for 31 characters only.
    """
    for number, name in enumerate(names, 1):
        head = f"{number}."
        rest = shortened(_for_sheet(name), LONGEST_SHEET - len(head)).strip().strip("'").strip()
        yield head + (rest or "?".translate(_WIDE))


def file_name(code: str, name: str, suffix: str = ".xlsx") -> str:
    """A file name for a unit that Windows accepts: code, space, name."""
    stem = shortened(legal(f"{code} {name}"), _LONGEST_FILE)
    stem = stem.encode()[:_LONGEST_FILE_BYTES].decode(errors="ignore").strip(" .")
    if not stem or stem.startswith("~$") or _RESERVED.fullmatch(stem):
        stem = f"_{stem}"
    return stem + suffix


def marked_name(name: str, mark: str) -> str:
    """A file name with a mark before its ending, such as which issue it is."""
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}{mark}{dot}{suffix}"


def unique_names(names: Iterable[str]) -> Iterator[str]:
    """The same file names, with a number behind one that only differs by case or not at all."""
    seen: set[str] = set()
    for name in names:
        stem, dot, suffix = name.rpartition(".")
        made, number = name, 1
        while _folded(made) in seen:
            number += 1
            made = f"{stem} ({number}){dot}{suffix}"
        seen.add(_folded(made))
        yield made


def _folded(name: str) -> str:
    """A file name as file systems compare it: macOS takes é and e with an accent for one."""
    return unicodedata.normalize("NFC", name.casefold())
