"""Units made up for texts: long cells, many projects, Latin in Han, blanks and 无."""

from decimal import Decimal
from random import Random

from xlperf import Form
from xlperf.budget.nouns import Goal, Indicator, Plan, PlanPoint, Project, Unit, UnitPart
from xlperf.budget.target import Target
from xlperf.reading.filled import Filled, FilledPart, FilledProject

HAN = (
    "预算绩效管理工作要求落实到位社区服务居民满意度提高质量数量时效成本经费支出计划按期完成"
    "项目设备维护培训讲座活动"
)
LATIN = ("Excel", "App", "GIS", "5G", "Wi-Fi", "PPP", "e-mail", "COVID", "Windows 11", "LED")
STOPS = "，、；"
SIGNS = ("≥", "≤", "＞", "＜", "")
UNITS = ("%", "场", "次", "个", "百分比", "人次")
LEVELS = {
    "产出指标": ("数量指标", "质量指标", "时效指标", "成本指标"),
    "效益指标": ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"),
    "满意度指标": ("服务对象满意度指标",),
}


def unit_of(seed: int, projects: int = 3, longest: int = 40, rows: int = 1) -> Filled:
    """A unit with answers to everything, the same for the same seed.

    Args:
        longest: how many signs a text has at most.
        rows: how many indicators a second level has at most.
    """
    chance = Random(seed)  # noqa: S311 - the same unit each time
    form = Form.load("hebei-2023")
    names = [f"{_said(chance, 12)}{number}号项目" for number in range(1, projects + 1)]
    filled = tuple(
        FilledProject(_project(chance, number, name, longest, rows), f"表{number}", {})
        for number, name in enumerate(names, 1)
    )
    paragraphs = _paragraphs(chance, longest, 4)
    goals = [Goal(project=name, text="\n".join(_paragraphs(chance, longest, 3))) for name in names]
    safeguards = _paragraphs(chance, longest, 5)
    part = UnitPart(overall=tuple(paragraphs), goals=tuple(goals), safeguards=tuple(safeguards))
    return Filled(
        "unit.xlsx", form, Unit(code="125001", name="某县社区管理办公室"), filled,
        FilledPart(part, "整体", {}),
    )  # fmt: skip


def _project(chance: Random, number: int, name: str, longest: int, rows: int) -> Project:
    fiscal = Decimal(chance.randint(1, 10**7)) / 100
    other = Decimal(chance.randint(0, 10**5)) / 100 if chance.random() < 0.5 else None
    plan = sorted(chance.choice((0, 25, 30, 50, 75, 100)) for _ in range(3))
    points = [None if chance.random() < 0.2 else Decimal(each) for each in plan]
    dates = ("mar", "jun", "oct", "dec")
    return Project(
        code=f"13081123P{number:06}100016"[:21],
        name=name,
        budget=fiscal + (other or 0),
        fiscal=fiscal,
        other=other,
        purpose=_said(chance, longest),
        goal=_said(chance, longest),
        plan=Plan(points=tuple(
            PlanPoint(date=date, percent=each)
            for date, each in zip(dates, [*points, Decimal(100)], strict=True)
        )),
        indicators=tuple(
            _indicator(chance, one, two, longest)
            for one, twos in LEVELS.items()
            for two in twos
            for _ in range(chance.randint(1, rows))
        ),
    )  # fmt: skip


def _indicator(chance: Random, one: str, two: str, longest: int) -> Indicator:
    if chance.random() < 0.2:
        return Indicator(level1=one, level2=two, level3="无", description="无", basis="无",
                         target=Target.parse("无"))  # fmt: skip
    raw = f"{chance.choice(SIGNS)}{chance.randint(1, 99999)}{chance.choice(UNITS)}"
    basis = "" if chance.random() < 0.15 else _said(chance, longest)
    return Indicator(
        level1=one, level2=two, level3=_said(chance, 20), description=_said(chance, longest),
        basis=basis, target=Target.parse(raw if chance.random() < 0.8 else _said(chance, 15)),
    )  # fmt: skip


def _said(chance: Random, longest: int) -> str:
    """Words, some of them Latin, with spaces round them or without."""
    text, end = "".join(chance.choice(HAN) for _ in range(2)), chance.randint(2, max(3, longest))
    while len(text) < end:
        kind = chance.random()
        if kind < 0.08:
            text += f" {chance.choice(LATIN)} {chance.choice(HAN)}"
        elif kind < 0.14:
            text += f"{chance.choice(LATIN)}{chance.choice(HAN)}"
        elif kind < 0.2:
            text += f"{chance.choice(STOPS)}{chance.choice(HAN)}"
        elif kind < 0.25:
            text += f"{chance.randint(1, 2030)}{chance.choice(HAN)}"
        else:
            text += chance.choice(HAN)
    return text


def _paragraphs(chance: Random, longest: int, most: int) -> list[str]:
    return [f"{_said(chance, longest)}。" for _ in range(chance.randint(1, most))]
