"""Why a file was not simply accepted, in words: made of its codes and values when it is told."""

from collections.abc import Iterator

from ...findings import FileError, Finding, Lang, Level, OwnText, Place, word
from ..counting import UnitStanding
from ..ledger import HALVES, NOT_LISTED, Arrival, Reason, ReasonKind, State, Withdrawal

_LONGEST = 300
"""Signs of a reason that are told."""
OLDER_ISSUE = "judged.older-issue"
"""It tells the office which command to give: no unit is told so."""
_WHAT_IS_WITHDRAWN = {NOT_LISTED: "status.cause.not-listed"}


def reasons_of(arrival: Arrival, lang: Lang, *, is_coded: bool = True) -> tuple[str, ...]:
    """Why a file was not simply accepted, a line each; the last says how many more there are."""
    told = [_cut(_told(each, lang, is_coded=is_coded)) for each in arrival.reasons]
    if arrival.more:
        told.append(word("judged.more", lang, count=arrival.more))
    return (*told, *arrival.remarks)


def unit_reasons(
    each: UnitStanding, lang: Lang = "zh", *, is_coded: bool = True
) -> tuple[str, ...]:
    """Why the copy of a unit was not simply accepted: the office's own reason first."""
    if each.copy is None:
        return ()
    own = (each.ruling.reason,) if each.ruling else ()
    halves = _other_halves(each)
    other = tuple(_cut(_told(half, lang, is_coded=is_coded)) for half in halves)
    return (*own, *other, *reasons_of(each.copy.arrival, lang, is_coded=is_coded))


def unit_facts(each: UnitStanding) -> tuple[Reason, ...]:
    """The same as codes and values, without what the office said itself."""
    return (*_other_halves(each), *each.copy.arrival.reasons) if each.copy else ()


def _other_halves(each: UnitStanding) -> Iterator[Reason]:
    """What was told of another copy beside the one that counts now, told of this one.

    Two halves are looked for when a file comes in; whichever of them counts later, the ledger
    knows of both.
    """
    counting = each.copy.arrival.id if each.copy else 0
    for other in (one.arrival for one in each.arrivals if one.state is State.SUPERSEDED):
        for half in other.reasons:
            said = half.values
            if half.code == HALVES and said.get("first") == str(counting) and each.copy:
                turned = {
                    **said, "first": str(other.id), "second": str(counting), "name": other.name,
                    "lacks": said.get("holds", ""), "holds": said.get("lacks", ""),
                }  # fmt: skip
                yield half.model_copy(update={"found": str(other.id), "values": turned})


def reasons_for_unit(arrival: Arrival, lang: Lang) -> tuple[str, ...]:
    """The same as the unit can be told it: without codes, and without the office's commands."""
    mine = (each for each in arrival.reasons if each.code != OLDER_ISSUE)
    told = [_cut(_told(each, lang, is_coded=False)) for each in mine]
    if arrival.more:
        told.append(word("judged.more", lang, count=arrival.more))
    return (*told, *arrival.remarks)


def lines_left(arrival: Arrival, shown: int) -> int:
    """How many reasons there are besides the first lines, those no ledger keeps included."""
    lines = len(arrival.reasons) + bool(arrival.more) + len(arrival.remarks)
    return max(lines, arrival.errors + arrival.warnings) - shown if lines > shown else 0


def why_withdrawn(withdrawal: Withdrawal, lang: Lang) -> str:
    """Why a unit is no longer asked: the office's own words, or what stands for them."""
    code = _WHAT_IS_WITHDRAWN.get(withdrawal.cause, "")
    return word(code, lang) if code else withdrawal.reason


def reason_json(reason: Reason) -> dict[str, object]:
    """A reason as plain JSON values: the code, and what its words speak of."""
    return {
        "code": reason.code,
        "kind": reason.kind.value,
        "level": reason.level.value if reason.level else None,
        "sheet": reason.sheet,
        "cell": reason.cell,
        "project": reason.project,
        "field": reason.field,
        "found": reason.found,
        "values": dict(reason.values),
        **_own(reason.own),
    }


def _own(own: OwnText | None) -> dict[str, object]:
    """What a rule of somebody's own says, in both languages; nothing for those of the catalogue."""
    return {"own": {"says": dict(own.says), "mend": dict(own.mend)}} if own else {}


def _told(reason: Reason, lang: Lang, *, is_coded: bool) -> str:
    try:
        says = _says(reason, lang)
    except KeyError:  # of a later version, whose words this one has not
        says = reason.found or "…"
        is_coded = True
    level = word(f"level.{reason.level.value}", lang) if reason.level else ""
    place = f"{reason.sheet}!{reason.cell}" if reason.cell else reason.sheet
    known = {"level": level, "place": place, "says": says, "found": reason.code}
    if reason.kind is not ReasonKind.FINDING or not level:
        return word("judged.told", lang, **known) if level else says
    shape = "judged.line" if place else "judged.line-nowhere"
    return word(shape if is_coded else f"{shape}-uncoded", lang, **known)


def _says(reason: Reason, lang: Lang) -> str:
    """The sentence itself.

    Raises:
        KeyError: the catalogue has no such code, or speaks of a value that was not kept.
    """
    if reason.kind is ReasonKind.JUDGED:
        return word(reason.code, lang, **reason.values)
    if reason.kind is ReasonKind.ERROR:
        return FileError(reason.code, **reason.values).message(lang)
    finding = Finding(
        reason.code, reason.level or Level.INFO, Place("", reason.sheet, reason.cell),
        found=reason.found, values=reason.values, own=reason.own,
    )  # fmt: skip
    says = finding.message(lang)
    return f"{says}{word('judged.stop', lang)}{finding.fix(lang)}" if reason.mend else says


def _cut(text: str) -> str:
    return " ".join(text.split())[:_LONGEST]
