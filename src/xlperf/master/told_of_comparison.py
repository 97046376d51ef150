"""What there is to tell of one comparison, each at the place it stands."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from ..budget import (
    MONEY,
    FieldValue,
    Holds,
    MoneyUnit,
    differing,
    hint,
    value_text,
    wording,
)
from ..findings import Finding, Place, level_of
from ..form import Form
from .comparison import Comparison, Status

_OF_STATUS = {
    Status.MISSING: "missing",
    Status.EXTRA: "extra",
    Status.TWICE: "twice",
    Status.WRONG_UNIT: "wrong-unit",
    Status.UNREADABLE: "unreadable",
}


def told_of(
    comparison: Comparison, kind: str, money: MoneyUnit, form: Form | None
) -> Iterator[Finding]:
    """The findings of a comparison.

    Args:
        kind: `unit-` where units are compared, "" for projects.
        money: what amounts are counted in.
        form: the form it came back on; None where nothing did.
    """
    first = comparison.returned[0] if comparison.returned else None
    status = comparison.status
    values = {
        "project": str(comparison.code),
        "name": comparison.name,
        "unit": str(comparison.unit),
    }
    about = "budget" if status is Status.UNREADABLE else "code"
    place = first.place_of(about) if first else Place(comparison.unreadable_file)
    if status in _OF_STATUS:
        places = "、".join(f"{each.file} {each.place}" for each in comparison.returned)
        found = places if status is Status.TWICE else str(first.unit) if first else ""
        code = f"master.{kind}{_OF_STATUS[status]}"
        yield _finding(code, place, comparison.code, found, values)
    if first and status is Status.DIFFERENT and comparison.approved:
        for name, pair in differing(comparison.approved, first.amounts, first.drawn).items():
            code, found, more = _difference(name, pair, money, form)
            yield _finding(code, first.place_of(name), comparison.code, found, {**values, **more})
    is_named = first and status is not Status.EXTRA and "name" in first.drawn
    named = first.name if first and is_named else comparison.name
    if wording.plain(named) != wording.plain(comparison.name):
        where = first.place_of("name") if first else place
        yield _finding("master.name", where, comparison.code, named, values)


def _difference(
    name: str, pair: tuple[FieldValue, FieldValue], money: MoneyUnit, form: Form | None
) -> tuple[str, str, Mapping[str, str]]:
    """The code of a field that differs, what came back, and what else is told of it."""
    then, now = pair
    label = {} if name in MONEY else {"label": form.label(name) if form else name}
    told = {**label, "money": money.unit}
    is_money = name in MONEY or form is None or form.holds(name) is Holds.MONEY
    if is_money and isinstance(then, Decimal) and isinstance(now, Decimal):
        guess = hint(then, now)
        told |= {"expected": money.printed(then), "difference": money.printed(now - then)}
        code = f"master.{name if name in MONEY else 'amount'}" + (f"-{guess}" if guess else "")
        return code, money.printed(now), told
    return "master.value", _shown(now, form, name), {**told, "expected": _shown(then, form, name)}


def _shown(value: FieldValue, form: Form | None, name: str) -> str:
    sign = "%" if form and form.holds(name) is Holds.PERCENT else ""
    return f"{value_text(value)}{sign}" or "—"


def _finding(
    code: str, place: Place, project: str, found: str, values: Mapping[str, str]
) -> Finding:
    return Finding(code, level_of(code), place, project, found=found, values=dict(values))
