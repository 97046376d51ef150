"""The names of parts, and the table of texts that sheets share."""

import re
from collections.abc import Collection, Mapping

from ....sheet import Workbook
from ..writer import workbook_parts
from .escaped import shared

TEXTS = "xl/sharedStrings.xml"
_ENTRY = re.compile(r"<si><t(?: [^>]*)?>([^<]*)</t></si>")


def written_parts(book: Workbook) -> dict[str, str]:
    """The parts of a workbook as XlsxWriter writes them, in their order.

    Raises:
        OutputError: something in it is more than Excel can hold.
    """
    return {name: part.decode() for name, part in workbook_parts(book).items()}


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
