"""Generate: from a form and the master budget, one workbook for each unit."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ..budget import Master, Project, Unit, UnitBudget, UnitPart
from ..budget import code as code_of
from ..excel.files import write_whole
from ..findings import MasterError
from ..form import Form
from ..identity import Amendment
from .cover import Cover
from .due import last_day
from .last_year import NO_LAST_YEAR, LastYear
from .prefilling import refuse_list
from .prepared_form import PreparedForm, file_names
from .returnable import refuse_too_many, returnable_bytes
from .whole_workbook import unit_workbook

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML cannot hold; halves of characters are refused when they are written."""
_FEW = 2
"""So many workbooks are made sooner than what would make them fast."""


@dataclass(frozen=True)
class IssuedWorkbook:
    """A generated workbook: which unit it is for, its file name, and its bytes."""

    unit: Unit
    file_name: str
    content: bytes = field(repr=False)

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
    last_year: LastYear = NO_LAST_YEAR,
    due: date | str = "",
    contact: str = "",
    password: str = "",
    round_name: str = "",
) -> Iterator[IssuedWorkbook]:
    """Make one workbook for each unit of the master budget.

    What the master knows is filled in and locked; what the form asks for stays open. `answers`,
    by unit code, are filled in and stay open. The same input gives the same bytes.

    Args:
        last_year: what `from_last_year` made of last year's returns; where a unit has `answers`,
            these are taken instead.
        due: until when the workbooks are to come back: a date, or its text, such as 2026-12-15,
            2026/12/15 or 2026年12月15日; "" says nothing of it.
        round_name: the round the workbooks belong to, which they carry.

    Raises:
        FormError: the form is a list, and draws no sheet that is filled in.
        MasterError: the master's amounts are in another unit than the form's, a name of it
            has a control sign, or it does not list a project there are answers for.
        OutputError: a value is more than Excel can hold, or a workbook more than can be read back.
        RoundError: the due date is no date.
    """
    form = Form.load(form)
    refuse_list(form)
    given = last_year.behind(answers)
    _refuse(form, master, given.answers)
    cover = Cover(last_day(due) if due else "", contact)
    is_many = len(master.units) > _FEW
    prepared = PreparedForm(form, cover, password, round_name, for_many=is_many)
    for budget, name in zip(master.units, file_names(master), strict=True):
        answered, notes = given.of(budget.unit)
        made = unit_workbook(prepared, budget, answered, Amendment(comments=notes))
        yield IssuedWorkbook(budget.unit, name, returnable_bytes(made, name, prepared.stamper))


def _refuse(form: Form, master: Master, answers: Mapping[str, UnitBudget]) -> None:
    """Refuse, before any workbook is made, what could not be issued or would be lost."""
    refuse_other_money(form, master)
    _refuse_homeless(master, answers)
    _refuse_undrawn(form, answers)
    _refuse_control_signs(master)
    refuse_too_many(master)


def refuse_other_money(form: Form, master: Master) -> None:
    """Refuse a master budget in another money unit than the form's: nothing is converted.

    Raises:
        MasterError: it is.
    """
    if master.money.unit != form.money.unit:
        raise MasterError(
            "master.money-unit",
            file="", place="", found=master.money.unit, expected=form.money.unit, form=form.name,
        )  # fmt: skip


def _refuse_control_signs(master: Master) -> None:
    """A name that XML cannot hold would come back as another one."""
    for budget in master.units:
        unit = budget.unit
        for text in (unit.code, unit.name, *(t for p in budget.projects for t in (p.code, p.name))):
            if _FORBIDDEN.search(text):
                found = _FORBIDDEN.sub(lambda sign: f"‹U+{ord(sign[0]):04X}›", text)
                raise MasterError("master.control-sign", unit=unit.code, found=found)


def _refuse_undrawn(form: Form, answers: Mapping[str, UnitBudget]) -> None:
    """Answers in fields and tables the form does not draw would be lost: refuse them."""
    for answered in answers.values():
        records: tuple[Project | UnitPart, ...] = (*answered.projects, answered.part)
        for record in records:
            sheet = form.sheet_of(record)
            tables = {table.name: table for table in sheet.tables} if sheet else {}
            own = [name for name, rows in record.rows.items() if rows and name not in tables]
            names = {*sheet.names()} if sheet else set[str]()
            own += [name for name in record.declared if name not in names]
            if own:
                named = record if isinstance(record, Project) else ""
                raise MasterError(
                    "answers.no-field", unit=answered.unit, project=named, field="、".join(own)
                )


def _refuse_homeless(master: Master, answers: Mapping[str, UnitBudget]) -> None:
    """Answers for a unit or project the master does not list would be lost: refuse them."""
    known = {each.unit.code: {code_of(p.code) for p in each.projects} for each in master.units}
    for unit, answered in answers.items():
        if unit not in known and not answered.projects and answered.part != UnitPart():
            raise MasterError("answers.homeless-unit", unit=answered.unit)
        for project in answered.projects:
            if code_of(project.code) not in known.get(unit, ()):
                raise MasterError("answers.homeless", unit=answered.unit, project=project)
