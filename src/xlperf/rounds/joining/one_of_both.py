"""What of two copies goes into one: whole projects and the unit's own part.

Each comes from the one copy that filled it in. What both filled in differently is nobody's to
choose here: it is refused, with the places.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from ...budget import code
from ...findings import Finding, RoundError, word
from ...form import Form
from ...reading import Filled, FilledProject, Stray
from ..arriving import answers_of_part, answers_of_project
from ..telling import differences
from .pair import Pair

T = TypeVar("T")
_MOST_PLACES = 10
"""How many places a refusal names at most."""


def joined(pair: Pair, form: Form) -> Filled:
    """Whole projects and the unit's part, each from the copy that filled it in.

    Raises:
        RoundError: both filled in the same differently.
    """
    one, other = pair.one, pair.other
    left, right = _by_code(one), _by_code(other)
    chosen, places = [], list[str]()
    from_other: set[str] = set()
    for name in dict.fromkeys((*left, *right)):
        is_other = _from_other(
            left.get(name), right.get(name),
            lambda each: answers_of_project(one, each),
            lambda each: answers_of_project(other, each),
        )  # fmt: skip
        if is_other is None:
            places += _places(pair, form, name)
            continue
        taken = right[name] if is_other else left[name]
        chosen.append(taken)
        if is_other:
            from_other.add(taken.sheet)
    is_other = _from_other(
        one.part, other.part, lambda _: answers_of_part(one), lambda _: answers_of_part(other)
    )
    if is_other is None:
        places += _places(pair, form, "")
    if places:
        _refuse_differing(pair, places)
    part = other.part if is_other else one.part
    if is_other and part:
        from_other.add(part.sheet)
    return replace(
        one, projects=tuple(chosen), part=part, strays=(*one.strays, *_more_strays(pair)),
        findings=tuple(_findings(pair, from_other)),
    )  # fmt: skip


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


def _places(pair: Pair, form: Form, project: str) -> Iterator[str]:
    """Where two copies of one project, or of the unit's part, say something else."""
    for each in differences(pair.one, pair.other, form):
        if code(each.project) == project:
            yield f"{each.name} {each.label} {each.place_before or each.place_after}".strip()


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


def _findings(pair: Pair, from_other: set[str]) -> Iterator[Finding]:
    """What was found on the sheets that are taken, and on either file as a whole."""
    for each in pair.one.findings:
        if each.place.sheet not in from_other:
            yield each
    for each in pair.other.findings:
        if not each.place.sheet or each.place.sheet in from_other:
            yield each
