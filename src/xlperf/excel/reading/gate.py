"""The gate: what a returned file is and what is in it, before any library opens it.

What passes is a new package, made of nothing but the parts that were looked over, under names of
our own and without compression: no library ever sees a byte of a return that the gate did not.
"""

import posixpath
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ...findings import FileError
from ...sheet import Cell, CellDoubt, Comment, Overlay, Shown
from ..packages import GENEROUS, Limits, Package, open_package
from .carriers import Carriers, constant, is_seal_name, with_properties
from .cell_styles import CellStyles, styles_of
from .comments import comments_of
from .frame import size_of
from .kind_of_file import parts_of
from .overlays import overlays_of
from .repacked import packed, place_of
from .runs import odd_strings
from .safe_xml import Walk, utf_8
from .seen import seen_of, too_far, without_cells, without_odd
from .shared_strings import scan_strings
from .sheet_by_pattern import scan_sheet, strings_shown
from .sheet_facts import Interest, SheetFacts

_STATES = ("visible", "hidden", "veryHidden")
_PROPERTIES = ("core-properties", "custom-properties")
_MACRO_SHEETS = ("xlMacrosheet", "xlIntlMacrosheet")
_YES = ("1", "true")
_LONGEST_NAME = 31
_WITH_MACROS = b"macroenabled.main+xml"
"""How a workbook of XML with macros is typed. SheetJS lists the type of .xlsb in every .xlsx."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of cells, as the workbook lists it, and what was found on it.

    Attributes:
        part: the part of the file that was sent in which its cells stand.
        state: `visible`, `hidden`, or `veryHidden` (which no menu brings back).
    """

    name: str
    part: str
    state: str
    facts: SheetFacts
    comments: Mapping[Cell, Comment] = field(default_factory=dict)
    overlays: tuple[Overlay, ...] = ()
    shown: Mapping[Cell, Shown] = field(default_factory=dict)
    doubts: Mapping[Cell, CellDoubt] = field(default_factory=dict)


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
        content: the workbook to be read, made of the inspected parts alone.
        sheets: the sheets of cells, by name, in their order.
        others: the names of charts and other sheets without cells.
        seen: what is to be told of it.
        carriers: what may hold a token besides its cells.
    """

    content: bytes = field(repr=False)
    sheets: Mapping[str, Sheet]
    others: tuple[str, ...] = ()
    seen: tuple[Seen, ...] = ()
    carriers: Carriers = field(default_factory=Carriers)


def inspect(content: bytes, name: str, limits: Limits = GENEROUS) -> Inspected:
    """Look a returned file over.

    Raises:
        FileError: it is no .xlsx, or one that must not be opened; the code says which.
    """
    package = open_package(content, name, parts_of(name, content, limits), limits)
    return _Inspection(package).result()


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


class _Book(Walk):
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


class _Inspection:
    """The inspection of one package."""

    def __init__(self, package: Package) -> None:
        self.package, self.file, self.limits = package, package.name, package.limits
        self.spent = 0
        self.seen: list[Seen] = []
        self.kept: dict[str, bytes] = {}

    def result(self) -> Inspected:
        """Read what will be read, once."""
        if _WITH_MACROS in self._read("[Content_Types].xml").lower():
            raise FileError("file.macros", file=self.file)
        top = self._relations("")
        book_part = self._one_target(top, "officeDocument")
        book = _Book(book_part, self.file, self.limits)
        book.run(self._read(book_part))
        relations = self._relations(book_part)
        if any(kind in _MACRO_SHEETS for kind, _ in relations.values()):
            raise FileError("file.macros", file=self.file)
        sizes, odd = self._strings(relations)
        styles = self._styles(relations)
        sheets, others = self._sheets(book, relations, styles, odd)
        self._check_sums(sheets, sizes)
        if book.is_strict or any(each.facts.is_strict for each in sheets):
            self.seen.append(Seen("file.strict"))
        self._tell_links(relations)
        for each in sheets:
            if each.facts.is_disordered:
                self.seen.append(Seen("file.disordered", each.name))
            if each.facts.inverted:
                found = "、".join(map(str, each.facts.inverted))
                self.seen.append(Seen("file.inverted-merge", each.name, found))
        listed_as = [(each.name, each.state) for each in sheets]
        content = packed(listed_as, self.kept, from_1904=book.from_1904)
        properties = [part for kind, part in top.values() if kind in _PROPERTIES]
        carriers = with_properties(book.carriers(), self.package, *properties)
        listed = {each.name: each for each in sheets}
        return Inspected(content, listed, others, tuple(self.seen), carriers)

    def _read(self, part: str) -> bytes:
        content = self.package.read(part, self.spent)
        self.spent += len(content)
        return utf_8(content, part, self.file)

    def _relations(self, part: str) -> Mapping[str, tuple[str, str]]:
        folder, name = posixpath.split(part)
        of = posixpath.join(folder, "_rels", f"{name}.rels")
        relations = _Relations(of, self.file, self.limits)
        relations.run(self._read(of))
        return relations.found

    def _only(
        self, relations: Mapping[str, tuple[str, str]], kind: str
    ) -> Iterator[tuple[str, str]]:
        """The one part of a kind, or none."""
        found = [each for each in relations.values() if each[0] == kind]
        if len(found) > 1:
            raise FileError("file.broken", file=self.file, found=f"{kind}: {len(found)}")
        yield from found

    def _one_target(self, relations: Mapping[str, tuple[str, str]], kind: str) -> str:
        for _, part in self._only(relations, kind):
            return part
        raise FileError("file.broken", file=self.file, found=f"{kind}: -")

    def _sheets(
        self,
        book: _Book,
        relations: Mapping[str, tuple[str, str]],
        styles: CellStyles,
        odd: Mapping[int, str],
    ) -> tuple[list[Sheet], tuple[str, ...]]:
        changes, count = frozenset(styles.conditional), len(styles.formats)
        interest = Interest(styles.of_interest, odd, changes, count)
        sheets: list[Sheet] = []
        others: list[str] = []
        known: set[str] = set()
        for name, state, identifier in book.sheets:
            kind, part = relations.get(identifier, ("", ""))
            if not name or not part or {name.lower(), part.lower()} & known:
                raise FileError("file.broken", file=self.file, found=name or book.part)
            known |= {name.lower(), part.lower()}
            if kind != "worksheet":
                others.append(name)
                continue
            content = self._read(part)
            facts = scan_sheet(content, name[:_LONGEST_NAME], self.file, self.limits, interest)
            comments = comments_of(self.package, part, self._relations)
            over = overlays_of(self.package, part, self._relations)
            shown, doubts = seen_of(facts, styles, odd, from_1904=book.from_1904)
            far = too_far(facts.looks, styles, from_1904=book.from_1904)
            doubted = {**doubts, **far}
            sheets.append(Sheet(name, part, state, facts, comments, over, shown, doubted))
            kept = without_cells(without_odd(content, facts.blanked), far)
            self.kept[place_of(len(sheets))] = kept
        return sheets, tuple(others)

    def _strings(
        self, relations: Mapping[str, tuple[str, str]]
    ) -> tuple[Sequence[int], Mapping[int, str]]:
        """The size of each shared string, and the findings about those of hidden pieces."""
        for kind, part in self._only(relations, "sharedStrings"):
            content = self._read(part)
            self.kept[f"xl/{kind}.xml"] = content
            sizes = scan_strings(content, part, self.file, self.limits)
            return sizes, odd_strings(content, part, self.file, self.limits)
        return (), {}

    def _styles(self, relations: Mapping[str, tuple[str, str]]) -> CellStyles:
        for kind, part in self._only(relations, "styles"):
            content = self._read(part)
            self.kept[f"xl/{kind}.xml"] = content
            return styles_of(content, part, self.file, self.limits)
        return CellStyles()

    def _check_sums(self, sheets: Sequence[Sheet], sizes: Sequence[int]) -> None:
        """What no sheet is too much for alone, all of them may be."""
        limits = self.limits
        blank = sum(each.facts.blank_cells for each in sheets)
        filled = sum(each.facts.cells for each in sheets) - blank
        areas = [each.facts.area for each in sheets if each.facts.area]
        text = sum(each.facts.shown for each in sheets) * max(sizes, default=0)
        if text > limits.text_bytes:  # only then is it worth counting them one by one
            text = self._text_shown(len(sheets), sizes)
        for code, much, limit in (
            ("file.too-many-cells", filled, limits.cells),
            ("file.too-many-cells", blank, limits.blank_cells),
            ("file.too-wide", sum(map(size_of, areas)), limits.area),
            ("file.too-much-text", text, limits.text_bytes),
        ):
            if much > limit:
                raise FileError(code, file=self.file, found=f"{much:,} > {limit:,}")

    def _text_shown(self, sheets: int, sizes: Sequence[int]) -> int:
        shown = Counter[int]()
        for number in range(1, sheets + 1):
            shown.update(strings_shown(self.kept[place_of(number)]))
        return sum(sizes[each] * times for each, times in shown.items() if each < len(sizes))

    def _tell_links(self, relations: Mapping[str, tuple[str, str]]) -> None:
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
