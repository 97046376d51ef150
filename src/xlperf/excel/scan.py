"""One pass over a sheet: where its cells are, and what a reader of values does not show.

Nearly every sheet is written in one and the same shape, which a single expression knows from end
to end; what it does not know is walked element by element, slower and no less strictly.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from ..address import LAST_COLUMN, LAST_ROW, Cell
from ..errors import FileError
from .markup import is_plain
from .package import Limits
from .walk import ERRORS, CellWalk, Frame, SheetFacts, bad_cell, column_number, refuse_many, spanned

_ATTRIBUTES = rb"""(?: [A-Za-z][A-Za-z0-9:]*+="[^"<>&]*+")*+"""
_MORE = rb"""(?: (?:s|cm|vm)="[0-9]++")*+"""
_NUMBER = rb"-?(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)(?:[Ee][+-]?[0-9]{1,2})?"
_FORMULA = rb"<f" + _ATTRIBUTES + rb"(?:/>|>[^<]*+</f>)"
_TEXT = rb'<t(?: xml:space="preserve")?(?:/>|>[^<]*+</t>)'
_RUN = rb"<r>(?:<rPr>(?:<[A-Za-z]++" + _ATTRIBUTES + rb"/>)*+</rPr>)?" + _TEXT + rb"</r>"
_PHONETIC = rb"(?:<phoneticPr" + _ATTRIBUTES + rb"/>)?"
STRING = rb"(?:" + _TEXT + rb"|(?:" + _RUN + rb")++)?" + _PHONETIC
_INSIDE = (
    rb"(?:/>|></c>"
    rb'| t="s"' + _MORE + rb"><v>[0-9]{1,9}</v></c>"
    rb'|(?: t="n"' + _MORE + rb")?>(?:" + _FORMULA + rb")?"
    rb"(?:<v>(?:" + _NUMBER + rb")?</v>|<v/>)?</c>"
    rb'| t="str"' + _MORE + rb">(?:" + _FORMULA + rb")?(?:<v>[^<]*+</v>|<v/>)?</c>"
    rb'| t="b"' + _MORE + rb">(?:" + _FORMULA + rb")?<v>[01]</v></c>"
    rb'| t="e"' + _MORE + rb">(?:" + _FORMULA + rb")?<v>#[A-Z0-9/]++[!?]?</v></c>"
    rb'| t="inlineStr"' + _MORE + rb"><is>" + STRING + rb"</is></c>)"
)
_SHAPE = re.compile(
    rb'(?:<row r="([1-9][0-9]{0,9})"(?: (?!r=)[A-Za-z][A-Za-z0-9:]*+="[^"<>&]*+")*+(?:/>|>'
    rb'(?:<c r="[A-Z]{1,4}\1"' + _MORE + _INSIDE + rb")*+</row>))*+"
)
_CELL = re.compile(rb'<c r="([A-Z]++)([0-9]++)"[^>/t]*+(?:(/>|></c>)|t="s"[^>]*+><v>([0-9]++)|)')
_FORMULA_CELL = re.compile(
    rb'<c r="([A-Z]++)([0-9]++)"[^>/]*+><f[^>]*+(?:(?<=/)>|>[^<]*+</f>)(</c>)?'
)
_ERROR_CELL = re.compile(
    rb'<c r="([A-Z]++)([0-9]++)"[^>/]*? t="e"[^>/]*+>(?:<f[^>]*+(?:(?<=/)>|>[^<]*+</f>))?'
    rb"<v>([^<]*+)"
)
_ROW = re.compile(rb'<row r="([0-9]++)"')
_OPEN, _CLOSE, _BLANK = b"<sheetData>", b"</sheetData>", b"<sheetData/>"


def scan_sheet(content: bytes, part: str, file: str, limits: Limits) -> SheetFacts:
    """Look over a sheet.

    Raises:
        FileError: a cell cannot be trusted to be read as it is written, or there is too much.
    """
    start, end = content.find(_OPEN), content.rfind(_CLOSE)
    cells = content[start + len(_OPEN) : end] if 0 <= start < end else b""
    # A namespace declared further in would give the same tags another meaning.
    if cells and b"xmlns" not in cells and is_plain(content):
        refuse_many(cells.count(b"<c "), part, file, limits)
        if _SHAPE.fullmatch(cells):
            frame = Frame(part, file, limits)
            frame.run(content[:start] + _BLANK + content[end + len(_CLOSE) :])
            return _quickly(cells, frame)
    walked = CellWalk(part, file, limits)
    walked.run(content)
    return walked.facts()


def _quickly(cells: bytes, frame: Frame) -> SheetFacts:
    """The facts of cells in the usual shape."""
    found = _CELL.findall(cells)
    letters = {each[0] for each in found}
    columns = {each: column_number(each) for each in letters}
    rows = [int(each) for each in _ROW.findall(cells)]
    if max(rows, default=1) > LAST_ROW + 1 or max(columns.values(), default=0) > LAST_COLUMN:
        raise FileError("file.outside-sheet", file=frame.file, found=frame.part)
    if len({(each[0], each[1]) for each in found}) != len(found):
        twice = Counter(each[0] + each[1] for each in found).most_common(1)[0][0].decode()
        raise FileError("file.duplicate-cell", file=frame.file, found=f"{frame.part} {twice}")
    filled = [each for each in found if not each[2]]
    errors = dict(_errors(cells, frame, columns)) if b't="e"' in cells else {}
    formulas = _FORMULA_CELL.findall(cells) if b"<f" in cells else []
    return SheetFacts(
        errors=errors,
        formulas=frozenset(Cell(int(row) - 1, columns[each]) for each, row, _ in formulas),
        unstored=frozenset(Cell(int(row) - 1, columns[each]) for each, row, end in formulas if end),
        cells=len(found),
        area=spanned(
            {int(each) - 1 for each in {each[1] for each in filled}},
            {columns[each] for each in {each[0] for each in filled}},
            frame,
        ),
        merges=frame.merges,
        is_protected=frame.is_protected,
        is_disordered=rows != sorted(set(rows)),
        is_strict=frame.is_strict,
        strings=Counter(int(each[3]) for each in filled if each[3]),
    )


def _errors(cells: bytes, frame: Frame, columns: Mapping[bytes, int]) -> Iterator[tuple[Cell, str]]:
    for letters, row, text in _ERROR_CELL.findall(cells):
        cell = Cell(int(row) - 1, columns[letters])
        if text.decode() not in ERRORS:
            raise bad_cell(frame, str(cell), text.decode())
        yield cell, text.decode()
