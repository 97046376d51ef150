"""The outline of workbooks that are built alike: XlsxWriter's own, cut once where they differ.

Workbooks are built alike when they have as many sheets, number the same styles and print the same
areas. What differs is what their sheets are called, so how ranges name them and in which order
names stand, and what a workbook says of itself.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple, Protocol

from ....sheet import Box, Content, Highlight, Name, Print, Sheet, Workbook
from .defined_names import DefinedNames, plain_names
from .escaped import UnusualError, escaped, refuse_odd
from .parts import TEXTS, sheet_part
from .shape import CutError, Look, Numbers, is_marked, mark

_BOOK, _APP = "xl/workbook.xml", "docProps/app.xml"
_SAID = ("docProps/core.xml", "docProps/custom.xml")
_MARK = re.compile("\ue000([^\ue001]*)\ue001")
_STYLE = re.compile(r'<c r="[A-Z]+1" s="([0-9]+)"/>')
_CHANGE = re.compile(r'<cfRule [^>]*?dxfId="([0-9]+)"')
_TITLE, _KEYWORDS, _TEXT = "title", "keywords", "text"
_LONGEST = 127
"""Of a property of a workbook: XlsxWriter takes twice as much, and counts some signs twice."""


class Stamp(Protocol):
    """What is known of a sheet: the styles it numbers, and what its highlights change to."""

    @property
    def styles(self) -> tuple[str, ...]:
        """In the order in which they are numbered."""

    @property
    def looks(self) -> tuple[Look, ...]:
        """Likewise."""


class Outside(NamedTuple):
    """What of a sheet shows outside it: the styles and looks that no sheet before it has, areas."""

    styles: tuple[str, ...]
    looks: tuple[Look, ...]
    filtered: Box | None
    area: Box | None
    repeat: tuple[int, int] | None
    columns: tuple[int, int] | None
    opened: bool
    hidden: bool


class Build(NamedTuple):
    """What workbooks that are built alike have in common.

    Attributes:
        names: of each name what it is, the place of its sheet, and the cells it names.
    """

    sheets: tuple[Outside, ...]
    names: tuple[tuple[str, int, str], ...]
    properties: tuple[str, ...]
    created: datetime


def build_of(book: Workbook, stamps: Sequence[Stamp]) -> Build:
    """How a workbook is built of sheets that are all known.

    Raises:
        UnusualError: a name speaks of no sheet, or is defined twice.
    """
    places = {sheet.name: at for at, sheet in enumerate(book.sheets)} | {"": -1}
    try:
        names = tuple((each.name, places[each.sheet], each.cells) for each in book.names)
    except KeyError:
        raise UnusualError from None
    if len({*names}) < len(names):
        raise UnusualError
    return Build(tuple(_outsides(book.sheets, stamps)), names, tuple(book.properties), book.created)


def _outsides(sheets: Sequence[Sheet], stamps: Sequence[Stamp]) -> Iterator[Outside]:
    styles, looks = dict[str, None](), dict[Look, None]()
    for sheet, stamp in zip(sheets, stamps, strict=True):
        new = tuple(each for each in stamp.styles if each not in styles)
        other = tuple(each for each in stamp.looks if each not in looks)
        styles |= dict.fromkeys(new)
        looks |= dict.fromkeys(other)
        printing = sheet.printing or Print()
        yield Outside(
            new, other, sheet.filtered, printing.area, printing.repeat, printing.columns,
            sheet.opened, sheet.hidden,
        )  # fmt: skip


def marked_book(book: Workbook, build: Build) -> Workbook:
    """A workbook that is built so, its cells empty, with a mark wherever such workbooks differ.

    Raises:
        UnusualError: it has no style at all.
    """
    first = next((at for at, each in enumerate(build.sheets) if each.styles), None)
    if first is None:
        raise UnusualError
    sheets = [
        _emptied(mark(f"{at}"), each, is_first=at == first) for at, each in enumerate(build.sheets)
    ]
    names = [
        Name(name, "" if cells else mark(f"n{number}"), mark(f"{at}") if at >= 0 else "", cells)
        for number, (name, at, cells) in enumerate(build.names)
    ]
    return replace(
        book, sheets=sheets, names=names, title=mark(_TITLE), keywords=mark(_KEYWORDS),
        properties={name: mark(f"p{name}") for name in build.properties},
    )  # fmt: skip


def _emptied(name: str, outside: Outside, *, is_first: bool) -> Sheet:
    """A sheet with a cell for each style, and a highlight for each look, in their order."""
    cells = [Content(0, column, style) for column, style in enumerate(outside.styles)]
    if is_first:  # or the workbook would have no table of shared texts
        cells.append(Content(1, 0, outside.styles[0], mark(_TEXT)))
    return Sheet(
        name, cells,
        highlights=[
            Highlight(Box(row, 0, row, 0), "=TRUE", *look) for row, look in enumerate(outside.looks)
        ],
        filtered=outside.filtered, opened=outside.opened, hidden=outside.hidden,
        printing=Print(area=outside.area, repeat=outside.repeat, columns=outside.columns),
    )  # fmt: skip


class KnownOutline:
    """The parts beside the sheets, with holes, and how the styles are numbered."""

    def __init__(self, build: Build, parts: Mapping[str, str]) -> None:
        """Cut the parts of the marked workbook.

        Raises:
            CutError: XlsxWriter wrote them otherwise than they are known here.
        """
        self._parts = {name: part.encode() for name, part in parts.items()}
        self._styles: dict[str, str] = {}
        self._changes: dict[Look, str] = {}
        for at, outside in enumerate(build.sheets):
            xml = parts[sheet_part(at)]
            try:
                self._styles |= zip(outside.styles, _STYLE.findall(xml), strict=True)
                self._changes |= zip(outside.looks, _CHANGE.findall(xml), strict=True)
            except ValueError:
                raise CutError(sheet_part(at)) from None
        self._names = DefinedNames(build.names, len(build.sheets), parts[_BOOK], parts[_APP])
        self._said = {name: _Said(parts[name]) for name in _SAID if name in parts}
        self._is_whole(build, parts)

    def _is_whole(self, build: Build, parts: Mapping[str, str]) -> None:
        """See that all marks were found, each once, and that nothing else is marked."""
        said = sorted(slot for each in self._said.values() for slot in each.slots)
        wanted = sorted((_TITLE, _KEYWORDS, *(f"p{name}" for name in build.properties)))
        sheets = {sheet_part(at) for at in range(len(build.sheets))}
        known = {_BOOK, _APP, TEXTS, *_SAID, *sheets}
        rest = (part for name, part in parts.items() if name not in known)
        if said != wanted or is_marked(*rest) or TEXTS not in parts:
            raise CutError(_BOOK)

    def numbers(self, stamp: Stamp) -> Numbers:
        """How the styles and looks of a sheet are numbered."""
        return Numbers(
            tuple(self._styles[each] for each in stamp.styles),
            tuple(self._changes[each] for each in stamp.looks),
        )

    def parts(self, book: Workbook) -> dict[str, bytes]:
        """The parts of a workbook that is built so, in their order; its sheets are still empty.

        Raises:
            UnusualError: something of it is spelled otherwise.
        """
        said = {_TITLE: book.title, _KEYWORDS: book.keywords}
        said |= {f"p{name}": value for name, value in book.properties.items()}
        refuse_odd(said.values())
        if max(map(len, said.values())) > _LONGEST:
            raise UnusualError
        sheets, names = plain_names(book)
        listed, titles = self._names.filled(sheets, names)
        return {
            **self._parts, _BOOK: listed.encode(), _APP: titles.encode(),
            **{name: each.filled(said).encode() for name, each in self._said.items()},
        }  # fmt: skip


class _Said:
    """A part that says what the workbook says of itself."""

    def __init__(self, xml: str) -> None:
        pieces = _MARK.split(xml)
        self._between, self.slots = pieces[::2], pieces[1::2]

    def filled(self, said: Mapping[str, str]) -> str:
        texts = (escaped(said[slot]) for slot in self.slots)
        pairs = zip(texts, self._between[1:], strict=True)
        return self._between[0] + "".join(text + after for text, after in pairs)
