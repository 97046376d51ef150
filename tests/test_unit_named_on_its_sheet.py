"""The unit's own sheet names the unit it was issued to; typed over, the name is told."""

import io

import openpyxl
import pytest

from xlperf import Form, generate, read
from xlperf.budget import Master, Unit, UnitBudget

FORM = Form.parse('''
name = "staff"
version = "1"
title = "人员表"
year = 2026

[fields]
staff = "count"

[unit]
title = "人员表"
drawing = """
| 单位编码 | {unit.code} | 单位名称 | {unit.name} |
| 人数     | {staff}     | {staff}  | {staff}     |
"""
''')
UNIT = Unit(code="125001", name="教育局")


def sent_back(cell: str = "", text: str | None = None) -> list[tuple[str, str, str, str]]:
    """What is found in the workbook of the unit, once a cell says another thing."""
    master = Master(money=FORM.money, units=(UnitBudget(unit=UNIT, projects=()),))
    (made,) = generate(FORM, master)
    book = openpyxl.load_workbook(io.BytesIO(made.content))
    if cell:
        book["人员表"][cell] = text
    content = io.BytesIO()
    book.save(content)
    found = read(content.getvalue(), FORM).findings
    return [
        (each.code, each.place.cell, each.values.get("expected", ""), each.found) for each in found
    ]


def test_as_issued_nothing_is_told() -> None:
    assert sent_back() == []


def test_spaces_in_the_name_are_no_other_unit() -> None:
    assert [each for each in sent_back("E5", " 教育局 ") if each[0] == "issued.changed"] == []


@pytest.mark.parametrize(
    ("cell", "text", "issued"),
    [("C5", "125002", "125001"), ("E5", "财政局", "教育局"), ("E5", None, "教育局")],
)
def test_another_unit_is_told_with_its_cell(cell: str, text: str | None, issued: str) -> None:
    assert ("issued.changed", cell, issued, text or "") in sent_back(cell, text)
