"""How findings on one file are made: at the level its form gives, none where it gives off."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..findings import Finding, Level, Place, Remark, level_of
from ..sheet import Cell
from .filled import FilledPart, FilledProject
from .transcribe import Note

Findings = tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """Makes findings: called with what there is to tell, it gives one finding, or none.

    `nouns` are what the form calls units and projects.
    """

    file: str
    levels: Mapping[str, Level]
    nouns: Mapping[str, str]

    def __call__(
        self,
        code: str,
        sheet: str = "",
        cell: Cell | None = None,
        reasons: Mapping[int, str] = {},
        *,
        project: str = "",
        path: str = "",
        found: str = "",
        **values: str,
    ) -> Findings:
        """A finding; with the reason the unit wrote beside its row (审核说明), if any."""
        return self._of(Remark(code, path, found, values), sheet, cell, reasons, project)

    def _of(
        self, told: Remark, sheet: str, cell: Cell | None, reasons: Mapping[int, str], project: str
    ) -> Findings:
        level = level_of(told.code, self.levels, told.own)
        if level is Level.OFF:
            return ()
        place = Place(self.file, sheet, str(cell) if cell else "")
        reason = reasons.get(cell.row, "") if cell else ""
        return (
            Finding(
                told.code, level, place, project, told.field, told.found,
                {**told.values, **self.nouns}, reason,
                told.own,
            ),
        )  # fmt: skip

    def notes(
        self, filled: FilledProject | FilledPart, project: str, notes: Iterable[Note]
    ) -> Findings:
        """What transcribing a table had to tell."""
        return tuple(
            finding
            for each in notes
            for finding in self(
                each.code, filled.sheet, each.cell, filled.reasons,
                found=each.found, expected=each.expected, project=project, path=each.field,
            )
        )  # fmt: skip

    def remark(self, filled: FilledProject | FilledPart, project: str, remark: Remark) -> Findings:
        """What a rule had to say, at the cell of the field it speaks of."""
        cell = (
            _waiting(filled, remark)
            or _cell_of(filled.where, remark.field)
            or _waiting(filled, remark, "")
        )
        return self._of(remark, filled.sheet, cell, filled.reasons, project)


def _waiting(
    filled: FilledProject | FilledPart, remark: Remark, level2: str | None = None
) -> Cell | None:
    """The cell of the blank row that waits for what a remark misses, if there is one."""
    if isinstance(filled, FilledPart):
        return filled.waiting.get(remark.field)
    if remark.field != "indicators":
        return None
    return filled.waiting.get(remark.values.get("level2", "?") if level2 is None else level2)


def _cell_of(where: Mapping[str, Cell], path: str) -> Cell | None:
    """The cell of a field; of a row or list, its first cell."""
    if path in where:
        return where[path]
    inside = sorted(cell for name, cell in where.items() if name.startswith(f"{path}."))
    return inside[0] if inside else None
