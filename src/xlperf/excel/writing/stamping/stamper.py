"""Workbooks of the same shapes, stamped: XlsxWriter writes each shape once.

A workbook is outlined first: XlsxWriter writes it whole, but for the cells of the sheets whose
shape is known, of which it gets one cell for each style. So names, numbers of styles and
everything beside the sheets is always its own work. Then the known sheets are filled in, and the
parts are packed as XlsxWriter packs them: what comes out is byte for byte what it would write.
"""

from collections.abc import Collection, Hashable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace

from ....sheet import Sheet, Workbook
from ..writer import workbook_bytes
from .escaped import UnusualError, refuse_odd, shared
from .filled_shape import NumberedShape
from .outline import TEXTS, emptied, outline_of, packed, parts_of, shared_texts, sheet_part
from .shape import Numbers, Shape, alone, cut, marked
from .text_rows import TextRows, text_rows

_MOST = 64
"""Shapes that are kept; a form has a few."""
_LONGEST_FOOTER = 250


class Stamper:
    """Writes workbooks one after the other, and remembers the shapes of their sheets."""

    def __init__(self) -> None:
        self._looks: tuple[object, ...] = ()
        self._seen: dict[Hashable, Sheet] = {}
        self._shapes: dict[Hashable, Shape] = {}
        self._numbered: dict[tuple[int, Numbers], NumberedShape] = {}

    def workbook_bytes(self, book: Workbook) -> bytes:
        """Write a described workbook; the same description gives the same bytes.

        Raises:
            OutputError: something in it is more than Excel can hold; the sheet and cell are named.
            CutError: XlsxWriter writes otherwise than it is known here.
        """
        self._forget_other_looks(book)
        known = dict(self._known(book))
        if known:
            with suppress(UnusualError):  # XlsxWriter writes it, or refuses it
                return self._stamped(book, known)
        return workbook_bytes(book)

    def _forget_other_looks(self, book: Workbook) -> None:
        looks = (book.styles, book.font, book.password)
        if looks != self._looks or len(self._seen) > _MOST:
            self._looks = looks
            self._seen, self._shapes, self._numbered = {}, {}, {}

    def _known(self, book: Workbook) -> Iterator[tuple[int, Shape]]:
        """The sheets whose shape is known: those that were seen before, but for the first."""
        for at, sheet in enumerate(book.sheets):
            if not at or not _can_be_stamped(sheet):
                continue
            key = _key(sheet)
            if key in self._seen and key not in self._shapes:
                with suppress(UnusualError):  # of its labels: XlsxWriter writes all such sheets
                    self._shapes[key] = _compiled(book, self._seen[key])
            if key in self._shapes:
                yield at, self._shapes[key]
            self._seen.setdefault(key, sheet)

    def _stamped(self, book: Workbook, known: Mapping[int, Shape]) -> bytes:
        """The outline of the workbook, with every sheet and the table of shared texts put in."""
        lists = dict(_lists(book, known))
        empty = {at: emptied(book.sheets[at], shape) for at, shape in known.items()}
        outline = outline_of(book, empty | {at: each.emptied() for at, each in lists.items()})
        texts: dict[str, int] = {}
        sheets: dict[int, str] = {}
        for at, sheet in enumerate(book.sheets):
            if at in known:
                numbered = self._numbered_as(known[at], outline.numbers(at))
                sheets[at] = numbered.xml(sheet, texts)
            elif at in lists:
                written = outline.parts[sheet_part(at)]
                sheets[at] = lists[at].xml(written, outline.numbers(at), texts)
            else:
                for text in _texts_of(sheet):
                    texts.setdefault(text, len(texts))
        refuse_odd(texts)
        for at in range(len(book.sheets)):
            if at not in sheets:
                sheets[at] = outline.renumbered(at, texts)
        count = sum(xml.count(' t="s"><v>') for xml in sheets.values())
        made = {sheet_part(at): xml for at, xml in sheets.items()}
        return packed({**outline.parts, **made, TEXTS: _table(outline.parts[TEXTS], texts, count)})

    def _numbered_as(self, shape: Shape, numbers: Numbers) -> NumberedShape:
        key = (id(shape), numbers)
        if key not in self._numbered:
            self._numbered[key] = NumberedShape(shape, numbers)
        return self._numbered[key]


def _lists(book: Workbook, known: Collection[int]) -> Iterator[tuple[int, TextRows]]:
    """The sheets that are rows of texts, by their place; the first is always XlsxWriter's."""
    for at, sheet in enumerate(book.sheets):
        rows = text_rows(sheet) if at and at not in known else None
        if rows:
            yield at, rows


def _can_be_stamped(sheet: Sheet) -> bool:
    """Whether one description may serve many such sheets, and all of it stands in their XML."""
    footer = sheet.printing.footer if sheet.printing else ""
    is_plain = not (sheet.charts or sheet.comments)
    return is_plain and isinstance(sheet.contents, tuple) and len(footer) < _LONGEST_FOOTER


def _key(sheet: Sheet) -> Hashable:
    """What sheets of one shape have in common: all that one description made for all of them."""
    printing = sheet.printing
    described = (
        sheet.contents, sheet.merges, sheet.widths, sheet.validations, sheet.highlights,
    )  # fmt: skip
    return (
        *map(id, described), *sheet.hidden_rows, -1, *sheet.hidden_columns,
        sheet.filtered, sheet.frozen, sheet.protected, sheet.hidden, sheet.gridlines, sheet.tab,
        sheet.zoom, sheet.opened,
        printing and replace(printing, footer=str(bool(printing.footer))),
        tuple(sheet.heights), sheet.growing,
    )  # fmt: skip


def _compiled(book: Workbook, sheet: Sheet) -> Shape:
    """The shape of a sheet, from a workbook of its marked twin.

    Raises:
        UnusualError: a text that all such sheets have is spelled by XlsxWriter in its own way.
    """
    refuse_odd(each.value for each in sheet.contents if isinstance(each.value, str))
    parts = parts_of(workbook_bytes(alone(book, marked(sheet))))
    return cut(sheet, parts[sheet_part(1)], shared_texts(parts))


def _texts_of(sheet: Sheet) -> Iterator[str]:
    """The texts of a sheet that are shared, in the order in which they are written."""
    for each in sheet.contents:
        value = sheet.values.get(each.slot) if each.slot else each.value
        if each.link:
            yield str(value)
        elif isinstance(value, str) and value and not each.formula:
            yield value


def _table(written: str, texts: Collection[str], count: int) -> str:
    """The table of shared texts, as another was written."""
    start = written[: written.index(" count=")]
    entries = "".join(map(shared, texts))
    numbers = f'count="{count}" uniqueCount="{len(texts)}"'
    return f"{start} {numbers}>{entries}</sst>"
