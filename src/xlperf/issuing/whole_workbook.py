"""The whole workbook of one unit, described: what it is issued with, then sheet by sheet."""

from collections.abc import Sequence
from datetime import datetime

from ..budget import UnitBudget
from ..identity import (
    FIRST_ISSUE,
    SEAL_NAME,
    Amendment,
    Identity,
    OwnSheet,
    Sent,
    SentPart,
    snapshot,
)
from ..sheet import Name, Sheet, Workbook, text_font
from .cell_values import whole
from .changed_cells import Places, changed_places, has_tint, links_of, tinted
from .entry_sheets import part_entry, project_entries
from .frame_slots import SEAL, UNIT
from .prefilling import (
    Prefilled,
    PrefilledPart,
    drawn_of,
    prefill_unit,
    prefilled_projects,
)
from .prepared_form import PreparedForm
from .sheets.changes import changes_sheet
from .sheets.contents import Line, contents_sheet
from .sheets.guide import guide_sheet
from .sheets.identity import identity_sheet
from .sheets.own import sealed, with_token


def unit_workbook(
    prepared: PreparedForm,
    budget: UnitBudget,
    answers: UnitBudget | None,
    amended: Amendment = FIRST_ISSUE,
) -> Workbook:
    """Describe the workbook of one unit: the same input, the same description.

    Args:
        budget: what the master budget knows of the unit.
        answers: what the unit has answered before; None for nothing.
        amended: what a re-issue carries besides.

    Raises:
        OutputError: a value is more than Excel can hold.
    """
    form, unit = prepared.form, budget.unit
    whole({UNIT: str(unit)})
    projects = prefilled_projects(form, budget, answers, amended)
    part = prefill_unit(form, budget, answers, amended)
    identity = _identity(prepared, budget, projects, part, amended)
    seal = identity.seal
    sheets = [*project_entries(prepared, unit, projects, seal, amended)]
    taken = (each.sheet.name for each in sheets)
    entries = [*part_entry(prepared, part, seal, amended, unit=unit, others=taken), *sheets]
    lines = [line for each in entries for line in each.lines]
    places = changed_places(form, entries, amended.changes)
    told = _told_first(prepared, budget, identity, amended, lines=lines, places=places)
    return _bound(prepared, identity, [*told, *(tinted(each.sheet, places) for each in entries)])


def _identity(
    prepared: PreparedForm,
    budget: UnitBudget,
    projects: Sequence[Prefilled],
    part: PrefilledPart,
    amended: Amendment,
) -> Identity:
    """What the workbook will know of itself, everything it is sent with included."""
    form, cover = prepared.form, prepared.cover
    sent = (Sent(drawn_of(form, each.issued), each.locked, each.disputed) for each in projects)
    own = SentPart(part.issued, part.locked, part.disputed)
    return Identity(
        form=form.name, version=form.version, year=form.year, unit=budget.unit,
        number=amended.number, round=prepared.round_name, due=cover.due, contact=cover.contact,
        snapshot=snapshot(form.money, sent, own), aside=amended.aside,
    )  # fmt: skip


def _told_first(
    prepared: PreparedForm,
    budget: UnitBudget,
    identity: Identity,
    amended: Amendment,
    *,
    lines: Sequence[Line],
    places: Places,
) -> list[Sheet]:
    """The sheets that are read before any is filled in: 填报说明, 目录 and 变更说明."""
    form = prepared.form
    total, count = form.money.printed(budget.total), len(budget.projects)
    title = form.word("contents.title", year=form.year, title=form.title)
    is_changed = has_tint(places)
    guide = guide_sheet(form, identity, prepared.cover, count, total, is_changed=is_changed)
    contents = contents_sheet(form, str(budget.unit), title, lines)
    changes = changes_sheet(form, identity, amended, links_of(places))
    return [
        sealed(guide, OwnSheet.GUIDE, identity.seal),
        sealed(contents, OwnSheet.CONTENTS, identity.seal),
        *([sealed(changes, OwnSheet.CHANGES, identity.seal)] if changes else []),
    ]


def _bound(prepared: PreparedForm, identity: Identity, sheets: Sequence[Sheet]) -> Workbook:
    """The sheets as one workbook, which carries its token wherever a workbook can."""
    form, seal = prepared.form, str(identity.seal)
    lists = with_token(prepared.lists_sheet, OwnSheet.CHOICES, identity.seal)
    named = [*sheets, lists]
    return Workbook(
        sheets=[*named, identity_sheet(form.word("sheet.identity"), identity)],
        styles=prepared.styles,
        font=text_font(form.lang),
        title=f"{form.title} {identity.unit}",
        created=datetime(form.year, 1, 1),
        password=prepared.password,
        keywords=seal,
        names=[Name(SEAL_NAME, seal), *prepared.list_names, *map(_sheet_name, named)],
        properties={SEAL_NAME: seal},
    )


def _sheet_name(sheet: Sheet) -> Name:
    """The sheet's token as a name of its own, which survives a copy to another workbook."""
    return Name(SEAL_NAME, str(sheet.values[SEAL]), sheet.name)
