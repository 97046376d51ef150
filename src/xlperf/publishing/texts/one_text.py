"""A published text read back: every reader's pieces, sorted, laid out and read as one form."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ...budget import wording
from ...findings import FileError, Finding, Place, finding_of, level_of, one_file
from ...form import Form
from ...reading import Bounds, Filled, Progress, Source, read_each_apart, read_grids, sources
from ...rules import Rule
from .account import Laid, account_findings, told_findings
from .grids import LaidGroup, laid_groups
from .headings import Headings, unnumbered
from .kinds import Kind, kind_of
from .older_formats import as_word
from .pdf_files import read_pdf
from .pieces import TextFile
from .plain_text import read_plain
from .prose import nobodys, prose_grid, prose_of
from .sorting import SortedText, sorted_text
from .web_pages import read_web
from .word_files import read_word

_OF_TEXT = frozenset({"value.typed-as-text", "sheet.unplaced", "sheet.unreadable"})
"""What is told of a workbook and holds of every text: its figures are text."""
_SUM = "text.account"
"""What is told of every text that could be opened."""
BOUNDS = Bounds(seconds=180.0)
"""What one text may cost; a PDF of 160 pages takes ten seconds."""
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})\s*(?:年|[-–/])|(?<![0-9])(20[0-9]{2})(?![0-9])")
_DATE = re.compile(
    r"(?<![0-9])(?:19|20)[0-9]{2}\s*"
    r"(?:年\s*[0-9]{1,2}\s*月(?:\s*[0-9]{1,2}\s*日)?|([-–/.])\s*[0-9]{1,2}\s*\1\s*[0-9]{1,2}(?![0-9]))"
)
"""When a text was made or approved: the year of that is often the one before its own."""
_READERS: Mapping[Kind, Callable[[bytes, str], TextFile]] = {
    Kind.WORD: read_word, Kind.PLAIN: read_plain, Kind.HTML: read_web,
}  # fmt: skip


def read_text(
    source: Source,
    form: Form | str | Path,
    *,
    name: str = "",
    rules: Iterable[Rule] | None = None,
) -> Filled:
    """Read a published budget text back into the records of its form, and check it.

    Tables and paragraphs are found by the labels and headings of the form, in a Word file, a PDF,
    plain text or a web page. What is not taken is a finding with its place, and so is the sum:
    taken and left over are all that the text holds. A PDF is read in a process of its own, so
    that a script needs the usual `if __name__ == "__main__":`.

    Args:
        source: the path of the text, its bytes, or the file open for reading bytes.
        form: a form, its name, or the path of its file.
        name: how findings call the file; its path if not given.
        rules: as `read` takes them.

    Raises:
        FormError: `form` is not a usable form.
        FileError: the file is not there, or is no text that can be opened.
        TypeError: `source` is nothing of the kind.
    """
    file, asked = name or sources.name_of(source), Form.load(form)
    content = sources.content(source, file)
    if kind_of(content, file) is not Kind.PDF:
        with one_file(file):
            return filled_of(pieces_of(content, file, asked), asked, rules)
    (filled,) = read_texts([content], asked, rules=rules)
    if not any(each.code == _SUM for each in filled.findings):  # it could not be opened
        (verdict,) = filled.findings
        raise FileError(verdict.code, file=file, found=verdict.found)
    return _called(filled, file)


def read_texts(
    files: Iterable[Source],
    form: Form | str | Path,
    *,
    workers: int | None = None,
    on_progress: Progress | None = None,
    rules: Iterable[Rule] | None = None,
    bounds: Bounds = BOUNDS,
) -> Iterator[Filled]:
    """Read texts in worker processes, in their order: one verdict each, whatever they do.

    Args:
        files, workers, on_progress, rules: as `read_many` takes them.
        bounds: what one text may cost.

    Raises:
        FormError, RuleError, OutputError, TypeError: as `read_many` does.
    """
    asked = Form.load(form)
    return read_each_apart(
        files, asked, _read_or_tell,
        workers=workers, on_progress=on_progress, rules=rules, bounds=bounds,
    )  # fmt: skip


def _read_or_tell(
    source: Path | bytes, form: Form | None, name: str, rules: Sequence[Rule] | None
) -> Filled:
    """Read a text inside a worker; when it cannot be opened, that is its only finding."""
    try:
        with one_file(name):
            if form is None:
                raise TypeError("a text is read by a form")
            content = sources.content(source, name)
            return filled_of(pieces_of(content, name, form), form, rules)
    except FileError as error:
        return Filled(name, findings=(finding_of(name, error),))


def _called(filled: Filled, file: str) -> Filled:
    """The same, its file called by another name."""
    findings = tuple(
        replace(each, place=replace(each.place, file=file)) for each in filled.findings
    )
    return replace(filled, file=file, findings=findings)


def pieces_of(content: bytes, name: str, form: Form) -> TextFile:
    """The pieces of a text, by the reader for its kind.

    Raises:
        FileError: it cannot be opened.
    """
    kind = kind_of(content, name)
    if kind is Kind.PDF:
        return read_pdf(content, name, Headings.of(form))
    if kind is Kind.OLD:
        return read_word(as_word(content, name), name)
    return _READERS[kind](content, name)


def filled_of(text: TextFile, form: Form, rules: Iterable[Rule] | None = None) -> Filled:
    """What the pieces of a text say."""
    headings = Headings.of(form)
    parts = sorted_text(text, headings)
    laid = laid_groups(parts.groups, headings, form.lang)
    units = _units(headings, laid)
    prose = prose_of(parts.prose, headings, _named(laid, form))
    if len({wording.code(line.split()[0]) for line in units}) > 1:
        prose = nobodys(parts.prose)  # nobody can say whose paragraphs they are
    grids = [each.grid for each in laid]
    if not prose.is_empty and prose.spots:
        first, last = prose.spots
        place = first.said(form.lang, last)
        grids.insert(0, prose_grid(form, prose, f"{place} {form.unit.title if form.unit else ''}"))
    filled = read_grids(grids, form, text.name, rules)
    findings = [each for each in filled.findings if each.code not in _OF_TEXT]
    if not filled.projects and filled.part is None:
        findings = [_finding(text.name, form, "form.none")]
    findings += _whose(text.name, form, parts, units)
    findings += _misnamed(form, laid, filled)
    whole = Laid(parts, laid, prose)
    findings += told_findings(text, whole, form)
    findings += account_findings(text, whole, filled, form)
    is_read = filled.projects or filled.part
    return replace(filled, form=form if is_read else None, findings=(*findings,), strays=())


def _named(laid: Sequence[LaidGroup], form: Form) -> Iterator[str]:
    """The names of the projects, as the titles of their tables have them."""
    title = form.project_sheet.title if form.project_sheet else ""
    before, _, after = title.partition("{name}")
    for each in laid:
        text = unnumbered(each.above[0].text).strip() if each.above else ""
        if after and text.startswith(before) and text.endswith(after):
            yield text[len(before) : len(text) - len(after)]


def _whose(file: str, form: Form, parts: SortedText, units: Sequence[str]) -> Iterator[Finding]:
    """Another year than the form's, and more than one unit."""
    cover = [each.text for each in parts.cover]
    undated = {year for each in cover for year in _years(_DATE.sub("", each))}
    years = undated or {year for each in cover for year in _years(each)}
    if years and str(form.year) not in years:
        found = "、".join(sorted(years))
        yield _finding(file, form, "text.other-year", found=found, expected=str(form.year))
    if len(units) > 1:
        yield _finding(file, form, "text.units", found="；".join(units))


def _units(headings: Headings, laid: Sequence[LaidGroup]) -> list[str]:
    """The units named above the tables, each once."""
    found: dict[str, str] = {}
    for line in (line for each in laid for line in each.above):
        is_other = headings.is_title(line.text) or headings.is_money_line(line.text)
        if headings.is_unit_line(line.text) and not is_other:
            found.setdefault(wording.plain(line.text), line.text)
    return [*found.values()]


def _misnamed(form: Form, laid: Sequence[LaidGroup], filled: Filled) -> Iterator[Finding]:
    """Titles of tables that call their project otherwise than the table itself does."""
    read = {each.sheet: each.project for each in filled.projects}
    for each in laid:
        project = read.get(each.grid.name)
        for name in _named([each], form) if project and not form.is_grouped else ():
            if project and project.name and wording.plain(name) != wording.plain(project.name):
                place = Place(filled.file, each.grid.name, "A1")
                yield Finding("text.title", level_of("text.title", form.levels), place,
                              project.code, found=name,
                              values={"expected": project.name, **form.words.said})  # fmt: skip


def _years(line: str) -> Iterator[str]:
    for match in _YEAR.finditer(line):
        yield match[1] or match[2]


def _finding(file: str, form: Form, code: str, *, found: str = "", **values: str) -> Finding:
    return Finding(code, level_of(code, form.levels), Place(file), found=found,
                   values={**values, **form.words.said})  # fmt: skip
