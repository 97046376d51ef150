"""What a list whose rows are grouped by project must be, so that every row has its project."""

from collections.abc import Iterator, Mapping

from ..findings import FormError
from .blocks import Kind
from .file import FormFile
from .sheet_form import SheetForm


def check_groups(file: FormFile, sheets: Mapping[str, SheetForm]) -> Iterator[FormError]:
    """Every mistake of grouping.

    Args:
        sheets: the drawn sheets, by `project`, `unit` and `list`.
    """
    for kind, sheet in sheets.items():
        if sheet.group and kind != "list":
            yield file.mistake("form.group-place", kind, "group", found=kind)
    listed = sheets.get("list")
    if listed is None or not listed.group:
        return
    if "project" in sheets:
        yield file.mistake("form.group-project", "list", "group")
        return
    yield from _check_list(file, listed)


def _check_list(file: FormFile, sheet: SheetForm) -> Iterator[FormError]:
    """A group has its own name, its rows, and nothing beside them."""
    if "{name}" in sheet.title or "{code}" in sheet.title:
        yield file.mistake("form.group-title", "list", "title", found=sheet.title)
    drawn = {block.text for block in sheet.drawing.fields()}
    if sheet.group not in drawn:
        yield file.mistake("form.group-field", "list", "group", field=sheet.group)
    if not sheet.tables:
        yield file.mistake("form.group-no-rows", "list", "drawing")
        return
    row = sheet.tables[0].row
    for block in sheet.drawing.blocks:
        box = block.box
        is_label = block.kind is Kind.LABEL
        if is_label is (box.top <= row <= box.bottom) and block.kind is not Kind.REPEAT:
            yield file.drawn("form.group-row", "list", box.top + 1, found=block.text)
