"""What keeps a returned workbook from being brought up to date: mend these first."""

from collections.abc import Iterator

from ..budget import MoneyUnit, UnitBudget, common_power, power_in_words, project_of
from ..findings import Finding, Level, Place, level_of
from ..identity import Identity
from ..reading import MOST_STRAYS, Filled

_DOUBTFUL = (
    "file.", "form.", "identity.", "seal.conflict", "seal.ambiguous", "seal.twice", "seal.other",
    "sheet.twice", "sheet.unreadable", "part.twice", "money.unit-line",
    "layout.label-", "layout.moved", "layout.ambiguous", "layout.cell-missing", "layout.unread",
)  # fmt: skip
"""Findings that leave it open which cell holds which answer: such a file is left alone."""
_SHOWN = 3
"""How many amounts are given as examples."""
_SHOWN_OBJECTS = 5
_NEW_FORM = "form.version"
"""A new version of the form is what a workbook may be brought up to."""


def doubts(
    filled: Filled, budget: UnitBudget | None, scale: MoneyUnit | None = None
) -> Iterator[Finding]:
    """Why a workbook is left alone: nothing when it can be brought up to date.

    Args:
        budget: what the master budget has of its unit; None when it does not list it.
        scale: the unit of money its amounts are in; None to believe them whatever they are.
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
    if filled.identity and budget and scale:
        yield from _about_scale(filled.file, filled.identity, budget, scale)


def _about_scale(
    file: str, issued: Identity, budget: UnitBudget, money: MoneyUnit
) -> Iterator[Finding]:
    """Why a master budget is not believed: most amounts are as issued but for a power of ten."""
    pairs = []
    for each in budget.projects:
        then = project_of(issued.issued(each.code), {}).budget
        if then is not None and each.budget is not None:
            pairs.append((then, each.budget, each.name))
    power = common_power((then, now) for then, now, _ in pairs)
    if power:
        changed = (
            f"{name} {money.printed(then)} → {money.printed(now)}"
            for then, now, name in pairs if then != now
        )  # fmt: skip
        found = "；".join(line for line, _ in zip(changed, range(_SHOWN), strict=False))
        values = {"factor": power_in_words(power), "money": money.unit}
        yield Finding("sync.other-scale", level_of("sync.other-scale"), Place(file), found=found,
                      values=values)  # fmt: skip


def lost_objects(filled: Filled) -> Iterator[Finding]:
    """What a workbook made anew would not have: text boxes, pictures, threads, attached files.

    A note whose words cannot be read is one of them.
    """
    lost = [each for each in filled.outside if each.kind != "note" or not each.text]
    if lost:
        shown = [str(each) for each in lost[:_SHOWN_OBJECTS]]
        more = [f"… + {len(lost) - _SHOWN_OBJECTS}"] if len(lost) > _SHOWN_OBJECTS else []
        kinds = " ".join(dict.fromkeys(each.kind for each in lost))
        yield _finding("sync.objects", filled.file, "；".join(shown + more), expected=kinds)


def _finding(code: str, file: str, found: str = "", **values: str) -> Finding:
    return Finding(code, level_of(code), Place(file), found=found, values=values)
