"""What a text is, by its first bytes, and the reader for it."""

import re
from enum import Enum

from ...findings import FileError

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta|div|p)\b", re.IGNORECASE)
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_LOOKED_AT = 4_096
_PDF_WITHIN = 1_024


TEXT_SUFFIXES = frozenset({
    ".docx", ".docm", ".doc", ".wps", ".rtf", ".odt", ".pdf", ".txt", ".html", ".htm",
})  # fmt: skip
"""How the names of texts end; what a text is, its content says."""


class Kind(Enum):
    """What a text is. `OLD`: a file of an older program, which LibreOffice makes a .docx of."""

    WORD = "docx"
    PDF = "pdf"
    PLAIN = "txt"
    HTML = "html"
    OLD = "old"


def kind_of(content: bytes, name: str) -> Kind:
    """What a text is; by its content, whatever its name says.

    Raises:
        FileError: it is none of those, or encrypted.
    """
    head = content[:_LOOKED_AT]
    if not content.strip(b"\x00"):
        raise FileError("file.empty", file=name)
    if b"%PDF-" in head[:_PDF_WITHIN]:
        return Kind.PDF
    if head.startswith(b"PK\x03\x04"):
        return _of_zip(content, name)
    if head.startswith(_OLE2):
        if "EncryptedPackage\x00".encode("utf-16-le") in content:
            raise FileError("file.encrypted", file=name)
        if "WordDocument\x00".encode("utf-16-le") in content or name.lower().endswith(".wps"):
            return Kind.OLD
        raise FileError("text.kind", file=name)
    if head.startswith(b"{\\rtf"):
        return Kind.OLD
    is_wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not is_wide and _BINARY.search(head):
        raise FileError("text.kind", file=name)
    return Kind.HTML if _HTML.search(head) else Kind.PLAIN


def _of_zip(content: bytes, name: str) -> Kind:
    """A zip with the parts of a Word file in it; the gate looks at it when it is opened."""
    if b"word/" in content and b"[Content_Types].xml" in content:
        return Kind.WORD
    if b"application/vnd.oasis.opendocument.text" in content[:_LOOKED_AT]:
        return Kind.OLD
    raise FileError("text.kind", file=name)
