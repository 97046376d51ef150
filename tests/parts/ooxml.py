"""Is a workbook one that Excel opens without a repair: the SDK's word, and ours beside it.

Microsoft's validator sees about half of what Excel repairs; `unseen_errors` looks for the rest.
"""

import json
import os
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from xlperf.sheet.address import parse_cell

from .formula_text import formula_errors
from .package import Name, Package
from .real import validator_program
from .sheet_check import SheetCheck

SECONDS = 120
LONGEST_SHEET_NAME = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_NAME = re.compile(r"(?:[^\W\d]|\\)[\w.\\?]{0,254}")
_ROW_COLUMN = re.compile(r"R\d*(?:C\d*)?|C\d*", re.IGNORECASE)


def sdk_errors(path: Path) -> list[str]:
    """What the Open XML SDK finds wrong; an empty list is a good workbook."""
    ran = subprocess.run(
        [validator_program(), path],
        check=False,
        capture_output=True,
        timeout=SECONDS,
        env={**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"},
    )
    if not ran.stdout:
        raise RuntimeError(ran.stderr.decode(errors="replace"))
    errors = json.loads(ran.stdout)["errors"]
    return [f"{each['path']} {each['xPath']}: {each['description']}" for each in errors]


def unseen_errors(source: Path | bytes) -> list[str]:
    """What the SDK does not see and Excel repairs, refuses or reads wrongly."""
    package = Package(source)
    names = [sheet.name for sheet in package.sheets]
    known = frozenset(name.casefold() for name in names)
    strings = list(package.strings())
    found = [*_sheet_name_errors(names), *_name_errors(package.names, known, len(names))]
    for number, text in enumerate(strings):
        if problem := SheetCheck.text_error(text):
            found.append(f"shared string {number}: {problem}")
    for sheet in package.sheets:
        check = SheetCheck(sheet.name, known, len(strings))
        found.extend(_sheet_errors(package, sheet.part, check))
    return found


def all_errors(path: Path) -> list[str]:
    """Both words on one workbook."""
    return [*sdk_errors(path), *unseen_errors(path)]


def _sheet_errors(package: Package, part: str, check: SheetCheck) -> Iterator[str]:
    """Show every element of a sheet to the eyes on it."""
    for event, element in package.stream(part):
        yield from check.starts(element) if event == "start" else check.ends(element)
    yield from check.closes()


def _sheet_name_errors(names: list[str]) -> Iterator[str]:
    """Sheet names Excel does not take."""
    times = Counter(name.casefold() for name in names)
    for name in names:
        if not 0 < len(name.encode("utf-16-le")) // 2 <= LONGEST_SHEET_NAME:
            yield f"sheet {name!r}: a name has 1 to {LONGEST_SHEET_NAME} characters"
        if _FORBIDDEN.search(name):
            yield f"sheet {name!r}: a name holds none of []:*?/\\"
        if name.startswith("'") or name.endswith("'"):
            yield f"sheet {name!r}: no apostrophe at the ends of a name"
        if name.casefold() == "history":
            yield f"sheet {name!r}: Excel keeps this name for itself"
        if times[name.casefold()] > 1:
            yield f"sheet {name!r}: the name is there twice"


def _name_errors(names: list[Name], sheets: frozenset[str], count: int) -> Iterator[str]:
    """Defined names Excel does not take, and those that refer to nothing."""
    times = Counter((each.name.casefold(), each.sheet) for each in names)
    for each in names:
        where = f"name {each.name!r}"
        if not _is_legal_name(each.name):
            yield f"{where}: not a legal name"
        if each.sheet is not None and not 0 <= each.sheet < count:
            yield f"{where}: local to sheet number {each.sheet}, which is not there"
        if times[each.name.casefold(), each.sheet] > 1:
            yield f"{where}: the name is there twice"
        if not each.text.strip():
            yield f"{where}: refers to nothing"
        yield from (f"{where}: {problem}" for problem in formula_errors(each.text, sheets))


def _is_legal_name(name: str) -> bool:
    """Letters first, then letters, digits, dots and underscores; nothing that reads as a cell."""
    plain = name.removeprefix("_xlnm.")
    if not _NAME.fullmatch(plain) or _ROW_COLUMN.fullmatch(plain):
        return False
    try:
        parse_cell(plain)
    except ValueError:
        return True
    return False
