"""The gate: what a returned file is and what is in it, before any library opens it.

What passes is a new package, made of nothing but the parts that were looked over, under names of
our own and without compression: no library ever sees a byte of a return that the gate did not.
"""

import posixpath
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ...findings import FileError
from ...sheet import Cell, CellDoubt, Comment, Overlay, Shown
from ..packages import GENEROUS, Limits, Package, Part, open_package
from .carriers import Carriers, with_properties
from .cell_styles import CellStyles, styles_of
from .comments import comments_of
from .frame import size_of
from .kind_of_file import parts_of
from .overlays import overlays_of
from .repacked import packed, place_of
from .safe_xml import utf_8
from .seen import seen_of, too_far, without_cells, without_odd
from .shared_strings import SharedStrings, scan_strings
from .sheet_by_pattern import scan_sheet, strings_shown
from .sheet_by_shape import scan_by_shape
from .sheet_facts import Interest, SheetFacts, refuse_many
from .stored_values import Known, Stored
from .styles_of_figures import styles_of_figures
from .workbook_parts import BookWalk, Relations, relations_of

_PROPERTIES = ("core-properties", "custom-properties")
_MACRO_SHEETS = ("xlMacrosheet", "xlIntlMacrosheet")
_LONGEST_NAME = 31
_WITH_MACROS = b"macroenabled.main+xml"
"""How a workbook of XML with macros is typed. SheetJS lists the type of .xlsb in every .xlsx."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of cells, as the workbook lists it, and what was found on it.

    Attributes:
        part: the part of the file that was sent in which its cells stand.
        state: `visible`, `hidden`, or `veryHidden` (which no menu brings back).
        content: the part, as it is handed on.
        stored: its values, where they came with the facts; None where the library has to read it.
    """

    name: str
    part: str
    state: str
    facts: SheetFacts
    comments: Mapping[Cell, Comment] = field(default_factory=dict)
    overlays: tuple[Overlay, ...] = ()
    shown: Mapping[Cell, Shown] = field(default_factory=dict)
    doubts: Mapping[Cell, CellDoubt] = field(default_factory=dict)
    content: bytes = field(default=b"", repr=False)
    stored: Stored | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """Something to tell of a file that may be read: a code of the catalogue, and what it is."""

    code: str
    sheet: str = ""
    found: str = ""


@dataclass(frozen=True, slots=True)
class Inspected:
    """What came through the gate.

    Attributes:
        sheets: the sheets of cells, by name, in their order.
        others: the names of charts and other sheets without cells.
        seen: what is to be told of it.
        carriers: what may hold a token besides its cells.
        shared: the parts with the strings and the styles of all sheets, by our names for them.
        from_1904: whether days are counted from then.
    """

    sheets: Mapping[str, Sheet]
    others: tuple[str, ...] = ()
    seen: tuple[Seen, ...] = ()
    carriers: Carriers = field(default_factory=Carriers)
    shared: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    from_1904: bool = False

    @property
    def content(self) -> bytes:
        """The workbook to be read, made of the inspected parts alone."""
        return self.handed_on(self.sheets.values())

    def handed_on(self, sheets: Collection[Sheet]) -> bytes:
        """The same with these sheets only."""
        listed = [(each.name, each.state) for each in sheets]
        parts = {place_of(n): each.content for n, each in enumerate(sheets, 1)}
        return packed(listed, {**parts, **self.shared}, from_1904=self.from_1904)


def inspect(content: bytes, name: str, limits: Limits = GENEROUS) -> Inspected:
    """Look a returned file over.

    Raises:
        FileError: it is no .xlsx, or one that must not be opened; the code says which.
    """
    return looked_over(content, name, parts_of(name, content, limits), limits)


def looked_over(content: bytes, name: str, parts: tuple[Part, ...], limits: Limits) -> Inspected:
    """The same of a file whose entries are listed.

    Raises:
        FileError: as above.
    """
    return _Inspection(open_package(content, name, parts, limits)).result()


class _Inspection:
    """The inspection of one package."""

    def __init__(self, package: Package) -> None:
        self.package, self.file, self.limits = package, package.name, package.limits
        self.spent = 0
        self.seen: list[Seen] = []
        self.shared: dict[str, bytes] = {}

    def result(self) -> Inspected:
        """Read what will be read, once."""
        if _WITH_MACROS in self._read("[Content_Types].xml").lower():
            raise FileError("file.macros", file=self.file)
        top = self._relations("")
        book_part = self._one_target(top, "officeDocument")
        book = BookWalk(book_part, self.file, self.limits)
        book.run(self._read(book_part))
        relations = self._relations(book_part)
        if any(kind in _MACRO_SHEETS for kind, _ in relations.values()):
            raise FileError("file.macros", file=self.file)
        self.package.refuse_large(_parts_with_cells(book, relations), self.spent)
        strings = self._strings(relations)
        styles, figures = self._styles(relations)
        known = None
        if strings.texts is not None and figures is not None:
            known = Known.of(strings.texts, figures)
        sheets, others = self._sheets(book, relations, styles, strings.odd, known)
        self._check_sums(sheets, strings.sizes)
        if book.is_strict or any(each.facts.is_strict for each in sheets):
            self.seen.append(Seen("file.strict"))
        self._tell_links(relations)
        for each in sheets:
            if each.facts.is_disordered:
                self.seen.append(Seen("file.disordered", each.name))
            if each.facts.inverted:
                found = "、".join(map(str, each.facts.inverted))
                self.seen.append(Seen("file.inverted-merge", each.name, found))
        properties = [part for kind, part in top.values() if kind in _PROPERTIES]
        carriers = with_properties(book.carriers(), self.package, *properties)
        listed = {each.name: each for each in sheets}
        return Inspected(listed, others, tuple(self.seen), carriers, self.shared, book.from_1904)

    def _read(self, part: str) -> bytes:
        return utf_8(self._inflated(part), part, self.file)

    def _inflated(self, part: str) -> bytes:
        content = self.package.read(part, self.spent)
        self.spent += len(content)
        return content

    def _relations(self, part: str) -> Relations:
        folder, name = posixpath.split(part)
        of = posixpath.join(folder, "_rels", f"{name}.rels")
        return relations_of(self._read(of), of, self.file, self.limits)

    def _only(self, relations: Relations, kind: str) -> Iterator[tuple[str, str]]:
        """The one part of a kind, or none."""
        found = [each for each in relations.values() if each[0] == kind]
        if len(found) > 1:
            raise FileError("file.broken", file=self.file, found=f"{kind}: {len(found)}")
        yield from found

    def _one_target(self, relations: Relations, kind: str) -> str:
        for _, part in self._only(relations, kind):
            return part
        raise FileError("file.broken", file=self.file, found=f"{kind}: -")

    def _sheets(
        self,
        book: BookWalk,
        relations: Relations,
        styles: CellStyles,
        odd: Mapping[int, str],
        known: Known | None,
    ) -> tuple[list[Sheet], tuple[str, ...]]:
        changes, count = frozenset(styles.conditional), len(styles.formats)
        interest = Interest(styles.of_interest, odd, changes, count)
        sheets: list[Sheet] = []
        others: list[str] = []
        listed: set[str] = set()
        for name, state, identifier in book.sheets:
            kind, part = relations.get(identifier, ("", ""))
            if not name or not part or {name.lower(), part.lower()} & listed:
                raise FileError("file.broken", file=self.file, found=name or book.part)
            listed |= {name.lower(), part.lower()}
            if kind != "worksheet":
                others.append(name)
                continue
            content, facts, stored = self._scanned(part, name[:_LONGEST_NAME], interest, known)
            comments = comments_of(self.package, part, self._relations)
            over = overlays_of(self.package, part, self._relations)
            shown, doubts = seen_of(facts, styles, odd, from_1904=book.from_1904)
            far = too_far(facts.looks, styles, from_1904=book.from_1904)
            doubted = {**doubts, **far}
            kept = without_cells(without_odd(content, facts.blanked), far)
            sheets.append(
                Sheet(name, part, state, facts, comments, over, shown, doubted, kept, stored)
            )
        return sheets, tuple(others)

    def _scanned(
        self, part: str, name: str, interest: Interest, known: Known | None
    ) -> tuple[bytes, SheetFacts, Stored | None]:
        """A sheet looked over: by its shape where that is known, else as it stands."""
        content = self._inflated(part)
        scanned = scan_by_shape(content, interest, known, self.limits)
        if scanned:
            blank = scanned.facts.blank_cells
            refuse_many(scanned.facts.cells - blank, blank, name, self.file, self.limits)
            return content, *scanned
        content = utf_8(content, part, self.file)
        return content, scan_sheet(content, name, self.file, self.limits, interest), None

    def _strings(self, relations: Relations) -> SharedStrings:
        for kind, part in self._only(relations, "sharedStrings"):
            content = self._read(part)
            self.shared[f"xl/{kind}.xml"] = content
            return scan_strings(content, part, self.file, self.limits)
        return SharedStrings()

    def _styles(self, relations: Relations) -> tuple[CellStyles, frozenset[int] | None]:
        """The styles, and those of them under which a figure is a figure to the library."""
        content, styles = b"", CellStyles()
        for kind, part in self._only(relations, "styles"):
            content = self._read(part)
            self.shared[f"xl/{kind}.xml"] = content
            styles = styles_of(content, part, self.file, self.limits)
        return styles, styles_of_figures(content, styles)

    def _check_sums(self, sheets: Sequence[Sheet], sizes: Sequence[int]) -> None:
        """What no sheet is too much for alone, all of them may be."""
        limits = self.limits
        blank = sum(each.facts.blank_cells for each in sheets)
        filled = sum(each.facts.cells for each in sheets) - blank
        areas = [each.facts.area for each in sheets if each.facts.area]
        text = sum(each.facts.shown for each in sheets) * max(sizes, default=0)
        if text > limits.text_bytes:  # only then is it worth counting them one by one
            text = _text_shown(sheets, sizes)
        for code, much, limit in (
            ("file.too-many-cells", filled, limits.cells),
            ("file.too-many-cells", blank, limits.blank_cells),
            ("file.too-wide", sum(map(size_of, areas)), limits.area),
            ("file.too-much-text", text, limits.text_bytes),
        ):
            if much > limit:
                raise FileError(code, file=self.file, found=f"{much:,} > {limit:,}")

    def _tell_links(self, relations: Relations) -> None:
        """What the file would fetch from elsewhere; xlperf fetches nothing."""
        for kind, part in relations.values():
            if kind == "connections":
                self.seen.append(Seen("file.external-link", found=part))
            elif kind == "externalLink":
                is_dde = part in self.package and b"ddeLink" in self._glance(part)
                self.seen.append(Seen("file.dde" if is_dde else "file.external-link", found=part))

    def _glance(self, part: str) -> bytes:
        """A part that is only listed and never read: a broken one breaks nothing."""
        try:
            content = self.package.read(part, self.spent)
        except FileError:
            return b""
        self.spent += len(content)
        return content


def _parts_with_cells(book: BookWalk, relations: Relations) -> Mapping[str, None]:
    """The parts that nearly all of a workbook is in: strings, styles, and the sheets it lists."""
    shared = [part for kind, part in relations.values() if kind in ("sharedStrings", "styles")]
    listed = (relations.get(identifier, ("", "")) for _, _, identifier in book.sheets)
    return dict.fromkeys([*shared, *(part for kind, part in listed if kind == "worksheet")])


def _text_shown(sheets: Iterable[Sheet], sizes: Sequence[int]) -> int:
    shown = Counter[int]()
    for each in sheets:
        shown.update(strings_shown(each.content))
    return sum(sizes[each] * times for each, times in shown.items() if each < len(sizes))
