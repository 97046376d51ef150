"""项目汇总: a row for each accepted project, with what was found in it and where it came from."""

from ...budget import Unit
from ..declared_columns import own_singles
from ..kept_records import ProjectRecord
from ..list_sheet import Given, Listing, Shown
from ..setting import LINK, Setting, unit_cells


def projects_list(setting: Setting, rows: int) -> Listing:
    """The sheet, for so many accepted projects."""
    columns = [
        *setting.project_columns(),
        setting.amount_heading("budget"),
        setting.amount_heading("fiscal"),
        setting.amount_heading("other"),
        setting.column("purpose", 26),
        setting.column("goal", 34),
        *setting.own_columns(own_singles),
        setting.count_heading("indicators"),
        setting.count_heading("errors"),
        setting.count_heading("warnings"),
        setting.count_heading("justified"),
        setting.column("source", LINK),
    ]
    return setting.listing("projects", columns, rows, total=True, frozen=4)


def project_row(
    setting: Setting, unit: Unit, record: ProjectRecord, more: int
) -> list[Given | Shown]:
    """One project; `more` warnings came from reconciling it."""
    return [
        *unit_cells(unit),
        record.code,
        record.name,
        record.budget,
        record.fiscal,
        record.other,
        record.purpose,
        record.goal,
        *setting.own_cells(own_singles, record.declared),
        len(record.indicators),
        record.errors,
        record.warnings + more,
        record.justified,
        setting.link(record.source),
    ]
