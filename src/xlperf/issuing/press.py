"""The press: a form made ready, from which the workbook of every unit is stamped."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property

from ..budget import Project, UnitBudget, UnitPart, holds
from ..budget import code as code_of
from ..findings import word
from ..form import Form, is_row_key, lay_out
from ..identity import FIRST_ISSUE, SEAL_NAME, Amendment, Identity, Seal, Sent, snapshot
from ..sheet import (
    OURS,
    Cell,
    Comment,
    Name,
    Sheet,
    Value,
    Workbook,
    palette,
    sheet_name,
    sheet_names,
)
from .cell_values import part_values, project_values, whole
from .disputed_checks import Contested, disputed_checks
from .live_checks import field_checks, indicator_checks, paragraph_checks
from .prefill import Prefilled, in_order, prefill, prefilled_part, project_sheet
from .sheets.changes import changes_sheet
from .sheets.choices import ChoiceLists
from .sheets.contents import Line, contents_sheet
from .sheets.entry import EntrySheet, compile_sheet
from .sheets.guide import Cover, guide_sheet
from .sheets.identity import identity_sheet

_Shape = tuple[int, frozenset[str], Contested]


class Press:
    """A form made ready to print: sheets are compiled once for each shape, then only stamped."""

    def __init__(self, form: Form, cover: Cover, password: str, round_name: str = "") -> None:
        self._form, self._cover, self._password = form, cover, password
        self._round = round_name
        self._compiled: dict[_Shape, EntrySheet] = {}

    @cached_property
    def _lists(self) -> ChoiceLists:
        return ChoiceLists(self._form)

    def workbook(
        self, budget: UnitBudget, answers: UnitBudget | None, amended: Amendment = FIRST_ISSUE
    ) -> Workbook:
        """The whole workbook of one unit."""
        form, unit = self._form, budget.unit
        whole({"unit": str(unit)})
        projects = self._projects(budget, answers, amended)
        part = answers.part if answers else budget.part
        part = prefilled_part((each.issued for each in projects), part)
        seal = Seal(
            form=form.name, version=form.version, year=form.year, unit=unit.code,
            number=amended.number,
        )  # fmt: skip
        sheets, lines = self._entry_sheets(str(unit), projects, part, seal, amended)
        sent = (Sent(each.issued, each.locked, each.disputed) for each in projects)
        identity = Identity(
            form=form.name, version=form.version, year=form.year, unit=unit,
            number=amended.number, round=self._round, due=self._cover.due,
            contact=self._cover.contact, snapshot=snapshot(form.money, sent, part),
            aside=amended.aside,
        )  # fmt: skip
        total = form.money.printed(budget.total)
        title = word("contents.title", year=form.year, title=form.title)
        told = changes_sheet(form, identity, amended, lines)
        return Workbook(
            sheets=[
                guide_sheet(form, identity, self._cover, len(projects), total),
                contents_sheet(form, str(unit), title, lines),
                *([told] if told else []),
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

    def _projects(
        self, budget: UnitBudget, answers: UnitBudget | None, amended: Amendment
    ) -> list[Prefilled]:
        form = self._form
        given = {code_of(each.code): each for each in answers.projects} if answers else {}
        disputed = {code_of(code): fields for code, fields in amended.disputed.items()}
        return [
            prefill(
                form, each, given.get(code_of(each.code)),
                disputed.get(code_of(each.code), frozenset()),
            )
            for each in in_order(form, budget.projects)
        ]  # fmt: skip

    def _entry_sheets(
        self,
        unit: str,
        projects: Sequence[Prefilled],
        part: UnitPart,
        seal: Seal,
        amended: Amendment,
    ) -> tuple[list[Sheet], list[Line]]:
        sheets, lines = [], []
        if self._form.unit:
            compiled = self._unit_sheet(part)
            values = part_values(part) | {"unit": unit} | _carried(amended, "", compiled, ())
            title = self._form.unit.title
            own = ("sheet.guide", "sheet.contents", "sheet.changes", "sheet.choices")
            name = sheet_name(title, map(word, (*own, "sheet.identity")))
            noted = _noted(amended, "", compiled)
            sheets.append(compiled.stamp(name, values, title, seal, tab="548235", comments=noted))
            lines.append(Line(name, "", title, compiled.hint_box, compiled.open_count(sheets[-1])))
        names = sheet_names(each.project.name for each in projects)
        for name, each in zip(names, projects, strict=True):
            project, compiled = each.project, self._project_sheet(each)
            carried = _carried(amended, project.code, compiled, _keys(project))
            values = project_values(self._form, project) | {"unit": unit} | carried
            own_seal = seal.model_copy(update={"project": project.code})
            comments = _comments(self._form, amended, each, compiled)
            title = self._title(project)
            sheets.append(compiled.stamp(name, values, title, own_seal, comments=comments))
            lines.append(_line(sheets[-1], compiled, each))
        return sheets, lines

    def _title(self, project: Project) -> str:
        title = project_sheet(self._form).title
        return title.replace("{name}", project.name).replace("{code}", project.code)

    def _project_sheet(self, each: Prefilled) -> EntrySheet:
        contested = tuple((name, getattr(each.issued, name)) for name in sorted(each.disputed))
        shape = (len(each.project.indicators), each.closed, contested)
        if shape not in self._compiled:
            self._compiled[shape] = self._compile_project(*shape)
        return self._compiled[shape]

    def _compile_project(
        self, rows: int, closed: frozenset[str], contested: Contested
    ) -> EntrySheet:
        sheet, lists = project_sheet(self._form), self._lists
        layout = lay_out(sheet.entry, dict.fromkeys(sheet.entry.repeated_rows(), rows))
        checks = field_checks(self._form, sheet, layout)
        for number, row in enumerate(layout.rows("level1")):
            checks[row] = indicator_checks(self._form, sheet, layout, lists.choices, number)
        for check, cell in disputed_checks(self._form, layout, contested):
            checks.setdefault(cell.row, []).insert(0, check)
        disputed = frozenset(name for name, _ in contested)
        return compile_sheet(
            self._form, sheet, layout, checks, lists, known=closed, disputed=disputed, keys=True
        )

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


def _keys(project: Project) -> Sequence[str]:
    """The keys of a project's rows, in their order."""
    return [each.key for each in project.indicators]


def _carried(
    amended: Amendment, project: str, sheet: EntrySheet, keys: Sequence[str]
) -> dict[str, Value]:
    """What was typed and not read, in its cell; reasons beside the rows they speak of."""
    values: dict[str, Value] = {**amended.typed.get(project, {})}
    rows = dict(zip(keys, sheet.layout.rows("level1"), strict=False))
    for path, reason in amended.reasons.get(project, {}).items():
        cell = sheet.cell_of(path)
        row = rows.get(path) if is_row_key(path) else cell.row if cell else None
        if row is not None:
            slot = f"reason.{row}"
            values[slot] = f"{values[slot]}\n{reason}" if slot in values else reason
    return values


def _comments(
    form: Form, amended: Amendment, each: Prefilled, sheet: EntrySheet
) -> Mapping[Cell, Comment]:
    """What people noted on its cells, and at each disputed one what the master says."""
    found = dict(_noted(amended, each.project.code, sheet))
    for field in each.disputed:
        cell, value = sheet.cell_of(field), getattr(each.issued, field)
        text = form.money.printed(value) if holds(field).value == "money" else str(value)
        if cell:
            told = word("changes.note", label=form.label(field), issued=text)
            found[cell] = _with_ours(found.get(cell), told)
    return found


def _with_ours(before: Comment | None, told: str) -> Comment:
    """Our own words; behind those of a person where there are some, and once."""
    if before is None:
        return Comment(OURS, f"{OURS} {told}")
    return before if told in before.text else Comment(before.author, f"{before.text}\n\n{told}")


def _noted(amended: Amendment, project: str, sheet: EntrySheet) -> dict[Cell, Comment]:
    noted = amended.comments.get(project, {}).items()
    return {cell: comment for path, comment in noted if (cell := sheet.cell_of(path))}


def _sheet_name(sheet: Sheet) -> Name:
    """The sheet's token as a name of its own, which survives a copy to another workbook."""
    return Name(SEAL_NAME, str(sheet.values["seal"]), sheet.name)


def _line(stamped: Sheet, sheet: EntrySheet, each: Prefilled) -> Line:
    budget = stamped.values.get("budget")
    return Line(
        sheet=stamped.name,
        code=each.project.code,
        name=each.project.name,
        hints=sheet.hint_box,
        open_count=sheet.open_count(stamped),
        budget=sheet.layout.cell("budget"),
        control=each.issued.budget,
        filled=budget if isinstance(budget, float) else 0.0,
    )
