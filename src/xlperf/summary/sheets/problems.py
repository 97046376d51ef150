"""问题清单: every finding, of the returns and of reconciling them, with how to mend it."""

from ...findings import Level
from ...sheet import RED, Box, Highlight
from ..kept_records import FindingRecord
from ..list_sheet import FIRST, Given, Listing, Shown
from ..setting import Setting, unit_cells

ORANGE = "C55A11"


def problems_list(setting: Setting, rows: int) -> Listing:
    """The sheet, for so many findings."""
    columns = [
        setting.column("level", 8, "plain.choice"),
        *setting.project_columns(),
        setting.column("file", 30),
        setting.column("sheet", 16),
        setting.column("cell", 9),
        setting.column("found", 18),
        setting.column("message", 40),
        setting.column("fix", 32),
        setting.column("opinion", 15),
        setting.column("justification", 20),
    ]
    levels = Box(FIRST, 0, FIRST + max(1, rows) - 1, 0)
    colours = {Level.ERROR: RED, Level.WARNING: ORANGE}
    highlights = [
        Highlight(levels, f'=$A{FIRST + 1}="{level_word(setting, level)}"', colour=colour)
        for level, colour in colours.items()
    ]
    return setting.listing("problems", columns, rows, highlights=highlights, frozen=1)


def level_word(setting: Setting, level: Level) -> str:
    """A level in words."""
    return setting.say(f"level.{level}")


def problem_row(setting: Setting, record: FindingRecord) -> list[Given | Shown]:
    """One finding; the cell it stands in is the link."""
    place = record.source
    return [
        level_word(setting, record.level),
        *unit_cells(record.unit),
        record.project,
        record.name,
        setting.links.name(place.file),
        place.sheet,
        setting.link(place, text=place.cell or setting.say("open")),
        record.found,
        record.message,
        record.fix,
        record.opinion,
        record.justification,
    ]
