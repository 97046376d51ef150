"""What the units of the sample do with the workbooks they are sent."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from ..budget import Master, Project, UnitBudget
from ..budget import code as code_of
from ..form import Form
from ..identity import FIRST_ISSUE, Amendment, Change, Kind
from ..issuing import PreparedForm, project_values, unit_workbook
from ..rounds import Reissued
from ..sheet import Sheet, Workbook
from .folder import Folder
from .sample import sample_answers


class Units:
    """The units: what they do with the workbooks they are sent."""

    def __init__(self, prepared: PreparedForm, folder: Folder) -> None:
        self.form, self.prepared, self.folder = prepared.form, prepared, folder

    def first(self, master: Master) -> Iterator[Path]:
        """Every unit fills in its workbook; one types over an amount, and takes a sheet out."""
        budgets = {each.unit.code: each for each in master.units}
        for answers in sample_answers():
            budget = budgets[answers.unit.code]
            answered = {code_of(each.code) for each in answers.projects}
            left = tuple(each for each in budget.projects if code_of(each.code) in answered)
            known = budget.model_copy(update={"projects": left})
            sent, book = self._stamped(budget, None), self._stamped(known, answers)
            mine = {code_of(each.code): each for each in answers.projects}
            typed = (_typed_over(self.form, sheet, mine) for sheet in book.sheets[1:-1])
            sheets = (sent.sheets[0], *typed, sent.sheets[-1])
            name = f"{answers.unit.code} {answers.unit.name}.xlsx"
            yield self.folder.put("3-回收", name, replace(book, sheets=sheets))

    def second(self, master: Master, issued: list[Reissued]) -> Iterator[Path]:
        """The unit that was sent another workbook settles what is in conflict, and sends it."""
        changes = {each.unit.code: each.changes for each in issued if each.issue}
        budgets = {each.unit.code: each for each in master.units}
        for answers in sample_answers("again"):
            told = changes[answers.unit.code]
            amended = Amendment(number=2, changes=told, disputed=_disputed(told))
            book = self._stamped(budgets[answers.unit.code], answers, amended)
            name = f"{answers.unit.code} {answers.unit.name}.xlsx"
            yield self.folder.put("5-再次回收", name, book)

    def _stamped(
        self, budget: UnitBudget, answers: UnitBudget | None, amended: Amendment = FIRST_ISSUE
    ) -> Workbook:
        return unit_workbook(self.prepared, budget, answers, amended)


def _typed_over(form: Form, sheet: Sheet, answers: Mapping[str, Project]) -> Sheet:
    """A sheet with the amounts as the unit has them, protected or not."""
    project = answers.get(code_of(str(sheet.values.get("code", ""))))
    if project is None:
        return sheet
    values = project_values(form, project)
    amounts = {name: values[name] for name in ("budget", "fiscal", "other")}
    return replace(sheet, values={**sheet.values, **amounts})


def _disputed(changes: tuple[Change, ...]) -> dict[str, frozenset[str]]:
    """The fields in conflict, by project."""
    conflicts = [each for each in changes if each.kind is Kind.CONFLICT]
    projects = {each.project for each in conflicts}
    return {
        code: frozenset(each.field for each in conflicts if each.project == code)
        for code in projects
    }
