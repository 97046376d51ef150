"""未纳入: everything that is not in the summary, why, and how to get it in."""

from collections.abc import Iterable, Iterator

from ...findings import Finding
from ...master import ACCEPTED, Comparison, Reconciliation, Status
from ..first_pass import Gathered
from ..kept_records import LeftOut, Source
from ..list_sheet import Given, Listing, Shown
from ..setting import LINK, Setting, unit_cells


def left_out_list(setting: Setting, rows: int) -> Listing:
    """The sheet, for so many rows."""
    columns = [
        setting.column("kind", 11, "plain.choice"),
        *setting.project_columns(),
        setting.amount_heading("left-amount"),
        setting.column("why", 44),
        setting.column("fix", 34),
        setting.column("file", 20),
        setting.column("source", LINK),
    ]
    return setting.listing("left-out", columns, rows, total=True, frozen=1, by=1)


def left_out_row(setting: Setting, each: LeftOut) -> list[Given | Shown]:
    """One thing that was left out."""
    return [
        setting.say_counted(f"left.{each.kind}"),
        *unit_cells(each.unit),
        each.project,
        each.name,
        each.amount,
        each.why,
        each.fix,
        setting.links.name(each.source.file),
        setting.link(each.source),
    ]


def left_out(
    setting: Setting, gathered: Gathered, made: Reconciliation, parts: Iterable[LeftOut]
) -> list[LeftOut]:
    """Files that could not be read, sheets that were not, projects not accepted, parts."""
    spool = gathered.spool
    told: dict[str, list[Finding]] = {}
    for finding in made.findings:
        told.setdefault(finding.project, []).append(finding)
    rows: list[LeftOut] = [
        spool.take(entry) for kind in ("file", "sheet") for entry in spool.entries(kind)
    ]
    for each in made.comparisons:
        if each.status not in ACCEPTED:
            rows += _project(setting, each, told.get(each.code, []), gathered)
    return [*rows, *parts]


def _project(
    setting: Setting, each: Comparison, told: list[Finding], gathered: Gathered
) -> Iterator[LeftOut]:
    """A project that was not accepted: a row for each place it came back in.

    What was approved for it stands in the first row only, so that the column adds up.
    """
    missing = each.status is Status.MISSING
    kind = "missing" if missing else "extra" if each.status is Status.EXTRA else "rejected"
    places = [Source(one.file, one.sheet, one.place.cell) for one in each.returned]
    places = places or [Source(gathered.broken.get(each.code, ""))]
    amount = each.approved.budget if each.approved else None
    messages = [finding.message(setting.lang) for finding in told]
    fixes = dict.fromkeys(finding.fix(setting.lang) for finding in told)
    for number, place in enumerate(places):
        yield LeftOut(
            kind=kind,
            unit=each.unit,
            project="" if setting.counts_units else each.code,
            name="" if setting.counts_units else each.name,
            amount=None if number else amount,
            source=place,
            why="\n".join(messages),
            fix="\n".join(fixes),
        )
