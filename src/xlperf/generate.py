"""Generate: from a form and the master budget, one workbook for each unit."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from .budget import Goal, Indicator, Master, Project, Unit, UnitBudget, UnitPart
from .catalogue import word
from .errors import FormError, MasterError
from .excel.files import write_whole
from .excel.writing import workbook_bytes
from .fields import ISSUED, MONEY
from .form import Form, SheetForm
from .identity import Identity, snapshot
from .layout import lay_out
from .live import field_checks, indicator_checks, paragraph_checks
from .names import file_name, sheet_name, sheet_names, unique_names
from .seal import SEAL_NAME, Seal
from .sheets.choices import ChoiceLists
from .sheets.contents import Line, contents_sheet
from .sheets.entry import EntrySheet, compile_sheet
from .sheets.guide import Cover, guide_sheet
from .sheets.identity import identity_sheet
from .stamping import part_values, project_values, whole
from .styles import palette
from .wording import code as code_of
from .workbook import Name, Sheet, Workbook


@dataclass(frozen=True)
class IssuedWorkbook:
    """A generated workbook: which unit it is for, its file name, and its bytes."""

    unit: Unit
    file_name: str
    content: bytes

    def save(self, folder: Path | str, *, force: bool = False) -> Path:
        """Write it into a folder, whole or not at all.

        Raises:
            OutputError: the file exists and `force` is not given, or cannot be written.
        """
        path = Path(folder) / self.file_name
        write_whole(path, self.content, force=force)
        return path


def generate(
    form: Form | str | Path,
    master: Master,
    *,
    answers: Mapping[str, UnitBudget] = {},
    numbers: Mapping[str, int] = {},
    due: str = "",
    contact: str = "",
    password: str = "",
    round_name: str = "",
) -> Iterator[IssuedWorkbook]:
    """Make one workbook for each unit of the master budget.

    What the master knows is filled in and locked; what the form asks for stays open. `answers`,
    by unit code, are filled in and stay open: last year's, or what a unit has already given.
    The same input gives the same bytes.

    Args:
        numbers: the issue number of each unit's workbook, by unit code; 1 where none is given.
        round_name: the round of collecting the workbooks belong to, which they carry.

    Raises:
        FormError: the form is a list, not a form with a sheet for each project.
        MasterError: the master's amounts are in another unit than the form's, or it does not
            list a project there are answers for.
        OutputError: a value is more than Excel can hold.
    """
    form = Form.load(form)
    if form.project is None:
        raise FormError("form.kind", form=form.name, use="generate", needs="[project]")
    if master.money.unit != form.money.unit:
        raise MasterError(
            "master.money-unit",
            file="", place="", found=master.money.unit, expected=form.money.unit, form=form.name,
        )  # fmt: skip
    _refuse_homeless(master, answers)
    press = Press(form, Cover(due, contact), password, round_name)
    for budget, name in zip(master.units, file_names(master), strict=True):
        code = budget.unit.code
        content = workbook_bytes(press.workbook(budget, answers.get(code), numbers.get(code, 1)))
        yield IssuedWorkbook(budget.unit, name, content)


def _refuse_homeless(master: Master, answers: Mapping[str, UnitBudget]) -> None:
    """Answers for a unit or project the master does not list would be lost: refuse them."""
    known = {each.unit.code: {code_of(p.code) for p in each.projects} for each in master.units}
    for unit, answered in answers.items():
        for project in answered.projects:
            if code_of(project.code) not in known.get(unit, ()):
                raise MasterError("answers.homeless", unit=answered.unit, project=project)


def file_names(master: Master) -> Iterator[str]:
    """The file name of each unit's workbook, in the order of the master budget."""
    return unique_names(file_name(each.unit.code, each.unit.name) for each in master.units)


class Press:
    """A form made ready to print: sheets are compiled once for each shape, then only stamped."""

    def __init__(self, form: Form, cover: Cover, password: str, round_name: str = "") -> None:
        self._form, self._cover, self._password = form, cover, password
        self._round = round_name
        self._compiled: dict[tuple[str, int, frozenset[str]], EntrySheet] = {}

    @cached_property
    def _lists(self) -> ChoiceLists:
        return ChoiceLists(self._form)

    def workbook(self, budget: UnitBudget, answers: UnitBudget | None, number: int = 1) -> Workbook:
        """The whole workbook of one unit."""
        form, unit = self._form, budget.unit
        whole({"unit": str(unit)})
        known = _in_order(form, budget.projects)
        given = {code_of(each.code): each for each in answers.projects} if answers else {}
        projects = [
            _with_rows(form, _merged(each, given.get(code_of(each.code)))) for each in known
        ]
        part = _part(projects, answers.part if answers else budget.part)
        seal = Seal(
            form=form.name, version=form.version, year=form.year, unit=unit.code, number=number
        )
        sheets, lines = self._entry_sheets(budget, known, projects, part, seal)
        identity = Identity(
            form=form.name, version=form.version, year=form.year, unit=unit, number=number,
            round=self._round, due=self._cover.due, contact=self._cover.contact,
            snapshot=snapshot(form.money, zip(projects, map(_known, known), strict=True), part),
        )  # fmt: skip
        title = word("contents.title", year=form.year, title=form.title)
        total = form.money.printed(budget.total)
        return Workbook(
            sheets=[
                guide_sheet(form, identity, self._cover, len(projects), total),
                contents_sheet(form, str(unit), title, lines),
                *sheets,
                self._lists.sheet(),
                identity_sheet(identity),
            ],
            styles=palette(form.money),
            title=f"{form.title} {unit}",
            created=datetime(form.year, 1, 1),
            password=self._password,
            keywords=str(seal),
            names=[Name(SEAL_NAME, str(seal)), *(_sheet_name(each) for each in sheets)],
            properties={SEAL_NAME: str(seal)},
        )

    def _entry_sheets(
        self,
        budget: UnitBudget,
        known: list[Project],
        projects: list[Project],
        part: UnitPart,
        seal: Seal,
    ) -> tuple[list[Sheet], list[Line]]:
        unit = budget.unit
        sheets, lines = [], []
        if self._form.unit:
            compiled = self._unit_sheet(part)
            values = part_values(part) | {"unit": str(unit)}
            title = self._form.unit.title
            own = ("sheet.guide", "sheet.contents", "sheet.choices", "sheet.identity")
            name = sheet_name(title, map(word, own))
            sheets.append(compiled.stamp(name, values, title, seal, tab="548235"))
            lines.append(Line(name, "", title, compiled.hint_box, compiled.open_count(sheets[-1])))
        names = sheet_names(each.name for each in projects)
        for name, issued, project in zip(names, known, projects, strict=True):
            compiled = self._project_sheet(issued, project)
            values = project_values(self._form, project) | {"unit": str(unit)}
            own_seal = seal.model_copy(update={"project": project.code})
            sheets.append(compiled.stamp(name, values, self._title(project), own_seal))
            lines.append(_line(sheets[-1], compiled, project))
        return sheets, lines

    def _title(self, project: Project) -> str:
        sheet = _project_form(self._form)
        return sheet.title.replace("{name}", project.name).replace("{code}", project.code)

    def _project_sheet(self, issued: Project, project: Project) -> EntrySheet:
        known = _known(issued)
        shape = ("project", len(project.indicators), known)
        if shape not in self._compiled:
            self._compiled[shape] = self._compile_project(len(project.indicators), known)
        return self._compiled[shape]

    def _compile_project(self, rows: int, known: frozenset[str]) -> EntrySheet:
        sheet, lists = _project_form(self._form), self._lists
        layout = lay_out(sheet.entry, dict.fromkeys(sheet.entry.repeated_rows(), rows))
        checks = field_checks(self._form, sheet, layout)
        for number, row in enumerate(layout.rows("level1")):
            checks[row] = indicator_checks(self._form, sheet, layout, lists.choices, number)
        return compile_sheet(self._form, sheet, layout, checks, lists, known=known, keys=True)

    def _unit_sheet(self, part: UnitPart) -> EntrySheet:
        sheet = self._form.unit
        assert sheet is not None  # noqa: S101 - the caller asked for it because it is drawn
        drawing, wanted = sheet.entry, sheet.rows if isinstance(sheet.rows, dict) else {}
        given = {
            "overall": len(part.overall),
            "safeguards": len(part.safeguards),
            "goals.text": len(part.goals),
        }
        repeats = {
            block.box.top: max(1, wanted.get(block.text, 1), given.get(block.text, 0))
            for block in drawing.repeats()
            if block.text in given
        }
        layout = lay_out(drawing, repeats)
        checks = paragraph_checks(sheet, self._form, layout)
        known = frozenset(
            f"goals.{number}.project" for number, goal in enumerate(part.goals) if goal.project
        )
        return compile_sheet(
            self._form, sheet, layout, checks, self._lists, known=known, keys=False
        )


def _sheet_name(sheet: Sheet) -> Name:
    """The sheet's token as a name of its own, which survives a copy to another workbook."""
    return Name(SEAL_NAME, str(sheet.values["seal"]), sheet.name)


def _project_form(form: Form) -> SheetForm:
    if form.project is None:
        raise FormError("form.kind", form=form.name, use="generate", needs="[project]")
    return form.project


def _line(stamped: Sheet, sheet: EntrySheet, project: Project) -> Line:
    budget = stamped.values.get("budget")
    return Line(
        sheet=stamped.name,
        code=project.code,
        name=project.name,
        hints=sheet.hint_box,
        open_count=sheet.open_count(stamped),
        budget=sheet.layout.cell("budget"),
        control=project.budget,
        filled=budget if isinstance(budget, float) else 0.0,
    )


def _in_order(form: Form, projects: tuple[Project, ...]) -> list[Project]:
    """Projects as the form wants them: by name in national code (pinyin) order, or by code."""
    if form.order == "name":
        return sorted(projects, key=lambda each: (_pinyin(each.name), each.code))
    return sorted(projects, key=lambda each: each.code) if form.order == "code" else [*projects]


def _pinyin(name: str) -> bytes:
    return name.encode("gb18030", errors="replace")


def _known(issued: Project) -> frozenset[str]:
    """The fields the master budget knows: filled in and locked."""
    return frozenset(name for name in ISSUED if getattr(issued, name, None) not in (None, ""))


def _merged(known: Project, answers: Project | None) -> Project:
    """What the master knows, and for everything else what the unit has answered."""
    if answers is None:
        return known
    told = {
        name: getattr(known, name)
        for name in ("code", "name", "purpose", *MONEY)
        if getattr(known, name) not in (None, "")
    }
    return answers.model_copy(update=told)


def _with_rows(form: Form, project: Project) -> Project:
    """The project with every row its sheet will have, each with its key.

    Given indicators first, in their order; then one row for each second level that has none;
    then spare rows.
    """
    sheet = _project_form(form)
    rows = list(project.indicators)
    if sheet.rows == "taxonomy":
        present = {each.level2 for each in rows}
        empty = [
            Indicator(level1=form.parents[name], level2=name)
            for name in form.level2s
            if name not in present
        ]
        rows = _in_place(form, rows, empty)
    rows += [Indicator()] * (sheet.spare if rows else max(1, sheet.spare))
    taken = {each.key for each in rows}
    fresh = (f"R{number:03d}" for number in range(1, 10_000))
    unused = (key for key in fresh if key not in taken)
    keyed = [each if each.key else each.model_copy(update={"key": next(unused)}) for each in rows]
    return project.model_copy(update={"indicators": tuple(keyed)})


def _in_place(form: Form, rows: list[Indicator], empty: list[Indicator]) -> list[Indicator]:
    """Without answers, the taxonomy's order; with answers, theirs, and the empty rows after."""
    return rows + empty


def _part(projects: list[Project], part: UnitPart) -> UnitPart:
    """The unit's own part with an entry for each project: its own words where it gave some."""
    if part.goals:
        named = {goal.project for goal in part.goals}
        missing = [Goal(project=each.name) for each in projects if each.name not in named]
        return part.model_copy(update={"goals": (*part.goals, *missing)})
    return part.model_copy(update={"goals": tuple(Goal(project=p.name) for p in projects)})
