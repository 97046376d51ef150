"""Made-up budgets and answers, as long and as wide as a real unit's, the same in every run."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from xlperf import Form, generate
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

FORM = "hebei-2023"
LARGE, SMALL = 13, 2
"""Projects of a unit: as many as a real published one has, and a small one."""

_TOPICS = ("社区服务", "道路养护", "校舍维修", "公共卫生", "图书购置", "河道清理", "安全巡查")
_BASES = ("2023年度工作计划", "历史数据和行业标准", "《部门预算编制通知》")
_WORDS = (
    "按照年度工作安排分批组织实施，做好过程记录和资料归档，",
    "资金按合同约定和进度支付，专款专用，接受审计和社会监督，",
    "完成后由主管部门组织验收，验收结果与下一年度预算安排挂钩，",
)
_TARGETS = ("≥95 百分比", "100 百分比", "≥500 次", "≤12 月", "3 个", "≥90 %", "明显提高")
_PLAN = {"mar": 10, "jun": 40, "oct": 75, "dec": 100}


def master(units: int, projects: int) -> Master:
    """A master budget: code, name and amounts, as an office has them."""
    form = Form.load(FORM)
    budgets = (
        UnitBudget(unit=_unit(number), projects=tuple(_projects(number, projects)))
        for number in range(units)
    )
    return Master(money=form.money, units=tuple(budgets))


def answers(budget: Master) -> Mapping[str, UnitBudget]:
    """What each unit fills in."""
    form = Form.load(FORM)
    return {
        each.unit.code: each.model_copy(
            update={
                "projects": tuple(_filled(form, project) for project in each.projects),
                "part": _part(each.projects),
            }
        )
        for each in budget.units
    }


def write_returns(folder: Path, units: int, projects: int) -> list[Path]:
    """The filled workbooks of so many units."""
    budget = master(units, projects)
    issued = generate(FORM, budget, answers=answers(budget))
    return [each.save(folder, force=True) for each in issued]


def _unit(number: int) -> Unit:
    return Unit(code=f"{100_001 + number}", name=f"示例单位第{number + 1}办公室")


def _projects(unit: int, count: int) -> Iterator[Project]:
    for number in range(count):
        serial = unit * 100 + number
        fiscal, other = Decimal(serial % 97 + 3) / 4, Decimal(serial % 7)
        yield Project(
            code=f"13081123P{serial:06d}100016",
            name=f"{_TOPICS[serial % len(_TOPICS)]}项目经费（{serial}）",
            budget=fiscal + other,
            fiscal=fiscal,
            other=other,
        )


def _filled(form: Form, project: Project) -> Project:
    points = tuple(PlanPoint(date=date, percent=Decimal(_PLAN[date])) for date in form.plan_dates)
    return project.model_copy(
        update={
            "purpose": f"用于{project.name}的各项支出：{_prose(project.code, 2)}",
            "goal": f"1. {_prose(project.code, 3)}\n2. {_prose(project.name, 2)}",
            "plan": Plan(points=points),
            "indicators": tuple(
                _indicator(form, project, name, number) for number, name in enumerate(form.level2s)
            ),
        }
    )


def _indicator(form: Form, project: Project, level2: str, number: int) -> Indicator:
    serial = int(project.code[9:15]) + number
    return Indicator(
        level1=form.parents[level2],
        level2=level2,
        level3=f"{project.name[:4]}{level2[:-2]}第{serial}项",
        description=f"{project.name}：{_prose(level2, 1)}",
        target=Target.parse(_TARGETS[serial % len(_TARGETS)]),
        basis=_BASES[serial % len(_BASES)],
    )


def _part(projects: tuple[Project, ...]) -> UnitPart:
    return UnitPart(
        overall=tuple(_prose(str(number), 3) for number in range(5)),
        goals=tuple(Goal(project=each.name, text=_prose(each.code, 2)) for each in projects),
        safeguards=tuple(_prose(str(number), 2) for number in range(8)),
    )


def _prose(seed: str, sentences: int) -> str:
    """Some sentences about a thing, others for another."""
    first = sum(map(ord, seed))
    said = (_WORDS[(first + number) % len(_WORDS)] for number in range(sentences))
    return "".join(said) + f"以{seed}的批复为准。"
