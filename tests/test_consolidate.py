"""The summary: what lands where, that it adds up, and that every row leads back to its cell."""

import re
import sys
import tempfile
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path, PureWindowsPath

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from parts.office import Office, stored_values
from parts.ooxml import unseen_errors
from parts.package import Package
from parts.real_unit import real_unit
from rules.build import FORM, plan, project, row
from xlperf import generate, read
from xlperf.budget.money import MoneyUnit
from xlperf.budget.nouns import Goal, Master, Project, Unit, UnitBudget, UnitPart
from xlperf.budget.target import Target
from xlperf.excel.writing import SheetWriter
from xlperf.findings.errors import MasterError, OutputError
from xlperf.findings.finding import Finding, Level, Place
from xlperf.reading.filled import Filled, FilledPart, FilledProject
from xlperf.reading.one_file import read_all
from xlperf.sheet.address import Box, Cell
from xlperf.summary import links
from xlperf.summary.consolidation import Consolidation, consolidate
from xlperf.summary.links import Links, literal
from xlperf.summary.list_sheet import FIRST, HEADING, Column, Listing, fitted
from xlperf.summary.spool import Spool

SHEETS = ["总览", "项目汇总", "资金支出计划", "指标明细", "核对", "问题清单"]
SHEETS += ["部门整体绩效目标", "未纳入"]
LISTS = SHEETS[1:]
PART = UnitPart(
    overall=("全年办好三件事。", "提高满意度。"),
    goals=(Goal(project="甲项目", text="办好第一件。"),),
    safeguards=("按月调度。",),
)
NO_PART = UnitPart()
Values = dict[str, dict[str, object]]


def code(number: int) -> str:
    """A made-up project code; its check character is nobody's business here."""
    return f"13081123P0009{number:02}100010"


def made(number: int, budget: str, **changes: object) -> Project:
    """A lawful project with an amount of its own."""
    cells: dict[str, object] = {
        "code": code(number), "name": f"项目{number}", "budget": Decimal(budget),
        "fiscal": Decimal(budget), "other": None, "plan": plan(25, None, "33.33", 100),
    }  # fmt: skip
    return project(row(), row("质量指标"), **(cells | changes))


def known(each: Project) -> Project:
    """What a master budget knows of a project."""
    return Project(code=each.code, name=each.name, budget=each.budget, fiscal=each.fiscal)


def unit(number: int, *projects: Project, part: UnitPart = NO_PART) -> UnitBudget:
    """A made-up unit."""
    named = Unit(code=f"12590{number}", name=f"示例单位{number}（虚构）")
    return UnitBudget(unit=named, projects=projects, part=part)


def master_of(*units: UnitBudget) -> Master:
    """The master budget these units were approved with."""
    approved = (
        UnitBudget(unit=each.unit, projects=tuple(map(known, each.projects))) for each in units
    )
    return Master(money=MoneyUnit(), units=tuple(approved))


def returned(folder: Path, filled: UnitBudget, name: str = "") -> Path:
    """The workbook a unit sent back, whatever was approved."""
    own = master_of(filled)
    (issued,) = generate(FORM, own, answers={filled.unit.code: filled})
    path = folder / (name or issued.file_name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(issued.content)
    return path


@dataclass(frozen=True)
class Round:
    """A round of collecting in which everything goes wrong once."""

    path: Path
    done: Consolidation
    master: Master
    files: tuple[Path, ...]
    stored: Values


EQUAL, SLIP, SWAPPED, MISSING, WRONG, TWICE, UNREADABLE, SILENT, EXTRA = range(1, 10)


@pytest.fixture(scope="module")
def office_round(tmp_path_factory: pytest.TempPathFactory) -> Round:
    """One unit for each kind of trouble, in files of their own."""
    folder = tmp_path_factory.mktemp("round")
    back = folder / "回收"
    one = unit(1, made(EQUAL, "30.55"), made(SLIP, "12"), made(SWAPPED, "36"), part=PART)
    two = unit(2, made(MISSING, "5"), made(20, "8.10", name="=1+1"))
    three = unit(3, made(WRONG, "7"), made(TWICE, "9"))
    four, five = unit(4, made(UNREADABLE, "11")), unit(5, made(SILENT, "13"))
    master = master_of(one, two, three, four, five)
    slip, swapped = made(SLIP, "120000"), made(SWAPPED, "63")
    stranger = made(EXTRA, "4")
    files = (
        returned(back, one.model_copy(update={"projects": (one.projects[0], slip, swapped)})),
        returned(back, two.model_copy(
            update={"projects": (two.projects[1], three.projects[0], stranger)})),
        returned(back, unit(3, three.projects[1]), '第 1 份 "FILTER(正式)" #1 100%20.xlsx'),
        returned(back, unit(3, three.projects[1]), "第 2 份.xlsx"),
        back / "125904 示例单位4.xlsx",
    )  # fmt: skip
    files[-1].write_bytes(b"%PDF-1.7\n")
    path = folder / "汇总.xlsx"
    done = consolidate(read_all(files), master, path)
    return Round(path, done, master, files, stored_values(path))


def heading_row(stored: Values, sheet: str) -> int:
    """The row of a list's headings; before that of the findings stand their counts."""
    if sheet != "问题清单":
        return HEADING + 1
    own = ("级别", "Level")
    rows = (int(at[1:]) for at, text in stored[sheet].items() if at[0] == "A" and text in own)
    return next(rows, HEADING + 1)


def table(stored: Values, sheet: str) -> list[dict[str, object]]:
    """The rows of a list by their headings, without its totals."""
    cells = stored[sheet]
    heading = heading_row(stored, sheet)
    heads = {
        re.sub(r"\d", "", at): str(text) for at, text in cells.items()
        if re.fullmatch(rf"[A-Z]+{heading}", at)
    }  # fmt: skip
    rows = []
    for number in range(heading + 1, heading + 1_000):
        found = {name: cells.get(f"{column}{number}") for column, name in heads.items()}
        if "合计" in found.values() or not any(found.values()):
            break
        rows.append(found)
    return rows


def codes(stored: Values, sheet: str) -> list[object]:
    """The project codes of a list, in its order."""
    return [each["项目编码"] for each in table(stored, sheet)]


def total_row(stored: Values, sheet: str) -> dict[str, object]:
    """The first row of totals of a sheet, by column letters."""
    cells = stored[sheet]
    number = next(at for at, text in cells.items() if text == "合计")
    row = re.sub(r"\D", "", number)
    return {
        re.sub(r"\d", "", at): value for at, value in cells.items() if re.sub(r"\D", "", at) == row
    }


# What lands where.


def test_the_sheets_are_these_in_this_order(office_round: Round) -> None:
    assert list(office_round.stored) == SHEETS


def test_only_what_reconciles_is_in_the_summary(office_round: Round) -> None:
    accepted = [code(EQUAL), code(20)]
    assert codes(office_round.stored, "项目汇总") == accepted
    assert codes(office_round.stored, "资金支出计划") == accepted
    assert list(dict.fromkeys(codes(office_round.stored, "指标明细"))) == accepted


def test_everything_else_is_left_out_and_says_why(office_round: Round) -> None:
    rows = table(office_round.stored, "未纳入")
    kinds = [(each["类别"], each["项目编码"]) for each in rows]
    assert kinds == [
        ("文件不能读取", None),
        ("项目核对不符", code(SLIP)),
        ("项目核对不符", code(SWAPPED)),
        ("项目未报", code(MISSING)),
        ("项目核对不符", code(WRONG)),
        ("项目核对不符", code(TWICE)),
        ("项目核对不符", code(TWICE)),
        ("项目核对不符", code(UNREADABLE)),
        ("项目未报", code(SILENT)),
        ("不在预算内", code(EXTRA)),
    ]
    assert all(each["原因"] and each["怎样改"] for each in rows)
    assert office_round.done.left_out == len(rows)


def test_what_was_left_out_is_the_whole_difference(office_round: Round) -> None:
    total = office_round.done.reconciliation.total
    assert total.difference == Decimal("-93")
    assert total_row(office_round.stored, "未纳入")["F"] == pytest.approx(93)


def test_every_project_is_compared(office_round: Round) -> None:
    rows = {each["项目编码"]: each for each in table(office_round.stored, "核对")}
    assert {name: each["核对结果"] for name, each in rows.items()} == {
        code(EQUAL): "一致", code(SLIP): "金额不符", code(SWAPPED): "金额不符",
        code(MISSING): "未报", code(20): "一致", code(WRONG): "单位不符",
        code(TWICE): "重复报送", code(UNREADABLE): "读不出来", code(SILENT): "未报",
        code(EXTRA): "不在预算内",
    }  # fmt: skip
    assert rows[code(SLIP)]["差额提示"] == "差一万倍，可能混淆元和万元"
    assert rows[code(SWAPPED)]["差额提示"] == "可能数字颠倒"
    assert rows[code(SWAPPED)]["差额：预算数"] == 27
    assert rows[code(TWICE)]["备注"] == "报来 2 次"


def test_the_count_comes_out_even_and_is_said(office_round: Round) -> None:
    total = office_round.done.reconciliation.total
    assert (total.issued, total.accepted, total.rejected, total.missing) == (9, 2, 5, 2)
    said = "金额一致 2 ＋ 核对不符 5 ＋ 未报 2 ＝ 应报 9"
    for sheet in ("总览", "核对"):
        assert said in office_round.stored[sheet].values()


def test_findings_are_all_listed_and_counted(office_round: Round) -> None:
    rows = table(office_round.stored, "问题清单")
    words = {Level.ERROR: "错误", Level.WARNING: "警告", Level.INFO: "提示"}
    for level, count in office_round.done.findings.items():
        assert sum(each["级别"] == words[level] for each in rows) == count
    assert office_round.done.findings[Level.ERROR] > 0
    assert all(each["问题"] and each["怎样改"] for each in rows)
    order = [each["单位编码"] for each in rows]
    firsts = list(dict.fromkeys(order))
    assert [each for each in firsts if each] == ["125901", "125902", "125903", "125904", "125905"]
    assert order == [name for name in firsts for _ in range(order.count(name))]


def test_the_units_own_part_is_told_in_the_order_of_the_text(office_round: Round) -> None:
    rows = table(office_round.stored, "部门整体绩效目标")
    assert [(each["单位编码"], each["部分"], each["内容"]) for each in rows] == [
        ("125901", "总体绩效目标", "全年办好三件事。"),
        ("125901", "总体绩效目标", "提高满意度。"),
        ("125901", "分项绩效目标", "办好第一件。"),
        ("125901", "工作保障措施", "按月调度。"),
    ]


def test_plan_amounts_are_exact_and_a_blank_stays_a_blank(office_round: Round) -> None:
    first = table(office_round.stored, "资金支出计划")[0]
    assert [first[name] for name in ("3月底", "6月底", "10月底", "12月底")] == [
        0.25,
        None,
        0.3333,
        1,
    ]
    assert first["3月底（万元）"] == float(Decimal("30.55") * 25 / 100)
    assert first["6月底（万元）"] in (None, "")
    assert first["10月底（万元）"] == float(Decimal("30.55") * Decimal("33.33") / 100)


def test_an_indicator_row_says_its_target_whole_and_in_parts(office_round: Round) -> None:
    first = table(office_round.stored, "指标明细")[0]
    assert (first["指标值"], first["符号"], first["数值"], first["单位或文字"]) == (
        "≥12次", "≥", 12, "次",
    )  # fmt: skip


def test_the_real_unit_adds_up(shared: Path, tmp_path: Path) -> None:
    real = real_unit(shared)
    answers = {real.answers.unit.code: real.answers}
    files = [each.save(tmp_path) for each in generate(FORM, real.master, answers=answers)]
    done = consolidate(read_all(files), real.master, tmp_path / "s.xlsx", form=FORM)
    stored = stored_values(done.path)
    assert done.reconciliation.total.returned == Decimal("1038.03")
    assert len(table(stored, "项目汇总")) == 13
    assert len(table(stored, "指标明细")) == 117
    assert total_row(stored, "项目汇总")["E"] == 1038.03
    (own,) = [at for at, text in stored["总览"].items() if text == "125001"]
    assert stored["总览"][own.replace("A", "K")] == 1038.03


# What it looks like to Excel.


def test_lists_have_filter_frozen_headings_and_print_set_up(office_round: Round) -> None:
    book = openpyxl.load_workbook(office_round.path)
    for name in LISTS:
        sheet = book[name]
        heading = heading_row(office_round.stored, name)
        last = len(table(office_round.stored, name)) + heading
        box = Box(heading - 1, 0, last - 1, sheet.max_column - 1)
        assert sheet.auto_filter.ref == str(box)
        # before the findings stand their counts: frozen, they would fill a screen
        frozen = heading + 1 if name != "问题清单" else 1
        assert re.fullmatch(rf"[A-Z]+{frozen}", sheet.freeze_panes)
        assert sheet.print_title_rows == f"${heading}:${heading}"
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize in (8, 9)  # A3, A4
        assert 77 <= sheet.page_setup.scale <= 100
        assert "&P" in sheet.oddFooter.center.text
        assert not sheet.sheet_view.showGridLines
        assert sheet.row_dimensions[FIRST + 1].height >= 20


def test_rows_of_long_text_are_high_enough(tmp_path: Path) -> None:
    long = made(1, "1", goal="把这件事办好。" * 60)
    own = unit(1, long)
    files = [returned(tmp_path, own)]
    done = consolidate(read_all(files), master_of(own), tmp_path / "s.xlsx")
    sheet = openpyxl.load_workbook(done.path)["项目汇总"]
    assert sheet.row_dimensions[FIRST + 1].height > 250


def test_libreoffice_computes_what_is_stored(office_round: Round, libreoffice: Office) -> None:
    computed = libreoffice.values(office_round.path)
    for sheet, cells in office_round.stored.items():
        for at in cells.keys() | computed[sheet].keys():
            stored, now = cells.get(at) or None, computed[sheet].get(at) or None
            assert now == (pytest.approx(stored) if isinstance(stored, float) else stored), at
            assert not str(now).startswith(("#", "Err:")), (sheet, at)


def test_excel_has_nothing_to_repair(
    office_round: Round, validator: Callable[[Path], list[str]]
) -> None:
    assert unseen_errors(office_round.path) == []
    assert validator(office_round.path) == []


def test_charts_show_figures_that_are_there(office_round: Round) -> None:
    package = Package(office_round.path)
    charts = [name for name in package.zip.namelist() if "/charts/chart" in name]
    assert len(charts) == 3
    for name in charts:
        for reference in re.findall(r"<c:f>(.*?)</c:f>", package.zip.read(name).decode()):
            sheet, _, box = reference.replace("$", "").replace("'", "").rpartition("!")
            cells = openpyxl.load_workbook(office_round.path, data_only=True)[sheet][box]
            flat = cells if isinstance(cells, tuple) else ((cells,),)
            assert all(cell.value is not None for line in flat for cell in line), reference


def test_text_of_others_stays_text(tmp_path: Path) -> None:
    hostile = ["=1+1", "http://x.example/", "<r><t>x</t></r>", "@SUM(A1)", "_x0041_", " 两边空格 "]
    rows = [row(level3=text, description=f"{text} ") for text in hostile]
    own = unit(1, project(*rows, code=code(1), name="<r>名</r>", budget=Decimal(1),
                          fiscal=Decimal(1), other=None))  # fmt: skip
    filled = filled_of(own, "a.xlsx")
    done = consolidate([filled], master_of(own), tmp_path / "s.xlsx")
    sheet = openpyxl.load_workbook(done.path, rich_text=False)["指标明细"]
    said = [sheet[f"G{at}"].value for at in range(4, 4 + len(hostile))]
    assert [text.replace("_x005F_", "_") for text in said] == hostile  # as Excel reads it
    assert sheet["D4"].value == "<r>名</r>"
    assert all(sheet[f"G{at}"].data_type in {"s", "inlineStr"} for at in range(4, 10))
    assert unseen_errors(done.path) == []


# Links.


def spoken(formula: str) -> tuple[str, str]:
    """What a HYPERLINK formula opens and shows, its quoted pieces put together."""
    pieces = re.findall(r'"((?:[^"]|"")*)"|([,&])', formula.removeprefix("=HYPERLINK"))
    said = ["", ""]
    at = 0
    for text, sign in pieces:
        at += sign == ","
        said[at] += text.replace('""', '"') if not sign else ""
    return said[0], said[1]


def linked(sheet: Worksheet) -> Iterator[tuple[str, str, str]]:
    """Every link of a sheet: its cell, what it opens, what it shows."""
    for line in sheet.iter_rows(min_row=FIRST + 1):
        for cell in line:
            if str(cell.value).startswith("=HYPERLINK("):
                yield cell.coordinate, *spoken(str(cell.value))


def test_every_link_leads_to_a_sheet_and_cell_that_are_there(office_round: Round) -> None:
    book, seen, places = openpyxl.load_workbook(office_round.path), set(), 0
    returns = {
        path.name: openpyxl.load_workbook(path).sheetnames for path in office_round.files[:-1]
    }
    for name in LISTS:
        for at, target, shown in linked(book[name]):
            file, mark, place = target.partition("#")
            path = office_round.path.parent / file.replace("%23", "#").replace("%25", "%")
            assert path.is_file(), (name, at, target)
            assert office_round.stored[name][at] == shown
            seen.add(path.name)
            if mark:
                sheet, _, cell = place.rpartition("!")
                assert sheet.strip("'").replace("''", "'") in returns[path.name]
                assert re.fullmatch(r"[A-Z]+\d+", cell)
                assert shown.endswith(cell) or (shown, cell) == ("打开", "A1")
                places += 1
    assert seen == {path.name for path in office_round.files}
    assert places > 30


def test_a_link_of_an_indicator_leads_to_its_very_cell(office_round: Round) -> None:
    sheet = openpyxl.load_workbook(office_round.path)["指标明细"]
    _, target, _ = next(linked(sheet))
    file, _, place = target.partition("#")
    name, _, cell = place.rpartition("!")
    source = openpyxl.load_workbook(office_round.path.parent / file)[name.strip("'")]
    assert source[cell].value == sheet["G4"].value


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("甲.xlsx", '"甲.xlsx"'),
        ('说"好"', '"说""好"""'),
        ("FILTER(1", '"FILTER"&"(1"'),
        ("", '""'),
    ],
)
def test_literals_are_quoted_as_excel_wants_them(text: str, spelled: str) -> None:
    assert literal(text) == spelled


def test_a_long_literal_is_put_together_from_pieces() -> None:
    pieces = literal("长" * 300).split("&")
    assert len(pieces) == 3
    assert all(len(each) <= 255 for each in pieces)


def test_links_are_relative_and_end_where_excel_ends(tmp_path: Path) -> None:
    made = Links(tmp_path)
    near = made.to(str(tmp_path / "a" / "b.xlsx"), "表'1", "C9")
    assert near.formula == """=HYPERLINK("a/b.xlsx#'表''1'!C9","表'1!C9")"""
    assert near.value == "表'1!C9"
    far = made.to(str(tmp_path / ("目录" * 70) / ("目录" * 70) / "b.xlsx"), "表", "C9")
    assert (far.formula, far.value) == ("", "表!C9")
    assert made.to("", "表", "C9").formula == ""
    assert made.to("a\x07.xlsx").formula == ""


def test_another_drive_is_linked_with_its_whole_path(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr(links.os.path, "relpath", refuse)
    monkeypatch.setattr(links, "Path", PureWindowsPathLike)
    monkeypatch.setattr(links, "PurePath", PureWindowsPath)
    assert links._target("D:\\回收\\a.xlsx", Path()) == "D:/回收/a.xlsx"


class PureWindowsPathLike(PureWindowsPath):
    """A Windows path on any machine."""

    def absolute(self) -> "PureWindowsPathLike":
        """It is already."""
        return self


# The file.


def test_the_same_input_gives_the_same_bytes(office_round: Round) -> None:
    again = office_round.path.with_name("又一次.xlsx")
    consolidate(read_all(office_round.files), office_round.master, again)
    assert again.read_bytes() == office_round.path.read_bytes()


def test_rows_spelled_here_are_what_xlsxwriter_writes(
    office_round: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SheetWriter, "rows_on_disk", lambda _: None)
    files = read_all(office_round.files)
    there = consolidate(files, office_round.master, office_round.path.parent / "由库写.xlsx")
    assert there.path.read_bytes() == office_round.path.read_bytes()


def test_nothing_is_overwritten_unasked_and_nothing_read_before(tmp_path: Path) -> None:
    path = tmp_path / "s.xlsx"
    path.write_text("mine")
    unread: Iterator[Filled] = iter([Filled("never read")])
    with pytest.raises(OutputError, match="已存在"):
        consolidate(unread, master_of(unit(1, made(1, "1"))), path)
    assert next(unread).file == "never read"
    assert path.read_text() == "mine"
    consolidate([], master_of(unit(1, made(1, "1"))), path, force=True)
    assert path.read_bytes().startswith(b"PK")


def failing(filled: Filled) -> Iterator[Filled]:
    """A return, and then an accident."""
    yield filled
    raise RuntimeError("power cut")


def test_nothing_is_left_behind_by_an_accident(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, out = tmp_path / "temporary", tmp_path / "out"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    own = unit(1, made(1, "1"))
    with pytest.raises(RuntimeError, match="power cut"):
        consolidate(failing(filled_of(own, "a.xlsx")), master_of(own), out / "s.xlsx")
    assert list(folder.iterdir()) == []
    assert not out.exists()


def test_nothing_is_left_behind_by_a_row_that_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, out = tmp_path / "temporary", tmp_path / "out"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    verb = sys.modules["xlperf.summary.consolidation"]
    monkeypatch.setattr(verb, "project_row", lambda *_: ["x" * 40_000] * 14)
    monkeypatch.setattr("xlperf.summary.list_sheet.fitted", lambda text: text)
    own = unit(1, made(1, "1"))
    with pytest.raises(OutputError, match="40000"):
        consolidate([filled_of(own, "a.xlsx")], master_of(own), out / "s.xlsx")
    assert list(folder.iterdir()) == []
    assert list(out.iterdir()) == []


def test_no_files_at_all_is_a_summary_of_what_is_missing(tmp_path: Path) -> None:
    own = (unit(1, made(1, "1.50")), unit(2, made(2, "2")))
    done = consolidate([], master_of(*own), tmp_path / "s.xlsx")
    stored = stored_values(done.path)
    assert done.reconciliation.total.missing == 2
    assert [each["类别"] for each in table(stored, "未纳入")] == ["项目未报"] * 2
    assert stored["项目汇总"]["A4"] == "（没有）"
    assert "金额一致 0 ＋ 核对不符 0 ＋ 未报 2 ＝ 应报 2" in stored["总览"].values()
    assert unseen_errors(done.path) == []


def test_more_rows_than_a_sheet_holds_are_refused() -> None:
    listing = Listing("问题清单", "", [Column("", 9)], rows=1_048_574)
    with pytest.raises(OutputError) as caught:
        listing.refuse_overflow("s.xlsx")
    assert caught.value.code == "out.too-many-rows"
    Listing("问题清单", "", [Column("", 9)], rows=1_048_573).refuse_overflow("s.xlsx")


def test_amounts_in_another_unit_are_refused(tmp_path: Path) -> None:
    own = master_of(unit(1, made(1, "1"))).model_copy(update={"money": MoneyUnit(unit="元")})
    with pytest.raises(MasterError):
        consolidate([], own, tmp_path / "s.xlsx", form=FORM)
    assert list(tmp_path.iterdir()) == []


def test_english_is_spoken_and_sheets_keep_their_names(tmp_path: Path) -> None:
    own = unit(1, made(1, "1"))
    done = consolidate([filled_of(own, "a.xlsx")], master_of(own), tmp_path / "s.xlsx", lang="en")
    stored = stored_values(done.path)
    assert list(stored) == SHEETS
    assert stored["项目汇总"]["E3"] == "Budget"
    assert "amounts agree 1 + do not agree 0 + missing 0 = issued 1" in stored["总览"].values()


# Parts, reasons, sizes.


def filled_of(own: UnitBudget, file: str, **changes: object) -> Filled:
    """A return without a workbook, for what only the summary sees."""
    projects = tuple(
        FilledProject(each, f"{at}.表", {"budget": Cell(5, 3), "indicators.0.level3": Cell(9, 3)})
        for at, each in enumerate(own.projects, 1)
    )
    cells = {"form": FORM, "unit": own.unit, "projects": projects}
    if own.part != UnitPart():
        cells["part"] = FilledPart(own.part, "整体", {"overall.0": Cell(4, 2)})
    return Filled(file, **(cells | changes))


def test_two_different_parts_of_a_unit_count_for_nobody_to_guess(tmp_path: Path) -> None:
    own = unit(1, made(1, "1"), part=PART)
    other = unit(1, part=UnitPart(overall=("另一个说法。",)))
    same = filled_of(unit(1, part=PART), "b.xlsx")
    twice = filled_of(other, "c.xlsx")
    first = consolidate([filled_of(own, "a.xlsx"), same], master_of(own), tmp_path / "1.xlsx")
    assert len(table(stored_values(first.path), "部门整体绩效目标")) == 4
    second = consolidate([filled_of(own, "a.xlsx"), twice], master_of(own), tmp_path / "2.xlsx")
    stored = stored_values(second.path)
    assert stored["部门整体绩效目标"]["A4"] == "（没有）"
    assert [each["文件"] for each in table(stored, "未纳入")] == ["a.xlsx", "c.xlsx"]


def test_the_part_of_a_stranger_is_left_out(tmp_path: Path) -> None:
    own = unit(1, made(1, "1"))
    stranger = filled_of(unit(7, part=PART), "x.xlsx")
    done = consolidate([filled_of(own, "a.xlsx"), stranger], master_of(own), tmp_path / "s.xlsx")
    (left,) = table(stored_values(done.path), "未纳入")
    assert (left["类别"], left["单位编码"]) == ("部门整体绩效目标", "125907")


def test_a_reason_is_shown_and_counted(tmp_path: Path) -> None:
    own = unit(1, made(1, "1"))
    finding = Finding(
        "goal.placeholder", Level.ERROR, Place("a.xlsx", "1.表", "C10"), code(1),
        found="目标内容1", values={"label": "绩效目标"}, justification="上级统一格式",
    )  # fmt: skip
    unread = Finding("sheet.unplaced", Level.WARNING, Place("a.xlsx", "附表"))
    filled = filled_of(own, "a.xlsx", findings=(finding, unread))
    done = consolidate([filled], master_of(own), tmp_path / "s.xlsx")
    stored = stored_values(done.path)
    (line,) = table(stored, "项目汇总")
    assert (done.justified, line["错误"], line["其中已说明"]) == (1, 1, 1)
    first, second = table(stored, "问题清单")
    assert first["审核说明（单位填写）"] == "上级统一格式"
    assert (first["工作表"], first["单元格"], second["单元格"]) == ("1.表", "C10", "打开")
    (left,) = table(stored, "未纳入")
    assert (left["类别"], left["来源（点击打开）"]) == ("工作表未读取", "附表")


def test_units_come_in_the_order_of_the_master(tmp_path: Path) -> None:
    units = [unit(number, made(number, "1"), made(10 + number, "2")) for number in (3, 1, 2)]
    back = [filled_of(each, f"{each.unit.code}.xlsx") for each in reversed(units)]
    done = consolidate(back, master_of(*units), tmp_path / "s.xlsx")
    expected = [each.code for own in units for each in own.projects]
    assert codes(stored_values(done.path), "项目汇总") == expected


def test_a_chart_of_many_units_shows_the_largest(tmp_path: Path) -> None:
    units = [
        UnitBudget(unit=Unit(code=f"{number}", name=f"单位{number}"),
                   projects=(made(number % 90, str(number), code=code(0)[:-3] + f"{number}"),))
        for number in range(100, 130)
    ]  # fmt: skip
    done = consolidate([], master_of(*units), tmp_path / "s.xlsx")
    values = stored_values(done.path)["总览"]
    assert [at for at in values if at.startswith("N")][0:1]
    assert values[next(at for at in values if at.startswith("O") and values[at] == 129)] == 129
    assert unseen_errors(done.path) == []


def test_figures_no_cell_can_hold_are_text(tmp_path: Path) -> None:
    own = unit(1, made(1, "1"))
    huge = Target.of("≥", Decimal("1e300"), "次")
    rows = (row().model_copy(update={"target": huge}),)
    changed = own.projects[0].model_copy(update={"indicators": rows})
    wrong = made(2, "1e40")
    both = unit(1, changed, wrong)
    approved = master_of(unit(1, own.projects[0], made(2, "5")))
    done = consolidate([filled_of(both, "a.xlsx")], approved, tmp_path / "s.xlsx")
    assert str(table(stored_values(done.path), "指标明细")[0]["数值"]).startswith("1000")
    assert done.reconciliation.total.rejected == 1


def test_a_text_is_cut_only_where_a_cell_ends_and_says_so() -> None:
    assert fitted("字" * 32_767) == "字" * 32_767
    cut = fitted("😀" * 20_000)
    assert len(cut.encode("utf-16-le")) // 2 <= 32_767
    assert cut.endswith("…（20000）")


def test_the_spool_gives_records_back_in_the_order_of_the_budget() -> None:
    with Spool() as spool:
        for unit_at, project_at in ((1, 0), (0, 2), (0, 1)):
            spool.put("project", unit_at, project_at, (unit_at, project_at), rows=3)
        found = [spool.take(entry) for entry in spool.entries("project")]
        assert found == [(0, 1), (0, 2), (1, 0)]
        assert spool.entries("finding") == []


def many(count: int, text: str) -> Iterator[Filled]:
    """Returns with much to say, made as they are asked for."""
    for number in range(count):
        named = Unit(code=f"U{number:04}", name=f"单位{number}")
        each = project(
            row(description=f"{text}{number}"), code=f"C{number:04}", name="项目",
            budget=Decimal(1), fiscal=Decimal(1), other=None, goal=f"{text}{number}",
        )  # fmt: skip
        yield filled_of(UnitBudget(unit=named, projects=(each,)), f"{number}.xlsx")


@pytest.mark.long
def test_memory_is_flat_in_the_number_of_files(tmp_path: Path) -> None:
    text = "字" * 24_000
    peaks = []
    for count in (20, 120):
        bare = (
            UnitBudget(unit=each.unit, projects=tuple(known(one) for one in each))
            for each in many(count, "")
        )
        master = Master(money=MoneyUnit(), units=tuple(bare))
        consolidate([], master, tmp_path / f"warm{count}.xlsx")
        tracemalloc.start()
        consolidate(many(count, text), master, tmp_path / f"{count}.xlsx")
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.5 * peaks[0], peaks


def test_reading_and_consolidating_share_their_findings(office_round: Round) -> None:
    told = sum(len(each.findings) for each in read_all(office_round.files))
    reconciled = len(office_round.done.reconciliation.findings)
    assert sum(office_round.done.findings.values()) == told + reconciled
    assert read(office_round.files[0]).unit.code == "125901"
