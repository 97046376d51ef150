"""Merging the unit's own part (部门整体绩效目标): words stay, entries follow the projects."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeVar

from ..budget import Goal, UnitBudget, UnitPart, part_of, part_texts
from ..budget import code as code_of
from ..form import Form
from ..identity import Change, Identity, Issued, Kind
from ..reading import FilledPart
from ..sheet import Comment
from .answers_without_cell import keep_comments, keep_reasons

T = TypeVar("T")
GOAL = "goals.text"
"""The field under which the entry of a project that is gone is kept, with the project's code."""


class MergedPart(NamedTuple):
    """The unit's own part of the new issue, and what of it has no place any more."""

    part: UnitPart
    changes: tuple[Change, ...] = ()
    aside: tuple[Issued, ...] = ()
    reasons: Mapping[str, str] = {}
    comments: Mapping[str, Comment] = {}


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
        return _without_sheet(theirs) if theirs else MergedPart(_words_issued(issued))
    if theirs is None:
        return _put_back(issued, returned)
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
    reasons, homeless = _reasons(theirs, places)
    comments = dict(_moved(theirs.comments, places))
    return MergedPart(part, tuple(changes), (*entries, *homeless), reasons, comments)


def _without_sheet(theirs: FilledPart) -> MergedPart:
    """The form has no sheet for it any more: all that stands there is kept."""
    texts = tuple(Issued("", path, text) for path, text in part_texts(theirs.part) if text)
    reasons, homeless = _reasons(
        theirs, {number: number for number in range(len(theirs.part.goals))}
    )
    aside = (*texts, *keep_reasons("", reasons), *homeless, *keep_comments("", theirs.comments))
    told = (Change(kind=Kind.ASIDE, field="overall"),) if aside else ()
    return MergedPart(UnitPart(), told, aside)


def _words_issued(issued: Identity) -> UnitPart:
    """What the workbook was issued with: there is no sheet to see it on, and it is not lost."""
    part = part_of(issued.issued(""), {})
    said = tuple(goal for goal in part.goals if goal.text)
    return part.model_copy(update={"goals": said})


def _kept(code: str, goal: Goal) -> Change:
    return Change(
        kind=Kind.ASIDE, project=code, name=goal.project, field=GOAL, answer=goal.text
    )  # fmt: skip


def _put_back(issued: Identity, returned: Mapping[str, str]) -> MergedPart:
    """Its sheet was taken out, or there was none: it comes back as it was issued."""
    base = issued.issued("")
    goals = tuple(Goal(project=name, text=text) for name, text in returned.items())
    if not base:
        return MergedPart(UnitPart(goals=goals))
    part = part_of(base, {})
    part = part.model_copy(update={"goals": (*part.goals, *goals)})
    return MergedPart(part, (Change(kind=Kind.SHEET_BACK),))


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


def _moved(noted: Mapping[str, T], places: Mapping[int, int]) -> Iterator[tuple[str, T]]:
    """What stands at a path, at the one its entry has now."""
    for path, each in noted.items():
        head, _, rest = path.partition(".")
        number, dot, name = rest.partition(".")
        if head != "goals":
            yield path, each
        elif int(number) in places:
            yield f"goals.{places[int(number)]}{dot}{name}", each


def _reasons(
    theirs: FilledPart, places: Mapping[int, int]
) -> tuple[dict[str, str], tuple[Issued, ...]]:
    """The unit's reasons by the paths their rows have now, and those that stand beside none."""
    last_first = sorted(theirs.where.items(), key=lambda item: -item[1].column)
    rows = {cell.row: path for path, cell in last_first}
    beside = {rows[row]: text for row, text in theirs.reasons.items() if row in rows}
    found = dict(_moved(beside, places))
    told = set(found.values())
    homeless = (
        Issued("", f"{theirs.sheet}!{row + 1}", text)
        for row, text in theirs.reasons.items()
        if text not in told
    )
    return found, tuple(homeless)
