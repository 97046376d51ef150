"""How much a returned file may hold."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a returned workbook may hold: generous for a form, far from what does harm.

    Attributes:
        parts: entries of the zip, read or not.
        part_bytes: one part, inflated.
        total_bytes: all parts that are read, inflated.
        ratio: inflated against packed, for parts above `ratio_from` bytes.
        cells: cells of all sheets that hold something.
        blank_cells: cells of all sheets that hold nothing but a format.
        area: rows times columns one sheet's values span.
        merges: merged ranges of one sheet.
        strings: shared strings.
        text_bytes: text of all cells, a shared string counted once for each cell that shows it.
        depth: how deep elements stand inside each other.
        elements: elements of one part that has to be looked at one by one.
    """

    parts: int = 4_000
    part_bytes: int = 60_000_000
    total_bytes: int = 75_000_000
    ratio: int = 200
    ratio_from: int = 1_000_000
    cells: int = 400_000
    blank_cells: int = 4_000_000
    area: int = 4_000_000
    merges: int = 20_000
    strings: int = 400_000
    text_bytes: int = 20_000_000
    depth: int = 64
    elements: int = 2_000_000


GENEROUS = Limits()
ISSUED = replace(
    GENEROUS,
    parts=GENEROUS.parts // 2,  # LibreOffice writes a part more for every sheet
    part_bytes=GENEROUS.part_bytes * 2 // 3,  # and the same sheets half as long again
    total_bytes=GENEROUS.total_bytes * 2 // 3,
)
"""How much a workbook may hold when it is sent: with room for how it comes back."""
