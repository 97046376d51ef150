"""The reading of one file while it goes on: what was taken, and what is told."""

from collections.abc import Iterable, Mapping
from itertools import islice

from ..budget import Unit
from ..findings import Finding, Level, Place, Remark, level_of
from ..identity import Identity
from ..sheet import Cell, Grid
from .decode import shown
from .filled import MOST_STRAYS, FilledPart, FilledProject, Stray
from .origin import Origin
from .recognise import Reader
from .transcribe import Note


class Reading:
    """The reading of one file."""

    def __init__(
        self, file: str, reader: Reader, identity: Identity | None, origin: Origin
    ) -> None:
        self.file, self.reader = file, reader
        self.identity, self.origin = identity, origin
        self.findings: list[Finding] = []
        self.projects: list[FilledProject] = []
        self.parts: list[FilledPart] = []
        self.units: list[Unit] = []
        self.broken: set[str] = set()
        self.strays: list[Stray] = []

    def tell(self, code: str, sheet: str = "", cell: Cell | None = None, **more: str) -> None:
        """Add a finding, at the level the form gives it."""
        level = level_of(code, self.reader.form.levels)
        if level is not Level.OFF:
            found, project, path = (more.pop(n, "") for n in ("found", "project", "path"))
            place = Place(self.file, sheet, str(cell) if cell else "")
            self.findings.append(Finding(code, level, place, project, path, found, more))

    def remember(self, grid: Grid) -> None:
        """Keep what stands on a sheet of the unit's own; more than is kept anywhere, one more."""
        room = MOST_STRAYS + 1 - len(self.strays)
        for cell in islice(grid.filled(grid.origin.row, grid.bottom + 1), room):
            text = grid.errors.get(cell) or shown(grid.value(*cell))
            self.strays.append(Stray(grid.name, cell, text))

    def tell_at(
        self, reasons: Mapping[int, str], code: str, sheet: str, cell: Cell | None, **more: str
    ) -> None:
        """Add a finding, with the reason the unit wrote beside its row (审核说明), if any."""
        before = len(self.findings)
        self.tell(code, sheet, cell, **more)
        reason = reasons.get(cell.row, "") if cell else ""
        if reason:
            self.findings[before:] = [each.justified(reason) for each in self.findings[before:]]

    def tell_notes(
        self, sheet: str, project: str, reasons: Mapping[int, str], notes: Iterable[Note]
    ) -> None:
        """Add what transcribing a table had to tell."""
        for note in notes:
            self.tell_at(
                reasons, note.code, sheet, note.cell,
                found=note.found, expected=note.expected, project=project, path=note.field,
            )  # fmt: skip

    def tell_remark(self, filled: FilledProject | FilledPart, project: str, remark: Remark) -> None:
        """Add what a rule had to say, at the cell of the field it speaks of."""
        values = {name: text for name, text in remark.values.items() if name != "found"}
        self.tell_at(
            filled.reasons, remark.code, filled.sheet, _cell_of(filled.where, remark.field),
            found=remark.found, project=project, path=remark.field, **values,
        )  # fmt: skip


def _cell_of(where: Mapping[str, Cell], path: str) -> Cell | None:
    """The cell of a field; of a row or list, its first cell."""
    if path in where:
        return where[path]
    inside = sorted(cell for name, cell in where.items() if name.startswith(f"{path}."))
    return inside[0] if inside else None
