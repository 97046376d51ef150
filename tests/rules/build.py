"""Small projects for the tests of the rules: lawful until a test changes one thing."""

from collections.abc import Iterable
from decimal import Decimal

from xlperf.budget.nouns import Goal, Indicator, Plan, PlanPoint, Project, UnitPart
from xlperf.budget.target import Target
from xlperf.findings.finding import Finding, Remark, level_of
from xlperf.form.form import Form

FORM = Form.load("hebei-2023")
CENTRAL = Form.load("central-2021")
DATES = ("mar", "jun", "oct", "dec")

LAWFUL = {
    "数量指标": ("开展培训次数", "一年中举办的培训", "≥12次", "年度培训计划"),
    "质量指标": ("培训合格率", "考试合格人数占参训人数的比例", "≥95百分比", "培训管理办法"),
    "时效指标": ("任务按期完成率", "按期完成的任务占全部任务的比例", "100百分比", "工作计划"),
    "成本指标": ("人均培训成本", "培训支出除以参训人数", "≤400元/人", "培训费管理办法"),
    "经济效益指标": ("带动居民增收", "参训居民当年增加的收入", "≥50万元", "上年统计数"),
    "社会效益指标": ("政策知晓率", "抽样居民中知晓政策的比例", "≥90百分比", "问卷调查"),
    "生态效益指标": ("废弃教材回收率", "回收教材占发放教材的比例", "≥80百分比", "绿色机关标准"),
    "可持续影响指标": ("居民就业能力", "参训后居民的就业能力", "明显提升", "跟踪回访"),
    "服务对象满意度指标": ("参训居民满意度", "表示满意的居民的比例", "≥95百分比", "满意度调查"),
}
"""A row for each second level, against which no rule has anything to say."""


def row(level2: str = "数量指标", **changes: object) -> Indicator:
    """A lawful row under a second level; `value` is parsed as it would be printed.

    `spelled` is what the cell of the second level says instead of its name.
    """
    level3, description, value, basis = LAWFUL[level2]
    cells: dict[str, object] = {
        "level1": FORM.parents[level2],
        "level2": changes.pop("spelled", level2),
        "level3": level3,
        "description": description,
        "target": Target.parse(str(changes.pop("value", value))),
        "basis": basis,
    }
    return Indicator.model_validate(cells | changes)


def empty_row(level2: str) -> Indicator:
    """A row as it is issued: its levels, and nothing else."""
    return Indicator(level1=FORM.parents[level2], level2=level2)


def plan(*percents: int | str | None) -> Plan:
    """A plan over the dates of the form; None is a blank."""
    given = [None if each is None else Decimal(each) for each in percents]
    pairs = zip(DATES, given, strict=True)
    return Plan(points=tuple(PlanPoint(date=date, percent=percent) for date, percent in pairs))


def project(*rows: Indicator, **changes: object) -> Project:
    """A lawful project; with rows, those alone make its table."""
    cells: dict[str, object] = {
        "code": "13081123P000109100016",
        "name": "居民技能培训",
        "budget": Decimal("30.00"),
        "fiscal": Decimal("25.00"),
        "other": Decimal("5.00"),
        "purpose": "支付培训场地、教师和教材费用",
        "plan": plan(25, 50, 75, 100),
        "goal": "全年培训居民一千人，合格率达到九成五",
        "indicators": rows or tuple(row(level2) for level2 in LAWFUL),
    }
    return Project.model_validate(cells | changes)


def part(*goals: tuple[str, str], **changes: object) -> UnitPart:
    """A unit part with these entries: the project's name and the text."""
    cells: dict[str, object] = {
        "overall": ("提高居民技能。",),
        "goals": tuple(Goal(project=name, text=text) for name, text in goals),
        "safeguards": ("落实责任。",),
    }
    return UnitPart.model_validate(cells | changes)


def spoken(each: Remark, form: Form = FORM) -> Finding:
    """The finding a remark becomes, once its texts were seen to render in both languages."""
    level = level_of(each.code, form.levels)
    made = Finding(each.code, level, field=each.field, found=each.found, values=each.values)
    for sentence in (made.message("zh"), made.message("en"), made.fix("zh"), made.fix("en")):
        assert sentence, each
        assert "{" not in sentence, sentence
        assert "None" not in sentence, sentence
    return made


def said(remarks: Iterable[Remark], form: Form = FORM) -> list[tuple[str, str]]:
    """The code and the field of every remark."""
    return [(made.code, made.field) for made in (spoken(each, form) for each in remarks)]


def fields(remarks: Iterable[Remark], code: str) -> list[str]:
    """The fields of all remarks, which must all have this one code."""
    found = said(remarks)
    assert {each for each, _ in found} <= {code}, found
    return [field for _, field in found]
