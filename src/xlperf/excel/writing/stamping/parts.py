"""The parts of a workbook: taken out of a file that was just written, and packed as one."""

import io
import re
import zipfile
from collections.abc import Collection, Mapping

from .escaped import shared

TEXTS = "xl/sharedStrings.xml"
_ENTRY = re.compile(r"<si><t(?: [^>]*)?>([^<]*)</t></si>")


def parts_of(content: bytes) -> dict[str, str]:
    """The parts of a workbook that was just written, in their order."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name).decode() for name in packed.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The parts of a workbook as one file, packed as XlsxWriter packs them."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, part)
    return file.getvalue()


def sheet_part(at: int) -> str:
    """The name of the part a sheet is in, by its place in the workbook from 0."""
    return f"xl/worksheets/sheet{at + 1}.xml"


def shared_texts(parts: Mapping[str, str]) -> list[str]:
    """The shared texts of a workbook, as XML spells them."""
    return _ENTRY.findall(parts.get(TEXTS, ""))


def text_table(written: bytes, texts: Collection[str], count: int) -> bytes:
    """The table of shared texts, as another was written.

    Args:
        count: how often one of them stands in a cell.
    """
    start = written[: written.index(b" count=")]
    entries = "".join(map(shared, texts))
    numbers = f'count="{count}" uniqueCount="{len(texts)}"'
    return start + f" {numbers}>{entries}</sst>".encode()
