"""Where sheets come from: tokens that agree, are gone, differ, or stand twice."""

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from xlperf import generate, read, read_master, reconcile
from xlperf.budget import Master
from xlperf.form_file import form_path
from xlperf.reconcile import Status
from xlperf.seal import SEAL_NAME, parse_seal

SAMPLE = Path(__file__).parents[1] / "workbooks" / "sample"


@pytest.fixture(scope="module")
def master() -> Master:
    return read_master(SAMPLE / "master.csv")


@pytest.fixture(scope="module")
def issued(master: Master) -> dict[str, bytes]:
    return {each.unit.code: each.content for each in generate("hebei-2023", master)}


def edited(content: bytes, edit: Callable[[Workbook], None]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    edit(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def told(content: bytes) -> dict[str, str]:
    """The findings about origin, by code, with the sheet each names."""
    return {
        finding.code: finding.place.sheet
        for finding in read(content).findings
        if finding.code.startswith(("seal.", "identity.", "form."))
    }


def small_print(book: Workbook, number: int) -> str:
    """The address of a sheet's token in small print."""
    sheet = book.worksheets[number]
    cells = [c for row in sheet.iter_rows() for c in row if "xlperf|" in str(c.value)]
    assert cells[0].coordinate == "A1"
    return str(cells[-1].coordinate)


def test_every_carrier_holds_the_token(issued: dict[str, bytes]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(issued["125002"]))
    project = parse_seal(str(book.worksheets[3]["A1"].value))
    assert project
    assert project.unit == "125002"
    assert project.project == "13081123P000202100016"
    assert parse_seal(str(book.worksheets[3][small_print(book, 3)].value)) == project
    whole = project.of_workbook()
    assert parse_seal(book.defined_names[SEAL_NAME].attr_text.strip('"')) == whole
    own = book.worksheets[3].defined_names[SEAL_NAME].attr_text.strip('"')
    assert parse_seal(own) == project
    assert parse_seal(book.properties.keywords) == whole
    assert parse_seal(str(book.custom_doc_props[SEAL_NAME].value)) == whole


def test_an_untouched_workbook_gives_no_doubt(issued: dict[str, bytes]) -> None:
    assert all(told(content) == {} for content in issued.values())


def test_without_the_hidden_sheet_the_tokens_prove_the_origin(issued: dict[str, bytes]) -> None:
    content = edited(issued["125002"], lambda book: book.remove(book["标识"]))
    assert told(content) == {"identity.from-seal": ""}
    assert read(content).unit.code == "125002"


def test_a_token_that_is_gone_is_told(issued: dict[str, bytes]) -> None:
    def erase(book: Workbook) -> None:
        place = small_print(book, 3)
        book.worksheets[3]["A1"] = None
        book.worksheets[3][place] = None

    assert told(edited(issued["125002"], erase)) == {"seal.missing": "1.特色资料数字化"}


def test_a_copied_sheet_is_refused(issued: dict[str, bytes], master: Master) -> None:
    def copy(book: Workbook) -> None:
        book.copy_worksheet(book.worksheets[3]).title = "Sheet1 (2)"

    content = edited(issued["125002"], copy)
    assert told(content)["seal.twice"] == "Sheet1 (2)"
    result = reconcile([read(content)], master)
    status = {each.code: each.status for each in result.comparisons}
    assert status["13081123P000202100016"] is Status.TWICE


def test_a_sheet_of_another_unit_gives_no_amounts(issued: dict[str, bytes]) -> None:
    other = openpyxl.load_workbook(io.BytesIO(issued["125003"])).worksheets[3]["A1"].value

    def reseal(book: Workbook) -> None:
        place = small_print(book, 3)
        book.worksheets[3]["A1"] = other
        book.worksheets[3][place] = other

    content = edited(issued["125002"], reseal)
    assert told(content)["seal.other-workbook"] == "1.特色资料数字化"
    assert read(content).projects[0].project.budget is None


def test_two_tokens_on_one_sheet_are_refused(issued: dict[str, bytes]) -> None:
    other = openpyxl.load_workbook(io.BytesIO(issued["125003"])).worksheets[3]["A1"].value

    def paste(book: Workbook) -> None:
        book.worksheets[3]["A1"] = other

    content = edited(issued["125002"], paste)
    assert told(content) == {"seal.conflict": "1.特色资料数字化"}
    assert read(content).projects[0].project.budget is None


def test_another_project_filled_into_a_sheet_is_told(issued: dict[str, bytes]) -> None:
    def recode(book: Workbook) -> None:
        book.worksheets[3]["C5"] = "13081123P00020110001G"

    assert "seal.other-project" in told(edited(issued["125002"], recode))


def test_last_years_form_is_told(issued: dict[str, bytes], tmp_path: Path) -> None:
    source = form_path("hebei-2023").read_text(encoding="utf-8")
    later, newer = tmp_path / "later.toml", tmp_path / "newer.toml"
    later.write_text(source.replace("year    = 2023", "year    = 2024"), encoding="utf-8")
    newer.write_text(source.replace('version = "1"', 'version = "2"'), encoding="utf-8")
    content = issued["125002"]
    assert "form.year" in {f.code for f in read(content, later).findings}
    assert "form.version" in {f.code for f in read(content, newer).findings}
    assert "form.other" in {f.code for f in read(content, "central-2021").findings}
