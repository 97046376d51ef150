"""What keeps a returned workbook from being brought up to date: mend these first."""

from collections.abc import Iterator

from ..budget import UnitBudget
from ..findings import Finding, Level, Place, level_of
from ..reading import MOST_STRAYS, Filled

_DOUBTFUL = (
    "file.", "form.", "identity.", "seal.conflict", "seal.ambiguous", "seal.twice", "seal.other",
    "sheet.twice", "sheet.unreadable", "part.twice", "money.unit-line",
    "layout.label-", "layout.moved", "layout.ambiguous", "layout.cell-missing", "layout.unread",
)  # fmt: skip
"""Findings that leave it open which cell holds which answer: such a file is left alone."""
_NEW_FORM = "form.version"
"""A new version of the form is what a workbook may be brought up to."""


def doubts(filled: Filled, budget: UnitBudget | None) -> Iterator[Finding]:
    """Why a workbook is left alone: nothing when it can be brought up to date.

    Args:
        budget: what the master budget has of its unit; None when it does not list it.
    """
    for each in filled.findings:
        is_doubtful = each.code.startswith(_DOUBTFUL) and each.level is not Level.INFO
        if is_doubtful and each.code != _NEW_FORM:
            yield each
    if not filled.is_readable:
        if not any(each.level is Level.ERROR for each in filled.findings):
            yield _finding("sync.no-base", filled.file)
    elif filled.identity is None:
        yield _finding("sync.no-base", filled.file)
    elif budget is None:
        yield _finding("sync.unit-gone", filled.file, str(filled.unit))
    if len(filled.strays) > MOST_STRAYS:
        last = filled.strays[-1]
        place = Place(filled.file, last.sheet, str(last.cell))
        code = "sync.too-much"
        yield Finding(code, level_of(code), place, values={"most": str(MOST_STRAYS)})
    if filled.unreadable:
        yield _finding("sync.unreadable", filled.file, "、".join(filled.unreadable))


def _finding(code: str, file: str, found: str = "") -> Finding:
    return Finding(code, level_of(code), Place(file), found=found)
