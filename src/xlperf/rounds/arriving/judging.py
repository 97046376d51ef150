"""The verdict on one file that came in: is it of this round, whose is it, can it be accepted.

Whose it is, only what it carries can say: its identity, else the tokens on its sheets, else its
unit lines. Never its name, nor the folder it came in;
a name that says another unit is only told.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ...budget import Master, Unit, UnitBudget, wording
from ...findings import (
    FileError,
    Finding,
    Level,
    OwnText,
    XlperfError,
    count_by_level,
    one_file,
)
from ...form import Form
from ...master import Content, Gathering, is_sent_back
from ...reading import Filled
from ..ledger import Edition, Issue, Reason, ReasonKind, Terms, Verdict
from .issued import Issued

MOST_REASONS = 20
"""How many lines are told of an arrival; where there are more reasons, the last counts them."""
_LONGEST_VALUE = 300
_SPACE = re.compile(r"\s+")
_LONGEST_CODE = 64
_LARGEST_NUMBER = 1_000_000
_NO_FORM_OF_OURS = frozenset({"form.none", "form.unknown", "identity.broken"})
_OTHER_FORM = frozenset({"form.other", "form.year"})


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was found in one file.

    Attributes:
        unit: the code of the unit it says it is from; "" where it does not say.
        is_ours: whether that unit was issued a workbook in this round.
        number: its issue number; 0 where it does not say.
        more: how many reasons there are besides those that are kept.
        projects: what came back of each project of the unit, by code; of the unit itself, where
            a form asks for nothing else.
        findings: all there is to find, with their places.
    """

    verdict: Verdict
    unit: str = ""
    is_ours: bool = False
    number: int = 0
    errors: int = 0
    warnings: int = 0
    reasons: tuple[Reason, ...] = ()
    more: int = 0
    projects: Mapping[str, Content] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class _Claim:
    """What a file says of itself, as far as it says it; `ours`: that unit, if it is of this round.

    `ours` is spelled as it was issued. `named`: the other unit its file's name says;
    `untouched`: the issue whose bytes it has.
    """

    unit: str
    form: str = ""
    year: int = 0
    number: int = 0
    round: str = ""
    ours: str = ""
    named: str = ""
    untouched: Issue | None = None


def refused(errors: Iterable[XlperfError]) -> Judgement:
    """The verdict on what nothing could be read from, with what there is to say of it."""
    reasons = [
        Reason(code=each.code, kind=ReasonKind.ERROR, values=_clean(each.values)) for each in errors
    ]
    kept, more = _bounded(reasons)
    return Judgement(Verdict.UNREADABLE, errors=len(reasons), reasons=kept, more=more)


def judge(
    filled: Filled,
    terms: Terms,
    edition: Edition,
    issued: Issued,
    *,
    name: str = "",
    digest: str = "",
    given: str = "",
) -> Judgement:
    """The verdict on one file, by the form and master budget that hold now.

    Args:
        issued: everything issued in this round so far.
        name: the file's name as it came in.
        digest: SHA-256 of its bytes: it may be a workbook just as it was issued.
        given: the unit it is of, where it carries neither an identity nor a token.
    """
    if given and filled.is_readable and not (filled.identity or filled.seal):
        filled = replace(filled, unit=Unit(code=given))
    claim = _claim(filled)
    ours = issued.unit(claim.unit)
    claim = replace(
        claim, ours=ours, named=issued.other_named(name, ours),
        untouched=issued.untouched(ours, digest),
    )  # fmt: skip
    last = issued.last(ours)
    is_told = claim.ours or claim.form
    other = _other_round(filled, claim, terms, edition.form, last) if is_told else None
    if other:
        return _told(Verdict.OTHER_ROUND, claim, filled, filled.findings, [other])
    if not claim.ours:
        return _nobodys(filled, claim)
    return _compared(filled, claim, edition.master, issued.budgets(ours), last)


def judge_as_one_file(
    filled: Filled, terms: Terms, edition: Edition, issued: Issued, *,
    name: str, digest: str, given: str = "",
) -> Judgement:  # fmt: skip
    """The same within the border around one file: a fault of our own is the verdict on it."""
    try:
        with one_file(name):
            return judge(filled, terms, edition, issued, name=name, digest=digest, given=given)
    except FileError as error:
        return refused([error])


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


def _other_round(
    filled: Filled, claim: _Claim, terms: Terms, form: Form, last: int
) -> Reason | None:
    """Why a file does not belong to this round; None when it does."""
    if claim.form and (claim.form, claim.year) != (form.name, form.year):
        return _other_form(claim, form)
    doubt = next((each for each in filled.findings if each.code in _OTHER_FORM), None)
    if doubt:
        return Reason(code=doubt.code, found=_line(doubt.found), values=_clean(doubt.values))
    if claim.round and claim.round != terms.name:
        return _judged("judged.other-round", found=claim.round, round=terms.name)
    if not last:
        return _judged("judged.never-issued", unit=claim.unit, round=terms.name)
    if claim.form and not 1 <= claim.number <= last:
        return _judged("judged.never-numbered", found=claim.number, expected=last)
    return None


def _other_form(claim: _Claim, form: Form) -> Reason:
    if claim.form == form.name:
        return _judged("judged.other-year", found=claim.year, expected=form.year)
    found, expected = f"{claim.form} {claim.year}", f"{form.name} {form.year}"
    return _judged("judged.other-form", found=found, expected=expected)


def _nobodys(filled: Filled, claim: _Claim) -> Judgement:
    """The verdict on a file that no unit of this round can be told from."""
    codes = {each.code for each in filled.findings}
    if not filled.is_readable and not codes & _NO_FORM_OF_OURS:
        return _told(Verdict.UNREADABLE, claim, filled, filled.findings)
    more = [_judged("judged.no-unit", found=claim.unit or "—")] if filled.is_readable else []
    return _told(Verdict.UNRECOGNISED, claim, filled, filled.findings, more)


def _compared(
    filled: Filled, claim: _Claim, master: Master, known: Sequence[UnitBudget], last: int
) -> Judgement:
    """The verdict on a file of a unit of this round: its findings, and the master budget.

    What was filled in before it was sent is nobody's answer: a workbook that nobody opened goes
    back, whatever stands in it.
    """
    unit = claim.ours
    own = known or [UnitBudget(unit=Unit(code=unit), projects=())]
    gathering = Gathering(Master(money=master.money, units=tuple(own)))
    gathering.add(filled)
    result = gathering.result()
    findings = (*filled.findings, *result.findings)
    contents = {each.code: each.content for each in result.comparisons}
    is_blocked = filled.is_blocked or not filled.is_readable
    more = [] if known else [_judged("judged.not-asked", unit=unit)]
    if claim.number and claim.number < last:
        more.append(_judged("judged.older-issue", found=claim.number, expected=last))
    is_unopened = claim.untouched is not None and not claim.untouched.source
    if is_unopened or is_sent_back(is_blocked, contents.values()) or not known:
        verdict = Verdict.SENT_BACK
    elif claim.named or any(each.level in (Level.ERROR, Level.WARNING) for each in findings):
        verdict = Verdict.WITH_FINDINGS
    else:
        verdict = Verdict.ACCEPTED
    if verdict is Verdict.SENT_BACK and claim.untouched:
        code = "judged.as-issued" if claim.untouched.source else "judged.blank"
        more.insert(0, _judged(code, number=claim.untouched.number))
    told = _told(verdict, claim, filled, findings, more)
    return replace(told, projects={code: each for code, each in contents.items() if each})


def _told(
    verdict: Verdict,
    claim: _Claim,
    filled: Filled,
    findings: Sequence[Finding],
    more: Sequence[Reason] = (),
) -> Judgement:
    counts = count_by_level(findings)
    errors, warnings = counts[Level.ERROR], counts[Level.WARNING] + bool(claim.named)
    reasons = (*more, *_misnamed(claim), *_reasons(findings, is_read=filled.is_readable))
    kept, left = _bounded(reasons, errors + warnings)
    said = claim.ours or wording.code(claim.unit)
    return Judgement(
        verdict,
        unit=said if len(said) <= _LONGEST_CODE and said.isprintable() else "",
        is_ours=bool(claim.ours),
        number=claim.number if 0 <= claim.number <= _LARGEST_NUMBER else 0,
        errors=errors,
        warnings=warnings,
        reasons=kept,
        more=left,
        findings=tuple(findings),
    )


def _misnamed(claim: _Claim) -> list[Reason]:
    """What there is to say of a file whose name says another unit."""
    if not claim.named:
        return []
    said = _judged("judged.name", named=claim.named, unit=claim.ours)
    return [said.model_copy(update={"level": Level.WARNING})]


def _judged(code: str, **values: object) -> Reason:
    """What there is to say of a file as a whole."""
    told = _clean({name: str(each) for name, each in values.items()})
    return Reason(code=code, kind=ReasonKind.JUDGED, values=told)


def _reasons(findings: Sequence[Finding], *, is_read: bool) -> list[Reason]:
    """What findings there are to tell: what blocks first; hints only where there is no more.

    Of those that say the same of one place, one is told.
    """
    told = [each for each in findings if each.level in (Level.ERROR, Level.WARNING)]
    ordered = sorted(told, key=lambda each: (not each.blocks, each.level is not Level.ERROR))
    shown = ordered or ([] if is_read else list(findings))
    firsts: dict[tuple[str, ...], Finding] = {}
    for each in shown:
        said = (each.code, each.level.value, str(each.place), each.message())
        firsts.setdefault(said, each)
    return [_reason(each, mend=not is_read) for each in firsts.values()]


def _reason(finding: Finding, *, mend: bool) -> Reason:
    place = finding.place
    return Reason(
        code=finding.code, level=finding.level, sheet=_line(place.sheet), cell=place.cell,
        project=_line(finding.project), field=finding.field, found=_line(finding.found),
        values=_clean(finding.values), mend=mend, own=_kept(finding.own),
    )  # fmt: skip


def _kept(own: OwnText | None) -> OwnText | None:
    """The texts of somebody's own rule, each on one line."""
    if own is None:
        return None
    says, mend = (
        {lang: _line(text) for lang, text in each.items()} for each in (own.says, own.mend)
    )
    return replace(own, says=says, mend=mend)


def _bounded(reasons: Sequence[Reason], total: int = 0) -> tuple[tuple[Reason, ...], int]:
    """As many reasons as are kept, and how many there are besides.

    Those of one place and wording are one; `total` is how many there are all the same.
    """
    if len(reasons) <= MOST_REASONS:
        return tuple(reasons), 0
    kept = MOST_REASONS - 1
    return tuple(reasons[:kept]), max(len(reasons), total) - kept


def _clean(values: Mapping[str, str]) -> dict[str, str]:
    return {name: _line(each) for name, each in values.items()}


def _line(text: str) -> str:
    """A value as the ledger keeps it: on one line, not too long, and nothing a database refuses."""
    return _SPACE.sub(" ", text.replace("\x00", ""))[:_LONGEST_VALUE]
