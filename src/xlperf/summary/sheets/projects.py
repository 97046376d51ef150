"""项目汇总: a row for each accepted project, with what was found in it and where it came from."""

from ...budget import MONEY, Unit
from ..declared_columns import own_singles
from ..kept_records import ProjectRecord
from ..list_sheet import Given, Listing, Shown
from ..setting import LINK, Setting, unit_cells

_TEXTS = {"purpose": 26.0, "goal": 34.0}
"""Texts of a project, and how wide their columns are."""


def projects_list(setting: Setting, rows: int) -> Listing:
    """The sheet, for so many accepted projects: a column for each thing the form asks for."""
    columns = [
        *setting.project_columns(),
        *(setting.amount_heading(name) for name in setting.asked(MONEY)),
        *(setting.column(name, _TEXTS[name]) for name in setting.asked(_TEXTS)),
        *setting.own_columns(own_singles),
        *([setting.count_heading("indicators")] if setting.has_indicators else []),
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
        *(getattr(record, name) for name in setting.asked(MONEY)),
        *(getattr(record, name) for name in setting.asked(_TEXTS)),
        *setting.own_cells(own_singles, record.declared),
        *([len(record.plain)] if setting.has_indicators else []),
        record.errors,
        record.warnings + more,
        record.justified,
        setting.link(record.source),
    ]
