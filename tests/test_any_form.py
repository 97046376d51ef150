"""Whatever form is called good can be issued, filled in and read back with equal values."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from parts.any_form import filled_in, tables
from xlperf import Form, FormError, generate, read
from xlperf.budget.nouns import Indicator, Master, Project, Unit, UnitBudget
from xlperf.budget.target import Target
from xlperf.budget.wording import plain
from xlperf.excel.reading.book import read_grids
from xlperf.form import KEY_COLUMN, is_row_key
from xlperf.reading import Filled

ANSWERED_BADLY = ("layout.", "cell.", "seal.", "identity.", "sheet.", "issued.", "value.", "file.",
                  "form.", "code.", "money.unit")  # fmt: skip


def said(project: Project) -> Project:
    """A project without the keys of its rows and the spelling of its targets."""
    rows = tuple(map(_said, project.indicators))
    return project.model_copy(update={"indicators": rows})


def _said(row: Indicator) -> Indicator:
    target = row.target.model_copy(update={"raw": ""})
    return row.model_copy(update={"key": "", "target": target})


def known(budget: UnitBudget) -> UnitBudget:
    """What a master budget has of it."""
    names = ("code", "name", "budget", "fiscal", "other", "purpose")
    projects = (
        Project(**{name: getattr(each, name) for name in names}) for each in budget.projects
    )
    return UnitBudget(unit=budget.unit, projects=tuple(projects))


@settings(
    max_examples=100, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
@given(table=tables(), data=st.data())
def test_a_form_that_is_called_good_comes_back_as_it_was_filled_in(
    table: dict[str, object], data: st.DataObject
) -> None:
    comes_back(table, data, ANSWERED_BADLY)


def comes_back(table: dict[str, object], data: st.DataObject, badly: tuple[str, ...]) -> None:
    """A drawn form is refused, or what is filled in comes back with nothing told of these kinds."""
    try:
        form = Form.model_validate(table)
    except FormError as error:
        event(f"refused: {error.code}")
        return
    event("good")
    budget = data.draw(filled_in(form))
    master = Master(money=form.money, units=(known(budget),))
    (made,) = generate(form, master, answers={budget.unit.code: budget})
    filled = read(made.content, Form.parse(form.source))
    told = [each for each in filled.findings if each.code.startswith(badly)]
    assert not told, [(each.code, each.place, each.found) for each in told]
    assert filled.unit == budget.unit
    back = {each.project.code: said(each.project) for each in filled.projects}
    assert back == {each.code: said(each) for each in budget.projects}
    if form.unit:
        assert filled.part is not None
        assert filled.part.part == budget.part
    assert filled.total == sum((each.budget or Decimal(0) for each in budget.projects), Decimal(0))


def small_form(title: str = "表", unit: str = "万元", labels: str = "编码 名称 预算 目标") -> Form:
    one, two, three, four = labels.split()
    drawing = (
        f"| {one} | {{code}} | {two} | {{name}} |\n| {three} | {{budget}} | {four} | {{goal}} |"
    )
    return Form.model_validate(
        {"name": "own", "title": "表", "version": "1", "year": 2026, "money": {"unit": unit},
         "project": {"title": title, "drawing": drawing}}
    )  # fmt: skip


def came_back(form: Form) -> Filled:
    one = Project(code="A1", name="培训", budget=Decimal(30), goal="一千人")
    budget = UnitBudget(unit=Unit(code="125001", name="社区办"), projects=(one,))
    master = Master(money=form.money, units=(known(budget),))
    (made,) = generate(form, master, answers={"125001": budget})
    return read(made.content, form)


def is_whole(filled: Filled) -> bool:
    (back,) = filled.projects
    taken = (back.project.code, back.project.budget, back.project.goal)
    badly = [each for each in filled.findings if each.code.startswith(ANSWERED_BADLY)]
    return taken == ("A1", Decimal(30), "一千人") and not badly


def test_a_title_that_says_what_a_label_says_is_no_second_label() -> None:
    assert is_whole(came_back(small_form("目标")))
    assert is_whole(came_back(small_form("{name}", labels="编码 培训 预算 目标")))


def test_words_of_our_own_sheets_may_be_labels() -> None:
    assert is_whole(came_back(small_form(labels="项目编码 项目名称 合计 预算控制数")))


def test_a_title_may_say_the_forms_own_unit_and_no_other() -> None:
    assert is_whole(came_back(small_form("目标表（单位：万元）")))
    with pytest.raises(FormError) as caught:
        small_form("目标表（单位：元）")
    assert (caught.value.code, caught.value.values["path"]) == ("form.title-unit", "project.title")


def test_the_label_of_an_amount_may_say_the_forms_own_unit_and_no_other() -> None:
    assert is_whole(came_back(small_form(labels="编码 名称 预算数（万元） 目标")))
    assert is_whole(came_back(small_form(labels="编码 名称 预算数 目标（元）")))
    for label in ("预算数（元）", "预算数（亿元）", "单位：元"):
        with pytest.raises(FormError) as caught:
            small_form(labels=f"编码 名称 {label} 目标")
        assert caught.value.code == "form.label-unit"
        assert caught.value.values["found"] == label


def test_three_cells_for_a_target_need_no_split() -> None:
    drawing = """
    | 编码 | {code} | 名称 | {name} |
    | 指标 | 符号 | 数值 | 单位 |
    | [level3] | [sign] | [number] | [unit] |
    """
    form = Form.model_validate(
        {"name": "own", "title": "表", "version": "1", "year": 2026, "money": {},
         "project": {"title": "表", "drawing": drawing, "rows": {"level3": 4}}}
    )  # fmt: skip
    row = Indicator(level3="人数", target=Target.of("≥", Decimal(95), "人"))
    budget = UnitBudget(
        unit=Unit(code="125001", name="社区办"),
        projects=(Project(code="A1", name="培训", indicators=(row,)),),
    )
    master = Master(money=form.money, units=(known(budget),))
    (made,) = generate(form, master, answers={"125001": budget})
    filled = read(made.content, form)
    assert [_said(each) for each in filled.projects[0].project.indicators] == [_said(row)]
    (sheet,) = (each for each in read_grids(made.content, "") if each.name.startswith("1."))
    keys = [text for _, column, text in sheet.texts() if column == KEY_COLUMN]
    assert [key for key in keys if is_row_key(key)] == ["R001", "R002", "R003", "R004"]


TITLES = [
    ("{name}绩效目标表", "巡逻绩效目标表", True),
    ("{name}绩效目标表", "巡逻 绩效目标表", True),
    ("{name}绩效目标表", "绩效目标表（巡逻）", False),
    ("部门项目目标", "部门项目目标", True),
    ("部门项目目标", "巡逻绩效目标表", False),
    ("Targets of {name} ({code})", "targets of 巡逻 （A2）", True),
    ("{name}", "巡逻", False),
    ("{name}表", "见附表", False),
]


@pytest.mark.parametrize(("title", "text", "known_as_one"), TITLES)
def test_a_form_knows_its_own_title(title: str, text: str, known_as_one: bool) -> None:
    pattern = small_form(title).title_pattern
    found = pattern is not None and pattern.fullmatch(plain(text)) is not None
    assert found is known_as_one
