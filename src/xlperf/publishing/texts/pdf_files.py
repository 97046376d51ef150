"""PDF files, page by page, within bounds on pages; time and memory are those of its process."""

import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from ...findings import FileError, line_of
from .headings import Headings, is_page_number
from .pdf_page import (
    Box,
    Line,
    Sign,
    covers,
    is_unseen,
    lines_of,
    printed_once,
    signs_of_page,
    table_on,
    unmapped_in,
)
from .pdf_paragraphs import Page, pieces_on
from .pieces import Spot, TextFile, TextTable, Told, signs_of

MOST_PAGES = 400
"""So many pages has no text of a unit: 120 projects take 200."""
_MARGIN = 0.06
"""Of a page's height: what stands so near its edge is no part of the text."""
_RADICALS = re.compile("[\u2e80-\u2fdf]")


def read_pdf(content: bytes, name: str, headings: Headings) -> TextFile:
    """Read a PDF with text in it.

    Args:
        headings: the words of the form, which begin paragraphs and stand alone.

    Raises:
        FileError: it is encrypted, broken, a scan, or too long; or pdfplumber is not installed.
    """
    plumber = _plumber(name)
    try:
        with plumber.open(io.BytesIO(content)) as pdf:
            return _read(pdf, name, headings)
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


def _read(pdf: Any, name: str, headings: Headings) -> TextFile:
    if len(pdf.pages) > MOST_PAGES:
        found = f"{len(pdf.pages):,} > {MOST_PAGES:,}"
        raise FileError("text.too-many-pages", file=name, found=found)
    code = headings.form.code
    reader = _Pages(re.compile(code.pattern) if code else None)
    for number, page in enumerate(pdf.pages, 1):
        reader.add(page, number)
        page.close()
    if not reader.signs and reader.pictures:
        raise FileError("text.scanned", file=name)
    return TextFile(name, pieces_on(reader.pages, headings), reader.signs, (*reader.told(),))


class _Pages:
    """Gathers what stands on the pages."""

    def __init__(self, code: re.Pattern[str] | None) -> None:
        self.code = code
        self.signs = self.pictures = self.notes = self.unmapped = self.radicals = 0
        self.hidden = 0
        self.scanned: list[int] = []
        self.pages: list[Page] = []

    def add(self, page: Any, number: int) -> None:
        """One page."""
        chars = printed_once(page)
        signs = [*map(self._folded, signs_of_page(chars))]
        self.signs += sum(signs_of(each.text) for each in signs)
        self.unmapped += sum(unmapped_in(each.text) for each in signs)
        self.pictures += len(page.images)
        self.notes += sum(_is_note(each) for each in page.annots)
        if covers(page, signs):
            self.scanned.append(number)
            self.pages.append(Page(number, (), aside=(*lines_of(signs),)))
            return
        unseen = is_unseen(page, chars, signs)
        seen = [each for each, is_hidden in zip(signs, unseen, strict=True) if not is_hidden]
        hidden = lines_of(each for each, is_hidden in zip(signs, unseen, strict=True) if is_hidden)
        self.hidden += len(hidden)
        made = self._page(page, number, seen)
        self.pages.append(made._replace(aside=(*made.aside, *hidden)))

    def _folded(self, sign: Sign) -> Sign:
        """A radical is the character Unicode says it is."""
        if not _RADICALS.search(sign.text):
            return sign
        self.radicals += 1
        return sign._replace(text=unicodedata.normalize("NFKC", sign.text))

    def _page(self, page: Any, number: int, signs: Sequence[Sign]) -> Page:
        found = [each for each in page.find_tables() if len(each.cells) > 1]
        boxes = [Box(*each.bbox) for each in found]
        beside, inside = _parted(signs, boxes)
        lines = lines_of(beside)
        margins = _margins(lines, boxes, page.height)
        body: list[tuple[float, Line | TextTable]] = [
            (each.top, each) for each in lines if each not in margins
        ]
        aside: list[Line] = []
        for n, each in enumerate(found):
            table = table_on(each, inside[n], Spot(number, table=n + 1), self.code)
            held = [Box(*cell) for cell in each.cells]
            aside += lines_of(s for s in inside[n] if not any(box.holds(s) for box in held))
            body.append((each.bbox[1], table))
        body.sort(key=lambda each: each[0])
        return Page(number, tuple(each for _, each in body), (*margins,), (*aside,))

    def told(self) -> Iterator[Told]:
        """What there is to tell of the file."""
        if self.scanned:
            yield Told("text.over-picture", "、".join(map(str, self.scanned)))
        elif self.pictures:
            yield Told("text.pictures", str(self.pictures))
        for code, count in (("text.note", self.notes), ("text.hidden", self.hidden),
                            ("text.unmapped", self.unmapped),
                            ("text.radicals", self.radicals)):  # fmt: skip
            if count:
                yield Told(code, str(count))


def _parted(signs: Sequence[Sign], boxes: Sequence[Box]) -> tuple[list[Sign], list[list[Sign]]]:
    """The signs beside all tables, and those in each; a space goes with the sign before it."""
    beside, inside = list[Sign](), [list[Sign]() for _ in boxes]
    last: list[Sign] | None = None
    for sign in signs:
        at = next((n for n, box in enumerate(boxes) if box.holds(sign)), None)
        if at is None and sign.text.isspace() and last is not None:
            last.append(sign)
            continue
        last = beside if at is None else inside[at]
        last.append(sign)
    return beside, inside


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


def _is_note(annotation: Any) -> bool:
    kind = str((annotation.get("data") or {}).get("Subtype", ""))
    return not any(each in kind for each in ("Link", "Popup"))
