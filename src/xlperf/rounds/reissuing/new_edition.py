"""A new edition: whether a form and a master budget may take the place of those that hold."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from ...budget import Master, Project, Unit, common_power, power_in_words, wording
from ...findings import RoundError
from ...form import Form
from ...issuing import refuse_other_money
from ..counting import codes_of, in_force
from ..ledger import Edition, Withdrawal
from .known import Known

_SHOWN = 3
"""How many amounts a message gives as examples."""


class NewEdition(NamedTuple):
    """An edition that may be entered, and whom it concerns.

    Attributes:
        dropped: the units the new master leaves out.
        asked_again: the units a master before left out, and this one lists.
    """

    edition: Edition
    dropped: tuple[Unit, ...] = ()
    asked_again: tuple[Unit, ...] = ()


def new_edition(
    known: Known, master: Master | None, form: Form | None, at: datetime, folder: Path,
    *, amounts_are_right: bool = False,
) -> NewEdition | None:  # fmt: skip
    """The edition to be entered; None when form and master are those that hold.

    Args:
        amounts_are_right: the office says that amounts which most changed by one power of ten
            are meant so.

    Raises:
        RoundError: the form is another one, the master leaves a unit out that has sent
            something, or most of its amounts changed by one power of ten.
        MasterError: the master's amounts are in another unit than the form's.
    """
    before = known.edition
    master, form = master or before.master, form or before.form
    if (before.master, before.form) == (master, form):
        return None
    if (form.name, form.year) != (before.form.name, before.form.year):
        found, expected = f"{form.name} {form.year}", f"{before.form.name} {before.form.year}"
        raise RoundError("round.other-form", found=found, expected=expected)
    refuse_other_money(form, master)
    if not amounts_are_right:
        _refuse_other_scale(before.master, master)
    made = Edition(number=before.number + 1, form=form, master=master, made_at=at)
    dropped = tuple(_dropped(known, master, folder))
    return NewEdition(made, dropped, tuple(_asked_again(known, master)))


def still_withdrawn(known: Known, master: Master) -> tuple[Withdrawal, ...]:
    """The units a master budget lists, and the office has withdrawn all the same."""
    listed = codes_of(master)
    found = in_force(known.withdrawals, listed)
    return tuple(each for each in found if wording.code(each.unit) in listed)


def _refuse_other_scale(before: Master, after: Master) -> None:
    """Refuse a master most of whose budgets changed by one power of ten: 元 in place of 万元."""
    then = {wording.code(each.code): each for _, each in before.projects()}
    pairs = [
        (then[wording.code(each.code)], each)
        for _, each in after.projects()
        if wording.code(each.code) in then
    ]
    amounts = [(_amount(old), _amount(new)) for old, new in pairs]
    power = common_power(amounts)
    if not power:
        return
    printed = after.money.printed
    changed = (
        f"{new.name} {printed(was)} → {printed(now)}"
        for (_, new), (was, now) in zip(pairs, amounts, strict=True)
        if was != now
    )
    factor = power_in_words(power)
    examples = [line for line, _ in zip(changed, range(_SHOWN), strict=False)]
    raise RoundError(
        "round.other-scale", factor=factor, money=after.money.unit, found="；".join(examples)
    )


def _amount(project: Project) -> Decimal:
    """The amount a project is compared by."""
    known = (each for each in (project.budget, project.fiscal) if each is not None)
    return next(known, Decimal(0))


def _dropped(known: Known, master: Master, folder: Path) -> Iterator[Unit]:
    """The units the new master leaves out; one that has sent something is not dropped so."""
    listed = codes_of(master) | known.gone
    dropped = [issue.unit for code, issue in known.last.items() if code not in listed]
    sent = [each for each in dropped if wording.code(each.code) in known.copies]
    if sent:
        units = "、".join(map(str, sent))
        refusal = RoundError("round.unit-dropped", units=units, round=folder)
        refusal.commands = tuple(
            ("overrule", each.code, "--round", str(folder), "--withdraw") for each in sent
        )
        raise refusal
    yield from dropped


def _asked_again(known: Known, master: Master) -> Iterator[Unit]:
    """The units that were left out in silence, and are listed again."""
    back = known.gone & codes_of(master)
    held = in_force(known.withdrawals, codes_of(master))
    back -= {wording.code(each.unit) for each in held}
    yield from (issue.unit for code, issue in known.last.items() if code in back)
