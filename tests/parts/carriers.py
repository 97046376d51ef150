"""The places of an issued workbook that hold a token: each taken away, or made to say another."""

import io
from collections.abc import Callable, Iterable, Mapping

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName, DefinedNameDict
from openpyxl.worksheet.worksheet import Worksheet

from xlperf.findings.catalogue import word
from xlperf.identity.seal import SEAL_NAME, parse_seal
from xlperf.reading.origin import CELLS, IDENTITY, KEYWORDS, NAME, PROPERTY, SHEET_NAMES

KINDS = (IDENTITY, NAME, KEYWORDS, PROPERTY, CELLS, SHEET_NAMES)
Edit = Callable[[Workbook], object]
Values = Mapping[str, object] | None
"""What a token is to say instead; None takes it away."""


def edited(content: bytes, *edits: Edit) -> bytes:
    """The workbook after these edits, as openpyxl saves it: with all its carriers."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for edit in edits:
        edit(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def without(content: bytes, kinds: Iterable[str]) -> bytes:
    """The workbook without these carriers."""
    return resealed(content, dict.fromkeys(kinds))


def resealed(content: bytes, values: Mapping[str, Values]) -> bytes:
    """The workbook with other values in the tokens of some carriers, or without them."""

    def edit(book: Workbook) -> None:
        for kind, each in values.items():
            _RESEALING[kind](book, each)

    return edited(content, edit)


def token_cells(sheet: Worksheet) -> list[Cell]:
    """The cells of a sheet that hold a token."""
    return [cell for row in sheet.iter_rows() for cell in row if parse_seal(str(cell.value))]


def _token(text: object, values: Values) -> str | None:
    seal = parse_seal(str(text))
    assert seal, text
    return None if values is None else str(seal.model_copy(update=dict(values)))


def _identity(book: Workbook, values: Values) -> None:
    sheet = book[word("sheet.identity")]
    if values is None:
        book.remove(sheet)
        return
    rows = {str(row[0].value): row[1] for row in sheet.iter_rows(max_row=7)}
    for name, value in values.items():
        rows["unit.code" if name == "unit" else name].value = str(value)


def _cells(book: Workbook, values: Values) -> None:
    for sheet in book.worksheets:
        for cell in token_cells(sheet):
            cell.value = _token(cell.value, values)


def _names(names: DefinedNameDict, values: Values) -> None:
    if SEAL_NAME in names:
        text = _token(names[SEAL_NAME].attr_text, values)
        del names[SEAL_NAME]
        if text:
            names[SEAL_NAME] = DefinedName(SEAL_NAME, attr_text=f'"{text}"')


def _name(book: Workbook, values: Values) -> None:
    _names(book.defined_names, values)


def _sheet_names(book: Workbook, values: Values) -> None:
    for sheet in book.worksheets:
        _names(sheet.defined_names, values)


def _keywords(book: Workbook, values: Values) -> None:
    book.properties.keywords = _token(book.properties.keywords, values)


def _property(book: Workbook, values: Values) -> None:
    text = _token(book.custom_doc_props[SEAL_NAME].value, values)
    del book.custom_doc_props[SEAL_NAME]
    if text:
        book.custom_doc_props.append(StringProperty(name=SEAL_NAME, value=text))


_RESEALING: Mapping[str, Callable[[Workbook, Values], None]] = {
    IDENTITY: _identity,
    NAME: _name,
    KEYWORDS: _keywords,
    PROPERTY: _property,
    CELLS: _cells,
    SHEET_NAMES: _sheet_names,
}
