"""What one drawn sheet of a form must be, so that it can be issued and read back."""

import difflib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from ..budget import fields, heading
from ..findings import FormError
from .drawing import Block, DrawingError, Kind
from .file import FormFile, written
from .sheet_form import BY_TAXONOMY, SheetForm
from .tables import DrawnTable

_ONCE = {
    "project": fields.PROJECT,
    "unit": fields.OF_UNIT,
    "list": {},
}
_REPEATED = {
    "project": fields.INDICATOR,
    "unit": {**fields.UNIT_PART, **fields.INDICATOR},
    "list": fields.LISTED,
}
KNOWN = {kind: {**_ONCE[kind], **_REPEATED[kind]} for kind in _ONCE}
"""What of the vocabulary may be drawn on a sheet of each kind."""
_GROUPED = {**fields.PROJECT, **fields.INDICATOR}
"""What of it may be drawn on a list whose rows are grouped by project."""
_NEEDED = {
    "project": ("name",),
    "unit": (),
    "list": ("unit.code", "unit.name"),
}
_OF_PROJECTS = ("code", "name")
"""What a list needs besides where its form asks for projects."""
_FEWEST_COLUMNS = 4
"""Above the table stand two lines side by side, each a merged cell."""
_MOST_COLUMNS, _MOST_ROWS = 100, 500
_PARTS = frozenset(("sign", "number", "unit"))
_ENTRY = frozenset(("goals.project", "goals.text"))
_TEXTS, _PLAN = "extra.", "plan."


def check_sheet(
    file: FormFile, kind: str, sheet: SheetForm, own: Collection[str], lost: frozenset[str],
    *, has_projects: bool = False,
) -> Iterator[FormError]:  # fmt: skip
    """Every mistake of one sheet.

    Args:
        kind: `project`, `unit` or `list`.
        own: the fields the form declares.
        lost: the paths of what is wrong by itself.
        has_projects: whether the form asks for projects.
    """
    yield from _check_size(file, kind, sheet)
    split = [*_check_split(file, kind, sheet)]
    yield from split
    if split:
        return
    names = set(sheet.names())
    unknown = [*check_fields(file, kind, sheet.drawing.blocks, own)]
    yield from unknown
    names |= {each.values["known"] for each in unknown}  # what was meant is no mistake too
    yield from _check_brackets(file, kind, sheet)
    if kind == "list" and not sheet.group:
        yield from _check_headings(file, sheet)
    if f"{kind}.split" not in lost:
        yield from _check_named(file, kind, sheet, own, names)
        yield from _check_parts(file, kind, sheet)
    yield from _check_rows(file, kind, sheet)
    of_projects = _OF_PROJECTS if kind == "list" and has_projects else ()
    for name in () if sheet.group else (*of_projects, *_NEEDED[kind]):
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
    if (kind != "list" or sheet.group) and columns < _FEWEST_COLUMNS:
        yield file.drawn("form.narrow", kind, 1, found=columns, least=_FEWEST_COLUMNS)
    if columns > _MOST_COLUMNS or rows > _MOST_ROWS:
        yield file.drawn(
            "form.too-large", kind, 1,
            found=f"{rows} × {columns}", most=f"{_MOST_ROWS} × {_MOST_COLUMNS}",
        )  # fmt: skip


def _is_grouped(file: FormFile, kind: str) -> bool:
    """Whether a sheet is a list whose rows are grouped by project, be it right or wrong."""
    said = file.table.get("list") if isinstance(file.table, Mapping) else None
    return kind == "list" and isinstance(said, Mapping) and bool(said.get("group"))


def _known(file: FormFile, kind: str) -> Mapping[str, fields.Holds]:
    return _GROUPED if _is_grouped(file, kind) else KNOWN[kind]


def _is_known(file: FormFile, kind: str, name: str, own: Collection[str]) -> bool:
    is_asked, is_grouped = kind != "list", _is_grouped(file, kind)
    is_text = name.startswith(_TEXTS) and (is_asked or is_grouped)
    is_plan = name.startswith(_PLAN) and (kind == "project" or is_grouped)
    return is_text or is_plan or name in _known(file, kind) or name in own


def check_fields(
    file: FormFile, kind: str, blocks: Iterable[Block], own: Collection[str]
) -> Iterator[FormError]:
    """Every cell to fill is one that is known, or declared."""
    for block in blocks:
        if block.kind is not Kind.LABEL and not _is_known(file, kind, block.text, own):
            yield file.drawn(
                "form.unknown-field", kind, block.box.top + 1,
                field=block.text, known=_closest(file, kind, block.text, own),
                written=written(block.text),
            )  # fmt: skip


def _check_named(
    file: FormFile, kind: str, sheet: SheetForm, own: Collection[str], names: set[str]
) -> Iterator[FormError]:
    """What else names fields, or tables, names those that are drawn."""
    tables = {table.name for table in sheet.printed_tables}
    for key, wanted in _naming(sheet):
        for name in sorted(wanted):
            path = (kind, key, *_place(file, kind, key, name))
            if key in ("rows", "spare") and name in tables:
                continue
            if _is_known(file, kind, name, own):
                if name not in names:
                    yield file.mistake("form.not-drawn", *path, field=name, key=key)
            elif key in ("rows", "spare"):
                known = ", ".join(sorted(tables)) or "—"
                yield file.mistake("form.unknown-table", *path, field=name, key=key, known=known)
            else:
                yield file.mistake(
                    "form.unknown-field", *path,
                    field=name, known=_closest(file, kind, name, own), written=written(name),
                )  # fmt: skip


def _naming(sheet: SheetForm) -> Iterator[tuple[str, Iterable[str]]]:
    """The keys of a sheet under which fields are named."""
    yield "required", sheet.required
    yield "widths", sheet.widths
    yield "rows", sheet.rows if isinstance(sheet.rows, Mapping) else ()
    yield "spare", sheet.spare if isinstance(sheet.spare, Mapping) else ()


def _place(file: FormFile, kind: str, key: str, name: str) -> Iterator[str | int]:
    """The place of a name in a list, or the name itself."""
    said = file.table[kind].get(key)
    if isinstance(said, list | tuple):
        yield from (number for number, each in enumerate(said) if each == name)
    else:
        yield name


def _closest(file: FormFile, kind: str, name: str, own: Collection[str]) -> str:
    known = [*_known(file, kind), *sorted(own)]
    return ", ".join(difflib.get_close_matches(name, known, n=1) or known)


def _check_brackets(file: FormFile, kind: str, sheet: SheetForm) -> Iterator[FormError]:
    """What a project has once is drawn once; indicators, lists and the unit's part repeat.

    What a form declares is drawn as it likes; in a list of projects everything repeats.
    """
    for block in sheet.drawing.blocks:
        expected = _bracketed(kind, block.text, is_grouped=bool(sheet.group))
        is_other = expected is not None and expected is not block.kind
        if block.kind is not Kind.LABEL and is_other:
            shown = f"{{{block.text}}}" if expected is Kind.FIELD else f"[{block.text}]"
            yield file.drawn(
                "form.bracket", kind, block.box.top + 1, field=block.text, expected=shown
            )


def _bracketed(kind: str, name: str, *, is_grouped: bool) -> Kind | None:
    """How a field is drawn on such a sheet; None where it may be drawn as one likes."""
    if is_grouped:
        return Kind.REPEAT if name in fields.INDICATOR else None
    if kind == "project" and name == "goal":  # in one cell, or a paragraph a row
        return None
    if name in _ONCE[kind] or (kind == "project" and name.startswith(_PLAN)):
        return Kind.FIELD
    return Kind.REPEAT if kind == "list" or name in _REPEATED[kind] else None


def _check_split(file: FormFile, kind: str, sheet: SheetForm) -> Iterator[FormError]:
    """A target is taken apart into its sign, its number and its unit.

    A target of the form's own may do without a sign; a figure keeps its cell, with one beside it.
    """
    for name, parts in sheet.split.items():
        if sheet.drawing.block(name) is None:
            error = DrawingError("drawing.split-unknown", 1, 1, name)
            yield from file.explain_drawing(error, kind)
        elif not _is_split(name, parts):
            yield file.mistake("form.split", kind, "split", name, field=name)
        for part in parts:
            if part != name and (block := sheet.drawing.block(part)):
                yield file.drawn(
                    "drawing.twice", kind, block.box.top + 1,
                    row=block.box.top + 1, column=block.box.left + 1, found=part,
                )  # fmt: skip


def _is_split(name: str, parts: Sequence[str]) -> bool:
    """Whether the cells a field is split into can be put together again."""
    if name == "value":
        return sorted(parts) == sorted(_PARTS)
    is_known = name in fields.VOCABULARY and name != "weight"
    return not is_known and len({*parts}) == len(parts) and len(parts) in (2, 3)


def _check_parts(file: FormFile, kind: str, sheet: SheetForm) -> Iterator[FormError]:
    """A target is asked for in one cell or in its parts: a sign is one of a number and a unit."""
    if "value" in sheet.split:
        return
    drawn = {block.text: block for block in sheet.drawing.repeats()}
    apart = [block for name, block in drawn.items() if name in _PARTS]
    is_short = "sign" in drawn and len(apart) < len(_PARTS)
    if (kind == "project" or sheet.group) and apart and (is_short or "value" in drawn):
        yield file.drawn("form.parts", kind, apart[0].box.top + 1, field=apart[0].text)


def _check_rows(file: FormFile, kind: str, sheet: SheetForm) -> Iterator[FormError]:
    """What repeats together is one table, and no two tables have one name."""
    tables = sheet.printed_tables
    counted = Counter(table.name for table in tables)
    if kind == "unit":
        yield from _check_lists(file, tables)
    for table in tables:
        first = next(each for each in tables if each.name == table.name)
        if kind == "list" and table is not tables[0]:
            yield file.drawn("form.two-tables", kind, table.row + 1, field=table.fields[0])
        elif counted[table.name] > 1 and table is not first:
            yield file.drawn("form.table-twice", kind, table.row + 1, field=table.name)
        if (
            table.is_indicators
            and set(table.fields) <= {"level1", "level2"}
            and (kind != "list" or sheet.group)
        ):
            names = ", ".join(sorted(table.fields))
            yield file.drawn("form.only-levels", kind, table.row + 1, field=names)
    is_levelled = any("level2" in table.fields for table in tables)
    if sheet.rows == BY_TAXONOMY and not is_levelled:
        yield file.mistake("form.rows-of-taxonomy", kind, "rows")


def _check_lists(file: FormFile, tables: Iterable[DrawnTable]) -> Iterator[FormError]:
    """Each list of the unit's part has rows of its own; an entry has a project and a text."""
    for table in tables:
        names = {*table.fields}
        if not names & fields.UNIT_PART.keys():
            continue
        if len(names) > 1 and names != _ENTRY:
            found = ", ".join(sorted(names))
            yield file.drawn("form.rows-shared", "unit", table.row + 1, field=found)
        elif names & _ENTRY and names != _ENTRY:
            (name,) = names
            yield file.drawn("form.entry-parts", "unit", table.row + 1, field=name)
