"""What differs between two copies of a return, field by field, each at its place in both."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ...budget import Indicator, Project, UnitPart, part_texts, project_texts, wording
from ...findings import Lang, word
from ...form import Form
from ...reading import Filled, FilledPart, FilledProject
from .pairs import aligned, paired

Row = tuple[int, Indicator]
"""An indicator, and its row in the copy it is from."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that is not the same in two copies.

    Attributes:
        project: its code; "" in the unit's own part, or where the sheet has none.
        field: its path; an indicator's with the key of its row, or its number where it has
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
    issued with, by name where they have none; paragraphs of the unit's part by what stayed
    equal around them. What only moved does not differ.
    """
    found: list[Difference] = []
    for old, new in paired(before.projects, after.projects, _code, _name):
        found += _of_project(_Copies(before, after, form, lang), old, new)
    return (*found, *_of_part(before.part, after.part, form))


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
    rows = paired(_rows(old), _rows(new), _row_key, _row_name, _row_level)
    names = {f"indicators.{each}": _row_said(rows[at]) for at, each in enumerate(_ids(rows))}
    left = _side(copies, copies.before, old, [pair[0] for pair in rows], _ids(rows))
    right = _side(copies, copies.after, new, [pair[1] for pair in rows], _ids(rows))
    about = new or old
    project = about.project if about else Project()
    yield from _compared(project, left, right, names, copies.form)


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


def _rows(filled: FilledProject | None) -> Sequence[Row]:
    return tuple(enumerate(filled.project.indicators)) if filled else ()


def _row_key(row: Row) -> str:
    return row[1].key


def _row_name(row: Row) -> str:
    each = row[1]
    return "/".join(map(wording.plain, (each.level2, each.level3))) if each.level3 else ""


def _row_level(row: Row) -> str:
    return wording.plain(row[1].level2)


def _row_said(pair: tuple[Row | None, Row | None]) -> str:
    """A row as a person knows it: its name, its level where it has none."""
    for row in reversed(pair):
        if row and (row[1].level3 or row[1].level2):
            return row[1].level3 or row[1].level2
    return ""


def _ids(rows: Sequence[tuple[Row | None, Row | None]]) -> list[str]:
    """A path for each pair of rows: its key, its place where it has none or shares it."""
    made: list[str] = []
    for at, pair in enumerate(rows):
        key = next((row[1].key for row in reversed(pair) if row and row[1].key), "")
        made.append(key if key and key not in made else str(at))
    return made


def _side(
    copies: _Copies, copy: Filled, filled: FilledProject | None, rows: Sequence[Row | None],
    ids: Sequence[str],
) -> _Side:  # fmt: skip
    """One copy of a project under the paths of both; a value that was refused says so."""
    if filled is None:
        return _Side()
    own = {row[0]: name for row, name in zip(rows, ids, strict=True) if row}
    indicators = [
        row[1].model_copy(update={"key": name}) for row, name in zip(rows, ids, strict=True) if row
    ]
    project = filled.project.model_copy(update={"indicators": tuple(indicators)})
    texts = dict(project_texts(copies.form.money, project))
    places = {_common(path, own): filled.place(path) for path in filled.where}
    seen = {each.place.cell: each.found for each in copy.findings
            if each.place.sheet == filled.sheet and each.found}  # fmt: skip
    for path in filled.refused:
        found = seen.get(str(filled.where.get(path, "")), "")
        texts[_common(path, own)] = word("difference.refused", copies.lang, found=found)
    return _Side(texts, places)


def _common(path: str, own: Mapping[int, str]) -> str:
    """The path of an indicator's field under the name its row has in both copies."""
    head, _, rest = path.partition(".")
    number, _, name = rest.partition(".")
    if head != "indicators" or not number.isdecimal() or int(number) not in own:
        return path
    return f"indicators.{own[int(number)]}.{name}"


def _compared(
    project: Project, left: _Side, right: _Side, names: Mapping[str, str], form: Form
) -> Iterator[Difference]:
    for path in dict.fromkeys((*right.texts, *left.texts)):
        before, after = left.texts.get(path, ""), right.texts.get(path, "")
        if before != after:
            head, _, last = path.rpartition(".")
            is_row = head in names
            yield Difference(
                project=project.code,
                name=project.name,
                field=path,
                label=form.label(last if is_row else path),
                row=names[head] if is_row else "",
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


def _place(filled: FilledPart | None, path: str) -> str:
    cell = filled.where.get(path) if filled else None
    return f"{filled.sheet}!{cell}" if filled and cell else ""
