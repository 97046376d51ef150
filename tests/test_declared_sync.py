"""Fields and tables that a form declares, behind reading and issuing: held against what was
issued, brought up to date, kept aside where they have no cell, and given back.

| 编码   | P1   | 名称   | 甲     |   one project sheet, and a sheet of the unit's own:
| 保管人 | {keeper} | 支出 | {spent} |   {chief} {seats}, and a table [help.name] [help.money]
| 事项   | 金额 | 日期   | 人数   |
| [task.name] | [task.budget] | [task.day] | [task.people] |
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parts.declared_forms import answered, declared_forms, master_of, values_of
from parts.grids import read_sheets, swapped_rows, with_row, with_value, without_row
from xlperf import Form, read
from xlperf.budget import FIGURES, in_row
from xlperf.budget.nouns import Master, Project, Row, Unit, UnitBudget, UnitPart
from xlperf.excel.reading.book import read_grids
from xlperf.form.form import Form as LoadedForm
from xlperf.identity import Change, Issued
from xlperf.issuing import PreparedForm, field_label, returnable_bytes, unit_workbook
from xlperf.reading.filled import Filled, FilledPart, FilledProject
from xlperf.rounds.arriving.halves import halves
from xlperf.rounds.telling.between_copies import differences
from xlperf.sheet.address import Cell
from xlperf.sheet.comment import Comment
from xlperf.sheet.grid import Grid
from xlperf.syncing.answers_without_cell import texts_of
from xlperf.syncing.up_to_date import Synced, sync

HEAD = """
name = "stock"
title = "盘点表"
version = "{version}"
year = 2026
money = {{ unit = "元", places = 2 }}
rules = []
[fields]
{fields}
[project]
title = "盘点表 {{name}}"
spare = 2
drawing = \"\"\"
{project}
\"\"\"
"""
PROJECT = {
    "keeper": ('keeper = "text"\nspent = "money"', "| 保管人 | {keeper} | 支出 | {spent} |"),
    "task": (
        '"task.name" = "text"\n"task.budget" = "money"\n"task.day" = "date"\n'
        '"task.people" = "count"',
        "| 事项 | 金额 | 日期 | 人数 |\n"
        "| [task.name] | [task.budget] | [task.day] | [task.people] |",
    ),
}  # fmt: skip
UNIT = (
    '[unit]\ntitle = "单位"\nspare = 1\ndrawing = """\n'
    "| 负责人 | {chief} | 编制数 | {seats} |\n"
    "| 帮扶 | 帮扶 | 补助 | 补助 |\n"
    '| [help.name] | [help.name] | [help.money] | [help.money] |\n"""\n'
)
OF_UNIT = 'chief = "text"\nseats = "count"\n"help.name" = "text"\n"help.money" = "money"'


def drawn(
    *parts: str, version: str = "1", unit: bool = True, change: Mapping[str, str] = {}
) -> LoadedForm:
    """The form with some of its parts, as a version of it."""
    taken = [PROJECT[name] for name in parts]
    fields = "\n".join([*(each[0] for each in taken), *([OF_UNIT] if unit else [])])
    project = "\n".join(["| 编码 | {code} | 名称 | {name} |", *(each[1] for each in taken)])
    text = HEAD.format(version=version, fields=fields, project=project) + (UNIT if unit else "")
    for old, new in change.items():
        text = text.replace(old, new)
    return Form.parse(text)


FORM = drawn("keeper", "task")
WITHOUT_TASK = drawn("keeper", version="2")


def task(name: str, budget: str = "", day: date | None = None, people: int | None = None) -> Row:
    values = {
        "name": name, "budget": Decimal(budget) if budget else None, "day": day,
        "people": None if people is None else Decimal(people),
    }  # fmt: skip
    return Row(values=values)


PUMPS = task("检修泵房", "3", date(2026, 3, 1), 7)
TREES = task("补种树木", "12.5", None, 2)
ROADS = task("清扫道路", "8", date(2026, 5, 6), 4)
FIRST = Project(
    code="P1", name="甲", declared={"keeper": "张三", "spent": Decimal("1.25")},
    rows={"task": (PUMPS, TREES, ROADS)},
)  # fmt: skip
HELP = Row(values={"name": "李四", "money": Decimal(9)})
PART = UnitPart(declared={"chief": "王五", "seats": Decimal(3)}, rows={"help": (HELP,)})
U1 = Unit(code="125001", name="社区办")
ANSWERED = UnitBudget(unit=U1, projects=(FIRST,), part=PART)


def master(declared: Mapping[str, Any] = {}, unit: Mapping[str, Any] = {}, *codes: str) -> Master:
    """A master budget that gives these values of every project and of the unit."""
    projects = tuple(
        Project(code=code, name={"P1": "甲", "P2": "乙"}[code], declared=dict(declared))
        for code in codes or ("P1",)
    )
    part = UnitPart(declared=dict(unit))
    return Master(money=FORM.money, units=(UnitBudget(unit=U1, projects=projects, part=part),))


def issued(given: Master, answers: UnitBudget | None = ANSWERED, form: LoadedForm = FORM) -> bytes:
    """The workbook of the unit, with what it has answered."""
    return returnable_bytes(unit_workbook(PreparedForm(form), given.units[0], answers), "表.xlsx")


def synced(filled: Filled | bytes, given: Master, form: LoadedForm = FORM) -> Synced:
    made = sync(read(filled, FORM) if isinstance(filled, bytes) else filled, given, form)
    assert made.refused == ()
    return made


def back(made: Synced, form: LoadedForm = FORM) -> Filled:
    assert made.content is not None
    return read(made.content, form)


def only(filled: Filled) -> FilledProject:
    (project,) = filled.projects
    return project


def part_of(filled: Filled) -> FilledPart:
    assert filled.part is not None
    return filled.part


def names(filled: Filled) -> list[tuple[str, str]]:
    """The rows of the table of tasks: each key and name."""
    return [(row.key, str(row.values["name"])) for row in only(filled).project.rows["task"]]


def kinds(made: Synced) -> list[tuple[str, str, str, str, str]]:
    return [(c.kind.value, c.field, c.before, c.answer, c.now) for c in made.changes]


def answering(filled: Filled, **declared: Any) -> Filled:
    """A return in which the unit typed these values, locked or not."""
    first = only(filled)
    project = first.project.model_copy(update={"declared": {**first.project.declared, **declared}})
    return replace(filled, projects=(replace(first, project=project),))


# What the master budget gives.


def test_a_declared_value_only_the_master_changed_is_refreshed_and_locked_again() -> None:
    filled = read(issued(master({"keeper": "张三"})), FORM)
    made = synced(filled, master({"keeper": "赵六"}))
    assert kinds(made) == [("refreshed", "keeper", "张三", "", "赵六")]
    again = back(made)
    assert only(again).project.declared["keeper"] == "赵六"
    assert again.identity is not None
    assert again.identity.locked("P1") == {"code": "P1", "name": "甲", "keeper": "赵六"}


def test_a_declared_value_both_changed_is_a_conflict_until_one_gives_in() -> None:
    filled = answering(read(issued(master({"spent": Decimal(5)})), FORM), spent=Decimal(6))
    made = synced(filled, master({"spent": Decimal(7)}))
    assert kinds(made) == [("conflict", "spent", "5", "6", "7")]
    again = back(made)
    assert only(again).project.declared["spent"] == 6
    (finding,) = (each for each in again.findings if each.code == "issued.changed")
    assert (finding.field, finding.found, finding.values["expected"]) == ("spent", "6", "7")
    settled = synced(answering(again, spent=Decimal(7)), master({"spent": Decimal(7)}))
    assert settled.content is None
    still = synced(again, master({"spent": Decimal(8)}))
    assert kinds(still) == [("conflict", "spent", "7", "6", "8")]


def test_a_locked_value_only_the_unit_changed_is_put_back() -> None:
    filled = answering(read(issued(master({"keeper": "张三"})), FORM), keeper="别人")
    made = synced(filled, master({"keeper": "张三"}))
    assert kinds(made) == [("put-back", "keeper", "张三", "别人", "张三")]
    assert only(back(made)).project.declared["keeper"] == "张三"


def test_a_value_the_master_no_longer_gives_is_blank_and_the_units_to_fill() -> None:
    filled = read(issued(master({"spent": Decimal(5)})), FORM)
    made = synced(filled, master())
    assert kinds(made) == [("refreshed", "spent", "5", "", "")]
    again = back(made)
    assert only(again).project.declared["spent"] is None
    assert again.identity is not None
    assert "spent" not in again.identity.locked("P1")


def test_values_of_the_unit_are_given_disputed_and_put_back_as_those_of_projects() -> None:
    filled = read(issued(master({}, {"seats": Decimal(3)})), FORM)
    refreshed = synced(filled, master({}, {"seats": Decimal(4)}))
    assert kinds(refreshed) == [("refreshed", "seats", "3", "", "4")]
    assert part_of(back(refreshed)).part.declared["seats"] == 4
    theirs = part_of(filled)
    typed = theirs.part.model_copy(update={"declared": {"chief": "王五", "seats": Decimal(9)}})
    over = replace(filled, part=replace(theirs, part=typed))
    put_back = synced(over, master({}, {"seats": Decimal(3)}))
    assert kinds(put_back) == [("put-back", "seats", "3", "9", "3")]
    disputed = back(synced(over, master({}, {"seats": Decimal(4)})))
    assert part_of(disputed).part.declared["seats"] == 9
    assert disputed.identity is not None
    assert disputed.identity.disputed("") == {"seats"}
    (finding,) = (each for each in disputed.findings if each.code == "issued.changed")
    assert (finding.project, finding.field, finding.found) == ("", "seats", "9")


# Rows.


def test_rows_follow_their_keys_and_spare_ones_grow_again() -> None:
    filled = read(issued(master()), FORM)
    first = only(filled)
    pumps, trees, roads = first.project.rows["task"]
    moved = (roads, task("新增一行", "1"), pumps)
    project = first.project.model_copy(update={"rows": {"task": moved}})
    own = replace(
        first, project=project, where={}, typed={"task.1.people": "约十人"},
        comments={"task.2.budget": Comment("", "请核对"), "task.R005.name": Comment("", "空行")},
    )  # fmt: skip
    made = synced(replace(filled, projects=(own,)), master({"keeper": "赵六"}))
    again = back(made)
    assert names(again) == [
        ("task/R003", "清扫道路"), ("task/R004", "新增一行"), ("task/R001", "检修泵房")
    ]  # fmt: skip
    assert only(again).typed == {"task.1.people": "约十人"}
    assert trees.key == "task/R002"
    noted = only(again).comments
    assert {path: note.text for path, note in noted.items()} == {
        "task.2.budget": "请核对", "task.R005.name": "空行"
    }  # fmt: skip
    assert made.content is not None
    grid = next(each for each in read_grids(made.content, "") if each.name == "1.甲")
    keys = [t for _, column, t in grid.texts() if not column and t.startswith("task/")]
    assert len(keys) == 5
    assert len({*keys}) == 5


def test_reasons_beside_rows_of_any_table_go_with_them() -> None:
    filled = read(issued(master()), FORM)
    first, theirs = only(filled), part_of(filled)
    second, helped = first.where["task.1.name"].row, theirs.where["help.0.name"].row
    own = replace(first, reasons={second: "去年的树"}, keys={second: "task/R002"})
    part = replace(theirs, reasons={helped: "已公示"}, keys={helped: "help/R001"})
    pumps, trees, roads = first.project.rows["task"]
    turned = first.project.model_copy(update={"rows": {"task": (roads, pumps, trees)}})
    where = {
        f"task.{new}.name": first.where[f"task.{old}.name"] for new, old in enumerate((2, 0, 1))
    }
    own = replace(own, project=turned, where=where)
    again = back(synced(replace(filled, projects=(own,), part=part), master({"keeper": "赵"})))
    assert only(again).reasons == {only(again).where["task.2.name"].row: "去年的树"}
    assert part_of(again).reasons == {part_of(again).where["help.0.name"].row: "已公示"}


def test_a_project_that_goes_and_comes_back_has_all_it_had() -> None:
    both = master({}, {}, "P1", "P2")
    second = FIRST.model_copy(update={"code": "P2", "name": "乙"})
    answers = ANSWERED.model_copy(update={"projects": (FIRST, second)})
    filled = read(issued(both, answers), FORM)
    rows = filled.projects[1].project.rows["task"]
    blank = rows[0].model_copy(update={"values": {**rows[0].values, "day": None}})
    theirs = filled.projects[1].project.model_copy(
        update={"rows": {"task": (blank, *rows[1:])}, "declared": {"keeper": "张三", "spent": None}}
    )
    typed = replace(filled.projects[1], project=theirs, typed={"task.0.day": "三月", "spent": 7.5})
    filled = replace(filled, projects=(filled.projects[0], typed))
    gone = synced(filled, master({}, {}, "P1"))
    assert [c.kind.value for c in gone.changes] == ["aside", "removed"]
    again = back(synced(back(gone), both))
    assert again.projects[1].project.rows == filled.projects[1].project.rows
    assert again.projects[1].project.declared["keeper"] == "张三"
    assert again.projects[1].typed == {"task.0.day": "三月"}
    assert again.projects[1].project.declared["spent"] == Decimal("7.5")


# New versions of the form.


def test_a_table_a_new_version_does_not_draw_is_kept_aside_and_given_back() -> None:
    filled = read(issued(master()), FORM)
    made = synced(filled, master(), WITHOUT_TASK)
    told = [each for each in kinds(made) if each[0] == "aside"]
    assert ("aside", "task.R002.budget", "", "12.5", "") in told
    less = back(made, WITHOUT_TASK)
    assert less.identity is not None
    assert Issued("P1", "task.R001.day", "2026-03-01") in less.identity.aside
    whole = back(sync(less, master(), FORM))
    assert only(whole).project.rows == only(filled).project.rows
    assert whole.identity is not None
    assert whole.identity.aside == ()


def test_what_was_kept_of_a_row_goes_to_no_other() -> None:
    less_columns = drawn("keeper", "task", version="2", change={
        '"task.people" = "count"\n': "", "[task.people]": "[task.day]",
        "日期 | 人数": "日期 | 日期",
    })  # fmt: skip
    less = back(synced(issued(master()), master(), less_columns), less_columns)
    first = only(less)
    pumps, _, roads = first.project.rows["task"]
    rows = (pumps, roads, task("新增一行").model_copy(update={"values": {"name": "新增一行"}}))
    project = first.project.model_copy(update={"rows": {"task": rows}})
    taken_out = replace(less, projects=(replace(first, project=project),))
    whole = back(sync(taken_out, master(), FORM))
    people = {row.values["name"]: row.values["people"] for row in only(whole).project.rows["task"]}
    assert people == {"检修泵房": 7, "清扫道路": 4, "新增一行": None}
    assert whole.identity is not None
    assert whole.identity.aside == (Issued("P1", "task.R002.people", "2"),)
    assert [key for key, _ in names(whole)] == ["task/R001", "task/R003", "task/R004"]


def test_a_field_of_another_kind_keeps_its_answer_as_value_or_as_it_was_typed() -> None:
    words = drawn("keeper", "task", version="2", change={'spent = "money"': 'spent = "text"'})
    dates = drawn("keeper", "task", version="2", change={
        'keeper = "text"': 'keeper = "date"', '"task.day" = "date"': '"task.day" = "text"',
    })  # fmt: skip
    filled = read(issued(master()), FORM)
    assert only(back(synced(filled, master(), words), words)).project.declared["spent"] == "1.25"
    changed = only(back(synced(filled, master(), dates), dates))
    assert changed.typed == {"keeper": "张三"}
    assert changed.project.rows["task"][0].values["day"] == "2026-03-01"


def test_new_fields_and_tables_are_told_once() -> None:
    answers = ANSWERED.model_copy(update={"projects": (FIRST.model_copy(update={"rows": {}}),)})
    filled = read(issued(master(), answers, WITHOUT_TASK), WITHOUT_TASK)
    whole = drawn("keeper", "task", version="3")
    told = [c.field for c in sync(filled, master(), whole).changes if c.kind.value == "new-field"]
    assert told == ["task.name", "task.budget", "task.day", "task.people"]


def test_a_unit_part_without_a_sheet_is_kept_whole_and_given_back() -> None:
    alone = drawn("keeper", "task", version="2", unit=False)
    filled = read(issued(master()), FORM)
    less = back(synced(filled, master(), alone), alone)
    assert less.identity is not None
    assert Issued("", "help.R001.money", "9") in less.identity.aside
    whole = back(sync(less, master(), FORM))
    assert part_of(whole).part == part_of(filled).part


# Held against what was issued.


Told = Callable[..., list[tuple[str, str]]]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    """What is told once a sheet was changed: codes with their places."""

    def of(change: Callable[[Grid], Grid], sheet: str = "1.甲") -> list[tuple[str, str]]:
        content = issued(master({"keeper": "张三"}, {"seats": Decimal(3)}))
        grids = [change(g) if g.name == sheet else g for g in read_grids(content, "")]
        filled = read_sheets(monkeypatch, grids, FORM)
        return [(each.code, each.place.cell) for each in filled.findings]

    return of


CONTENT = read(issued(master()), FORM)
WHERE, OF_PART = only(CONTENT).where, part_of(CONTENT).where


def at(path: str, where: Mapping[str, Cell] = WHERE) -> Cell:
    return where[path]


def test_untouched_rows_and_values_are_nothing_to_tell(told: Told) -> None:
    assert told(lambda grid: grid) == []


@pytest.mark.parametrize("now", ["李四", ""])
def test_a_locked_declared_value_that_came_back_changed_or_blank_is_told_alone(
    told: Told, now: str
) -> None:
    cell = at("keeper")
    assert told(lambda grid: with_value(grid, *cell, now)) == [("issued.changed", str(cell))]
    seats = at("seats", OF_PART)
    assert told(lambda grid: with_value(grid, *seats, ""), "单位") == [
        ("issued.changed", str(seats))
    ]


def test_a_row_of_a_table_that_was_deleted_is_told(told: Told) -> None:
    row = at("task.1.name").row
    assert told(lambda grid: without_row(grid, row)) == [
        ("issued.entry-gone", str(at("task.0.name")))
    ]


def test_a_copied_row_of_a_table_is_told_at_the_copy(told: Told) -> None:
    first, spare = at("task.0.name").row, at("task.2.name").row + 1

    def copied(grid: Grid) -> Grid:
        return with_row(grid, spare, [grid.value(first, c) for c in range(grid.right + 1)])

    assert told(copied) == [("issued.entry-twice", f"B{spare + 1}")]


def test_rows_sorted_without_their_keys_are_told_and_whole_ones_are_not(told: Told) -> None:
    one, other = at("task.0.name").row, at("task.2.name").row
    assert told(lambda grid: swapped_rows(grid, one, other)) == []

    def sorted_alone(grid: Grid) -> Grid:
        keys = grid.value(one, 0), grid.value(other, 0)
        turned = swapped_rows(grid, one, other)
        return with_value(with_value(turned, one, 0, keys[0]), other, 0, keys[1])

    assert [code for code, _ in told(sorted_alone)] == ["issued.entry-moved"]


def test_a_cell_pushed_up_among_its_column_is_told(told: Told) -> None:
    top, column = at("task.0.name")

    def pushed(grid: Grid) -> Grid:
        moved = with_value(grid, top, column, grid.value(top + 1, column))
        return with_value(moved, top + 1, column, grid.value(top + 2, column))

    assert [code for code, _ in told(pushed)] == ["issued.cells-moved"]


# Between two copies.


def test_two_copies_differ_row_by_row_in_any_table_under_the_labels_of_the_form() -> None:
    before = read(issued(master()), FORM)
    first = only(before)
    pumps, trees, roads = first.project.rows["task"]
    later = trees.model_copy(update={"values": {**trees.values, "people": Decimal(5)}})
    same = part_of(before).part.rows
    after = replace(
        before,
        projects=(
            replace(first, project=first.project.model_copy(
                update={"rows": {"task": (roads, later, pumps)}}
            )),
        ),
        part=replace(part_of(before), part=PART.model_copy(
            update={"declared": {**PART.declared, "chief": "孙七"}, "rows": same}
        )),
    )  # fmt: skip
    found = [(d.project, d.field, d.label, d.row, d.before, d.after)
             for d in differences(before, after, FORM)]  # fmt: skip
    assert found == [
        ("P1", "task.R002.people", "人数", "补种树木", "2", "5"),
        ("", "chief", "负责人", "", "王五", "孙七"),
    ]


def test_a_part_in_one_copy_and_a_project_in_the_other_are_halves() -> None:
    blank = read(issued(master({}, {}), None), FORM)
    theirs = read(issued(master()), FORM)
    assert blank.identity is not None
    part = replace(blank, part=replace(part_of(blank), part=part_of(theirs).part))
    project = replace(blank, projects=(replace(only(blank), project=only(theirs).project),))
    found = halves(part, project)
    assert found is not None
    assert (len(found.first), found.second) == (1, ("P1 甲",))
    assert halves(part, part) is None


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("task.R003.budget", "第3行 金额"), ("task/R003", "第3行 事项"), ("spent", "支出"),
        ("typed.task.R001.day", "第1行 日期"), ("reason.help/R002", "审核说明：第2行 帮扶"),
    ],
)  # fmt: skip
def test_fields_and_rows_are_told_by_the_labels_of_the_form(path: str, label: str) -> None:
    assert field_label(FORM, path) == label


# Any form.

ODD = ("layout.", "cell.", "seal.", "identity.", "sheet.", "issued.", "file.", "form.", "code.",
       "money.unit", "computed")  # fmt: skip
Texts = dict[tuple[str, str], str]
ANY = settings(max_examples=40, deadline=None, suppress_health_check=[*HealthCheck])


def texts(filled: Filled) -> Texts:
    """All answers, by project and path."""
    assert filled.form is not None
    sheets: list[tuple[str, Project | UnitPart]] = [
        (each.project.code, each.project) for each in filled.projects
    ]
    sheets += [("", filled.part.part)] if filled.part else []
    return {
        (code, path): text
        for code, record in sheets
        for path, text in texts_of(filled.form.money, record).items()
        if text and path not in ("code", "name")
    }


def aside(filled: Filled) -> Texts:
    assert filled.identity is not None
    return {(each.project, each.field): each.text for each in filled.identity.aside}


def read_quietly(made: Synced, form: LoadedForm) -> Filled:
    """The new workbook, in which nothing is odd but what is disputed."""
    filled = back(made, form)
    assert filled.identity is not None
    odd = [
        (each.code, each.place, each.found) for each in filled.findings
        if each.code.startswith(ODD)
        and each.field not in filled.identity.disputed(each.project)
    ]  # fmt: skip
    assert odd == []
    return filled


def some(draw: st.DataObject, form: LoadedForm) -> dict[str, Any]:
    """Values a master budget gives."""
    sheets = [each for each in (form.project, form.unit) if each]
    once = sorted(name for name in form.fields if any(each.has_cell(name) for each in sheets))
    return {name: draw.draw(values_of(form, name)) for name in once if draw.draw(st.booleans())}


@pytest.mark.long
@ANY
@given(data=st.data())
def test_whatever_a_new_master_changes_no_answer_is_lost_and_nothing_is_silent(
    data: st.DataObject,
) -> None:
    form = Form.model_validate(data.draw(declared_forms()))
    unit = data.draw(answered(form, ["A1", "B2", "C3"]))
    then, now = some(data, form), some(data, form)

    def of(*codes: str) -> UnitBudget:
        kept = tuple(each for each in unit.projects if each.code in codes)
        return unit.model_copy(update={"projects": kept})

    one = Master(money=form.money, units=(master_of(form, of("A1", "B2"), then),))
    two = Master(money=form.money, units=(master_of(form, of("A1", "C3"), now),))
    sent = read_quietly(Synced(unit.unit, "", 1, issued(one, of("A1", "B2"), form)), form)
    assert sync(sent, one, form).content is None
    over = _typed_over(data, form, sent, then)
    came = texts(over)
    made = sync(over, two, form)
    changed = {(each.project, each.field): each for each in made.changes}
    new = read_quietly(made, form)
    assert sent.identity is not None
    for (code, path), text in came.items():
        if text in (texts(new).get((code, path)), aside(new).get((code, path))):
            continue
        is_given = sent.identity.locked(code).get(path) == text
        told: Change | None = changed.get((code, path))
        assert is_given or (told and text in (told.before, told.answer)), (code, path, text)
    again = texts(read_quietly(sync(new, one, form), form))
    given_ever = {*then, *now}
    assert {k: t for k, t in again.items() if k[1] not in given_ever} == {
        k: t for k, t in came.items() if k[1] not in given_ever
    }


def _typed_over(
    data: st.DataObject, form: LoadedForm, filled: Filled, given: Mapping[str, Any]
) -> Filled:
    """What the unit types over values that are locked."""

    def over(record: Any) -> Any:
        names = [name for name in record.declared if name in given and data.draw(st.booleans())]
        own = {name: data.draw(values_of(form, name)) for name in names}
        return record.model_copy(update={"declared": {**record.declared, **own}})

    projects = tuple(replace(each, project=over(each.project)) for each in filled.projects)
    part = replace(filled.part, part=over(filled.part.part)) if filled.part else None
    return replace(filled, projects=projects, part=part)


@pytest.mark.long
@ANY
@given(data=st.data())
def test_what_a_version_of_a_form_does_not_draw_comes_back_with_the_next_that_does(
    data: st.DataObject,
) -> None:
    table = data.draw(declared_forms())
    form = Form.model_validate(table)
    less = Form.model_validate(_less(data, table))
    unit = data.draw(answered(form, ["A1", "B2"]))
    given_now = Master(money=form.money, units=(master_of(form, unit, {}),))
    filled = _with_unreadable(data, form, read(issued(given_now, unit, form), form))
    came, typed = texts(filled), _typed(filled)
    without = read_quietly(sync(filled, given_now, less), less)
    there = {**aside(without), **texts(without)}
    assert {key: there.get(key) for key in came} == came
    whole = read_quietly(sync(without, given_now, form), form)
    assert (texts(whole), _typed(whole), aside(whole)) == (came, typed, {})


def _typed(filled: Filled) -> list[str]:
    return sorted(str(text) for each in filled.projects for text in each.typed.values())


def _less(data: st.DataObject, table: Mapping[str, Any]) -> dict[str, Any]:
    """The next version of a form, which draws less of it."""
    made: dict[str, Any] = {**table, "version": "2"}
    for kind in {"project", "unit"} & {*table}:
        lines = [line for line in _groups(table[kind]["drawing"])
                 if "{code}" in line or data.draw(st.booleans())]  # fmt: skip
        made[kind] = {**table[kind], "drawing": "\n".join(lines)}
        if not lines:
            del made[kind]
    drawn_now = "".join(made[kind]["drawing"] for kind in ("project", "unit") if kind in made)
    made["fields"] = {
        name: each for name, each in table["fields"].items()
        if f"{{{name}}}" in drawn_now or f"[{name}]" in drawn_now
    }  # fmt: skip
    return made


def _groups(drawing: str) -> list[str]:
    """The lines of a drawing, a table with its heading."""
    groups: list[str] = []
    for line in drawing.splitlines():
        if "[" in line:
            groups[-1] += f"\n{line}"
        else:
            groups.append(line)
    return groups


def _with_unreadable(data: st.DataObject, form: LoadedForm, filled: Filled) -> Filled:
    """A return in which words stand where figures belong, in some cells."""
    return replace(filled, projects=tuple(_spoiled(data, form, each) for each in filled.projects))


def _spoiled(data: st.DataObject, form: LoadedForm, theirs: FilledProject) -> FilledProject:
    project, typed = theirs.project, {}
    for path in theirs.where:
        field = form.drawn_as(path)
        is_figure = field in form.fields and form.holds(field) in FIGURES
        if not (is_figure and data.draw(st.booleans())):
            continue
        typed[path] = "约十"
        place = in_row(path)
        if place is None:
            project = project.model_copy(update={"declared": {**project.declared, path: None}})
        elif place.table != "indicators":
            rows = list(project.rows[place.table])
            row = rows[int(place.row)]
            rows[int(place.row)] = row.model_copy(
                update={"values": {**row.values, place.field: None}}
            )
            project = project.model_copy(
                update={"rows": {**project.rows, place.table: tuple(rows)}}
            )
        else:
            del typed[path]
    return replace(theirs, project=project, typed=typed, refused=frozenset(typed))
