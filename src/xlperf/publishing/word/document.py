"""A Word file put together: the skeleton's parts as they are, the text written unit by unit."""

import zipfile
from collections.abc import Iterable
from datetime import date
from io import BytesIO
from typing import IO, BinaryIO

from ...form import Form
from ..paging import PagedText
from .body import UnitBody
from .markup import NAMES
from .skeleton import Skeleton, skeleton

_TEXT = "word/document.xml"
_HEAD = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document {NAMES}><w:body>'
_FOOT = "</w:body></w:document>"


def write_word(
    file: BinaryIO, form: Form, texts: Iterable[PagedText], *, title: str, by: str, day: date,
    draft: str,
) -> None:  # fmt: skip
    """Write a Word file; no more than one unit's text is held at a time.

    Args:
        title, by, day: what the file says of itself.
        draft: what covers say of a draft; "" of what is none.
    """
    frame = skeleton(form, title, by, day)
    with (
        zipfile.ZipFile(BytesIO(frame.content)) as parts,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in parts.namelist():
            if name != _TEXT:
                made.writestr(_dated(name, day), parts.read(name))
        with made.open(_dated(_TEXT, day), "w", force_zip64=True) as text:
            text.write(_HEAD.encode())
            _write_units(text, form, frame, texts, draft)
            text.write(_FOOT.encode())


def _write_units(
    text: IO[bytes], form: Form, frame: Skeleton, texts: Iterable[PagedText], draft: str
) -> None:
    """The units one after the other; which is the last is known when there is no other."""
    held: UnitBody | None = None
    for number, paged in enumerate(texts):
        if held:
            _write(text, held, is_last=False)
        held = UnitBody(form, frame, paged, number, draft)
    if held:
        _write(text, held, is_last=True)


def _write(text: IO[bytes], unit: UnitBody, *, is_last: bool) -> None:
    text.write("".join(unit.xml(is_last=is_last)).encode("utf-8"))


def _dated(name: str, day: date) -> zipfile.ZipInfo:
    """An entry of a zip that does not hang on the clock."""
    entry = zipfile.ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
    entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
    return entry
