"""What a row of cells says besides its values: judged once by its bytes, and then known by them.

A row's shape is its bytes with a hole in the place of every value. Rows of a form come back in the
same few shapes from sheet to sheet and from unit to unit; a shape that is not known from end to
end is none, and its sheet is scanned in the slower ways.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain, zip_longest
from typing import NamedTuple

from ...sheet import LAST_COLUMN, LAST_ROW, Cell
from .frame import is_hidden_row
from .safe_xml import is_plain
from .sheet_by_element import column_number

HOLE = b"\x00"
"""What stands in the place of a value: a sign no part may hold."""
_VALUE = re.compile(rb'<(v|t(?: xml:space="preserve")?)>([^<]*+)</')
_ROW_BEGINS = b'<row r="'
_NUMBER = re.compile(rb"[1-9][0-9]{0,9}")
_ADDRESS = re.compile(rb'(<c r="[A-Z]{1,4})([0-9]++)(?=")')
_ATTRIBUTE = re.compile(rb' ([A-Za-z:]++)="([^"]*+)"')
_NAMED = rb'(?: (?!%b)[A-Za-z][A-Za-z0-9:]*+="[^"<>&]*+")*+'
_ROW = re.compile(rb"(" + _NAMED % b"r=|xmlns" + rb")(?: ?/>|>(.*)</row>)", re.DOTALL)
_MORE = rb'((?: (?:s|cm|vm)="[0-9]++")*+)'
_CELL = re.compile(
    rb'<c r="([A-Z]{1,4})"' + _MORE + rb'(?: t="([A-Za-z]++)")?' + _MORE + rb"(?: ?/>|>(.*?)</c>)",
    re.DOTALL,
)
_FORMULA = rb"(<f" + _NAMED % b"xmlns" + rb"(?: ?/>|>[^<]*+</f>))?"
_STORED = rb"<v>\x00</v>"
_INSIDE: Mapping[bytes, re.Pattern[bytes]] = {
    b"s": re.compile(rb"()" + _STORED),
    b"n": re.compile(_FORMULA + rb"(?:" + _STORED + rb"|<v ?/>)?"),
    b"str": re.compile(_FORMULA + rb"(?:" + _STORED + rb")?"),
    b"b": re.compile(_FORMULA + _STORED),
    b"e": re.compile(_FORMULA + _STORED),
    b"inlineStr": re.compile(
        rb'()<is><t(?: xml:space="preserve")?>\x00</t>(?:<phoneticPr'
        + _NAMED % b"xmlns"
        + rb" ?/>)?</is>"
    ),
}  # fmt: skip
_STYLE = b' s="'
TRIMMED = "trimmed"
"""The kind of a text in its cell that is read without the spaces around it."""
_FORMS, _ROWS = 1_024, 4_096
_LARGEST = 8_192
"""The bytes of a shape that is worth being remembered: rows of forms have far fewer."""


class Place(NamedTuple):
    """Where a value stands in its row: its column, the kind and the style it is written with."""

    column: int
    kind: str
    style: int


class Form(NamedTuple):
    """A row that may stand anywhere: everything by its columns.

    Attributes:
        columns: of all cells, in their order; `ends` the first and the last of them.
        filled: how many hold more than a format, and `filled_ends` of those.
        stored: of cells with a value, and `stored_ends`; `is_in_order` from left to right.
        kinds, styles: of each value.
        bare: of formulas without any value.
        hides: whether the row is not seen, and whether it is not where rows that say nothing
            of themselves are not.
    """

    columns: tuple[int, ...]
    ends: tuple[int, ...]
    filled: int
    filled_ends: tuple[int, ...]
    stored: tuple[int, ...]
    stored_ends: tuple[int, ...]
    is_in_order: bool
    kinds: tuple[str, ...]
    styles: tuple[int, ...]
    formulas: tuple[int, ...]
    bare: tuple[int, ...]
    hides: tuple[bool, bool]


class RowShape(NamedTuple):
    """What a row of a sheet says besides its values; see `Form`."""

    row: int
    form: Form
    cells: tuple[Cell, ...]
    formulas: tuple[Cell, ...]
    bare: tuple[Cell, ...]


def taken_apart(cells: bytes) -> tuple[bytes, Sequence[bytes]]:
    """The shape of rows, and the values that belong into its holes.

    Equal shapes with as many values as there are holes are equal but for those values.
    """
    pieces = _VALUE.split(cells)
    between, tags, values = pieces[::3], pieces[1::3], pieces[2::3]
    if tags.count(b"v") == len(tags):
        return b"<v>\x00</".join(between), values
    around = [b"<%b>\x00</" % each for each in tags]
    return b"".join(chain.from_iterable(zip_longest(between, around, fillvalue=b""))), values


def row_shapes(shape: bytes) -> list[RowShape] | None:
    """The rows of a shape, one after the other; None where one is not known."""
    before, *rows = shape.split(_ROW_BEGINS)
    found = []
    for each in rows:
        known = _row(each) if len(each) <= _LARGEST else _row.__wrapped__(each)
        if known is None:
            return None
        found.append(known)
    return None if before else found


@lru_cache(maxsize=_ROWS)
def _row(shape: bytes) -> RowShape | None:
    """What a row says, from its number on; None where it is not known from end to end."""
    number, quote, rest = shape.partition(b'"')
    if not quote or not _NUMBER.fullmatch(number):
        return None
    pieces = _ADDRESS.split(rest)
    if set(pieces[2::3]) - {number}:
        return None
    pieces[2::3] = [b""] * (len(pieces) // 3)
    anywhere = b"".join(pieces)
    form = _form(anywhere) if len(anywhere) <= _LARGEST else _form.__wrapped__(anywhere)
    # As many addresses as cells: none was without its number before.
    if form is None or len(form.columns) != len(pieces) // 3:
        return None
    row = int(number) - 1
    if form.columns and (row > LAST_ROW or form.ends[1] > LAST_COLUMN):
        return None
    cells = tuple([Cell(row, at) for at in form.stored])
    formulas, bare = (tuple([Cell(row, at) for at in each]) for each in (form.formulas, form.bare))
    return RowShape(row, form, cells, formulas, bare)


@lru_cache(maxsize=_FORMS)
def _form(shape: bytes) -> Form | None:
    """What a row says, from behind its number on, its addresses without it."""
    match = _ROW.fullmatch(shape)
    if match is None or not _is_read_alike(shape):
        return None
    told = {name.decode(): value.decode() for name, value in _ATTRIBUTE.findall(match[1])}
    if told.get("ht", "").startswith("."):
        return None
    cells = _cells(match[2] or b"")
    if cells is None:
        return None
    columns = tuple(column for column, *_ in cells)
    if len(set(columns)) != len(columns):
        return None
    filled = [column for column, is_filled, *_ in cells if is_filled]
    places = tuple(place for *_, place in cells if place)
    if len(places) != shape.count(HOLE):
        return None
    stored = tuple(each.column for each in places)
    return Form(
        columns=columns,
        ends=_ends(columns),
        filled=len(filled),
        filled_ends=_ends(filled),
        stored=stored,
        stored_ends=_ends(stored),
        is_in_order=[*stored] == sorted(stored),
        kinds=tuple(each.kind for each in places),
        styles=tuple(each.style for each in places),
        formulas=tuple(column for column, _, is_formula, _ in cells if is_formula),
        bare=tuple(
            column for column, _, is_formula, place in cells if is_formula and place is None
        ),
        hides=(is_hidden_row(told, unless_said=False), is_hidden_row(told, unless_said=True)),
    )


def _ends(columns: Sequence[int]) -> tuple[int, ...]:
    return (min(columns), max(columns)) if columns else ()


def _is_read_alike(shape: bytes) -> bool:
    """Whether a shape holds no sign that readers take differently."""
    try:
        shape.decode()
    except UnicodeDecodeError:
        return False
    return is_plain(shape.replace(HOLE, b""))


def _cells(cells: bytes) -> list[tuple[int, bool, bool, Place | None]] | None:
    """Of each cell its column, whether it is filled, has a formula, and where its value stands."""
    found: list[tuple[int, bool, bool, Place | None]] = []
    end = 0
    while end < len(cells):
        match = _CELL.match(cells, end)  # from where the last one ended, and nowhere else
        if match is None:
            return None
        letters, before, kind, behind, inside = match.groups()
        styles = before + behind
        if styles.count(_STYLE) > 1:
            return None
        end, column = match.end(), column_number(letters)
        if inside is None:
            if kind not in (None, b"n"):
                return None
            found.append((column, False, False, None))
            continue
        kind = kind or b"n"
        known = _INSIDE[kind].fullmatch(inside) if kind in _INSIDE else None
        if known is None or (kind == b"str" and HOLE not in inside):
            return None
        style = dict(_ATTRIBUTE.findall(styles)).get(b"s", b"0")
        name = TRIMMED if b"<t>" in inside else kind.decode()
        place = Place(column, name, int(style)) if HOLE in inside else None
        found.append((column, True, bool(known[1]), place))
    return found
