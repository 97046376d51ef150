"""What of two copies goes into one: whole projects and the unit's own part.

Each comes from the one copy that filled it in. What both filled in differently is nobody's to
choose here: it is refused, with the places.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

from ...budget import Values, code
from ...findings import Finding, RoundError, word
from ...form import Form, is_signing
from ...issuing import field_label
from ...reading import Filled, FilledPart, FilledProject, Stray
from ..arriving import answers_of_part, answers_of_project
from ..telling import differences
from .pair import Pair

T = TypeVar("T")
AnyFilled = FilledProject | FilledPart
Texts = Mapping[str, str]
_MOST_PLACES = 10
"""How many places a refusal names at most."""


def joined(pair: Pair, form: Form) -> Filled:
    """Whole projects and the unit's part, each from the copy that filled it in.

    Raises:
        RoundError: both filled in the same differently.
    """
    one, other = pair.one, pair.other
    left, right = _by_code(one), _by_code(other)
    ours, theirs, places = list[FilledProject](), list[FilledProject](), list[str]()
    order: list[FilledProject] = []
    for name in dict.fromkeys((*left, *right)):
        is_other = _from_other(
            left.get(name), right.get(name),
            lambda each: answers_of_project(one, each),
            lambda each: answers_of_project(other, each),
        )  # fmt: skip
        if is_other is None:
            places += _places(pair, form, left[name], right[name])
            continue
        taken, left_out = (right, left) if is_other else (left, right)
        order.append(_signed_by_both(taken[name], left_out.get(name)))
        (theirs if is_other else ours).append(taken[name])
    is_other = _from_other(
        one.part, other.part, lambda _: answers_of_part(one), lambda _: answers_of_part(other)
    )
    if is_other is None and one.part and other.part:
        places += _places(pair, form, one.part, other.part)
    if places:
        _refuse_differing(pair, places)
    part = other.part if is_other else one.part
    signed = part and _part_signed_by_both(part, one.part if is_other else other.part)
    return replace(
        one, projects=tuple(order), part=signed, strays=(*one.strays, *_more_strays(pair)),
        findings=tuple(
            _findings(pair, _taken(ours, None if is_other else part),
                      _taken(theirs, part if is_other else None))
        ),
    )  # fmt: skip


def _signed_by_both(taken: FilledProject, other: FilledProject | None) -> FilledProject:
    """The project with the names of all who signed it."""
    declared = _signed(taken.project.declared, other.project.declared if other else {})
    return replace(taken, project=taken.project.model_copy(update={"declared": declared}))


def _part_signed_by_both(taken: FilledPart, other: FilledPart | None) -> FilledPart:
    declared = _signed(taken.part.declared, other.part.declared if other else {})
    return replace(taken, part=taken.part.model_copy(update={"declared": declared}))


def _signed(ours: Values, theirs: Values) -> Values:
    """What is declared, and beside who signed here who signed there."""
    both = dict(ours)
    for name, value in theirs.items():
        if is_signing(name):
            texts = dict.fromkeys(str(each) for each in (ours.get(name), value) if each)
            both[name] = "；".join(texts)
    return both


def _from_other(
    left: T | None, right: T | None,
    ours: Callable[[T], Mapping[str, str]], theirs: Callable[[T], Mapping[str, str]],
) -> bool | None:  # fmt: skip
    """Whether something is to be taken from the second copy; None where nobody can say."""
    if left is None or right is None:
        return left is None
    mine, yours = ours(left), theirs(right)
    if mine and yours and mine != yours:
        return None
    return bool(yours) and not mine


def _by_code(filled: Filled) -> dict[str, FilledProject]:
    return {code(each.project.code): each for each in filled.projects}


def _places(pair: Pair, form: Form, left: AnyFilled, right: AnyFilled) -> list[str]:
    """Where two copies of one project, or of the unit's part, say something else.

    Rows without a key that only stand in another order, reasons and notes differ in no field.
    """
    project = code(left.project.code) if isinstance(left, FilledProject) else ""
    told = [
        f"{each.name} {each.label} {each.place_before or each.place_after}".strip()
        for each in differences(pair.one, pair.other, form)
        if code(each.project) == project
    ]
    return told or [*_paths(form, left, right, _both(pair, left, right))]


def _both(pair: Pair, left: AnyFilled, right: AnyFilled) -> tuple[Texts, Texts]:
    """What was filled in of both."""
    if isinstance(left, FilledProject) and isinstance(right, FilledProject):
        return answers_of_project(pair.one, left), answers_of_project(pair.other, right)
    return answers_of_part(pair.one), answers_of_part(pair.other)


def _paths(
    form: Form, left: AnyFilled, right: AnyFilled, both: tuple[Texts, Texts]
) -> Iterator[str]:
    """Every answer that is not in both, each by its label and its place."""
    name = left.project.name if isinstance(left, FilledProject) else ""
    one, other = both
    for path in dict.fromkeys((*one, *other)):
        if one.get(path) != other.get(path):
            of = path.removeprefix("comment.")
            where = left.where.get(of) or right.where.get(of)
            head, _, row = path.partition(".")
            place = f"{left.sheet}!{where}" if where else left.sheet
            if head == "reason":
                of, place = "", f"{left.sheet}!{int(row) + 1}"
            label = field_label(form, of) if of else form.word("changes.reason").strip("：: ")
            yield f"{name} {label} {place}".strip()


def _refuse_differing(pair: Pair, places: list[str]) -> None:
    shown = places[:_MOST_PLACES]
    more = word("judged.more", count=len(places) - len(shown)) if len(places) > len(shown) else ""
    raise RoundError(
        "round.join-differ", unit=pair.unit, first=pair.first.id, second=pair.second.id,
        places="；".join(filter(None, (*shown, more))),
    )  # fmt: skip


def _more_strays(pair: Pair) -> Iterator[Stray]:
    known = {(each.sheet, each.text) for each in pair.one.strays}
    return (each for each in pair.other.strays if (each.sheet, each.text) not in known)


class _Taken(NamedTuple):
    """What is taken from one copy: its sheets, and the codes of the projects on them."""

    sheets: frozenset[str]
    projects: frozenset[str]


def _taken(projects: Sequence[FilledProject], part: FilledPart | None) -> _Taken:
    sheets = (*(each.sheet for each in projects), *([part.sheet] if part else []))
    return _Taken(frozenset(sheets), frozenset(code(each.project.code) for each in projects))


def _findings(pair: Pair, ours: _Taken, theirs: _Taken) -> Iterator[Finding]:
    """What was found on the sheets that are taken, and on either file as a whole.

    On one sheet there may be projects of which some are taken from either copy.
    """
    told = set[tuple[str, str, str, str]]()
    for filled, mine, others in ((pair.one, ours, theirs), (pair.other, theirs, ours)):
        for each in filled.findings:
            sheet, about = each.place.sheet, code(each.project)
            same = (each.code, sheet, each.place.cell, each.found)
            is_elsewhere = sheet in others.sheets and sheet not in mine.sheets
            if is_elsewhere or about in others.projects or same in told:
                continue
            told.add(same)
            yield each
