"""XML as it may be read: UTF-8, well formed, no declarations of its own, not too deep."""

import pyexpat
import re
from collections.abc import Mapping

from ...findings import FileError
from ..packages import Limits

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_BOM = b"\xef\xbb\xbf"
_ENCODING = re.compile(rb"""<\?xml[^>]*?\sencoding\s*=\s*["']([^"'>]*)["']""")
_UTF_8 = frozenset({b"utf-8", b"utf8", b"us-ascii"})
# Signs as openpyxl spells all but ASCII, within bounds in which every number is a sign of its own.
_SIGNS = (
    rb"1[6-9][0-9]|[2-9][0-9]{2}|[1-9][0-9]{3}|[1-4][0-9]{4}|5[0-489][0-9]{3}|6[0-3][0-9]{3}"
    rb"|65[1-4][0-9]{2}"
)
# A character XML does not allow, or a reference that is none of the usual ones.
_ODD_REFERENCE = re.compile(
    rb"&(?!(?:amp|lt|gt|quot|apos|#(?:9|10|13|39|x[9AaDd]|x27|" + _SIGNS + rb"));)"
)
_ASIDES = re.compile(rb"<!\[CDATA\[.*?\]\]>|<!--.*?-->|<\?(?!xml\s).*?\?>", re.DOTALL)
_CONTROLS = bytes(set(range(32)) - {9, 10, 13})


def utf_8(content: bytes, part: str, file: str) -> bytes:
    """The content of a part, without the mark some writers put before it.

    Raises:
        FileError: it is not UTF-8, by what it says or by what it is. Read as if it were, a
            sheet in UTF-16 is a blank one.
    """
    content = content.removeprefix(_BOM)
    declared = _ENCODING.match(content[:200])
    try:
        known = declared is None or declared[1].lower() in _UTF_8
        if known and b"\x00" not in content[:4]:
            content.decode("utf-8")
            return content
    except UnicodeDecodeError:
        pass
    raise FileError("file.not-utf8", file=file, found=part)


def is_plain(content: bytes) -> bool:
    """Whether all characters and references are those every reader takes alike."""
    if len(content.translate(None, _CONTROLS)) != len(content):
        return False
    return b"&" not in content or _ODD_REFERENCE.search(content) is None


def has_asides(content: bytes) -> bool:
    """Whether there are comments, sections, instructions or declarations."""
    return b"<!" in content or content.find(b"<?", 1) > 0


def without_asides(content: bytes) -> bytes:
    """The same without sections, comments and instructions, which readers take differently."""
    return _ASIDES.sub(b"", content) if has_asides(content) else content


class Walk:
    """One pass over the elements of a part. What is of interest is a method of a subclass.

    `depth` is that of the element being told of, the root being 1. A name is told with its
    namespace before it, apart by a space; those of spreadsheets, ISO Strict ones included, bare.
    """

    def __init__(self, part: str, file: str, limits: Limits) -> None:
        self.part, self.file, self.limits = part, file, limits
        self.depth = self.count = 0
        self.is_strict = False
        self._names: dict[str, str] = {}
        self.parser = pyexpat.ParserCreate("utf-8", " ")
        self.parser.StartElementHandler = self._open
        self.parser.EndElementHandler = self._close
        self.parser.StartDoctypeDeclHandler = self._refuse_declarations

    def run(self, content: bytes) -> None:
        """Walk.

        Raises:
            FileError: the part may not be read.
        """
        try:
            self.parser.Parse(content, True)
        except pyexpat.ExpatError as error:
            raise self.broken(str(error)) from error

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def closed(self, name: str) -> None:
        """An element ends."""

    def broken(self, found: str) -> FileError:
        """The exception for a part that says what it may not."""
        return FileError("file.broken", file=self.file, found=f"{self.part}: {found}")

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.count += 1
        if self.depth > self.limits.depth:
            raise FileError("file.too-deep", file=self.file, found=self.part)
        if self.count > self.limits.elements:
            raise FileError("file.too-large", file=self.file, found=self.part)
        self.opened(self._names.get(name) or self._bare(name), attributes)

    def _close(self, name: str) -> None:
        self.closed(self._names.get(name) or self._bare(name))
        self.depth -= 1

    def _bare(self, name: str) -> str:
        """How a name is told; there are few, which come again and again."""
        space, _, bare = name.rpartition(" ")
        if space == STRICT:
            self.is_strict = True
        self._names[name] = bare if space in (MAIN, STRICT) else f"{space} {bare}"
        return self._names[name]

    def _refuse_declarations(self, *_: object) -> None:
        raise FileError("file.doctype", file=self.file, found=self.part)
