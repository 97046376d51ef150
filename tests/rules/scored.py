"""A form that scores, and projects with rows of targets and what came of them."""

from decimal import Decimal

from xlperf.budget import Indicator, Project, Target
from xlperf.form import Form, with_answers

FORM = Form.parse("""
name = "scored"
title = "自评表"
version = "1"
year = 2026
money = { unit = "万元", places = 2 }
signs = ["≥", "≤", "＝", "＜", "定性"]
units = ["个", "次"]

[fields]
actual = "target"
score  = { kind = "number", places = 2, is = "score(value, actual, weight, given)" }
reason = "text"
spent  = "money"

[project]
title = "自评表"
split = { value = ["sign", "number", "unit"], actual = ["actual.number", "actual.unit"], score = ["score", "given"] }
drawing = \"\"\"
| 编码     | {code}  | 名称     | {name}   | 预算     | {budget} |
| 支出     | {spent} | {spent}  | {spent}  | {spent}  | {spent}  |
| 三级指标 | 指标值  | 实际值   | 分值     | 得分     | 原因     |
| [level3] | [value] | [actual] | [weight] | [score]  | [reason] |
\"\"\"

[score]
signs  = { "≥" = "ratio", "≤" = "inverse" }
bands  = { "达成" = [80, 100], "未达成" = [0, 60] }
reason = "reason"
over   = 300

[[checks]]
that  = "spent <= budget"
zh    = "支出超过预算"
level = "warning"

[[checks]]
that = "weight > 0"
""")  # noqa: E501


def project(*rows: tuple[str, str, str, int | None], spent: str = "") -> Project:
    """A project with a row for each target: its sign and text, what came of it, reason, given."""
    indicators = tuple(_row(*each) for each in rows)
    figure = Decimal(spent) if spent else None
    made = Project(
        code="P1", name="甲", budget=Decimal(10), indicators=indicators, declared={"spent": figure}
    )
    computing = FORM.computed("project")
    assert computing
    return with_answers(computing, made, computing.answers(made))


def _row(target: str, actual: str, reason: str, given: int | None) -> Indicator:
    wanted = Target.parse(target)
    if wanted.number is None:
        wanted = Target.of("定性", None, target)
    declared = {
        "actual": Target.parse(actual),
        "reason": reason,
        "given": None if given is None else Decimal(given),
    }
    return Indicator(level3="指标", target=wanted, weight=Decimal(10), declared=declared)
