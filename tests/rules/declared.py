"""A form with a field of every kind, and projects and parts filled in by it."""

from decimal import Decimal

from xlperf.budget import Indicator, Project, Row, UnitPart, Values
from xlperf.form import Form

FORM = Form.parse("""
name = "declared"
title = "盘点表"
version = "1"
year = 2026
money = { unit = "元", places = 2 }

[fields]
keeper = { kind = "text", longest = 5, required = true }
state = ["完好", "损坏"]
share = { kind = "percent", least = 0, most = 120, places = 1 }
spent = "money"
"task.name" = "text"
"task.people" = { kind = "count", least = 1 }
"task.note" = { kind = "text", required = true }
cause = { kind = "text", required = true }
"aid.name" = { kind = "text", longest = 3 }

[project]
title = "盘点表"
drawing = \"\"\"
| 编码        | {code}        | 名称        | {name}      |
| 保管人      | {keeper}      | 状态        | {state}     |
| 占比        | {share}       | 支出        | {spent}     |
| 任务        | 人数          | 说明        | 说明        |
| [task.name] | [task.people] | [task.note] | [task.note] |
| 三级指标    | 指标值        | 原因        | 原因        |
| [level3]    | [value]       | [cause]     | [cause]     |
\"\"\"

[unit]
title = "单位"
drawing = \"\"\"
| 单位 | {unit.name} | {unit.name} | {unit.name} |
| 帮扶 | [aid.name]  | [aid.name]  | [aid.name]  |
\"\"\"
""")


def project(*tasks: Values, causes: tuple[str, ...] = (), **singles: object) -> Project:
    """A project with everything that is required, but for what is said otherwise."""
    once: Values = {
        "keeper": "张三", "state": "完好", "share": Decimal(60), "spent": Decimal("1.25"),
    } | singles  # type: ignore[assignment]  # fmt: skip
    rows = (Indicator(level3=f"指标{number}", declared={"cause": text})
            for number, text in enumerate(causes))  # fmt: skip
    return Project(
        code="P1", name="甲", declared=once, indicators=tuple(rows),
        rows={"task": tuple(Row(values=each) for each in tasks)},
    )  # fmt: skip


def part(*names: str) -> UnitPart:
    """A unit's part with a table of its own."""
    return UnitPart(rows={"aid": tuple(Row(values={"name": name}) for name in names)})


def task(name: str = "做", people: int | None = 3, note: str = "说明") -> Values:
    """A row of the table of tasks."""
    return {"name": name, "people": None if people is None else Decimal(people), "note": note}
