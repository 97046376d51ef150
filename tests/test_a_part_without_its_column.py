"""A target is asked for in two cells: with the column of one gone, the other is told, not taken."""

import io
from decimal import Decimal

import openpyxl
import pytest

from xlperf import Form, generate, read
from xlperf.budget import Indicator, Master, Project, Target, Unit, UnitBudget
from xlperf.reading import Filled

FORM = Form.load("selfeval-2020")
UNIT = Unit(code="U1", name="单位一")
TOLD = "layout.stray"


def returned(gone: int | None) -> Filled:
    """A filled workbook read back, with a column of its project's sheet gone."""
    row = Indicator(
        level1="产出指标", level2="数量指标", level3="培训", weight=Decimal(10),
        target=Target.of("≥", Decimal(10), "个"), declared={"actual": Target.parse("8 个")},
    )  # fmt: skip
    known = Project(code="P1", name="甲", budget=Decimal(30))
    answered = known.model_copy(update={"indicators": (row,)})
    master = Master(money=FORM.money, units=(UnitBudget(unit=UNIT, projects=(known,)),))
    given = {"U1": UnitBudget(unit=UNIT, projects=(answered,))}
    (made,) = generate(FORM, master, answers=given)
    return read(without(made.content, gone), FORM)


def without(content: bytes, gone: int | None) -> bytes:
    """A workbook without a column of its project's sheet."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = next(each for each in book if each.title.startswith("1."))
    for box in [*sheet.merged_cells.ranges]:
        sheet.unmerge_cells(str(box))
    if gone is not None:
        sheet.delete_cols(gone)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


@pytest.mark.parametrize(("gone", "left"), [(9, "个"), (10, "8")], ids=["figure", "unit"])
def test_what_is_left_of_it_is_told_and_not_taken(gone: int, left: str) -> None:
    filled = returned(gone)
    assert left in [each.found for each in filled.findings if each.code == TOLD]
    (row,) = filled.projects[0].project.indicators
    assert row.declared.get("actual") is None
    assert row.declared["score"] is None


def test_with_both_it_is_taken() -> None:
    (row,) = returned(None).projects[0].project.indicators
    assert row.declared["actual"] == Target.parse("8 个")
    assert row.declared["score"] == Decimal("8.00")


ONCE = Form.parse("""
name = "once"
title = "表"
version = "1"
year = 2026
rules = []

[fields]
done = "target"

[project]
title = "表"
split = { done = ["done.number", "done.unit"] }
drawing = \"\"\"
| 编码 | {code} | 名称 | {name} |
| 说明 | 说明   | 完成 | {done} |
\"\"\"
""")


@pytest.mark.parametrize(("gone", "left"), [(5, "个"), (6, "8")], ids=["figure", "unit"])
def test_nor_of_one_that_stands_once(gone: int, left: str) -> None:
    known = Project(code="P1", name="甲")
    answered = known.model_copy(update={"declared": {"done": Target.parse("8 个")}})
    master = Master(money=ONCE.money, units=(UnitBudget(unit=UNIT, projects=(known,)),))
    given = {"U1": UnitBudget(unit=UNIT, projects=(answered,))}
    (made,) = generate(ONCE, master, answers=given)
    whole = read(without(made.content, None), ONCE)
    assert whole.projects[0].project.declared["done"] == Target.parse("8 个")
    filled = read(without(made.content, gone), ONCE)
    assert left in [each.found for each in filled.findings]
    assert not any(str(each) == left for each in filled.projects[0].project.declared.values())
