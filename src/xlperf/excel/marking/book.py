"""The sheets of a workbook, and the one sheet that is ours: added at the end, taken out again."""

import html
import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from ...identity import OwnSheet, parse_seals, was_findings, without_seals
from .listing import SEAL_CELL
from .patched_package import PatchedPackage
from .xml_in_place import (
    Edit,
    Node,
    escaped,
    inserted_last,
    nodes,
    prefix_of,
    prefixed,
    spliced,
    tags,
    with_attribute,
)

_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_TEXT = re.compile(rb"<(?:[\w.-]+:)?t(?:\s[^>]*)?>([^<]*)<")
_LONGEST_NAME = 31
_TRUE = ("1", "true")


class BookSheet(NamedTuple):
    """One sheet: its name, its part, and its place among all sheets."""

    name: str
    part: str
    number: int


def book_sheets(package: PatchedPackage) -> list[BookSheet]:
    """The sheets that hold cells, in the order of their tabs."""
    parts = {r.id: r.part for r in package.relations(package.workbook) if r.kind == "worksheet"}
    content = package.read(package.workbook)
    found = []
    for number, node in enumerate(_listed(content)):
        part = parts.get(_relation(node), "")
        if part and package.has(part):
            found.append(BookSheet(node.tag.get("name"), part, number))
    return found


def own_sheet(package: PatchedPackage) -> BookSheet | None:
    """The list of findings an earlier run has left, whatever it is called now."""
    shared = SharedTexts(package)
    for sheet in reversed(book_sheets(package)):
        title = cell_text(package, sheet.part, "A1", shared)
        if was_findings(title):
            return sheet
        beside = cell_text(package, sheet.part, SEAL_CELL, shared) if title else ""
        kinds = {seal.sheet for seal in parse_seals(beside)}
        if OwnSheet.FINDINGS in kinds and without_seals(beside) == title:
            return sheet
    return None


class SharedTexts:
    """The texts that all sheets of a workbook share, taken apart once."""

    def __init__(self, package: PatchedPackage) -> None:
        self._package = package

    def __getitem__(self, number: int) -> str:
        """The text of a number; "" where there is none."""
        if number >= len(self._places):
            return ""
        start, end = self._places[number]
        return _text(self._content[start:end])

    @cached_property
    def _content(self) -> bytes:
        part = self._package.target(self._package.workbook, "sharedStrings")
        return self._package.read(part) if part else b""

    @cached_property
    def _places(self) -> Sequence[tuple[int, int]]:
        found = (node for node in nodes(self._content, 1) if node.tag.name == "si")
        return [(node.tag.end, node.inner_end) for node in found]


def cell_text(
    package: PatchedPackage, part: str, address: str, shared: SharedTexts | None = None
) -> str:
    """The text of one cell, wherever it is stored; "" where there is none."""
    content = package.read(part)
    for node in nodes(content, 3):
        if node.tag.name == "c" and node.tag.get("r") == address:
            inside = content[node.tag.end : node.inner_end]
            if node.tag.get("t") != "s":
                return _text(inside)
            number = re.search(rb">(\d{1,9})<", inside)
            return (shared or SharedTexts(package))[int(number[1])] if number else ""
    return ""


def add_sheet(package: PatchedPackage, name: str, content: bytes) -> None:
    """Put our sheet at the end of all."""
    book = package.read(package.workbook)
    parent = next(node for node in nodes(book, 1) if node.tag.name == "sheets")
    whole = next(tags(book))
    numbers = [node.tag.get("sheetId") for node in _listed(book)]
    number = max((int(each) for each in numbers if each.isdecimal()), default=0) + 1
    taken = {node.tag.get("name").casefold() for node in _listed(book)}
    prefix = prefix_of(whole, package.office)
    declared = "" if prefix else f' xmlns:r="{package.office}"'
    text = (
        f'<sheet{declared} name="{escaped(_free(name, taken))}" sheetId="{number}"'
        f' {prefix or "r:"}id="rIdXlperfFindings"/>'
    )
    element = prefixed(text, parent.tag.prefix)
    package.write(package.workbook, spliced(book, [inserted_last(book, parent, element)]))
    part = package.free("xl/worksheets/sheet{}.xml")
    package.relate(package.workbook, "rIdXlperfFindings", "worksheet", part)
    package.declare(part, _SHEET_TYPE)
    package.write(part, content)


def open_on_last(package: PatchedPackage) -> None:
    """Let the workbook open on its last sheet, which alone is chosen: ours, once it is added.

    Two that are chosen would both be written into.
    """
    book = package.read(package.workbook)
    last = len(list(_listed(book))) - 1
    views = [node for node in nodes(book, 2) if node.tag.name == "workbookView"]
    edits = [_with(book, node, "activeTab", last) for node in views]
    if not views:
        sheets = next(node for node in nodes(book, 1) if node.tag.name == "sheets")
        made = f'<bookViews><workbookView activeTab="{last}"/></bookViews>'
        text = prefixed(made, sheets.tag.prefix)
        edits = [Edit(sheets.tag.start, sheets.tag.start, text)]
    package.write(package.workbook, spliced(book, edits))
    for sheet in book_sheets(package):
        content = package.read(sheet.part)
        package.write(sheet.part, spliced(content, _chosen(content, is_last=sheet.number == last)))


def _chosen(content: bytes, *, is_last: bool) -> Iterator[Edit]:
    """The views of a sheet that must say otherwise whether it is chosen."""
    for node in nodes(content, 2):
        if node.tag.name == "sheetView" and (node.tag.get("tabSelected") in _TRUE) != is_last:
            yield _with(content, node, "tabSelected", int(is_last))
        if node.parent == "sheetData":
            return


def _with(content: bytes, node: Node, name: str, value: int) -> Edit:
    """The opening tag of an element with another value of an attribute."""
    tag = node.tag
    return Edit(tag.start, tag.end, with_attribute(content[tag.start : tag.end], name, value))


def drop_sheet(package: PatchedPackage, sheet: BookSheet) -> None:
    """Take our sheet out, with what some program gave it (printer settings, names)."""
    book = package.read(package.workbook)
    node = list(_listed(book))[sheet.number]
    edits = [Edit(node.tag.start, node.end, b"")]
    edits += _names_moved(book, sheet.number)
    edits += _view_moved(book, sheet.number, len(list(_listed(book))))
    package.write(package.workbook, spliced(book, edits))
    package.unrelate(package.workbook, [sheet.part])
    own = {each.part for each in package.relations(sheet.part) if each.part}
    package.drop(sheet.part)
    needed = {each.part for part in package.names() for each in package.relations(part)}
    for part in sorted(own - needed):
        package.drop(part)


def _names_moved(book: bytes, gone: int) -> Iterator[Edit]:
    """Names of the sheet go with it; names of sheets behind it count one less."""
    for node in nodes(book, 2):
        scope = node.tag.get("localSheetId")
        if node.tag.name != "definedName" or not scope.isdecimal():
            continue
        if int(scope) == gone:
            yield Edit(node.tag.start, node.end, b"")
        elif int(scope) > gone:
            spelled = book[node.tag.start : node.tag.end]
            less = with_attribute(spelled, "localSheetId", int(scope) - 1)
            yield Edit(node.tag.start, node.tag.end, less)


def _view_moved(book: bytes, gone: int, count: int) -> Iterator[Edit]:
    """The sheet that is shown first stays the same one."""
    for node in nodes(book, 2):
        if node.tag.name != "workbookView":
            continue
        spelled = book[node.tag.start : node.tag.end]
        for name in ("activeTab", "firstSheet"):
            shown = node.tag.get(name)
            if shown.isdecimal() and int(shown) >= gone:
                at = int(shown) - 1 if int(shown) > gone else min(gone, count - 2)
                spelled = with_attribute(spelled, name, max(0, at))
        yield Edit(node.tag.start, node.tag.end, spelled)


def _listed(book: bytes) -> Iterator[Node]:
    return (node for node in nodes(book, 2) if node.tag.name == "sheet" and node.parent == "sheets")


def _relation(node: Node) -> str:
    """The relation a sheet names; its prefix is the file's own affair."""
    match = re.search(rb"\s[\w.-]+:id\s*=\s*[\"']([^\"']*)", node.tag.inside)
    return html.unescape(match[1].decode("utf-8")) if match else ""


def _free(name: str, taken: set[str]) -> str:
    """A name no other sheet has."""
    names = (name if not n else f"{name[: _LONGEST_NAME - 5]} ({n + 1})" for n in range(999))
    return next(each for each in names if each.casefold() not in taken)


def _text(inside: bytes) -> str:
    """The text inside a cell or a shared string, over its runs."""
    return html.unescape(b"".join(_TEXT.findall(inside)).decode("utf-8"))
