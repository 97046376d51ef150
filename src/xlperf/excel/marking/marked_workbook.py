"""Marking a workbook, and taking the marks of an earlier run away first."""

import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from ...findings import FileError
from ...sheet import Cell
from .book import (
    BookSheet,
    add_sheet,
    book_sheets,
    cell_text,
    drop_sheet,
    open_on_last,
    own_sheet,
)
from .cells import restyled, styles_at, with_styles
from .earlier_marks import Memory, remembered
from .listing import MEMORY_CELL, looks, sheet_content
from .notes import put_notes, take_notes
from .patched_package import PatchedPackage
from .styles import KNOWN, Styles, tinted_at_end, without_last
from .what_to_mark import Listing, Mark
from .xml_in_place import namespace, root

_NEW_STYLES = "xl/styles.xml"
_NORMAL = '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"


def marked(
    content: bytes, marks: Sequence[Mark], listing: Listing, *, on_list: bool = False
) -> bytes:
    """The workbook with these marks and none of an earlier run.

    Without lines in the list nothing is added; a file that had no marks is then the very same.

    Args:
        on_list: whether it opens on the list, whatever it opened on before.

    Raises:
        ValueError: the file is not one whose parts can be patched.
    """
    with _refusing():
        package = PatchedPackage(content)
        _take_away(package, own_sheet(package))
        if listing.lines:
            _put_on(package, marks, listing)
            if on_list:
                open_on_last(package)
        return package.content()


def own_name(content: bytes) -> str:
    """What the list of an earlier run is called in this workbook; "" when there is none.

    Raises:
        ValueError: the file is not one whose parts can be patched.
    """
    with _refusing():
        own = own_sheet(PatchedPackage(content))
        return own.name if own else ""


@contextmanager
def _refusing() -> Iterator[None]:
    """What a part lacks, or has wrongly, is one reason to refuse the file."""
    try:
        yield
    except (LookupError, StopIteration, struct.error, FileError) as error:
        raise ValueError(repr(error)) from error


def _take_away(package: PatchedPackage, own: BookSheet | None) -> None:
    """List, notes and tints of an earlier run."""
    memory = Memory()
    if own:
        memory = remembered(cell_text(package, own.part, MEMORY_CELL))
        drop_sheet(package, own)
    sheets = book_sheets(package)
    for sheet in sheets:
        take_notes(package, sheet.part)
    part = package.target(package.workbook, "styles")
    if not part or not package.has(part):
        return
    before = package.read(part)
    if memory.holds_for(before):
        after, mapping = _undone(before, memory)
    else:
        after, mapping = _cleaned(before, memory)
    for sheet in sheets if mapping else ():
        package.write(sheet.part, restyled(package.read(sheet.part), mapping))
    package.write(part, after)
    if memory.fresh and memory.holds_for(before):
        package.drop(part)
        package.unrelate(package.workbook, [part])


def _undone(styles: bytes, memory: Memory) -> tuple[bytes, Mapping[int, int]]:
    """The styles as they were before us: nobody has saved the file since."""
    after = without_last(styles, memory.added)
    first, last = (len(Styles(each).elements["cellXfs"]) for each in (after, styles))
    bases = {number: memory.twins.get(number, 0) for number in range(first, last)}
    return after, {number: base if 0 <= base < first else 0 for number, base in bases.items()}


def _cleaned(styles: bytes, memory: Memory) -> tuple[bytes, Mapping[int, int]]:
    """Styles another program has written anew: for each tint, a format with the fill it had."""
    made = Styles(styles, memory.fills)
    mapping = made.restored()
    if not mapping:
        return styles, {}
    # Tints at the end go; formats made just now stand behind them and stay.
    fresh = len(made.added["cellXfs"])
    if fresh:
        return made.content(), mapping
    return without_last(styles, tinted_at_end(Styles(styles))), mapping


def _put_on(package: PatchedPackage, marks: Sequence[Mark], listing: Listing) -> None:
    """Tints, notes and list of this run."""
    space = namespace(root(package.read(package.workbook)))
    part = package.target(package.workbook, "styles")
    fresh = not part or not package.has(part)
    if fresh:
        part = _NEW_STYLES
        package.write(part, f'<styleSheet xmlns="{space}">{_NORMAL}</styleSheet>'.encode())
        package.declare(part, _STYLES_TYPE)
        package.relate(package.workbook, "rIdXlperfStyles", "styles", part)
    styles = Styles(package.read(part))
    parts = {sheet.name: sheet.part for sheet in book_sheets(package)}
    on_sheet: dict[str, list[Mark]] = {}
    for mark in marks:
        on_sheet.setdefault(mark.sheet, []).append(mark)
    for name, sheet in parts.items():
        if name in on_sheet:
            _mark_sheet(package, sheet, styles, on_sheet[name])
    look = looks(styles)
    written = styles.content()
    package.write(part, written)
    memory = Memory(
        styles=zlib.crc32(written),
        added={name: len(elements) for name, elements in styles.added.items() if elements},
        twins=styles.twins,
        fills=tuple(styles.fills[len(KNOWN) :]),
        fresh=fresh,
    )
    add_sheet(package, listing.name, sheet_content(listing, look, memory.text(), space))


def _mark_sheet(package: PatchedPackage, part: str, styles: Styles, marks: Sequence[Mark]) -> None:
    tints = {cell: mark.tint for mark in reversed(marks) for cell in mark.cells}
    bases = styles_at(package.read(part), tints)
    twins: dict[Cell, int] = {}
    for cell, tint in sorted(tints.items()):
        twin = styles.twin(bases[cell], tint)
        if twin is not None:
            twins[cell] = twin
    package.write(part, with_styles(package.read(part), twins))
    put_notes(package, part, {mark.cells[0]: mark.note for mark in marks})
