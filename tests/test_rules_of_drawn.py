"""The rules of a budget speak only of what a form draws, whatever part of it that is."""

from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parts.any_form import filled_in, tables
from xlperf import Form, FormError, Master, generate, read
from xlperf.budget import Goal, Indicator, Project, Target, Unit, UnitBudget, UnitPart
from xlperf.findings import Remark
from xlperf.rules import PLAIN, check_project, check_unit_part, rules_of

TEXTS = st.sampled_from(["", "无", "目标1", "是否开展", "质量", "群众满意度", "甲 乙 ", "=1", "率"])
FIGURES = st.sampled_from([None, Decimal(0), Decimal("0.005"), Decimal(200_000), Decimal(45)])
TARGETS = st.sampled_from(
    ["", "无", "良好", "95", "≥95", "次", "120%", "≥3 次是否全部开展服务工作"]
)


@st.composite
def answered(draw: st.DrawFn, form: Form, project: Project) -> Project:
    """A project that gives every rule something to say, blank where nothing is drawn."""
    names = {each.text for each in form.project.entry.repeats()} if form.project else set()
    texts = {name: draw(TEXTS) for name in ("purpose", "goal") if form.asks(name)}
    figures = {name: draw(FIGURES) for name in ("budget", "fiscal", "other") if form.asks(name)}
    points = tuple(each.model_copy(update={"percent": draw(FIGURES)}) for each in project.plan)
    asked = ("level1", "level2", "level3", "description", "basis")
    rows = [
        Indicator(
            **{name: draw(TEXTS) for name in asked if name in names},
            target=_target(names, draw(TARGETS)),
            weight=draw(FIGURES) if "weight" in names else None,
        )
        for _ in range(draw(st.integers(0, 2)) if names else 0)
    ]
    plan = project.plan.model_copy(update={"points": points})
    return project.model_copy(update={**texts, **figures, "plan": plan, "indicators": tuple(rows)})


def _target(names: set[str], text: str) -> Target:
    if "value" in names:
        return Target.parse(text)
    if not {"sign", "number", "unit"} & names:
        return Target()
    whole = Target.parse(text)
    return Target.of(
        whole.sign if "sign" in names else "",
        whole.number if "number" in names else None,
        whole.words if "unit" in names else "",
    )


def is_drawn(form: Form, remark: Remark) -> bool:
    """Whether there is a cell for what a remark speaks of."""
    parts = [each for each in remark.field.split(".") if not each.isdecimal()]
    name = ".".join(parts).removeprefix("indicators.")
    of = {"value": ("value", "sign", "number", "unit"), "goals": ("goals.text",),
          "indicators": ("level2",)}  # fmt: skip
    if name in of:  # the whole of what stands in several cells
        return not form.names.isdisjoint(of[name])
    return name == "" or name in form.names or name in ("code", "name")


@settings(max_examples=150, deadline=None,
          suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])  # fmt: skip
@given(table=tables(), data=st.data())
def test_no_rule_speaks_of_what_is_not_drawn(table: dict[str, object], data: st.DataObject) -> None:
    try:
        form = Form.model_validate(table)
    except FormError:
        return
    budget = data.draw(filled_in(form))
    projects = [data.draw(answered(form, each)) for each in budget.projects]
    goals = tuple(Goal(project=data.draw(TEXTS), text=data.draw(TEXTS)) for _ in range(2))
    part = UnitPart(goals=goals) if "goals.text" in form.names else UnitPart()
    remarks = [each for project in projects for each in check_project(project, form)]
    if form.unit:
        remarks += check_unit_part(part, projects, form)
    wrong = [(each.code, each.field) for each in remarks if not is_drawn(form, each)]
    assert wrong == []
    assert "rule.failed" not in {each.code for each in remarks}


BOTH = """
name = "own"
title = "表"
version = "1"
year = 2026
money = { unit = "万元" }
placeholders = ["目标1"]
[project]
title = "表"
required = ["goal"]
drawing = '''
| 编码 | {code}   | {code}   | 名称   | {name}   | {name}   |
| 预算 | {budget} | 财政   | {fiscal} | 其他     | {other}  |
| 目标 | {goal}   | {goal}   | {goal} | {goal}   | {goal}   |
'''
"""


def codes(rules: str, **given: object) -> set[str]:
    source = BOTH.replace("[project]", f"{rules}\n[project]", 1)
    form = Form.parse(source)
    project = Project(code="P1", name="甲", budget=Decimal(30), fiscal=Decimal(30),
                      other=Decimal(30), goal="目标1")  # fmt: skip
    budget = UnitBudget(
        unit=Unit(code="1", name="乙"), projects=(project.model_copy(update=given),)
    )
    known = budget.model_copy(update={"projects": (Project(code="P1", name="甲"),)})
    master = Master(money=form.money, units=(known,))
    (made,) = generate(form, master, answers={"1": budget})
    return {each.code for each in read(made.content, form).findings}


def test_a_form_without_packs_is_held_to_what_is_plain() -> None:
    assert {"money.sum", "goal.placeholder"} <= codes("")
    assert not {"money.sum", "goal.placeholder"} & codes("rules = []")
    assert "required.blank" in codes("rules = []", goal="")
    assert {*PLAIN} <= {*rules_of(Form.load("hebei-2023"), [])}
