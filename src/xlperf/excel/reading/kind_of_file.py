"""What a file is, by its name and its first bytes: told before anything tries to open it."""

import re
from collections.abc import Collection
from pathlib import PurePath

from ...findings import FileError
from ..packages import GENEROUS, Limits, Part, listed
from .mails import attachments, is_mail
from .wrapped_zip import extra_bytes

OTHER_FORMATS = frozenset({"file.xls", "file.ods"})
"""What is read and is no .xlsx; also the finding that says what was not checked."""
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
    (b"%TSD-Header", "file.office-encrypted"),
    (b"[InternetShortcut]", "file.link"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "file.link"),
    (b"\x78\x9f\x3e\x22", "file.winmail"),
)
_OFFICE_LOCKS = (b"E-SafeNet", b"TSD-Header")
"""What programs that encrypt the files of a whole office write near the beginning."""
_PICTURE_INSIDE = (b"WEBP", b"ftypheic", b"ftypmif1", b"ftypavif")
_STREAMS = (
    ("__properties_version1.0", "file.mail"),
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
_PERHAPS_LOCKED = "认不出的内容，可能被单位的加密软件加了密 (unknown, perhaps encrypted)"
_BOOKS = (".xlsx", ".xls", ".xlsm", ".et", ".ods")
_SUFFIXES = (
    ((".icloud", ".gsheet", ".gdoc", ".gslides"), "file.placeholder"),
    ((".lnk", ".url", ".webloc"), "file.link"),
)
_WHOLE_ELSEWHERE = frozenset({"file.text", "file.format", "file.html", "file.xml", "file.truncated",
                              "file.broken"})  # fmt: skip
"""Verdicts under which a whole workbook may stand among other bytes."""
_MOST_NAMED = 5


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
    code = _by_name(file)
    if not code and content.startswith(_ZIP):
        parts = _listed(content, name, limits)
        code = _zip_kind(parts, content)
        if not code:
            return parts
    code = code or _kind(file, content)
    if code in _WHOLE_ELSEWHERE:
        _refuse_extra(content, name, limits)
    raise FileError(code, file=name, found=_found(code, file, content))


def _listed(content: bytes, name: str, limits: Limits) -> tuple[Part, ...]:
    try:
        return listed(content, name, limits)
    except FileError as error:
        if error.code in _WHOLE_ELSEWHERE:
            _refuse_extra(content, name, limits)
        raise


def _refuse_extra(content: bytes, name: str, limits: Limits) -> None:
    """Tell of a workbook that is whole, with bytes before or behind it that are not its own.

    Raises:
        FileError: it is one.
    """
    if extra := extra_bytes(content, limits):
        raise FileError("file.extra-bytes", file=name, found=f"{extra[0]} + {extra[1]}")


def _found(code: str, file: str, content: bytes) -> str:
    """What there is to say of a file besides its kind."""
    if code == "file.format":
        return _PERHAPS_LOCKED if file.endswith(_BOOKS) else _UNKNOWN
    if code == "file.mail":
        names = [each.name for each in attachments(content)]
        more = [f"… + {len(names) - _MOST_NAMED}"] if len(names) > _MOST_NAMED else []
        return "、".join(names[:_MOST_NAMED] + more) or "—"
    if code == "file.winmail":
        return "xlsx" if b"xl/workbook" in content else "—"
    return ""


def _kind(file: str, content: bytes) -> str:
    if not content.strip(b"\x00"):
        return "file.empty"
    if content.startswith(_OLE2):
        return _ole2_kind(file, content)
    head = content[:_LOOKED_AT]
    if is_mail(file, head):
        return "file.mail"
    return _by_head(head)


def _by_name(file: str) -> str:
    """Files that programs and systems leave beside workbooks."""
    if file.startswith("~$"):
        return "file.lock-office"
    if file.startswith(".~lock."):
        return "file.lock-libreoffice"
    if file.startswith(".~"):
        return "file.lock-wps"
    if file == "[content_types].xml":
        return "file.unpacked"
    code = next((code for suffixes, code in _SUFFIXES if file.endswith(suffixes)), "")
    return "file.system" if file in _SYSTEM or file.startswith("._") else code


def _zip_kind(parts: Collection[Part], content: bytes) -> str:
    """What a zip holds, by the names of its entries; "" for an .xlsx."""
    names = frozenset(each.name.replace("\\", "/").lower() for each in parts)
    folders = {name.partition("/")[0] for name in names if "/" in name}
    is_document = "ofd.xml" in names or (
        "[content_types].xml" in names and bool(folders & {"word", "ppt"})
    )
    kinds = (
        ("file.encrypted", any(each.is_secret for each in parts)),
        ("file.macros", any(name.endswith("vbaproject.bin") for name in names)),
        ("file.numbers", any(name.endswith(".iwa") for name in names)),
        (_open_document(content), "content.xml" in names),
        ("file.xlsb", "xl/workbook.bin" in names),
        ("file.document", is_document),
        ("file.archive", not _is_workbook(names)),
    )
    return next((code for code, is_so in kinds if is_so), "")


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
    code = next((code for mark, code in _HEADS if head.startswith(mark)), "")
    if code:
        return code
    if any(mark in head[:16] for mark in _PICTURE_INSIDE):
        return "file.picture"
    if any(mark in head[:64] for mark in _OFFICE_LOCKS):
        return "file.office-encrypted"
    return _of_text(head)


def _of_text(head: bytes) -> str:
    """What kind of text a file is, if it is one."""
    if head.startswith(_TEXT_MARKS[1:]):
        return "file.text"
    text = head.removeprefix(_TEXT_MARKS[0]).lstrip()
    if _BINARY.search(head):
        return "file.format"
    if b"<office:document-content" in head:
        return "file.unpacked"
    if text.startswith(b"<"):
        return "file.html" if _HTML.search(head) else "file.xml"
    return "file.text"
