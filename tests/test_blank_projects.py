"""What a blank sheet and a blank row are told as: once, and where they stand."""

import io
from decimal import Decimal

import openpyxl
import pytest

from parts import samples
from xlperf import Form, generate, read
from xlperf.budget import Master, Project, Unit, UnitBudget
from xlperf.findings import Level
from xlperf.reading.filled import Filled, FilledProject

HEBEI = Form.load("hebei-2023")


def blank(form: Form) -> bytes:
    """The small unit's workbook as it is issued."""
    known = samples.known_of(samples.filled_unit(form)).projects
    (made,) = generate(form, samples.small_master(*known))
    return made.content


def typed(content: bytes, sheet: str, form: Form | None = None, **values: object) -> Filled:
    """The workbook with some cells filled in."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for cell, value in values.items():
        book[sheet][cell].value = value
    kept = io.BytesIO()
    book.save(kept)
    return read(kept.getvalue(), form)


def of(filled: Filled, project: FilledProject) -> list[tuple[str, str]]:
    return [(e.code, e.place.cell) for e in filled.findings if e.place.sheet == project.sheet]


@pytest.mark.parametrize("form", samples.PROJECT_FORMS)
def test_a_blank_project_is_one_finding_at_its_goal(form: str) -> None:
    filled = read(blank(Form.load(form)))
    for project in filled.projects:
        assert of(filled, project) == [("project.blank", str(project.where["goal"]))]


def test_a_project_with_one_answer_is_told_blank_by_blank() -> None:
    content = blank(HEBEI)
    first = read(content).projects[0]
    filled = typed(content, first.sheet, **{str(first.where["goal"]): "办好讲座"})
    told = of(filled, filled.projects[0])
    assert "project.blank" not in {code for code, _ in told}
    assert len([code for code, _ in told if code == "indicators.level2-missing"]) == 9
    assert of(filled, filled.projects[1]) == [("project.blank", str(first.where["goal"]))]


def test_a_missing_second_level_points_at_its_own_row() -> None:
    content = blank(HEBEI)
    first = read(content).projects[0]
    filled = typed(content, first.sheet, **{str(first.where["goal"]): "办好讲座"})
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book[first.sheet]
    missing = [e for e in filled.findings if e.code == "indicators.level2-missing"]
    for each in missing:
        row = sheet[each.place.cell].row
        levels = [cell.value for cell in sheet[row]]
        assert each.values["level2"] in levels
    assert len({each.place.cell for each in missing}) == len(missing)


def test_a_filled_row_is_not_missing_and_the_others_still_point_at_theirs() -> None:
    full = read(samples.workbook("hebei-2023"))
    first = full.projects[0]
    gone = next(n for n, row in enumerate(first.project.indicators) if row.level2 == "质量指标")
    names = ("level3", "description", "sign", "number", "unit", "basis")
    cells = {str(first.where[f"indicators.{gone}.{name}"]): None for name in names}
    filled = typed(samples.workbook("hebei-2023"), first.sheet, **cells)
    (missing,) = [
        each for each in filled.findings
        if each.code == "indicators.level2-missing" and each.values["level2"] == "质量指标"
    ]  # fmt: skip
    assert missing.place.cell == str(first.where[f"indicators.{gone}.level3"])


OWN = """
name = "claims"
title = "申领表"
version = "1"
year = 2026
money = { unit = "元", places = 2 }
rules = []
[fields]
grant = "money"
keeper = { kind = "text", required = true }
day = { kind = "date", required = true }
total = { kind = "money", is = "sum(grant, bill.amount)" }
"bill.what" = "text"
"bill.amount" = { kind = "money", required = true }
[project]
title = "申领表"
rows = 2
drawing = '''
| 编码 | {code} | 名称 | {name} |
| 拨款 | {grant} | 合计 | {total} |
| 保管人 | {keeper} | 日期 | {day} |
| 事由 | 事由 | 金额 | 金额 |
| [bill.what] | [bill.what] | [bill.amount] | [bill.amount] |
'''
"""


def of_own(grant: int | None, source: str = OWN, **answered: object) -> Filled:
    """A form with fields of its own as it comes back, with a value given by the master."""
    form = Form.parse(source)
    given = {} if grant is None else {"grant": Decimal(grant)}
    project = Project(code="P1", name="甲", declared=given)
    unit = UnitBudget(unit=Unit(code="U1", name="科"), projects=(project,))
    (made,) = generate(form, Master(money=form.money, units=(unit,)))
    blank = read(made.content, form)
    where = blank.projects[0].where
    return typed(made.content, blank.projects[0].sheet, form,
                 **{str(where[name]): value for name, value in answered.items()})  # fmt: skip


def told_of(filled: Filled) -> list[tuple[str, str]]:
    """Errors and warnings; openpyxl keeps no results of formulas, which is an info."""
    return [(each.code, each.project) for each in filled.findings if each.level is not Level.INFO]


@pytest.mark.parametrize("grant", [None, 100])
def test_a_blank_project_of_a_forms_own_is_one_finding_whatever_the_master_gave(
    grant: int | None,
) -> None:
    filled = of_own(grant)
    assert told_of(filled) == [("project.blank", "P1")]
    assert filled.findings[-1].place.cell


def test_one_answer_and_every_blank_of_a_forms_own_is_told_again() -> None:
    assert told_of(of_own(100, keeper="张")) == [("required.blank", "P1")]


def test_a_single_required_field_is_told_by_itself() -> None:
    one = OWN.replace('day = { kind = "date", required = true }', 'day = "date"')
    assert told_of(of_own(100, one)) == [("required.blank", "P1")]


ASKED = '''name = "own"
title = "甲表"
version = "1"
year = 2026
money = {{ unit = "万元", places = 2 }}
[fields]
remark = "text"
place  = "text"
[project]
title = "表"
required = [{required}]
drawing = """
| 项目名称 | {{name}}   | {{name}}   | {{name}}   |
| 项目编码 | {{code}}   | {{code}}   | {{code}}   |
| 金额     | {{budget}} | {{budget}} | {{budget}} |
| 地点     | {{place}}  | {{place}}  | {{place}}  |
| 说明     | {{remark}} | {{remark}} | {{remark}} |
"""
'''


@pytest.mark.parametrize("given", [{}, {"place": "北京"}], ids=["nothing", "a place"])
@pytest.mark.parametrize("required", ['"name"', '"name", "budget"', '"name", "budget", "code"'])
def test_a_sheet_says_of_a_blank_project_what_the_reader_says(
    required: str, given: dict[str, str]
) -> None:
    form = Form.parse(ASKED.format(required=required))
    project = Project(code="P1", name="项目一", budget=Decimal(1), declared=given)
    unit = UnitBudget(unit=Unit(code="100", name="甲"), projects=(project,))
    (made,) = generate(form, Master(money=form.money, units=(unit,)))
    book = openpyxl.load_workbook(io.BytesIO(made.content), data_only=True)
    sheet = next(each for each in book.worksheets if each.title.startswith("1."))
    hints = [str(c.value) for row in sheet.iter_rows() for c in row if str(c.value)[:1] == "←"]
    told = [each.code for each in read(made.content, form).findings]
    assert told == (["project.blank"] if hints else [])
    assert bool(hints) is ("budget" in required)
