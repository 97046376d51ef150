"""Read: what units send back, from the workbook as issued to a table somebody made by hand."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from parts import samples
from parts.broken import patched
from parts.desk import Desk, Step
from parts.drawn import workbook_of
from parts.grids import places_of, read_changed, read_sheets, with_row, with_value, workbook_of_rows
from parts.real_unit import RealUnit, real_unit
from xlperf import Form, generate, read
from xlperf.budget.nouns import Project
from xlperf.excel.reading.book import read_grids
from xlperf.findings.catalogue import word
from xlperf.findings.errors import FileError, FormError
from xlperf.findings.finding import Level
from xlperf.reading.filled import Filled
from xlperf.sheet.address import Cell, parse_cell
from xlperf.sheet.grid import Grid, Read

HEBEI = Form.load("hebei-2023")


def squeezed(text: str) -> str:
    """A text without blanks, as two prints of one cell are compared."""
    return "".join(text.split())


def facts(project: Project) -> list[object]:
    """All that a project says, each value as it is printed."""
    return [
        project.code,
        squeezed(project.name),
        project.budget,
        project.fiscal,
        project.other,
        squeezed(project.purpose),
        squeezed(project.goal),
        {point.date: point.percent for point in project.plan},
        [
            tuple(
                map(squeezed, (r.level1, r.level2, r.level3, r.description, str(r.target), r.basis))
            )
            for r in project.indicators
        ],
    ]


def codes(filled: Filled, *levels: Level) -> list[str]:
    """The codes of all findings that are about reading, not about what was written."""
    wanted = levels or tuple(Level)
    rooms = ("layout", "value", "sheet", "issued", "identity", "form", "plan.scale", "part", "file")
    return [f.code for f in filled.findings if f.code.startswith(rooms) and f.level in wanted]


def errors(filled: Filled) -> list[str]:
    """The reading errors, each with its sheet and cell."""
    found = [f for f in filled.findings if f.level is Level.ERROR]
    return [f"{f.code} {f.place.cell}" for f in found if f.code in set(codes(filled))]


@pytest.fixture(scope="module")
def real(shared: Path) -> RealUnit:
    return real_unit(shared)


@pytest.fixture(scope="module")
def real_workbook(real: RealUnit) -> bytes:
    given = {real.answers.unit.code: real.answers}
    (issued,) = generate("hebei-2023", real.master, answers=given)
    return issued.content


# The real unit.


def test_the_real_unit_comes_back_whole(real: RealUnit, real_workbook: bytes) -> None:
    filled = read(real_workbook)
    by_code = {project.code: project for project in filled}
    assert len(by_code) == 13
    assert sum(len(project.indicators) for project in filled) == 117
    assert filled.total == Decimal("1038.03")
    for expected in real.answers.projects:
        got = by_code[expected.code]
        assert facts(got) == facts(expected)
        assert [r.target.raw for r in got.indicators] == [r.target.raw for r in expected.indicators]
    assert filled.part is not None
    assert filled.part.part.overall == real.answers.part.overall
    assert filled.part.part.safeguards == real.answers.part.safeguards
    assert filled.part.part.goals[:13] == real.answers.part.goals
    assert codes(filled) == []


def test_every_value_of_the_real_unit_has_its_cell(real_workbook: bytes) -> None:
    filled = read(real_workbook)
    grids = {grid.name: grid for grid in read_grids(real_workbook, "")}
    for each in filled.projects:
        for path, cell in each.where.items():
            value = grids[each.sheet].value(*cell)
            if path in ("code", "name", "purpose", "goal"):
                assert value == getattr(each.project, path)
            if path in ("budget", "fiscal", "other") and getattr(each.project, path) is not None:
                assert Decimal(repr(value)) == getattr(each.project, path)


def test_each_published_table_reads_as_its_data(real: RealUnit) -> None:
    """Seven columns, codes broken by a space, the double column here or there, page breaks."""
    sheets = [(f"表{n}", rows) for n, rows in enumerate(real.tables, 1)]
    filled = read(workbook_of_rows(sheets))
    assert len(filled.projects) == 13
    for got, expected in zip(filled, real.answers.projects, strict=True):
        wanted = facts(expected)
        wanted[6] = "1.目标内容1"
        assert facts(got) == wanted
    assert filled.unit == real.answers.unit
    assert errors(filled) == []
    assert {"identity.none", "layout.joined"} <= set(codes(filled))


def test_all_published_tables_stacked_on_one_sheet(real: RealUnit) -> None:
    rows = [row for table in real.tables for row in table]
    filled = read(workbook_of_rows([("第二部分", rows)]))
    assert [p.code for p in filled] == [p.code for p in real.answers.projects]
    assert sum(len(p.indicators) for p in filled) == 117
    assert filled.total == Decimal("1038.03")
    assert filled.unit == real.answers.unit
    assert errors(filled) == []


def test_a_published_table_whose_head_is_damaged_is_told_and_takes_nothing_along(
    real: RealUnit,
) -> None:
    rows = [row for table in real.tables[:3] for row in table]
    for damaged in range(3):
        broken = [
            tuple(cell.replace("项目编码", "编号码") for cell in row)
            if real.answers.projects[damaged].name in "".join(row)
            else row
            for row in rows
        ]
        filled = read(workbook_of_rows([("第二部分", broken)]))
        told = {p.code for p in filled}
        lost = real.answers.projects[damaged].code
        assert lost not in told
        for got in filled:
            if got.code:
                expected = next(p for p in real.answers.projects if p.code == got.code)
                assert (got.budget, len(got.indicators)) == (expected.budget, 9)
        assert errors(filled), damaged


def test_the_real_unit_filled_by_hand(real: RealUnit, desk: Desk, tmp_path: Path) -> None:
    """A person types one project into the blank workbook, every cell of it."""
    (issued,) = generate("hebei-2023", real.master)
    path = issued.save(tmp_path)
    expected = real.answers.projects[0]
    blank = next(each for each in read_blank(path) if each.project.code == expected.code)
    steps = list(typed(blank.sheet, expected))
    saved, seen = desk.filled(path, steps)
    refused = [step for step, each in zip(steps, seen, strict=True) if not each["changed"]]
    assert refused == []
    got = next(p for p in read(saved) if p.code == expected.code)
    assert facts(got) == facts(expected)


def read_blank(path: Path) -> Sequence[object]:
    return read(path).projects  # type: ignore[return-value]


def typed(sheet: str, project: Project) -> Iterable[Step]:
    """The keystrokes of one project: where each value goes, by the layout of the form."""
    from xlperf.form.layout import lay_out  # noqa: PLC0415 - only this story needs to know the cells

    assert HEBEI.project is not None
    drawing = HEBEI.entry(HEBEI.project)
    rows = len(HEBEI.level2s) + HEBEI.project.spare
    layout = lay_out(drawing, dict.fromkeys(drawing.repeated_rows(), rows))

    def step(field: str, text: str, number: int = 0) -> Iterable[Step]:
        cell = layout.cell(field, number)
        if text and cell:
            yield {"sheet": sheet, "cell": str(cell), "type": text}

    yield from step("purpose", project.purpose)
    yield from step("goal", project.goal)
    for point in project.plan:
        yield from step(f"plan.{point.date}", "" if point.percent is None else f"{point.percent}%")
    for number, each in enumerate(project.indicators):
        for name in ("level3", "description", "basis"):
            yield from step(name, getattr(each, name), number)
        yield from step("sign", each.target.sign, number)
        figure = each.target.number
        yield from step("number", "" if figure is None else f"{figure:f}", number)
        yield from step("unit", each.target.words, number)


# What people do to a workbook.


@pytest.fixture(scope="module")
def small() -> bytes:
    return samples.workbook()


@pytest.fixture(scope="module")
def small_facts() -> list[list[object]]:
    return [facts(p) for p in samples.filled_unit(HEBEI).projects]


def same(filled: Filled, expected: list[list[object]]) -> None:
    assert sorted(map(facts, filled), key=lambda each: str(each[0])) == sorted(
        expected, key=lambda each: str(each[0])
    )


def test_the_small_unit_comes_back(small: bytes, small_facts: list[list[object]]) -> None:
    filled = read(small)
    same(filled, small_facts)
    assert codes(filled) == []
    assert filled.part is not None
    assert filled.part.part == samples.filled_unit(HEBEI).part


@pytest.mark.parametrize(
    "spelled", ["资金支出计划（ % ）", "资金支出计划(%)", "资 金 支 出 计 划：", "支出计划（％）"]
)
def test_headings_are_read_as_people_write_them(
    monkeypatch: pytest.MonkeyPatch, small: bytes, small_facts: list[list[object]], spelled: str
) -> None:
    def change(grid: Grid) -> Grid:
        for cell in places_of(grid, "资金支出计划（%）"):
            grid = with_value(grid, *cell, spelled)
        return grid

    filled = read_changed(monkeypatch, small, change)
    same(filled, small_facts)
    assert codes(filled) == []


@pytest.mark.parametrize(
    ("label", "lost"),
    [("预算数", "budget"), ("其中：财政资金", "fiscal"), ("绩效目标", "goal"), ("12月底", "plan"),
     ("三级指标", "level3")],
)  # fmt: skip
def test_a_deleted_label_takes_its_value_with_it_and_is_told(
    monkeypatch: pytest.MonkeyPatch, small: bytes, label: str, lost: str
) -> None:
    def change(grid: Grid) -> Grid:
        (cell,) = places_of(grid, label)
        return with_value(grid, *cell, "")

    filled = read_changed(monkeypatch, small, change, "1.居民技能培训")
    project = next(p for p in filled if p.code == samples.CODES[0])
    assert "layout.label-missing" in codes(filled, Level.ERROR)
    if lost == "plan":
        shown = {point.date: point.percent for point in project.plan}
        assert shown == {"mar": 25, "jun": 50, "oct": 75, "dec": None}, "% cells say it themselves"
    elif lost == "level3":
        assert {row.level3 for row in project.indicators} == {""}
    else:
        assert getattr(project, lost) in (None, "")
    assert "layout.stray" in codes(filled, Level.ERROR), "the value that lost its label is told"


def test_a_label_that_stands_twice_takes_nothing(
    monkeypatch: pytest.MonkeyPatch, small: bytes
) -> None:
    def change(grid: Grid) -> Grid:
        (cell,) = places_of(grid, "预算数")
        row = [grid.value(cell.row, column) for column in range(grid.right + 1)]
        row[0] = ""
        row[3:4] = [99.0]
        return with_row(grid, cell.row + 2, row)

    filled = read_changed(monkeypatch, small, change, "1.居民技能培训")
    project = next(p for p in filled if p.code == samples.CODES[0])
    assert project.budget is None
    assert "layout.label-twice" in codes(filled, Level.ERROR)


def test_a_label_dragged_elsewhere_takes_nothing(
    monkeypatch: pytest.MonkeyPatch, small: bytes
) -> None:
    """财政资金 was cut and put over the amount on its right."""

    def change(grid: Grid) -> Grid:
        (cell,) = places_of(grid, "其中：财政资金")
        grid = with_value(grid, *cell, 5.0)
        return with_value(grid, cell.row, cell.column + 1, "其中：财政资金")

    filled = read_changed(monkeypatch, small, change, "1.居民技能培训")
    project = next(p for p in filled if p.code == samples.CODES[0])
    assert project.fiscal is None
    assert "layout.moved" in codes(filled, Level.ERROR)


def test_text_where_nothing_belongs_is_told(monkeypatch: pytest.MonkeyPatch, small: bytes) -> None:
    def change(grid: Grid) -> Grid:
        (cell,) = places_of(grid, "绩效目标")
        return with_row(grid, cell.row, ["", "", "", "请注意"])

    filled = read_changed(monkeypatch, small, change, "1.居民技能培训")
    assert errors(filled) == ["layout.stray D10"]


def test_an_error_cell_where_nothing_belongs_is_told(
    monkeypatch: pytest.MonkeyPatch, small: bytes, small_facts: list[list[object]]
) -> None:
    """It reads as a blank among blanks, and the search for a label's copies once went on for good."""

    def change(grid: Grid) -> Grid:
        return replace(grid, errors={Cell(grid.bottom, 40): "#N/A", Cell(8, 30): "#REF!"})

    filled = read_changed(monkeypatch, small, change, "1.居民技能培训")
    same(filled, small_facts)
    outside = [each for each in filled.findings if each.code == "layout.outside"]
    assert {each.found for each in outside} == {"#N/A", "#REF!"}


def test_a_block_of_equal_cells_is_told_cell_by_cell(
    monkeypatch: pytest.MonkeyPatch, small: bytes, small_facts: list[list[object]]
) -> None:
    """From its far corner back to a label there are more ways than anybody can try."""

    def change(grid: Grid) -> Grid:
        rows: list[list[Read]] = [[*row, *[""] * (80 - len(row))] for row in grid.rows]
        for row in rows[6:26]:
            row[40:70] = ["预算数"] * 30
        return replace(grid, rows=rows)

    filled = read_changed(monkeypatch, small, change, "1.居民技能培训")
    same(filled, small_facts)
    assert codes(filled).count("layout.outside") == 20 * 30


def test_the_text_of_a_label_in_every_cell_it_was_merged_over_is_the_label(
    monkeypatch: pytest.MonkeyPatch, small: bytes, small_facts: list[list[object]]
) -> None:
    """Programs that take merged cells apart leave their text in each; another text is told."""

    def change(grid: Grid) -> Grid:
        (cell,) = places_of(grid, "资金支出计划（%）")
        below = Cell(cell.row + 1, cell.column)
        grid = with_value(grid, *below, "资金支出计划（%）")
        return replace(grid, merges=[box for box in grid.merges if not box.holds(below)])

    apart = read_changed(monkeypatch, small, change, "1.居民技能培训")
    same(apart, small_facts)
    assert codes(apart) == []
    other = read_changed(
        monkeypatch,
        small,
        lambda grid: with_value(change(grid), *_below(grid, "资金支出计划（%）"), "计划"),
        "1.居民技能培训",
    )
    assert codes(other) == ["layout.stray"]


def _below(grid: Grid, text: str) -> Cell:
    (cell,) = places_of(grid, text)
    return Cell(cell.row + 1, cell.column)


def test_a_note_below_the_table_is_no_indicator(
    monkeypatch: pytest.MonkeyPatch, small: bytes, small_facts: list[list[object]]
) -> None:
    filled = read_changed(
        monkeypatch,
        small,
        lambda g: with_value(g, g.bottom + 2, 2, "填报人：张三"),
        "1.居民技能培训",
    )
    same(filled, small_facts)
    assert codes(filled) == ["layout.note"]


def test_a_sum_beside_the_table_is_told_and_never_an_amount(small: bytes) -> None:
    """A hand-made table without 其他资金's amount, and a figure of somebody's own on its right."""
    rows: list[Sequence[Read]] = [
        ("项目编码", "13081123P000109100016", "", "项目名称", "居民技能培训", "", "", "", 777.0),
        ("预算规模及资金用途", "预算数", 30.0, "其中：财政资金", 30.0, "其他资金", "", "", 777.0),
        ("", "场地费"),
        ("资金支出计划（%）", "3月底", "", "6月底", "10月底", "12月底"),
        ("", 0.25, "", 0.5, 0.75, 1.0),
        ("绩效目标", "全年培训一千人"),
        ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"),
        ("产出指标", "数量指标", "培训人数", "参训的人", "≥95 人", "计划"),
    ]
    filled = read(workbook_of_rows([("表", rows)]))
    (project,) = filled
    assert (project.budget, project.fiscal, project.other) == (Decimal(30), Decimal(30), None)
    assert codes(filled).count("layout.outside") == 2


# ruff: noqa: E501 - drawn tables are read across
TABLE = """
| 项目编码           | '13081123P000109100016 | <     | 项目名称       | 居民技能培训 | <      | <              |
| 预算规模及资金用途 | 预算数                 | 30    | 其中：财政资金 | 25           | 其他资金 | 5            |
| ^                  | 场地费                 | <     | <              | <            | <      | <              |
| 资金支出计划（%）  | 3月底                  | <     | 6月底          | 10月底       | 12月底 | <              |
| ^                  | {mar}                  | <     | {jun}          | {oct}        | {dec}  | <              |
| 绩效目标           | 全年培训一千人         | <     | <              | <            | <      | <              |
| 一级指标           | 二级指标               | 三级指标 | 绩效指标描述 | <            | 指标值 | 指标值确定依据 |
| 产出指标           | 数量指标               | 培训人数 | 参训的人     | <            | {value} | 计划          |
"""


def hand_made(
    mar: str = "25%", jun: str = "50%", oct_: str = "75%", dec: str = "100%", **cells: str
) -> bytes:
    text = TABLE.format(mar=mar, jun=jun, oct=oct_, dec=dec, value=cells.pop("value", "≥95 人"))
    for old, new in cells.items():
        text = text.replace(old, new)
    return workbook_of({"表": text})


def percents(filled: Filled) -> list[Decimal | None]:
    (project,) = filled
    return [point.percent for point in project.plan]


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        (("0.25", "0.5", "0.75", "1"), [25, 50, 75, 100]),
        (("25", "50", "75", "100"), [25, 50, 75, 100]),
        (("'25%", "'50 ％", "75%", "100%"), [25, 50, 75, 100]),
        (("", "", "", "100%"), [None, None, None, 100]),
        (("0", "0", "0", "1"), [0, 0, 0, 100]),
        (("0", "50", "", "100"), [0, 50, None, 100]),
    ],
)
def test_the_scale_of_a_plan_is_one_for_the_row(
    plan: tuple[str, ...], expected: list[int | None]
) -> None:
    assert percents(read(hand_made(*plan))) == expected


@pytest.mark.parametrize(
    "plan",
    [("0.25", "50", "75", "100"), ("60", "80", "90", "1"), ("0.6", "0.8", "0.9", ""),
     ("0.5", "1", "", ""), ("0", "0", "1", ""), ("0.6", "1.2", "1.5", "1"), ("0.6", "", "", "'100%")],
)  # fmt: skip
def test_a_plan_of_unclear_scale_is_refused_not_guessed(plan: tuple[str, ...]) -> None:
    filled = read(hand_made(*plan))
    assert "plan.scale" in codes(filled, Level.ERROR)
    (project,) = filled
    assert {p.percent for p in project.plan} <= {None, Decimal(0), Decimal(100)}


@pytest.mark.parametrize(
    ("typed", "amount", "code"),
    [
        ("'30.50", "30.50", "value.typed-as-text"),
        ("'1,038.03", "1038.03", "value.typed-as-text"),
        ("'３０．５", "30.5", "value.typed-as-text"),
        ("三十万", None, "value.number"),
        ("30万元", "30", "value.typed-as-text"),
        ("'3 0", None, "value.number"),
        ("①", None, "value.number"),
        ("约30", None, "value.number"),
        ("无", None, "value.word-for-money"),
        ("TRUE", None, "value.number"),
        ("12345678901234567", None, "value.number"),
        ("", None, ""),
    ],
)
def test_amounts_are_what_was_typed_or_refused(typed: str, amount: str | None, code: str) -> None:
    filled = read(workbook_of({"表": TABLE.replace("| 30    |", f"| {typed} |")
                               .format(mar="", jun="", oct="", dec="100%", value="无")}))  # fmt: skip
    (project,) = filled
    assert project.budget == (None if amount is None else Decimal(amount))
    assert [c for c in codes(filled) if c.startswith("value")] == ([code] if code else [])
    assert ("budget" in filled.projects[0].refused) is (bool(typed) and amount is None)


def test_a_date_in_a_money_cell_is_refused() -> None:
    rows = [list(row) for row in rows_of(hand_made())]
    rows[1][2] = date(2026, 3, 4)
    filled = read(workbook_of_rows([("表", rows)]))
    (project,) = filled
    assert project.budget in (None, Decimal(46085))
    if project.budget is not None:
        pytest.fail("a date was taken for an amount")


def rows_of(source: bytes) -> Sequence[Sequence[Read]]:
    (grid,) = read_grids(source, "")
    return grid.rows


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#DIV/0!"])
def test_an_error_cell_is_no_blank(error: str) -> None:
    source = hand_made()
    broken = patched(
        source, "xl/worksheets/sheet1.xml",
        '<c r="C2" s="1"><v>30</v></c>', f'<c r="C2" s="1" t="e"><f>1/0</f><v>{error}</v></c>',
    )  # fmt: skip
    filled = read(broken)
    (project,) = filled
    assert project.budget is None
    assert [
        (f.code, f.found, f.place.cell) for f in filled.findings if f.code.startswith("value")
    ] == [("value.error-cell", error, "C2")]
    assert "budget" in filled.projects[0].refused


def test_a_blank_a_zero_and_words_for_none_stay_apart() -> None:
    filled = read(workbook_of({"表": TABLE.replace("| 5            |", "| 0 |")
                               .format(mar="0", jun="", oct="", dec="100", value="无")}))  # fmt: skip
    (project,) = filled
    assert project.other == 0
    assert project.other is not None
    assert percents(filled) == [0, None, None, 100]
    assert project.indicators[0].target.text == "无"


def test_a_percent_is_kept_as_it_shows_and_a_bare_fraction_is_told() -> None:
    filled = read(hand_made(value="95%"))
    (project,) = filled
    assert "value.scale" not in codes(filled, Level.WARNING)
    assert "value.converted" in codes(filled, Level.INFO)
    assert project.indicators[0].target.raw == "95%"
    assert "value.scale" in codes(read(hand_made(value="0.95")), Level.WARNING)


def test_amounts_in_another_unit_are_not_taken() -> None:
    text = TABLE.format(mar="", jun="", oct="", dec="100%", value="无")
    for line in ("单位：元", "（单位: 元）", "125001 示例中心 单位：元", "金额单位：元"):
        rows = [[line], *rows_of(workbook_of({"表": text}))]
        filled = read(workbook_of_rows([("表", rows)]))
        (project,) = filled
        assert project.budget is None, line
        assert "money.unit-line" in [f.code for f in filled.findings]
    for line in ("单位：万元", "填报单位：某某公元社区", "单位：示例中心"):
        rows = [[line], *rows_of(workbook_of({"表": text}))]
        assert read(workbook_of_rows([("表", rows)])).total == 30


def test_two_values_in_one_place_are_refused() -> None:
    rows = [list(row) for row in rows_of(hand_made())]
    rows[0] += [""] * (7 - len(rows[0]))
    rows[0][2] = "13081123P000114100011"
    filled = read(workbook_of_rows([("表", rows)]))
    (project,) = filled
    assert project.code == ""
    assert "layout.ambiguous" in codes(filled, Level.ERROR)


def test_a_value_cell_without_levels_is_still_an_indicator() -> None:
    rows = [*rows_of(hand_made()), ["", "", "", "", "", "≥5 次", ""]]
    filled = read(workbook_of_rows([("表", rows)]))
    (project,) = filled
    assert [str(r.target) for r in project.indicators] == ["≥95 人", "≥5 次"]


def test_a_level_word_in_an_empty_row_is_told() -> None:
    rows = [*rows_of(hand_made()), ["", "培训次数不少于五次"]]
    assert "layout.note" in codes(read(workbook_of_rows([("表", rows)])))


# Sheets and files.


def test_sheets_may_be_renamed_and_put_in_another_order(
    monkeypatch: pytest.MonkeyPatch, small: bytes, small_facts: list[list[object]]
) -> None:
    grids = [
        replace(grid, name=f"Sheet{number}")
        for number, grid in enumerate(reversed(list(read_grids(small, ""))))
    ]
    filled = read_sheets(monkeypatch, grids)
    same(filled, small_facts)
    assert codes(filled) == []


def test_a_sheet_that_is_missing_or_twice_is_told(
    monkeypatch: pytest.MonkeyPatch, small: bytes
) -> None:
    grids = list(read_grids(small, ""))
    first = next(g for g in grids if g.name.startswith("1."))
    filled = read_sheets(monkeypatch, [g for g in grids if g is not first])
    assert codes(filled, Level.ERROR) == ["sheet.missing"]
    assert filled.findings[0].project == samples.CODES[0]
    assert "sheet.twice" in codes(read_sheets(monkeypatch, [*grids, first]), Level.ERROR)


def test_a_project_twice_in_a_hand_made_file_is_told() -> None:
    rows = rows_of(hand_made())
    filled = read(workbook_of_rows([("表1", rows), ("表2", rows)]))
    assert codes(filled, Level.ERROR) == ["sheet.twice"]


def test_two_sheets_of_the_units_own_part_are_told(
    monkeypatch: pytest.MonkeyPatch, small: bytes
) -> None:
    grids = list(read_grids(small, ""))
    part = next(g for g in grids if g.name == "部门整体绩效目标")
    assert codes(read_sheets(monkeypatch, [*grids, part]), Level.ERROR) == ["part.twice"]


def test_issued_values_that_were_changed_are_told(
    monkeypatch: pytest.MonkeyPatch, small: bytes
) -> None:
    def change(grid: Grid) -> Grid:
        (cell,) = places_of(grid, samples.CODES[0])
        grid = with_value(grid, *cell, "13081123P000109100017")
        (cell,) = places_of(grid, "预算数")
        return with_value(grid, cell.row, cell.column + 1, 35.0)

    filled = read_changed(monkeypatch, small, change, "1.居民技能培训")
    told = [f for f in filled.findings if f.code == "issued.changed"]
    assert [(f.field, f.found) for f in told] == [("code", "13081123P000109100017")]
    assert filled.unreadable == (samples.CODES[0],)


def test_a_changed_amount_is_told_with_its_cell(
    monkeypatch: pytest.MonkeyPatch, small: bytes
) -> None:
    def change(grid: Grid) -> Grid:
        (cell,) = places_of(grid, "预算数")
        return with_value(grid, cell.row, cell.column + 1, 35.0)

    filled = read_changed(monkeypatch, small, change, "1.居民技能培训")
    (told,) = [f for f in filled.findings if f.code == "issued.changed"]
    assert (told.field, told.found, told.values["expected"]) == ("budget", "35.00", "30.00")
    assert told.place.cell == str(filled.projects[0].where["budget"])


def test_what_was_only_prefilled_may_be_changed(
    monkeypatch: pytest.MonkeyPatch, small: bytes
) -> None:
    def change(grid: Grid) -> Grid:
        (cell,) = places_of(grid, "支付场地、教师和教材费用")
        return with_value(grid, *cell, "支付教材费用")

    filled = read_changed(monkeypatch, small, change, "1.居民技能培训")
    assert codes(filled) == []
    assert next(iter(filled)).purpose == "支付教材费用"


def test_a_sheet_with_a_link_back_to_the_contents_is_still_read(small: bytes) -> None:
    rows = [["返回目录"], *rows_of(hand_made())]
    assert read(workbook_of_rows([("表", rows)])).total == 30


def test_a_project_whose_labels_are_gone_is_unreadable_and_an_error(
    monkeypatch: pytest.MonkeyPatch, small: bytes
) -> None:
    def change(grid: Grid) -> Grid:
        assert HEBEI.project is not None
        for label in HEBEI.project.drawing.labels():
            for cell in places_of(grid, label.text):
                grid = with_value(grid, *cell, "x")
        return grid

    filled = read_changed(monkeypatch, small, change, "2.社区图书角")
    assert filled.unreadable == (samples.CODES[1],)
    assert codes(filled, Level.ERROR) == ["sheet.unreadable"]
    assert filled.is_blocked


def test_a_justification_stops_a_finding_from_blocking(
    monkeypatch: pytest.MonkeyPatch, small: bytes
) -> None:
    def change(grid: Grid) -> Grid:
        (cell,) = places_of(grid, "绩效目标")
        grid = with_value(grid, cell.row, cell.column + 1, "目标内容1")
        (reasons,) = places_of(grid, word("column.reasons"))
        return with_value(grid, cell.row, reasons.column, "上级统一下达，尚未细化")

    filled = read_changed(monkeypatch, small, change, "1.居民技能培训")
    (told,) = [f for f in filled.findings if f.code == "goal.placeholder"]
    assert told.justification == "上级统一下达，尚未细化"
    assert not told.blocks


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"%PDF-1.7 ...", "file.pdf"), (b"", "file.empty"), (b"PK\x03\x04 torn", "file.truncated"),
     (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "file.format")],
)  # fmt: skip
def test_what_is_no_workbook_is_one_clear_line(content: bytes, code: str, tmp_path: Path) -> None:
    path = tmp_path / "125001 回收.xlsx"
    path.write_bytes(content)
    with pytest.raises(FileError) as caught:
        read(path)
    assert caught.value.code == code
    assert caught.value.message("zh").startswith(str(path))
    assert "\n" not in caught.value.message("en")


def test_a_workbook_torn_at_any_place_is_refused_or_reads_the_same(small: bytes) -> None:
    for size in range(100, len(small), len(small) // 20):
        with pytest.raises(FileError):
            read(small[:size])


def test_an_empty_workbook_and_a_strange_one_are_findings() -> None:
    for source in (
        workbook_of_rows([("Sheet1", [])]),
        workbook_of({"考勤": "| 姓名 | 天数 |\n| 张三 | 20 |"}),
    ):
        filled = read(source)
        assert [f.code for f in filled.findings] == ["form.none"]
        assert not filled.is_readable


def test_a_missing_file_and_an_unknown_form_are_exceptions(tmp_path: Path) -> None:
    with pytest.raises(FileError) as caught:
        read(tmp_path / "no.xlsx")
    assert caught.value.code == "file.not-found"
    with pytest.raises(FormError):
        read(tmp_path / "no.xlsx", form="no-such-form")


def test_a_form_of_ones_own_is_asked_for(small: bytes, tmp_path: Path) -> None:
    templates = Path(__file__).parents[1] / "templates"
    own = tmp_path / "own.toml"
    text = (templates / "hebei-2023.toml").read_text(encoding="utf-8")
    own.write_text(text.replace('"hebei-2023"', '"own"'), encoding="utf-8")
    issued = samples.workbook(Form.load(own))
    filled = read(issued)
    assert [f.code for f in filled.findings] == ["form.unknown"]
    assert set(filled.unreadable) == set(samples.CODES)
    assert read(issued, form=own).total == Decimal("42.34")
    assert "form.other" in codes(read(small, form=own))


def test_where_speaks_of_cells_people_can_find(small: bytes) -> None:
    filled = read(small)
    first = filled.projects[0]
    assert first.place("budget") == f"{first.sheet}!{first.where['budget']}"
    assert parse_cell(str(first.where["budget"])) == first.where["budget"]
    assert isinstance(first.where["indicators.0.value"], Cell)


def test_a_part_nobody_filled_in_is_told_at_its_first_cell() -> None:
    content = samples.workbook("hebei-2023", blank=True)
    blank = [each for each in read(content).findings if each.code == "unit.blank"]
    assert [(each.field, each.place.cell) for each in blank] == [
        ("overall", "C5"), ("safeguards", "C14"),
    ]  # fmt: skip
    assert not [e for e in read(samples.workbook("hebei-2023")).findings if e.code == "unit.blank"]
