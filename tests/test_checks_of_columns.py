"""A check of whole columns, or of one value against a column: live and on reading at one place."""

import io
from decimal import Decimal

import openpyxl

from xlperf import Form, generate, read
from xlperf.budget import Master, Project, Row, Unit, UnitBudget

FORM = Form.parse("""
name = "columns"
title = "任务"
version = "1"
year = 2026
rules = []
money = { unit = "元", places = 2 }

[fields]
"task.name" = "text"
"task.cost" = "money"
"task.paid" = "money"

[project]
title = "任务"
rows = 2
drawing = \"\"\"
| 编码        | {code}      | 名称        | {name} | 预算 | {budget} |
| 任务        | 任务        | 费用        | 费用   | 已付 | 已付     |
| [task.name] | [task.name] | [task.cost] | [task.cost] | [task.paid] | [task.paid] |
\"\"\"

[[checks]]
that = "sum(task.paid) <= sum(task.cost)"
zh = "付多了"

[[checks]]
that = "budget >= task.cost"
zh = "一项就超了"

[[checks]]
that = "sum(task.cost) <= budget"
zh = "合计超了"
""")
UNIT = Unit(code="U1", name="单位一")


def told(*rows: tuple[int, int]) -> tuple[dict[str, str], dict[str, str]]:
    """What is said by a cell's row: live beside the sheet, and on reading."""
    tasks = tuple(
        Row(values={"name": f"甲{cost}", "cost": Decimal(cost), "paid": Decimal(paid)})
        for cost, paid in rows
    )
    known = Project(code="P1", name="甲", budget=Decimal(10))
    answered = known.model_copy(update={"rows": {"task": tasks}})
    master = Master(money=FORM.money, units=(UnitBudget(unit=UNIT, projects=(known,)),))
    given = {"U1": UnitBudget(unit=UNIT, projects=(answered,))}
    (made,) = generate(FORM, master, answers=given)
    book = openpyxl.load_workbook(io.BytesIO(made.content), data_only=True)
    sheet = next(each for each in book if each.title.startswith("1."))
    live = {
        str(cell.row): cell.value.removeprefix("← ")
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.value.startswith("← ")
    }
    found = {
        each.place.cell.lstrip("ABCDEFGH"): each.message("zh")
        for each in read(made.content, FORM).findings
        if each.code == "check.failed"
    }
    return live, found


def test_a_check_of_columns_alone_is_told_in_the_first_row() -> None:
    live, found = told((3, 2), (3, 5))
    assert live == found == {"7": "付多了"}


def test_a_check_of_a_row_is_told_in_its_row_whatever_it_names_first() -> None:
    live, found = told((1, 0), (12, 0))
    assert live == found == {"5": "合计超了", "8": "一项就超了"}


def test_what_holds_is_silent() -> None:
    assert told((3, 2), (3, 3)) == ({}, {})
