"""Two copies of one unit, each with projects the other left blank: two people filled in one
workbook each, and the later copy would take the place of the other.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ...budget import code, part_texts, project_texts
from ...findings import Level, word
from ...form import is_signing
from ...reading import Filled, FilledPart, FilledProject, is_of_last_year
from ..ledger import HALVES, JOINED, Arrival, Reason, ReasonKind
from .judging import MOST_REASONS

Held = Mapping[str, tuple[str, str]]
_BESIDE = frozenset({HALVES, JOINED})
_LEVELS = (".level1", ".level2")
_NAMED = re.compile(r"goals\.[0-9]+\.project")
"""The names of projects beside the entries of a unit's own part, which come with the workbook."""


class Halves(NamedTuple):
    """What each of two copies holds and the other left blank: projects by their names."""

    first: tuple[str, ...]
    second: tuple[str, ...]


def answers_of_project(filled: Filled, project: FilledProject) -> Mapping[str, str]:
    """What a unit filled in or changed of one project, by path: "" for what it took out.

    What came with the workbook is no answer: values of the master, and what was filled in
    beforehand.
    """
    issued = filled.identity.issued(code(project.project.code)) if filled.identity else {}
    money = filled.form.money if filled.form else None
    texts = dict(project_texts(money, project.project)) if money else {}
    return _asked(filled, _changed(texts | _beside(project), issued))


def answers_of_part(filled: Filled) -> Mapping[str, str]:
    """What a unit filled in or changed of its own part, by path."""
    if filled.part is None:
        return {}
    issued = filled.identity.issued("") if filled.identity else {}
    changed = _changed(dict(part_texts(filled.part.part)) | _beside(filled.part), issued)
    own = {path: text for path, text in changed.items() if not _NAMED.fullmatch(path)}
    return _asked(filled, own)


def _beside(sheet: FilledProject | FilledPart) -> dict[str, str]:
    """What stands on a sheet besides values: what could not be read, reasons, notes."""
    return {
        **{path: str(value) for path, value in sheet.typed.items() if value != ""},
        **{f"reason.{row}": text for row, text in sheet.reasons.items()},
        **{
            f"comment.{path}": note[1]
            for path, note in sheet.comments.items()
            if not is_of_last_year(note)
        },
    }


def _asked(filled: Filled, texts: Mapping[str, str]) -> Mapping[str, str]:
    """What people fill in: what a sheet computes is nobody's answer, nor who signed it."""
    form = filled.form
    if form is None or not form.fields:
        return texts
    asked = (each for each in texts.items() if not is_signing(each[0]))
    return {path: t for path, t in asked if not form.is_computed(form.drawn_as(path))}


def _changed(texts: Mapping[str, str], issued: Mapping[str, str]) -> dict[str, str]:
    """What is not as it was issued; a row of nothing but its levels is no row."""
    paths = (path for path in dict.fromkeys((*texts, *issued)) if not path.endswith(_LEVELS))
    both = ((path, texts.get(path, ""), issued.get(path, "")) for path in paths)
    return {path: now for path, now, then in both if now != then}


def halves(first: Filled, second: Filled) -> Halves | None:
    """What each of two copies holds and the other left blank; None where one has it all."""
    return halves_of(held_of(first), held_of(second))


def halves_of(one: Held, other: Held) -> Halves | None:
    """The same of what copies hold, as it was seen when they came in."""
    known = {each: name for found in (one, other) for each, (name, _) in found.items()}
    only = [
        tuple(
            known[each]
            for each, (_, is_filled) in mine.items()
            if is_filled and not theirs.get(each, ("", ""))[1]
        )
        for mine, theirs in ((one, other), (other, one))
    ]
    return Halves(*only) if all(only) else None


def held_of(filled: Filled) -> Held:
    """The sheets of a copy: what each is called, and "1" where it was filled in.

    Projects are known by their codes, the unit's own part by "". Nobody can say it of a copy
    without the record of its issue: it has none.
    """
    if filled.identity is None:
        return {}
    says = filled.form.word if filled.form else word
    part = {"": (says("changes.unit"), _flag(answers_of_part(filled)))} if filled.part else {}
    return part | {
        code(each.project.code): (str(each.project), _flag(answers_of_project(filled, each)))
        for each in filled.projects
    }


def _flag(answers: Mapping[str, str]) -> str:
    return "1" if answers else ""


def halves_reason(copy: Arrival, other: Arrival, found: Halves) -> Reason:
    """What there is to say of a copy, beside another that holds what it lacks."""
    return Reason(
        code=HALVES, level=Level.WARNING, found=str(other.id), mend=True,
        values={
            "first": str(other.id), "second": str(copy.id), "name": other.name,
            "unit": copy.unit, "lacks": "、".join(found.first), "holds": "、".join(found.second),
        },
    )  # fmt: skip


def joined_reason(first: int, second: int) -> Reason:
    """What there is to say of a copy that was joined out of two."""
    values = {"first": str(first), "second": str(second)}
    return Reason(code=JOINED, kind=ReasonKind.JUDGED, values=values)


def kept_reasons(copy: Arrival) -> Iterator[Reason]:
    """What was said of a copy beside others of its unit: judging it by itself does not say it."""
    return (each for each in copy.reasons if each.code in _BESIDE)


def with_reasons(copy: Arrival, reasons: Iterable[Reason]) -> Arrival:
    """A copy with reasons before its others; what is too much is counted."""
    kept = (*reasons, *copy.reasons)
    left = max(0, len(kept) - MOST_REASONS)
    return copy.model_copy(update={"reasons": kept[:MOST_REASONS], "more": copy.more + left})
