"""Which findings of the reader a sheet tells while it is filled, and which it cannot, and why."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..findings import Level, level_of
from ..form import Form
from .live_checks import Check, is_cut

LIVE = frozenset({
    "choice.unknown", "check.failed", "goal.nothing", "goal.placeholder",
    "indicators.filler", "indicators.level-parent", "indicators.level-unknown",
    "indicators.level2-missing", "indicators.nameless", "indicators.number-missing",
    "indicators.sign-missing", "indicators.unit-missing", "indicators.weights",
    "money.places", "money.slip", "money.sum",
    "plan.falls", "plan.gap", "plan.range", "plan.total",
    "project.blank", "required.blank", "score.reason", "text.too-long", "unit.blank",
    "value.bounds", "value.count", "value.no-date", "value.number", "value.percent",
    "value.places", "value.sign",
})  # fmt: skip
"""What is told beside its row as soon as it is typed."""

_PATTERNS = "a formula knows no patterns"
_SAYINGS = "it asks what words mean, with lists and exceptions a formula cannot hold"
_NEAR = "it looks for the name that is closest"
NOT_LIVE: Mapping[str, str] = {
    "code.shape": f"{_PATTERNS}; and the code is issued and locked",
    "code.check": "it is worked out sign by sign; and the code is issued and locked",
    "money.date": "only who looks at many amounts can say that one is unlikely",
    "money.swapped": "it only says where to look, beside another finding",
    "plan.flat": "lawful, and asked only when it is read",
    "plan.late-start": "lawful, and asked only when it is read",
    "plan.last-period": "lawful, and asked only when it is read",
    "plan.text": _PATTERNS,
    "score.sign": "the score beside it stays blank, which says it",
    "score.units": "the score beside it stays blank, which says it",
    "score.zero": "the score beside it stays blank, which says it",
    "score.band": "the score beside it stays blank, which says it",
    "score.given": "the score beside it stays blank, which says it",
    "score.needless": "nothing is wrong with the score",
    "indicators.bare-word": _SAYINGS,
    "indicators.copy-basis": _SAYINGS,
    "indicators.copy-description": _SAYINGS,
    "indicators.copy-value": _SAYINGS,
    "indicators.money-place": _PATTERNS,
    "indicators.name-cut": _SAYINGS,
    "indicators.over-hundred": _SAYINGS,
    "indicators.rate-in-quantity": _SAYINGS,
    "indicators.satisfaction-place": _SAYINGS,
    "indicators.unit-sentence": _SAYINGS,
    "indicators.unit-unknown": _NEAR,
    "indicators.value-vague": _SAYINGS,
    "indicators.whether": _SAYINGS,
    "text.spaces": "a stray space is no reason to send a sheet back",
    "goals.missing": "the entries are issued, one for each project, and their names are locked",
    "goals.unknown": "the entries are issued, one for each project, and their names are locked",
    "goals.name": _NEAR,
    "rule.failed": "it is the rule that failed",
}
"""What is told only when the workbook is back, and why."""
_PLAIN = frozenset({
    "required.blank", "choice.unknown", "value.bounds", "value.places", "text.too-long",
    "text.spaces", "check.failed", "score.sign", "score.units", "score.zero", "score.band",
    "score.given", "score.needless", "score.reason", "rule.failed",
})  # fmt: skip
"""What every form is held to; the rest are rules of budgets."""
_SENT_BACK = (Level.ERROR, Level.WARNING)


def asked_later(form: Form) -> Iterator[str]:
    """The findings of rules that a form's sheets do not tell, though somebody will have to act."""
    for code in NOT_LIVE:
        if "budget" not in form.rules and code not in _PLAIN:
            continue
        if code.startswith("score.") and form.score is None:
            continue
        if code != "rule.failed" and level_of(code, form.levels) in _SENT_BACK:
            yield code


def passed_line(form: Form, rows: Iterable[Sequence[Check]]) -> str:
    """What a sheet says when nothing on it is open: whether that is all.

    Args:
        rows: the checks of each of its rows.
    """
    more = next(asked_later(form), "") or any(map(is_cut, rows))
    return form.word("check.passed-more" if more else "check.passed")
