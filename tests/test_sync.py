"""A returned workbook brought up to a new master budget: no answer is ever lost.

What the unit typed, what the master changed, and what the new workbook says of it.
"""

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import openpyxl.comments
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parts import ooxml, samples
from parts.desk import Desk as OfficeDesk
from parts.grids import read_sheets, with_value
from parts.office import Office, stored_values
from xlperf import Form, generate, read
from xlperf.budget.nouns import Master, Project
from xlperf.excel.reading.book import read_grids
from xlperf.excel.writing.writer import workbook_bytes
from xlperf.findings import RoundError
from xlperf.findings.catalogue import word
from xlperf.form.layout import lay_out
from xlperf.identity import Amendment, Issued
from xlperf.issuing import Cover, PreparedForm, unit_workbook
from xlperf.issuing.sheets.changes import field_label
from xlperf.reading import decode
from xlperf.reading.filled import Filled, FilledProject
from xlperf.reading.one_file import read_all
from xlperf.sheet.address import Cell
from xlperf.sheet.comment import Comment
from xlperf.sheet.grid import Grid, Read
from xlperf.syncing.up_to_date import Synced, sync

FORM = Form.load("hebei-2023")
THIRD = Project(
    code="13081123P000114100022", name="图书馆开放", budget=Decimal(8), fiscal=Decimal(8),
    other=Decimal(0),
)  # fmt: skip
TRAINING, BOOKS = samples.CODES


def master(*projects: Project) -> Master:
    return samples.small_master(*projects)


assert FORM.project is not None
LAYOUT = lay_out(FORM.project.entry, {})
KNOWN = samples.known_of(samples.filled_unit(FORM)).projects
BEFORE = master(*KNOWN)


def with_values(project: Project, **values: object) -> Project:
    return project.model_copy(update=values)


@dataclass
class Desk:
    """A unit's desk: the workbook it was sent, and what it types into it."""

    monkeypatch: pytest.MonkeyPatch
    content: bytes

    def __post_init__(self) -> None:
        self.grids: list[Grid] = list(read_grids(self.content, ""))
        self.issued = read(self.content)

    def project(self, code: str) -> FilledProject:
        return next(each for each in self.issued.projects if each.project.code == code)

    def place(self, code: str, path: str) -> tuple[str, Cell]:
        """The sheet and cell of a field; of an indicator row that is still blank, too."""
        filled = self.project(code)
        if path in filled.where:
            return filled.sheet, filled.where[path]
        head, number, name = path.split(".")
        assert head == "indicators"
        grid = next(each for each in self.grids if each.name == filled.sheet)
        key = next(c for c in grid_cells(grid) if grid.value(*c) == number)
        column = LAYOUT.cell(name)
        assert column is not None
        return filled.sheet, Cell(key.row, column.column)

    def types(self, code: str, path: str, value: Read) -> "Desk":
        """Type a value into the cell of a field."""
        sheet, cell = self.place(code, path)
        return self.types_at(sheet, cell, value)

    def explains(self, code: str, path: str, reason: str) -> "Desk":
        """Write a reason (审核说明) beside a field."""
        sheet, cell = self.place(code, path)
        return self.types_at(sheet, Cell(cell.row, LAYOUT.reasons), reason)

    def types_at(self, sheet: str, cell: Cell, value: Read) -> "Desk":
        self.grids = [
            with_value(each, *cell, value) if each.name == sheet else each for each in self.grids
        ]
        return self

    def takes_out(self, sheet: str) -> "Desk":
        self.grids = [each for each in self.grids if each.name != sheet]
        return self

    def returned(self) -> Filled:
        """The workbook as it comes back."""
        return read_sheets(self.monkeypatch, self.grids)

    def synced(self, now: Master, form: Form = FORM) -> Synced:
        """It, brought up to a master budget."""
        return sync(self.returned(), now, form)


def grid_cells(grid: Grid) -> Iterator[Cell]:
    return (Cell(row, column) for row, column, _ in grid.texts())


@pytest.fixture
def unit(monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk with a blank workbook of two projects, as they were first issued."""
    (issued,) = generate(FORM, BEFORE, due="2026-12-01", contact="王老师")
    return Desk(monkeypatch, issued.content)


def whole(synced: Synced) -> bytes:
    """The new workbook, which must be there."""
    assert synced.content is not None
    return synced.content


def kinds(synced: Synced) -> list[tuple[str, str, str]]:
    return [(each.kind.value, each.project, each.field) for each in synced.changes]


def project_of(content: bytes, code: str) -> FilledProject:
    return next(each for each in read(content).projects if each.project.code == code)


def texts_of(content: bytes) -> set[str]:
    """Every text and figure in a workbook, hidden sheets too."""
    return {
        decode.shown(value)
        for grid in read_grids(content, "")
        for row in grid.rows
        for value in row
    }


def test_a_workbook_that_needs_nothing_stands_as_it_is(unit: Desk) -> None:
    synced = unit.types(TRAINING, "goal", "培训一千人").synced(BEFORE)
    assert (synced.content, synced.changes, synced.is_changed) == (None, (), False)
    assert synced.number == 1


def test_an_answer_stays_and_an_issued_amount_is_refreshed(unit: Desk) -> None:
    now = master(with_values(KNOWN[0], budget=Decimal(31), fiscal=Decimal(26)), KNOWN[1])
    synced = unit.types(TRAINING, "goal", "培训一千人").synced(now)
    project = project_of(whole(synced), TRAINING).project
    assert (project.goal, project.budget, project.fiscal) == ("培训一千人", 31, 26)
    assert kinds(synced) == [("refreshed", TRAINING, "budget"), ("refreshed", TRAINING, "fiscal")]
    assert synced.number == 2
    assert [each.code for each in read(whole(synced)).findings if each.code[:6] == "issued"] == []


def test_an_untouched_workbook_is_what_is_generated_anew(unit: Desk) -> None:
    now = master(with_values(KNOWN[0], budget=Decimal(31), fiscal=Decimal(26)), THIRD)
    synced = unit.synced(now)
    cover = Cover("2026-12-01", "王老师")
    amended = Amendment(number=2, changes=synced.changes)
    anew = unit_workbook(PreparedForm(FORM, cover), now.units[0], None, amended)
    assert synced.content == workbook_bytes(anew)


def test_what_both_changed_is_a_conflict_that_keeps_the_units_answer(unit: Desk) -> None:
    now = master(with_values(KNOWN[0], budget=Decimal(31), fiscal=Decimal(26)), KNOWN[1])
    synced = unit.types(TRAINING, "budget", 99.5).synced(now)
    (conflict,) = synced.conflicts
    assert (conflict.before, conflict.answer, conflict.now) == ("30.00", "99.50", "31.00")
    back = read(whole(synced))
    (told,) = [each for each in back.findings if each.code == "issued.changed"]
    assert (told.field, told.found, told.values["expected"]) == ("budget", "99.50", "31.00")
    assert project_of(whole(synced), TRAINING).project.budget == Decimal("99.5")


def test_a_conflict_is_marked_open_and_explained_in_its_cell(unit: Desk) -> None:
    now = master(with_values(KNOWN[0], budget=Decimal(31)), KNOWN[1])
    synced = unit.types(TRAINING, "budget", 99.5).synced(now)
    filled = project_of(whole(synced), TRAINING)
    book = openpyxl.load_workbook(io.BytesIO(whole(synced)))
    cell = book[filled.sheet][str(filled.where["budget"])]
    assert not cell.protection.locked
    assert cell.fill.fgColor.rgb == "FFF4B183"
    assert "31.00" in cell.comment.text
    fiscal = book[filled.sheet][str(filled.where["fiscal"])]
    assert fiscal.protection.locked
    assert fiscal.comment is None
    rows = [[each.value for each in row] for row in book["变更说明"].iter_rows()]
    assert any(row[0] == "冲突" and row[3:6] == ["30.00", "99.50", "31.00"] for row in rows)


def test_a_conflict_stays_until_one_side_gives_in(
    unit: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = master(with_values(KNOWN[0], budget=Decimal(31)), KNOWN[1])
    synced = unit.types(TRAINING, "budget", 99.5).synced(now)
    again = sync(read(whole(synced)), now, FORM)
    assert (again.content, again.is_changed) == (None, False)
    gives_in = Desk(monkeypatch, whole(synced)).types(TRAINING, "budget", 31.0)
    assert not gives_in.synced(now).is_changed
    assert not any(each.code == "issued.changed" for each in gives_in.returned().findings)


def test_after_a_settled_conflict_the_third_value_of_the_master_stands(
    unit: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = master(with_values(KNOWN[0], budget=Decimal(28)), KNOWN[1])
    disputed = unit.types(TRAINING, "budget", 99.5).synced(second)
    settled = Desk(monkeypatch, whole(disputed)).types(TRAINING, "budget", 28.0)
    third = settled.synced(master(with_values(KNOWN[0], budget=Decimal(30)), KNOWN[1]))
    assert kinds(third) == [("refreshed", TRAINING, "budget")]
    assert project_of(whole(third), TRAINING).project.budget == 30
    assert not any(each.code == "issued.changed" for each in read(whole(third)).findings)
    book = openpyxl.load_workbook(io.BytesIO(whole(third)))
    filled = project_of(whole(third), TRAINING)
    assert book[filled.sheet][str(filled.where["budget"])].protection.locked


def test_a_workbook_of_a_form_without_a_unit_part_is_up_to_date_too() -> None:
    head, _, tail = FORM.source.partition("[unit]")
    own = Form.parse(head + tail[tail.index("[taxonomy]") :])
    (issued,) = generate(own, BEFORE)
    for form in (None, own):
        synced = sync(read(issued.content, own), BEFORE, form)
        assert (synced.content, synced.changes) == (None, ())


def test_an_issued_value_the_unit_changed_alone_is_put_back(unit: Desk) -> None:
    synced = unit.types(TRAINING, "budget", 99.5).synced(BEFORE)
    assert kinds(synced) == [("put-back", TRAINING, "budget")]
    assert project_of(whole(synced), TRAINING).project.budget == 30


def test_a_project_that_is_added_gets_a_blank_sheet(unit: Desk) -> None:
    synced = unit.types(TRAINING, "goal", "培训一千人").synced(master(*KNOWN, THIRD))
    assert kinds(synced) == [("added", THIRD.code, "")]
    assert project_of(whole(synced), THIRD.code).project.budget == 8
    assert project_of(whole(synced), TRAINING).project.goal == "培训一千人"


def test_a_project_that_is_gone_leaves_its_answers_until_it_comes_back(unit: Desk) -> None:
    row = "indicators.R003.level3"
    unit.types(BOOKS, "goal", "借阅三千册").types(BOOKS, row, "图书册数")
    unit.types(BOOKS, "indicators.R003.sign", "定性").types(
        BOOKS, "indicators.R003.unit", "明显增加"
    )
    unit.explains(BOOKS, "goal", "按实际需要")
    synced = unit.synced(master(KNOWN[0]))
    assert kinds(synced) == [("aside", BOOKS, ""), ("removed", BOOKS, "")]
    assert {each.project.code for each in read(whole(synced)).projects} == {TRAINING}
    assert {"借阅三千册", "图书册数", "明显增加"} <= texts_of(whole(synced))
    assert "变更说明" not in {each.place.sheet for each in read(whole(synced)).findings}
    back = sync(read(whole(synced)), BEFORE, FORM)
    assert kinds(back) == [("returned", BOOKS, "")]
    filled = project_of(whole(back), BOOKS)
    assert filled.project.goal == "借阅三千册"
    (named,) = [each for each in filled.project.indicators if each.level3]
    assert (named.level3, named.target.sign, named.target.text) == ("图书册数", "定性", "明显增加")
    assert "按实际需要" in filled.reasons.values()
    assert read(whole(back)).identity.aside == ()  # type: ignore[union-attr]


def test_a_project_that_is_gone_and_was_never_answered_leaves_nothing(unit: Desk) -> None:
    synced = unit.synced(master(KNOWN[0]))
    assert kinds(synced) == [("removed", BOOKS, "")]
    assert read(whole(synced)).identity.aside == ()  # type: ignore[union-attr]


def test_a_reason_travels_with_its_row_also_with_a_row_left_blank(unit: Desk) -> None:
    unit.explains(TRAINING, "indicators.R005.level3", "本项目不涉及")
    unit.explains(TRAINING, "plan.mar", "一季度无支出")
    unit.types(TRAINING, "indicators.R002.level3", "培训合格率")
    now = master(with_values(KNOWN[0], budget=Decimal(31)), KNOWN[1])
    filled = project_of(whole(unit.synced(now)), TRAINING)
    assert {filled.keys.get(row): text for row, text in filled.reasons.items()} == {
        "R005": "本项目不涉及", "d5": "一季度无支出",
    } or "本项目不涉及" in filled.reasons.values()  # fmt: skip
    (row,) = [row for row, text in filled.reasons.items() if text == "本项目不涉及"]
    assert filled.keys[row] == "R005"
    (row,) = [row for row, text in filled.reasons.items() if text == "一季度无支出"]
    assert row == filled.where["plan.mar"].row


def test_rows_stay_where_they_stood(unit: Desk) -> None:
    unit.types(TRAINING, "indicators.R002.level3", "培训合格率")
    unit.types(TRAINING, "indicators.R007.level3", "周边环境")
    now = master(with_values(KNOWN[0], budget=Decimal(31)), KNOWN[1])
    filled = project_of(whole(unit.synced(now)), TRAINING)
    assert [each.key for each in filled.project.indicators] == ["R002", "R007"]
    rows = [filled.where[f"indicators.{number}.level3"].row for number in (0, 1)]
    assert rows[1] - rows[0] == 5


def test_what_could_not_be_read_stays_in_its_cell_as_typed(unit: Desk) -> None:
    unit.types(TRAINING, "plan.mar", 0.2).types(TRAINING, "plan.jun", "大约一半")
    unit.types(TRAINING, "plan.dec", 1.0).types(TRAINING, "indicators.R001.level3", "人数")
    unit.types(TRAINING, "indicators.R001.number", "约一千")
    before = {(each.code, each.found) for each in unit.returned().findings}
    now = master(with_values(KNOWN[0], budget=Decimal(31)), KNOWN[1])
    synced = unit.synced(now)
    told = {(each.code, each.found) for each in read(whole(synced)).findings}
    assert ("value.percent", "大约一半") in before & told
    filled = project_of(whole(synced), TRAINING)
    assert "约一千" in filled.project.indicators[0].target.raw
    assert filled.project.plan["mar"] == 20


@pytest.mark.parametrize("value", [1e22, -3.0, True, "三十", 46085.5])
def test_a_figure_no_cell_takes_stops_nothing(unit: Desk, value: Read) -> None:
    unit.types(TRAINING, "indicators.R001.level3", "人数").types(TRAINING, "plan.mar", value)
    now = master(with_values(KNOWN[0], budget=Decimal(31)), KNOWN[1])
    synced = whole(unit.synced(now))
    assert decode.shown(value) in texts_of(synced)


def test_a_return_saved_in_another_format_is_brought_up_to_date_too(
    unit: Desk, libreoffice: Office, tmp_path: Path
) -> None:
    sent = tmp_path / "交来.xlsx"
    sent.write_bytes(with_answer(unit, "培训一千人"))
    now = master(with_values(KNOWN[0], budget=Decimal(31)), KNOWN[1])
    for suffix in ("ods", "xls"):
        (saved,) = libreoffice.converted([sent], suffix)
        synced = sync(read(saved), now, FORM)
        assert synced.refused == ()
        assert project_of(whole(synced), TRAINING).project.goal == "培训一千人"


def with_answer(unit: Desk, goal: str) -> bytes:
    """The workbook with one goal typed in."""
    sheet, cell = unit.place(TRAINING, "goal")
    book, file = openpyxl.load_workbook(io.BytesIO(unit.content)), io.BytesIO()
    book[sheet][str(cell)] = goal
    book.save(file)
    return file.getvalue()


def test_a_note_beside_the_table_is_kept_and_told(unit: Desk) -> None:
    sheet = unit.project(TRAINING).sheet
    now = master(with_values(KNOWN[0], budget=Decimal(31)), KNOWN[1])
    synced = unit.types_at(sheet, Cell(9, LAYOUT.reasons + 2), "请王老师核对").synced(now)
    assert "请王老师核对" in {each.answer for each in synced.changes}
    assert "请王老师核对" in texts_of(whole(synced))


RAISED = master(with_values(KNOWN[0], budget=Decimal(31)), KNOWN[1])


def with_sheet(content: bytes, name: str, rows: list[list[object]]) -> bytes:
    """The workbook with a sheet of the unit's own."""
    book, file = openpyxl.load_workbook(io.BytesIO(content)), io.BytesIO()
    sheet = book.create_sheet(name)
    for row in rows:
        sheet.append(row)
    book.save(file)
    return file.getvalue()


def test_a_sheet_of_the_units_own_is_kept_cell_by_cell(unit: Desk) -> None:
    content = with_sheet(unit.content, "附件清单", [["合同", "金额"], [None, 12.5]])
    synced = sync(read(content), RAISED, FORM)
    assert "有内容的 3 格" in next(e.answer for e in synced.changes if e.field == "附件清单")
    identity = read(whole(synced)).identity
    assert identity is not None
    kept = {each.field: each.text for each in identity.aside}
    assert kept == {"附件清单!A1": "合同", "附件清单!B1": "金额", "附件清单!B2": "12.5"}
    again = sync(read(whole(synced)), BEFORE, FORM)
    assert {"附件清单!B2", "合同", "12.5"} <= texts_of(whole(again))


def test_a_sheet_of_the_units_own_that_is_too_large_is_not_lost(unit: Desk) -> None:
    content = with_sheet(unit.content, "附件清单", [["行"] * 10 for _ in range(201)])
    synced = sync(read(content), RAISED, FORM)
    assert [(e.code, e.place.sheet) for e in synced.refused] == [("sync.too-much", "附件清单")]
    assert "2000" in synced.refused[0].message()


def test_a_note_above_the_table_is_kept_and_told(unit: Desk) -> None:
    sheet = unit.project(TRAINING).sheet
    unit.types_at(sheet, Cell(2, LAYOUT.reasons + 2), "请王老师核对")
    unit.types_at("部门整体绩效目标", Cell(1, 12), 7.0)
    told = {(e.code, e.found) for e in unit.returned().findings if e.code == "layout.outside"}
    assert told == {("layout.outside", "请王老师核对"), ("layout.outside", "7")}
    assert {"请王老师核对", "部门整体绩效目标!M2"} <= texts_of(whole(unit.synced(RAISED)))


def test_what_is_kept_is_named_as_people_name_it() -> None:
    labels = {
        "comment.purpose": "批注：预算规模及资金用途", "reason.R005": "审核说明：第5行",
        "typed.plan.jun": "6月底", "indicators.R001.level1": "第1行 一级指标",
        "figure.indicators.R012.unit": "第12行 ", "goal.x!A1": "goal.x!A1",
    }  # fmt: skip
    for path, label in labels.items():
        assert field_label(FORM, path).startswith(label), path


def test_a_new_field_of_a_form_is_told_once(unit: Desk) -> None:
    drawn = FORM.source.replace('version = "1"', 'version = "2"')
    newer = Form.parse(drawn.replace("{plan.oct}", "{plan.sep}").replace("10月底", "9月底"))
    synced = unit.types(TRAINING, "goal", "培训一千人").synced(BEFORE, newer)
    assert kinds(synced) == [("new-field", "", "plan.sep")]
    rows = [[each.value for each in row] for row in shown(synced, "变更说明")]
    assert any(row[:3] == ["新增栏目", "（每个项目）", "9月底"] for row in rows)
    same = Form.parse(drawn)
    assert kinds(unit.synced(BEFORE, same)) == []


def shown(synced: Synced, sheet: str) -> Any:
    return openpyxl.load_workbook(io.BytesIO(whole(synced)))[sheet].iter_rows()


def test_a_disputed_cell_is_open_until_it_says_what_the_master_says(unit: Desk) -> None:
    synced = unit.types(TRAINING, "budget", 99.5).types(TRAINING, "name", "居民技能").synced(
        master(with_values(KNOWN[0], budget=Decimal(31), name="居民技能提升"), KNOWN[1])
    )  # fmt: skip
    texts = texts_of(whole(synced))
    assert {"← 与主预算 31.00 不一致，请核对", "← 与主预算 居民技能提升 不一致，请核对"} <= texts
    assert "与主预算不一致，请核对（见“变更说明”）" in texts
    assert not any("与主预算不一致" in text for text in texts_of(unit.content))


def test_a_file_that_cannot_be_opened_is_refused_once(tmp_path: Path) -> None:
    picture = tmp_path / "照片.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    (filled,) = read_all([picture])
    assert [each.code[:5] for each in sync(filled, BEFORE, FORM).refused] == ["file."]


def test_a_renamed_project_keeps_its_entry_in_the_units_own_part(unit: Desk) -> None:
    part = unit.issued.part
    assert part is None or not part.part.goals
    (sheet,) = [each for each in unit.grids if each.name == "部门整体绩效目标"]
    (cell,) = [Cell(r, c) for r, c, text in sheet.texts() if text == KNOWN[0].name]
    unit.types_at(sheet.name, Cell(cell.row, cell.column + 1), "惠及千人")
    now = master(with_values(KNOWN[0], name="居民技能提升"), KNOWN[1])
    back = read(whole(unit.synced(now)))
    assert back.part is not None
    assert [(goal.project, goal.text) for goal in back.part.part.goals] == [
        ("居民技能提升", "惠及千人")
    ]


def test_a_sheet_the_unit_took_out_comes_back(unit: Desk) -> None:
    synced = unit.takes_out(unit.project(BOOKS).sheet).synced(BEFORE)
    assert kinds(synced) == [("sheet-back", BOOKS, "")]
    assert project_of(whole(synced), BOOKS).project.budget == Decimal("12.34")


def test_due_date_and_contact_travel_and_can_be_changed(unit: Desk) -> None:
    now = master(with_values(KNOWN[0], budget=Decimal(31)), KNOWN[1])
    assert {"2026-12-01", "王老师"} <= texts_of(whole(unit.synced(now)))
    later = sync(unit.returned(), BEFORE, FORM, due="2026-12-15", contact="王老师")
    assert later.is_changed
    assert later.number == 2
    assert {"2026-12-15", "王老师"} <= texts_of(whole(later))


def test_a_new_version_of_the_form_takes_the_answers_over(unit: Desk) -> None:
    source = FORM.source.replace('version = "1"', 'version = "2"')
    drawn = source.replace("{plan.oct}", "{plan.sep}").replace("10月底", "9月底")
    newer = Form.parse(drawn)
    unit.types(TRAINING, "goal", "培训一千人").types(TRAINING, "plan.mar", 0.25)
    unit.types(TRAINING, "plan.oct", 0.75).types(TRAINING, "plan.dec", 1.0)
    synced = unit.synced(BEFORE, newer)
    assert synced.refused == ()
    filled = next(iter(read(whole(synced), newer).projects))
    back = {each.project.code: each.project for each in read(whole(synced), newer).projects}
    assert back[TRAINING].goal == "培训一千人"
    assert (back[TRAINING].plan["mar"], back[TRAINING].plan["sep"]) == (25, None)
    assert ("aside", TRAINING, "plan.oct") in kinds(synced)
    assert "75" in texts_of(whole(synced))
    assert filled


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda unit: unit.takes_out("标识"), "sync.no-base"),
        (lambda unit: unit.types(TRAINING, "code", "13081123P000109100099"), "sync.unreadable"),
    ],
)
def test_a_file_that_cannot_be_told_apart_is_left_alone(unit: Desk, spoil, code: str) -> None:  # type: ignore[no-untyped-def]
    synced = spoil(unit).synced(master(KNOWN[0]))
    assert code in {each.code for each in synced.refused}
    assert synced.content is None


def test_a_unit_the_master_does_not_list_is_left_alone(unit: Desk) -> None:
    other = BEFORE.units[0].model_copy(
        update={"unit": samples.UNIT.model_copy(update={"code": "1"})}
    )
    synced = unit.synced(BEFORE.model_copy(update={"units": (other,)}))
    assert [each.code for each in synced.refused] == ["sync.unit-gone"]


# --- no answer is missing, whatever both sides did

PLACES = [
    "goal", "plan.mar", "plan.jun", "plan.oct", "plan.dec", "purpose",
    *(f"indicators.R{n:03d}.{name}" for n in (1, 4, 9, 13, 14)
      for name in ("level3", "description", "number", "unit", "basis")),
]  # fmt: skip
Typed = Mapping[tuple[str, str], Read]


@st.composite
def typing(draw: st.DrawFn) -> Typed:
    """Answers, each another: words anywhere, figures where some are asked for."""
    typed: dict[tuple[str, str], Read] = {}
    for number, code in enumerate(samples.CODES):
        for place, path in enumerate(draw(st.lists(st.sampled_from(PLACES), unique=True))):
            figure = path.startswith("plan") or path.endswith("number")
            unique = 1000 * number + place
            words = f"答{unique:04d}"
            typed[code, path] = draw(st.sampled_from((words, 0.0001 * (unique + 1))))
            if not figure:
                typed[code, path] = words
    return typed


@st.composite
def new_masters(draw: st.DrawFn) -> Master:
    """Projects taken out, added and changed."""
    projects = []
    for each in KNOWN:
        if draw(st.booleans()):
            amount = Decimal(draw(st.integers(1, 99)))
            changes = draw(st.sampled_from(({}, {"name": f"{each.name}二期"}, {"budget": amount})))
            projects.append(with_values(each, **changes))
    if draw(st.booleans()):
        projects.append(THIRD)
    return master(*projects)


@pytest.mark.long
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(typed=typing(), reasons=typing(), first=new_masters(), second=new_masters())
def test_no_answer_is_missing_whatever_both_sides_change(
    typed: Typed, reasons: Typed, first: Master, second: Master
) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        (issued,) = generate(FORM, BEFORE)
        unit = Desk(monkeypatch, issued.content)
        words = set()
        for (code, path), value in typed.items():
            unit.types(code, path, value)
            words.add(decode.shown(value))
        for (code, path), value in reasons.items():
            unit.explains(code, path, f"因{decode.shown(value)}")
        now = unit.synced(first)
    content = now.content
    for budget in (first, second):
        if content is None:
            continue
        missing = {word for word in words if not is_in(word, content)}
        assert missing == set()
        again = sync(read(content), budget, FORM)
        assert again.refused == ()
        content = again.content or content
    if content is not None:
        back = sync(read(content), BEFORE, FORM).content or content
        for (code, path), value in typed.items():
            assert stands(back, code, path, value), (code, path, value)


def is_in(word: str, content: bytes) -> bool:
    """Whether a typed text or figure is somewhere in a workbook, percents as either."""
    texts = texts_of(content)
    if word in texts or any(word in text for text in texts):
        return True
    try:
        percent = f"{(Decimal(word) * 100).normalize():f}"
    except ArithmeticError:
        return False
    return percent in texts


def stands(content: bytes, code: str, path: str, value: Read) -> bool:
    """Whether an answer is in its own field again."""
    filled = project_of(content, code)
    head, _, rest = path.partition(".")
    if head != "indicators":
        cell = filled.where[path]
        grid = next(each for each in read_grids(content, "") if each.name == filled.sheet)
        return decode.shown(grid.value(*cell)) == decode.shown(value)
    key, name = rest.split(".")
    (row,) = [each for each in filled.project.indicators if each.key == key]
    if name in ("number", "unit"):
        return decode.shown(value) in row.target.raw
    return getattr(row, name) == value


# --- what people noted on cells


def with_comments(content: bytes, comments: Mapping[tuple[str, Cell], tuple[str, str]]) -> bytes:
    """The workbook with comments (批注) of people on some cells."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for (sheet, cell), (author, text) in comments.items():
        book[sheet][str(cell)].comment = openpyxl.comments.Comment(text, author)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def comments_of(content: bytes) -> set[tuple[str, str, str]]:
    """Every comment of a workbook: its cell, its author, its text."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {
        (cell.coordinate, cell.comment.author, cell.comment.text)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }


def test_comments_of_the_office_travel_with_their_fields(unit: Desk) -> None:
    places = [
        unit.place(TRAINING, "goal"), unit.place(TRAINING, "indicators.R005.level3"),
        unit.place(BOOKS, "purpose"),
    ]  # fmt: skip
    said = ("王老师", "请写清楚人数"), ("王老师", "此行必填"), ("李老师", "=1+1")
    content = with_comments(unit.content, dict(zip(places, said, strict=True)))
    raised = with_values(KNOWN[0], budget=Decimal(31))
    synced = whole(sync(read(content), master(raised, KNOWN[1]), FORM))
    assert {(author, text) for _, author, text in comments_of(synced)} == set(said)
    back = project_of(synced, TRAINING)
    assert back.comments["goal"] == said[0]
    gone = sync(read(content), master(raised), FORM)
    returned = whole(sync(read(whole(gone)), BEFORE, FORM))
    texts = {text for _, _, text in comments_of(returned)}
    assert texts == {"请写清楚人数", "此行必填", "李老师:\n=1+1"}


def test_a_comment_on_a_disputed_cell_keeps_its_words(unit: Desk) -> None:
    place = unit.place(TRAINING, "budget")
    content = with_comments(unit.content, {place: ("王老师", "请核对")})
    book = openpyxl.load_workbook(io.BytesIO(content))
    book[place[0]][str(place[1])] = 99.5
    file = io.BytesIO()
    book.save(file)
    now = master(with_values(KNOWN[0], budget=Decimal(31)), KNOWN[1])
    ((_, author, text),) = comments_of(whole(sync(read(file.getvalue()), now, FORM)))
    assert author == "王老师"
    assert text.startswith("请核对\n\n主预算的预算数现为 31.00")


# --- what the new workbook is to other programs


@pytest.fixture
def reissued(unit: Desk, tmp_path: Path) -> Path:
    """A workbook with a conflict, a reason, something kept aside, and a changed name."""
    unit.types(TRAINING, "budget", 99.5).types(TRAINING, "goal", "=培训一千人")
    unit.types(BOOKS, "goal", "借阅三千册").explains(TRAINING, "goal", "http://理由")
    unit.types(TRAINING, "name", "居民技能")
    now = master(with_values(KNOWN[0], budget=Decimal(31), name='居民"技能"提升'), THIRD)
    path = tmp_path / "再次下发.xlsx"
    path.write_bytes(whole(unit.synced(now)))
    return path


def test_it_is_a_sound_workbook(reissued: Path, validator: Callable[[Path], list[str]]) -> None:
    assert validator(reissued) == []
    assert ooxml.unseen_errors(reissued) == []


def test_its_stored_values_are_what_libreoffice_computes(
    reissued: Path, libreoffice: Office
) -> None:
    (counted,) = libreoffice.recalculated_all([reissued])
    before, after = stored_values(reissued), stored_values(counted)
    assert {name: after[name] for name in before} == before


def test_a_disputed_cell_can_be_typed_in_and_its_neighbour_cannot(
    reissued: Path, desk: OfficeDesk
) -> None:
    filled = project_of(reissued.read_bytes(), TRAINING)
    steps = [
        {"sheet": filled.sheet, "cell": str(filled.where["budget"]), "type": "31"},
        {"sheet": filled.sheet, "cell": str(filled.where["fiscal"]), "type": "1"},
    ]
    saved, (budget, fiscal) = desk.filled(reissued, steps)
    assert (budget["number"], fiscal["changed"]) == (31.0, False)
    changed = {each.field for each in read(saved).findings if each.code == "issued.changed"}
    assert changed == {"name"}


def test_what_a_new_version_has_no_cell_for_is_kept_with_all_that_stood_beside_it(
    unit: Desk,
) -> None:
    """An answer that could not be read, a reason, and a comment, each on a field that is gone."""
    drawn = FORM.source.replace("{plan.oct}", "{plan.sep}").replace("10月底", "9月底")
    purpose = [line for line in drawn.splitlines() if "{purpose}" in line]
    assert len(purpose) == 1
    drawn = drawn.replace(purpose[0], purpose[0].replace("{purpose}", "{extra.why}"))
    newer = Form.parse(drawn.replace('version = "1"', 'version = "2"').replace('"purpose", ', ""))
    unit.types(TRAINING, "plan.oct", "大约七成").types(TRAINING, "purpose", "请教师")
    unit.explains(TRAINING, "purpose", "按实际课时")
    place = unit.place(TRAINING, "purpose")
    unit.grids = [
        replace(each, comments={place[1]: Comment("王老师", "请写明细")})
        if each.name == place[0]
        else each
        for each in unit.grids
    ]
    synced = whole(unit.synced(BEFORE, newer))
    texts = texts_of(synced)
    assert {"大约七成", "请教师", "按实际课时"} <= texts
    assert any("请写明细" in text for text in texts)


def without_purpose() -> Form:
    """A new version that asks for a plan in September, not October, and not for the purpose."""
    drawn = FORM.source.replace("{plan.oct}", "{plan.sep}").replace("10月底", "9月底")
    drawn = drawn.replace("{purpose}", "{extra.why}").replace('"purpose", ', "")
    return Form.parse(drawn.replace('version = "1"', 'version = "2"'))


def test_what_a_new_version_has_no_cell_for_is_told_once(unit: Desk) -> None:
    """What was kept aside is no reason for another workbook."""
    newer = without_purpose()
    unit.types(TRAINING, "plan.oct", "大约七成").explains(TRAINING, "purpose", "按实际课时")
    synced = unit.synced(BEFORE, newer)
    told = [each.field for each in synced.changes if each.kind.value == "aside"]
    assert told == ["typed.plan.oct", "reason.purpose"]
    filled = read(whole(synced), newer)
    assert sync(filled, BEFORE, newer).changes == ()
    again = sync(filled, BEFORE, newer, always=True)
    assert {"大约七成", "按实际课时"} <= texts_of(whole(again))


def test_a_reason_comes_back_with_its_field(unit: Desk) -> None:
    """A later version that asks again has it beside the field, and no longer aside."""
    newest = Form.parse(FORM.source.replace('version = "1"', 'version = "3"'))
    newer = without_purpose()
    unit.explains(TRAINING, "purpose", "按实际课时")
    second = read(whole(unit.synced(BEFORE, newer)), newer)
    assert [each.field for each in asides(second)] == ["reason.purpose"]
    third = read(whole(sync(second, BEFORE, newest)), newest)
    _, cell = unit.place(TRAINING, "purpose")
    (project,) = [each for each in third.projects if each.project.code == TRAINING]
    assert project.reasons[cell.row] == "按实际课时"
    assert asides(third) == []


def asides(filled: Filled) -> list[Issued]:
    """What a workbook keeps that has no cell."""
    assert filled.identity
    return [*filled.identity.aside]


def test_what_could_not_be_read_is_kept_in_the_order_of_the_sheet(unit: Desk) -> None:
    """Whatever order sets have today: the same input gives the same bytes."""
    for path in ("plan.dec", "plan.oct", "plan.mar", "plan.jun", "budget"):
        unit.types(TRAINING, path, f"约{path}")
    synced = unit.synced(master(KNOWN[1]))
    kept = [each.field for each in asides(read(whole(synced))) if each.field[:6] == "typed."]
    plan = [f"typed.plan.{name}" for name in ("mar", "jun", "oct", "dec")]
    assert kept == ["typed.budget", *plan]


@pytest.mark.parametrize("kind", ["path", "text", "bytes", "file"])
def test_a_workbook_may_be_given_in_any_way(tmp_path: Path, kind: str) -> None:
    (issued,) = generate(FORM, BEFORE)
    path = tmp_path / "甲.xlsx"
    path.write_bytes(issued.content)
    now = master(with_values(KNOWN[0], budget=Decimal(31), fiscal=Decimal(26)), KNOWN[1])
    ways: dict[str, Callable[[], Any]] = {
        "path": lambda: path,
        "text": lambda: str(path),
        "bytes": lambda: issued.content,
        "file": lambda: io.BytesIO(issued.content),
    }
    synced = sync(ways[kind](), now)
    assert synced.content == sync(read(path), now).content
    assert [each.field for each in synced.changes] == ["budget", "fiscal"]


def test_a_file_is_read_by_the_form_it_was_issued_by(tmp_path: Path) -> None:
    """Where a new version has other labels, the old one must be given too."""
    newer = Form.parse(
        FORM.source.replace("10月底", "9月底").replace('version = "1"', 'version = "2"')
    )
    (issued,) = generate(FORM, BEFORE)
    assert sync(issued.content, BEFORE, newer).refused
    assert whole(sync(issued.content, BEFORE, newer, issued_form=FORM))


def test_what_an_earlier_sheet_said_of_its_due_date_stays() -> None:
    """Any text was taken once."""
    prepared = PreparedForm(FORM, Cover("年底前"))
    content = workbook_bytes(unit_workbook(prepared, BEFORE.units[0], None))
    filled = read(content)
    assert sync(filled, BEFORE).content is None
    again = read(whole(sync(filled, BEFORE, contact="王老师"))).identity
    assert again
    assert (again.due, again.contact) == ("年底前", "王老师")


def test_a_due_date_is_a_date_or_its_text(unit: Desk) -> None:
    filled = unit.returned()
    as_date = sync(filled, BEFORE, FORM, due=date(2026, 12, 15))
    assert whole(as_date) == whole(sync(filled, BEFORE, FORM, due="2026-12-15"))
    back = read(whole(as_date)).identity
    assert back
    assert (back.due, back.contact) == ("2026-12-15", "王老师")
    assert whole(as_date) == whole(sync(filled, BEFORE, FORM, due="2026年12月15日"))
    assert sync(filled, BEFORE, FORM, due=date(2026, 12, 1)).content is None
    with pytest.raises(RoundError) as refused:
        sync(filled, BEFORE, FORM, due="年底前")
    assert refused.value.code == "round.due"
    assert sync(filled, BEFORE, FORM, contact="").is_changed


def test_an_entry_of_a_project_that_comes_back_waits_for_a_form_with_a_place_for_it(
    unit: Desk,
) -> None:
    own = next(each for each in unit.grids if each.name == "部门整体绩效目标")
    cell = next(c for c in grid_cells(own) if own.value(*c) == KNOWN[0].name)
    unit.types_at(own.name, Cell(cell.row, cell.column + 1), "惠及千人")
    without_project = whole(unit.synced(master(KNOWN[1])))
    partless = without_part()
    assert partless.unit is None
    again = sync(read(without_project), BEFORE, partless)
    assert "惠及千人" in texts_of(whole(again))


def without_part() -> Form:
    """A new version that has no sheet for the unit's own part."""
    head, _, rest = FORM.source.partition("[unit]")
    _, section, tail = rest.partition("[taxonomy]")
    return Form.parse((head + section + tail).replace('version = "1"', 'version = "2"'))


def test_of_a_part_that_is_asked_for_no_more_reasons_and_comments_are_kept_too(
    unit: Desk,
) -> None:
    own = next(each for each in unit.grids if each.name == "部门整体绩效目标")
    cell = next(c for c in grid_cells(own) if own.value(*c) == KNOWN[0].name)
    words, right = Cell(cell.row, cell.column + 1), own.right
    reasons = next(c.column for c in grid_cells(own) if own.value(*c) == word("column.reasons"))
    assert reasons <= right
    unit.types_at(own.name, words, "惠及千人").types_at(own.name, Cell(cell.row, reasons), "按往年")
    unit.grids = [
        replace(each, comments={words: Comment("王老师", "请写明细")})
        if each.name == own.name
        else each
        for each in unit.grids
    ]
    texts = texts_of(whole(unit.synced(BEFORE, without_part())))
    assert {"惠及千人", "按往年"} <= texts
    assert any("请写明细" in text for text in texts)
