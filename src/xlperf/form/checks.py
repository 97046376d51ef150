"""What a form must be beyond its fields and their kinds: drawn and spelled so that it works."""

import difflib
from typing import TYPE_CHECKING

from ..budget import fields, wording
from ..findings import catalogue
from .drawing import DrawingError, Kind
from .file import FormFile
from .sheet_form import SheetForm

if TYPE_CHECKING:  # a form checks itself with what stands here
    from .form import Form

KNOWN = {
    "project": {**fields.PROJECT, **fields.INDICATOR},
    "unit": fields.UNIT_PART,
    "list": fields.LISTED,
}
_NEEDED = {"project": ("code", "name"), "unit": (), "list": ("code", "name")}


def check_form(file: FormFile, form: "Form") -> None:
    """Check a whole form.

    Raises:
        FormError: a mistake in it; where, and how to mend it.
    """
    if (form.project is None) == (form.list is None):
        raise file.error("form.no-sheet")
    for kind in KNOWN:
        sheet: SheetForm | None = getattr(form, kind)
        if sheet is not None:
            _check_sheet(file, kind, sheet)
    _check_taxonomy(file, form)
    _check_words(file, form)


def _check_sheet(file: FormFile, kind: str, sheet: SheetForm) -> None:
    try:
        names = set(sheet.names())
    except DrawingError as error:
        raise file.explain_drawing(error, kind) from None
    for name in (*sorted(names), *sorted(sheet.required), *sorted(sheet.widths)):
        extra = kind == "project" and name.startswith(("plan.", "extra."))
        if not extra and name not in KNOWN[kind]:
            known = difflib.get_close_matches(name, KNOWN[kind], n=1) or KNOWN[kind]
            raise file.mistake("form.unknown-field", name, known=", ".join(known))
    rows = sheet.rows if isinstance(sheet.rows, dict) else {}
    for key, wanted in (("required", sheet.required), ("widths", sheet.widths), ("rows", rows)):
        for name in sorted(wanted):
            if name not in names:
                raise file.mistake("form.not-drawn", name, key=key)
    _check_brackets(file, kind, sheet)
    for name in _NEEDED[kind]:
        if name not in names:
            raise file.mistake("form.missing-field", name)


def _check_brackets(file: FormFile, kind: str, sheet: SheetForm) -> None:
    """What a project has once is drawn once; indicators, lists and the unit's part repeat."""
    for block in sheet.drawing.blocks:
        if block.kind is not Kind.LABEL:
            once = kind == "project" and block.text not in fields.INDICATOR
            if once != (block.kind is Kind.FIELD):
                expected = f"{{{block.text}}}" if once else f"[{block.text}]"
                raise file.mistake("form.bracket", block.text, expected=expected)


def _check_words(file: FormFile, form: "Form") -> None:
    """Aliases are of labels that are drawn, and of one each; levels are of findings there are."""
    sheets = list(filter(None, (form.project, form.unit, form.list)))
    labels = [label.text for sheet in sheets for label in sheet.drawing.labels()]
    for sheet in sheets:
        named: dict[str, str] = {}
        for label in sheet.drawing.labels():
            for text in (label.text, *form.aliases.get(label.text, ())):
                first = named.setdefault(wording.heading(text), label.text)
                if first != label.text:
                    raise file.mistake("form.alias-twice", text, first=first, found=label.text)
    for key, known, code in (
        ("aliases", labels, "form.unknown-label"),
        ("levels", list(catalogue.entries("finding")), "form.unknown-finding"),
    ):
        for name in getattr(form, key):
            if name not in known:
                close = difflib.get_close_matches(name, known, n=1, cutoff=0.0)
                raise file.mistake(code, name, known=", ".join(close))


def _check_taxonomy(file: FormFile, form: "Form") -> None:
    for number, name in enumerate(form.level2s):
        if name in form.level2s[:number]:
            raise file.mistake("form.level2-twice", name)
    if form.asks("level2") and not form.taxonomy:
        raise file.mistake("form.no-taxonomy", "level2")
    for name in form.library:
        if name not in form.level2s:
            raise file.mistake("form.unknown-level2", name, known=", ".join(form.level2s))
    for name in (name for weights in form.weights for name in weights):
        if name not in form.taxonomy:
            raise file.mistake("form.unknown-level1", name, known=", ".join(form.taxonomy))
