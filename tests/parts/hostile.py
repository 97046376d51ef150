"""Files as nobody should send them, and files as odd programs do: made by us, byte for byte.

`workbook` makes a small .xlsx from the text between `<sheetData>` tags; the rest of this module
changes one thing about it. Nothing here is random: the same call makes the same bytes.
"""

import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TO = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_TO = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
BOOK, SHEET, STRINGS = "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504
BLOCK = 1 << 20


def cell(address: str, value: object, kind: str = "") -> str:
    """One cell with a value."""
    typed = f' t="{kind}"' if kind else ""
    return f'<c r="{address}"{typed}><v>{value}</v></c>'


def row(number: int, *cells: str) -> str:
    """One row of cells."""
    return f'<row r="{number}">{"".join(cells)}</row>'


GOOD = row(1, cell("A1", 1), cell("B1", 0, "s")) + row(2, cell("A2", 2.5))
GOOD_VALUES = {"A1": 1.0, "B1": "甲", "A2": 2.5}


def sheet(rows: str, *, before: str = "", after: str = "", space: str = MAIN) -> str:
    """A sheet part."""
    return f'<worksheet xmlns="{space}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def strings(items: str, head: str = "") -> str:
    """A part of shared strings."""
    return f'<sst xmlns="{MAIN}"{head}>{items}</sst>'


def relations(*each: tuple[str, str, str], to: str = TO) -> str:
    """A part that points to others: (id, kind, target)."""
    listed = "".join(
        f'<Relationship Id="{identifier}" Type="{to}/{kind}" Target="{target}"/>'
        for identifier, kind, target in each
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'


def parts(rows: str = GOOD, *, main: str = MAIN, to: str = TO, **more: str) -> dict[str, bytes]:
    """The parts of a small workbook whose shared strings are 甲 and 乙."""
    made = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Override PartName="/{BOOK}" ContentType="{CONTENT}"/></Types>',
        "_rels/.rels": relations(("r1", "officeDocument", BOOK), to=to),
        BOOK: f'<workbook xmlns="{main}" xmlns:r="{to}"><sheets>'
        '<sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            ("r1", "worksheet", "worksheets/sheet1.xml"),
            ("r2", "sharedStrings", "sharedStrings.xml"),
            to=to,
        ),
        SHEET: sheet(rows, space=main, **more),
        STRINGS: strings("<si><t>甲</t></si><si><t>乙</t></si>").replace(MAIN, main),
    }
    return {name: text.encode("utf-8") for name, text in made.items()}


def zipped(
    content: Mapping[str, bytes] | Iterable[tuple[str, bytes]], packed: Mapping[str, bytes] = {}
) -> bytes:
    """A zip of parts, written by us: zipfile would mend names, and warn of two that are alike.

    What is in `packed` is taken for deflated bytes, of a part that says it holds 1,000.
    """
    pairs = list(content.items() if isinstance(content, Mapping) else content)
    body, directory = b"", b""
    for name, each in pairs:
        data = packed[name] if name in packed else deflated(each)
        size = 1_000 if name in packed else len(each)
        encoded = name.encode()
        flags = 0 if name.isascii() else 0x800
        rest = (flags, 8, 0, 33, zlib.crc32(each), len(data), size, len(encoded))
        directory += struct.pack(
            "<4s6H3L5H2L", b"PK\x01\x02", 20, 20, *rest, 0, 0, 0, 0, 0, len(body)
        )
        directory += encoded
        body += struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, *rest, 0) + encoded + data
    count = len(pairs)
    end = (b"PK\x05\x06", 0, 0, count, count, len(directory), len(body), 0)
    return body + directory + struct.pack("<4s4H2LH", *end)


def deflated(content: bytes) -> bytes:
    """The bytes of a part as a zip holds them."""
    packing = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packing.compress(content) + packing.flush()


def workbook(rows: str = GOOD, **more: str) -> bytes:
    """A small workbook with these rows."""
    return zipped(parts(rows, **more))


def changed(name: str, content: str | bytes, rows: str = GOOD) -> bytes:
    """A small workbook with one part put in, or in place of what it had."""
    as_bytes = content.encode("utf-8") if isinstance(content, str) else content
    return zipped({**parts(rows), name: as_bytes})


def renamed(old: str, new: str) -> bytes:
    """A small workbook with one part under another name."""
    return zipped([(new if name == old else name, each) for name, each in parts().items()])


def with_link(inside: str) -> bytes:
    """A workbook with an external link that holds this."""
    made = parts()
    pointed = made["xl/_rels/workbook.xml.rels"].decode()
    link = f'<Relationship Id="r9" Type="{TO}/externalLink" Target="externalLinks/link1.xml"/>'
    made["xl/_rels/workbook.xml.rels"] = pointed.replace(
        "</Relationships>", link + "</Relationships>"
    ).encode()
    made["xl/externalLinks/link1.xml"] = (
        f'<externalLink xmlns="{MAIN}">{inside}</externalLink>'.encode()
    )
    return zipped(made)


def repeated(head: bytes, block: bytes, times: int, tail: bytes) -> bytes:
    """A deflate stream of a block many times over, made without ever holding it unpacked."""
    packing = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    first = packing.compress(head) + packing.flush(zlib.Z_FULL_FLUSH)
    again = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    middle = again.compress(block) + again.flush(zlib.Z_FULL_FLUSH)
    last = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return first + middle * times + last.compress(tail) + last.flush()


def as_sheetjs(rows: str) -> bytes:
    """As SheetJS writes: the type of .xlsb listed in every .xlsx, texts in the cells."""
    made = parts(rows)
    types = made["[Content_Types].xml"]
    binary = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
    listed = f'<Default Extension="bin" ContentType="{binary}"/>'.encode()
    made["[Content_Types].xml"] = types.replace(b"<Override", listed + b"<Override", 1)
    made["xl/metadata.xml"] = f'<metadata xmlns="{MAIN}"/>'.encode()
    return zipped(made)


def as_exceljs() -> bytes:
    """As exceljs writes: folders are entries of the zip too."""
    folders = ("_rels/", "xl/", "xl/_rels/", "xl/worksheets/", "xl/theme/", "docProps/")
    return zipped({**dict.fromkeys(folders, b""), **parts()})


def bomb(name: str, head: str, block: bytes, times: int, tail: str) -> bytes:
    """A workbook one part of which unpacks to `times` blocks, though it says it is small."""
    return zipped(
        {**parts(), name: b""}, {name: repeated(head.encode(), block, times, tail.encode())}
    )


def listed_as(content: bytes, position: int, value: bytes, name: str = SHEET) -> bytes:
    """The zip with some bytes of one entry of its directory changed."""
    end = content.rfind(b"PK\x05\x06")
    start = struct.unpack_from("<L", content, end + 16)[0]
    at = content.index(b"PK\x01\x02", start)
    while content[at + 46 : at + 46 + len(name)] != name.encode():
        at = content.index(b"PK\x01\x02", at + 1)
    return content[: at + position] + value + content[at + position + len(value) :]


def counted_as(content: bytes, count: int) -> bytes:
    """The zip with another number of entries in its last record."""
    at = content.rfind(b"PK\x05\x06") + 8
    return content[:at] + struct.pack("<2H", count, count) + content[at + 4 :]


def noise(part: str, size: int) -> bytes:
    """A part with a remark behind it that hardly packs."""
    block = hashlib.shake_256(b"x").hexdigest(40_000)
    return f"{part}<!--{block * (size // len(block))}-->".encode()


def overlapping() -> bytes:
    """A zip two of whose entries share the very same bytes."""
    content = workbook()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        offset = package.getinfo(SHEET).header_offset
    return listed_as(content, 42, struct.pack("<L", offset), STRINGS)


def stream(name: str) -> bytes:
    """An old container (.xls, .et, encrypted) with a stream of this name."""
    return OLE2 + name.encode("utf-16-le") + b"\x00" * (512 - 2 * len(name))


def many_cells(rows: int, columns: str, value: str) -> str:
    """A table of shared strings, as large as asked for."""
    return "".join(
        row(number, *(cell(f"{letter}{number}", value, "s") for letter in columns))
        for number in range(1, rows + 1)
    )


def grid_of_merges(count: int) -> str:
    """So many merged ranges of two cells."""
    inside = "".join(f'<mergeCell ref="A{2 * n + 1}:A{2 * n + 2}"/>' for n in range(count))
    return f'<mergeCells count="{count}">{inside}</mergeCells>'
