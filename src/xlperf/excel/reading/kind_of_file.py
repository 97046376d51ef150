"""What a file is, by its name and its first bytes: told before anything tries to open it."""

import re
from collections.abc import Collection
from pathlib import PurePath

from ...findings import FileError
from ..packages import GENEROUS, Limits, Part, listed

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_SYSTEM = frozenset({".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini"})
_HEADS = (
    (b"%PDF", "file.pdf"),
    (b"\x89PNG", "file.picture"),
    (b"\xff\xd8\xff", "file.picture"),
    (b"GIF8", "file.picture"),
    (b"BM", "file.picture"),
    (b"II*\x00", "file.picture"),
    (b"MM\x00*", "file.picture"),
    (b"Rar!\x1a\x07", "file.archive"),
    (b"7z\xbc\xaf\x27\x1c", "file.archive"),
    (b"\x1f\x8b", "file.archive"),
    (b"PK\x05\x06", "file.archive"),
    (b"PK\x07\x08", "file.archive"),
    (b"{\\rtf", "file.document"),
    (b"MIME-Version:", "file.html"),
    (b"\x00\x05\x16\x07", "file.system"),
)
_PICTURE_INSIDE = (b"WEBP", b"ftypheic", b"ftypmif1", b"ftypavif")
_STREAMS = (
    ("EncryptedPackage", "file.encrypted"),
    ("Workbook", "file.xls"),
    ("Book", "file.xls"),
    ("WordDocument", "file.document"),
    ("PowerPoint Document", "file.document"),
)
_TEXT_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta)\b", re.IGNORECASE)
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_LOOKED_AT = 4_096
_UNKNOWN = "其他文件 (unknown)"


def triage(name: str, content: bytes, limits: Limits = GENEROUS) -> str:
    """The code of what is wrong with this kind of file; "" for an .xlsx that may be opened."""
    try:
        parts_of(name, content, limits)
    except FileError as error:
        return error.code
    return ""


def parts_of(name: str, content: bytes, limits: Limits) -> tuple[Part, ...]:
    """The entries of an .xlsx, as they are listed.

    Raises:
        FileError: the file is something else; the code says what.
    """
    file = PurePath(name.replace("\\", "/")).name.lower()
    parts: tuple[Part, ...] = ()
    code = _by_name(file)
    if not code and content.startswith(_ZIP):
        parts = listed(content, name, limits)
        code = _zip_kind(parts, content)
    elif not code:
        code = _kind(file, content)
    if code:
        raise FileError(code, file=name, found=_UNKNOWN if code == "file.format" else "")
    return parts


def _kind(file: str, content: bytes) -> str:
    if not content.strip(b"\x00"):
        return "file.empty"
    if content.startswith(_OLE2):
        return _ole2_kind(file, content)
    return _by_head(content[:_LOOKED_AT])


def _by_name(file: str) -> str:
    """Files that programs and systems leave beside workbooks."""
    if file.startswith("~$"):
        return "file.lock-office"
    if file.startswith(".~lock."):
        return "file.lock-libreoffice"
    if file.startswith(".~"):
        return "file.lock-wps"
    return "file.system" if file in _SYSTEM or file.startswith("._") else ""


def _zip_kind(parts: Collection[Part], content: bytes) -> str:
    """What a zip holds, by the names of its entries; "" for an .xlsx."""
    names = frozenset(each.name.replace("\\", "/").lower() for each in parts)
    folders = {name.partition("/")[0] for name in names if "/" in name}
    if any(each.is_secret for each in parts):
        return "file.encrypted"
    if any(name.endswith("vbaproject.bin") for name in names):
        return "file.macros"
    if "content.xml" in names:
        return _open_document(content)
    if "xl/workbook.bin" in names:
        return "file.xlsb"
    if "ofd.xml" in names or ("[content_types].xml" in names and folders & {"word", "ppt"}):
        return "file.document"
    return "" if _is_workbook(names) else "file.archive"


def _is_workbook(names: Collection[str]) -> bool:
    """Whether there is a workbook part: its place is free, its name is not always the same."""
    return "[content_types].xml" in names and any(
        name.endswith(".xml") and name.rpartition("/")[2].startswith("workbook") for name in names
    )


def _open_document(content: bytes) -> str:
    """A spreadsheet, unless it says it is something else at its very beginning."""
    head = content[:200]
    is_other = b"opendocument." in head and b"opendocument.spreadsheet" not in head
    return "file.document" if is_other else "file.ods"


def _ole2_kind(file: str, content: bytes) -> str:
    """What stands in the old container, by the names of its streams."""
    for stream, code in _STREAMS:
        if (stream + "\x00").encode("utf-16-le") in content:
            is_wps = code == "file.xls" and file.endswith((".et", ".ett"))
            return "file.et" if is_wps else code
    return "file.et" if file.endswith((".et", ".ett")) else "file.format"


def _by_head(head: bytes) -> str:
    """What a file without a container is."""
    for mark, code in _HEADS:
        if head.startswith(mark):
            return code
    if any(mark in head[:16] for mark in _PICTURE_INSIDE):
        return "file.picture"
    if head.startswith(_TEXT_MARKS[1:]):
        return "file.text"
    text = head.removeprefix(_TEXT_MARKS[0]).lstrip()
    if _BINARY.search(head):
        return "file.format"
    if text.startswith(b"<"):
        return "file.html" if _HTML.search(head) else "file.xml"
    return "file.text"
