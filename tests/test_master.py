"""The master budget: found by its headings, refused with the cell that is wrong."""

from decimal import Decimal
from pathlib import Path

import pytest

from parts.broken import patched
from parts.drawn import workbook_of
from xlperf import read_master
from xlperf.budget.nouns import Master
from xlperf.findings.errors import FileError, FormError, MasterError

GOOD = """
| 单位编码 | 单位名称 | 项目编码 | 项目名称 | 预算数  | 财政资金 | 其他资金 | 资金用途 |
| '125001  | 社区办   | A001     | 甲项目   | 30.00   | 25       | 5        | 场地     |
| '125001  | 社区办   | A002     | 乙项目   | 1008.03 | 1008.03  |          |          |
| '125002  | 卫生站   | B001     | 丙项目   | 0.18    |          |          |          |
"""


def master(text: str = GOOD) -> Master:
    return read_master(workbook_of({"预算": text}), money_unit="万元")


def mistake(text: str) -> MasterError:
    with pytest.raises(MasterError) as caught:
        master(text)
    for lang in ("zh", "en"):
        assert "{" not in caught.value.message(lang)  # type: ignore[arg-type]
    return caught.value


def test_a_project_of_nothing_is_a_project_however_rare_its_kind_of_code() -> None:
    rows = [("P000", "甲"), ("P001", "乙"), ("PAAA", "丙"), ("P0000", "丁"), ("P2DG", "戊")]
    lines = "".join(f"| '125001 | 社区办 | {code} | {name} | 0 | 0 | | |\n" for code, name in rows)
    found = master(GOOD.splitlines()[1] + "\n" + lines)
    assert [p.code for _, p in found.projects()] == [code for code, _ in rows]


def test_units_and_projects_in_the_order_of_the_list() -> None:
    found = master()
    assert [str(each.unit) for each in found.units] == ["125001 社区办", "125002 卫生站"]
    assert [p.code for _, p in found.projects()] == ["A001", "A002", "B001"]
    assert found.total == Decimal("1038.21")
    assert found.units[0].total == Decimal("1038.03")
    assert found.units[1].projects[0].fiscal is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("单位编码", "预算单位代码"),
        ("单位编码", " 单位 编码："),
        ("预算数 ", "预算数（万元）"),
        ("预算数 ", "预算数( 万元 )"),
        ("财政资金", "其中：财政拨款"),
        ("'125001", "125001"),
        ("1008.03 |", "'1,008.03 |"),
        ("资金用途", "备注"),
    ],
)
def test_headings_and_figures_as_people_write_them(old: str, new: str) -> None:
    assert master(GOOD.replace(old, new)).total == Decimal("1038.21")


def test_columns_in_any_order_with_others_between_and_rows_above() -> None:
    found = master("""
        | 2023年部门预算 |      |        |         |       |          |
        | 单位：万元 |          |        |         |       |          |
        | 项目名称   | 科室     | 预算数 | 单位名称 | 项目编码 | 单位编码 |
        | 甲项目     | 预算科   | 30     | 社区办   | A001     | '125001  |
        |            |          |        |         |          |          |
        | 合　计：   |          | 30     |         |          |          |
    """)
    assert found.total == 30


def test_the_forms_own_word_wins_over_an_alias_beside_it() -> None:
    found = master(GOOD.replace("资金用途", "金额（万元）").replace("场地", "999"))
    assert found.total == Decimal("1038.21")


@pytest.mark.parametrize(
    ("old", "new", "code", "named"),
    [
        ("预算数", "数目", "master.column", "预算数"),
        ("项目编码", "序号", "master.column", "项目代码"),
        ("资金用途", "预算数", "master.column-twice", "预算!H1"),
        ("30.00", "三十万", "master.figure", "预算!E2"),
        ("30.00", "30万", "master.figure", "30万"),
        ("30.00", "TRUE", "master.figure", "预算!E2"),
        ("30.00", "", "master.blank", "预算!E2"),
        ("A002", "a001", "master.listed-twice", "预算!C3"),
        ("A002", "", "master.blank", "预算!C3"),
        ("A001 ", "1234567890123456789", "master.code", "预算!C2"),
        ("卫生站", "", "master.blank", "预算!B4"),
        ("预算数 ", "预算数（元）", "master.money-unit", "预算!E1"),
    ],
)
def test_a_mistake_names_the_cell_and_how_to_mend_it(
    old: str, new: str, code: str, named: str
) -> None:
    error = mistake(GOOD.replace(old, new, 1))
    assert error.code == code
    assert named in error.message("zh")


def test_a_unit_has_one_name() -> None:
    text = GOOD.replace("社区办   | A002", "社区管理办 | A002")
    error = mistake(text)
    assert (error.code, error.values["found"]) == ("master.unit-name", "社区管理办")


def test_a_money_unit_line_above_is_believed() -> None:
    assert mistake("| 单位：元 | | | | | | | |\n" + GOOD).code == "master.money-unit"
    assert master("| （单位：万元） | | | | | | | |\n" + GOOD).total == Decimal("1038.21")


def test_no_projects_at_all_is_an_empty_budget() -> None:
    head = GOOD.strip().splitlines()[0]
    assert mistake(head).code == "master.empty"
    assert mistake("| 甲 |").code == "master.column"
    for source in (b"", b"\n\n"):
        with pytest.raises(MasterError):
            read_master(source)


def test_an_error_cell_is_no_blank() -> None:
    source = workbook_of({"预算": GOOD})
    broken = patched(
        source, "xl/worksheets/sheet1.xml",
        '<c r="F2" s="1"><v>25</v></c>', '<c r="F2" s="1" t="e"><v>#REF!</v></c>',
    )  # fmt: skip
    with pytest.raises(MasterError) as caught:
        read_master(broken, money_unit="万元")
    assert (caught.value.code, caught.value.values["found"]) == ("master.error-cell", "#REF!")


CSV = '单位编码,单位名称,项目编码,项目名称,预算数\n125001,社区办,A001,"甲,项目","1,030.00"\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("comma", [",", "\t", ";"])
def test_a_list_of_text_in_three_encodings(tmp_path: Path, encoding: str, comma: str) -> None:
    path = tmp_path / "master.csv"
    text = (
        CSV
        if comma == ","
        else CSV.replace('"甲,项目"', "甲项目").replace('"1,030.00"', "1030").replace(",", comma)
    )
    path.write_bytes(text.encode(encoding))
    found = read_master(path, money_unit="万元")
    assert found.total == Decimal("1030")
    assert found.units[0].unit.code == "125001"


def test_text_in_another_encoding_and_files_that_are_not_there(tmp_path: Path) -> None:
    path = tmp_path / "master.csv"
    path.write_bytes(CSV.encode("utf-16") + b"\0")
    with pytest.raises(FileError) as caught:
        read_master(path)
    assert caught.value.code == "file.encoding"
    with pytest.raises(FileError) as caught:
        read_master(tmp_path / "no.csv")
    assert caught.value.code == "file.not-found"
    path = tmp_path / "master.xlsx"
    path.write_bytes(b"%PDF-1.7")
    with pytest.raises(FileError) as caught:
        read_master(path)
    assert caught.value.code == "file.pdf"


def test_a_form_without_a_list_is_no_master() -> None:
    with pytest.raises(FormError):
        read_master(workbook_of({"预算": GOOD}), master_form="hebei-2023")
