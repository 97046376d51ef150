"""Parts of a workbook that list others: where they point, and what sheets there are."""

import posixpath
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from ...findings import FileError
from ..packages import Limits
from .carriers import Carriers, constant, is_seal_name
from .safe_xml import Walk

_STATES = ("visible", "hidden", "veryHidden")
_YES = ("1", "true")
_LARGEST = 65_536
"""The bytes of relations that are worth being remembered."""
Relations = Mapping[str, tuple[str, str]]
"""What a part points to: by its own name the kind, and the part, "" outside the file."""


def relations_of(content: bytes, part: str, file: str, limits: Limits) -> Relations:
    """What a part points to; `part` is that of the relations.

    Raises:
        FileError: they may not be read.
    """
    if len(content) > _LARGEST:
        return _walked(content, part, file, limits)
    try:
        return _remembered(content, part, limits)
    except FileError:  # told again, of this file
        return _walked(content, part, file, limits)


@lru_cache(maxsize=64)  # the same bytes in returns with as many sheets
def _remembered(content: bytes, part: str, limits: Limits) -> Relations:
    return _walked(content, part, "", limits)


def _walked(content: bytes, part: str, file: str, limits: Limits) -> Relations:
    walk = _Relations(part, file, limits)
    walk.run(content)
    return MappingProxyType(walk.found)


class _Relations(Walk):
    """What a part points to."""

    def __init__(self, part: str, file: str, limits: Limits) -> None:
        super().__init__(part, file, limits)
        self.found: dict[str, tuple[str, str]] = {}

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take note of where it points, by its own name; outside the file counts as nowhere."""
        if name.endswith("/relationships Relationship"):
            kind = attributes.get("Type", "").rpartition("/")[2]
            folder = posixpath.dirname(posixpath.dirname(self.part))
            target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
            outside = attributes.get("TargetMode") == "External"
            identifier = attributes.get("Id", "")
            if identifier in self.found:
                raise self.broken(identifier)
            self.found[identifier] = (kind, "" if outside else target.lstrip("/"))


class BookWalk(Walk):
    """The sheets a workbook lists: name, state, identifier; its tokens; how it counts days.

    Attributes:
        seals: the defined names that should hold a token: number of the sheet or "", and text.
    """

    def __init__(self, part: str, file: str, limits: Limits) -> None:
        super().__init__(part, file, limits)
        self.sheets: list[tuple[str, str, str]] = []
        self.seals: list[tuple[str, str]] = []
        self.from_1904 = False

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take note of a sheet."""
        if self.depth == 1 and name != "workbook":
            raise self.broken(name)
        if name == "workbookPr" and self.depth == 2:
            self.from_1904 = attributes.get("date1904") in _YES
        if name == "sheet" and self.depth == 3:
            state = attributes.get("state", "visible")
            identifier = [v for k, v in attributes.items() if k.endswith("/relationships id")]
            if state not in _STATES or len(identifier) != 1:
                raise self.broken(attributes.get("name", ""))
            self.sheets.append((attributes.get("name", ""), state, identifier[0]))
        if name == "definedName" and self.depth == 3 and is_seal_name(attributes.get("name", "")):
            self.seals.append((attributes.get("localSheetId", ""), ""))
            self.parser.CharacterDataHandler = self._text

    def closed(self, name: str) -> None:
        """A defined name ends, if it was one."""
        self.parser.CharacterDataHandler = None

    def carriers(self) -> Carriers:
        """The tokens of its names, those of a sheet by the sheet's own name."""
        numbers = {str(number): name for number, (name, _, _) in enumerate(self.sheets)}
        local: dict[str, tuple[str, ...]] = {}
        for number, text in self.seals:
            if number in numbers:
                sheet = numbers[number]
                local[sheet] = (*local.get(sheet, ()), constant(text))
        return Carriers(tuple(constant(text) for number, text in self.seals if not number), local)

    def _text(self, text: str) -> None:
        number, before = self.seals[-1]
        self.seals[-1] = (number, before + text)
