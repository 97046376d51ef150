"""One pass over a sheet: where its cells are, and what a reader of values does not show.

Nearly every sheet is written in one and the same shape, which a single expression knows from end
to end; what it does not know is walked element by element, slower and no less strictly.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ...findings import FileError
from ...sheet import LAST_COLUMN, LAST_ROW, Box, Cell
from ..packages import Limits
from .frame import Frame, boxes_of, size_of, spanned
from .safe_xml import has_asides, is_plain
from .sheet_by_element import ERRORS, CellWalk, column_number
from .sheet_facts import NOTHING, Interest, SheetFacts, refuse_many
from .styled_cells import hidden_rows, looks

# A namespace declared further in would give the same tags another meaning: no `xmlns` here.
_ATTRIBUTES = rb"""(?: (?!xmlns)[A-Za-z][A-Za-z0-9:]*+="[^"<>&]*+")*+"""
_MORE = rb"""(?: (?:s|cm|vm)="[0-9]++")*+"""
_NUMBER = rb"-?(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)(?:[Ee][+-]?[0-9]{1,2})?"
_FORMULA = rb"<f" + _ATTRIBUTES + rb"(?: ?/>|>[^<]*+</f>)"
_TEXT = rb'<t(?: xml:space="preserve")?(?: ?/>|>[^<]*+</t>)'
_RUN = rb"<r>(?:<rPr>(?:<[A-Za-z]++" + _ATTRIBUTES + rb" ?/>)*+</rPr>)?" + _TEXT + rb"</r>"
_PHONETIC = rb"(?:<phoneticPr" + _ATTRIBUTES + rb" ?/>)?"
STRING = rb"(?:" + _TEXT + rb"|(?:" + _RUN + rb")++)?" + _PHONETIC
_INSIDE = (
    rb'(?:(?: t="n")?' + _MORE + rb" ?/>"
    rb'| t="s"' + _MORE + rb"><v>[0-9]{1,9}</v></c>"
    rb'|(?: t="n"' + _MORE + rb")?>(?:" + _FORMULA + rb")?"
    rb"(?:<v>(?:" + _NUMBER + rb")?</v>|<v ?/>)?</c>"
    rb'| t="str"' + _MORE + rb">(?:" + _FORMULA + rb")?(?:<v>[^<]*+</v>|<v ?/>)?</c>"
    rb'| t="b"' + _MORE + rb">(?:" + _FORMULA + rb")?<v>[01]</v></c>"
    rb'| t="e"' + _MORE + rb">(?:" + _FORMULA + rb")?<v>#[A-Z0-9/]++[!?]?</v></c>"
    rb'| t="inlineStr"' + _MORE + rb"><is>" + STRING + rb"</is></c>)"
)
_SHAPE = re.compile(
    rb'(?:<row r="([1-9][0-9]{0,9})"(?: (?!r=|xmlns)[A-Za-z][A-Za-z0-9:]*+="[^"<>&]*+")*+(?: ?/>|>'
    rb'(?:<c r="[A-Z]{1,4}\1"' + _MORE + _INSIDE + rb")*+</row>))*+"
)
_ADDRESS = re.compile(rb'<c r="([A-Z0-9]++)"')
_FILLED = re.compile(rb'<c r="([A-Z0-9]++)"[^>/]*+>')
_SHOWN = re.compile(rb"""\bt=["']s["'][^>]*+>\s*<(?:[^<>/ ]++:)?v>([0-9]++)""")
_UNSTORED = re.compile(rb"[^>]*+(?:(?<=/)>|>[^<]*+</f>)(?:<v></v>|<v ?/>)?</c>")
_ERROR_CELL = re.compile(
    rb'<c r="([A-Z0-9]++)"[^>/]*? t="e"[^>/]*+>(?:<f[^>]*+(?:(?<=/)>|>[^<]*+</f>))?<v>([^<]*+)'
)
_DIGITS, _LETTERS = bytes(range(48, 58)), bytes(range(65, 91))
# Elements with nothing inside, of which a form has thousands around its cells: rules, lists.
_LEAF = re.compile(
    rb"<(?!sheetData|sheetProtection|mergeCell|cfRule|col |sheetFormatPr|numFmt|sqref)"
    rb"([A-Za-z0-9]++)"
    rb"""(?: [A-Za-z][A-Za-z0-9:]*+="[^"<]*+")*+(?:/>|>[^<]*+</\1>)"""
)
MERGES = re.compile(
    rb"(<mergeCells[^<>]*+>)"
    rb'((?:<mergeCell ref="[A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7}" ?/>)++)(?=</mergeCells>)'
)
_MERGE = re.compile(rb'"([A-Z]++)([0-9]++):([A-Z]++)([0-9]++)"')
_MANY = 4_000_000
_OPEN, _CLOSE, BLANK = b"<sheetData>", b"</sheetData>", b"<sheetData/>"


def strings_shown(content: bytes) -> Counter[int]:
    """How often a sheet that was scanned shows each shared string."""
    counted = Counter(_SHOWN.findall(content))
    return Counter({int(each): times for each, times in counted.items()})


def scan_sheet(
    content: bytes, part: str, file: str, limits: Limits, interest: Interest = NOTHING
) -> SheetFacts:
    """Look over a sheet; `interest` says which cells are looked at closer.

    Raises:
        FileError: a cell cannot be trusted to be read as it is written, or there is too much.
    """
    start, end = content.find(_OPEN), content.rfind(_CLOSE)
    cells = content[start + len(_OPEN) : end] if 0 <= start < end else b""
    if cells and is_plain(content):
        if len(cells) > _MANY:
            filled = cells.count(b"</c>")
            refuse_many(filled, cells.count(b"<c ") - filled, part, file, limits)
        around = content[:start] + BLANK + content[end + len(_CLOSE) :]
        if not has_asides(around) and _SHAPE.fullmatch(cells) and not _has_odd_errors(cells):
            return _quickly(cells, _framed(around, part, file, limits), interest)
    walked = CellWalk(part, file, limits, interest)
    walked.run(content)
    return walked.facts()


def _framed(around: bytes, part: str, file: str, limits: Limits) -> Frame:
    """What stands around the cells: walked, after what needs no walk is taken out."""
    frame = Frame(part, file, limits)
    merges = MERGES.search(around)
    if merges:
        frame.merge(merged(merges[2]))
        around = around[: merges.start(2)] + around[merges.end(2) :]
    frame.run(_LEAF.sub(b"", _LEAF.sub(b"", around)))
    return frame


def merged(listed: bytes) -> Iterator[Box]:
    """The ranges of a list of merged cells in the usual shape."""
    for left, top, right, bottom in _MERGE.findall(listed):
        yield Box(int(top) - 1, column_number(left), int(bottom) - 1, column_number(right))


def _quickly(cells: bytes, frame: Frame, interest: Interest) -> SheetFacts:
    """The facts of cells in the usual shape."""
    addresses = _ADDRESS.findall(cells)
    if len(set(addresses)) != len(addresses):
        twice = Counter(addresses).most_common(1)[0][0].decode()
        raise FileError("file.duplicate-cell", file=frame.file, found=f"{frame.part} {twice}")
    rows, columns = _rows_and_columns(addresses, frame)
    area = spanned(rows, columns)
    if area and size_of(area) > frame.limits.area:
        area = spanned(*_rows_and_columns(_FILLED.findall(cells), frame))
    filled = cells.count(b"</c>")
    refuse_many(filled, len(addresses) - filled, frame.part, frame.file, frame.limits)
    formulas = list(_formulas(cells)) if b"<f" in cells else []
    changes = interest.changed(frame.changes)
    boxes = [box for reference, _ in changes for box in boxes_of(reference)]
    return SheetFacts(
        errors=dict(_errors(cells)) if b't="e"' in cells else {},
        formulas=frozenset(_cell(each) for each, _ in formulas),
        unstored=frozenset(_cell(each) for each, bare in formulas if bare),
        cells=len(addresses),
        blank_cells=len(addresses) - filled,
        area=area,
        merges=frame.merges,
        inverted=frame.inverted,
        is_protected=frame.is_protected,
        is_disordered=rows != sorted(rows),
        is_strict=frame.is_strict,
        shown=cells.count(b' t="s"'),
        hidden_rows=hidden_rows(cells, unless_said=frame.hides_rows),
        hidden_columns=tuple(frame.hidden_columns),
        looks=tuple(looks(cells, interest, boxes)),
        changes=changes,
    )


def _rows_and_columns(addresses: Sequence[bytes], frame: Frame) -> tuple[list[int], list[int]]:
    """The rows and the columns cells stand in, each once, in the order they came."""
    joined = b" ".join(addresses)
    rows = [int(each) - 1 for each in dict.fromkeys(joined.translate(None, _LETTERS).split())]
    columns = [column_number(each) for each in set(joined.translate(None, _DIGITS).split())]
    if max(rows, default=0) > LAST_ROW or max(columns, default=0) > LAST_COLUMN:
        raise FileError("file.outside-sheet", file=frame.file, found=frame.part)
    return rows, columns


def _formulas(cells: bytes) -> Iterator[tuple[bytes, bool]]:
    """Cells with a formula, and whether no value is stored with it.

    They are few among many, so they are looked for from the formulas.
    """
    before, *after = cells.split(b"<f")
    for each in after:
        if each[:1] in b" >/":  # not `<family>` of a formatted text
            address, _, more = before.rpartition(b'<c r="')[2].partition(b'"')
            yield address, b' t="str"' not in more and _UNSTORED.match(each) is not None
        before = each


def _has_odd_errors(cells: bytes) -> bool:
    """Whether there is an error that is none of the usual ones."""
    if b't="e"' not in cells:
        return False
    return any(text.decode() not in ERRORS for _, text in _ERROR_CELL.findall(cells))


def _errors(cells: bytes) -> Iterator[tuple[Cell, str]]:
    for address, text in _ERROR_CELL.findall(cells):
        yield _cell(address), text.decode()


def _cell(address: bytes) -> Cell:
    row = address.lstrip(_LETTERS)
    return Cell(int(row) - 1, column_number(address[: -len(row)]))
