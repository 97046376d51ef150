"""A PDF set by typst: tagged, PDF/A-2a and PDF/UA-1, with no date but the one it is given."""

import json
import re
from datetime import UTC, date, datetime
from functools import cache
from importlib import resources

import typst

from ...findings import OutputError
from ...form import Form
from ..paging import PagedText
from .as_data import as_data
from .fonts import FontSet

_NO_FONT = re.compile('text `?"(.+?)"`? could not be displayed')
_SHOWN = 200
_PAGES = re.compile(rb"/Type\s*/Page(?!s)")


class MissingGlyphError(Exception):
    """No font has a sign of the text."""

    def __init__(self, sign: str) -> None:
        super().__init__(sign)
        self.sign = sign


def pdf_of(
    form: Form, text: PagedText, fonts: FontSet, *, day: date, draft: str, title: str = ""
) -> bytes:
    """Set the text of a unit.

    Args:
        day: the date of the file.
        draft: what the cover says of a draft; "" of what is none.
        title: what the file is called, where several units will stand in it.

    Raises:
        MissingGlyphError: no font has a sign of the text.
        OutputError: typst refuses the text for another reason.
    """
    data = as_data(form, text, fonts.chosen, day=day, draft=draft, title=title)
    compiler = typst.Compiler(
        _template(), font_paths=fonts.fonts,
        sys_inputs={"text": json.dumps(data, ensure_ascii=False)},
    )  # fmt: skip
    try:
        made = compiler.compile(
            format="pdf", pdf_standards=["a-2a", "ua-1"],
            timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
        )  # fmt: skip
    except typst.TypstError as error:
        raise _told(error) from None
    return made if isinstance(made, bytes) else b"".join(made or ())


def pages_of(pdf: bytes) -> int:
    """How many pages a PDF of ours has."""
    return len(_PAGES.findall(pdf))


@cache
def _template() -> bytes:
    return (resources.files(__package__ or "") / "text.typ").read_bytes()


def _told(error: typst.TypstError) -> Exception:
    """What typst refuses: a sign that no font has, or something nobody foresaw."""
    unseen = _NO_FONT.search(error.message)
    if unseen:
        return MissingGlyphError(unseen[1])
    return OutputError("publish.refused", found=error.message[:_SHOWN])
