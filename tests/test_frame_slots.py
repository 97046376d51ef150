"""A field may be called like what stands around the table: neither takes the other's place."""

from xlperf import Form, generate, read
from xlperf.budget import Master, Project, Row, Unit, UnitBudget

FORM = Form.parse(
    """
name = "slots"
title = "任务表"
version = "1"
year = 2026
rules = []

[fields]
title = "text"
check = "text"
seal = "text"
"seal.line" = "text"
"task.key" = "text"
"task.hint" = "text"

[project]
title = "任务表"
rows = 2
drawing = '''
| 编码       | {code}      | 名称 | {name}      |
| 标题       | {title}     | 检查 | {check}     |
| 印章       | {seal}      | 印文 | {seal.line} |
| 钥匙       | 钥匙        | 提示 | 提示        |
| [task.key] | [task.key]  | [task.hint] | [task.hint] |
'''
"""
)
UNIT = Unit(code="001", name="一处")
ANSWERS = {"title": "甲题", "check": "乙查", "seal": "丙印", "seal.line": "丁文"}
ROWS = (Row(values={"key": "R2", "hint": "一"}), Row(values={"key": "钥", "hint": "二"}))


def returned(answers: UnitBudget | None) -> Project:
    known = UnitBudget(unit=UNIT, projects=(Project(code="P1", name="一项"),))
    master = Master(money=FORM.money, units=(known,))
    (book,) = generate(FORM, master, answers={UNIT.code: answers} if answers else {})
    (project,) = read(book.content, FORM)
    return project


def test_answers_come_back_whatever_their_fields_are_called() -> None:
    filled = Project(code="P1", name="一项", declared=ANSWERS, rows={"task": ROWS})
    back = returned(UnitBudget(unit=UNIT, projects=(filled,)))
    assert {name: back.declared[name] for name in ANSWERS} == ANSWERS
    assert [dict(each.values) for each in back.rows["task"]] == [dict(r.values) for r in ROWS]
    assert [each.key for each in back.rows["task"]] == ["task/R001", "task/R002"]


def test_what_nobody_filled_is_blank() -> None:
    back = returned(None)
    assert not any(back.declared.values())
    assert not any(each.values for each in back.rows.get("task", ()))
