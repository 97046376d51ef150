"""What may be typed into the cells of a field that a form declares, by its kind."""

from collections.abc import Iterator
from decimal import Decimal

from ...budget import FIGURES, Holds
from ...form import DeclaredField, Form
from ...sheet import Box, Validation, shortened
from .choices import ChoiceLists

_LONGEST_IN_TITLE = 26
_MOST = {
    Holds.MONEY: Decimal("99999999999"),
    Holds.PERCENT: Decimal("99999999"),
    Holds.NUMBER: Decimal("999999999999"),
    Holds.COUNT: Decimal("999999999999"),
}
"""What a figure may be where the form sets no bound; a count is of things, so it begins at 0."""
_FIRST_DAY, _LAST_DAY = 61, 2_958_465
"""1900-03-01, before which Excel counts days wrong, and the last day of the year 9999."""


def declared_limit(form: Form, lists: ChoiceLists, field: str, box: Box) -> Iterator[Validation]:
    """The limit of the cells of a declared field; none where it is computed."""
    declared = form.fields[field]
    if declared.is_computed:
        return
    label = form.label(field)
    title = shortened(label, _LONGEST_IN_TITLE)
    if declared.kind in FIGURES:
        yield _of_figure(form, declared, title, box)
    elif declared.kind is Holds.DATE:
        prompt, alert = (
            (title, form.word("prompt.date")),
            (form.word("alert.date.title"), form.word("alert.date")),
        )
        yield Validation(box, "decimal", prompt, alert, least=_FIRST_DAY, most=_LAST_DAY)
    elif declared.kind is Holds.CHOICE:
        prompt = (title, form.word("prompt.choice"))
        alert = (form.word("alert.choose.title"), form.word("alert.choose", label=title))
        yield Validation(box, "list", prompt, alert, lists.source(field))
    elif declared.longest is not None:
        told = form.word("prompt.longest", most=declared.longest)
        alert = (form.word("alert.longest.title"), told)
        yield Validation(box, "length", (title, told), alert, least=0, most=declared.longest)
    elif declared.kind is Holds.TARGET:
        yield Validation(box, "any", (title, form.word("prompt.target")))


def bounds_of(declared: DeclaredField) -> tuple[Decimal, Decimal]:
    """The least and the most a figure may be, in its own unit: percents are whole percents."""
    most = _MOST[declared.kind]
    least = Decimal(0) if declared.kind is Holds.COUNT else -most
    return (
        least if declared.least is None else declared.least,
        most if declared.most is None else declared.most,
    )


def _of_figure(form: Form, declared: DeclaredField, title: str, box: Box) -> Validation:
    least, most = bounds_of(declared)
    kind = declared.kind
    places = form.money.places if declared.places is None else declared.places
    told = form.word(f"prompt.figure.{kind.value}", unit=form.money.unit, places=places)
    if bounds := _bounds_in_words(form, declared):
        told = f"{told}{bounds}"
    share = 100 if kind is Holds.PERCENT else 1
    return Validation(
        box,
        "integer" if kind is Holds.COUNT else "decimal",
        (title, told),
        (form.word("alert.number.title"), told),
        least=float(least / share),
        most=float(most / share),
    )


def _bounds_in_words(form: Form, declared: DeclaredField) -> str:
    sign = "%" if declared.kind is Holds.PERCENT else ""
    least, most = (f"{each:f}{sign}" if each is not None else "" for each in
                   (declared.least, declared.most))  # fmt: skip
    if least and most:
        return form.word("prompt.between", least=least, most=most)
    if least:
        return form.word("prompt.least", least=least)
    return form.word("prompt.most", most=most) if most else ""
