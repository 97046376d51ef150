"""Live checks of one row of the indicator table: its levels, its words, its target.

They ask what the rules ask, of the rows the rules ask: a row with nothing but its levels is no
indicator, and one of 无 is told of by no other rule.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property

from ..budget import EQUAL, NOT_APPLICABLE, is_sign
from ..form import Form, Layout, SheetForm
from .conditions import (
    Condition,
    Slot,
    all_of,
    among,
    any_of,
    blank,
    filled,
    fold,
    folded,
    is_number,
    negated,
    no_figure,
    one_of,
)
from .live_checks import Check, check_of, stop, weighed
from .sheets.choices import ChoiceLists

_LEVELS = ("level1", "level2")
_TARGET = ("sign", "number", "unit")
SAYING = ("level3", "description", "value", *_TARGET, "basis", "weight")
"""What an indicator row says beside its levels: one with none of them is as it was issued."""
_COMPARING = ("≥", ">=", "≧", "⩾", "≤", "<=", "≦", "⩽", ">", "<", "＞", "＜", "＞＝", "＜＝",
              "＞=", "＜=", ">＝", "<＝")  # fmt: skip
"""Signs that wait for a figure; is exactly may stand without one."""
_WIDE = "＞＜＝"


class Row:
    """One row of the indicator table: its cells by name."""

    def __init__(self, layout: Layout, number: int) -> None:
        names = layout.indicator_fields
        placed = {name: layout.cells(name)[number] for name in names}
        self.at = {name: Slot(each.path, each.box.first) for name, each in placed.items()}

    def slots(self, *names: str) -> list[Slot]:
        """The cells of those that are drawn."""
        return [self.at[name] for name in names if name in self.at]

    @cached_property
    def is_empty(self) -> Condition:
        """True where it was left as it was issued: levels at most."""
        return blank(*self.slots(*SAYING))

    @property
    def has_parts(self) -> bool:
        """Whether its target is asked for in three cells."""
        return {*_TARGET} <= self.at.keys()

    def says_nothing(self, lists: ChoiceLists) -> Condition:
        """True where each cell is blank, 无, a dash or 不适用, and not all of them are blank."""
        said = [_says_nothing(each, lists) for each in self._texts]
        if self.has_parts:
            sign, number, unit = (self.at[name] for name in _TARGET)
            value = any_of(
                all_of(filled(unit), _says_nothing(unit, lists)),
                all_of(blank(unit), _says_nothing(sign, lists)),
            )
            said.append(all_of(blank(number), value))
        cells = self.slots(*(name for name in SAYING if name != "weight"))
        return all_of(*said, negated(blank(*cells)))

    def says_unsaid(self, form: Form, lists: ChoiceLists) -> Condition:
        """True where a cell is 无 or a dash, which say less than 不适用."""
        unsaid = [_is_unsaid(form, each, lists) for each in self._texts]
        if self.has_parts:
            sign, _, unit = (self.at[name] for name in _TARGET)
            unsaid.append(_is_unsaid(form, unit, lists))
            unsaid.append(all_of(blank(unit), _is_unsaid(form, sign, lists)))
        return any_of(*unsaid)

    @property
    def _texts(self) -> list[Slot]:
        return self.slots("level3", "description", "basis", "value")


def _says_nothing(slot: Slot, lists: ChoiceLists) -> Condition:
    """True of a blank, 无, a dash."""
    return any_of(blank(slot), among(slot, lists.nothing, lists.words_of("nothing")))


def _is_unsaid(form: Form, slot: Slot, lists: ChoiceLists) -> Condition:
    """True of 无 and a dash, but not of 不适用, nor of a blank."""
    said = among(slot, lists.nothing, lists.words_of("nothing"))
    return all_of(said, negated(one_of(slot, NOT_APPLICABLE[form.lang])))


def fillers(form: Form, row: Row, lists: ChoiceLists) -> Iterator[Check]:
    """A row that says nothing: one of 无 is told as its rule weighs; none is asked any more."""
    nothing = row.says_nothing(lists)
    condition = all_of(nothing, row.says_unsaid(form, lists))
    told = weighed(form, check_of("indicators.filler", condition, form.word("hint.filler")))
    if told:
        yield told
    yield stop(nothing)


def indicator_checks(form: Form, sheet: SheetForm, row: Row, lists: ChoiceLists) -> Iterator[Check]:
    """The checks of one indicator row that says something."""
    yield from _level_checks(form, sheet, row, lists)
    for name in ("level3", "description", "basis", "weight"):
        if name not in row.at or not (name == "level3" or name in sheet.required):
            continue
        hint = "hint.fill-row" if name == "level3" else "hint.fill"
        code = "indicators.nameless" if name == "level3" else "required.blank"
        told = form.word(hint, label=form.label(name))
        yield check_of(code, blank(row.at[name]), told, asks=True)
    for each in row.slots("weight"):
        told = form.word("hint.figure", label=form.label("weight"))
        yield check_of("value.number", no_figure(each), told)
    if row.has_parts:
        yield from _target_checks(form, sheet, row, lists)
    elif "value" in row.at and "value" in sheet.required:
        told = form.word("hint.fill", label=form.label("value"))
        yield check_of("required.blank", blank(row.at["value"]), told, asks=True)


def _level_checks(form: Form, sheet: SheetForm, row: Row, lists: ChoiceLists) -> Iterator[Check]:
    if not form.taxonomy:
        return
    known = {name: among(row.at[name], getattr(lists.choices, _LISTED[name]), lists.words_of(name))
             for name in _LEVELS if name in row.at}  # fmt: skip
    for name, listed in known.items():
        choose = form.word("hint.choose", label=form.label(name))
        if name in sheet.required:
            yield check_of("required.blank", blank(row.at[name]), choose)
        unknown = all_of(filled(row.at[name]), negated(listed))
        code = "indicators.level-unknown"
        told = choose if name == "level2" else form.word("hint.level1")
        yield check_of(code, unknown, told)
    if len(known) == len(_LEVELS):
        parted = negated(_belongs(form, row, lists))
        both = all_of(*known.values(), parted)
        yield check_of("indicators.level-parent", both, form.word("hint.level2"))


_LISTED = {"level1": "level1", "level2": "pair2"}


def _belongs(form: Form, row: Row, lists: ChoiceLists) -> Condition:
    """True where the second level is one of the first."""
    choices = lists.choices
    one, two = row.at["level1"], row.at["level2"]
    pairs = {(fold(first), fold(second)) for second, first in form.parents.items()}
    return Condition(
        f"SUMPRODUCT(({folded(choices.pair1)}={folded(one.cell)})"
        f"*({folded(choices.pair2)}={folded(two.cell)}))>0",
        lambda values: (fold(one.text(values)), fold(two.text(values))) in pairs,
    )


def _target_checks(form: Form, sheet: SheetForm, row: Row, lists: ChoiceLists) -> Iterator[Check]:
    sign, number, unit = (row.at[name] for name in _TARGET)
    comparing, equal = _signs_of(form.lang)
    known = [one_of(sign, (*comparing, *equal))]
    if form.signs:
        known.append(among(sign, lists.named("sign"), form.signs))
    no_sign = all_of(filled(sign), negated(any_of(*known)))
    yield check_of("value.sign", no_sign, form.word("hint.sign-unknown"))
    yield check_of("value.number", no_figure(number), form.word("hint.number"))
    yield from _required_parts(form, sheet, row)
    waits = [one_of(sign, comparing)]
    if units := lists.words_of("counted"):
        applies = negated(one_of(sign, NOT_APPLICABLE[form.lang]))
        waits.append(all_of(filled(unit), among(unit, lists.counted, units), applies))
    missing = all_of(blank(number), any_of(*waits))
    yield check_of("indicators.number-missing", missing, form.word("hint.number-missing"))
    no_word = all_of(is_number(number), blank(sign))
    yield check_of("indicators.sign-missing", no_word, form.word("hint.sign"))
    if form.units:
        bare = all_of(is_number(number), blank(unit))
        yield check_of("indicators.unit-missing", bare, form.word("hint.unit"))


def _signs_of(lang: str) -> tuple[Sequence[str], Sequence[str]]:
    """The signs that wait for a figure, and those that may stand without: wide ones are Chinese."""
    if lang == "zh":
        return _COMPARING, ("=", EQUAL)
    return [sign for sign in _COMPARING if not {*sign} & {*_WIDE}], ("=",)


def _required_parts(form: Form, sheet: SheetForm, row: Row) -> Iterator[Check]:
    """What a form requires of a target as a whole, and of its parts."""
    asked = {"value": _TARGET, **{name: (name,) for name in _TARGET}}
    for name in (each for each in asked if each in sheet.required):
        is_due = blank(*row.slots(*asked[name]))
        words = [each for each in form.signs if not is_sign(each)]
        if name == "number" and words:  # which a sign of words makes needless
            is_due = all_of(is_due, negated(one_of(row.at["sign"], words)))
        told = form.word("hint.fill", label=form.label(name))
        yield check_of("required.blank", is_due, told, asks=True)
