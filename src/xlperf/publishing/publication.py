"""Publish: from what units sent back, the texts that are published, as Word, PDF or workbook."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from ..budget import Unit, UnitPart, units_named, wording
from ..excel import SetAside
from ..excel.files import beside, refuse_existing
from ..findings import Finding, OutputError
from ..form import Form
from ..issuing import in_order
from ..reading import Filled
from ..sheet import file_name, unique_names
from .about import About, day_of
from .doubts import Doubts, doubts_of, of_pages, stops, unknown_units
from .paging import PagedText, paged
from .printed import compose
from .printers import KINDS, Asked, GlyphError, Kind, Printer, printer_of

_LONGEST_SUFFIX = 4
OnText = Callable[[int, int], object]
"""Told how many texts are printed, and of how many."""


@dataclass(frozen=True)
class PublishedFile:
    """A file that was written.

    Attributes:
        units: whose texts stand in it, in their order.
        pages: how many pages it has; of a workbook, how many sheets.
    """

    path: Path
    units: tuple[Unit, ...]
    pages: int


@dataclass(frozen=True)
class Published:
    """What was printed, what was not, and what is to be said of it.

    Attributes:
        held: the units whose text was not printed, for what `findings` say.
    """

    files: tuple[PublishedFile, ...]
    held: tuple[Unit, ...]
    findings: tuple[Finding, ...]


def publish(
    returns: Iterable[Filled] | Filled,
    out: Path | str,
    *,
    form: Form | str | Path | None = None,
    units: Collection[str] = (),
    about: About | Mapping[str, Any] | Path | str | None = None,
    fonts: Path | str | None = None,
    day: date | str | None = None,
    kind: Kind | None = None,
    draft: bool = False,
    force: bool = False,
    on_text: OnText | None = None,
) -> Published:
    """Print the texts of units: a file holds all of them, a folder gets a file for each.

    What should be mended before is a finding, and with an error among them a unit's text is not
    printed, nor a file that would hold it. Returns are taken in one by one, once; memory does not
    grow with their number, and the same returns give the same bytes.

    Args:
        out: a file whose name ends in .docx, .pdf or .xlsx, or a folder for files of a `kind`.
        form: how the text is printed; else the form of each return.
        units: codes of the units to print, or parts of their names; all if there is none.
        about: a TOML file, or a table, of what is printed beside the answers: people, dates.
        fonts: a folder with fonts, beside those of the computer.
        day: the date of approval, as a date or its text; it goes before that of `about`.
        draft: print in spite of errors; the cover says so.
        on_text: called after each text with how many are printed, and of how many.

    Raises:
        OutputError: `out` exists and `force` is not given, or something is missing to write it.
        FileError: `about` cannot be used.
        FormError: `form` is not a usable form, or its margins leave no room for text.
    """
    path, chosen = Path(out), _kind_of(Path(out), kind)
    if not _is_folder(path):
        refuse_existing(path, force=force)
    asked = Form.load(form) if form is not None else None
    given = _Given(About.load(about), day_of(day), asked, tuple(units), draft, chosen)
    with SetAside() as texts:
        gathered = _Gathered(texts, given)
        gathered.take([returns] if isinstance(returns, Filled) else returns)
        printing = _Printing(gathered, path, fonts, force=force, on_text=on_text)
        return gathered.told(printing.folder() if _is_folder(path) else printing.one_file())


def _is_folder(out: Path) -> bool:
    return out.suffix.lower().removeprefix(".") not in KINDS


def _kind_of(out: Path, kind: Kind | None) -> Kind:
    """What is printed: by the name of the file, or as asked for the files of a folder.

    Raises:
        OutputError: it is neither, or they are not the same.
    """
    suffix = out.suffix.lower().removeprefix(".")
    by_name = next((each for each in KINDS if each == suffix), None)
    is_other_file = bool(suffix) and not by_name and not out.is_dir()
    is_other_file &= len(suffix) <= _LONGEST_SUFFIX and suffix.isascii() and suffix.isalpha()
    if is_other_file or (by_name and kind not in (None, by_name)):
        raise OutputError("publish.kind", file=out)
    return by_name or kind or "docx"


class Kept(NamedTuple):
    """All that stays in memory of a text: whose it is, of which file, and where it lies.

    Attributes:
        stopped: whether a finding keeps it from being printed.
    """

    unit: Unit
    file: str
    stopped: bool
    offset: int


class _Given(NamedTuple):
    """What was asked for, understood."""

    about: About
    day: date | None
    form: Form | None
    units: tuple[str, ...]
    draft: bool
    kind: Kind


class _Gathered:
    """The first of two passes: each return as a text, set aside, and what is told of it."""

    def __init__(self, texts: SetAside, given: _Given) -> None:
        self.texts, self.given, self.form = texts, given, given.form
        self.findings: list[Finding] = []
        self.kept: list[Kept] = []
        self._seen: list[Unit] = []
        self._by_code: dict[str, str] = {}
        self._twice: set[str] = set()
        self._said: set[tuple[object, ...]] = set()

    def take(self, returns: Iterable[Filled]) -> None:
        """Take all returns in.

        Raises:
            OutputError: a unit that was asked for is not among them, or may be several of them.
        """
        for filled in returns:
            self.add(filled)
        for asked in self.given.units:
            found = units_named(self._seen, asked)
            if len(found) != 1:
                code = "publish.some-units" if found else "publish.no-unit"
                known = ", ".join(map(str, found)) or ", ".join(sorted(self._by_code))
                raise OutputError(code, found=asked, known=known)
        if self.form:
            self.findings += unknown_units(self.form, self.given.about, self._by_code)

    def told(self, files: Iterable[PublishedFile]) -> Published:
        """All there is to say once the files are written."""
        made = tuple(files)
        written = {wording.code(unit.code) for file in made for unit in file.units}
        held = [each.unit for each in self.kept if wording.code(each.unit.code) not in written]
        return Published(made, tuple(held), tuple(self.findings))

    def add(self, filled: Filled) -> None:
        """Take one return in."""
        form = self.given.form or filled.form
        if form is None or filled.form is None:
            self._unread(filled)
            return
        code = wording.code(filled.unit.code)
        is_second, first = code in self._by_code, self._by_code.setdefault(code, filled.file)
        self._seen.append(filled.unit)
        if not self._is_wanted(filled.unit):
            return
        self.form = self.form or form
        if is_second:
            told = Doubts(form, filled.file).told
            self.findings.append(told("publish.unit-twice", found=filled.unit, other=first))
            self._twice.add(code)
        else:
            self._keep(form, filled)

    def _is_wanted(self, unit: Unit) -> bool:
        asked = self.given.units
        return not asked or any(units_named([unit], each) for each in asked)

    def _unread(self, filled: Filled) -> None:
        """A file nothing could be read from: its own finding says why."""
        why = next((each for each in filled.findings), None)
        found = why.code if why else ""
        doubts = Doubts(self.form, filled.file)
        self.findings.append(doubts.told("publish.unread-file", found=found))

    def _keep(self, form: Form, filled: Filled) -> None:
        known = self.given.about.of(filled.unit, self.given.day)
        part = filled.part.part if filled.part else UnitPart()
        projects = in_order(form, [each.project for each in filled.projects])
        text = paged(form, compose(form, filled.unit, part, projects, known))
        found = [*doubts_of(form, filled, known)]
        found += of_pages(form, filled.file, text, numbers=self.given.kind == "docx")
        for each in found:  # what is said of no file is said once, however many units lack it
            said = (each.code, each.place, each.field, each.found, *each.values.items())
            if said not in self._said:
                self._said.add(said)
                self.findings.append(each)
        stopped = stops(found) and not self.given.draft
        self.kept.append(Kept(filled.unit, filled.file, stopped, self.texts.put_record(text)))

    def printable(self) -> list[Kept]:
        """The texts that nothing stops; of a unit that came twice there is none."""
        return [
            each for each in self.kept
            if not each.stopped and wording.code(each.unit.code) not in self._twice
        ]  # fmt: skip


class _Printing:
    """The second pass: what was set aside is written."""

    def __init__(
        self, gathered: _Gathered, out: Path, fonts: Path | str | None, *,
        force: bool, on_text: OnText | None,
    ) -> None:  # fmt: skip
        self.gathered, self.out, self.given = gathered, out, gathered.given
        self.force, self.on_text = force, on_text
        self.fonts = Path(fonts) if fonts is not None else None

    def one_file(self) -> list[PublishedFile]:
        """All texts in one file, or none where one of them is stopped."""
        entries, form = self.gathered.printable(), self.gathered.form
        if not entries or form is None or len(entries) < len(self.gathered.kept):
            return []
        if stops(self.gathered.findings) and not self.given.draft:
            return []
        return [*self._written(self._printer(form), self.out, entries, 0, len(entries))]

    def folder(self) -> list[PublishedFile]:
        """A file for each text that nothing stops."""
        entries, form = self.gathered.printable(), self.gathered.form
        if not entries or form is None:
            return []
        printer = self._printer(form)
        names = unique_names(
            file_name(each.unit.code, each.unit.name, f".{self.given.kind}") for each in entries
        )
        paths = [self.out / name for name in names]
        for path in paths:
            refuse_existing(path, force=self.force)
        return [
            file
            for number, (entry, path) in enumerate(zip(entries, paths, strict=True))
            for file in self._written(printer, path, [entry], number, len(entries))
        ]

    def _printer(self, form: Form) -> Printer:
        """The printer, with the fonts it has to do without.

        Raises:
            OutputError: what it needs is not there.
        """
        asked = Asked(form, self.given.day or self.given.about.date, self.fonts, self.given.draft)
        printer = printer_of(self.given.kind, asked)
        doubts = Doubts(form, "")
        self.gathered.findings += (
            doubts.told("publish.font", found=name, used=used) for name, used in printer.replaced
        )
        return printer

    def _written(
        self, printer: Printer, path: Path, entries: list[Kept], before: int, count: int
    ) -> Iterator[PublishedFile]:
        """One file of texts; none where a sign of theirs cannot be printed."""
        passing = self._passing(entries, before, count)
        try:
            with beside(path, _is_there, force=self.force) as file:
                pages = printer.write(file, passing, by_unit=len(entries) > 1)
        except GlyphError as error:
            doubts = Doubts(self.gathered.form, entries[0].file if len(entries) == 1 else "")
            self.gathered.findings.append(doubts.told("publish.glyph", found=error.sign))
            return
        yield PublishedFile(path, tuple(each.unit for each in entries), pages)

    def _passing(self, entries: list[Kept], before: int, count: int) -> Iterator[PagedText]:
        for number, kept in enumerate(entries, before + 1):
            yield self.gathered.texts.take_record(kept.offset)
            if self.on_text:
                self.on_text(number, count)


def _is_there(path: Path) -> bool:
    return path.stat().st_size > 0
