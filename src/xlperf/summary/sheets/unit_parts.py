"""部门整体绩效目标: what each unit says of itself, a paragraph a row."""

from collections.abc import Iterator
from dataclasses import dataclass

from ...budget import Unit
from ..first_pass import Gathered
from ..kept_records import LeftOut, PartRecord, Source
from ..list_sheet import Given, Listing, Shown
from ..setting import LINK, UNIT_CODE, UNIT_NAME, Setting, unit_cells
from ..spool import Entry


@dataclass(frozen=True)
class Chosen:
    """The units' parts that are in the summary, and those that are not."""

    entries: tuple[Entry, ...]
    left_out: tuple[LeftOut, ...]


def choose_parts(setting: Setting, gathered: Gathered) -> Chosen:
    """One part a unit: one that came back twice and not the same counts for nobody to guess."""
    kept: list[Entry] = []
    left: list[LeftOut] = []
    by_unit: dict[int, list[Entry]] = {}
    for entry in gathered.spool.entries("part"):
        by_unit.setdefault(entry.unit, []).append(entry)
    for unit, entries in by_unit.items():
        why = "stranger" if unit >= gathered.order.known else ""
        why = why or ("twice" if _differ(gathered, entries) else "")
        if why:
            left += [_left_out(setting, gathered.spool.take(entry), why) for entry in entries]
        else:
            kept.append(entries[0])
    return Chosen(tuple(kept), tuple(left))


def _differ(gathered: Gathered, entries: list[Entry]) -> bool:
    """Whether a unit said different things in several files."""
    if len(entries) == 1:
        return False
    return len({gathered.spool.take(entry).said for entry in entries}) > 1


def _left_out(setting: Setting, record: PartRecord, why: str) -> LeftOut:
    return LeftOut(
        kind="part",
        unit=record.unit,
        project="",
        name="",
        amount=None,
        source=record.source,
        why=setting.say(f"part-{why}"),
        fix=setting.say(f"part-{why}.fix"),
    )


def parts_list(setting: Setting, rows: int) -> Listing:
    """The sheet, for so many paragraphs."""
    columns = [
        setting.column("unit-code", UNIT_CODE, "plain.code"),
        setting.column("unit-name", UNIT_NAME),
        setting.column("part", 13, "plain.choice"),
        setting.column("number-of", 6, "plain.count"),
        setting.column("project", 20),
        setting.column("text", 64),
        setting.column("source", LINK),
    ]
    return setting.listing("parts", columns, rows, frozen=2)


def part_rows(setting: Setting, unit: Unit, record: PartRecord) -> Iterator[list[Given | Shown]]:
    """All paragraphs of one unit."""
    for each in record.entries:
        place = Source(record.source.file, record.source.sheet, each.cell)
        yield [
            *unit_cells(unit),
            setting.say(f"part.{each.kind}"),
            each.number,
            each.project,
            each.text,
            setting.link(place),
        ]
