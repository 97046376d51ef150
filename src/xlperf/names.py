"""Names that Excel and Windows accept, made from any project or unit name."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

LONGEST_SHEET = 31
"""Excel counts a sheet name in UTF-16 units: an emoji is two."""
_LONGEST_FILE = 120
_WIDE = str.maketrans({sign: chr(ord(sign) + 0xFEE0) for sign in '[]:*?/\\<>"|'})
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)


def legal(text: str) -> str:
    """A text with what Excel or Windows refuses written full width, and no control characters."""
    kept = "".join(" " if unicodedata.category(sign)[0] == "C" else sign for sign in text)
    return " ".join(kept.translate(_WIDE).split())


def shortened(text: str, longest: int) -> str:
    """The beginning of a text that fits so many UTF-16 units."""
    while len(text.encode("utf-16-le")) // 2 > longest:
        text = text[:-1]
    return text


def sheet_names(names: Iterable[str]) -> Iterator[str]:
    """A sheet name for each project: its number makes it unique, whatever the project is called.

    The whole name stands in the sheet's title; a tab has room for 31 characters only.
    """
    for number, name in enumerate(names, 1):
        head = f"{number}."
        rest = shortened(legal(name), LONGEST_SHEET - len(head)).strip().strip("'").strip()
        yield head + (rest or "?".translate(_WIDE))


def file_name(code: str, name: str, suffix: str = ".xlsx") -> str:
    """A file name for a unit that Windows accepts: code, space, name."""
    stem = shortened(legal(f"{code} {name}"), _LONGEST_FILE).strip(" .")
    if not stem or _RESERVED.fullmatch(stem):
        stem = f"_{stem}"
    return stem + suffix


def unique_names(names: Iterable[str]) -> Iterator[str]:
    """The same file names, with a number behind one that only differs by case or not at all."""
    seen: set[str] = set()
    for name in names:
        stem, dot, suffix = name.rpartition(".")
        made, number = name, 1
        while made.casefold() in seen:
            number += 1
            made = f"{stem} ({number}){dot}{suffix}"
        seen.add(made.casefold())
        yield made
