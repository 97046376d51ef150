"""Annotate: the filler's own workbook, with every bad cell marked, and a list of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ..excel.marking import Line, Listing, Mark, Tint, marked, own_name
from ..findings import FileError, Finding, Lang, Level, count_by_level, one_file, word
from ..form import spoken_in
from ..identity import OwnSheet, Seal
from ..sheet import Cell, parse_cell
from .filled import Filled
from .sources import Source, content

_COLUMNS = {
    "level": 6.0, "place": 18.0, "cell": 7.0, "found": 16.0,
    "says": 34.0, "mend": 29.0, "opinion": 12.0, "reason": 12.0,
}  # fmt: skip
_TINTS = {Level.ERROR: Tint.ERROR, Level.WARNING: Tint.WARNING, Level.INFO: Tint.INFO}
_MOST_LINES, _LONGEST_FOUND, _LONGEST_TEXT = 10_000, 300, 2_000
_MOST_CELLS = 200
_UNKNOWN = Seal(form="", version="", year=0, unit="", number=0)
"""What the list names as its workbook where that says nothing of itself."""


def annotate(
    source: Source, filled: Filled, *, lang: Lang | None = None, on_list: bool = False
) -> bytes:
    """Mark the cells a return has findings on: a tint, a note, and a list with links to them.

    Only the parts concerned are patched, all others stay byte for byte as they are. Marks of an
    earlier run are replaced; a file without findings and without marks is given back as it is.

    Args:
        source: the very file that was read: its path, its bytes, or the file open for reading
            bytes, which is read from where it stands and not closed.
        filled: what was read from it.
        lang: the language of notes and list; the form's if not given.
        on_list: whether it opens on the list of findings.

    Raises:
        FileError: the file is not there, or not one that can be marked.
        TypeError: it is no path, no bytes and no open binary file.
    """
    given = content(source, filled.file)
    with one_file(filled.file):
        return _annotated(given, filled, spoken_in(lang, filled.form), on_list=on_list)


def findings_list(filled: Filled, *, lang: Lang | None = None) -> Listing:
    """The list of findings by itself, for a file that cannot be marked."""
    spoken = spoken_in(lang, filled.form)
    made = _listing(filled, filled.findings, spoken)
    return replace(made, intro=_counted("annotate.intro-apart", filled.findings, made, spoken))


def _annotated(given: bytes, filled: Filled, lang: Lang, *, on_list: bool) -> bytes:
    try:
        own = own_name(given)
        findings = [each for each in filled.findings if not own or each.place.sheet != own]
        listing = _listing(filled, findings, lang)
        return marked(given, list(_marks(findings, lang)), listing, on_list=on_list)
    except ValueError as error:
        raise FileError("annotate.refused", file=filled.file, found=error) from error


def _marks(findings: Iterable[Finding], lang: Lang) -> Iterator[Mark]:
    """One mark for each place: the gravest of its findings gives the tint, all give the note."""
    by_place: dict[tuple[str, str], list[Finding]] = {}
    for each in sorted(findings, key=_gravity):
        if each.place.sheet and each.place.cell and each.level in _TINTS:
            by_place.setdefault((each.place.sheet, each.place.cell), []).append(each)
    for (sheet, spelled), here in by_place.items():
        cells = _cells(spelled)
        if cells:
            note = [_paragraph(each, lang) for each in here]
            yield Mark(sheet, cells, _tint(here[0]), note)


def _gravity(finding: Finding) -> int:
    """What a unit has justified weighs no more than a hint."""
    return 2 if finding.is_justified else list(Level).index(finding.level)


def _tint(finding: Finding) -> Tint:
    return Tint.INFO if finding.is_justified else _TINTS.get(finding.level, Tint.INFO)


def _cells(spelled: str) -> tuple[Cell, ...]:
    """The cells of a place, as many as can sensibly be marked; none where it is no address."""
    first, _, last = spelled.partition(":")
    try:
        top, bottom = parse_cell(first), parse_cell(last or first)
    except ValueError:
        return ()
    rows, columns = range(top.row, bottom.row + 1), range(top.column, bottom.column + 1)
    if not 0 < len(rows) * len(columns) <= _MOST_CELLS:
        return (top,)
    return tuple(Cell(row, column) for row in rows for column in columns)


def _paragraph(finding: Finding, lang: Lang) -> tuple[str, str]:
    level = word(f"annotate.{finding.level}", lang)
    said, mend = _short(finding.message(lang)), _short(finding.fix(lang))
    text = word("annotate.note", lang, says=said, mend=mend)
    if finding.justification:
        text += word("annotate.justified", lang, reason=_short(finding.justification))
    return word("annotate.head", lang, level=level), text


def _listing(filled: Filled, findings: Sequence[Finding], lang: Lang) -> Listing:
    sheets = list(dict.fromkeys(each.place.sheet for each in findings))
    ordered = sorted(findings, key=lambda each: (sheets.index(each.place.sheet), _order(each)))
    in_chinese = spoken_in(None, filled.form) == "zh"
    lines = [_line(each, lang, in_chinese=in_chinese) for each in ordered[:_MOST_LINES]]
    made = Listing(
        name=word("annotate.sheet", lang),
        title=word("annotate.title", lang),
        intro="",
        seal=str((filled.seal or _UNKNOWN).of_sheet(OwnSheet.FINDINGS)),
        columns=tuple((word(f"annotate.{n}", lang), width) for n, width in _COLUMNS.items()),
        lines=tuple(lines),
    )  # fmt: skip
    return replace(made, intro=_counted("annotate.intro", findings, made, lang))


def _counted(code: str, findings: Sequence[Finding], made: Listing, lang: Lang) -> str:
    """What stands above a list: how many findings there are, and what to do with them."""
    counts = count_by_level(findings)
    return word(
        code, lang, count=len(findings), errors=counts[Level.ERROR],
        warnings=counts[Level.WARNING], infos=counts[Level.INFO], shown=len(made.lines),
    )  # fmt: skip


def _order(finding: Finding) -> tuple[Cell, ...]:
    return _cells(finding.place.cell)[:1]


def _line(finding: Finding, lang: Lang, *, in_chinese: bool) -> Line:
    """A finding as a row; the reviewers' own words are Chinese, as their forms are."""
    place = finding.place
    is_cell = bool(place.sheet and _cells(place.cell))
    texts = (
        word(f"annotate.{finding.level}", lang), place.sheet, place.cell,
        _short(finding.found, _LONGEST_FOUND), _short(finding.message(lang)),
        _short(finding.fix(lang)), finding.opinion if in_chinese else "",
        _short(finding.justification),
    )  # fmt: skip
    return Line(texts, _tint(finding), place.sheet, place.cell if is_cell else "")


def _short(text: str, longest: int = _LONGEST_TEXT) -> str:
    """A text that is read at a glance, however much somebody pasted into the cell."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
