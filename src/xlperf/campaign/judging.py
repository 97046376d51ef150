"""The verdict on one file that came in: is it of this round, whose is it, can it be accepted.

Whose it is, only what it carries can say: its identity, else the tokens on its sheets, else its
unit lines. Never its name, nor the folder it came in.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from .. import wording
from ..budget import Master, Unit, UnitBudget
from ..catalogue import Lang, word
from ..filled import Filled
from ..findings import Finding, Level, count_by_level
from ..form import Form
from ..reconcile import ACCEPTED, Gathering
from .records import Edition, Facts, Issue, Verdict

_MOST_REASONS = 20
_LONGEST_REASON = 300
_LONGEST_CODE = 64
_LARGEST_NUMBER = 1_000_000
_NO_FORM_OF_OURS = frozenset({"form.none", "form.unknown", "identity.broken"})
_OTHER_FORM = frozenset({"form.other", "form.year"})
LANG: Lang = "zh"
"""Reasons are kept in the ledger, in the language units are answered in."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was found in one file.

    Attributes:
        unit: the code of the unit it says it is from; "" where it does not say.
        is_ours: whether that unit was issued a workbook in this round.
        number: its issue number; 0 where it does not say.
    """

    verdict: Verdict
    unit: str = ""
    is_ours: bool = False
    number: int = 0
    errors: int = 0
    warnings: int = 0
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Claim:
    """What a file says of itself, as far as it says it; `ours`: that unit, if it is of this round.

    `ours` is spelled as it was issued.
    """

    unit: str
    form: str = ""
    year: int = 0
    number: int = 0
    round: str = ""
    ours: str = ""


def refused(reasons: Iterable[str]) -> Judgement:
    """The verdict on what nothing could be read from, with what there is to say of it."""
    lines = tuple(reasons)
    return Judgement(Verdict.UNREADABLE, errors=len(lines), reasons=_bounded(lines))


def judge(filled: Filled, facts: Facts, edition: Edition, issues: Sequence[Issue]) -> Judgement:
    """The verdict on one file, by the form and master budget that hold now.

    Args:
        issues: everything issued in this round so far.
    """
    issued = {wording.code(each.unit.code): each.unit.code for each in issues}
    claim = _claim(filled)
    claim = replace(claim, ours=issued.get(wording.code(claim.unit), "") if claim.unit else "")
    last = max((each.number for each in issues if each.unit.code == claim.ours), default=0)
    is_told = claim.ours or claim.form
    other = _other_round(filled, claim, facts, edition.form, last) if is_told else ""
    if other:
        return _told(Verdict.OTHER_ROUND, claim, filled, filled.findings, [other])
    if not claim.ours:
        return _nobodys(filled, claim)
    return _compared(filled, claim, edition.master, last)


def _claim(filled: Filled) -> _Claim:
    """The identity a file carries, else its token, else the unit its tables name."""
    identity = filled.identity
    if identity:
        return _Claim(
            identity.unit.code, identity.form, identity.year, identity.number, identity.round
        )
    seal = filled.seal
    if seal:
        return _Claim(seal.unit, seal.form, seal.year, seal.number)
    return _Claim(filled.unit.code)


def _other_round(filled: Filled, claim: _Claim, facts: Facts, form: Form, last: int) -> str:
    """Why a file does not belong to this round; "" when it does."""
    if claim.form and (claim.form, claim.year) != (form.name, form.year):
        found, expected = f"{claim.form} {claim.year}", f"{form.name} {form.year}"
        return word("judged.other-form", LANG, found=found, expected=expected)
    doubt = next((each for each in filled.findings if each.code in _OTHER_FORM), None)
    if doubt:
        return doubt.message(LANG)
    if claim.round and claim.round != facts.name:
        return word("judged.other-round", LANG, found=claim.round, round=facts.name)
    if not last:
        return word("judged.never-issued", LANG, unit=claim.unit, round=facts.name)
    if claim.form and not 1 <= claim.number <= last:
        return word("judged.never-numbered", LANG, found=claim.number, expected=last)
    return ""


def _nobodys(filled: Filled, claim: _Claim) -> Judgement:
    """The verdict on a file that no unit of this round can be told from."""
    codes = {each.code for each in filled.findings}
    if not filled.is_readable and not codes & _NO_FORM_OF_OURS:
        return _told(Verdict.UNREADABLE, claim, filled, filled.findings)
    more = [word("judged.no-unit", LANG, found=claim.unit or "—")] if filled.is_readable else []
    return _told(Verdict.UNRECOGNISED, claim, filled, filled.findings, more)


def _compared(filled: Filled, claim: _Claim, master: Master, last: int) -> Judgement:
    """The verdict on a file of a unit of this round: its findings, and the master budget."""
    unit = claim.ours
    known = [each for each in master.units if each.unit.code == unit]
    own = known or [UnitBudget(unit=Unit(code=unit), projects=())]
    gathering = Gathering(Master(money=master.money, units=tuple(own)))
    gathering.add(filled)
    result = gathering.result()
    findings = (*filled.findings, *result.findings)
    agrees = all(each.status in ACCEPTED for each in result.comparisons)
    more = [] if known else [word("judged.not-asked", LANG, unit=unit)]
    if claim.number and claim.number < last:
        more.append(word("judged.older-issue", LANG, found=claim.number, expected=last))
    if filled.is_blocked or not filled.is_readable or not agrees or not known:
        verdict = Verdict.SENT_BACK
    elif any(each.level in (Level.ERROR, Level.WARNING) for each in findings):
        verdict = Verdict.WITH_FINDINGS
    else:
        verdict = Verdict.ACCEPTED
    return _told(verdict, claim, filled, findings, more)


def _told(
    verdict: Verdict,
    claim: _Claim,
    filled: Filled,
    findings: Sequence[Finding],
    more: Sequence[str] = (),
) -> Judgement:
    counts = count_by_level(findings)
    said = claim.ours or wording.code(claim.unit)
    return Judgement(
        verdict,
        unit=said if len(said) <= _LONGEST_CODE and said.isprintable() else "",
        is_ours=bool(claim.ours),
        number=claim.number if 0 <= claim.number <= _LARGEST_NUMBER else 0,
        errors=counts[Level.ERROR],
        warnings=counts[Level.WARNING],
        reasons=_bounded((*more, *_lines(findings, is_read=filled.is_readable))),
    )


def _lines(findings: Sequence[Finding], *, is_read: bool) -> list[str]:
    """What there is to tell, a line each: what blocks first; hints only where there is no more."""
    told = [each for each in findings if each.level in (Level.ERROR, Level.WARNING)]
    ordered = sorted(told, key=lambda each: (not each.blocks, each.level is not Level.ERROR))
    shown = ordered or ([] if is_read else list(findings))
    return list(dict.fromkeys(_line(each, with_fix=not is_read) for each in shown))


def _line(finding: Finding, *, with_fix: bool) -> str:
    says = finding.message(LANG)
    if with_fix:
        says = f"{says}。{finding.fix(LANG)}"
    place, level = str(finding.place), word(f"level.{finding.level.value}", LANG)
    key = "judged.line" if place else "judged.line-nowhere"
    return word(key, LANG, level=level, place=place, says=says, found=finding.code)


def _bounded(lines: Sequence[str]) -> tuple[str, ...]:
    """Reasons as the ledger keeps them: one line each, none too long, and not too many."""
    plain = [" ".join(each.replace("\x00", "").split())[:_LONGEST_REASON] for each in lines]
    if len(plain) <= _MOST_REASONS:
        return tuple(plain)
    left = len(plain) - _MOST_REASONS + 1
    return (*plain[: _MOST_REASONS - 1], word("judged.more", LANG, count=left))
