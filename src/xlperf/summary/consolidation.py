"""Consolidate: one formatted workbook of everything that came back, and of what did not."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from ..budget import Master, wording
from ..excel.files import beside, refuse_existing
from ..excel.writing import Writer
from ..findings import Lang, Level
from ..form import Form, spoken_in
from ..issuing import refuse_other_money
from ..master import Reconciliation, Status
from ..reading import Filled
from ..sheet import Workbook, in_language, text_font
from ..sheet import sheet_name as tab_name
from .first_pass import Gathered
from .heading import Heading
from .kept_records import LeftOut, PartRecord, ProjectRecord
from .links import Links
from .list_sheet import Listing, OpenList
from .setting import Setting, summary_styles
from .sheets.comparison import compared_amounts, compared_list, comparison_row, write_units
from .sheets.declared_tables import DeclaredTable, TableRecord, table_list, table_rows
from .sheets.indicators import indicator_rows, indicators_list
from .sheets.left_out import left_out, left_out_list, left_out_row
from .sheets.overview import Overview
from .sheets.plans import plan_row, plans_list
from .sheets.problems import problem_rows, problems_list
from .sheets.projects import project_row, projects_list
from .sheets.unit_parts import Chosen, choose_parts, part_rows, parts_list
from .spool import Entry, Spool, rows_of

_NO_YEAR = 2000
"""The date of a summary is never today's: the same input gives the same bytes."""


_LISTS = (
    "overview", "projects", "plans", "indicators", "compared", "problems", "parts", "left-out",
)  # fmt: skip


@dataclass(frozen=True)
class Consolidation:
    """What a summary holds.

    Attributes:
        files: how many returns were taken in, readable or not.
        findings: how many there are of each level, those of reconciling included.
        justified: how many of them the units gave a reason for.
        left_out: how many rows say what is not in the summary, and why.
    """

    path: Path
    reconciliation: Reconciliation
    files: int
    findings: Mapping[Level, int]
    justified: int
    left_out: int


def consolidate(
    returns: Iterable[Filled],
    master: Master,
    out: Path | str,
    *,
    force: bool = False,
    form: Form | None = None,
    lang: Lang | None = None,
    round: Heading | None = None,
) -> Consolidation:
    """Write everything that came back into one workbook, and what was left out and why.

    Returns are taken in one by one, once; memory does not grow with what they hold. Only
    projects that reconcile are in the summary, in the order of the master budget. The form
    gives dates and year their words; without it, the one the first return was read with.
    The summary speaks `lang`; if that is not given, the language of the form.
    With a round, its name, its moment and the units that are not in are told as well.

    Raises:
        OutputError: `out` exists and `force` is not given, it cannot be written, or a sheet
            would have more rows than Excel holds.
        MasterError: the master's amounts are in another unit than the form's.
    """
    out = Path(out)
    refuse_existing(out, force=force)
    if form:
        refuse_other_money(form, master)
    with Spool() as spool:
        gathered = Gathered(master, spool, form, lang, round.decided if round else {})
        for filled in returns:
            gathered.add(filled)
        made = gathered.result()
        links = Links(out.parent, round.names if round else {})
        setting = Setting(
            gathered.lang, master.money, gathered.form, links, tuple(gathered.dates),
            gathered.has_weights, round,
        )  # fmt: skip
        summary = _Summary(setting, master, gathered, made)
        summary.write(out, force=force)
    return Consolidation(
        path=out,
        reconciliation=made,
        findings={level: gathered.levels[level] for level in Level if level is not Level.OFF},
        files=gathered.files, justified=gathered.justified, left_out=len(summary.left_out),
    )  # fmt: skip


class _Summary:
    """The second of two passes: what was set aside, row by row, onto the sheets."""

    def __init__(
        self, setting: Setting, master: Master, gathered: Gathered, made: Reconciliation
    ) -> None:
        self.setting, self.master, self.gathered, self.made = setting, master, gathered, made
        self.projects = _accepted(gathered, made)
        self.problems = gathered.spool.entries("finding")
        self.parts: Chosen = choose_parts(setting, gathered)
        self.left_out: list[LeftOut] = left_out(setting, gathered, made, self.parts.left_out)
        self.lists = self._lists()
        self.overview = Overview(
            setting, made, gathered, self.lists.get("plans"), self.lists["problems"],
            len(self.left_out),
        )  # fmt: skip

    def _lists(self) -> dict[str, Listing]:
        """Every list the form has something for, in the order of the sheets."""
        setting, count = self.setting, len(self.projects)
        made = {
            "projects": projects_list(setting, count),
            "plans": plans_list(setting, count),
            "indicators": indicators_list(setting, rows_of(self.projects)),
            "compared": compared_list(setting, self.made),
            "problems": problems_list(setting, rows_of(self.problems), self.gathered),
            **self._tables(),
            "parts": parts_list(setting, rows_of(self.parts.entries)),
            "left-out": left_out_list(setting, len(self.left_out)),
        }
        nothing = {
            "projects": setting.counts_units and not count,
            "plans": not setting.dates,
            "indicators": not setting.has_indicators,
            "parts": not (setting.asks_part or rows_of(self.parts.entries)),
        }
        return {name: each for name, each in made.items() if not nothing.get(name)}

    def _tables(self) -> dict[str, Listing]:
        """The lists of the tables that the form declares, each under a name of its own."""
        form, found, taken = (
            self.setting.form,
            dict[str, Listing](),
            [*map(self.setting.sheet_name, _LISTS)],
        )
        for wanted in self.gathered.tables if form else ():
            count = rows_of(self._entries(wanted))
            made = table_list(self.setting, form, wanted, count)  # type: ignore[arg-type]
            found[wanted.kind] = replace(made, name=tab_name(made.name, taken))
            taken.append(found[wanted.kind].name)
        return found

    def _entries(self, wanted: DeclaredTable) -> list[Entry]:
        """The records of a table that are in the summary: those of accepted projects, and parts."""
        entries = self.gathered.spool.entries(wanted.kind)
        if wanted.of_unit:
            kept = {entry.unit for entry in self.parts.entries}
            first = {each.unit: each for each in reversed(entries)}  # copies that say the same
            return [each for each in first.values() if each.unit in kept][::-1]
        places = {(entry.unit, entry.project) for entry in self.projects}
        return [each for each in entries if (each.unit, each.project) in places]

    def write(self, out: Path, *, force: bool) -> None:
        """Write the workbook, whole or not at all."""
        for listing in self.lists.values():
            listing.refuse_overflow(out)
        form, spoken = self.setting.form, spoken_in(None, self.setting.form)
        book = Workbook(
            sheets=(),
            styles=in_language(summary_styles(self.setting.money), spoken),
            font=text_font(spoken),
            title=self.setting.say("file-title"),
            created=datetime(form.year if form else _NO_YEAR, 1, 1),
        )
        with (
            beside(out, force=force) as file,
            Writer(file, book, streaming=True) as writer,
        ):
            self._write(writer)

    def _write(self, writer: Writer) -> None:
        """All sheets, side by side."""
        overview = self.overview.sheet()
        writer.add(overview).page_breaks(self.overview.breaks(overview.heights))
        opened = {name: listing.open(writer) for name, listing in self.lists.items()}
        self._write_projects(opened)
        compared, names = opened["compared"], compared_amounts(self.made)
        for each in self.made.comparisons:
            compared.add(comparison_row(self.setting, each, compared.row, names))
        for entry in self.problems:
            for row in problem_rows(self.setting, self.gathered.spool.take(entry)):
                opened["problems"].add(row)
        for entry in self.parts.entries:
            part: PartRecord = self.gathered.spool.take(entry)
            unit = self.master.units[entry.unit].unit
            for row in part_rows(self.setting, unit, part):
                opened["parts"].add(row)
        self._write_tables(opened)
        for left in self.left_out:
            opened["left-out"].add(left_out_row(self.setting, left))
        for sheet in opened.values():
            sheet.close()
        write_units(self.setting, compared, self.made)

    def _write_projects(self, opened: Mapping[str, OpenList]) -> None:
        """A project's rows go to three lists at once."""
        more = Counter(finding.project for finding in self.made.findings)
        for entry in self.projects:
            record: ProjectRecord = self.gathered.spool.take(entry)
            unit = self.master.units[entry.unit].unit
            warnings = more[wording.code(record.code)]
            opened["projects"].add(project_row(self.setting, unit, record, warnings))
            if plan := opened.get("plans"):
                plan.add(plan_row(self.setting, unit, record, plan.row))
            if indicators := opened.get("indicators"):
                for row in indicator_rows(self.setting, unit, record):
                    indicators.add(row)

    def _write_tables(self, opened: Mapping[str, OpenList]) -> None:
        """The rows of the tables that the form declares."""
        for wanted in self.gathered.tables:
            for entry in self._entries(wanted):
                unit = self.master.units[entry.unit].unit
                record: TableRecord = self.gathered.spool.take(entry)
                for row in table_rows(self.setting, wanted, unit, record):
                    opened[wanted.kind].add(row)


def _accepted(gathered: Gathered, made: Reconciliation) -> list[Entry]:
    """Where the accepted projects lie, in the order of the master budget."""
    places = {
        gathered.order.project(each.code)
        for each in made.comparisons
        if each.status is Status.EQUAL
    }
    return [
        entry for entry in gathered.spool.entries("project")
        if (entry.unit, entry.project) in places
    ]  # fmt: skip
