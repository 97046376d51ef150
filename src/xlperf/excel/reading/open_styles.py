"""The styles of an .ods, as far as they decide what is seen: formats, fonts, what is hidden."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..packages import Limits
from .cell_styles import RAISED, STRUCK, UNKNOWN, CellStyles
from .number_formats import GENERAL
from .open_formats import STYLE, OpenFormats
from .runs import SMALLEST, UNSEEN
from .safe_xml import Walk

_MOST_PARENTS = 20
_WHITE = "#ffffff"
_DEFAULT = "\x00default"
"""Stands for the style of cells that name none, under a name no document can give."""


@dataclass
class _Style:
    """One style as it is written."""

    family: str
    parent: str = ""
    data: str = ""
    finding: str = ""
    is_nothing: bool = False
    targets: tuple[str, ...] = ()


class OpenStyles:
    """The styles of a document, gathered from both of its parts."""

    def __init__(self) -> None:
        self.formats = OpenFormats()
        self._styles: dict[tuple[str, str], _Style] = {}
        self._now: _Style | None = None

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take note of an element of either part."""
        if self.formats.opened(name, attributes):
            return
        if name in (f"{STYLE}style", f"{STYLE}default-style"):
            family = attributes.get(f"{STYLE}family", "")
            is_default = name.endswith("default-style")
            named = _DEFAULT if is_default else attributes.get(f"{STYLE}name", "")
            self._now = _Style(
                family,
                attributes.get(f"{STYLE}parent-style-name", ""),
                attributes.get(f"{STYLE}data-style-name", ""),
            )
            self._styles[family, named] = self._now
            shown = attributes.get(f"{STYLE}display-name")  # the name conditions ask for
            if shown:
                self._styles.setdefault((family, shown), self._now)
        elif self._now:
            self._property(self._now, name, attributes)

    def closed(self, name: str) -> None:
        """Take note of the end of an element."""
        self.formats.closed(name)
        if name in (f"{STYLE}style", f"{STYLE}default-style"):
            self._now = None

    def text(self, text: str) -> None:
        """Take note of words."""
        self.formats.text(text)

    def finding(self, family: str, name: str) -> str:
        """The finding a style makes of its text, or ""."""
        return next((each.finding for each in self._line(family, name) if each.finding), "")

    def is_nothing(self, family: str, name: str) -> bool:
        """Whether a row or column of this style has no size."""
        style = self._styles.get((family, name))
        return style is not None and style.is_nothing

    def code(self, name: str) -> str:
        """The code of the number format of a cell's style; "" name for a cell without one."""
        if name and ("table-cell", name) not in self._styles:
            return UNKNOWN
        for each in self._line("table-cell", name):
            if each.data:
                return self.formats.code(each.data)
        return GENERAL

    def own_code(self, name: str) -> str | None:
        """The code a style that a condition puts on a cell gives it; None where it gives none."""
        style = self._styles.get(("table-cell", name))
        if style is None:
            return UNKNOWN
        for each in self._line("table-cell", name, with_default=False):
            if each.data:
                return self.formats.code(each.data)
        return None

    def changes(self, name: str) -> tuple[str, ...]:
        """The codes of what conditions of a cell's own style may put there."""
        targets = (target for each in self._line("table-cell", name) for target in each.targets)
        codes = map(self.own_code, targets)
        return tuple(code for code in codes if code is not None)

    def _line(self, family: str, name: str, *, with_default: bool = True) -> list[_Style]:
        """A style and those it is made after, nearest first."""
        found: list[_Style] = []
        while name and len(found) < _MOST_PARENTS:
            style = self._styles.get((family, name))
            if style is None:
                break
            found.append(style)
            name = style.parent
        default = self._styles.get((family, _DEFAULT))
        return [*found, default] if default and with_default else found

    def _property(self, now: _Style, name: str, attributes: Mapping[str, str]) -> None:
        told = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        bare = name.rpartition(" ")[2]
        if bare == "text-properties":
            now.finding = now.finding or _finding(told, is_piece=now.family == "text")
        elif bare == "table-row-properties":
            now.is_nothing = _is_nothing(told.get("row-height", "1"))
        elif bare == "table-column-properties":
            now.is_nothing = _is_nothing(told.get("column-width", "1"))
        elif bare == "map" and now.family == "table-cell":
            now.targets += (told.get("apply-style-name", ""),)


def _finding(told: Mapping[str, str], *, is_piece: bool) -> str:
    """What the look of a text makes of it: a finding's code, or ""."""
    line = told.get("text-line-through-style", told.get("text-line-through-type", "none"))
    if line != "none":
        return STRUCK
    position = told.get("text-position", "0%").split()[0]
    if position not in ("0%", "normal", "0"):
        return RAISED
    is_unseen = told.get("color", "").lower() == _WHITE or _is_dot(told.get("font-size", ""))
    if told.get("display") == "none" or (is_piece and is_unseen):
        return UNSEEN
    return ""


def _is_dot(size: str) -> bool:
    """Whether signs of a size in points are so small that nobody sees them."""
    points = size.removesuffix("pt")
    return points != size and points.replace(".", "", 1).isdecimal() and float(points) <= SMALLEST


def _is_nothing(size: str) -> bool:
    return not size.rstrip("abcdefghijklmnopqrstuvwxyz%").strip("0.")


class StylesPart(Walk):
    """The part of a document that holds the styles people named."""

    def __init__(self, part: str, file: str, limits: Limits, styles: OpenStyles) -> None:
        super().__init__(part, file, limits)
        self._styles = styles
        self.parser.CharacterDataHandler = styles.text

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self._styles.opened(name, attributes)

    def closed(self, name: str) -> None:
        """An element ends."""
        self._styles.closed(name)


class StyleNumbers:
    """Names of cell styles as the numbers that cells in a list are looked up by."""

    def __init__(self, styles: OpenStyles) -> None:
        self._styles = styles
        self._numbers: dict[str, int] = {}

    def number(self, name: str) -> int:
        """The number of a style."""
        return self._numbers.setdefault(name, len(self._numbers))

    def table(self) -> CellStyles:
        """What the styles say, by number."""
        names = list(self._numbers)
        return CellStyles(
            tuple(map(self._styles.code, names)),
            tuple(self._styles.finding("table-cell", name) for name in names),
            changes={
                n: codes for n, name in enumerate(names) if (codes := self._styles.changes(name))
            },
        )
