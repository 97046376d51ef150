"""PDF files, page by page, within bounds on pages; time and memory are those of its process."""

import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from ...findings import FileError, line_of
from .headings import is_page_number
from .pdf_page import Box, Line, Sign, covers, lines_of, signs_on, table_on, unmapped_in
from .pieces import Paragraph, Piece, Role, Spot, TextFile, TextTable, Told, signs_of
from .wraps import joined

MOST_PAGES = 400
"""So many pages has no text of a unit: 120 projects take 200."""
_MARGIN = 0.06
"""Of a page's height: what stands so near its edge is no part of the text."""
_INDENT = 0.8
"""Of a sign's size: a line that begins so far right of the others begins a paragraph."""
_SHORT = 1.6
"""Of a sign's size: a line that leaves so much free ends one."""
_RADICALS = re.compile("[\u2e80-\u2fdf]")


def read_pdf(content: bytes, name: str, code: re.Pattern[str] | None = None) -> TextFile:
    """Read a PDF with text in it.

    Args:
        code: what a project code looks like, where the form says so.

    Raises:
        FileError: it is encrypted, broken, a scan, or too long; or pdfplumber is not installed.
    """
    plumber = _plumber(name)
    try:
        with plumber.open(io.BytesIO(content)) as pdf:
            return _read(pdf, name, code)
    except (FileError, MemoryError):
        raise
    except Exception as error:
        raise _verdict(error, name) from error


def _plumber(name: str) -> Any:
    try:
        import pdfplumber  # noqa: PLC0415 - an extra, and slow to load
    except ImportError as error:
        raise FileError("text.no-reader", file=name) from error
    return pdfplumber


def _verdict(error: Exception, name: str) -> FileError:
    """What pdfminer raises of a file, as a verdict; its kinds are wrapped by pdfplumber."""
    kinds = {type(each).__name__ for each in (error, *error.args) if isinstance(each, Exception)}
    if any("Password" in kind or "Encryption" in kind for kind in kinds):
        return FileError("file.encrypted", file=name)
    return FileError("file.broken", file=name, found=line_of(error))


def _read(pdf: Any, name: str, code: re.Pattern[str] | None) -> TextFile:
    if len(pdf.pages) > MOST_PAGES:
        found = f"{len(pdf.pages):,} > {MOST_PAGES:,}"
        raise FileError("text.too-many-pages", file=name, found=found)
    reader = _Pages(code)
    for number, page in enumerate(pdf.pages, 1):
        reader.add(page, number)
        page.close()
    if not reader.signs and reader.pictures:
        raise FileError("text.scanned", file=name)
    return TextFile(name, [*reader.done()], reader.signs, (*reader.told(),))


class _Pages:
    """Gathers the pieces of the pages; a paragraph may go on over the next page."""

    def __init__(self, code: re.Pattern[str] | None) -> None:
        self.code = code
        self.signs = self.pictures = self.notes = self.unmapped = self.radicals = 0
        self.scanned: list[int] = []
        self._pieces: list[Piece] = []
        self._open: list[tuple[Line, int]] = []

    def add(self, page: Any, number: int) -> None:
        """One page."""
        signs = [*map(self._folded, signs_on(page))]
        self.signs += sum(signs_of(each.text) for each in signs)
        self.unmapped += sum(unmapped_in(each.text) for each in signs)
        self.pictures += len(page.images)
        self.notes += sum(_is_note(each) for each in page.annots)
        if covers(page, signs):
            self.scanned.append(number)
            self._pieces += [
                Paragraph(each.text.strip(), Spot(number, line=n), Role.ASIDE)
                for n, each in enumerate(lines_of(signs), 1)
            ]
            return
        self._page(page, number, signs)

    def _folded(self, sign: Sign) -> Sign:
        """A radical is the character Unicode says it is."""
        if not _RADICALS.search(sign.text):
            return sign
        self.radicals += 1
        return sign._replace(text=unicodedata.normalize("NFKC", sign.text))

    def _page(self, page: Any, number: int, signs: Sequence[Sign]) -> None:
        found = [each for each in page.find_tables() if len(each.cells) > 1]
        boxes = [Box(*each.bbox) for each in found]
        beside, inside = list[Sign](), [list[Sign]() for _ in found]
        last: list[Sign] | None = None
        for sign in signs:
            at = next((n for n, box in enumerate(boxes) if box.holds(sign)), None)
            if at is None and sign.text.isspace() and last is not None:
                last.append(sign)
                continue
            last = beside if at is None else inside[at]
            last.append(sign)
        lines = lines_of(beside)
        margins = _margins(lines, boxes, page.height)
        body: list[tuple[float, Line | TextTable]] = [
            (each.top, each) for each in lines if each not in margins
        ]
        for n, each in enumerate(found):
            table = table_on(each, inside[n], Spot(number, table=n + 1), self.code)
            lost = sum(signs_of(s.text) for s in inside[n]) - sum(
                signs_of(cell.text) for cell in table.cells
            )
            if lost:
                self._pieces += _between(each, inside[n], table, number)
            body.append((each.bbox[1], table))
        body.sort(key=lambda each: each[0])
        self._put([each for _, each in body], number)
        self._pieces += [
            Paragraph(each.text.strip(), Spot(number, line=n), Role.MARGIN)
            for n, each in enumerate(margins, 900)
        ]

    def _put(self, body: Sequence[Line | TextTable], number: int) -> None:
        """The lines and tables of one page, lines put together to paragraphs."""
        lines = [each for each in body if isinstance(each, Line)]
        left = min((each.x0 for each in lines), default=0.0)
        right = max((each.x1 for each in lines), default=0.0)
        for place, each in enumerate(body):
            if isinstance(each, TextTable):
                self._close()
                self._pieces.append(each._replace(ends_page=place == len(body) - 1))
                continue
            if self._open and self._begins(each, left, number):
                self._close()
            self._open.append((each, number))
            if each.x1 < right - _SHORT * (each.bottom - each.top):
                self._close()

    def _begins(self, line: Line, left: float, number: int) -> bool:
        """Whether a line begins a paragraph: further right than the others, or of another size."""
        before, page = self._open[-1]
        height = line.bottom - line.top
        is_other_size = abs(height - (before.bottom - before.top)) > 0.25 * height
        is_far = page == number and line.top - before.bottom > 1.6 * height
        return is_other_size or is_far or line.x0 > left + _INDENT * height

    def _close(self) -> None:
        if not self._open:
            return
        lines, self._open = self._open, []
        whole = joined([line.text for line, _ in lines])
        spot = Spot(
            lines[0][1],
            line=1
            + sum(
                isinstance(e, Paragraph) and e.spot.page == lines[0][1] and e.role is Role.BODY
                for e in self._pieces[-99:]
            ),
        )
        told = tuple(each._replace(spot=spot) for each in whole.told)
        self._pieces.append(Paragraph(whole.text, spot, told=told))

    def done(self) -> Iterator[Piece]:
        """The pieces, once all pages are seen."""
        self._close()
        return iter(self._pieces)

    def told(self) -> Iterator[Told]:
        """What there is to tell of the file."""
        if self.scanned:
            yield Told("text.over-picture", "、".join(map(str, self.scanned)))
        elif self.pictures:
            yield Told("text.pictures", str(self.pictures))
        for code, count in (("text.note", self.notes), ("text.unmapped", self.unmapped),
                            ("text.radicals", self.radicals)):  # fmt: skip
            if count:
                yield Told(code, str(count))


def _margins(lines: Sequence[Line], boxes: Sequence[Box], height: float) -> list[Line]:
    """The lines at the edge of a page, and its number wherever that stands above or below all."""
    edge = _MARGIN * height
    found = [each for each in lines if each.bottom < edge or each.top > height - edge]
    rest = [each for each in lines if each not in found]
    lowest = max((each.bottom for each in boxes), default=0.0)
    highest = min((each.top for each in boxes), default=height)
    for each in (*rest[:1], *rest[-1:]):
        is_outside = each.top >= lowest or each.bottom <= highest
        if is_page_number(each.text.strip()) and is_outside and each not in found:
            found.append(each)
    return found


def _between(found: Any, signs: Sequence[Sign], table: TextTable, number: int) -> list[Paragraph]:
    """What stands inside a table and in none of its cells."""
    boxes = [Box(*each) for each in found.cells]
    outside = [each for each in signs if not any(box.holds(each) for box in boxes)]
    return [
        Paragraph(each.text.strip(), Spot(number, table.spot.table, line=n), Role.ASIDE)
        for n, each in enumerate(lines_of(outside), 1)
    ]


def _is_note(annotation: Any) -> bool:
    kind = str((annotation.get("data") or {}).get("Subtype", ""))
    return not any(each in kind for each in ("Link", "Popup"))
