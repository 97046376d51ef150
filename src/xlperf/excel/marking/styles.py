"""The styles of a workbook: tinted twins of cell formats, and their way back.

A twin is the cell format with another fill and nothing else, so numbers, borders, wrapping and
locking stay. What fill it had before is told by the tint itself: the last digit of its colour
counts through a list of fills that begins with those of our own forms. So it is known again in
whatever program the file was saved, wherever the cell was moved to.
"""

import re
from collections.abc import Mapping
from enum import StrEnum

from ...sheet import ASKED, HEADING, ISSUED
from .xml_in_place import (
    Edit,
    Node,
    inserted_last,
    nodes,
    prefixed,
    root,
    spliced,
    tags,
    unprefixed,
    with_attribute,
)

SHADES = 16
_SECTIONS = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs")
_EMPTY = {
    "fonts": '<font><sz val="11"/><name val="Calibri"/></font>',
    "fills": '<fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill>',
    "borders": "<border><left/><right/><top/><bottom/><diagonal/></border>",
    "cellStyleXfs": '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',
    "cellXfs": '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
}
_NO_FILL = '<fill><patternFill patternType="none"/></fill>'
_FILL_OF_XF = re.compile(r"\s(?:fillId|applyFill)=(?:\"[^\"]*\"|'[^']*')")


class Tint(StrEnum):
    """What a marked cell looks like: a colour but for its last digit."""

    ERROR = "F8B0A"
    WARNING = "FFD9A"
    INFO = "CDE1F"


def solid(colour: str) -> str:
    """A fill of one colour."""
    return (
        f'<fill><patternFill patternType="solid"><fgColor rgb="FF{colour}"/>'
        '<bgColor indexed="64"/></patternFill></fill>'
    )


KNOWN = (_NO_FILL, solid(ASKED), solid(ISSUED), solid(HEADING))
"""The fills of the forms: told by the tint alone, also when the list of findings was deleted."""


class Styles:
    """The styles part with what has been added to it; sections that are missing are put in."""

    def __init__(self, content: bytes, remembered: tuple[str, ...] = ()) -> None:
        self._content = _with_all_sections(content)
        self._prefix = root(content).prefix
        self.sections: dict[str, Node] = {}
        self.elements: dict[str, list[bytes]] = {name: [] for name in _SECTIONS}
        for node in nodes(self._content, 1):
            self.sections[node.tag.name] = node
        for node in nodes(self._content, 2):
            if node.parent in self.elements:
                self.elements[node.parent].append(self._content[node.tag.start : node.end])
        self.added: dict[str, list[bytes]] = {name: [] for name in _SECTIONS}
        self.fills = [*KNOWN, *remembered]
        self.twins: dict[int, int] = {}
        self._made: dict[tuple[int, Tint], int] = {}

    def add(self, section: str, xml: str) -> int:
        """Add an element, written without a prefix; its number is given."""
        return self._add(section, prefixed(xml, self._prefix))

    def twin(self, base: int, tint: Tint) -> int | None:
        """The tinted twin of a cell format; None when its own fill could not be told again."""
        if not 0 <= base < len(self.elements["cellXfs"]):
            base = 0
        if (base, tint) not in self._made:
            xf = self.elements["cellXfs"][base]
            shade = self._shade(self._fill_of(xf))
            if shade is None:
                return None
            number = self._fill(solid(f"{tint}{shade:X}"))
            self._made[base, tint] = self._add("cellXfs", _filled(xf, number))
            self.twins[self._made[base, tint]] = base
        return self._made[base, tint]

    def content(self) -> bytes:
        """The part with everything that was added, at the end of its section."""
        edits = []
        for name, elements in self.added.items():
            if elements:
                node = self.sections[name]
                edits.append(inserted_last(self._content, node, b"".join(elements)))
                edits.extend(_counted(self._content, node, len(elements)))
        return spliced(self._content, edits)

    def restored(self) -> dict[int, int]:
        """For every tinted cell format, one like it with the fill it had; made where it is gone."""
        mapping = {}
        for number, xf in enumerate(list(self.elements["cellXfs"])):
            shade = _shade_of(self._fill_of(xf))
            if shade is not None:
                fill = self.fills[shade] if shade < len(self.fills) else _NO_FILL
                mapping[number] = self._like(xf, fill)
        return mapping

    def _like(self, xf: bytes, fill: str) -> int:
        for number, other in enumerate(self.elements["cellXfs"]):
            if _but_fill(other) == _but_fill(xf) and _key(self._fill_of(other)) == _key(fill):
                return number
        return self._add("cellXfs", _filled(xf, self._fill(fill)))

    def _fill(self, fill: str) -> int:
        """The number of a fill; added when it is not there."""
        for number, other in enumerate(self.elements["fills"]):
            if _key(unprefixed(other)) == _key(fill):
                return number
        return self.add("fills", fill)

    def _fill_of(self, xf: bytes) -> str:
        number = root(xf).get("fillId")
        fills = self.elements["fills"]
        at = int(number) if number.isdecimal() else 0
        return unprefixed(fills[at]) if at < len(fills) else _NO_FILL

    def _shade(self, fill: str) -> int | None:
        """The place of a fill among those that can be told again."""
        keys = [_key(each) for each in self.fills]
        if _key(fill) in keys:
            return keys.index(_key(fill))
        if len(keys) == SHADES:
            return None
        self.fills.append(fill)
        return len(keys)

    def _add(self, section: str, element: bytes) -> int:
        self.added[section].append(element)
        self.elements[section].append(element)
        return len(self.elements[section]) - 1


def without_last(content: bytes, counts: Mapping[str, int]) -> bytes:
    """The styles without so many elements at the end of each section."""
    edits = []
    for section in nodes(content, 1):
        count = counts.get(section.tag.name, 0)
        inside = content[section.tag.start : section.end]
        elements = [(n.tag.start, n.end) for n in nodes(inside, 1)]
        if 0 < count < len(elements):
            first, last = elements[-count][0], elements[-1][1]
            at = section.tag.start
            edits.append(Edit(at + first, at + last, b""))
            edits.extend(_counted(content, section, -count))
    return spliced(content, edits)


def tinted_at_end(styles: Styles) -> dict[str, int]:
    """How many cell formats and fills at the end are tints of ours, which nothing else uses."""
    xfs, fills = styles.elements["cellXfs"], styles.elements["fills"]
    last = len(xfs)
    while last > 1 and _shade_of(styles._fill_of(xfs[last - 1])) is not None:
        last -= 1
    kept = [*xfs[:last], *styles.elements["cellStyleXfs"]]
    used = {root(each).get("fillId") for each in kept}
    end = len(fills)
    while (
        end > 2 and _shade_of(unprefixed(fills[end - 1])) is not None and str(end - 1) not in used
    ):
        end -= 1
    return {"cellXfs": len(xfs) - last, "fills": len(fills) - end}


def _with_all_sections(content: bytes) -> bytes:
    """The styles with every section that is needed, in its order."""
    there = {node.tag.name: node for node in nodes(content, 1)}
    whole = next(nodes(content, 0))
    edits, after = [], None
    for name in _SECTIONS:
        if name in there:
            after = there[name].end
        elif name in _EMPTY:
            inside = _EMPTY[name]
            count = len(list(nodes(f"<x>{inside}</x>".encode(), 1)))
            text = prefixed(f'<{name} count="{count}">{inside}</{name}>', whole.tag.prefix)
            at = whole.tag.end if after is None else after
            edits.append(Edit(at, at, text))
    return spliced(content, edits)


def _counted(content: bytes, section: Node, more: int) -> list[Edit]:
    """The count of a section made larger or smaller, where it has one."""
    count = section.tag.get("count")
    if not count.isdecimal() or section.tag.empty:
        return []
    tag = section.tag
    spelled = with_attribute(content[tag.start : tag.end], "count", int(count) + more)
    return [Edit(tag.start, tag.end, spelled)]


def _filled(xf: bytes, fill: int) -> bytes:
    """A cell format with another fill."""
    tag = root(xf)
    spelled = with_attribute(with_attribute(xf[: tag.end], "applyFill", 1), "fillId", fill)
    return spelled + xf[tag.end :]


def _but_fill(xf: bytes) -> str:
    """A cell format as it is compared: without its fill, and whatever the order of attributes."""
    text = _FILL_OF_XF.sub("", unprefixed(xf))
    return repr([(t.name, t.closing, sorted(t.inside.split())) for t in tags(text.encode())])


def _key(fill: str) -> str:
    """A fill as it is compared: of a plain colour, the colour is all that counts."""
    found = {tag.name: tag for tag in tags(fill.encode()) if not tag.closing}
    kind = found["patternFill"].get("patternType") if "patternFill" in found else "other"
    if kind in ("", "none"):
        return "none"
    if kind == "solid" and "fgColor" in found:
        return f"solid {sorted(found['fgColor'].inside.upper().split())}"
    return re.sub(r"\s+", " ", fill)


def _shade_of(fill: str) -> int | None:
    """Which of the remembered fills a tint of ours stands for; None for any other fill."""
    for tag in tags(fill.encode()):
        colour = tag.get("rgb").upper()[-6:]
        if tag.name == "fgColor" and colour[:5] in set(Tint) and "solid" in fill:
            return int(colour[5], 16)
    return None
