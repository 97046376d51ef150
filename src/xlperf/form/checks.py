"""What a form must be beyond its fields and their kinds: drawn and spelled so that it works."""

import difflib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from decimal import Decimal
from itertools import chain
from typing import NamedTuple
from urllib.parse import quote

from ..budget import MONEY, converted, heading_unit, unit_said, wording
from ..findings import FormError, catalogue
from .check_computed import check_checks, check_computed, check_texts
from .check_declared import check_declared
from .check_groups import check_groups
from .check_sheets import KNOWN, check_sheet
from .drawing import LONGEST_LABEL, DrawingError
from .drawn_form import DrawnForm
from .file import FormFile, written
from .mistakes import declared_names, split_names
from .sheet_form import SheetForm

_MOST_PLACEHOLDERS, _MOST_SIGNS, _MOST_DATES = 60, 3_000, 24
_ONE = Decimal(1)
_UNKNOWN = "form.computed-unknown"
_LONGEST_NAMES = 120
"""A name in a workbook holds 255 signs; the token of a sheet names unit and project besides."""


def check_form(file: FormFile, form: DrawnForm, lost: frozenset[str]) -> Iterator[FormError]:
    """Every mistake of a whole form.

    Args:
        lost: the paths of what is wrong by itself, and was taken out: nothing is said of what
            would need it.
    """
    drawn = {kind: sheet for kind in KNOWN if (sheet := getattr(form, kind))}
    if not drawn and lost.isdisjoint(KNOWN):
        yield file.mistake("form.no-sheet")
    if form.is_grouped and form.project_sheet:
        drawn["list"] = form.project_sheet
    sheets = [*drawn.items()]
    yield from check_groups(file, drawn)
    yield from check_declared(file, form.fields, drawn, lost)
    for kind, sheet in sheets:
        own = {
            *form.fields,
            *declared_names(file),
            *(part for parts in sheet.split.values() for part in parts),
        }
        yield from check_sheet(file, kind, sheet, own, lost, has_projects="project" in drawn)
        yield from _check_labels(file, form, kind, sheet)
        yield from _check_money(file, form.money.unit, kind, sheet)
    yield from _check_all_computed(file, form, lost)
    yield from _check_taxonomy(file, form, "taxonomy" in {each.partition(".")[0] for each in lost})
    if lost.isdisjoint(KNOWN):
        yield from _check_aliases(file, form, [sheet for _, sheet in sheets])
        yield from _check_reason(file, form)
    yield from _check_levels(file, form)
    yield from _check_numbers(file, form)
    if len(quote(form.name) + quote(form.version)) > _LONGEST_NAMES:
        yield file.mistake("form.names-too-long", "version", most=_LONGEST_NAMES)


def _check_all_computed(
    file: FormFile, form: DrawnForm, lost: frozenset[str]
) -> Iterator[FormError]:
    """What is computed and checked; of a drawing that is wrong, as far as its texts say."""
    names = declared_names(file)
    if not lost.isdisjoint((*KNOWN, "money")):
        known = {*names, *split_names(file)}
        yield from check_texts(file, form.fields, form.checks, known)
        return
    lost_fields = {*names} - form.fields.keys()
    with suppress(DrawingError):  # a split of what is not drawn, which is told already
        for each in _check_computed(file, form):
            named = each.values.get("field", "").split(", ")
            if each.code != _UNKNOWN or not lost_fields.issuperset(named):
                yield each


def _check_computed(file: FormFile, form: DrawnForm) -> Iterator[FormError]:
    sheets = [each for kind in ("project", "unit") if (each := form.computed(kind))]
    for computing in sheets:
        yield from check_computed(file, computing)
    yield from check_checks(file, sheets)


def _check_reason(file: FormFile, form: DrawnForm) -> Iterator[FormError]:
    """The field that says why a target was missed is one that is drawn."""
    reason = form.score.reason if form.score else ""
    if not reason or reason in form.names:
        return
    path = ("score", "reason")
    if form.knows(reason):
        yield file.mistake("form.not-drawn", *path, field=reason, key="score.reason")
    else:
        known = _closest(reason, sorted(form.names))
        yield file.mistake(
            "form.unknown-field", *path, field=reason, known=known, written=written(reason)
        )


def _check_money(file: FormFile, unit: str, kind: str, sheet: SheetForm) -> Iterator[FormError]:
    """What a title or the label of an amount says of the unit of money is the form's own.

    They are read by the grammar by which a return is: what differs would refuse every one.
    """
    said = unit_said(sheet.title, (unit,), whole=True)
    if said and _is_other(said.unit, unit):
        yield file.mistake("form.title-unit", kind, "title", found=said.words, expected=unit)
    if kind != "project" and not sheet.group:
        return
    amounts = [block for name in MONEY if (block := sheet.drawing.block(name))]
    for label in dict.fromkeys(chain.from_iterable(map(sheet.drawing.known_by, amounts))):
        named = heading_unit(label.text, (unit,))[1]
        if named and _is_other(named, unit):
            yield file.drawn(
                "form.label-unit", kind, label.box.top + 1, found=label.text, expected=unit
            )


def _is_other(said: str, unit: str) -> bool:
    return not said or converted(_ONE, said, unit) != _ONE


def _check_numbers(file: FormFile, form: DrawnForm) -> Iterator[FormError]:
    """What goes into one formula of a sheet is no more than a formula holds."""
    signs = sum(map(len, form.placeholders))
    if len(form.placeholders) > _MOST_PLACEHOLDERS or signs > _MOST_SIGNS:
        found = f"{len(form.placeholders)} ({signs})"
        most = f"{_MOST_PLACEHOLDERS} ({_MOST_SIGNS})"
        yield file.mistake(
            "form.too-many", "placeholders", field="placeholders", found=found, most=most
        )
    if len(form.plan_dates) > _MOST_DATES:
        yield file.mistake(
            "form.too-many", "project", "drawing",
            field="plan.…", found=len(form.plan_dates), most=_MOST_DATES,
        )  # fmt: skip


def _check_labels(
    file: FormFile, form: DrawnForm, kind: str, sheet: SheetForm
) -> Iterator[FormError]:
    """A label is of one meaning with its aliases, and is found only up to a length."""
    named: dict[str, _Named] = {}
    for each in _named(form, kind, sheet):
        first = named.setdefault(wording.heading(each.text), each)
        if first.label != each.label:
            alias = each if each.path[0] == "aliases" else first  # that it is, not that it is drawn
            yield _at(file, "form.alias-twice", alias,
                      field=each.text, first=first.label, found=each.label)  # fmt: skip
        if len(each.text) > LONGEST_LABEL:
            yield _at(file, "form.label-too-long", each, field=each.text, most=LONGEST_LABEL)


class _Named(NamedTuple):
    """What a label may be called: its own text, or an alias; a label stands in a drawn row."""

    label: str
    text: str
    path: Sequence[str | int]
    row: int = 0


def _named(form: DrawnForm, kind: str, sheet: SheetForm) -> Iterator[_Named]:
    for label in sheet.drawing.labels():
        yield _Named(label.text, label.text, (kind, "drawing"), label.box.top + 1)
        for number, text in enumerate(form.aliases.get(label.text, ())):
            yield _Named(label.text, text, ("aliases", label.text, number))


def _at(file: FormFile, code: str, each: _Named, **values: object) -> FormError:
    """A mistake in a row of a drawing, or at a path."""
    if each.row:
        return file.drawn(code, str(each.path[0]), each.row, **values)
    return file.mistake(code, *each.path, **values)


def _check_aliases(
    file: FormFile, form: DrawnForm, sheets: Sequence[SheetForm]
) -> Iterator[FormError]:
    """Aliases are of labels that are drawn."""
    labels = [label.text for sheet in sheets for label in sheet.drawing.labels()]
    for name in form.aliases:
        if name not in labels:
            yield file.mistake(
                "form.unknown-label", "aliases", name, field=name, known=_closest(name, labels)
            )


def _check_levels(file: FormFile, form: DrawnForm) -> Iterator[FormError]:
    """Levels are of findings there are."""
    known = [*catalogue.entries("finding")]
    for name in form.levels:
        if name not in known:
            yield file.mistake(
                "form.unknown-finding", "levels", name, field=name, known=_closest(name, known)
            )


def _closest(name: str, known: Sequence[str]) -> str:
    return ", ".join(difflib.get_close_matches(name, known, n=1, cutoff=0.0))


def _check_taxonomy(file: FormFile, form: DrawnForm, is_lost: bool) -> Iterator[FormError]:
    """Every level is told from every other, and what speaks of levels speaks of those there are."""
    yield from _check_level_names(file, form)
    if is_lost:
        return
    sheet, kind = form.project_sheet, "list" if form.is_grouped else "project"
    drawing = sheet.drawing if sheet and not form.taxonomy else None
    level = drawing and (drawing.block("level2") or drawing.block("level1"))
    if level:
        yield file.drawn("form.no-taxonomy", kind, level.box.top + 1, field=level.text)
    for name in form.library:
        if name not in form.level2s:
            yield file.mistake(
                "form.unknown-level2", "library", name, field=name, known=", ".join(form.level2s)
            )
    for number, weights in enumerate(form.weights):
        for name in weights:
            if name not in form.taxonomy:
                yield file.mistake(
                    "form.unknown-level1", "weights", number, name,
                    field=name, known=", ".join(form.taxonomy),
                )  # fmt: skip


def _check_level_names(file: FormFile, form: DrawnForm) -> Iterator[FormError]:
    firsts, seconds = set[str](), set[str]()
    for level1, names in form.taxonomy.items():
        if wording.plain(level1) in firsts:
            yield file.mistake("form.level1-twice", "taxonomy", level1, field=level1)
        firsts.add(wording.plain(level1))
        for number, name in enumerate(names):
            if wording.plain(name) in seconds:
                yield file.mistake("form.level2-twice", "taxonomy", level1, number, field=name)
            seconds.add(wording.plain(name))
