"""Sheets nobody fills in are known by their token, whatever they are titled."""

import io
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from parts import samples
from parts.carriers import CELLS, KINDS, SHEET_NAMES, edited, token_cells, without
from parts.office import Office
from xlperf import Form, annotate, generate, read, sync
from xlperf.budget.nouns import Unit, UnitBudget
from xlperf.findings.catalogue import word
from xlperf.identity import SEAL_NAME, OwnSheet, Seal, parse_seals, was_findings, was_ours
from xlperf.reading import Filled
from xlperf.sheet.address import Cell

FORM = Form.load("hebei-2023")
ELSEWHERE = UnitBudget(
    unit=Unit(code="990002", name="别的单位"),
    projects=samples.known_of(samples.filled_unit(FORM)).projects[:1],
)
TITLES = {"填报说明": Cell(1, 1), "目录": Cell(0, 0), "变更说明": Cell(0, 0)}
SHEETS = {"填报说明": "guide", "目录": "contents", "变更说明": "changes", "选项": "choices"}


@pytest.fixture(scope="module")
def reissued() -> bytes:
    """A workbook of a second issue, which has all sheets of ours."""
    known = samples.known_of(samples.filled_unit(FORM))
    first = read(samples.workbook(FORM))
    raised = known.projects[0].model_copy(update={"purpose": "另一用途"})
    made = sync(first, samples.small_master(raised, *known.projects[1:]), FORM)
    assert made.content
    return made.content


@pytest.fixture(scope="module")
def elsewhere() -> bytes:
    """The workbook of another unit."""
    (made,) = generate(FORM, samples.master_of(FORM, ELSEWHERE))
    return made.content


def opened(content: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def tokens(sheet: Worksheet) -> list[Seal]:
    return [seal for cell in token_cells(sheet) for seal in parse_seals(str(cell.value))]


def unplaced(filled: Filled) -> list[str]:
    """The sheets that were not taken for ours."""
    return [each.place.sheet for each in filled.findings if each.code == "sheet.unplaced"]


def about_origin(filled: Filled) -> list[str]:
    return [f.code for f in filled.findings if f.code.startswith(("seal.", "identity.", "form."))]


def retitled(book: Workbook) -> None:
    for name, (row, column) in TITLES.items():
        book[name].cell(row + 1, column + 1).value = "以后另起的名字"


def unprotected(book: Workbook) -> None:
    for sheet in book.worksheets:
        sheet.protection.sheet = False


def bare(book: Workbook) -> None:
    """As workbooks were before sheets of ours had tokens."""
    for name in SHEETS:
        for cell in token_cells(book[name]):
            cell.value = None
        del book[name].defined_names[SEAL_NAME]


def pasted(book: Workbook, source: Worksheet, name: str) -> Worksheet:
    """A sheet of another workbook copied in, with its cells and its own name."""
    sheet = book.create_sheet(name)
    for row in source.iter_rows():
        for cell in row:
            if type(cell).__name__ != "MergedCell":
                sheet.cell(cell.row, cell.column).value = cell.value
    held = source.defined_names[SEAL_NAME].attr_text
    sheet.defined_names[SEAL_NAME] = DefinedName(SEAL_NAME, attr_text=held)
    return sheet


def test_each_sheet_of_ours_says_what_it_is_where_nobody_sees_it(reissued: bytes) -> None:
    book, whole = opened(reissued), read(reissued).seal
    assert whole
    for name, kind in SHEETS.items():
        sheet = book[name]
        assert tokens(sheet) == [whole.of_sheet(OwnSheet(kind))]
        (cell,) = token_cells(sheet)
        assert sheet.column_dimensions[cell.column_letter].hidden
        assert sheet.protection.sheet
        own = sheet.defined_names[SEAL_NAME].attr_text
        assert [seal.sheet for seal in parse_seals(own)] == [kind]


def test_titles_may_change(reissued: bytes) -> None:
    filled = read(edited(reissued, retitled))
    assert (unplaced(filled), about_origin(filled)) == ([], [])


@pytest.mark.parametrize("gone", [CELLS, SHEET_NAMES])
def test_one_of_its_two_carriers_is_enough(reissued: bytes, gone: str) -> None:
    assert unplaced(read(edited(without(reissued, [gone]), retitled))) == []


@pytest.mark.parametrize("suffix", ["xls", "ods", "xlsx"])
def test_saved_by_libreoffice_they_are_known_still(
    libreoffice: Office, reissued: bytes, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / "甲.xlsx"
    path.write_bytes(edited(reissued, retitled))
    again = libreoffice.recalculated(path)
    (saved,) = [again] if suffix == "xlsx" else libreoffice.converted([again], suffix)
    filled = read(saved)
    assert len(filled.projects) == 2
    assert (unplaced(filled), about_origin(filled)) == ([], [])


def test_a_workbook_that_lost_its_protection_is_not_held_against_them(reissued: bytes) -> None:
    """The title that stands beside the token is the one that is seen."""
    later = {f"{name}（以后）": name for name in TITLES}

    def renamed(book: Workbook) -> None:
        unprotected(book)
        for title, name in later.items():
            row, column = TITLES[name]
            before = book[name].cell(row + 1, column + 1).value
            (cell,) = token_cells(book[name])
            cell.value = str(cell.value).replace(str(before), title)
            book[name].cell(row + 1, column + 1).value = title

    assert unplaced(read(edited(reissued, renamed))) == []


def test_a_guide_that_was_written_over_is_no_guide(reissued: bytes) -> None:
    """What a unit wrote on a sheet of ours is told, and no sync loses it."""

    def over(book: Workbook) -> None:
        sheet = book["填报说明"]
        sheet.protection.sheet = False
        for row in sheet.iter_rows(max_col=4):
            for cell in row:
                if type(cell).__name__ != "MergedCell":
                    cell.value = None
        sheet["B2"] = "本单位的情况说明"

    filled = read(edited(reissued, over))
    assert unplaced(filled) == ["填报说明"]
    known = samples.known_of(samples.filled_unit(FORM)).projects
    made = sync(filled, samples.small_master(*known), FORM, always=True)
    assert made.content
    assert "本单位的情况说明" in {
        str(cell.value) for row in opened(made.content)["变更说明"].iter_rows() for cell in row
    }


def test_a_cleared_sheet_without_a_title_is_no_sheet_of_ours(reissued: bytes) -> None:
    def over(book: Workbook) -> None:
        book["目录"].protection.sheet = False
        book["目录"].delete_rows(2, 99)
        book["目录"]["A1"] = None
        book["目录"]["A3"] = "本单位的情况说明"

    assert unplaced(read(edited(reissued, over))) == ["目录"]  # its codes are gone with the rest


def test_sheets_of_ours_from_another_workbook_mean_nothing(
    reissued: bytes, elsewhere: bytes
) -> None:
    def paste(book: Workbook) -> None:
        for name in ("填报说明", "目录"):
            sheet = pasted(book, opened(elsewhere)[name], f"{name} (2)")
            sheet.protection.sheet = True

    before, after = read(reissued), read(edited(reissued, paste))
    assert (unplaced(after), about_origin(after)) == ([], [])
    assert after.projects == before.projects
    assert len(after.findings) == len(before.findings)


def test_they_prove_no_origin(reissued: bytes, elsewhere: bytes) -> None:
    """Where only sheets say which workbook it is, those that are filled in decide."""

    def paste(book: Workbook) -> None:
        pasted(book, opened(elsewhere)["填报说明"], "填报说明 (2)").protection.sheet = True

    bound = [kind for kind in KINDS if kind not in (CELLS, SHEET_NAMES)]
    filled = read(edited(without(reissued, bound), paste))
    assert about_origin(filled) == ["identity.from-seal"]
    assert filled.unit.code == samples.UNIT.code
    assert [each.project.budget is None for each in filled.projects] == [False, False]
    alone = read(edited(without(reissued, KINDS), paste))
    assert about_origin(alone) == ["identity.none"]


def test_a_token_of_ours_on_a_table_changes_nothing(reissued: bytes) -> None:
    def paste(book: Workbook) -> None:
        (cell,) = token_cells(book["填报说明"])
        book.worksheets[4]["AA1"] = cell.value

    before, after = read(reissued), read(edited(reissued, paste))
    assert after.projects == before.projects
    assert about_origin(after) == []


def test_a_sheet_a_later_version_adds_is_passed_over(reissued: bytes) -> None:
    seal = read(reissued).seal
    assert seal

    def add(book: Workbook) -> None:
        sheet = book.create_sheet("以后的表")
        sheet["A1"] = "以后的表"
        sheet["C1"] = str(seal.model_copy(update={"sheet": "later"}))
        sheet.protection.sheet = True

    filled = read(edited(reissued, add))
    assert (unplaced(filled), about_origin(filled)) == ([], [])


def test_sheets_without_tokens_are_known_by_the_titles_of_their_time(reissued: bytes) -> None:
    assert unplaced(read(edited(reissued, bare))) == []
    filled = read(edited(reissued, bare, retitled))
    told = {f.place.sheet: f.code for f in filled.findings if f.code.startswith("sheet.un")}
    unread = "sheet.unreadable"  # it names the codes of projects, and could be one of them
    assert told == {**dict.fromkeys(TITLES, "sheet.unplaced"), "目录": unread}


@pytest.mark.parametrize(
    ("first", "hidden", "ours"),
    [
        ("2023 年部门预算绩效目标填报说明", False, True),
        ("2023 年部门预算绩效目标目录", False, True),
        ("2023 年部门预算绩效目标变更说明", False, True),
        ("问题清单（xlperf）", False, True),
        ("Findings (xlperf)", False, True),
        ("level1", True, True),
        ("level1", False, False),
        ("问题清单", False, False),
        ("填报说明如下", False, False),
        ("", True, False),
    ],
)
def test_titles_of_workbooks_that_are_out_stay_known(
    first: str, *, hidden: bool, ours: bool
) -> None:
    assert was_ours(first, hidden=hidden) is ours
    assert was_findings(first) is first.endswith(("xlperf）", "xlperf)"))


# The list of findings.


@pytest.fixture(scope="module")
def annotated(reissued: bytes) -> bytes:
    return annotate(reissued, read(reissued), lang="en")


def listed(content: bytes) -> list[str]:
    """The sheets that call themselves a list of findings."""
    kinds: Mapping[str, list[Seal]] = {s.title: tokens(s) for s in opened(content).worksheets}
    return [name for name, seals in kinds.items() if "findings" in {s.sheet for s in seals}]


def renamed_list(book: Workbook) -> None:
    """A list as a later version titles it."""
    sheet = book["Findings"]
    for cell in (sheet["A1"], sheet["J2"]):
        cell.value = str(cell.value).replace(word("annotate.title", "en"), "Later title")


def test_the_list_of_findings_is_known_by_its_token(annotated: bytes) -> None:
    assert listed(annotated) == ["Findings"]
    assert opened(annotated)["Findings"].column_dimensions["J"].hidden
    later = edited(annotated, renamed_list)
    assert unplaced(read(later)) == []
    assert listed(annotate(later, read(later))) == [word("annotate.sheet")]


def test_a_list_that_was_written_over_stays(annotated: bytes) -> None:
    def over(book: Workbook) -> None:
        book["Findings"]["A1"] = "本单位的情况说明"

    content = edited(annotated, over)
    assert unplaced(read(content)) == ["Findings"]
    again = opened(annotate(content, read(content)))
    assert again["Findings"]["A1"].value == "本单位的情况说明"


def test_of_a_workbook_that_says_nothing_of_itself_the_list_names_none(reissued: bytes) -> None:
    content = without(reissued, KINDS)
    (seal,) = tokens(opened(annotate(content, read(content), lang="en"))["Findings"])
    assert seal == Seal(form="", version="", year=0, unit="", number=0, sheet="findings")
