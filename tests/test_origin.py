"""Where sheets come from: tokens that agree, are gone, differ, or stand twice."""

import io
from itertools import combinations
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName

from parts import hostile, samples
from parts.carriers import KINDS, edited, resealed, token_cells, without
from parts.office import Office
from xlperf import Form, generate, read, read_master, reconcile
from xlperf.budget.nouns import Master
from xlperf.excel.reading.carriers import Carriers, constant
from xlperf.excel.reading.gate import inspect
from xlperf.findings.finding import Level
from xlperf.form.file import form_path
from xlperf.identity.identity import Identity
from xlperf.identity.seal import SEAL_NAME, parse_seal
from xlperf.master.reconciliation import Status
from xlperf.reading.filled import Filled
from xlperf.reading.origin import (
    CELLS,
    IDENTITY,
    KEYWORDS,
    NAME,
    PROPERTY,
    SHEET_NAMES,
    carried,
    origin_of,
)

SAMPLE = Path(__file__).parents[1] / "workbooks" / "sample"
OTHER = {"unit": "999999"}
"""What makes a token that of another unit."""


@pytest.fixture(scope="module")
def master() -> Master:
    return read_master(SAMPLE / "master.csv")


@pytest.fixture(scope="module")
def issued(master: Master) -> dict[str, bytes]:
    return {each.unit.code: each.content for each in generate("hebei-2023", master)}


@pytest.fixture(scope="module")
def small() -> bytes:
    """A filled workbook of two projects, as its unit returns it."""
    return samples.workbook()


def approved() -> Master:
    """The master budget of that unit."""
    form = Form.load("hebei-2023")
    return samples.master_of(form, samples.filled_unit(form))


def accepted(filled: Filled) -> int:
    """How many projects of the small workbook reconciling accepts."""
    return reconcile([filled], approved()).total.accepted


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
    assert project.project == "13081123P00020110001G"
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
        for cell in token_cells(book.worksheets[3]):
            cell.value = None
        del book.worksheets[3].defined_names[SEAL_NAME]

    assert told(edited(issued["125002"], erase)) == {"seal.missing": "1.图书馆夜间开放"}


def test_a_copied_sheet_is_refused(issued: dict[str, bytes], master: Master) -> None:
    def copy(book: Workbook) -> None:
        book.copy_worksheet(book.worksheets[3]).title = "Sheet1 (2)"

    content = edited(issued["125002"], copy)
    assert told(content)["seal.twice"] == "Sheet1 (2)"
    result = reconcile([read(content)], master)
    status = {each.code: each.status for each in result.comparisons}
    assert status["13081123P00020110001G"] is Status.TWICE


def test_a_sheet_of_another_unit_gives_no_amounts(issued: dict[str, bytes]) -> None:
    other = openpyxl.load_workbook(io.BytesIO(issued["125003"])).worksheets[3]["A1"].value

    def reseal(book: Workbook) -> None:
        place = small_print(book, 3)
        book.worksheets[3]["A1"] = other
        book.worksheets[3][place] = other
        name = DefinedName(SEAL_NAME, attr_text=f'"{other}"')
        book.worksheets[3].defined_names[SEAL_NAME] = name

    content = edited(issued["125002"], reseal)
    assert told(content)["seal.other-workbook"] == "1.图书馆夜间开放"
    assert read(content).projects[0].project.budget is None


def test_two_tokens_on_one_sheet_are_refused(issued: dict[str, bytes]) -> None:
    other = openpyxl.load_workbook(io.BytesIO(issued["125003"])).worksheets[3]["A1"].value

    def paste(book: Workbook) -> None:
        book.worksheets[3]["A1"] = other

    content = edited(issued["125002"], paste)
    assert told(content) == {"seal.conflict": "1.图书馆夜间开放"}
    assert read(content).projects[0].project.budget is None


def test_another_project_filled_into_a_sheet_is_told(issued: dict[str, bytes]) -> None:
    def recode(book: Workbook) -> None:
        book.worksheets[3]["C5"] = "13081123P000202100016"

    assert "seal.other-project" in told(edited(issued["125002"], recode))


# What else is told of where a return comes from, each with what becomes of its amounts.


def drawn(folder: Path, old: str, new: str) -> Form:
    """The form with one line of its file changed."""
    path = folder / "changed.toml"
    source = form_path("hebei-2023").read_text(encoding="utf-8")
    assert old in source
    path.write_text(source.replace(old, new), encoding="utf-8")
    return Form.load(path)


def test_another_year_is_told_and_gives_no_amounts(small: bytes, tmp_path: Path) -> None:
    filled = read(small, drawn(tmp_path, "year    = 2023", "year    = 2024"))
    (finding,) = (f for f in filled.findings if f.code == "form.year")
    assert (finding.found, finding.blocks) == ("2023", True)
    assert [each.project.budget for each in filled.projects] == [None, None]
    assert reconcile([filled], approved()).total.rejected == 2


def test_another_form_is_told_and_gives_no_amounts(small: bytes) -> None:
    filled = read(small, "central-2021")
    assert "form.other" in {f.code for f in filled.findings if f.blocks}
    assert accepted(filled) == 0
    assert filled.total == 0


def test_another_version_is_told_and_its_amounts_are_taken(small: bytes, tmp_path: Path) -> None:
    """Labels and the line with the money unit are held against the form all the same."""
    filled = read(small, drawn(tmp_path, 'version = "1"', 'version = "2"'))
    (finding,) = (f for f in filled.findings if f.code == "form.version")
    assert (finding.found, finding.level) == ("1", Level.WARNING)
    assert accepted(filled) == 2


def test_issued_amounts_that_were_changed_are_told(small: bytes) -> None:
    def change(book: Workbook) -> None:
        book.worksheets[3]["D6"] = 35
        book.worksheets[3]["F6"] = 30

    filled = read(edited(small, change))
    told = [(f.field, f.found, f.place.cell) for f in filled.findings if f.code == "issued.changed"]
    assert told == [("budget", "35.00", "D6"), ("fiscal", "30.00", "F6")]
    assert accepted(filled) == 1


def test_an_issued_code_that_was_changed_is_told(small: bytes) -> None:
    def change(book: Workbook) -> None:
        book.worksheets[3]["C5"] = "13081123P000109100017"

    filled = read(edited(small, change))
    codes = {f.code for f in filled.findings if f.blocks}
    assert {"issued.changed", "seal.other-project"} <= codes
    assert "sheet.added" not in {f.code for f in filled.findings}
    assert accepted(filled) == 1


def test_a_sheet_without_its_protection_is_told(small: bytes) -> None:
    def unprotect(book: Workbook) -> None:
        book.worksheets[3].protection.sheet = False

    filled = read(edited(small, unprotect))
    told = [(f.code, f.place.sheet) for f in filled.findings if f.code == "sheet.unprotected"]
    assert told == [("sheet.unprotected", "1.居民技能培训")]
    assert accepted(filled) == 2


def test_a_sheet_that_was_removed_is_told(small: bytes) -> None:
    filled = read(edited(small, lambda book: book.remove(book.worksheets[3])))
    told = [(f.code, f.project) for f in filled.findings if f.code.startswith("sheet.")]
    assert told == [("sheet.missing", samples.CODES[0])]
    assert accepted(filled) == 1


def test_a_sheet_that_was_added_is_told(small: bytes) -> None:
    def add(book: Workbook) -> None:
        book.create_sheet("Sheet1")["A1"] = "另附说明"
        copy = book.copy_worksheet(book.worksheets[3])
        for cell in token_cells(copy):
            cell.value = None
        copy["C5"], copy["F5"] = "13081123P000109100099", "自行增加的项目"

    filled = read(edited(small, add))
    told = {f.code: f.place.sheet for f in filled.findings if f.code.startswith("sheet.")}
    assert told["sheet.unplaced"] == "Sheet1"
    assert told["sheet.added"] == "1.居民技能培训 Copy"
    assert accepted(filled) == 2
    assert reconcile([filled], approved()).total.extra == 1


# Carriers one by one: gone, alone, and at odds.


def test_each_carrier_alone_may_be_gone(small: bytes) -> None:
    for kind in KINDS:
        filled = read(without(small, [kind]))
        assert filled.unit.code == samples.UNIT.code, kind
        assert accepted(filled) == 2
        (gone,) = (f for f in filled.findings if f.code.startswith(("seal", "identity")))
        assert gone.code == ("identity.from-seal" if kind == IDENTITY else "seal.gone")
        assert gone.level is Level.INFO
        assert "、" not in gone.found
        assert "xlperf_seal" in gone.message("en") or kind in (IDENTITY, KEYWORDS, CELLS)


@pytest.mark.parametrize("kept", KINDS)
def test_each_carrier_alone_is_enough(small: bytes, kept: str) -> None:
    filled = read(without(small, [kind for kind in KINDS if kind != kept]))
    assert filled.unit.code == samples.UNIT.code
    assert accepted(filled) == 2
    codes = [f.code for f in filled.findings if f.code.startswith(("seal", "identity"))]
    wanted = ["seal.gone" if kept == IDENTITY else "identity.from-seal"]
    assert codes == wanted + ([] if kept in (CELLS, SHEET_NAMES) else ["seal.missing"] * 2)


def test_without_any_the_origin_is_unproven(small: bytes) -> None:
    filled = read(without(small, KINDS))
    assert told(without(small, KINDS)) == {"identity.none": ""}
    assert filled.unit.code == samples.UNIT.code  # by the line on its sheets
    assert accepted(filled) == 2


@pytest.mark.parametrize(("one", "other"), [*combinations(KINDS, 2)])
def test_two_that_differ_are_refused(small: bytes, one: str, other: str) -> None:
    others = dict.fromkeys(kind for kind in KINDS if kind not in (one, other))
    content = resealed(small, {**others, one: OTHER})
    sheets = {CELLS, SHEET_NAMES} & {one, other}
    code = ("seal.ambiguous", "seal.other-workbook", "seal.conflict")[len(sheets)]
    filled = read(content)
    assert code in {f.code for f in filled.findings if f.blocks}
    assert [each.project.budget for each in filled.projects] == [None, None]
    assert filled.part is None
    assert accepted(filled) == 0


@pytest.mark.parametrize("kind", KINDS)
def test_one_that_differs_from_all_others_is_refused(small: bytes, kind: str) -> None:
    filled = read(resealed(small, {kind: {"year": 2022}}))
    assert filled.is_blocked
    assert accepted(filled) == 0


def test_what_differs_is_named_where_it_stands(small: bytes) -> None:
    filled = read(resealed(small, {PROPERTY: OTHER}))
    (finding,) = (f for f in filled.findings if f.code == "seal.ambiguous")
    for words in ("标识”表 (", "custom property xlperf_seal) xlperf|", "999999"):
        assert words in finding.message()


def test_sheets_of_two_workbooks_in_a_third_are_refused(small: bytes) -> None:
    def reseal(book: Workbook) -> None:
        for cell in token_cells(book.worksheets[3]):
            seal = parse_seal(str(cell.value))
            assert seal
            cell.value = str(seal.model_copy(update=OTHER))

    kept = [kind for kind in KINDS if kind != CELLS]
    filled = read(edited(without(small, kept), reseal))
    assert "seal.ambiguous" in {f.code for f in filled.findings if f.blocks}
    assert accepted(filled) == 0


def test_the_part_of_another_unit_is_not_taken(small: bytes) -> None:
    def reseal(book: Workbook) -> None:
        sheet = book["部门整体绩效目标"]
        for cell in token_cells(sheet):
            seal = parse_seal(str(cell.value))
            assert seal
            cell.value = str(seal.model_copy(update=OTHER))
        del sheet.defined_names[SEAL_NAME]

    content = edited(small, reseal)
    assert told(content) == {"seal.other-workbook": "部门整体绩效目标", "seal.gone": ""}
    filled = read(content)
    assert filled.part is None
    assert accepted(filled) == 2


IDENTITY_HELD = Identity(form="f", version="1", year=2023, unit=samples.UNIT)
TRUE = str(carried(IDENTITY_HELD))
FALSE = str(carried(IDENTITY_HELD.model_copy(update={"year": 2022})))
texts = st.lists(st.sampled_from((TRUE, FALSE, f"甲; {TRUE}", "甲", "")), max_size=2).map(tuple)


@given(names=texts, keywords=texts, properties=texts, cells=texts, held=st.booleans())
def test_a_workbook_has_one_origin_or_none(
    names: tuple[str, ...],
    keywords: tuple[str, ...],
    properties: tuple[str, ...],
    cells: tuple[str, ...],
    *,
    held: bool,
) -> None:
    on_sheet = {"表": tuple(seal for seal in map(parse_seal, cells) if seal)}
    carriers = Carriers(names, {}, keywords, properties)
    origin = origin_of([IDENTITY_HELD] if held else [], on_sheet, carriers)
    whole = "".join((*names, *keywords, *properties, TRUE if held else ""))
    told_of = whole if TRUE in whole or FALSE in whole else "".join(cells)
    both, any_ = TRUE in told_of and FALSE in told_of, TRUE in told_of or FALSE in told_of
    assert (origin.seal is None) == (both or not any_)
    if origin.seal:
        assert str(origin.seal) in told_of


# Carriers as odd programs write them.


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ('"a"', "a"), (' "a ""b""" ', 'a "b"'), ('of:="a"', "a"), ('="a"', ""), ("Sheet1!$A$1", ""),
        ('"a"&"b"', ""), ("12", ""), ("", ""), ('"a', ""),
    ],
)  # fmt: skip
def test_only_a_constant_text_counts(formula: str, text: str) -> None:
    assert constant(formula) == text


def pointing(content: str | bytes, part: str = "docProps/core.xml") -> bytes:
    """A small workbook with document properties that hold this."""
    made = hostile.parts()
    kind = "metadata/core-properties" if "core" in part else "custom-properties"
    pointed = f'<Relationship Id="p" Type="{hostile.TO}/{kind}" Target="{part}"/></Relationships>'
    made["_rels/.rels"] = made["_rels/.rels"].decode().replace("</Relationships>", pointed).encode()
    made[part] = content if isinstance(content, bytes) else content.encode()
    return hostile.zipped(made)


CORE = '<c xmlns="core"><keywords>{}</keywords></c>'


@pytest.mark.parametrize(
    ("content", "keywords"),
    [
        (CORE.format(TRUE), (TRUE,)),
        (CORE.format(f"<value>{TRUE}</value>"), (TRUE,)),
        (CORE.format(f"甲<!-- x -->{TRUE}"), (f"甲{TRUE}",)),
        (CORE.format("<keywords>a</keywords>"), ("a",)),
        (CORE.format(TRUE).encode("utf-16"), ()),
        (CORE.format("x" * 300_000), ()),
        (CORE.format("<a/>" * 6_000), ()),
        (CORE.format("<a>" * 99), ()),
        ('<!DOCTYPE c [<!ENTITY a "b">]>' + CORE.format("&a;"), ()),
        ("<c", ()),
        ("", ()),
    ],
)
def test_properties_are_read_or_are_none(content: str | bytes, keywords: tuple[str, ...]) -> None:
    assert inspect(pointing(content), "甲.xlsx").carriers.keywords == keywords


def test_a_property_is_known_by_its_name_alone() -> None:
    text = f'<P xmlns="x"><property name="XLPERF_Seal"><a>{TRUE}</a></property><property/></P>'
    found = inspect(pointing(text, "docProps/custom.xml"), "甲.xlsx").carriers
    assert found.properties == (TRUE,)


def named(*names: str) -> Carriers:
    """What is found of these defined names."""
    made = hostile.parts()
    listed = f"<definedNames>{''.join(names)}</definedNames></workbook>"
    made[hostile.BOOK] = made[hostile.BOOK].decode().replace("</workbook>", listed).encode()
    return inspect(hostile.zipped(made), "甲.xlsx").carriers


def test_names_are_found_with_their_sheets() -> None:
    own = f'<definedName name="{SEAL_NAME}" localSheetId="{{}}">"{{}}"</definedName>'
    other = '<definedName name="other">"x"</definedName>'
    whole = f'<definedName name="{SEAL_NAME}">表!$A$1</definedName>'
    found = named(own.format(0, "a"), other, own.format(7, "b"), own.format(0, "c"), whole)
    assert found.sheet_names == {"表": ("a", "c")}
    assert found.names == ("",)


@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_saved_in_another_format_nothing_is_said_to_be_gone(
    libreoffice: Office, small: bytes, tmp_path: Path, suffix: str
) -> None:
    kept, spoilt = tmp_path / "甲.xlsx", tmp_path / "乙.xlsx"
    kept.write_bytes(small)
    spoilt.write_bytes(resealed(small, {NAME: OTHER, KEYWORDS: OTHER}))
    same, other = (read(path) for path in libreoffice.converted([kept, spoilt], suffix))
    assert not [f for f in same.findings if f.code.startswith(("seal", "identity"))]
    assert accepted(same) == 2
    assert other.is_blocked is (suffix == "ods")  # the old format does not show them
