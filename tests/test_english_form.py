"""An English form from end to end: issued, filled, read, rolled up, brought up to date."""

import dataclasses
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from parts import english, ooxml
from parts.office import Office, stored_values
from test_cli import Ran
from xlperf import (
    Form,
    MasterError,
    annotate,
    consolidate,
    generate,
    read,
    read_master,
    reconcile,
    rounds,
    sync,
)
from xlperf.budget import Goal, Indicator, Plan, PlanPoint, Project, Target, UnitBudget, UnitPart
from xlperf.exchange import filled_json
from xlperf.reading import Filled

FORM = english.form()
MASTER = english.master(FORM)
CHINESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]")
"""Any sign of Chinese writing, its stops and its wide letters."""
THEME = "xl/theme/theme1.xml"
"""Excel's own, which names a font for every script there is."""


def texts_of(content: bytes) -> Iterator[tuple[str, str]]:
    """Every part of a workbook but the theme, with its text."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            if name != THEME:
                yield name, package.read(name).decode("utf-8")


def no_chinese(text: str) -> None:
    found = CHINESE.search(text)
    assert not found, text[max(0, found.start() - 60) : found.end() + 20]


def filled_school(each: Project) -> Project:
    """A school's return as a careful authority fills it in."""
    points = zip(FORM.plan_dates, (10, 40, 70, 100), strict=True)
    return each.model_copy(
        update={
            "purpose": "Teachers and rooms",
            "plan": Plan(points=tuple(PlanPoint(date=d, percent=Decimal(n)) for d, n in points)),
            "goal": "Forty new places, open in September",
            "indicators": tuple(
                Indicator(
                    key=f"R{number:03d}", level1=FORM.parents[level2], level2=level2,
                    level3=f"Measured: {level2}", description=f"How {level2} is measured",
                    target=target, basis="Plan of 2026",
                )
                for number, level2, target in zip((1, 2, 3, 4), FORM.level2s, TARGETS, strict=True)
            ),
        }
    )  # fmt: skip


TARGETS = (
    Target.of("≥", Decimal(40), "places"),
    Target.of("＝", Decimal(5), "days"),
    Target.of("qualitative", None, "markedly improved"),
    Target.of("not applicable", None, ""),
)
ANSWERS = {
    each.unit.code: UnitBudget(
        unit=each.unit,
        projects=tuple(map(filled_school, each.projects)),
        part=UnitPart(
            overall=("More places.",),
            goals=tuple(Goal(project=p.name, text="Opens places.") for p in each.projects),
        ),
    )
    for each in MASTER.units
}


@pytest.fixture(scope="module")
def blank() -> bytes:
    return next(generate(FORM, MASTER, due="2027-03-01", contact="Ann Lee")).content


@pytest.fixture(scope="module")
def returned() -> bytes:
    return next(generate(FORM, MASTER, answers=ANSWERS)).content


@pytest.fixture(scope="module")
def filled(returned: bytes) -> Filled:
    return read(returned, FORM, name="E301.xlsx")


def typed(content: bytes, **cells: Any) -> bytes:
    """A workbook with values typed on the sheet of its first school."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for cell, value in cells.items():
        book["1.Hill Road"][cell] = value
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def test_every_text_of_the_workbook_is_english(blank: bytes, returned: bytes) -> None:
    for content in (blank, returned):
        for _, text in texts_of(content):
            no_chinese(text)


def test_tabs_guide_and_columns(blank: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(blank))
    assert book.sheetnames == [
        "How to fill", "Contents", "The authority as a whole", "1.Hill Road", "2.St Ann's",
        "Choices", "Identity",
    ]  # fmt: skip
    assert book.properties.title == "Schools programme E301 Northby"
    guide = [each.value for row in book["How to fill"].iter_rows() for each in row if each.value]
    assert {"Authority", "Schools", "Return by", "Control total (GBP)"} <= {*guide}
    assert any("Open each school" in str(each) for each in guide)
    sheet = book["1.Hill Road"]
    beside = {str(each.value) for each in sheet[4]}
    assert {"Hints", "Justification (where a check does not apply)", "Amounts in GBP"} <= beside
    assert sheet.oddFooter.center.text == "Hill Road: programme return  page &P of &N"
    prompts = {each.promptTitle for each in sheet.data_validations.dataValidation}
    assert {"Cumulative share", "Choose Area", "Figure", "Justification"} <= prompts


def test_nothing_is_lost_on_the_way(filled: Filled) -> None:
    assert not filled.findings
    wanted = ANSWERS["E301"]
    assert [each.project for each in filled.projects] == [
        *(
            project.model_copy(update={"indicators": each.project.indicators})
            for project, each in zip(wanted.projects, filled.projects, strict=True)
        )
    ]
    for project in filled.projects:
        rows = project.project.indicators
        assert [each.target.sign for each in rows] == ["≥", "＝", "qualitative", "not applicable"]
        assert rows[0].target.number == 40
    assert filled.part
    assert filled.part.part.overall == ("More places.",)


def test_signs_are_the_forms_own_in_its_cells(returned: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(returned))
    signs = {row[7].value for row in book["1.Hill Road"].iter_rows() if row[0].value}
    assert "=" in {each.value for row in book["1.Hill Road"].iter_rows() for each in row}
    assert "＝" not in signs


def test_a_blank_workbook_is_told_in_english_and_calls_schools_schools(blank: bytes) -> None:
    told = read(blank, FORM).findings
    assert {each.code for each in told} == {"project.blank", "unit.blank"}
    assert "The sheet of school “Hill Road” is not filled in" in told[-2].message("en") + told[
        0
    ].message("en")
    for each in told:
        no_chinese(each.message("en") + each.fix("en"))


def test_reasons_beside_a_row_are_found(returned: bytes) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(returned))["1.Hill Road"]
    (reasons,) = [each.column_letter for each in sheet[4] if "Justification" in str(each.value)]
    content = typed(returned, C10=None, **{f"{reasons}10": "Agreed by letter"})
    (told,) = [each for each in read(content, FORM).findings if each.field == "goal"]
    assert told.justification == "Agreed by letter"


@pytest.mark.parametrize(
    "text", ["£1,200.50", "GBP 1,200.50", "1,200.50 £", "1200.50 GBP", "1,200.50"]
)
def test_amounts_in_the_forms_own_money(returned: bytes, text: str) -> None:
    read_back = read(typed(returned, D6=text), FORM)
    assert read_back.projects[0].project.budget == Decimal("1200.50")
    assert {each.code for each in read_back.findings} == {"value.typed-as-text"}


@pytest.mark.parametrize("text", ["$1,200.50", "EUR 1,200.50", "¥1200.50", "1200.50元"])
def test_amounts_in_other_money_are_refused(returned: bytes, text: str) -> None:
    read_back = read(typed(returned, D6=text), FORM)
    assert read_back.projects[0].project.budget is None
    assert "value.money-unit" in {each.code for each in read_back.findings}


@pytest.mark.parametrize(
    ("shown", "is_taken"),
    [
        ("£#,##0.00", True), ("[$£-809]#,##0.00", True), ('"GBP "#,##0.00', True),
        ("[$GBP] #,##0.00", True), ("[$$-409]#,##0.00", False), ("[$€-2] #,##0.00", False),
        ("[$¥-804]#,##0.00", False),
    ],
)  # fmt: skip
def test_formats_that_show_money(returned: bytes, shown: str, is_taken: bool) -> None:
    book = openpyxl.load_workbook(io.BytesIO(returned))
    book["1.Hill Road"]["D6"].number_format = shown
    kept = io.BytesIO()
    book.save(kept)
    budget = read(kept.getvalue(), FORM).projects[0].project.budget
    assert budget == (Decimal("1200.5") if is_taken else None)


def test_reconciled_and_rolled_up_in_english(returned: bytes, tmp_path: Path) -> None:
    (tmp_path / "E301.xlsx").write_bytes(returned)
    read_back = [read(tmp_path / "E301.xlsx", FORM)]
    told = reconcile(read_back, MASTER).findings
    assert [each.code for each in told] == ["master.missing"]
    assert told[0].message("en") == "School S201 (Quay Lane) of E302 Southby did not come back"
    done = consolidate(read_back, MASTER, tmp_path / "summary.xlsx")
    sheets = openpyxl.load_workbook(done.path).worksheets
    texts = {str(each.value) for sheet in sheets for row in sheet.iter_rows() for each in row}
    assert {"School code", "Authorities", "Amounts in GBP"} <= texts
    no_chinese("".join(texts))
    with zipfile.ZipFile(done.path) as package:
        parts = [each for each in package.namelist() if each.endswith(".xml") and each != THEME]
        for name in parts:
            no_chinese(package.read(name).decode("utf-8"))
    asked = consolidate(read_back, MASTER, tmp_path / "zh.xlsx", lang="zh")
    assert "School编码" in {
        str(each.value)
        for sheet in openpyxl.load_workbook(asked.path).worksheets
        for row in sheet.iter_rows()
        for each in row
    }


LISTED = """Grants 2027
Amounts in GBP
Authority code,Authority,School code,School,Grant,of which DfE,Own money
E301,Northby,S101,Hill Road,"£1,200.50","GBP 1,200.50",0
E301,Northby,S102,St Ann's,900,900.00,£0.00
E302,Southby,S201,Quay Lane,{last},300.25,
Total,,,,"2,400.75","2,400.75",0
"""


def test_a_list_in_the_forms_own_words_and_money(tmp_path: Path) -> None:
    path = tmp_path / "grants.csv"
    path.write_text(LISTED.format(last="300.25 £"), encoding="utf-8")
    assert read_master(path, FORM).units == MASTER_AS_LISTED.units
    path.write_text(LISTED.format(last="$300.25"), encoding="utf-8")
    with pytest.raises(MasterError) as told:
        read_master(path, FORM)
    assert told.value.code == "master.figure-unit"
    assert told.value.lang == "en"
    no_chinese(told.value.message("en"))
    plain = re.sub("£|GBP (?=1)", "", LISTED.format(last="300.25"))
    path.write_text(plain.replace("in GBP", "in £000"), encoding="utf-8")
    assert read_master(path, FORM).total == 2_400_750


MASTER_AS_LISTED = MASTER.model_copy(
    update={
        "units": tuple(
            each.model_copy(
                update={
                    "projects": tuple(
                        p.model_copy(update={"other": None if p.code == "S201" else p.other})
                        for p in each.projects
                    )
                }
            )
            for each in MASTER.units
        )
    }
)


def test_a_round_in_english(tmp_path: Path, returned: bytes) -> None:
    day = datetime(2027, 1, 4, 9, tzinfo=UTC)
    issuing = rounds.distribute(FORM, MASTER, tmp_path / "round", "2027-03-01", day, name="2027")
    assert len(list(issuing)) == 2
    (tmp_path / "E301.xlsx").write_bytes(typed(returned, C10=None))
    with rounds.open_round(tmp_path / "round") as opened:
        list(rounds.collect(opened, [tmp_path / "E301.xlsx"], day))
        standing = rounds.status(opened, at=day)
        made = rounds.status_workbook(standing, opened.ledger.changes())
    for _, text in texts_of(made):
        no_chinese(text)
    assert "Standing" in openpyxl.load_workbook(io.BytesIO(made)).sheetnames
    assert "authorities" in "".join(text for _, text in texts_of(made))


def test_brought_up_to_date_in_english(returned: bytes) -> None:
    made = sync(typed(returned, D6=1300), english.master(FORM, "1400"), FORM)
    assert {each.kind.value for each in made.conflicts} == {"conflict"}
    assert made.content
    for _, text in texts_of(made.content):
        no_chinese(text)
    book = openpyxl.load_workbook(io.BytesIO(made.content))
    assert "Changes" in book.sheetnames
    again = read(made.content, FORM)
    assert "issued.changed" in {each.code for each in again.findings}


def test_marked_in_english(returned: bytes) -> None:
    wrong = typed(returned, C10=None)
    marked = annotate(wrong, read(wrong, FORM))
    book = openpyxl.load_workbook(io.BytesIO(marked))
    assert any("Findings" in each for each in book.sheetnames)
    notes = [
        each.comment.text for row in book["1.Hill Road"].iter_rows() for each in row if each.comment
    ]
    assert notes
    no_chinese("".join(notes))
    assert read(marked, FORM).findings == read(wrong, FORM).findings


def test_json_speaks_the_forms_language(blank: bytes) -> None:
    told = filled_json(read(blank, FORM), FORM.money)
    assert "is not filled in" in str(told["findings"])
    assert "没有填" in str(filled_json(read(blank, FORM), FORM.money, "zh")["findings"])


@pytest.fixture
def files(tmp_path: Path, blank: bytes, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("XLPERF_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "form.toml").write_text(english.SOURCE, encoding="utf-8")
    (tmp_path / "E301.xlsx").write_bytes(blank)
    return tmp_path


def read_by(files: Path, *more: str, **settings: str) -> str:
    return Ran("read", files / "E301.xlsx", "--form", files / "form.toml", *more).out


def test_which_language_a_command_speaks(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    english_words, chinese_words = "is not filled in", "还没有填"
    assert english_words in read_by(files)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert english_words in read_by(files)
    monkeypatch.setenv("XLPERF_LANG", "zh")
    assert chinese_words in read_by(files)
    assert english_words in read_by(files, "--lang", "en")


def test_without_a_form_the_system_says_the_language(
    files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = files / "nothing.toml"
    assert "没有" in Ran("forms", "check", missing).error
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert CHINESE.search(Ran("forms", "check", missing).error) is None
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "没有" in Ran("forms", "check", missing).error


def test_chinese_nouns(tmp_path: Path) -> None:
    shipped = Form.load("hebei-2023")
    form = Form.parse(f'words = {{ unit = "学校", project = "课题" }}\n{shipped.source}')
    assert form.word("guide.unit") == "填报学校"
    assert form.word("contents.name") == "课题名称（点击打开）"
    assert shipped.word("guide.unit") == "填报单位"
    assert form.word("line.money", unit="万元") == "单位：万元"  # the unit of money is another


def test_findings_keep_what_the_form_calls_things(blank: bytes) -> None:
    found = read(blank, FORM).findings[0]
    assert found.values["words.unit"] == "Authority"
    kept = type(found).model_validate_json(found.model_dump_json())
    assert kept.message("en") == found.message("en")
    bare = dataclasses.replace(found, values={})
    assert "school" not in bare.message("en") or "words.project" in found.values


def test_the_workbook_is_clean_and_its_formulas_say_what_is_stored(
    blank: bytes,
    returned: bytes,
    libreoffice: Office,
    tmp_path: Path,
    validator: Callable[[Path], list[str]],
) -> None:
    for name, content in (("blank", blank), ("returned", returned)):
        path = tmp_path / f"{name}.xlsx"
        path.write_bytes(content)
        assert validator(path) == ooxml.unseen_errors(path) == []
        assert libreoffice.values(path) == stored_values(path)
