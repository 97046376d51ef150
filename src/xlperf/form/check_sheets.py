"""What one drawn sheet of a form must be, so that it can be issued and read back."""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from ..budget import fields, heading
from ..findings import FormError
from .drawing import Block, DrawingError, Kind
from .file import FormFile
from .sheet_form import SheetForm

KNOWN = {
    "project": {**fields.PROJECT, **fields.INDICATOR},
    "unit": fields.UNIT_PART,
    "list": fields.LISTED,
}
_NEEDED = {
    "project": ("code", "name"),
    "unit": (),
    "list": ("code", "name", "unit.code", "unit.name"),
}
_FEWEST_COLUMNS = 4
"""Above the table stand two lines side by side, each a merged cell."""
_MOST_COLUMNS, _MOST_ROWS = 100, 500
_PARTS = frozenset(("sign", "number", "unit"))
_ENTRY = frozenset(("goals.project", "goals.text"))
_OWN = ("plan.", "extra.")


def check_sheet(
    file: FormFile, kind: str, sheet: SheetForm, lost: frozenset[str]
) -> Iterator[FormError]:
    """Every mistake of one sheet.

    Args:
        kind: `project`, `unit` or `list`.
        lost: the paths of what is wrong by itself.
    """
    yield from _check_size(file, kind, sheet)
    split = [*_check_split(file, kind, sheet)]
    yield from split
    if split:
        return
    names = set(sheet.names())
    unknown = [*check_fields(file, kind, sheet.drawing.blocks)]
    yield from unknown
    names |= {each.values["known"] for each in unknown}  # what was meant is no mistake too
    yield from _check_brackets(file, kind, sheet)
    if kind == "list":
        yield from _check_headings(file, sheet)
    if f"{kind}.split" not in lost:
        yield from _check_named(file, kind, sheet, names)
        yield from _check_parts(file, kind, sheet)
    yield from _check_rows(file, kind, sheet)
    for name in _NEEDED[kind]:
        if name not in names:
            yield file.mistake("form.missing-field", kind, "drawing", field=name)


def _check_headings(file: FormFile, sheet: SheetForm) -> Iterator[FormError]:
    """The headings of a master list are told apart by what they say: its columns have no order."""
    seen: set[str] = set()
    for label in filter(sheet.drawing.alike.__contains__, sheet.drawing.labels()):
        if heading(label.text) in seen:
            row, column = label.box.top + 1, label.box.left + 1
            yield file.drawn(
                "drawing.label-twice", "list", row, row=row, column=column, found=label.text
            )
        seen.add(heading(label.text))


def _check_size(file: FormFile, kind: str, sheet: SheetForm) -> Iterator[FormError]:
    columns, rows = sheet.drawing.columns, sheet.drawing.rows
    if kind != "list" and columns < _FEWEST_COLUMNS:
        yield file.drawn("form.narrow", kind, 1, found=columns, least=_FEWEST_COLUMNS)
    if columns > _MOST_COLUMNS or rows > _MOST_ROWS:
        yield file.drawn(
            "form.too-large", kind, 1,
            found=f"{rows} × {columns}", most=f"{_MOST_ROWS} × {_MOST_COLUMNS}",
        )  # fmt: skip


def _is_known(kind: str, name: str) -> bool:
    return name in KNOWN[kind] or (kind == "project" and name.startswith(_OWN))


def check_fields(file: FormFile, kind: str, blocks: Iterable[Block]) -> Iterator[FormError]:
    """Every cell to fill is one that is known."""
    for block in blocks:
        if block.kind is not Kind.LABEL and not _is_known(kind, block.text):
            yield file.drawn(
                "form.unknown-field", kind, block.box.top + 1,
                field=block.text, known=_closest(kind, block.text),
            )  # fmt: skip


def _check_named(
    file: FormFile, kind: str, sheet: SheetForm, names: set[str]
) -> Iterator[FormError]:
    """What else names fields names those that are drawn."""
    rows = sheet.rows if isinstance(sheet.rows, Mapping) else {}
    for key, wanted in (("required", sheet.required), ("widths", sheet.widths), ("rows", rows)):
        for name in sorted(wanted):
            path = (kind, key, *_place(file, kind, key, name))
            if not _is_known(kind, name):
                yield file.mistake(
                    "form.unknown-field", *path, field=name, known=_closest(kind, name)
                )
            elif name not in names:
                yield file.mistake("form.not-drawn", *path, field=name, key=key)


def _place(file: FormFile, kind: str, key: str, name: str) -> Iterator[str | int]:
    """The place of a name in a list, or the name itself."""
    said = file.table[kind].get(key)
    if isinstance(said, list | tuple):
        yield from (number for number, each in enumerate(said) if each == name)
    else:
        yield name


def _closest(kind: str, name: str) -> str:
    return ", ".join(difflib.get_close_matches(name, KNOWN[kind], n=1) or KNOWN[kind])


def _check_brackets(file: FormFile, kind: str, sheet: SheetForm) -> Iterator[FormError]:
    """What a project has once is drawn once; indicators, lists and the unit's part repeat."""
    for block in sheet.drawing.blocks:
        if block.kind is not Kind.LABEL and _is_known(kind, block.text):
            once = kind == "project" and block.text not in fields.INDICATOR
            if once != (block.kind is Kind.FIELD):
                expected = f"{{{block.text}}}" if once else f"[{block.text}]"
                yield file.drawn(
                    "form.bracket", kind, block.box.top + 1, field=block.text, expected=expected
                )


def _check_split(file: FormFile, kind: str, sheet: SheetForm) -> Iterator[FormError]:
    """A target is taken apart into its sign, its number and its unit, and nothing else is."""
    for name, parts in sheet.split.items():
        if sheet.drawing.block(name) is None:
            error = DrawingError("drawing.split-unknown", 1, 1, name)
            yield from file.explain_drawing(error, kind)
        elif name != "value" or sorted(parts) != sorted(_PARTS):
            yield file.mistake("form.split", kind, "split", name, field=name)
        for part in parts:
            if block := sheet.drawing.block(part):
                yield file.drawn(
                    "drawing.twice", kind, block.box.top + 1,
                    row=block.box.top + 1, column=block.box.left + 1, found=part,
                )  # fmt: skip


def _check_parts(file: FormFile, kind: str, sheet: SheetForm) -> Iterator[FormError]:
    """A target is asked for in one cell or in three: its sign, its number and its unit."""
    if sheet.split:
        return
    drawn = {block.text: block for block in sheet.drawing.repeats()}
    apart = [block for name, block in drawn.items() if name in _PARTS]
    if kind == "project" and apart and (len(apart) < len(_PARTS) or "value" in drawn):
        yield file.drawn("form.parts", kind, apart[0].box.top + 1, field=apart[0].text)


def _check_rows(file: FormFile, kind: str, sheet: SheetForm) -> Iterator[FormError]:
    """What repeats together is one thing, and there is one table of indicators."""
    by_row: dict[int, list[Block]] = {}
    for block in sheet.drawing.repeats():
        by_row.setdefault(block.box.top, []).append(block)
    if kind == "unit":
        yield from _check_lists(file, by_row)
    else:
        for row in sorted(by_row)[1:]:
            yield file.drawn("form.two-tables", kind, row + 1, field=by_row[row][0].text)
    names = {block.text for block in chain.from_iterable(by_row.values())}
    if kind == "project" and names and names <= {"level1", "level2"}:
        yield file.drawn("form.only-levels", kind, min(by_row) + 1, field=", ".join(sorted(names)))
    if sheet.rows == "taxonomy" and "level2" not in names:
        yield file.mistake("form.rows-of-taxonomy", kind, "rows")


def _check_lists(file: FormFile, by_row: Mapping[int, list[Block]]) -> Iterator[FormError]:
    """Each list of the unit's part has rows of its own; an entry has a project and a text."""
    for row, blocks in by_row.items():
        names = {block.text for block in blocks}
        if len(names) > 1 and names != _ENTRY:
            yield file.drawn("form.rows-shared", "unit", row + 1, field=", ".join(sorted(names)))
        elif names & _ENTRY and names != _ENTRY:
            (name,) = names
            yield file.drawn("form.entry-parts", "unit", row + 1, field=name)
