"""What goes into a workbook comes out of it: for every form, whatever Excel can carry."""

import csv
import io
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parts import samples
from parts.anything import anything, decimals, something, units
from parts.grids import workbook_of_rows
from xlperf import Form, generate, read, read_master
from xlperf.budget import wording
from xlperf.budget.nouns import Project, UnitBudget
from xlperf.budget.target import Target
from xlperf.excel.reading.book import read_grids
from xlperf.reading.filled import Filled
from xlperf.sheet.grid import Grid

OWN = """
name = "own"
title = "自定的表"
version = "2"
year = 2026
money = { unit = "元", places = 0 }
signs = ["≥", "≤", "＝", "＞", "＜", "定性", "不适用"]

[project]
title = "{name}（{code}）"
spare = 2
split = { value = ["sign", "number", "unit"] }
drawing = '''
| 代码 "A"   | {code}   | 名称       | {name}        | 联系人       | {extra.contact} |
| 总额       | {budget} | 财政       | {fiscal}      | 其他         | {other}         |
| 用途       | {purpose} | {purpose} | {purpose}     | {purpose}    | {purpose}       |
| 第一季度   | 第二季度 | 第三季度   | 第四季度      | 备注         | 备注            |
| {plan.q1}  | {plan.q2} | {plan.q3} | {plan.q4}     | {extra.note} | {extra.note}    |
| 目标       | {goal}   | {goal}     | {goal}        | {goal}       | {goal}          |
| 级别       | 子级     | 名目       | 值            | 分           | 依据            |
| [level1]   | [level2] | [level3]   | [value]       | [weight]     | [basis]         |
'''

[taxonomy]
"一*级?" = ["甲[1]", '乙"二"']
"另~级"  = ["丙（10分）"]
"""
FORMS = ("hebei-2023", "central-2021", "own")
quick = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Form]:
    path = tmp_path_factory.mktemp("forms") / "own.toml"
    path.write_text(OWN, encoding="utf-8")
    return {name: Form.load(path if name == "own" else name) for name in FORMS}


def as_printed(project: Project) -> Project:
    """A project as it can come back: a target no sheet was told of is printed anew."""
    rows = tuple(
        row.model_copy(update={"target": Target.parse("") if row.target.is_blank else row.target})
        for row in project.indicators
    )
    return project.model_copy(update={"indicators": rows})


@pytest.mark.long
@pytest.mark.parametrize("name", FORMS)
@quick
@given(data=st.data())
def test_what_goes_in_comes_out(forms: dict[str, Form], name: str, data: st.DataObject) -> None:
    form = forms[name]
    answers = data.draw(units(form))
    (issued,) = generate(
        form, samples.master_of(form, answers), answers={answers.unit.code: answers}
    )
    filled = read(issued.content, form)
    assert filled.unit == answers.unit
    by_code = {project.code: project for project in filled}
    assert sorted(by_code) == sorted(project.code for project in answers.projects)
    for expected in answers.projects:
        assert by_code[expected.code] == as_printed(expected)
    told = [f for f in filled.findings if f.code.startswith(("layout", "value", "sheet", "issued"))]
    hides = ("value.scale", "value.rounded")  # an amount may have more places than the form shows
    assert [f for f in told if f.code not in hides] == []
    if form.unit:
        part = filled.part.part if filled.part else None
        assert (part.overall if part else ()) == answers.part.overall
        assert (part.safeguards if part else ()) == answers.part.safeguards
        assert tuple(part.goals if part else ())[: len(answers.part.goals)] == answers.part.goals
    grids = {grid.name: grid for grid in read_grids(issued.content, "")}
    for each in filled.projects:
        held_by_its_cells(each.project, each.where, grids[each.sheet])


def held_by_its_cells(project: Project, where: dict[str, object], grid: Grid) -> None:
    """Every value stands in the cell that `where` names."""
    for path, cell in where.items():
        value = grid.value(*cell)  # type: ignore[misc]
        record, _, rest = path.partition(".")
        if record == "indicators":
            number, _, name = rest.partition(".")
            row = project.indicators[int(number)]
            if name in ("level1", "level2", "level3", "description", "basis"):
                assert value == getattr(row, name)
            elif name == "number" and row.target.number is not None:
                assert Decimal(repr(value)) == row.target.number
        elif path in ("budget", "fiscal", "other") and value != "":
            assert Decimal(repr(value)) == getattr(project, path)
        elif path in ("code", "name", "purpose", "goal"):
            assert value == getattr(project, path)
        elif record == "extra":
            assert value == project.extra[rest]


def test_blank_is_blank_and_comes_back_without_a_word(forms: dict[str, Form]) -> None:
    for form in forms.values():
        empty = UnitBudget(unit=samples.UNIT, projects=(Project(code="A1", name="甲"),))
        (issued,) = generate(form, samples.master_of(form, empty))
        filled = read(issued.content, form)
        (project,) = filled
        assert (project.code, project.budget, project.indicators) == ("A1", None, ())
        assert read_codes(filled) == []


def read_codes(filled: Filled) -> list[str]:
    rooms = ("layout", "value", "sheet", "issued", "identity")
    return [f.code for f in filled.findings if f.code.startswith(rooms)]


# The list form.

HEADS = (
    "单位编码",
    "单位名称",
    "项目编码",
    "项目名称",
    "预算数",
    "财政资金",
    "其他资金",
    "资金用途",
)


def seen_of(name: str, kind: str) -> str:
    """A name as a master gives it: without signs that nobody sees."""
    return re.sub("[\u2028\u2029]", "", wording.seen(plain_of(name, kind)))


def is_a_totals(name: str) -> bool:
    """Whether a total may be called so, which is refused as a project's name by its amounts."""
    return any(word in name.casefold() for word in ("计", "汇总", "总数", "总额", "sum", "total"))


def plain_of(text: str, kind: str) -> str:
    """A text without the apostrophe by which Excel says, in text files, that it is one."""
    is_marked = kind != "xlsx" and text.startswith("'") and "'" not in text[1:] and len(text) > 1
    return text[1:].strip() if is_marked else text


listed = st.lists(
    st.tuples(
        st.sampled_from(("125001", "125002")),
        st.text("ABCDEFG0123456789", min_size=3, max_size=20).map("P".__add__),
        something.map(str.strip).filter(
            lambda text: seen_of(text, "xlsx") and not is_a_totals(text)
        ),
        decimals("0", "99999999999", 2),
        st.none() | decimals("0", "99999999999", 2),
        anything.map(str.strip),
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda row: row[1],
)


@quick
@given(rows=listed, kind=st.sampled_from(("utf-8", "utf-8-sig", "gb18030", "xlsx")))
def test_a_master_budget_reads_back_from_every_file(
    rows: list[tuple[str, str, str, Decimal, Decimal | None, str]], kind: str
) -> None:
    rows = [(*each[:4], each[3] if each[4] is not None else None, each[5]) for each in rows]
    cells = [
        (unit, f"单位{unit}", code, name, budget, fiscal, None, purpose)
        for unit, code, name, budget, fiscal, purpose in rows
    ]
    if kind == "xlsx":
        values = [[float(c) if isinstance(c, Decimal) else c or "" for c in each] for each in cells]
        source: bytes = workbook_of_rows([("预算", [HEADS, *values])])
    else:
        text = io.StringIO(newline="")
        csv.writer(text).writerows([HEADS, *[["" if c is None else c for c in r] for r in cells]])
        source = text.getvalue().encode(kind)
    master = read_master(source, money_unit="万元")
    got = {
        (unit.code, p.code): (p.name, p.budget, p.fiscal, p.purpose)
        for unit, p in master.projects()
    }
    assert got == {
        (unit, code): (seen_of(name, kind), budget, fiscal, plain_of(purpose, kind))
        for unit, code, name, budget, fiscal, purpose in rows
    }


def test_a_form_drawn_in_a_test_needs_no_python(tmp_path: Path, forms: dict[str, Form]) -> None:
    answers = UnitBudget(
        unit=samples.UNIT, projects=(Project(code="B2", name="乙", extra={"contact": "张三"}),)
    )
    form = forms["own"]
    (issued,) = generate(
        form, samples.master_of(form, answers), answers={samples.UNIT.code: answers}
    )
    (project,) = read(issued.content, form)
    assert project.extra == {"contact": "张三", "note": ""}
