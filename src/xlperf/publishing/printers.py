"""The three printers behind one door: each writes the texts of units into an open file.

The libraries of two of them are an extra, and are loaded when they are asked for.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal, Protocol

from ..findings import OutputError
from ..form import Form
from .paging import PagedText
from .sheets import write_sheets

if TYPE_CHECKING:
    from .typeset import FontSet

Kind = Literal["docx", "pdf", "xlsx"]
KINDS: tuple[Kind, ...] = ("docx", "pdf", "xlsx")
_EARLIEST = 2000


class GlyphError(Exception):
    """No font has a sign of the text."""

    def __init__(self, sign: str) -> None:
        super().__init__(sign)
        self.sign = sign


class Printer(Protocol):
    """Writes texts; `replaced` are fonts that are not there, and those in their place."""

    @property
    def replaced(self) -> tuple[tuple[str, str], ...]:
        """Fonts that are not there."""

    def write(self, file: BinaryIO, texts: Iterable[PagedText], *, by_unit: bool) -> int:
        """Write texts into a file; how many pages or sheets it has."""


@dataclass(frozen=True)
class Asked:
    """How texts are to be printed.

    Attributes:
        day: the date of the files; None for the first day of the form's year.
        fonts: a folder with fonts.
        is_draft: whether the cover says that it is a draft.
    """

    form: Form
    day: date | None = None
    fonts: Path | None = None
    is_draft: bool = False

    @property
    def stamp(self) -> date:
        """The date a file carries: never today's."""
        return self.day or date(self.form.year or _EARLIEST, 1, 1)

    @property
    def draft(self) -> str:
        """What the cover says of a draft."""
        return self.form.word("publish.draft") if self.is_draft else ""


_ROOMS = {"docx": ".word", "pdf": ".typeset", "xlsx": ".sheets"}


def printer_of(kind: Kind, asked: Asked) -> Printer:
    """The printer of a kind of file.

    Raises:
        OutputError: its library is not installed, or there are no fonts.
    """
    try:
        room = import_module(_ROOMS[kind], __package__)
    except ModuleNotFoundError as error:
        raise OutputError("publish.needs", kind=kind, package=error.name) from None
    if kind == "pdf":
        return _Pdf(asked, room.font_set(asked.form, asked.fonts))
    return _Word(asked) if kind == "docx" else _Sheets(asked)


@dataclass(frozen=True)
class _Sheets:
    asked: Asked
    replaced: tuple[tuple[str, str], ...] = ()

    def write(self, file: BinaryIO, texts: Iterable[PagedText], *, by_unit: bool) -> int:
        first, rest = _first(texts)
        title = self.asked.form.title if by_unit else first.text.name
        day = self.asked.stamp
        return write_sheets(file, self.asked.form, rest, title=title, day=day, by_unit=by_unit)


@dataclass(frozen=True)
class _Word:
    asked: Asked
    replaced: tuple[tuple[str, str], ...] = ()

    def write(self, file: BinaryIO, texts: Iterable[PagedText], *, by_unit: bool) -> int:
        from .word import write_word  # noqa: PLC0415 - an extra

        first, rest = _first(texts)
        asked, pages = self.asked, list[int]()
        write_word(
            file, asked.form, _counted(rest, pages), day=asked.stamp, draft=asked.draft,
            title=asked.form.title if by_unit else first.text.name,
            by="" if by_unit else first.text.by,
        )  # fmt: skip
        return sum(pages)


@dataclass(frozen=True)
class _Pdf:
    asked: Asked
    fonts: "FontSet" = field(repr=False)

    @property
    def replaced(self) -> tuple[tuple[str, str], ...]:
        return self.fonts.replaced

    def write(self, file: BinaryIO, texts: Iterable[PagedText], *, by_unit: bool) -> int:
        from .typeset import Joined, pages_of  # noqa: PLC0415 - an extra

        if not by_unit:
            (text,) = texts
            made = self._made(text, "")
            file.write(made)
            return pages_of(made)
        joined = Joined(file)
        for text in texts:
            joined.add(self._made(text, self.asked.form.title), text.text.name)
        joined.finish()
        return joined.pages

    def _made(self, text: PagedText, title: str) -> bytes:
        from .typeset import MissingGlyphError, pdf_of  # noqa: PLC0415 - an extra

        asked = self.asked
        try:
            return pdf_of(
                asked.form, text, self.fonts, day=asked.stamp, draft=asked.draft, title=title
            )
        except MissingGlyphError as error:
            raise GlyphError(error.sign) from None


def _first(texts: Iterable[PagedText]) -> tuple[PagedText, Iterator[PagedText]]:
    """The first of the texts, and all of them."""
    every = iter(texts)
    first = next(every)

    def again() -> Iterator[PagedText]:
        yield first
        yield from every

    return first, again()


def _counted(texts: Iterable[PagedText], pages: list[int]) -> Iterator[PagedText]:
    """Let texts pass by, and keep how many pages each has."""
    for text in texts:
        pages.append(text.pages.likely)
        yield text
