"""The first of two passes: every return is taken in once, and what its rows need set aside."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from ..budget import Indicator, Master, Unit, part_texts, wording
from ..findings import Finding, Lang, Level
from ..form import Form, spoken_in
from ..master import Gathering, Reconciliation
from ..reading import Filled, FilledPart, FilledProject
from .kept_records import (
    FindingRecord,
    IndicatorRecord,
    LeftOut,
    PartEntry,
    PartRecord,
    ProjectRecord,
    Source,
    UnitFindings,
)
from .list_sheet import fitted
from .sheets.declared_tables import declared_tables, table_record
from .spool import Spool

_SHOWN = 500
"""Characters of a finding that are shown; its link leads to the whole text."""
_LAST = 1 << 30
Counted = Mapping[str, Counter[str]]


class Order:
    """The order of the master budget: units as listed, then their projects; strangers last."""

    def __init__(self, master: Master) -> None:
        self._units: dict[str, int] = {}
        self._projects: dict[str, tuple[int, int]] = {}
        for number, budget in enumerate(master.units):
            self._units.setdefault(wording.code(budget.unit.code), number)
            for at, project in enumerate(budget.projects):
                self._projects.setdefault(wording.code(project.code), (number, at))
        self.known = len(master.units)

    def unit(self, code: str) -> int:
        """The place of a unit; one the master does not know stands after all it knows."""
        return self._units.setdefault(wording.code(code), _LAST + len(self._units))

    def project(self, code: str) -> tuple[int, int] | None:
        """The place of a project; None if the master does not know it."""
        return self._projects.get(wording.code(code))


class Gathered:
    """Everything the summary needs of the returns: little in memory, the rest in a spool."""

    def __init__(
        self, master: Master, spool: Spool, form: Form | None, lang: Lang | None,
        decided: Mapping[str, bool] = {},
    ) -> None:  # fmt: skip
        self.order, self.spool, self.form = Order(master), spool, form
        self.files = 0
        self.levels: Counter[Level] = Counter()
        self.justified = 0
        self.by_kind: dict[str, Counter[Level]] = {}
        self.by_unit: dict[str, Counter[Level]] = {}
        self.unit_names = {each.unit.code: str(each.unit) for each in master.units}
        self.dates: dict[str, None] = dict.fromkeys(form.plan_dates if form else ())
        self.has_weights = bool(form and form.asks("weight"))
        self.tables = declared_tables(form)
        self.broken: dict[str, str] = {}
        self._asked = lang
        self._gathering = Gathering(master, form, decided)
        self._names = {project.code: project.name for _, project in master.projects()}

    @property
    def lang(self) -> Lang:
        """The language the summary speaks: the one asked for, else the form's."""
        return spoken_in(self._asked, self.form)

    def add(self, filled: Filled) -> None:
        """Take one return in."""
        self.files += 1
        self._gathering.add(filled)
        if self.form is None and filled.form:
            self.form, self.tables = filled.form, declared_tables(filled.form)
        self.broken |= dict.fromkeys(map(wording.code, filled.unreadable), filled.file)
        counted = _counted(filled.findings)
        for each in filled.projects:
            self._add_project(filled, each, counted)
        if filled.part:
            self._add_part(filled, filled.part)
        self._add_findings(filled)

    def result(self) -> Reconciliation:
        """The reconciliation; its findings join those of the returns."""
        made = self._gathering.result()
        units = {each.code: (each.unit, each.name) for each in made.comparisons}
        for finding in made.findings:
            unit, name = units[finding.project]
            self._keep(unit, [_record(finding, name, self.lang)], finding.is_justified)
        return made

    def _add_project(self, filled: Filled, each: FilledProject, counted: Counted) -> None:
        for point in each.project.plan:
            self.dates.setdefault(point.date)
        place = self.order.project(each.project.code)
        if place:
            record = _project_record(filled.file, each, counted.get(each.project.code, Counter()))
            self.has_weights |= any(row.weight is not None for row in record.indicators)
            self.spool.put("project", *place, record, len(record.plain))
            self._add_tables(filled, each, *place)

    def _add_part(self, filled: Filled, part: FilledPart) -> None:
        entries = tuple(_part_entries(part))
        said = tuple((path, text) for path, text in part_texts(part.part) if text)
        if said:
            record = PartRecord(filled.unit, Source(filled.file, part.sheet), entries, said)
            unit = self.order.unit(filled.unit.code)
            self.spool.put("part", unit, 0, record, len(entries))
        self._add_tables(filled, part, self.order.unit(filled.unit.code), 0)

    def _add_tables(
        self, filled: Filled, each: FilledProject | FilledPart, unit: int, project: int
    ) -> None:
        """The rows of the tables that the form of the summary declares."""
        for wanted in self.tables:
            if self.form and wanted.of_unit is isinstance(each, FilledPart):
                record = table_record(self.form, wanted, filled.file, each)
                if record.rows:
                    self.spool.put(wanted.kind, unit, project, record, len(record.rows))

    def _add_findings(self, filled: Filled) -> None:
        names = {each.project.code: each.project.name for each in filled.projects}
        lang = self.lang
        records = [
            _record(each, names.get(each.project) or self._names.get(each.project, ""), lang)
            for each in filled.findings
        ]
        self._keep(filled.unit, records, sum(each.is_justified for each in filled.findings))
        for each in records:
            kind = "file" if not filled.is_readable else ""
            kind = "sheet" if each.code == "sheet.unplaced" else kind
            if kind:
                source = Source(each.file, each.sheet, each.cell)
                left = LeftOut(kind, filled.unit, "", "", None, source, each.message, each.fix)
                self.spool.put(kind, self.order.unit(filled.unit.code), 0, left)

    def _keep(self, unit: Unit, records: Sequence[FindingRecord], justified: int) -> None:
        """Count what was found of a unit, and set it aside."""
        if not records:
            return
        self.justified += justified
        of_unit = self.by_unit.setdefault(unit.code, Counter())
        for (opinion, level), count in Counter((r.opinion, r.level) for r in records).items():
            self.levels[level] += count
            self.by_kind.setdefault(opinion, Counter())[level] += count
            of_unit[level] += count
        if unit.code:
            self.unit_names.setdefault(unit.code, str(unit))
        kept = UnitFindings(unit, tuple(map(tuple, records)))
        self.spool.put("finding", self.order.unit(unit.code), 0, kept, len(records))


def _record(finding: Finding, name: str, lang: Lang) -> FindingRecord:
    place = finding.place
    return FindingRecord(
        finding.level, finding.project, name, place.file, place.sheet, place.cell,
        fitted(finding.found, _SHOWN), fitted(finding.message(lang), _SHOWN),
        fitted(finding.fix(lang), _SHOWN), finding.opinion, finding.justification, finding.code,
    )  # fmt: skip


def _counted(findings: tuple[Finding, ...]) -> dict[str, Counter[str]]:
    """How many findings each project has, by level, and how many of them are justified."""
    counted: dict[str, Counter[str]] = {}
    for each in findings:
        mine = counted.setdefault(each.project, Counter())
        mine[each.level] += 1
        mine["justified"] += each.is_justified
    return counted


def _project_record(file: str, each: FilledProject, counted: Counter[str]) -> ProjectRecord:
    project = each.project
    dates = [f"plan.{point.date}" for point in project.plan]
    return ProjectRecord(
        code=project.code,
        name=project.name,
        budget=project.budget,
        fiscal=project.fiscal,
        other=project.other,
        purpose=project.purpose,
        goal=project.goal,
        plan=tuple((point.date, point.percent) for point in project.plan),
        plain=tuple(tuple(_indicator(each, i, r)) for i, r in enumerate(project.indicators)),
        errors=counted[Level.ERROR],
        warnings=counted[Level.WARNING],
        justified=counted["justified"],
        source=Source(file, each.sheet, _cell(each, "budget", "code", "name")),
        plan_source=Source(file, each.sheet, _cell(each, *dates, "budget", "code")),
        declared=project.declared,
    )


def _indicator(filled: FilledProject, number: int, row: Indicator) -> IndicatorRecord:
    path = f"indicators.{number}."
    target = row.target
    return IndicatorRecord(
        level1=row.level1,
        level2=row.level2,
        level3=row.level3,
        description=row.description,
        value=target.raw,
        sign=target.sign,
        number=target.number,
        unit=target.words,
        basis=row.basis,
        weight=row.weight,
        cell=_cell(filled, f"{path}level3", f"{path}value", f"{path}level2", f"{path}level1"),
        declared=row.declared,
    )


def _cell(filled: FilledProject, *paths: str) -> str:
    """The cell of the first of these fields that has one."""
    return next((str(filled.where[path]) for path in paths if path in filled.where), "")


def _part_entries(filled: FilledPart) -> Iterator[PartEntry]:
    """The paragraphs of a unit's part that say something, in the order of the official text."""
    part = filled.part
    said = [("overall", number, "", text) for number, text in enumerate(part.overall)]
    said += [("goals", number, goal.project, goal.text) for number, goal in enumerate(part.goals)]
    said += [("safeguards", number, "", text) for number, text in enumerate(part.safeguards)]
    for kind, number, project, text in said:
        if text:
            path = f"goals.{number}.text" if kind == "goals" else f"{kind}.{number}"
            cell = filled.where.get(path)
            yield PartEntry(kind, number + 1, project, text, str(cell) if cell else "")
