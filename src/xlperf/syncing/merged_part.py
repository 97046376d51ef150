"""Merging the unit's own part (部门整体绩效目标): words stay, entries follow the projects."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeVar

from ..budget import Goal, UnitBudget, UnitPart, part_of
from ..budget import code as code_of
from ..form import Form
from ..identity import Change, Identity, Issued, Kind
from ..reading import FilledPart
from ..sheet import Comment
from .answers_without_cell import (
    GOAL,
    keep_aside,
    keep_comments,
    keep_reasons,
    needs_no_keeping,
)
from .given_values import blanked, given_values
from .merged_project import merged_tables
from .reasons import reasons_of
from .rows_by_key import by_key, keyed, keys_given_out, typed_by_key
from .texts_put_back import readable

T = TypeVar("T")


_NAMED = re.compile(r"goals\.[0-9]+\.project")
"""The names of projects beside entries, which are the office's to give."""


class MergedPart(NamedTuple):
    """The unit's own part of the new issue, and what of it has no place any more.

    `typed`, `reasons` and `comments` are by path, rows by their keys.
    """

    part: UnitPart
    changes: tuple[Change, ...] = ()
    aside: tuple[Issued, ...] = ()
    reasons: Mapping[str, str] = {}
    comments: Mapping[str, Comment] = {}
    typed: Mapping[str, str | float] = {}
    disputed: frozenset[str] = frozenset()


def merge_part(
    form: Form,
    issued: Identity,
    theirs: FilledPart | None,
    budget: UnitBudget,
    returned: Mapping[str, str],
) -> MergedPart:
    """Merge the unit's own part.

    Args:
        returned: the kept entries of projects that came back, by the project's name.
    """
    if form.unit is None:
        return _without_sheet(form, issued, theirs) if theirs else _words_issued(form, issued)
    if theirs is None:
        return _put_back(form, issued, returned)
    followed = _followed(theirs, issued, budget, returned)
    base, typed = issued.issued(""), dict(theirs.typed)
    given = given_values(form, issued, theirs.part, typed, budget.part)
    for field in given.settled:
        typed.pop(field, None)
    part = keyed(followed.part, keys_given_out(issued, "", theirs))
    part = part.model_copy(update=blanked(form, part, given.blank))
    merged = part.model_copy(update=merged_tables(form, base, part, budget.part))
    reasons, homeless = _reasons(theirs, merged, followed.places)
    return MergedPart(
        merged,
        (*followed.changes, *given.changes),
        (*followed.entries, *homeless),
        reasons,
        dict(moved(by_key(part, theirs.comments), followed.places)),
        dict(moved(typed_by_key(part, typed), followed.places)),
        given.disputed,
    )


class _Followed(NamedTuple):
    """The part with an entry for each project as it is called now; those of gone ones beside it.

    Attributes:
        places: the number each entry has now, by the one it had.
    """

    part: UnitPart
    places: Mapping[int, int]
    changes: list[Change]
    entries: list[Issued]


def _followed(
    theirs: FilledPart, issued: Identity, budget: UnitBudget, returned: Mapping[str, str]
) -> _Followed:
    renamed, gone = _names(issued, budget)
    goals: list[Goal] = []
    places: dict[int, int] = {}
    entries: list[Issued] = []
    changes: list[Change] = []
    for number, goal in enumerate(theirs.part.goals):
        if goal.project in gone and goal.project not in renamed.values():
            entries.append(Issued(gone[goal.project], GOAL, goal.text))
            changes.append(_kept(gone[goal.project], goal))
            continue
        places[number] = len(goals)
        goals.append(goal.model_copy(update={"project": renamed.get(goal.project, goal.project)}))
    named = {goal.project for goal in goals}
    goals += [Goal(project=n, text=text) for n, text in returned.items() if n not in named]
    part = theirs.part.model_copy(update={"goals": tuple(goals)})
    return _Followed(part, places, changes, entries)


def _without_sheet(form: Form, issued: Identity, theirs: FilledPart) -> MergedPart:
    """The form has no sheet for it any more: all that stands there is kept."""
    part = keyed(theirs.part, keys_given_out(issued, "", theirs))
    texts = keep_aside(form, "", part, typed=theirs.typed)
    reasons, homeless = reasons_of(theirs, part)
    noted = keep_comments("", by_key(part, theirs.comments))
    aside = (*texts, *keep_reasons("", reasons), *homeless, *noted)
    told = (Change(kind=Kind.ASIDE, field="overall"),) if aside else ()
    return MergedPart(UnitPart(), told, aside)


def _words_issued(form: Form, issued: Identity) -> MergedPart:
    """What the workbook was issued with: there is no sheet to see it on, and it is not lost."""
    texts, unread = readable(form, issued.issued(""))
    part = part_of(texts, form.kinds)
    said = tuple(goal for goal in part.goals if goal.text)
    return MergedPart(part.model_copy(update={"goals": said}), typed=unread)


def _kept(code: str, goal: Goal) -> Change:
    return Change(
        kind=Kind.ASIDE, project=code, name=goal.project, field=GOAL, answer=goal.text
    )  # fmt: skip


def _put_back(form: Form, issued: Identity, returned: Mapping[str, str]) -> MergedPart:
    """Its sheet was taken out, or there was none: it comes back as it was issued."""
    base = issued.issued("")
    goals = tuple(Goal(project=name, text=text) for name, text in returned.items())
    if not base:
        return MergedPart(UnitPart(goals=goals))
    asked = {
        path: text for path, text in base.items() if needs_no_keeping(form, path, of_unit=True)
    }
    homeless = [
        Issued("", path, text) for path, text in base.items()
        if path not in asked and path not in issued.locked("") and not _NAMED.fullmatch(path)
    ]  # fmt: skip
    texts, unread = readable(form, asked)
    part = part_of(texts, form.kinds)
    part = part.model_copy(update={"goals": (*part.goals, *goals)})
    told = (Change(kind=Kind.ASIDE, field=each.field, answer=each.text) for each in homeless)
    changes = (Change(kind=Kind.SHEET_BACK), *told)
    return MergedPart(part, changes, tuple(homeless), typed=unread)


def _names(issued: Identity, budget: UnitBudget) -> tuple[dict[str, str], dict[str, str]]:
    """New names by the ones projects were issued with; codes of those that are gone by name."""
    now = {code_of(each.code): each.name for each in budget.projects}
    renamed, gone = {}, {}
    for code in issued.issued_codes():
        name = issued.issued(code).get("name", "")
        if code in now:
            renamed[name] = now[code]
        elif name:
            gone[name] = code
    return renamed, gone


def moved(noted: Mapping[str, T], places: Mapping[int, int]) -> Iterator[tuple[str, T]]:
    """What stands at a path, at the one its entry has now."""
    for path, each in noted.items():
        head, _, rest = path.partition(".")
        number, dot, name = rest.partition(".")
        if head != "goals":
            yield path, each
        elif int(number) in places:
            yield f"goals.{places[int(number)]}{dot}{name}", each


def _reasons(
    theirs: FilledPart, merged: UnitPart, places: Mapping[int, int]
) -> tuple[dict[str, str], tuple[Issued, ...]]:
    """The unit's reasons by what they are about now, and those that stand beside nothing."""
    beside, homeless = reasons_of(theirs, merged)
    found = dict(moved(beside, places))
    gone = (path for path in beside if not dict(moved({path: ""}, places)))
    rows = {path: theirs.where[path].row for path in gone}
    lost = (Issued("", f"{theirs.sheet}!{row + 1}", beside[path]) for path, row in rows.items())
    return found, (*lost, *homeless)
