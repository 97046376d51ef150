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
    book = openpyxl.load_workbook(io.BytesIO(made.content))
    sheet = next(each for each in book if each.title.startswith("1."))
    for box in [*sheet.merged_cells.ranges]:
        sheet.unmerge_cells(str(box))
    if gone is not None:
        sheet.delete_cols(gone)
    content = io.BytesIO()
    book.save(content)
    return read(content.getvalue(), FORM)


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
