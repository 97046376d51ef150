"""Workbooks of the same shapes, stamped: XlsxWriter writes each shape once.

Where all sheets of a workbook are known, so is all beside them: XlsxWriter wrote it once for all
workbooks that are built alike, and what differs is filled in. Otherwise the workbook is outlined:
XlsxWriter writes it whole, but for the cells of the sheets whose shape is known, of which it gets
one cell for each style. So names, numbers of styles and everything beside the sheets is always
its own work. Then the known sheets are filled in: what comes out is, part by part and byte for
byte, what it would write.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

from ....sheet import Print, Sheet, TextTable, Workbook
from ...packages import packed
from ..writer import workbook_bytes
from .escaped import UnusualError, refuse_odd
from .filled_shape import NumberedShape, SharedTexts
from .known_outline import Build, KnownOutline, build_of, marked_book
from .laid_out import Layouts, laid_out
from .outline import emptied, outline_of
from .parts import TEXTS, shared_texts, sheet_part, text_table, written_parts
from .recent import Recent
from .shape import Numbers, Shape, alone, cut, marked, refuse_marked
from .text_rows import TextRows, framed, stands_alone

_MOST = 96
"""Shapes that are kept; a form has a few, and some for each number of projects."""
_LONGEST_FOOTER = 250

Stamp = Shape | TextRows


class _Met(NamedTuple):
    """A shape that was met.

    Attributes:
        sheet: the first sheet of it, which is kept: the shape is known by what it is made of.
        stamp: None until it is met again.
        is_usual: False where XlsxWriter writes all such sheets.
    """

    sheet: Sheet
    stamp: Stamp | None = None
    is_usual: bool = True


class Stamper:
    """Writes workbooks one after the other, and remembers the shapes of their sheets."""

    def __init__(self, *, at_once: bool = False) -> None:
        """Begin without a shape.

        Args:
            at_once: whether a shape is learnt when it is first met, since many workbooks will
                have it; else only when it is met again.
        """
        self._at_once = at_once
        self._looks: tuple[object, ...] = ()
        self._forget()

    def _forget(self) -> None:
        self._met: Recent[_Met] = Recent(_MOST)
        self._layouts: Layouts = Recent(_MOST)
        self._numbered: Recent[NumberedShape] = Recent(_MOST)
        self._outlines: Recent[KnownOutline] = Recent(_MOST)

    def workbook_bytes(self, book: Workbook) -> bytes:
        """Write a described workbook; the same description gives the same bytes.

        Raises:
            OutputError: something in it is more than Excel can hold; the sheet and cell are named.
            CutError: XlsxWriter writes otherwise than it is known here.
        """
        self._forget_other_looks(book)
        sheets = [self._laid_out(each) for each in book.sheets]
        stamps = dict(self._known(book, sheets))
        if stamps:
            with suppress(UnusualError):  # XlsxWriter writes it, or refuses it
                if len(stamps) == len(sheets):
                    return self._filled(book, sheets, [stamps[at] for at in range(len(sheets))])
                return self._stamped(book, sheets, stamps)
        return workbook_bytes(book)

    def _forget_other_looks(self, book: Workbook) -> None:
        looks = (book.styles, book.font, book.password)
        if looks != self._looks:
            self._looks = looks
            self._forget()

    def _laid_out(self, sheet: Sheet) -> Sheet:
        """The sheet with its layout and its values apart, where it has such."""
        if isinstance(sheet.contents, tuple | TextTable) or not _can_be_stamped(sheet):
            return sheet
        return laid_out(sheet, self._layouts) or sheet

    def _known(self, book: Workbook, sheets: Sequence[Sheet]) -> Iterator[tuple[int, Stamp]]:
        """The sheets whose shape is known, since one of it was met before."""
        is_front = not any(each.opened for each in sheets[1:])
        for at, sheet in enumerate(sheets):
            if _can_be_stamped(sheet):
                stamp = self._stamp_of(book, sheet, is_front=is_front and at == 0)
                if stamp:
                    yield at, stamp

    def _stamp_of(self, book: Workbook, sheet: Sheet, *, is_front: bool) -> Stamp | None:
        if not isinstance(sheet.contents, tuple | TextTable):
            return None
        key = (_key(sheet), is_front)
        met = self._met.get(key)
        if met is None and not (self._at_once or isinstance(sheet.contents, TextTable)):
            self._met.put(key, _Met(sheet))
            return None
        met = met or _Met(sheet)
        if met.stamp is None and met.is_usual:
            try:
                met = met._replace(stamp=_compiled(book, sheet, is_front=is_front))
            except UnusualError:  # of its labels
                met = met._replace(is_usual=False)
            self._met.put(key, met)
        return met.stamp

    def _filled(self, book: Workbook, sheets: Sequence[Sheet], stamps: Sequence[Stamp]) -> bytes:
        """A workbook all of whose sheets are known, with all that is beside them."""
        outline = self._outline(book, build_of(book, stamps))
        parts = outline.parts(book)
        texts = SharedTexts()
        count = 0
        for at, (sheet, stamp) in enumerate(zip(sheets, stamps, strict=True)):
            made = self._sheet_xml(sheet, stamp, outline.numbers(stamp), texts)
            parts[sheet_part(at)], number = made
            count += number
        refuse_odd(texts)
        return _packed(parts, texts, count)

    def _outline(self, book: Workbook, build: Build) -> KnownOutline:
        found = self._outlines.get(build)
        if found is None:
            written = written_parts(marked_book(book, build))
            found = self._outlines.put(build, KnownOutline(build, written))
        return found

    def _stamped(
        self, book: Workbook, sheets: Sequence[Sheet], stamps: Mapping[int, Stamp]
    ) -> bytes:
        """The outline of the workbook, with every sheet and the table of shared texts put in."""
        outline = outline_of(book, {at: emptied(sheets[at], each) for at, each in stamps.items()})
        texts = SharedTexts()
        parts = {name: part.encode() for name, part in outline.parts.items()}
        count = 0
        for at, sheet in enumerate(sheets):
            if at in stamps:
                made = self._sheet_xml(sheet, stamps[at], outline.numbers(at), texts)
                parts[sheet_part(at)], number = made
                count += number
            else:
                for text in _texts_of(book.sheets[at]):
                    texts.setdefault(text, len(texts))
        refuse_odd(texts)
        for at in range(len(sheets)):
            if at not in stamps:
                parts[sheet_part(at)] = written = outline.renumbered(at, texts).encode()
                count += written.count(b' t="s"><v>')
        return _packed(parts, texts, count)

    def _sheet_xml(
        self, sheet: Sheet, stamp: Stamp, numbers: Numbers, texts: SharedTexts
    ) -> tuple[bytes, int]:
        if isinstance(stamp, TextRows):
            return stamp.xml(sheet.contents, numbers, texts)
        key = stamp, numbers
        shape = self._numbered.get(key)
        if shape is None:
            shape = self._numbered.put(key, NumberedShape(stamp, numbers))
        return shape.xml(sheet, texts)


def _packed(parts: dict[str, bytes], texts: Mapping[str, int], count: int) -> bytes:
    """The parts as one file, with the table of shared texts put in."""
    if not (texts and TEXTS in parts):  # XlsxWriter writes no table of nothing
        raise UnusualError
    parts[TEXTS] = text_table(parts[TEXTS], texts, count)
    return packed(parts)


def _can_be_stamped(sheet: Sheet) -> bool:
    """Whether one description may serve many such sheets, and all of it stands in their XML."""
    footer = sheet.printing.footer if sheet.printing else ""
    if isinstance(sheet.contents, TextTable) and not stands_alone(sheet):
        return False
    return not (sheet.charts or sheet.comments) and len(footer) < _LONGEST_FOOTER


def _key(sheet: Sheet) -> Hashable:
    """What sheets of one shape have in common: all that one description made for all of them."""
    described = (sheet.merges, sheet.validations, sheet.highlights)
    contents = sheet.contents
    return (
        contents.style if isinstance(contents, TextTable) else id(contents),
        *(id(each) if isinstance(each, tuple) else tuple(each) for each in described),
        tuple(sheet.widths.items()), tuple(sheet.hidden_rows), tuple(sheet.hidden_columns),
        sheet.filtered, sheet.frozen, sheet.protected, sheet.hidden, sheet.gridlines, sheet.tab,
        sheet.zoom, sheet.opened,
        _printed(sheet.printing), tuple(sheet.heights), sheet.growing,
    )  # fmt: skip


def _printed(printing: Print | None) -> Hashable:
    """How sheets of one shape print: all but what stands in their footer."""
    return printing and (
        printing.area, printing.repeat, printing.landscape, bool(printing.footer), printing.paper,
        printing.scale, printing.columns,
    )  # fmt: skip


def _compiled(book: Workbook, sheet: Sheet, *, is_front: bool) -> Stamp:
    """What stamps sheets of a shape, from a workbook of its marked twin.

    Raises:
        UnusualError: something that all such sheets have is spelled by XlsxWriter in its own way.
    """
    contents = sheet.contents
    if isinstance(contents, TextTable):
        twin = framed(sheet, contents.style)
    else:
        refuse_odd(each.value for each in sheet.contents if isinstance(each.value, str))
        refuse_marked(sheet)
        twin = marked(sheet)
    parts = written_parts(alone(book, twin, is_front=is_front))
    xml = parts[sheet_part(0 if is_front else 1)]
    if isinstance(contents, TextTable):
        return TextRows(contents.style, xml)
    return cut(sheet, xml, shared_texts(parts))


def _texts_of(sheet: Sheet) -> Iterator[str]:
    """The texts of a sheet that are shared, in the order in which they are written."""
    for each in sheet.contents:
        value = sheet.values.get(each.slot) if each.slot else each.value
        if each.link:
            yield str(value)
        elif isinstance(value, str) and value and not each.formula:
            yield value
