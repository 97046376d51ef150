"""Last year's published text fills this year's workbooks, by the rules of last year's returns."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from parts.commands import here
from parts.real_unit import real_unit
from parts.texts import lines
from xlperf import Form, from_last_year, read, read_text
from xlperf.budget import Master, MoneyUnit, Project, UnitBudget

MASTER = """单位：万元
单位编码,单位名称,项目编码,项目名称,预算数,财政资金,其他资金
125001,承德高新技术产业开发区社区管理办公室本级,13081124P000109100013,创建文明城市工作经费,35.00,35.00,
125001,承德高新技术产业开发区社区管理办公室本级,13081124P00011210001H,居家养老项目,400.00,400.00,
"""


@pytest.fixture
def text(shared: Path) -> Path:
    """The real text of 2023."""
    real_unit(shared)
    return shared / "seed" / "budget-text-2023.txt"


def test_generate_fills_this_years_workbooks_from_last_years_text(
    text: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    master = tmp_path / "master.csv"
    master.write_text(MASTER, encoding="utf-8")
    out = tmp_path / "out"
    done = here(
        monkeypatch, "generate", "--form", "hebei-2023", "--master", master, "--out", out,
        "--last-year", text,
    )  # fmt: skip
    assert done.code == 0, done
    assert "全文 9654 字：读入 9650 字，未读入 4 字" in done.error
    (made,) = out.glob("*.xlsx")
    filled = read(made)
    first, second = sorted(filled, key=lambda each: each.budget or 0)
    assert [each.level3 for each in first.indicators if each.level3][:2] == [
        "资金使用是否在范围内", "创城工作的质量",
    ]  # fmt: skip
    assert first.purpose == "支付创建文明城市制作展板、广告等费用"
    assert (first.budget, second.budget) == (Decimal("35.00"), Decimal("400.00"))
    assert [point.percent for point in first.plan] == [None] * 4
    assert filled.part
    assert len(filled.part.part.safeguards) == 9
    book = openpyxl.load_workbook(made)
    notes = [
        cell.comment.text
        for sheet in book
        for rows in sheet.iter_rows()
        for cell in rows
        if cell.comment
    ]
    assert any("100 百分比" in each or "100百分比" in each for each in notes)


def test_what_is_refused_in_a_text_fills_nothing() -> None:
    form = Form.load("hebei-2023")
    known = Project(code="13081123P000109100016", name="讲座", budget=Decimal(30))
    whole = read_text(lines().encode(), form)
    master = Master(money=MoneyUnit(), units=(UnitBudget(unit=whole.unit, projects=(known,)),))
    taken = from_last_year(form, master, [whole])
    assert taken.projects == 1
    other = replace(whole, unit=whole.unit.model_copy(update={"code": "999"}), projects=())
    assert from_last_year(form, master, [other]).projects == 0
