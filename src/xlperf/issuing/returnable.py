"""What is sent out can be read back: the limits of the gate hold for what is written too.

It comes back larger than it went out: all cells may be filled in, and the program that saves it
writes the same in more parts, and longer. So the gate looks with room for that.
"""

from ..budget import Master
from ..excel.packages import ISSUED, listed
from ..excel.reading import LARGEST, inspect
from ..excel.writing import Stamper
from ..findings import FileError, OutputError
from ..sheet import Workbook

_OTHER_PARTS = 16
"""The parts of a workbook beside its sheets of projects."""
_LOOKED_AT = 10
"""The gate looks at a workbook that comes as near as this part of a limit."""
_BYTES = 4
"""So many bytes a character takes at most."""


def refuse_too_many(master: Master) -> None:
    """Refuse more projects of a unit than a workbook may come back with, before any is made.

    Raises:
        OutputError: a unit has as many.
    """
    most = ISSUED.parts - _OTHER_PARTS
    for budget in master.units:
        if len(budget.projects) > most:
            found = f"{len(budget.projects):,} > {most:,}"
            raise OutputError("out.no-way-back", file=budget.unit, found=found)


def returnable_bytes(workbook: Workbook, name: str, stamper: Stamper | None = None) -> bytes:
    """A described workbook written, once it is seen that it can be read back.

    Args:
        stamper: what wrote other workbooks of the same form, if there were any.

    Raises:
        OutputError: something in it is more than Excel can hold, or than the gate takes.
    """
    cells = sum(len(sheet.contents) for sheet in workbook.sheets)
    if cells > ISSUED.cells:
        found = f"{cells:,} > {ISSUED.cells:,}"
        raise OutputError("out.no-way-back", file=name, found=found)
    content = (stamper or Stamper()).workbook_bytes(workbook)
    if not _is_small(workbook, content):
        try:
            inspect(content, name, ISSUED)
        except FileError as error:
            found = error.values.get("found", error.code)
            raise OutputError("out.no-way-back", file=name, found=found) from error
    return content


def _is_small(workbook: Workbook, content: bytes) -> bool:
    """Whether a workbook is far from every limit, so that the gate need not look."""
    parts = listed(content, "", ISSUED) if len(workbook.sheets) < ISSUED.parts else ()
    merges = [len(sheet.merges) for sheet in workbook.sheets]
    values = [each for sheet in workbook.sheets for each in sheet.values.values()]
    signs = sum([len(each) for each in values if isinstance(each, str)])
    return (
        0 < len(parts) < ISSUED.parts // _LOOKED_AT
        and len(content) < LARGEST // _LOOKED_AT
        and sum(part.size for part in parts) < ISSUED.total_bytes // _LOOKED_AT
        and max(part.size for part in parts) < ISSUED.ratio_from
        and max(merges) < ISSUED.merges // _LOOKED_AT
        and signs * _BYTES < ISSUED.text_bytes // _LOOKED_AT
    )
