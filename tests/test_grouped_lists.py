"""A list whose rows are grouped by project: one sheet a unit, and every row under its project.

What cannot be told is refused and told; no row is ever taken for another project's.
"""

import io
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from parts.desk import Desk, Step
from parts.drawn import sheet_text, tidy, workbook_of
from parts.grids import (
    places_of,
    read_changed,
    swapped_rows,
    with_row,
    with_value,
    without_row,
)
from parts.office import Office, stored_values
from parts.ooxml import all_errors
from xlperf import Form, FormError, consolidate, generate, read, reconcile, sync
from xlperf.budget import Indicator, Master, Project, Row, Target, Unit, UnitBudget
from xlperf.findings.finding import Level
from xlperf.form import is_row_key
from xlperf.reading.filled import Filled
from xlperf.sheet import Grid

SOURCE = """
name = "grouped"
title = "项目绩效目标汇总表"
version = "1"
year = 2026
money = { unit = "万元", places = 2 }
rules = []

[fields]
keeper = "text"
done = ["是", "否"]

[list]
title = "项目绩效目标汇总表"
group = "name"
spare = 1
drawing = '''
| 编码   | 名称   | 预算     | 责任人   | 三级指标 | 指标值  | 完成   |
| [code] | [name] | [budget] | {keeper} | [level3] | [value] | [done] |
'''
"""
FORM = Form.parse(SOURCE)
UNIT = Unit(code="101001", name="示例单位")
SHEET = "项目绩效目标汇总表"


def row(name: str, done: str = "是") -> Indicator:
    return Indicator(level3=name, target=Target.parse("≥3 个"), declared={"done": done})


ROADS = Project(code="P1", name="道路", budget=Decimal(30), declared={"keeper": "张"},
                indicators=(row("里程"), row("质量", "否")))  # fmt: skip
BRIDGES = Project(code="P2", name="桥梁", budget=Decimal(7), declared={"keeper": "李"},
                  indicators=(row("座数"),))  # fmt: skip


def known(project: Project) -> Project:
    return Project(code=project.code, name=project.name, budget=project.budget)


def master_of(*projects: Project, form: Form = FORM) -> Master:
    budget = UnitBudget(unit=UNIT, projects=tuple(map(known, projects)))
    return Master(money=form.money, units=(budget,))


def issued_of(*projects: Project, form: Form = FORM) -> bytes:
    answers = {UNIT.code: UnitBudget(unit=UNIT, projects=projects)}
    (made,) = generate(form, master_of(*projects, form=form), answers=answers)
    return made.content


@cache
def issued_once() -> bytes:
    return issued_of(ROADS, BRIDGES)


@pytest.fixture(scope="module")
def issued() -> bytes:
    return issued_once()


def rows(filled: Filled) -> dict[str, list[str]]:
    """The names of the rows of every project."""
    return {p.code or p.name: [each.level3 for each in p.indicators] for p in filled}


def told(filled: Filled) -> set[str]:
    """What is told as an error or a warning, with its cell."""
    return {f"{each.code} {each.place.cell}".strip() for each in filled.findings
            if each.level in (Level.ERROR, Level.WARNING)
            and each.code not in ("sheet.unprotected", "money.unit-silent")}  # fmt: skip


BOTH = {"P1": ["里程", "质量"], "P2": ["座数"]}


def test_a_unit_gets_one_sheet_with_the_rows_of_each_project_together(issued: bytes) -> None:
    lines = sheet_text(issued, SHEET, merges=True).splitlines()
    drawn = [line.split("|")[1:9] for line in lines[4:10]]
    assert tidy("\n".join(f"|{'|'.join(cells)}|" for cells in drawn)) == tidy("""
    | d0      | 编码 | 名称 | 预算 | 责任人 | 三级指标 | 指标值 | 完成 |
    | P1/R001 | P1   | 道路 | 30   | 张     | 里程     | ≥3 个  | 是   |
    | P1/R002 | ^    | ^    | ^    | ^      | 质量     | ≥3 个  | 否   |
    | P1/R003 | ^    | ^    | ^    | ^      |          |        |      |
    | P2/R001 | P2   | 桥梁 | 7    | 李     | 座数     | ≥3 个  | 是   |
    | P2/R002 | ^    | ^    | ^    | ^      |          |        |      |
    """)


def test_it_comes_back_as_it_was_filled_in(issued: bytes) -> None:
    filled = read(issued, FORM)
    assert not told(filled)
    for sent, back in zip((ROADS, BRIDGES), filled, strict=True):
        keyed = (each.model_copy(update={"key": f"R{number:03d}"})
                 for number, each in enumerate(sent.indicators, 1))  # fmt: skip
        assert back == sent.model_copy(update={"indicators": tuple(keyed)})
    assert filled.projects[1].place("indicators.0.level3") == f"{SHEET}!F9"
    assert Filled.model_validate_json(filled.model_dump_json()) == filled


def changed(monkeypatch: pytest.MonkeyPatch, issued: bytes, change: Mapping[str, str]) -> Filled:
    """The list with some cells changed, by what stood in them."""

    def put(grid: Grid) -> Grid:
        for before, after in change.items():
            grid = with_value(grid, *places_of(grid, before)[0], after)
        return grid

    return read_changed(monkeypatch, issued, put, SHEET, FORM)


def split_up(grid: Grid) -> Grid:
    """Merged cells taken apart, as they must be before rows are sorted."""
    return replace(grid, merges=[])


def rows_of(grid: Grid) -> list[int]:
    return [cell.row for row, column, text in grid.texts() if is_row_key(text)
            for cell in [places_of(grid, text)[0]]]  # fmt: skip


def test_sorted_rows_stay_with_their_projects(
    monkeypatch: pytest.MonkeyPatch, issued: bytes
) -> None:
    def turned(grid: Grid) -> Grid:
        whole = [list(each) for each in split_up(grid).rows]
        first, last = rows_of(grid)[0] - grid.origin.row, rows_of(grid)[-1] - grid.origin.row
        whole[first : last + 1] = whole[first : last + 1][::-1]
        return replace(split_up(grid), rows=whole)

    filled = read_changed(monkeypatch, issued, turned, SHEET, FORM)
    assert rows(filled) == {"P1": ["质量", "里程"], "P2": ["座数"]}
    assert {p.code: (p.budget, p.declared["keeper"]) for p in filled} == {
        "P1": (Decimal(30), "张"), "P2": (Decimal(7), "李"),
    }  # fmt: skip
    assert not told(filled)


def test_a_row_whose_key_names_another_project_is_refused_and_told(
    monkeypatch: pytest.MonkeyPatch, issued: bytes
) -> None:
    filled = changed(monkeypatch, issued, {"P2/R001": "P1/R004"})
    assert rows(filled) == {"P1": ["里程", "质量"], "P2": []}
    assert "group.row-other F9" in told(filled)


def test_a_code_that_was_changed_refuses_the_rows_it_stands_beside(
    monkeypatch: pytest.MonkeyPatch, issued: bytes
) -> None:
    filled = changed(monkeypatch, issued, {"P2": "P1"})
    assert rows(filled) == {"P1": ["里程", "质量"]}
    assert "group.row-other F9" in told(filled)
    assert filled.unreadable == ("P2",)


def test_a_name_that_was_changed_is_told_and_keeps_its_rows(
    monkeypatch: pytest.MonkeyPatch, issued: bytes
) -> None:
    filled = changed(monkeypatch, issued, {"桥梁": "大桥"})
    assert (rows(filled), told(filled)) == (BOTH, {"issued.changed C9"})


def test_a_code_that_was_cleared_is_that_of_the_keys_and_told(
    monkeypatch: pytest.MonkeyPatch, issued: bytes
) -> None:
    filled = changed(monkeypatch, issued, {"P2": ""})
    assert (rows(filled), told(filled)) == (BOTH, {"group.code-blank B9"})


@pytest.mark.parametrize(
    ("put", "expected", "finding"),
    [
        ((6, ["", "", "", "", "", "新的"]), {"P1": ["里程", "新的", "质量"], "P2": ["座数"]}, None),
        ((8, ["", "", "", "", "", "新的"]), BOTH, "group.row-homeless F9"),
        ((10, ["", "", "", "", "", "新的"]), BOTH, "group.row-homeless F11"),
        ((8, ["", "P2", "桥梁", "", "", "新的"]), {**BOTH, "P2": ["新的", "座数"]}, None),
        ((8, ["", "P9", "隧道", "", "", "新的"]), {**BOTH, "P9": ["新的"]}, "sheet.added B9"),
        ((10, ["", "合计", "", 37]), BOTH, None),
    ],
    ids=["inside", "between", "behind", "named", "new", "total"],
)  # fmt: skip
def test_a_row_that_was_put_in_is_under_its_project_or_told(
    monkeypatch: pytest.MonkeyPatch, issued: bytes,
    put: tuple[int, list[str]], expected: Mapping[str, list[str]], finding: str | None,
) -> None:  # fmt: skip
    filled = read_changed(monkeypatch, issued, lambda grid: with_row(grid, *put), SHEET, FORM)
    assert rows(filled) == expected
    assert filled.total == Decimal(37)
    assert told(filled) == ({finding} if finding else set())


WHAT = st.sampled_from(["put in", "deleted", "swapped", "copied"])
CHANGES = st.lists(st.tuples(WHAT, st.integers(5, 10), st.integers(5, 10)), max_size=4)


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(changes=CHANGES, is_split=st.booleans())
def test_no_row_comes_under_another_project(
    monkeypatch: pytest.MonkeyPatch,
    changes: list[tuple[str, int, int]], is_split: bool,
) -> None:  # fmt: skip
    def change(grid: Grid) -> Grid:
        grid = split_up(grid) if is_split else grid
        for what, *places in changes:
            one, other = (min(place, grid.bottom) for place in places)
            if what == "put in":
                grid = with_row(grid, one, ["", "", "", "", "", "新的"])
            elif what == "deleted":
                grid = without_row(grid, one)
            elif what == "swapped":
                grid = swapped_rows(grid, one, other)
            else:
                grid = with_row(grid, one, [grid.value(other, column) for column in range(8)])
        return grid

    filled = read_changed(monkeypatch, issued_once(), change, SHEET, FORM)
    event(f"read {len(filled.projects)}")
    taken = rows(filled)
    for code, names in taken.items():
        assert {*names} <= {*BOTH[code], "新的"} if code else told(filled), code
    for code, name in ((code, name) for code, names in BOTH.items() for name in names):
        assert name in taken.get(code, ()) or told(filled), name
    for project in filled:
        budget = {"P1": Decimal(30), "P2": Decimal(7)}.get(project.code)
        assert project.budget == budget or told(filled), project.code
        assert project.budget in (None, budget)


def test_rows_that_were_deleted_are_told(monkeypatch: pytest.MonkeyPatch, issued: bytes) -> None:
    def without(grid: Grid) -> Grid:
        for _ in range(2):
            grid = without_row(grid, places_of(grid, "P1/R003")[0].row + 1)
        return grid

    filled = read_changed(monkeypatch, issued, without, SHEET, FORM)
    assert rows(filled) == {"P1": ["里程", "质量"]}
    assert told(filled) == {"group.project-gone"}


HEAD = "| 编码 | 名称 | 预算 | 责任人 | 三级指标 | 指标值 | 完成 |"
PRINTED = {
    "once": """
    | P1 | 道路 | 30 | 张 | 里程 | ≥3 个 | 是 |
    |    |      |    |    | 质量 | ≥3 个 | 否 |
    | P2 | 桥梁 | 7  | 李 | 座数 | ≥3 个 | 是 |""",
    "merged": """
    | P1 | 道路 | 30 | 张 | 里程 | ≥3 个 | 是 |
    | ^  | ^    | ^  | ^  | 质量 | ≥3 个 | 否 |
    | P2 | 桥梁 | 7  | 李 | 座数 | ≥3 个 | 是 |""",
    "in each row": """
    | P1 | 道路 | 30 | 张 | 里程 | ≥3 个 | 是 |
    | P1 | 道路 |    | 张 | 质量 | ≥3 个 | 否 |
    | P2 | 桥梁 | 7  | 李 | 座数 | ≥3 个 | 是 |""",
    "over a page": f"""
    | P1 | 道路 | 30 | 张 | 里程 | ≥3 个 | 是 |
    {HEAD}
    |    |      |    |    | 质量 | ≥3 个 | 否 |
    | P2 | 桥梁 | 7  | 李 | 座数 | ≥3 个 | 是 |
    | 合计 |    | 37 |    |      |       |    |
    | 注：以上。 | | |  |      |       |    |""",
}


def printed(lines: str) -> Filled:
    above = "| 项目绩效目标汇总表 |\n| 101001 示例单位 |\n| 单位：万元 |\n"
    return read(workbook_of({"表": f"{above}{HEAD}\n{lines}"}), FORM)


@pytest.mark.parametrize("lines", PRINTED.values(), ids=PRINTED)
def test_a_printed_list_is_read_however_it_names_its_projects(lines: str) -> None:
    filled = printed(lines)
    assert (rows(filled), told(filled)) == (BOTH, set())
    assert [(p.budget, p.declared["keeper"]) for p in filled] == [(30, "张"), (7, "李")]
    assert filled.unit == UNIT


def test_an_amount_in_every_row_is_nobodys_budget() -> None:
    filled = printed(PRINTED["in each row"].replace("| 道路 |    |", "| 道路 | 30 |"))
    assert next(iter(filled)).budget is None
    assert told(filled) == {"layout.ambiguous C5"}


def test_rows_above_the_first_project_are_refused_and_told() -> None:
    filled = printed("| | | | | 长度 | ≥3 个 | 是 |" + PRINTED["once"])
    assert (rows(filled), told(filled)) == (BOTH, {"group.row-homeless E5"})


def test_an_amount_merged_over_two_projects_is_neithers() -> None:
    filled = printed(PRINTED["once"].replace("| 桥梁 | 7 ", "| 桥梁 | ^ ").replace(
        "|    |      |    |    |", "|    |      | ^  |    |"))  # fmt: skip
    assert [p.budget for p in filled] == [None, None]
    assert any(each.startswith("layout.cell-missing") for each in told(filled))


def test_without_a_code_the_hidden_keys_name_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    form = Form.parse(
        SOURCE.replace("| 编码   | 名称", "| 名称").replace("| [code] | [name]", "| [name]")
    )
    issued = issued_of(ROADS, BRIDGES, form=form)
    assert rows(read(issued, form)) == BOTH

    def moved(grid: Grid) -> Grid:
        return with_value(grid, *places_of(grid, "桥梁")[0], "道路")

    filled = read_changed(monkeypatch, issued, moved, SHEET, form)
    assert rows(filled) == {"P1": ["里程", "质量"]}
    assert "group.row-other E9" in told(filled)


TABLE = """
name = "steps"
title = "项目进度表"
version = "1"
year = 2026
money = { unit = "元", places = 2 }
rules = []
[fields]
"step.name" = "text"
"step.cost" = "money"
"step.share" = { kind = "percent", is = "step.cost / budget" }
total = { kind = "money", is = "sum(step.cost)" }
[list]
title = "项目进度表"
group = "code"
rows = 3
drawing = '''
| 编码   | 名称   | 预算     | 步骤        | 费用        | 占比         | 费用合计 |
| [code] | [name] | [budget] | [step.name] | [step.cost] | [step.share] | {total}  |
'''
"""


ROWS = (Row(values={"name": "设计", "cost": Decimal(10)}),
        Row(values={"name": "施工", "cost": Decimal(5)}))  # fmt: skip
STEPS = (Project(code="P1", name="道路", budget=Decimal(30), rows={"step": ROWS}),
         Project(code="P2", name="桥梁", budget=Decimal(8), rows={"step": ROWS[:1]}))  # fmt: skip


def test_a_table_of_the_forms_own_is_summed_for_each_project() -> None:
    form = Form.parse(TABLE)
    filled = read(issued_of(*STEPS, form=form), form)
    assert not told(filled)
    assert [p.declared["total"] for p in filled] == [Decimal(15), Decimal(10)]
    shares = [[each.values["share"] for each in p.rows["step"]] for p in filled]
    assert shares == [[Decimal("33.33"), Decimal("16.67")], [Decimal(125)]]
    assert [each.key for p in filled for each in p.rows["step"]] == [
        "step/R001", "step/R002", "step/R001",
    ]  # fmt: skip


def test_it_is_reconciled_and_consolidated_like_sheets_of_their_own(
    issued: bytes, tmp_path: Path
) -> None:
    filled = read(issued, FORM)
    master = master_of(ROADS, BRIDGES.model_copy(update={"budget": Decimal(8)}))
    statuses = [each.status.value for each in reconcile([filled], master).comparisons]
    assert statuses == ["equal", "different"]
    consolidate([filled], master, tmp_path / "s.xlsx", form=FORM)
    listed = sheet_text(tmp_path / "s.xlsx", "指标明细").splitlines()
    (line,) = (each for each in listed if "里程" in each)
    assert "| P1 | 道路 |" in line


def test_a_changed_master_issues_the_list_anew_with_every_answer(issued: bytes) -> None:
    now = master_of(ROADS.model_copy(update={"budget": Decimal(31)}), BRIDGES,
                    Project(code="P3", name="隧道", budget=Decimal(1)))  # fmt: skip
    synced = sync(issued, now, FORM)
    assert synced.content is not None
    filled = read(synced.content, FORM)
    assert rows(filled) == {**BOTH, "P3": []}
    assert [p.budget for p in filled] == [31, 7, 1]
    keys = [each.key for p in filled for each in p.indicators]
    assert keys == ["R001", "R002", "R001"]
    assert not told(filled)


def test_rows_are_as_high_as_the_words_over_all_of_them_need() -> None:
    plain, wordy = (
        issued_of(ROADS.model_copy(update={"declared": {"keeper": keeper}}), BRIDGES)
        for keeper in ("张", "张三和李四" * 40)
    )
    heights = [
        [openpyxl.load_workbook(io.BytesIO(each))[SHEET].row_dimensions[row].height
         for row in range(6, 11)]
        for each in (plain, wordy)
    ]  # fmt: skip
    assert heights[0][3:] == heights[1][3:]
    assert all(high > low for low, high in zip(heights[0][:3], heights[1][:3], strict=True))


@pytest.mark.long
def test_what_the_sheet_says_is_what_libreoffice_works_out(
    libreoffice: Office, tmp_path: Path
) -> None:
    form = Form.parse(TABLE)
    path = tmp_path / "a.xlsx"
    path.write_bytes(issued_of(*STEPS, form=form))
    assert not all_errors(path)
    assert libreoffice.values(path) == stored_values(path)


OPEN: Step = {"sheet": SHEET, "unprotect": True}
STORIES: dict[str, tuple[tuple[Step, ...], Mapping[str, list[str]], bool]] = {
    "a row put in among those of a project": (
        ({"sheet": SHEET, "insert_row": 7}, {"sheet": SHEET, "cell": "F7", "type": "新的"}),
        {"P1": ["里程", "新的", "质量"], "P2": ["座数"]}, False,
    ),
    "the first row of a project deleted": (
        ({"sheet": SHEET, "delete_row": 6},), {"P1": ["质量"], "P2": ["座数"]}, True,
    ),
    "a row put in where the next project begins": (
        ({"sheet": SHEET, "insert_row": 9}, {"sheet": SHEET, "cell": "F9", "type": "新的"}),
        BOTH, True,
    ),
}  # fmt: skip


@pytest.mark.long
@pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
def test_what_a_person_does_to_the_rows_is_right_or_told(
    desk: Desk, issued: bytes, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(issued)
    jobs = [(path, (OPEN, *steps)) for steps, _, _ in STORIES.values()]
    results = desk.filled_all(jobs, suffix)
    for name, (result, _) in zip(STORIES, results, strict=True):
        _, expected, is_told = STORIES[name]
        filled = read(result, FORM)
        assert rows(filled) == expected, name
        assert bool(told(filled)) is is_told, (name, told(filled))


PROJECT = """
[project]
title = "表"
drawing = '''
| 编码 | {code} | 名称 | {name} |
'''
"""


HEADING = "| 编码   | 名称   | 预算     | 责任人   | 三级指标 | 指标值  | 完成   |"


@pytest.mark.parametrize(
    ("change", "code", "line"),
    [
        ({"| [name]": "| [basis]"}, "form.group-field", 15),
        ({"| [level3] | [value] | [done] |": "| [goal] | [purpose] | {done} |"},
         "form.group-no-rows", 17),
        ({HEADING: f"| 目标 {'| {goal} ' * 6}|\n{HEADING}"}, "form.group-row", 18),
        ({"[done] |\n": f"[done] |\n{'| 依据 ' * 7}|\n{'| [basis] ' * 7}|\n"},
         "form.two-tables", 21),
        ({"[list]": PROJECT + "[list]"}, "form.group-project", 21),
        ({'title = "项目绩效目标汇总表"\ngroup': 'title = "{name}"\ngroup'},
         "form.group-title", 14),
        ({'group = "name"': 'group = "budget"'}, "form.value", 15),
        ({"| [budget]": "| {unit.name}"}, "form.unknown-field", 19),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)  # fmt: skip
def test_what_cannot_work_is_one_clear_line(
    change: Mapping[str, str], code: str, line: int
) -> None:
    source = SOURCE
    for before, after in change.items():
        assert before in source
        source = source.replace(before, after)
    with pytest.raises(FormError) as caught:
        Form.parse(source, "own.toml")
    first = caught.value.message("zh").splitlines()
    assert caught.value.code == code, first
    assert len(first) == 1, first
    assert int(caught.value.values["line"]) == line, first


def test_only_a_list_is_grouped() -> None:
    whole = SOURCE[: SOURCE.index("[fields]")] + PROJECT.replace("title", 'group = "name"\ntitle')
    with pytest.raises(FormError) as caught:
        Form.parse(whole)
    assert caught.value.code == "form.group-place"
