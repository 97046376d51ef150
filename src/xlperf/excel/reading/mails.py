"""Mails saved as files: what is attached to one, under the names it was sent with."""

import re
from binascii import Error as NoText
from collections.abc import Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from email.message import Message

_FIRST_LINE = re.compile(
    rb"(?:Return-Path|Received|Delivered-To|From|To|Subject|Date|Message-ID|DKIM-Signature|"
    rb"MIME-Version|Content-Type|X-[A-Za-z-]+): ?|From [^\r\n]+@",
    re.IGNORECASE,
)
_BEFORE = b"\xef\xbb\xbf \t\r\n"
"""What may stand before the first line."""
_BOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How workbooks begin, which are told by it where they came without a name."""
_OTHERS = (b"from:", b"subject:", b"received:", b"to:", b"message-id:")
_ENOUGH = 2
_PAGES = (".mht", ".mhtml")
_SAVED_PAGE = b"from: <saved by"
_ENCODED = re.compile(r"=\?[^?\s]+\?[bBqQ]\?[^?]*\?=")
_BOUNDARY = re.compile(rb"boundary\s*=", re.IGNORECASE)
_DEEPEST = 50
"""So many parts within parts are looked through; a mail has two or three."""
_LARGEST = 100_000_000


class Attachment(NamedTuple):
    """A file that came with a mail."""

    name: str
    content: bytes


def is_mail(name: str, head: bytes) -> bool:
    """Whether a file is a mail, by its name and beginning; a web page saved whole is none."""
    head = head.lstrip(_BEFORE)
    lowered = b"\n" + head.lower()
    if name.endswith(_PAGES) or _SAVED_PAGE in lowered:
        return False
    if not _FIRST_LINE.match(head):
        return False
    told = sum(b"\n" + each in lowered for each in _OTHERS)
    return told >= (1 if name.endswith(".eml") else _ENOUGH)


def attachments(content: bytes) -> tuple[Attachment, ...]:
    """The files attached to a mail, those of mails inside it among them."""
    if len(content) > _LARGEST or len(_BOUNDARY.findall(content)) > _DEEPEST:
        return ()
    from email import message_from_bytes  # noqa: PLC0415 - most files are no mails

    return tuple(_attached(message_from_bytes(content.lstrip(_BEFORE))))


def _attached(mail: "Message") -> Iterator[Attachment]:
    for number, part in enumerate(mail.walk()):
        if part.is_multipart():
            continue
        held, name = part.get_payload(decode=True), part.get_filename()
        if not isinstance(held, bytes):
            continue
        if not name and held.startswith(_BOOKS):
            name = f"{number}.xlsx"
        label = PurePath(_readable(name or "").replace("\\", "/")).name
        if label:
            yield Attachment(label, held)


def _readable(name: str) -> str:
    """A name as it was meant: mail programs write it in words of another alphabet."""
    try:
        raw = name.encode("ascii", "surrogateescape")
    except UnicodeEncodeError:  # readable already
        return name
    if not raw.isascii():
        return _decoded(raw, "utf-8")
    return _ENCODED.sub(_word, name)


def _word(match: re.Match[str]) -> str:
    try:
        from email.header import decode_header  # noqa: PLC0415 - as above

        ((held, charset),) = decode_header(match[0])
    except (NoText, ValueError):
        return match[0]
    return _decoded(held, charset or "utf-8") if isinstance(held, bytes) else held


def _decoded(raw: bytes, charset: str) -> str:
    """GB2312 stands on mails whose names need the larger GB18030."""
    for each in ("gb18030" if charset.lower().startswith("gb") else charset, "utf-8", "gb18030"):
        try:
            return raw.decode(each)
        except (LookupError, UnicodeDecodeError):
            continue
    return raw.decode("utf-8", "replace")
