"""What differs between two copies of a return, field by field, each at its place in both."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from ...budget import (
    Indicator,
    Project,
    Record,
    Row,
    UnitPart,
    in_row,
    part_texts,
    project_texts,
    wording,
)
from ...findings import Lang, word
from ...form import INDICATORS, Form
from ...reading import Filled, FilledPart, FilledProject
from .pairs import aligned, paired

AnyFilled = FilledProject | FilledPart
AnyRow = TypeVar("AnyRow", bound=Indicator | Row)
AnyRecord = TypeVar("AnyRecord", bound=Record)
Numbered = tuple[int, Indicator | Row]
"""A row of a table, and its number in the copy it is from."""
_Pair = tuple[Numbered | None, Numbered | None]
_Ids = Mapping[tuple[str, int], str]
"""The path of each row in both copies, by its table and its number in one of them."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that is not the same in two copies.

    Attributes:
        project: its code; "" in the unit's own part, or where the sheet has none.
        field: its path; in a row with its key, or its number where it has
            none; "" for a project that came or went as a whole.
        label: the words it stands under on its sheet.
        row: the indicator or entry it belongs to, as a person knows it.
        before, after: its text; "" where it is blank or not there.
        place_before, place_after: where it stands, as `Sheet!A1`; "" where it does not.
    """

    project: str
    name: str
    field: str
    label: str
    row: str
    before: str
    after: str
    place_before: str = ""
    place_after: str = ""


@dataclass(frozen=True)
class _Side:
    """One copy of a project, or of the unit's part: its texts and places, by common paths."""

    texts: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)


def differences(
    before: Filled, after: Filled, form: Form, *, lang: Lang = "zh"
) -> tuple[Difference, ...]:
    """Every field that is not the same in two copies of a return, the earlier one first.

    Projects are paired by code, by name where they have none; indicators by the key they were
    issued with, by name where they have none, and so are the rows of other tables; paragraphs
    of the unit's part by what stayed equal around them. What only moved does not differ.
    """
    found: list[Difference] = []
    for old, new in paired(before.projects, after.projects, _code, _name):
        found += _of_project(_Copies(before, after, form, lang), old, new)
    found += _of_part(before.part, after.part, form)
    own = _of_sheet(_Copies(before, after, form, lang), Project(), before.part, after.part)
    return (*found, *own)


@dataclass(frozen=True)
class _Copies:
    before: Filled
    after: Filled
    form: Form
    lang: Lang


def _code(filled: FilledProject) -> str:
    return wording.code(filled.project.code)


def _name(filled: FilledProject) -> str:
    return wording.plain(filled.project.name)


def _of_project(
    copies: _Copies, old: FilledProject | None, new: FilledProject | None
) -> Iterator[Difference]:
    if not (old and new):
        yield _whole(copies, old, new)
    about = new or old
    project = about.project if about else Project()
    yield from _of_sheet(copies, project, old, new)


def _of_sheet(
    copies: _Copies, project: Project, old: AnyFilled | None, new: AnyFilled | None
) -> Iterator[Difference]:
    """What differs in the fields and tables of a sheet; paragraphs are left out."""
    tables = {table: _paired_rows(table, old, new) for table in _tables_of(old, new)}
    ids = {table: _ids(rows) for table, rows in tables.items()}
    names = {
        f"{table}.{each}": _row_said(rows[at])
        for table, rows in tables.items()
        for at, each in enumerate(ids[table])
    }
    left = _side(copies, copies.before, old, _numbered(tables, ids, 0))
    right = _side(copies, copies.after, new, _numbered(tables, ids, 1))
    yield from _compared(project, left, right, names, copies.form)


def _numbered(tables: Mapping[str, Sequence[_Pair]], ids: Mapping[str, list[str]], at: int) -> _Ids:
    """The path of each row of one copy in both."""
    pairs = (
        (table, pair[at], name)
        for table, rows in tables.items()
        for pair, name in zip(rows, ids[table], strict=True)
    )
    return {(table, row[0]): name for table, row, name in pairs if row}


def _tables_of(*copies: AnyFilled | None) -> Sequence[str]:
    """The tables of either copy."""
    names = (name for each in copies if each for name in _record(each).rows)
    return [INDICATORS, *dict.fromkeys(names)]


def _paired_rows(table: str, old: AnyFilled | None, new: AnyFilled | None) -> list[_Pair]:
    return paired(_rows(table, old), _rows(table, new), _row_key, _row_name, _row_level)


def _whole(copies: _Copies, old: FilledProject | None, new: FilledProject | None) -> Difference:
    """A project that is in one copy only; one that came and could not be read is none that went."""
    about = old or new
    project = about.project if about else Project()
    code = wording.code(project.code)
    missing = copies.after if old else copies.before
    is_unread = code in {wording.code(each) for each in missing.unreadable}
    absent = word("difference.unread", copies.lang) if is_unread else ""
    return Difference(
        project=project.code,
        name=project.name,
        field="",
        label=word("difference.project", copies.lang),
        row="",
        before=str(project) if old else absent,
        after=absent if old else str(project),
        place_before=old.place("code") if old else "",
        place_after=new.place("code") if new else "",
    )


def _record(filled: AnyFilled) -> Project | UnitPart:
    """What a sheet says."""
    return filled.project if isinstance(filled, FilledProject) else filled.part


def _rows(table: str, filled: AnyFilled | None) -> Sequence[Numbered]:
    if filled is None:
        return ()
    record = _record(filled)
    rows = record.indicators if table == INDICATORS else record.rows.get(table, ())
    return tuple(enumerate(rows))


def _row_key(row: Numbered) -> str:
    return row[1].key


def _row_name(row: Numbered) -> str:
    each = row[1]
    if isinstance(each, Row):
        return wording.plain(_first_words(each))
    return "/".join(map(wording.plain, (each.level2, each.level3))) if each.level3 else ""


def _first_words(row: Row) -> str:
    """The first of a row that is a text, which is what people know it by."""
    return next((each for each in row.values.values() if isinstance(each, str) and each), "")


def _row_level(row: Numbered) -> str:
    return wording.plain(row[1].level2) if isinstance(row[1], Indicator) else ""


def _row_said(pair: _Pair) -> str:
    """A row as a person knows it: its name, its level where it has none."""
    for row in reversed(pair):
        if row is None:
            continue
        each = row[1]
        said = _first_words(each) if isinstance(each, Row) else each.level3 or each.level2
        if said:
            return said
    return ""


def _ids(rows: Sequence[_Pair]) -> list[str]:
    """A path for each pair of rows: its key, its place where it has none or shares it."""
    made: list[str] = []
    for at, pair in enumerate(rows):
        key = next((row[1].key for row in reversed(pair) if row and row[1].key), "")
        bare = key.rpartition("/")[2]
        made.append(bare if bare and bare not in made else str(at))
    return made


def _side(copies: _Copies, copy: Filled, filled: AnyFilled | None, ids: _Ids) -> _Side:
    """One copy of a sheet under the paths of both; a value that was refused says so."""
    if filled is None:
        return _Side()
    record = _record(filled)
    rows = {
        "indicators": _renamed(INDICATORS, record.indicators, ids),
        "rows": {table: _renamed(table, each, ids) for table, each in record.rows.items()},
    }
    texts = _texts(copies.form, record.model_copy(update=rows))
    places = {_common(path, ids): _place(filled, path) for path in filled.where}
    seen = {each.place.cell: each.found for each in copy.findings
            if each.place.sheet == filled.sheet and each.found}  # fmt: skip
    for path in filled.refused:
        found = seen.get(str(filled.where.get(path, "")), "")
        texts[_common(path, ids)] = word("difference.refused", copies.lang, found=found)
    return _Side(texts, places)


def _texts(form: Form, record: Project | UnitPart) -> dict[str, str]:
    """The texts of a sheet but for its paragraphs, which have no place of their own."""
    if isinstance(record, Project):
        return dict(project_texts(form.money, record))
    only = UnitPart(declared=record.declared, rows=record.rows, indicators=record.indicators)
    return dict(part_texts(only))


def _renamed(table: str, rows: Sequence[AnyRow], ids: _Ids) -> tuple[AnyRow, ...]:
    """The rows with the paths they have in both copies for keys."""
    return tuple(_with_key(each, ids[table, number]) for number, each in enumerate(rows))


def _with_key(row: AnyRecord, key: str) -> AnyRecord:
    return row.model_copy(update={"key": key})


def _common(path: str, ids: _Ids) -> str:
    """The path of a value in a row under the name its row has in both copies."""
    at = in_row(path)
    if at is None or not at.row.isdecimal() or (at.table, int(at.row)) not in ids:
        return path
    return f"{at.table}.{ids[at.table, int(at.row)]}.{at.field}"


def _compared(
    project: Project, left: _Side, right: _Side, names: Mapping[str, str], form: Form
) -> Iterator[Difference]:
    for path in dict.fromkeys((*right.texts, *left.texts)):
        before, after = left.texts.get(path, ""), right.texts.get(path, "")
        if before != after:
            at = in_row(path)
            row = f"{at.table}.{at.row}" if at else ""
            yield Difference(
                project=project.code,
                name=project.name,
                field=path,
                label=form.label(form.drawn_as(path)),
                row=names.get(row, ""),
                before=before,
                after=after,
                place_before=left.places.get(path, ""),
                place_after=right.places.get(path, ""),
            )


def _of_part(
    before: FilledPart | None, after: FilledPart | None, form: Form
) -> Iterator[Difference]:
    """The unit's own part: goals by the project they name, paragraphs by what they say."""
    old, new = _part_texts(before), _part_texts(after)
    for head, label in (("overall", "overall"), ("goals", "goals.text"), ("safeguards", "")):
        one, other = _entries(before, head), _entries(after, head)
        by_name = paired(one, other, lambda each: wording.plain(each[1]), lambda _: "*")
        pairs = by_name if head == "goals" else aligned(one, other, lambda each: each[1])
        for number, (left, right) in enumerate(pairs):
            for tail in (".project", ".text") if head == "goals" else ("",):
                was, now = (f"{head}.{each[0]}{tail}" if each else "" for each in (left, right))
                if old.get(was, "") != new.get(now, ""):
                    yield Difference(
                        project="",
                        name="",
                        field=now or was,
                        label=form.label(f"{head}{tail}" if tail else label or head),
                        row=(right or left or (0, ""))[1] if tail else str(number + 1),
                        before=old.get(was, ""),
                        after=new.get(now, ""),
                        place_before=_place(before, was),
                        place_after=_place(after, now),
                    )


def _part_texts(filled: FilledPart | None) -> Mapping[str, str]:
    return dict(part_texts(filled.part)) if filled else {}


def _entries(filled: FilledPart | None, head: str) -> list[tuple[int, str]]:
    """The entries of one heading, each with its number: what it says, a goal the project named."""
    part = filled.part if filled else UnitPart()
    said = [each.project for each in part.goals] if head == "goals" else getattr(part, head)
    return list(enumerate(said))


def _place(filled: AnyFilled | None, path: str) -> str:
    cell = filled.where.get(path) if filled else None
    return f"{filled.sheet}!{cell}" if filled and cell else ""
