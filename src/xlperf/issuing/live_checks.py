"""What a sheet checks by itself while it is filled: a formula, and the same test in Python.

The two stand side by side because a workbook must store the true value of each formula, and
because LibreOffice in the tests holds one against the other. A check stands for a finding of the
reader (its code), and weighs what that weighs: what would send a return back is to be mended,
what is a warning there is advice here, and a reason beside the row settles what it settles there.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from ..findings import Level, is_justifiable, level_of
from ..form import Form, Placed
from ..sheet import Box, Cell, absolute
from .conditions import (
    LONGEST_LITERAL,
    Condition,
    Slot,
    Values,
    all_blank,
    blank,
    literal,
    no_figure,
)

__all__ = ["Check", "Values", "blank_check", "check_line", "check_of", "literal", "text_check"]

_LONGEST, _MOST = 8_000, 60
"""Excel takes 8,192 signs in a formula, and 64 functions one inside the other."""
TO_MEND, ADVICE = "←", "○"
"""How a hint begins that is counted, and one that is not."""


class Check(NamedTuple):
    """One live check: true (in the sheet and here) when something is still to be done.

    Attributes:
        asks: whether it asks for what is blank, which a row that does not apply may leave so.
        code: the finding of the reader it stands for; "" of what is none.
        level: what that weighs, where the form says it at the check itself.
        settles: whether a reason beside its own row may settle it; False where the reader looks
            for the reason beside another row.
    """

    formula: str
    is_open: Callable[[Values], bool]
    hint: str
    asks: bool = False
    code: str = ""
    level: Level | None = None
    settles: bool = True


def check_of(code: str, condition: Condition, hint: str, *, asks: bool = False) -> Check:
    """The check that is open while a condition is true."""
    return Check(condition.formula, condition.holds, hint, asks=asks, code=code)


def weighed(form: Form, check: Check) -> Check | None:
    """The check with the weight its finding has; None where that is not told at all."""
    if not check.code:
        return check
    level = form.levels.get(check.code) or check.level or level_of(check.code)
    if level is Level.ERROR:
        return check
    hint = check.hint.replace(TO_MEND, ADVICE, 1)
    return check._replace(hint=hint) if level is Level.WARNING else None


def is_advice(check: Check) -> bool:
    """Whether what it says is not counted."""
    return check.hint.startswith(ADVICE)


def may_be_settled(check: Check) -> bool:
    """Whether a reason beside the row settles it."""
    if not (check.code and check.settles):
        return False
    return check.level is not None or is_justifiable(check.code)


def settled(check: Check, reason: Slot) -> Check:
    """The check that a reason beside its row settles, where it settles the finding."""
    if not may_be_settled(check):
        return check
    unsettled = blank(reason)
    return check._replace(
        formula=f"AND({check.formula},{unsettled.formula})",
        is_open=lambda values: check.is_open(values) and unsettled.holds(values),
    )


_LEFT_OUT = Check("FALSE", lambda _: False, "")
"""Stands last in a row that has more checks than its formula can hold."""


def stop(condition: Condition) -> Check:
    """Where this is true, nothing that follows in the row is asked."""
    return Check(condition.formula, condition.holds, "")


def fitting(form: Form, checks: Sequence[Check]) -> list[Check]:
    """The checks that one formula holds: of a form with more to say, the last are left out."""
    if len(checks) <= _MOST and len(hint_formula(form, checks)) <= _LONGEST:
        return [*checks]
    fit = [*checks[: _MOST - 1]]
    while len(hint_formula(form, [*fit, _LEFT_OUT])) > _LONGEST:
        fit.pop()
    return [*fit, _LEFT_OUT]


def is_cut(checks: Sequence[Check]) -> bool:
    """Whether a row has more checks than its formula holds: the reader knows of the others."""
    return bool(checks) and checks[-1].formula == _LEFT_OUT.formula


def hint_formula(form: Form, checks: Sequence[Check]) -> str:
    """The formula of a row's hint: the first check that is open, or nothing.

    A cell that is an error makes every check of its row one: then that is the hint.
    """
    formula = '""'
    for check in reversed(checks):
        formula = f"IF({check.formula},{literal(check.hint)},{formula})"
    return f"=IFERROR({formula},{literal(form.word('hint.error'))})"


def hint(checks: Sequence[Check], values: Values) -> str:
    """What the formula says for these values."""
    found = next((check.hint for check in checks if check.is_open(values)), "")
    return found[:LONGEST_LITERAL]


def is_counted(hint: object) -> bool:
    """Whether a hint is of something to be mended."""
    return str(hint or "").startswith(TO_MEND)


def count_formula(hints: Box, sheet: str = "") -> str:
    """How many rows of a sheet are still to be mended, as a formula without its equals sign."""
    return f'SUMPRODUCT(--(LEFT({sheet}{absolute(hints)},1)="{TO_MEND}"))'


def check_line(form: Form, passed: str, count: int) -> str:
    """The one line on each sheet that says whether anything is open."""
    return passed if count == 0 else form.word("check.open", count=count)


def check_line_formula(form: Form, passed: str, hints: Box) -> str:
    """The same as a formula."""
    still = form.word("check.open", count='"&{0}&"')
    count = count_formula(hints)
    return f'=IF({count}=0,"{passed}","{still.format(count)}")'


def blank_check(slot: str, cell: Cell, hint: str, code: str = "required.blank") -> Check:
    """Open while the cell is blank."""
    return check_of(code, blank(Slot(slot, cell)), hint, asks=True)


def all_blank_check(placed: Sequence[Placed], hint: str, code: str = "required.blank") -> Check:
    """Open while all of some cells, one below the other, are blank."""
    slots = [Slot(each.path, each.box.first) for each in placed]
    return check_of(code, all_blank(slots), hint, asks=True)


def text_check(slot: str, cell: Cell, hint: str) -> Check:
    """Open while words stand where a figure belongs."""
    return check_of("value.number", no_figure(Slot(slot, cell)), hint)
