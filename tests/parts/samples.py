"""A small made-up unit with two projects, filled in as a careful unit would."""

from decimal import Decimal

from xlperf.budget.money import MoneyUnit
from xlperf.budget.nouns import (
    Goal,
    Indicator,
    Master,
    Plan,
    PlanPoint,
    Project,
    Unit,
    UnitBudget,
    UnitPart,
)
from xlperf.budget.target import Target
from xlperf.excel.writing.writer import workbook_bytes
from xlperf.form.form import Form
from xlperf.identity.changes import Amendment
from xlperf.issuing import Cover, PreparedForm, generate, unit_workbook

UNIT = Unit(code="990001", name="示例社区服务中心")
CODES = ("13081123P000109100016", "13081123P000114100011")
PROJECT_FORMS = ("hebei-2023", "central-2021")
_VALUES = ("≥12次", "≥95百分比", "100百分比", "≤400元/人", "明显提升")


def filled_unit(form: Form) -> UnitBudget:
    """Two projects with a row for each second level, and a part of the unit's own."""
    projects = (
        _project(form, CODES[0], "居民技能培训", "30.00", "25.00", "5.00"),
        _project(form, CODES[1], "社区图书角", "12.34", "12.34", None),
    )
    part = UnitPart(
        overall=("提高居民技能。", "办好图书角。"),
        goals=tuple(Goal(project=each.name, text=f"{each.name}惠及千人。") for each in projects),
        safeguards=("落实责任。",),
    )
    return UnitBudget(unit=UNIT, projects=projects, part=part)


def master_of(form: Form, *budgets: UnitBudget) -> Master:
    """What a master budget knows of filled units: codes, names and amounts."""
    return Master(money=form.money, units=tuple(map(known_of, budgets)))


def known_of(budget: UnitBudget) -> UnitBudget:
    """The same unit before it has answered."""
    told = ("code", "name", "budget", "fiscal", "other")
    projects = (Project(**{name: getattr(each, name) for name in told}) for each in budget.projects)
    return UnitBudget(unit=budget.unit, projects=tuple(projects))


def workbook(form: Form | str = "hebei-2023", *, blank: bool = False) -> bytes:
    """The small unit's workbook, filled in or as it is sent."""
    form = Form.load(form)
    answers = filled_unit(form)
    given = {} if blank else {UNIT.code: answers}
    (issued,) = generate(form, master_of(form, answers), answers=given)
    return issued.content


def reissued(
    form: Form, known: UnitBudget, answers: UnitBudget, number: int, round_name: str
) -> bytes:
    """A unit's workbook, filled in, of any issue."""
    prepared = PreparedForm(form, Cover(), "", round_name)
    return workbook_bytes(unit_workbook(prepared, known, answers, Amendment(number=number)))


def small_master(*projects: Project, money: str = "万元") -> Master:
    """A master budget of one unit."""
    units = (UnitBudget(unit=UNIT, projects=projects),)
    return Master(money=MoneyUnit(unit=money), units=units)


def _project(form: Form, code: str, name: str, *amounts: str | None) -> Project:
    budget, fiscal, other = (None if each is None else Decimal(each) for each in amounts)
    percents = dict(zip(("mar", "jun", "oct", "dec"), map(Decimal, (25, 50, 75, 100)), strict=True))
    return Project(
        code=code,
        name=name,
        budget=budget,
        fiscal=fiscal,
        other=other,
        purpose="支付场地、教师和教材费用",
        goal="全年服务居民一千人，合格率达到九成五",
        plan=Plan(
            points=tuple(PlanPoint(date=date, percent=percents[date]) for date in form.plan_dates)
        ),
        indicators=tuple(
            Indicator(
                key=f"R{number:03d}",
                level1=form.parents[level2],
                level2=level2,
                level3=f"{name}第{number}项",
                description="" if not form.asks("description") else f"第{number}项的说明",
                target=Target.parse(_VALUES[number % len(_VALUES)]),
                basis=f"依据{number}",
                weight=Decimal(number) if form.asks("weight") else None,
            )
            for number, level2 in enumerate(form.level2s, 1)
        ),
    )
