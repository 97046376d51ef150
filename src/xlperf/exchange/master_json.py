"""What was understood of a master budget, as plain JSON values."""

from ..budget import MoneyUnit
from ..findings import Lang
from ..master import MasterReport, TotalRow
from .json_values import Json, finding_json


def master_door_json(report: MasterReport, lang: Lang = "zh") -> Json:
    """What every command tells of the master budget it was given: its unit, and findings."""
    said = report.declared
    return {
        "file": report.file,
        "money": {
            "unit": said.unit or None,
            "by": said.by or None,
            "where": said.where or None,
            "words": said.words or None,
            "into": report.form.money.unit,
            "converted": report.is_converted,
        },
        "findings": [finding_json(each, lang) for each in report.findings],
    }


def master_report_json(report: MasterReport, lang: Lang = "zh") -> Json:
    """Everything that was understood; amounts are in the form's unit, as decimal strings."""
    printed = report.money.printed
    return {
        **master_door_json(report, lang),
        "form": report.form.name,
        "ok": not report.mistakes,
        "read": report.is_read,
        "sheets": [
            {
                "name": each.name, "hidden": each.hidden, "taken": each.taken,
                "projects": each.projects,
            }
            for each in report.sheets
        ],
        "columns": [
            {
                "sheet": each.sheet, "column": each.letters, "heading": each.heading,
                "field": each.field or None, "label": each.label or None,
            }
            for each in report.columns
        ],
        "rows": {
            "taken": report.taken,
            "passed_over": [
                {"sheet": each.sheet, "row": each.row, "why": each.why, "text": each.text}
                for each in report.passed_over
            ],
        },
        "totals": [_total_json(each, report.money) for each in report.totals],
        "units": [
            {
                "code": each.unit.code, "name": each.unit.name, "projects": each.projects,
                "total": None if each.total is None else printed(each.total),
            }
            for each in report.units
        ],
        "total": None if report.total is None else printed(report.total),
    }  # fmt: skip


def _total_json(total: TotalRow, money: MoneyUnit) -> Json:
    stated = None if total.stated is None else money.printed(total.stated)
    return {
        "sheet": total.sheet, "row": total.row, "text": total.text, "stated": stated,
        "counted": money.printed(total.counted), "rows": total.rows, "agrees": total.agrees,
    }  # fmt: skip
