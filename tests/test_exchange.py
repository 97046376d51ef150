"""DataFrames at the borders: exact amounts out, a master budget in."""

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pandas
import pytest

from xlperf import Form, exchange, generate, read, read_master, reconcile
from xlperf.budget.nouns import Master, Project, Row, Unit, UnitBudget
from xlperf.findings.errors import MasterError
from xlperf.reading.filled import Filled

SAMPLE = Path(__file__).parents[1] / "workbooks" / "sample"


@pytest.fixture(scope="module")
def master() -> Master:
    return read_master(SAMPLE / "master.csv")


@pytest.fixture(scope="module")
def returns(master: Master) -> list[Filled]:
    return [read(each.content, name=each.file_name) for each in generate("hebei-2023", master)]


def test_projects_add_up_exactly(returns: list[Filled]) -> None:
    table = exchange.projects_frame(returns)
    assert len(table) == 18
    assert table["budget"].sum() == Decimal("1168.13")
    assert table.groupby("unit_code")["budget"].sum()["125001"] == Decimal("1038.03")


def test_indicators_findings_and_reconciliation(returns: list[Filled], master: Master) -> None:
    assert exchange.indicators_frame(returns).empty  # nothing was filled in yet
    told = exchange.findings_frame(returns)
    assert {"code", "level", "sheet", "cell", "message", "fix"} <= set(told.columns)
    compared = exchange.reconciliation_frame(reconcile(returns, master))
    assert set(compared["status"]) == {"equal"}


def test_a_master_from_a_table(master: Master) -> None:
    table = pandas.read_csv(SAMPLE / "master.csv", dtype={"单位编码": str})
    assert exchange.master_from_frame(table) == master
    fields = table.set_axis(
        ["unit.code", "unit.name", "code", "name", "budget", "fiscal", "other"], axis=1
    )
    assert exchange.master_from_frame(fields, money_unit="万元") == master
    with pytest.raises(MasterError, match="--money-unit"):
        exchange.master_from_frame(fields)
    with pytest.raises(MasterError, match="预算数"):
        exchange.master_from_frame(table.drop(columns="预算数（万元）"))


def test_importing_xlperf_does_not_import_pandas() -> None:
    code = "import sys, xlperf, xlperf.cli; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


OWN = Form.parse(
    """
name = "own"
title = "任务表"
version = "1"
year = 2026
rules = []

[fields]
sheet = "text"
"task.where" = "text"
"task.note" = "text"

[project]
title = "任务表"
rows = 1
drawing = '''
| 编码         | {code}       | 名称        | {name}      |
| 表格         | {sheet}      | {sheet}     | {sheet}     |
| 地点         | 地点         | 备注        | 备注        |
| [task.where] | [task.where] | [task.note] | [task.note] |
'''
"""
)


def test_no_field_takes_the_place_of_a_column_of_ours() -> None:
    rows = {"task": (Row(values={"where": "东区", "note": "无误"}),)}
    project = Project(code="P1", name="一项", declared={"sheet": "甲表"}, rows=rows)
    unit = UnitBudget(unit=Unit(code="001", name="一处"), projects=(project,))
    (book,) = generate(OWN, Master(money=OWN.money, units=(unit,)), answers={"001": unit})
    filled = read(book.content, OWN)
    (once,) = exchange.projects_frame([filled]).to_dict("records")
    assert (once["declared:sheet"], once["sheet"]) == ("甲表", filled.projects[0].sheet)
    (row,) = exchange.tables_frame([filled], "task").to_dict("records")
    assert (row["declared:where"], row["note"]) == ("东区", "无误")
    assert row["where"].startswith(filled.projects[0].sheet)
