"""Places of a workbook outside its cells that hold a token: names, keywords, a property.

A program may write them, lose them or spoil them; none of that keeps a file from being read, so
a part that cannot be walked holds nothing. What its texts say is judged elsewhere.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ...findings import FileError
from ...identity import SEAL_NAME
from ..packages import Limits, Package
from .safe_xml import Walk, utf_8

_CONSTANT = re.compile(r'(?:of:=)?"((?:[^"]|"")*)"')
_LARGEST = 256_000
_ELEMENTS = 5_000


@dataclass(frozen=True, slots=True)
class Carriers:
    """The texts in which a token may stand, just as they were found.

    Attributes:
        names: of the workbook's own name for it, which should be one.
        sheet_names: of that name where it belongs to one sheet, by that sheet.
        keywords: the workbook's keywords.
        properties: of the custom property.
    """

    names: tuple[str, ...] = ()
    sheet_names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    keywords: tuple[str, ...] = ()
    properties: tuple[str, ...] = ()


def is_seal_name(name: str) -> bool:
    """Whether a name or property is the one that holds a token; programs ignore its case."""
    return name.lower() == SEAL_NAME


def constant(formula: str) -> str:
    """The text a defined name stands for; "" when it is a formula, a range or a number."""
    found = _CONSTANT.fullmatch(formula.strip())
    return found[1].replace('""', '"') if found else ""


class _Properties(Walk):
    """The keywords and the property of a part with document properties, of either format."""

    def __init__(self, part: str, file: str, limits: Limits) -> None:
        super().__init__(part, file, limits)
        self.keywords: list[str] = []
        self.properties: list[str] = []
        self._inside: list[str] | None = None
        self._depth = 0
        self.parser.CharacterDataHandler = self._text

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        """The keywords or the property begin, and whatever stands inside them is theirs."""
        bare = name.rpartition(" ")[2]
        named = [text for key, text in attributes.items() if key.rpartition(" ")[2] == "name"]
        if self._inside is not None:
            return
        if bare in ("keywords", "keyword"):
            self._inside = self.keywords
        elif bare in ("property", "user-defined") and any(map(is_seal_name, named)):
            self._inside = self.properties
        if self._inside is not None:
            self._inside.append("")
            self._depth = self.depth

    def closed(self, name: str) -> None:
        """They end."""
        if self._inside is not None and self.depth == self._depth:
            self._inside = None

    def _text(self, text: str) -> None:
        if self._inside is not None:
            self._inside[-1] += text


def with_properties(carriers: Carriers, package: Package, *parts: str) -> Carriers:
    """The same with what stands in the parts that hold document properties."""
    limits = replace(package.limits, part_bytes=_LARGEST, elements=_ELEMENTS)
    bounded = replace(package, limits=limits)
    for part in dict.fromkeys(parts):
        walk = _Properties(part, package.name, limits)
        try:
            walk.run(utf_8(bounded.read(part), part, package.name))
        except FileError:
            continue
        carriers = replace(
            carriers,
            keywords=(*carriers.keywords, *walk.keywords),
            properties=(*carriers.properties, *walk.properties),
        )
    return carriers
