"""Which sheets of a file are the list: one with the headings, or those that were asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..budget import wording
from ..findings import Finding, Place, level_of, word
from ..reading import decode
from .headings import Heading, Vocabulary
from .one_sheet import SheetRows
from .report import OneSheet


@dataclass(frozen=True)
class Choice:
    """The sheets that are taken, all sheets with the headings, and why none can be taken."""

    taken: tuple[SheetRows, ...]
    sheets: tuple[OneSheet, ...]
    findings: tuple[Finding, ...]


def chosen_sheets(
    found: Sequence[SheetRows], words: Vocabulary, asked: Sequence[str], file: str
) -> Choice:
    """The sheets to take: those asked for, else the only one that lists projects."""
    missing = [name for name in asked if name not in {e.heading.grid.name for e in found}]
    if missing:
        return Choice((), (), tuple(_no_sheet(found, missing, file)))
    if asked:
        taken = [each for each in found if each.heading.grid.name in asked]
        return _checked(taken, taken, words, file)
    whole = [each for each in found if not _missing(each.heading, words)]
    listing = [each for each in whole if each.projects] or whole[:1]
    if len(listing) > 1:
        said = (_several(listing, words, file),)
        return Choice(tuple(listing), _sheets(listing, ()), said)
    taken = listing or sorted(found, key=lambda each: -len(each.heading.columns))[:1]
    return _checked(taken, listing, words, file)


def _checked(
    taken: Sequence[SheetRows], whole: Sequence[SheetRows], words: Vocabulary, file: str
) -> Choice:
    findings = [finding for each in taken for finding in _wrong_headings(each.heading, words, file)]
    if not taken:
        findings = [_finding("master.empty", file, "", "", "")]
    return Choice(tuple(taken), _sheets(whole, taken), tuple(findings))


def _sheets(found: Sequence[SheetRows], taken: Sequence[SheetRows]) -> tuple[OneSheet, ...]:
    return tuple(
        OneSheet(
            each.heading.grid.name, each.heading.grid.hidden, each in taken, each.projects,
            each.budget,
        )
        for each in found
    )  # fmt: skip


def _missing(heading: Heading, words: Vocabulary) -> list[str]:
    required = words.asked.required
    order = dict.fromkeys((*words.fields, *sorted(required)))
    return [each for each in order if each in required and each not in heading.columns]


def _wrong_headings(heading: Heading, words: Vocabulary, file: str) -> Iterator[Finding]:
    """Columns that are missing, that may be two, or that were chosen and are not there."""
    grid, form = heading.grid, words.form
    texts = [decode.shown(grid.value(heading.bottom, c)) for c in range(grid.right + 1)]
    there = "、".join(filter(None, map(str.strip, texts))) or "—"
    absent = [f for f in words.chosen if f not in heading.columns or f not in words.fields]
    for name in absent:
        asked = "、".join(words.chosen[name])
        known = "、".join(words.fields)
        yield _finding(
            "master.column-chosen", file, grid.name, "", asked, column=name, there=there,
            fields=known,
        )  # fmt: skip
    for name in _missing(heading, words):
        if name not in absent:
            label = words.asked.label(name)
            aliases = "、".join((label, *form.aliases.get(label, ())))
            yield _finding(
                "master.column", file, grid.name, "", there, column=label, aliases=aliases,
                field=name,
            )  # fmt: skip
    for name, columns in heading.alike.items():
        first, second = columns[0], columns[1]
        yield _finding(
            "master.column-twice", file, grid.name, str(second.cell), second.text,
            column=words.asked.label(name), first=f"{first.cell} {first.text}", field=name,
        )  # fmt: skip


def _no_sheet(found: Sequence[SheetRows], missing: Sequence[str], file: str) -> Iterator[Finding]:
    names = "、".join(each.heading.grid.name for each in found) or "—"
    for name in missing:
        yield _finding("master.no-sheet", file, "", "", wording.visible(name), sheets=names)


def _several(listing: Sequence[SheetRows], words: Vocabulary, file: str) -> Finding:
    """Several sheets with the headings, each with its state, its projects and its total."""
    sheets = "；".join(
        word(
            "master.one-sheet", sheet=each.heading.grid.name, count=each.projects,
            total=words.form.money.printed(each.budget),
            state=_state(each.heading.grid.hidden),
        )
        for each in listing
    )  # fmt: skip
    return _finding("master.sheets", file, "", "", sheets, count=len(listing))


def _state(hidden: bool) -> str:
    """Whether a sheet can be seen, in both languages: a finding holds its values once."""
    name = "master.hidden" if hidden else "master.visible"
    return f"{word(name)} {word(name, 'en')}"


def _finding(code: str, file: str, sheet: str, cell: str, found: str, **values: object) -> Finding:
    """A finding whose values are kept as text."""
    texts = {name: str(each) for name, each in values.items()}
    return Finding(code, level_of(code), Place(file, sheet, cell), found=found, values=texts)
