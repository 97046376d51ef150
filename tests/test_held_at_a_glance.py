"""What was sent is held against what came back with short cuts, and finds what it finds without."""

from collections.abc import Mapping
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from xlperf.budget import field_text, value_text
from xlperf.budget.nouns import Indicator, Project, Row
from xlperf.budget.target import Target
from xlperf.findings import Finding
from xlperf.form.form import Form
from xlperf.identity.identity import Identity, Issued
from xlperf.reading.against_issued.locked import with_issued_targets
from xlperf.reading.against_issued.rows import _of_table, hold_rows
from xlperf.reading.against_issued.tables import Came, columns_of, sent_rows
from xlperf.reading.filled import FilledProject
from xlperf.reading.issued_values import locked_values
from xlperf.reading.telling import Telling

OWN = Form.parse("""
name = "own"
title = "盘点表"
version = "1"
year = 2026
money = { unit = "元", places = 2 }

[fields]
score = "number"
"task.name" = "text"
"task.people" = "count"

[project]
title = "盘点表"
drawing = \"\"\"
| 编码        | {code}        | 名称        | {name}      |
| 任务        | 任务          | 人数        | 人数        |
| [task.name] | [task.name] | [task.people] | [task.people] |
| 三级指标    | 指标值        | 原因        | 得分        |
| [level3]    | [value]       | [basis]     | [score]     |
\"\"\"
""")
FORMS = (Form.load("hebei-2023"), OWN)
KEYS = ("", "R001", "R002", "R003")
texts = st.sampled_from(["", " ", "甲", "乙", "丙 丙", "丙丙", "\u200b"])
targets = st.sampled_from(["", "≥95百分比", "≥95 百分比", "3 次", "好"])
indicators = st.builds(
    Indicator,
    key=st.sampled_from(KEYS),
    level3=texts,
    description=texts,
    target=targets.map(Target.parse),
    basis=texts,
    declared=st.just({}) | st.fixed_dictionaries({"score": st.just(Decimal(5))}),
)
rows = st.builds(
    Row,
    key=st.sampled_from(KEYS[1:]).map("task/{}".format) | st.just(""),
    values=st.fixed_dictionaries({"name": texts, "people": st.none() | st.just(Decimal(2))}),
)
projects = st.builds(
    Project,
    code=st.sampled_from(["A", ""]),
    name=texts,
    budget=st.none() | st.just(Decimal(3)),
    indicators=st.lists(indicators, max_size=4).map(tuple),
    rows=st.fixed_dictionaries({"task": st.lists(rows, max_size=3).map(tuple)}),
)
FIELDS = ("level1", "level3", "description", "value", "basis", "score")
paths = (
    st.sampled_from([f"indicators.{key}.{name}" for key in KEYS[1:] for name in FIELDS])
    | st.sampled_from([f"task.{key}.{name}" for key in KEYS[1:] for name in ("name", "people")])
    | st.sampled_from(["name", "budget", "code", "goal", "not.drawn"])
)
sent = st.dictionaries(paths, texts | targets | st.just("3.00") | st.just("5"))


def told(form: Form, filled: FilledProject, issued: Mapping[str, str]) -> list[Finding]:
    """What is found by comparing every row of every table with all that it holds."""
    tell, found = Telling("f", form.levels, {}), list[Finding]()
    for columns in columns_of(form, form.project_sheet):
        then = sent_rows(columns, issued)
        came = Came(filled, columns)
        own = filled.project.tables.get(columns.name, ())
        texts = {row.key: {n: value_text(v) for n, v in row.values.items()} for row in own}
        if content(texts, columns.content) != content(then, columns.content):
            found += _of_table(tell, form, came, then)
    return found


def content(
    rows: Mapping[str, Mapping[str, str]], names: tuple[str, ...]
) -> Mapping[str, Mapping[str, str]]:
    """What rows say of their content, by key."""
    said = {key: {n: row[n] for n in names if row.get(n)} for key, row in rows.items()}
    return {key: row for key, row in said.items() if row}


@given(st.sampled_from(FORMS), projects, sent)
def test_rows_are_held_as_if_all_were_compared(
    form: Form, project: Project, issued: Mapping[str, str]
) -> None:
    filled = FilledProject(project, "表", {})
    tell = Telling("f", form.levels, {})
    assert list(hold_rows(tell, form, filled, issued)) == told(form, filled, issued)


def identity_of(issued: Mapping[str, str], *, locked: bool) -> Identity:
    """An identity of one project."""
    values = tuple(Issued("A", field, text, locked) for field, text in issued.items())
    unit = {"code": "1", "name": "甲"}
    return Identity(form="f", version="1", year=2023, unit=unit, snapshot=values)  # type: ignore[arg-type]


@given(st.sampled_from(FORMS), projects, sent, st.sets(paths))
def test_locked_values_are_those_drawn_read_and_compared_one_by_one(
    form: Form, project: Project, issued: Mapping[str, str], refused: set[str]
) -> None:
    filled = FilledProject(project, "表", {}, refused=frozenset(refused))
    values = locked_values(form, filled, identity_of(issued, locked=True))
    sheet = form.project_sheet
    assert sheet is not None
    asked = {name for name in issued if sheet.asks_for(name)} if project.code else set()
    came = {name: field_text(form.money, project, name) for name in asked - refused}
    assert values.came == came
    assert values.sent == {name: issued[name] for name in came}
    assert values.changed() == sorted(name for name in came if came[name] != issued[name])
    assert values.left_as_issued() == {name for name in came if came[name] == issued[name]}
    assert values.blanked() == {name for name in came if not came[name]}


@given(projects, sent)
def test_targets_nobody_touched_keep_their_text_and_all_others_their_row(
    project: Project, issued: Mapping[str, str]
) -> None:
    filled = FilledProject(project, "表", {})
    found = with_issued_targets(filled, identity_of(issued, locked=False)).project
    assert found.model_copy(update={"indicators": project.indicators}) == project
    for before, after in zip(project.indicators, found.indicators, strict=True):
        raw = issued.get(f"indicators.{before.key}.value", "") if project.code else ""
        is_same = bool(raw) and Target.parse(raw).same_parts(before.target)
        assert after.target.raw == (raw if is_same else before.target.raw)
        assert after.model_copy(update={"target": before.target}) == before
