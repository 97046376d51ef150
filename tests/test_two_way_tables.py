"""Two-way tables, and several tables on one sheet: whatever is moved, a right value or a finding.

Every cell to fill holds its own name, so that a value taken from another is seen at once.
"""

import random
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from parts.grids import places_of, swapped_rows, with_column, with_row, with_value, without_row
from parts.laid_out import Laid, labels_of, read_laid_out, sheet_of, swapped_columns, without_column
from xlperf.form.drawing import Drawing, DrawingError, parse_drawing
from xlperf.reading.locate import locate
from xlperf.sheet import Cell, Grid

FORMS = Path(__file__).parents[2] / "shared" / "forms"
PRINTED = ("monitor-2019", "selfeval-2020", "department-whole", "central-2015", "sichuan-2023",
           "uk-quarterly")  # fmt: skip
FUNDS = """
| 编码 | {code} | 名称 | {name} | 备注   | {note} | 说明     |
| 资金 |        | 年初 | 全年   | 分值   | 执行   | 得分     |
| 资金 | 合计   | {a1} | {a2}   | 10     | {a3}   | {a4}     |
| 资金 | 财政   | {b1} | {b2}   | —      | {b3}   | —        |
| 资金 | 其他   | {c1} | {c2}   | —      | {c3}   | —        |
| 一级 | 二级   | 三级 | 指标值 | 分数   | 实际   | 指标得分 |
| [l1] | [l2]   | [l3] | [v]    | [w]    | [r]    | [s]      |
| 总分 | 总分   | 总分 | 总分   | 100    | —      | {total}  |
"""
TASKS = """
| 部门 | {unit.name} | 电子          | 电话           | {tel}       |
| 任务 | 名称         | 内容         | 金额          | 备注         |
| 任务 | [task.name]  | [task.text]  | [task.money]  | [task.note]  |
| 任务 | 合计         | 合计         | {task.sum}    | —            |
| 人员 | 名称         | 内容         | 人数          | 备注         |
| 人员 | [staff.name] | [staff.text] | [staff.count] | [staff.note] |
"""
DOUBLE = """
| 编码 | {code} | 名称 | {name} | 备注 | {note} |
| 资金 | 财政   | {a}  | 财政   | {b}  | 万元   |
| 资金 | 其他   | {c}  | 其他   | {d}  | 元     |
| 指标 | 一级   | 三级 | 值     | 三级 | 值     |
| 指标 | [l1]   | [m3] | [mv]   | [l3] | [lv]   |
"""
OWN = {"funds": FUNDS, "tasks": TASKS, "double": DOUBLE}


def printed(name: str) -> Drawing:
    form = tomllib.loads((FORMS / f"{name}.toml").read_text("utf-8"))
    return parse_drawing((form.get("project") or form["unit"])["drawing"])


def names(drawing: Drawing) -> dict[str, str]:
    return {each.text: drawing.name_of(each) for each in (*drawing.fields(), *drawing.repeats())}


def whole(drawing: Drawing, number: int = 3) -> Laid:
    """What is read when nothing was changed."""
    rows = {
        drawn: [
            {b.text: f"{b.text}#{row}" for b in drawing.repeats() if b.box.top == drawn}
            for row in range(number)
        ]
        for drawn in drawing.repeated_rows()
    }
    return Laid({each.text: f"={each.text}" for each in drawing.fields()}, rows, set())


def issued(drawing: Drawing, *, keyed: bool = True) -> Grid:
    return sheet_of(drawing, dict.fromkeys(drawing.repeated_rows(), 3), keyed=keyed)


def hand_made(drawing: Drawing) -> Grid:
    return issued(drawing, keyed=False)


def wrong(laid: Laid) -> list[object]:
    """Values of another cell, and rows put together from several."""
    found: list[object] = [each for each in laid.values.items() if each[1] != f"={each[0]}"]
    for rows in laid.rows.values():
        for row in rows:
            parts = {name: text.partition("#") for name, text in row.items()}
            numbers = {number for _, _, number in parts.values()}
            if len(numbers) > 1 or any(text != name for name, (text, _, _) in parts.items()):
                found.append(row)
    return found


def test_a_cell_is_known_by_the_label_of_its_row_and_the_heading_over_it() -> None:
    found = names(printed("selfeval-2020"))
    assert found["budget"] == "年度资金总额 · 年初预算数", "the first row, right under the heading"
    assert found["fiscal"] == "其中：当年财政拨款 · 年初预算数"
    assert found["other.rate"] == "其他资金 · 执行率", "past a cell that is only printed"
    assert found["rate.score"] == "年度资金总额 · 得分", "the only cell of its column"
    assert found["total"] == "总分 · 指标得分", "100 on its left says nothing of it"
    assert found["goal"] == "预期目标"
    assert (found["value"], found["score"]) == ("年度指标值", "指标得分"), "a row that repeats"
    assert found["name"] == "项目名称"


@pytest.mark.parametrize(
    ("form", "field", "name"),
    [
        ("monitor-2019", "other.spent", "其他资金 · 1—7月执行数"),
        ("monitor-2019", "cause.text", "原因说明"),
        ("uk-quarterly", "grant", "Grant · Total budget"),
        ("uk-quarterly", "match.q4", "Match · Q4"),
        ("uk-quarterly", "rag", "Delivery RAG"),
        ("uk-quarterly", "rag.row", "RAG"),
        ("central-2015", "mid.fiscal", "其中：财政拨款"),
        ("central-2015", "goal", "年度目标"),
        ("department-whole", "task.budget", "总额"),
        ("department-whole", "sum.budget", "金额合计 · 总额"),
    ],
)
def test_fields_of_printed_forms_are_called_by_what_is_printed(
    form: str, field: str, name: str
) -> None:
    assert names(printed(form))[field] == name


def test_one_label_is_enough_where_it_tells_a_cell_from_all_others() -> None:
    drawing = parse_drawing("""
        | 支出计划 | 3月底      | 6月底      |
        | 支出计划 | {plan.mar} | {plan.jun} |
        | 目标     | {goal}     | 备注       |
    """)
    assert names(drawing) == {"plan.mar": "3月底", "plan.jun": "6月底", "goal": "目标"}
    assert not any(map(drawing.crossing, drawing.fields()))


def test_a_label_that_names_the_cell_beside_it_is_no_heading_of_the_one_below() -> None:
    drawing = parse_drawing("| 甲 | 乙 | {a} |\n| 丙 | {b} | 丁 |")
    assert names(drawing) == {"a": "乙", "b": "丙"}
    drawing = parse_drawing("| 甲 | {a} | 乙 | 丙 |\n| 丁 | {b} | {c} | {d} |")
    assert names(drawing) == {"a": "甲", "b": "丁", "c": "乙", "d": "丙"}, "as it always was"


def test_years_are_headings_though_they_have_no_letter() -> None:
    drawing = parse_drawing("""
        | 年份 | 2025 | 2025 | 2026 |
        | 财政 | {a}  | {a}  | {b}  |
        | 其他 | {c}  | {c}  | {d}  |
    """)
    assert names(drawing) == {
        "a": "财政 · 2025", "b": "财政 · 2026", "c": "其他 · 2025", "d": "其他 · 2026",
    }  # fmt: skip
    assert not drawing.idle


def test_what_says_nothing_of_a_cell_stands_as_often_as_printed_and_never_merges() -> None:
    drawing = parse_drawing(FUNDS)
    idle = sorted((str(label.box), label.text) for label in drawing.idle)
    assert idle == [("E3", "10"), ("E4", "—"), ("E5", "—"), ("E8", "100"), ("F8", "—"),
                    ("G4", "—"), ("G5", "—")]  # fmt: skip
    beside = parse_drawing("| 甲 | {a} | — | — |\n| 乙 | {b} | — | 10 |")
    assert [str(label.box) for label in sorted(beside.idle)] == ["C1", "D1", "C2", "D2"]


@pytest.mark.parametrize(
    ("text", "code", "row", "column"),
    [
        ("| 甲 | {a} | 乙 |\n| 一 | 二 | 甲 |\n| [k] | [l] | [m] |", "drawing.label-twice", 2, 3),
        ("| 甲 | {a} | 甲： | {b} |", "drawing.label-twice", 1, 3),
        ("| 10 | {a} | 甲 | {b} |\n| 乙 | {c} | 10 | 丙 |", "drawing.label-twice", 1, 1),
        ("|  | 一 | 一 |\n| 甲 | {a} | {b} |\n| 乙 | {c} | {d} |", "drawing.shared-label", 2, 3),
        ("|  | 一 |  |\n| 甲 | {a} | {b} |\n| 乙 | {c} | {d} |", "drawing.shared-label", 3, 3),
    ],
)  # fmt: skip
def test_what_no_pair_and_no_order_tells_apart_is_a_mistake(
    text: str, code: str, row: int, column: int
) -> None:
    with pytest.raises(DrawingError) as caught:
        parse_drawing(text)
    assert (code, row, column) in [(e.code, e.row, e.column) for e in caught.value.mistakes]


def test_labels_alike_are_drawn_where_the_pair_or_their_order_tells_them_apart() -> None:
    assert {label.text for label in printed("central-2015").alike} == {
        "其中：财政拨款", "其他资金", "三级指标", "指标值",
    }  # fmt: skip
    by_pair = parse_drawing("""
        | 任务 | 名称 | 财政 |
        | 任务 | [n]  | [m]  |
        |      | 年初 | 年末 |
        | 财政 | {a}  | {b}  |
        | 其他 | {c}  | {d}  |
    """)
    assert names(by_pair)["a"] == "财政 · 年初"


@pytest.mark.parametrize("keyed", [True, False])
@pytest.mark.parametrize("name", [*PRINTED, *OWN])
def test_a_table_comes_back_whole(name: str, keyed: bool) -> None:
    drawing = parse_drawing(OWN[name]) if name in OWN else printed(name)
    assert read_laid_out(drawing, issued(drawing, keyed=keyed)) == whole(drawing)


def lines_of(grid: Grid) -> range:
    return range(4, grid.bottom + 1)


def one_step(grid: Grid) -> Mapping[str, Grid]:
    """Every row and column put in, deleted, or swapped with another."""
    rows, columns = lines_of(grid), range(1, grid.right + 1)
    changed = {f"no row {row}": without_row(grid, row) for row in rows}
    changed |= {f"no column {column}": without_column(grid, column) for column in columns}
    changed |= {f"rows {a} {b}": swapped_rows(grid, a, b) for a in rows for b in rows if a < b}
    return changed | {
        f"columns {a} {b}": swapped_columns(grid, a, b) for a in columns for b in columns if a < b
    }


@pytest.mark.parametrize("name", [*PRINTED, *OWN])
def test_an_issued_table_that_is_changed_is_right_or_told(name: str) -> None:
    drawing = parse_drawing(OWN[name]) if name in OWN else printed(name)
    expected = whole(drawing)
    for step, grid in one_step(issued(drawing)).items():
        laid = read_laid_out(drawing, grid)
        assert not wrong(laid), (step, wrong(laid), laid.told)
        assert laid.values == expected.values or laid.told, step


@pytest.mark.parametrize("keyed", [True, False])
@pytest.mark.parametrize("name", [*PRINTED, *OWN])
def test_rows_and_columns_put_in_change_nothing(name: str, keyed: bool) -> None:
    drawing = parse_drawing(OWN[name]) if name in OWN else printed(name)
    grid, expected = issued(drawing, keyed=keyed), whole(drawing)
    for row in lines_of(grid):
        assert read_laid_out(drawing, with_row(grid, row)) == expected, row
    for column in range(1, grid.right + 1):
        assert read_laid_out(drawing, with_column(grid, column)) == expected, column


def test_a_two_way_table_drawn_by_hand_and_changed_is_right_or_told() -> None:
    drawing = parse_drawing(FUNDS)
    crossed = {each.text for each in drawing.fields() if drawing.crossing(each)}
    for step, grid in one_step(hand_made(drawing)).items():
        laid = read_laid_out(drawing, grid)
        taken = {name: text for name, text in laid.values.items() if name in crossed}
        assert taken.items() <= whole(drawing).values.items(), (step, taken)
        assert taken.keys() == crossed or laid.told, step


@pytest.mark.parametrize("keyed", [True, False])
def test_rows_and_columns_moved_in_a_two_way_table_keep_their_own(keyed: bool) -> None:
    drawing = parse_drawing(FUNDS)
    grid = issued(drawing, keyed=keyed)
    rows = [places_of(grid, text)[0].row for text in ("财政", "其他")]
    laid = read_laid_out(drawing, swapped_rows(grid, *rows))
    kept = {"b1", "b2", "b3"} if "b1" in laid.values else {"c1", "c2", "c3"}
    assert laid.values.keys() & {"b1", "b2", "b3", "c1", "c2", "c3"} == kept
    assert "layout.label-missing" in laid.told
    columns = [places_of(grid, text)[0].column for text in ("年初", "全年")]
    laid = read_laid_out(drawing, swapped_columns(grid, *columns))
    kept = {"a1", "b1", "c1"} if "a1" in laid.values else {"a2", "b2", "c2"}
    assert laid.values.keys() & {f"{row}{n}" for row in "abc" for n in "12"} == kept
    assert "layout.label-missing" in laid.told


def swapped_texts(grid: Grid, one: str, other: str) -> Grid:
    (a,), (b,) = places_of(grid, one), places_of(grid, other)
    return with_value(with_value(grid, *a, other), *b, one)


@pytest.mark.parametrize(("one", "other", "lost"), [("财政", "其他", "bc"), ("年初", "全年", "12")])
def test_labels_swapped_alone_on_an_issued_sheet_take_nothing(
    one: str, other: str, lost: str
) -> None:
    drawing = parse_drawing(FUNDS)
    laid = read_laid_out(drawing, swapped_texts(issued(drawing), one, other))
    funds = {name for name in laid.values if len(name) == 2}
    assert not wrong(laid)
    assert funds == {f"{r}{n}" for r in "abc" for n in "123" if {r, n}.isdisjoint(lost)} | {"a4"}
    assert laid.told & {"layout.moved", "layout.label-missing"}


def test_a_value_pushed_beside_its_heading_is_told_and_not_taken() -> None:
    drawing = parse_drawing(FUNDS)
    grid = hand_made(drawing)
    (cell,) = places_of(grid, "=b1")
    (away,) = places_of(grid, "说明")
    grid = with_value(with_value(grid, *cell, ""), cell.row, away.column + 1, "=b1")
    laid = read_laid_out(drawing, grid)
    assert "b1" not in laid.values
    assert laid.told == {"layout.outside"}


def test_a_figure_where_only_a_dash_is_printed_is_told() -> None:
    drawing = parse_drawing(FUNDS)
    for keyed in (True, False):
        grid = issued(drawing, keyed=keyed)
        (cell,) = places_of(grid, "=b2")
        laid = read_laid_out(drawing, with_value(grid, cell.row, cell.column + 1, 7.0))
        assert laid.values == whole(drawing).values
        assert laid.told == {"layout.stray"}


def test_a_blank_cell_beside_a_dash_takes_neither_the_dash_nor_what_replaced_it() -> None:
    drawing = parse_drawing("| 甲 | {a} | — | 乙 | {b} |\n| 丙 | {c} | — | 丁 | {d} |")
    grid = hand_made(drawing)
    (cell,) = places_of(grid, "=a")
    blank = with_value(grid, *cell, "")
    assert "a" not in read_laid_out(drawing, blank).values
    replaced = read_laid_out(drawing, with_value(blank, cell.row, cell.column + 1, 7.0))
    assert "a" not in replaced.values
    assert {"layout.cell-missing", "layout.stray"} <= replaced.told


@pytest.mark.parametrize("which", [0, 1])
def test_of_labels_alike_on_a_sheet_without_keys_all_count_or_none(which: int) -> None:
    drawing = parse_drawing(DOUBLE)
    for keyed, kept in ((False, set[str]()), (True, {"ba"[which]})):
        grid = issued(drawing, keyed=keyed)
        laid = read_laid_out(drawing, with_value(grid, *places_of(grid, "财政")[which], ""))
        assert laid.values.keys() & {"a", "b"} == kept
        assert not wrong(laid)
        assert laid.values.keys() >= {"c", "d", "code", "name", "note"}
        assert ("layout.label-alike" in laid.told) is not keyed
        assert "layout.label-missing" in laid.told


def test_one_label_alike_too_many_takes_nothing_either() -> None:
    drawing = parse_drawing(DOUBLE)
    grid = hand_made(drawing)
    (note,) = places_of(grid, "万元")
    laid = read_laid_out(drawing, with_value(grid, *note, "财政"))
    assert not laid.values.keys() & {"a", "b"}
    assert "layout.label-alike" in laid.told


@pytest.mark.parametrize(("which", "kept"), [(0, {"l1"}), (1, {"l1", "mv", "lv"})])
def test_a_heading_alike_that_is_gone_takes_along_what_it_was_told_from(
    which: int, kept: set[str]
) -> None:
    drawing = parse_drawing(DOUBLE)
    grid = hand_made(drawing)
    laid = read_laid_out(drawing, with_value(grid, *places_of(grid, "三级")[which], ""))
    (rows,) = laid.rows.values()
    assert [row.keys() for row in rows] == [kept] * 3
    assert not wrong(laid)


def test_a_copied_row_does_not_stand_in_for_one_that_says_the_same() -> None:
    """其他 of 支出 is deleted, and 其他 of 收入 copied into its place with its key."""
    drawing = parse_drawing("""
        | 编码 | {code} | 名称 | {name} |
        | 收入 | 其他   | {a}  | {a}    |
        | 收入 | 财政   | {b}  | {b}    |
        | 支出 | 其他   | {c}  | {c}    |
        | 支出 | 财政   | {d}  | {d}    |
    """)
    grid = issued(drawing)
    one, other = (cell.row for cell in places_of(grid, "其他"))
    copy = [grid.value(one, column) for column in range(grid.right + 1)]
    laid = read_laid_out(drawing, with_row(without_row(grid, other), other, copy))
    assert not wrong(laid)
    assert laid.values.keys() == {"code", "name", "a", "b", "d"}
    assert laid.told & {"layout.label-twice", "layout.label-alike"}


@pytest.mark.parametrize("keyed", [True, False])
def test_rows_are_added_and_deleted_in_each_table_of_a_sheet(keyed: bool) -> None:
    drawing = parse_drawing(TASKS)
    grid = issued(drawing, keyed=keyed)
    (first,), (last,) = places_of(grid, "task.name#1"), places_of(grid, "staff.name#2")
    grid = with_row(grid, last.row, ["", "", "staff.name#9", "", "staff.count#9", ""])
    grid = with_row(without_row(grid, first.row), first.row, ["", "", "task.name#8", "task.text#8"])
    tasks, staff = read_laid_out(drawing, grid).rows.values()
    assert [row.get("task.name") for row in tasks] == ["task.name#0", "task.name#8", "task.name#2"]
    assert [row["staff.name"] for row in staff] == [f"staff.name#{n}" for n in (0, 1, 9, 2)]
    assert not wrong(read_laid_out(drawing, grid))


@pytest.mark.parametrize("keyed", [True, False])
@pytest.mark.parametrize("table", ["task", "staff"])
def test_a_heading_printed_again_belongs_to_the_table_it_stands_in(table: str, keyed: bool) -> None:
    drawing = parse_drawing(TASKS)
    grid = issued(drawing, keyed=keyed)
    head = places_of(grid, "名称")[table == "staff"].row
    (cell,) = places_of(grid, f"{table}.name#2")
    again = ["", *(grid.value(head, column) for column in range(1, grid.right + 1))]
    laid = read_laid_out(drawing, with_row(grid, cell.row, again))
    assert laid == whole(drawing)


def test_a_heading_of_two_rows_printed_again_with_other_columns_is_followed() -> None:
    drawing = parse_drawing("""
        | 编码 | {code} | 名称 | {name} |
        | 一级 | 值     | 原因 | 原因   |
        | 一级 | 值     | 经费 | 人员   |
        | [l1] | [v]    | [m]  | [s]    |
    """)
    grid = hand_made(drawing)
    grid = with_row(grid, grid.bottom, ["", "", "一级", "值", "原因", ""])
    grid = with_row(grid, grid.bottom, ["", "", "", "", "经费", "人员"])
    last = grid.bottom
    moved = ["", "", *(grid.value(last, column) for column in range(1, 5))]
    laid = read_laid_out(drawing, with_row(without_row(grid, last), last, moved))
    assert laid == whole(drawing)


def test_where_two_tables_have_one_heading_it_is_not_printed_again_by_hand() -> None:
    """Whose page break it is nobody could tell."""
    drawing = parse_drawing(TASKS.replace("人数", "金额").replace("task.sum", "sum"))
    grid = hand_made(drawing)
    head = places_of(grid, "名称")[0].row
    again = ["", "", *(grid.value(head, column) for column in range(2, grid.right + 1))]
    laid = read_laid_out(drawing, with_row(grid, head + 2, again))
    assert laid.rows == {2: [], 5: []} or not wrong(laid)
    assert "layout.label-alike" in laid.told


@pytest.mark.parametrize("keyed", [True, False])
def test_a_table_ends_where_the_next_label_should_be(keyed: bool) -> None:
    """金额合计 was worded otherwise: its sum is no task."""
    drawing = parse_drawing(TASKS)
    grid = issued(drawing, keyed=keyed)
    laid = read_laid_out(drawing, with_value(grid, *places_of(grid, "合计")[0], "总计"))
    assert laid.rows[2] == (whole(drawing).rows[2] if keyed else [])
    assert laid.rows[5] == whole(drawing).rows[5]
    assert {"layout.label-missing", "layout.stray"} <= laid.told


Step = Callable[[Grid, random.Random], Grid]


def _sorted(grid: Grid, dice: random.Random) -> Grid:
    rows, some = list(grid.rows), sorted(dice.sample(lines_of(grid), 2))
    part = rows[some[0] : some[1] + 1]
    dice.shuffle(part)
    return replace(grid, rows=[*rows[: some[0]], *part, *rows[some[1] + 1 :]])


def _evened(grid: Grid) -> Grid:
    return replace(grid, rows=[[*row, *[""] * (grid.right + 1 - len(row))] for row in grid.rows])


STEPS: list[Step] = [
    lambda grid, dice: without_row(grid, dice.choice(lines_of(grid))),
    lambda grid, dice: with_row(grid, dice.choice(lines_of(grid))),
    lambda grid, dice: swapped_rows(grid, *dice.sample(lines_of(grid), 2)),
    lambda grid, dice: without_column(grid, dice.randint(1, grid.right)),
    lambda grid, dice: with_column(grid, dice.randint(1, grid.right)),
    lambda grid, dice: swapped_columns(
        _evened(grid), dice.randint(1, grid.right), dice.randint(1, grid.right)
    ),
    _sorted,
]


@pytest.mark.parametrize("keyed", [True, False])
@pytest.mark.parametrize("seed", range(150))
def test_whatever_is_done_to_a_two_way_table_no_value_is_another_cells(
    seed: int, keyed: bool
) -> None:
    drawing, dice = parse_drawing(FUNDS), random.Random(seed)  # noqa: S311 - dice for a test
    grid = issued(drawing, keyed=keyed)
    for step in dice.choices(STEPS, k=1 + seed % 3):
        grid = step(grid, dice)
    laid, crossed = read_laid_out(drawing, grid), {"code", "name", "note"}
    taken = {name: text for name, text in laid.values.items() if keyed or name not in crossed}
    assert taken.items() <= whole(drawing).values.items(), laid.told
    assert laid.values == whole(drawing).values or laid.told


def test_a_drawing_is_searched_on_the_sheet_in_the_order_it_is_drawn() -> None:
    drawing = parse_drawing(TASKS)
    (table,) = locate(hand_made(drawing), labels_of(drawing))
    assert [list(table.repeated_rows(row)) for row in drawing.repeated_rows()] == [
        [6, 7, 8], [11, 12, 13],
    ]  # fmt: skip
    assert table.cells_of(next(each for each in drawing.fields() if each.text == "tel")) == [
        Cell(4, 5)
    ]
