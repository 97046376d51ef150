"""What the declared fields of a form must be, so that they can be issued and read back."""

import re
from collections.abc import Iterator, Mapping

from ..budget import Holds, fields, vocabulary_holds
from ..findings import FormError
from .blocks import is_signing
from .declared import DeclaredField
from .drawing import Block, Kind
from .file import FormFile
from .mistakes import split_names
from .sheet_form import SheetForm
from .tables import tables_of

_NAME = re.compile(r"[a-z]\w*(?:\.[a-z]\w*)?|signing\.\w+")
_SHEETS = ("project", "unit", "list")
_DRAWN = re.compile(r"[{\[] *([^{}\[\]|]+?) *[}\]]")
"""A field as it stands in a drawing."""
Sheets = Mapping[str, SheetForm]


def check_declared(
    file: FormFile, declared: Mapping[str, DeclaredField], sheets: Sheets, lost: frozenset[str]
) -> Iterator[FormError]:
    """Every mistake of the declared fields, and of where they are drawn.

    Args:
        sheets: the drawn sheets, by `project`, `unit` and `list`.
        lost: the paths of what is wrong by itself.
    """
    yield from _check_names(file, declared)
    yield from _check_drawn(file, declared, sheets, lost)
    yield from _check_money(file, declared, sheets)
    yield from _check_once(file, declared, sheets)
    yield from _check_own_names(file, sheets)
    yield from _check_required(file, declared, sheets)


def _check_names(file: FormFile, declared: Mapping[str, DeclaredField]) -> Iterator[FormError]:
    for name, each in declared.items():
        known = vocabulary_holds(name)
        if not _NAME.fullmatch(name):
            yield file.mistake("form.field-name", "fields", name, field=name)
        elif known is not None and known is not each.kind:
            yield file.mistake(
                "form.vocabulary-kind", "fields", name,
                field=name, found=each.kind.value, expected=known.value,
            )  # fmt: skip


def _check_drawn(
    file: FormFile, declared: Mapping[str, DeclaredField], sheets: Sheets, lost: frozenset[str]
) -> Iterator[FormError]:
    drawn = {block.text for sheet in sheets.values() for block in _asked(sheet)}
    drawn |= {part for sheet in sheets.values() for parts in sheet.split.values() for part in parts}
    if not lost.isdisjoint(_SHEETS):
        written = {name for each in _drawings(file) for name in _DRAWN.findall(each)}
        if not written or not all(map(_NAME.fullmatch, written)):
            return  # it only follows: what is meant by another name is told
        drawn |= {*written, *split_names(file)}
    elif not sheets:
        return  # told by itself
    for name in declared:
        if name not in drawn and _NAME.fullmatch(name):
            yield file.mistake("form.never-drawn", "fields", name, field=name)


def _drawings(file: FormFile) -> list[str]:
    """The drawings as they are written, whatever is wrong in them."""
    table = file.table if isinstance(file.table, Mapping) else {}
    sheets = (table.get(kind) for kind in _SHEETS)
    return [str(each.get("drawing", "")) for each in sheets if isinstance(each, Mapping)]


def _check_money(
    file: FormFile, declared: Mapping[str, DeclaredField], sheets: Sheets
) -> Iterator[FormError]:
    """A form with amounts says what they are counted in."""
    if isinstance(file.table, Mapping) and "money" in file.table:
        return
    for kind, sheet in sheets.items():
        for block in sheet.drawing.blocks:
            said = declared.get(block.text)
            held = said.kind if said else vocabulary_holds(block.text)
            if block.kind is not Kind.LABEL and held is Holds.MONEY:
                yield file.drawn("form.no-money", kind, block.box.top + 1, field=block.text)
                return
    for name, each in declared.items():
        if each.kind is Holds.MONEY:  # on a sheet whose drawing is wrong
            yield file.mistake("form.no-money", "fields", name, field=name)
            return


def _check_once(
    file: FormFile, declared: Mapping[str, DeclaredField], sheets: Sheets
) -> Iterator[FormError]:
    """A declared field stands on one sheet of those that are filled in."""
    first: dict[str, str] = {}
    filled = [kind for kind, sheet in sheets.items() if kind != "list" or sheet.group]
    for kind in filled:
        for block in _asked(sheets[kind]):
            before = first.setdefault(block.text, kind)
            if before != kind and block.text in declared and not is_signing(block.text):
                yield file.drawn(
                    "form.on-two-sheets", kind, block.box.top + 1, field=block.text, first=before
                )


def _asked(sheet: SheetForm | None) -> Iterator[Block]:
    if sheet:
        yield from (each for each in sheet.drawing.blocks if each.kind is not Kind.LABEL)


def _check_own_names(file: FormFile, sheets: Sheets) -> Iterator[FormError]:
    """Within a row no two fields are called alike once the table's name falls away."""
    for kind, sheet in sheets.items():
        for table in tables_of(sheet.drawing):
            seen = set[str]()
            for field in table.fields:
                if table.own(field) in seen:
                    yield file.drawn("drawing.twice", kind, table.row + 1, found=field)
                seen.add(table.own(field))


def _check_required(
    file: FormFile, declared: Mapping[str, DeclaredField], sheets: Sheets
) -> Iterator[FormError]:
    """What is computed is nobody's to fill in; a list has the budget that is to come of it."""
    for kind, sheet in sheets.items():
        known = fields.LISTED if kind == "list" else {}
        for name in sorted(sheet.required - known.keys()):
            if name in declared and declared[name].is_computed:
                yield file.mistake("form.required-computed", kind, "required", field=name)
