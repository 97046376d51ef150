"""问题清单: every finding, of the returns and of reconciling them, with how to mend it.

The code of a finding stands in the last column; no other paper has it.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache, partial

from ...findings import Level
from ...sheet import RED, Box, Highlight, column_letters
from ..first_pass import Gathered
from ..kept_records import Source, UnitFindings
from ..list_sheet import Given, Listing, Shown
from ..setting import Setting, unit_cells
from .problem_counts import problem_counts

ORANGE = "C55A11"
_UNIT, _OPINION = 1, 11


def problems_list(setting: Setting, rows: int, gathered: Gathered) -> Listing:
    """The sheet, for so many findings: their counts, then each of them."""
    columns = [
        setting.column("level", 6, "plain.choice"),
        *setting.project_columns(),
        setting.column("file", 16),
        setting.column("sheet", 11),
        setting.column("cell", 7),
        setting.column("found", 12),
        setting.column("message", 29),
        setting.column("fix", 23),
        setting.column("opinion", 11),
        setting.column("justification", 11),
        setting.column("finding", 13),
    ]
    counts = problem_counts(
        setting, gathered.by_kind, gathered.by_unit, gathered.unit_names,
        (column_letters(_OPINION), column_letters(_UNIT)),
    )  # fmt: skip
    listing = setting.listing("problems", columns, rows, frozen=1, by=_UNIT)
    listing = replace(listing, lead=counts.rows if rows else 0)
    if not rows:
        return listing
    levels = Box(listing.first, 0, listing.last, 0)
    colours = {Level.ERROR: RED, Level.WARNING: ORANGE}
    return replace(
        listing,
        above=[*counts.contents(setting, listing.first, listing.last)],
        merges=[*counts.merges()],
        tall=counts.heights(sum(column.width for column in columns[:3])),
        highlights=[
            Highlight(levels, f'=$A{listing.first + 1}="{level_word(setting, level)}"', colour=hue)
            for level, hue in colours.items()
        ],
    )


def level_word(setting: Setting, level: Level) -> str:
    """A level in words."""
    return setting.say(f"level.{level}")


def problem_rows(setting: Setting, found: UnitFindings) -> Iterator[list[Given | Shown]]:
    """All findings of one return; the cell each stands in is the link."""
    unit, opened = unit_cells(found.unit), setting.say("open")
    level_of, opinion_of = cache(partial(level_word, setting)), cache(setting.opinion)
    for each in found.findings:
        yield [
            level_of(each.level),
            *unit,
            each.project,
            each.name,
            setting.links.name(each.file),
            each.sheet,
            setting.link(Source(each.file, each.sheet, each.cell), text=each.cell or opened),
            each.found,
            each.message,
            each.fix,
            opinion_of(each.opinion),
            each.justification,
            each.code,
        ]
