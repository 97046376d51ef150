"""The tools of the tests are tested too: a checker that never complains proves nothing."""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import xlsxwriter

from parts import real
from parts.broken import patched, with_parts
from parts.desk import Desk, Step
from parts.drawn import sheet_text, tidy, workbook_of
from parts.formula_text import imbalance, sheets_named
from parts.golden import Golden, differences
from parts.office import Office, stored_values
from parts.ooxml import all_errors, unseen_errors

SHEET = "xl/worksheets/sheet1.xml"
BOOK = "xl/workbook.xml"
STRINGS = "xl/sharedStrings.xml"


def sound() -> bytes:
    """A small workbook in which nothing is wrong and every threat has a place to stand."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.set_properties({"created": datetime(2026, 1, 1, tzinfo=UTC)})  # not the second it is now
    sheet, lists = book.add_worksheet("表"), book.add_worksheet("列 表")
    open_cell = book.add_format({"locked": False})
    sheet.write_row("A1", [2, 3, "文字"])
    sheet.write_formula("A2", "=SUM(A1:B1)*2", None, 10)
    sheet.write_formula("B2", '=IF(A1=2,"("&\'列 表\'!A1,"")', None, "(甲")
    sheet.merge_range("A3:B4", "合并")
    sheet.write_blank("C5", None, open_cell)
    sheet.write_blank("C6", None, open_cell)
    sheet.write_url("D1", "internal:'列 表'!A1", string="看")
    limits = {"minimum": 0, "maximum": 9, "input_title": "题", "input_message": "话"}
    sheet.data_validation("C5", {"validate": "decimal", "criteria": "between", **limits})
    sheet.data_validation("C6", {"validate": "list", "source": ["甲", "乙"]})
    red = book.add_format({"bg_color": "#FF0000"})
    rule = {"type": "formula", "criteria": "=LEN($C5)>3", "format": red}
    sheet.conditional_format("C5:C6", rule)
    lists.write_column("A1", ["甲", "乙"])
    book.define_name("选项", "='列 表'!$A$1:$A$2")
    sheet.protect("", {"insert_rows": True})
    book.close()
    return file.getvalue()


@pytest.fixture
def sound_path(tmp_path: Path) -> Path:
    """The sound workbook as a file."""
    path = tmp_path / "好 的.xlsx"
    path.write_bytes(sound())
    return path


# The checker of what the SDK does not see.

THREATS = {
    "list over 255": (SHEET, '"甲,乙"', f'"{"甲," * 127}乙丙"', "a list of 256"),
    "prompt title over 32": (SHEET, 'promptTitle="题"', f'promptTitle="{"题" * 33}"', "of 33"),
    "prompt over 255": (SHEET, 'prompt="话"', f'prompt="{"话" * 256}"', "prompt of 256"),
    "error title over 32": (SHEET, " prompt=", f' errorTitle="{"题" * 33}" prompt=', "of 33"),
    "error over 255": (SHEET, "promptTitle=", f'error="{"话" * 256}" promptTitle=', "of 256"),
    "merges overlap": (SHEET, "</mergeCells>", '<mergeCell ref="B4:C9"/></mergeCells>', "overlap"),
    "merge of one cell": (SHEET, 'ref="A3:B4"', 'ref="A3"', "of one cell"),
    "validations overlap": (SHEET, 'sqref="C6"', 'sqref="B9 A5:C5"', "overlap"),
    "name is a cell": (BOOK, 'name="选项"', 'name="AB12"', "not a legal name"),
    "name is R1C1": (BOOK, 'name="选项"', 'name="R1C1"', "not a legal name"),
    "name with space": (BOOK, 'name="选项"', 'name="选 项"', "not a legal name"),
    "name begins with digit": (BOOK, 'name="选项"', 'name="1级"', "not a legal name"),
    "name without sheet": (BOOK, "'列 表'!$A$1", "无!$A$1", "sheet '无', which is not there"),
    "name to nothing": (BOOK, "'列 表'!$A$1:$A$2", "#REF!", "#REF!"),
    "name of no sheet": (BOOK, 'name="选项"', 'name="选项" localSheetId="7"', "sheet number 7"),
    "parenthesis open": (SHEET, "SUM(A1:B1)", "SUM((A1:B1)", "never closed"),
    "parenthesis closed twice": (SHEET, "SUM(A1:B1)", "SUM(A1:B1))", "closes nothing"),
    "quote open": (SHEET, '"("&amp;', '"(&amp;', "never closed"),
    "sheet quote open": (SHEET, "'列 表'!A1", "列 表'!A1", "never closed"),
    "formula of no sheet": (SHEET, "'列 表'!A1", "'列表'!A1", "sheet '列表', which is not there"),
    "formula too long": (SHEET, "SUM(A1:B1)", "SUM(A1:B1)" + "+1" * 4096, "8192 at most"),
    "rows out of order": (SHEET, '<row r="2"', '<row r="1"', "row 1 stands after row 1"),
    "cells out of order": (SHEET, '<c r="B1">', '<c r="A1">', "or twice"),
    "cell in the wrong row": (SHEET, '<c r="B1">', '<c r="B7">', "stands in row 1"),
    "not a number": (SHEET, "<v>2</v>", "<v>NaN</v>", "not finite"),
    "infinite": (SHEET, "<v>2</v>", "<v>INF</v>", "not finite"),
    "no number at all": (SHEET, "<v>2</v>", "<v>二</v>", "is no number"),
    "unknown shared string": (SHEET, 't="s"><v>0<', 't="s"><v>99<', "is not there"),
    "sheet name too long": (BOOK, 'name="表"', f'name="{"表" * 32}"', "1 to 31"),
    "sheet name empty": (BOOK, 'name="表"', 'name=""', "1 to 31"),
    "sheet name with colon": (BOOK, 'name="表"', 'name="a:b"', "holds none of"),
    "sheet name in quotes": (BOOK, 'name="表"', "name=\"'表'\"", "no apostrophe"),
    "sheet name twice": (BOOK, 'name="表"', 'name="列 表"', "there twice"),
    "sheet name reserved": (BOOK, 'name="表"', 'name="History"', "for itself"),
    "text too long": (STRINGS, "文字", "文" * 32_768, "a text of 32768"),
    "too many links": (SHEET, "<hyperlink ", "<hyperlink/>" * 65_530 + "<hyperlink ", "65531"),
    "formula without value": (SHEET, "<v>10</v>", "", "without a stored value"),
    "stored error": (SHEET, "<v>10</v>", "<v>#DIV/0!</v>", "is no number"),
    "stored error, typed": (SHEET, 't="str"', 't="e"', "the stored value is the error"),
    "condition unbalanced": (SHEET, "LEN($C5)", "LEN($C5", "never closed"),
    "condition of no sheet": (SHEET, "LEN($C5)", "LEN(无!$C5)", "not there"),
}  # fmt: skip


@pytest.mark.parametrize("threat", THREATS)
def test_checker_reports_each_threat(threat: str) -> None:
    part, old, new, message = THREATS[threat]
    found = unseen_errors(patched(sound(), part, old, new))
    assert any(message in each for each in found), found


def test_checker_counts_names_of_the_same_spelling() -> None:
    twice = '</definedName><definedName name="选项">1</definedName>'
    found = unseen_errors(patched(sound(), BOOK, "</definedName>", twice))
    assert any("the name is there twice" in each for each in found)


def test_checker_has_nothing_to_say_of_a_sound_workbook() -> None:
    assert unseen_errors(sound()) == []


def test_a_patch_that_changes_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="does not hold"):
        patched(sound(), SHEET, "not in there", "")


@pytest.mark.parametrize(
    "formula",
    ["", "A1", '")"', "IF(A1,\"it's (\",'a(b'!A1)", "SUM({1,2;3,4})", "Table[[#All],[列]]", '""""'],
)
def test_balanced_formulas(formula: str) -> None:
    assert imbalance(formula) == ""


@pytest.mark.parametrize("formula", ["(", ")", '"', "'a!A1", "(]", "{1,2)", "[", '"""'])
def test_unbalanced_formulas(formula: str) -> None:
    assert imbalance(formula) != ""


def test_sheets_a_formula_names() -> None:
    formula = "表!A1+'列 表'!B2+'它''s'!C3&\"没有!A1\"+[1]外!A1+'[b.xlsx]外'!A1+甲:乙!A1+#REF!A1"
    assert list(sheets_named(formula)) == ["表", "列 表", "它's", "甲", "乙"]


# The real parts.


def test_sdk_takes_a_sound_workbook(
    validator: Callable[[Path], list[str]], sound_path: Path
) -> None:
    assert validator(sound_path) == []
    assert all_errors(sound_path) == []


def test_sdk_refuses_a_broken_workbook(
    validator: Callable[[Path], list[str]], tmp_path: Path
) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(patched(sound(), SHEET, "<sheetData>", "<sheetDaten/><sheetData>"))
    assert any("sheetDaten" in each for each in validator(broken))


def test_sdk_does_not_see_what_our_checker_sees(
    validator: Callable[[Path], list[str]], tmp_path: Path
) -> None:
    unseen = tmp_path / "unseen.xlsx"
    unseen.write_bytes(patched(sound(), SHEET, "SUM(A1:B1)", "SUM((A1:B1)"))
    assert validator(unseen) == []
    assert unseen_errors(unseen) != []


def test_office_replaces_a_wrong_stored_value(libreoffice: Office, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.xlsx"
    wrong.write_bytes(patched(sound(), SHEET, "<v>10</v>", "<v>99</v>"))
    assert stored_values(wrong)["表"]["A2"] == 99
    assert libreoffice.values(wrong)["表"]["A2"] == 10


def test_office_takes_many_files_at_once(libreoffice: Office, sound_path: Path) -> None:
    other = sound_path.with_name("另.xlsx")
    other.write_bytes(patched(sound(), SHEET, "<v>3</v>", "<v>4</v>"))
    made = libreoffice.recalculated_all([sound_path, other])
    assert [path.name for path in made] == ["好 的.xlsx", "另.xlsx"]
    assert [stored_values(path)["表"]["A2"] for path in made] == [10, 12]


def test_office_says_so_when_it_makes_nothing(libreoffice: Office, tmp_path: Path) -> None:
    nothing = tmp_path / "nothing.xlsx"
    nothing.write_bytes(with_parts(sound(), {BOOK: None}))
    with pytest.raises(FileNotFoundError, match="nothing"):
        libreoffice.recalculated(nothing)


def test_office_prints_pages(libreoffice: Office, sound_path: Path) -> None:
    pages = libreoffice.pages(sound_path)
    assert len(pages) == 2
    assert pages[0].read_bytes().startswith(b"\x89PNG")


def test_a_person_is_held_by_protection_and_validation(desk: Desk, sound_path: Path) -> None:
    typed = ["A1", "7"], ["C5", "7"], ["C6", "丙"], ["C6", "乙"], ["C5", "99"]
    steps = [{"sheet": "表", "cell": cell, "type": text} for cell, text in typed]
    filled, seen = desk.filled(sound_path, steps)
    assert [each["changed"] for each in seen] == [False, True, False, True, False]
    values = stored_values(filled)["表"]
    assert (values["A1"], values["C5"], values["C6"]) == (2, 7, "乙")


def test_pasting_passes_the_validation_but_not_the_protection(desk: Desk, sound_path: Path) -> None:
    steps = [{"sheet": "表", "cell": cell, "paste": "丁"} for cell in ("A1", "C5")]
    _, seen = desk.filled(sound_path, steps)
    assert [each["text"] for each in seen] == ["2", "丁"]


def test_a_person_inserts_a_row_where_it_is_allowed(desk: Desk, sound_path: Path) -> None:
    step: Step = {"sheet": "表", "insert_row": 5}
    fill = {"sheet": "表", "cell": "C6", "type": "5"}
    drop: Step = {"sheet": "表", "delete_row": 1}
    filled, seen = desk.filled(sound_path, [step, fill, drop])
    assert [each["changed"] for each in seen] == [True, True, False]
    assert stored_values(filled)["表"]["C6"] == 5


def test_a_desk_clears_cells_and_saves_other_kinds(
    desk: Desk, libreoffice: Office, sound_path: Path
) -> None:
    put = {"sheet": "表", "cell": "C5", "type": "5"}
    clear: Step = {"sheet": "表", "cell": "C5", "clear": True}
    keep = {"sheet": "表", "cell": "C6", "type": "甲"}
    filled, seen = desk.filled(sound_path, [put, clear, keep], suffix=".ods")
    assert [each["text"] for each in seen] == ["5", "", "甲"]
    values = libreoffice.values(filled)["表"]
    assert "C5" not in values
    assert values["C6"] == "甲"


def test_a_missing_part_skips_here_and_fails_in_the_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="is not installed: buy one"):
        real.missing("A part", "buy one")
    monkeypatch.setenv("CI", "")
    with pytest.raises(pytest.skip.Exception, match="is not installed: buy one"):
        real.missing("A part", "buy one")


# Golden workbooks.


def test_equal_workbooks_do_not_differ() -> None:
    assert differences(sound(), sound()) == []


def test_only_what_xml_says_counts() -> None:
    spaced = patched(sound(), BOOK, '<definedName name="选项">', "<definedName  name='选项' >")
    assert differences(sound(), spaced) == []


def test_the_first_difference_of_each_part_is_named() -> None:
    other = patched(sound(), SHEET, "<v>2</v>", "<v>3</v>")
    other = with_parts(other, {STRINGS: None, "xl/new.bin": b"\x00"})
    lost, new, changed = differences(sound(), other)
    assert lost == "xl/sharedStrings.xml: is missing"
    assert new == "xl/new.bin: was not there"
    assert changed.startswith(f"{SHEET}: element ")
    assert "<v>2</v>" in changed
    assert "<v>3</v>" in changed


def test_golden_keeps_and_compares(tmp_path: Path) -> None:
    Golden(tmp_path / "kept", update=True).check("a.xlsx", sound())
    keeper = Golden(tmp_path / "kept", update=False)
    keeper.check("a.xlsx", sound())
    with pytest.raises(AssertionError, match=r"a\.xlsx is not as it is kept"):
        keeper.check("a.xlsx", patched(sound(), SHEET, "<v>2</v>", "<v>3</v>"))
    with pytest.raises(AssertionError, match="not kept yet"):
        keeper.check("b.xlsx", sound())


# Sheets drawn as text.

DRAWN = r"""
| 项目 | 预算   | <    | 备注   |
| ^    | 金额   | 比例 | 话\|语 |
| 甲   | 12.5   | 60%  | '007   |
| 乙   | -3     | 0.5% | 一\n二 |
| 丙   |        | TRUE | =A1    |
"""


def test_drawn_sheets_come_back_as_drawn() -> None:
    made = workbook_of({"表": DRAWN})
    assert sheet_text(made, "表", merges=True) == tidy(DRAWN)
    assert "| 项目 | 预算 |  | 备注 |\n|  | 金额 |" in sheet_text(made, "表")


def test_drawn_cells_are_what_they_look_like(tmp_path: Path) -> None:
    path = tmp_path / "drawn.xlsx"
    path.write_bytes(workbook_of({"一": DRAWN, "二": "| 1 |"}))
    values = stored_values(path)
    held = [values["一"][cell] for cell in ("B3", "C3", "D3", "D4", "C5", "D5")]
    assert held == [12.5, 0.6, "007", "一\n二", True, "=A1"]
    assert values["二"] == {"A1": 1}


def test_drawn_merges_may_be_named() -> None:
    made = workbook_of({"表": "| a | | b |\n| | | |"}, merges={"表": ["A1:B2"]})
    assert sheet_text(made, "表", merges=True) == "| a | < | b |\n| ^ | ^ |  |"


def test_drawn_blocks_reach_right_and_down() -> None:
    drawn = "| a | < | b |\n| ^ | ^ | c |\n| ^ | ^ | < |"
    made = workbook_of({"表": drawn.replace("| ^ | ^ | < |", "| ^ | ^ | d |")})
    assert sheet_text(made, "表", merges=True).endswith("| ^ | ^ | d |")


def test_drawn_workbooks_are_sound() -> None:
    assert unseen_errors(workbook_of({"表": DRAWN})) == []
