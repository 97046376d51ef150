"""The styles of an .xlsx, as far as they decide what is seen: number formats, and struck text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from ...findings import FileError
from ..packages import Limits
from .number_formats import BUILT_IN, GENERAL, LOCAL, is_plain, may_be_date, shows_text
from .safe_xml import Walk

_NO_FORMAT = "[object Object]"
"""What exceljs writes of a conditional format's number format: none, which no program shows."""
UNKNOWN = ""
"""The code of a format that cannot be resolved; it refuses every figure."""
_LARGEST = 262_144
"""The bytes of styles that are worth being remembered."""
_NO = ("0", "false", "none")
STRUCK, RAISED = "value.struck", "value.raised"
"""The findings about text with a line through it, and about figures set above or below the line."""


@dataclass(frozen=True)
class CellStyles:
    """What the styles of a workbook say of what is seen.

    Attributes:
        formats: the code of each cell style; the first is that of cells without one.
        fonts: for each cell style, the finding its font makes of any text in it, or "".
        conditional: the code of each conditional format that changes the number format.
        changes: for each cell style, the codes its own conditions may put in the place of its.
    """

    formats: Sequence[str] = (GENERAL,)
    fonts: Sequence[str] = ("",)
    conditional: Mapping[int, str] = field(default_factory=dict)
    changes: Mapping[int, Sequence[str]] = field(default_factory=dict)

    def format_of(self, style: int) -> str:
        """The code of a cell's format."""
        return self.formats[style] if 0 <= style < len(self.formats) else UNKNOWN

    def font_of(self, style: int) -> str:
        """The finding its font makes of a cell, or ""."""
        return self.fonts[style] if 0 <= style < len(self.fonts) else ""

    @cached_property
    def of_interest(self) -> frozenset[int]:
        """The styles under which what is seen may not be what is stored."""
        return frozenset(
            number
            for number, (code, font) in enumerate(zip(self.formats, self.fonts, strict=True))
            if font or not is_plain(code)
        )

    @cached_property
    def of_dates(self) -> frozenset[int]:
        """The styles under which the library may make a day of a figure."""
        return frozenset(n for n, code in enumerate(self.formats) if may_be_date(code))

    @cached_property
    def telling(self) -> frozenset[int]:
        """The styles that may say something of a cell whatever stands in it."""
        return self.hiding | {n for n, font in enumerate(self.fonts) if font}

    @cached_property
    def hiding(self) -> frozenset[int]:
        """The styles that do not show a text as it is."""
        return frozenset(n for n, code in enumerate(self.formats) if not shows_text(code))


def styles_of(content: bytes, part: str, file: str, limits: Limits) -> CellStyles:
    """The styles of a workbook from their part.

    Raises:
        FileError: the part may not be read.
    """
    if len(content) > _LARGEST:
        return _walked(content, part, file, limits)
    try:
        return _remembered(content, limits)
    except FileError:  # told again, of this file
        return _walked(content, part, file, limits)


@lru_cache(maxsize=16)  # the same bytes in every return of a round
def _remembered(content: bytes, limits: Limits) -> CellStyles:
    return _walked(content, "", "", limits)


def _walked(content: bytes, part: str, file: str, limits: Limits) -> CellStyles:
    walk = _Styles(part, file, limits)
    walk.run(content)
    if not walk.cells:
        return CellStyles()
    codes = {number: walk.code(number) for number, _ in walk.cells}
    return CellStyles(
        tuple(codes[number] for number, _ in walk.cells),
        tuple(walk.fonts.get(font, "") for _, font in walk.cells),
        {number: walk.code(*each) for number, each in walk.changes.items()},
    )


class _Styles(Walk):
    """Formats, fonts and styles in the order they stand in."""

    def __init__(self, part: str, file: str, limits: Limits) -> None:
        super().__init__(part, file, limits)
        self.codes: dict[str, str] = {}
        self.fonts: dict[str, str] = {}
        self.cells: list[tuple[str, str]] = []
        self.changes: dict[int, tuple[str, str]] = {}
        self._list = ""
        self._number = -1

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take note of a format, a font, a style of cells, or what a condition changes."""
        if self.depth == 2:
            self._list, self._number = name, -1
        elif self.depth == 3:
            self._number += 1
            self._listed(name, attributes)
        elif self._list == "fonts" and self.depth == 4:
            self._font(name, attributes)
        elif self._list == "dxfs" and self.depth == 4 and name == "numFmt":
            told = attributes.get("formatCode", UNKNOWN)
            if told == _NO_FORMAT:
                return
            self.changes[self._number] = (attributes.get("numFmtId", ""), told)

    def code(self, number: str, told: str = UNKNOWN) -> str:
        """The code of a format by its number."""
        if told or number in self.codes:
            return told or self.codes[number]
        known = int(number) if number.isdecimal() and len(number) < 9 else -1
        return BUILT_IN.get(known) or LOCAL.get(known, UNKNOWN)

    def _listed(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._list == "numFmts" and name == "numFmt":
            number, code = attributes.get("numFmtId", ""), attributes.get("formatCode", UNKNOWN)
            again = self.codes.get(number, code) != code  # which of two counts, nobody knows
            self.codes[number] = "?" if again else code
        elif self._list == "cellXfs" and name == "xf":
            each = (attributes.get("numFmtId", "0"), attributes.get("fontId", "0"))
            self.cells.append(each)

    def _font(self, name: str, attributes: Mapping[str, str]) -> None:
        finding = finding_of_font(name, attributes)
        if finding:
            self.fonts[str(self._number)] = finding


def finding_of_font(name: str, attributes: Mapping[str, str]) -> str:
    """What one property of a font makes of a text: a finding's code, or "" for most."""
    value = attributes.get("val", "1").lower()
    if name == "strike" and value not in _NO:
        return STRUCK
    return RAISED if name == "vertAlign" and value in ("superscript", "subscript") else ""
