"""Publishing: what is printed, what is told before, and what keeps a text from being printed."""

import json
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from parts import declared_samples, samples
from parts.published import (
    contents_of_word,
    facts_of_pdf,
    folded,
    pages_of_pdf,
    said_by_text,
    said_by_word,
    wrong_numbers,
)
from parts.real_unit import real_unit
from xlperf import Filled, Form, publish, read, read_many
from xlperf.budget import Project, Unit, UnitBudget
from xlperf.cli.program import cli
from xlperf.demo import ROUND, demo
from xlperf.findings import FileError, FormError, OutputError
from xlperf.publishing import About, Published
from xlperf.publishing.paging import paged
from xlperf.publishing.printed import PrintedText, compose

ABOUT = {"reviewed_by": "某县财政局", "date": date(2023, 1, 20)}
FORMS = ("hebei-2023", "central-2021", *declared_samples.SHIPPED)


def form_of(name: str) -> Form:
    """A form that draws what is filled in."""
    return Form.load(name)


def budget_of(form: Form) -> UnitBudget:
    """A unit that filled in all of it."""
    own = samples if form.name in samples.PROJECT_FORMS else declared_samples
    return own.filled_unit(form)


def text_of(form: Form, budget: UnitBudget) -> PrintedText:
    """The text that is printed of a unit."""
    return compose(
        form, budget.unit, budget.part, budget.projects, About.load(ABOUT).of(budget.unit)
    )


def returned(form: Form, *, blank: bool = False) -> Filled:
    """What a unit sent back, as it is read."""
    own = samples if form.name in samples.PROJECT_FORMS else declared_samples
    return read(own.workbook(form, blank=blank), form)


def changed(form: Form, **values: Any) -> Filled:
    """The same with other values in the first project, as if they had been read."""
    filled = returned(form)
    first, *rest = filled.projects
    other = first.project.model_copy(update=values)
    return replace(filled, projects=(replace(first, project=other), *rest))


def codes(made: Published) -> set[str]:
    """The codes of what was told, without fonts that are not there."""
    return {each.code for each in made.findings} - {"publish.font"}


def batched(pairs: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    """What stands in a list of keys and values, pair by pair."""
    return zip(pairs[::2], pairs[1::2], strict=True)


@pytest.fixture(scope="module")
def hebei() -> Form:
    return form_of("hebei-2023")


def printed(filled: Filled | Sequence[Filled], out: Path, **asked: Any) -> Published:
    """Publish with all that stands beside the answers."""
    return publish(filled, out, about=ABOUT, **asked)


@pytest.mark.parametrize("name", FORMS)
def test_every_form_is_printed_as_word_with_all_that_was_said(name: str, tmp_path: Path) -> None:
    form = form_of(name)
    filled, out = returned(form), tmp_path / "text.docx"
    made = printed(filled, out, draft=True)
    assert [file.path for file in made.files] == [out]
    part = filled.part.part if filled.part else None
    known = About.load(ABOUT).of(filled.unit)
    text = compose(form, filled.unit, part, [*filled], known)
    draft = form.word("publish.draft")
    said = [each for each in said_by_word(out) if each != draft]
    expected = said_by_text(text, contents=form.word("publish.contents"))
    assert [*dict.fromkeys(said)] == [*dict.fromkeys(expected)]  # a cut table says some again
    assert len(said) == len(expected) or name == "monitor-2019"


@pytest.mark.parametrize("name", FORMS)
def test_every_form_is_printed_as_pdf(name: str, tmp_path: Path) -> None:
    form = form_of(name)
    filled, out = returned(form), tmp_path / "text.pdf"
    (file,) = printed(filled, out, draft=True).files
    pages = pages_of_pdf(out)
    assert len(pages) == file.pages == int(facts_of_pdf(out)["Pages"])
    whole = folded("".join(pages))
    text = text_of(form, budget_of(form))
    for section in text.sections():
        assert folded(section.heading) in whole


@pytest.mark.parametrize("name", FORMS)
def test_every_form_is_printed_as_a_workbook_without_keys(name: str, tmp_path: Path) -> None:
    form = form_of(name)
    out = tmp_path / "text.xlsx"
    (file,) = printed(returned(form), out, draft=True).files
    book = openpyxl.load_workbook(out)
    assert len(book.sheetnames) == file.pages
    cells = [str(cell.value) for sheet in book for row in sheet for cell in row if cell.value]
    assert not any(each.startswith(("R00", "c0", "d0")) for each in cells)
    assert form.word("column.hints") not in cells


def test_figures_of_a_workbook_are_figures(hebei: Form, tmp_path: Path) -> None:
    out = tmp_path / "text.xlsx"
    printed(returned(hebei), out, draft=True)
    book = openpyxl.load_workbook(out)
    values = [cell.value for sheet in book for row in sheet for cell in row]
    assert 12.34 in values
    assert 0.25 in values  # 25 % of the plan


def test_a_changed_sign_anywhere_is_noticed(hebei: Form, tmp_path: Path) -> None:
    budget = samples.filled_unit(hebei)
    before = said_by_text(text_of(hebei, budget), contents="")
    first = budget.projects[0]
    row = first.indicators[3]
    others = (
        first.model_copy(update={"goal": first.goal + "。"}),
        first.model_copy(update={"budget": first.budget and first.budget + 1}),
        first.model_copy(
            update={
                "indicators": (
                    *first.indicators[:3],
                    row.model_copy(update={"basis": f"{row.basis}1"}),
                    *first.indicators[4:],
                )
            }
        ),
    )
    for other in others:
        changed_budget = budget.model_copy(update={"projects": (other, *budget.projects[1:])})
        assert said_by_text(text_of(hebei, changed_budget), contents="") != before


def test_the_same_returns_give_the_same_bytes(hebei: Form, tmp_path: Path) -> None:
    filled = returned(hebei)
    for kind in ("docx", "pdf", "xlsx"):
        paths = [tmp_path / f"{n}.{kind}" for n in (1, 2)]
        for path in paths:
            printed(filled, path, draft=True)
        assert paths[0].read_bytes() == paths[1].read_bytes(), kind


def test_a_complete_return_is_printed_without_a_word(hebei: Form, tmp_path: Path) -> None:
    made = printed(returned(hebei), tmp_path / "text.docx")
    assert [each.code for each in made.findings if each.level.value == "error"] == []
    assert len(made.files) == 1
    assert made.held == ()


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"goal": ""}, "publish.blank-cell"),
        ({"goal": "目标内容1"}, "publish.placeholder"),
        ({"goal": "办好\x07"}, "publish.glyph"),
    ],
)
def test_what_should_be_mended_stops_a_text(
    values: dict[str, str], code: str, hebei: Form, tmp_path: Path
) -> None:
    out = tmp_path / "text.docx"
    made = printed(changed(hebei, **values), out)
    told = [each for each in made.findings if each.code == code]
    assert [(each.project, each.field) for each in told] == [(samples.CODES[0], "goal")]
    assert told[0].place.sheet.startswith("1.") or told[0].place.sheet.startswith("2.")
    assert made.files == ()
    assert made.held == (samples.UNIT,)
    assert not out.exists()


def test_blanks_that_are_lawful_are_printed(hebei: Form, tmp_path: Path) -> None:
    made = printed(changed(hebei, other=None), tmp_path / "text.docx")
    assert "publish.blank-cell" not in codes(made)


def test_a_draft_is_printed_and_says_so(hebei: Form, tmp_path: Path) -> None:
    out = tmp_path / "text.docx"
    made = printed(changed(hebei, goal=""), out, draft=True)
    assert "publish.blank-cell" in codes(made)
    assert hebei.word("publish.draft") in said_by_word(out)
    printed(returned(hebei), tmp_path / "final.docx")
    assert hebei.word("publish.draft") not in said_by_word(tmp_path / "final.docx")


def test_an_unfilled_return_is_held(hebei: Form, tmp_path: Path) -> None:
    made = printed(returned(hebei, blank=True), tmp_path / "text.pdf")
    assert "publish.blank-cell" in codes(made)
    assert made.files == ()


def test_nobody_who_reviewed_it_stops_a_text_and_is_told_once(hebei: Form, tmp_path: Path) -> None:
    filled = returned(hebei)
    made = publish(filled, tmp_path / "text.docx", day="2023-01-20")
    told = [each.values["what"] for each in made.findings if each.code == "publish.not-said"]
    assert told == ["reviewed_by"]
    assert made.files == ()
    lines = {"cover": ["{compiled_by}编制"]}
    without = Form.model_validate({**hebei.model_dump(mode="json"), "publish": lines})
    assert publish(filled, tmp_path / "text.docx", form=without).files


def test_what_could_not_be_read_is_never_a_silent_blank(hebei: Form, tmp_path: Path) -> None:
    filled = returned(hebei)
    first, *rest = filled.projects
    project = first.project.model_copy(update={"budget": None})
    refused = replace(
        first, project=project, refused=frozenset({"budget"}), typed={"budget": "三十万"}
    )
    made = printed(replace(filled, projects=(refused, *rest)), tmp_path / "text.docx")
    (told,) = [each for each in made.findings if each.code == "publish.unread-cell"]
    assert told.found == "三十万"
    assert told.place.cell
    gone = replace(filled, projects=tuple(rest), unreadable=(samples.CODES[0],))
    assert "publish.unread-project" in codes(printed(gone, tmp_path / "text.docx"))


def test_a_unit_that_came_twice_is_not_printed(hebei: Form, tmp_path: Path) -> None:
    filled = returned(hebei)
    again = replace(filled, file="again.xlsx")
    made = printed([filled, again], tmp_path / "texts")
    assert "publish.unit-twice" in codes(made)
    assert made.files == ()
    assert made.held == (samples.UNIT,)


def test_a_file_nobody_could_read_is_told(tmp_path: Path) -> None:
    (unread,) = read_many([b"no workbook"])
    made = printed([unread], tmp_path / "text.docx")
    assert codes(made) == {"publish.unread-file"}
    assert made.files == made.held == ()


def several(hebei: Form) -> list[Filled]:
    """Three units; the second has a blank goal."""
    units = [Unit(code=f"99000{n}", name=f"单位{n}") for n in (1, 2, 3)]
    made = [returned(hebei), changed(hebei, goal=""), returned(hebei)]
    return [
        replace(filled, unit=unit, file=f"{unit.code}.xlsx")
        for filled, unit in zip(made, units, strict=True)
    ]


def test_a_folder_gets_a_file_for_each_text_that_nothing_stops(hebei: Form, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    made = printed(
        several(hebei), tmp_path / "texts", on_text=lambda done, of: seen.append((done, of))
    )
    assert [file.path.name for file in made.files] == ["990001 单位1.docx", "990003 单位3.docx"]
    assert [unit.code for unit in made.held] == ["990002"]
    assert seen == [(1, 2), (2, 2)]


def test_a_file_holds_all_of_them_or_is_not_made(hebei: Form, tmp_path: Path) -> None:
    out = tmp_path / "texts.docx"
    assert printed(several(hebei), out).files == ()
    assert not out.exists()
    (file,) = printed(several(hebei), out, draft=True).files
    assert [unit.code for unit in file.units] == ["990001", "990002", "990003"]
    assert len(contents_of_word(out)) == 3


def test_units_are_chosen_by_their_codes(hebei: Form, tmp_path: Path) -> None:
    made = printed(several(hebei), tmp_path / "texts", units=["990003"])
    assert [unit.code for file in made.files for unit in file.units] == ["990003"]
    with pytest.raises(OutputError, match="990009"):
        printed(several(hebei), tmp_path / "texts", units=["990009"])


def test_one_pdf_of_several_units_is_whole(hebei: Form, tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf")
    one, all_ = tmp_path / "one.pdf", tmp_path / "all.pdf"
    (single,) = printed(several(hebei), one, units=["990001"], draft=True).files
    (file,) = printed(several(hebei), all_, draft=True).files
    assert file.pages == 3 * single.pages == len(pages_of_pdf(all_))
    reader = pypdf.PdfReader(all_, strict=True)
    titles = [each.title for each in reader.outline if not isinstance(each, list)]
    assert titles == [f"单位{n}2023年部门预算绩效文本" for n in (1, 2, 3)]
    tags = reader.trailer["/Root"]["/StructTreeRoot"]
    (document,) = tags["/K"]
    assert len(document.get_object()["/K"]) == 3
    leaves = [each.get_object() for each in tags["/ParentTree"]["/Kids"]]
    keys = [key for leaf in leaves for key in leaf["/Nums"][::2]]
    assert keys == sorted(set(keys))
    parents = dict(pair for leaf in leaves for pair in batched(leaf["/Nums"]))
    for page in reader.pages:
        tagged = parents[page["/StructParents"]].get_object()
        assert all(each.get_object()["/Pg"].get_object() == page for each in tagged if each)
    alone = [folded(each) for each in pages_of_pdf(one)]
    assert [folded(each) for each in pages_of_pdf(all_)][: len(alone)] == alone


def test_a_pdf_says_what_it_is(hebei: Form, tmp_path: Path) -> None:
    out = tmp_path / "text.pdf"
    printed(returned(hebei), out)
    facts, content = facts_of_pdf(out), out.read_bytes()
    assert facts["Tagged"] == "yes"
    assert facts["Title"] == "示例社区服务中心2023年部门预算绩效文本"
    assert facts["Author"] == "示例社区服务中心"
    assert "2023" in facts["CreationDate"]
    assert "Jan 20" in facts["CreationDate"]
    for said in (
        b"<pdfaid:part>2<",
        b"<pdfaid:conformance>A<",
        b"<pdfuaid:part>1<",
        b"/Lang(zh-CN)",
    ):
        assert said in content


def test_every_mark_of_about_is_for_all_or_for_a_unit(tmp_path: Path) -> None:
    file = tmp_path / "about.toml"
    file.write_text(
        'reviewed_by = "财政局"\ndate = 2023-01-20\n[units.990001]\nname = "中心"\ntitle = "题"\n',
        encoding="utf-8",
    )
    about = About.load(file)
    own, other = about.of(Unit(code=" 990001", name="示例")), about.of(Unit(code="1", name="甲"))
    assert (own.name, own.compiled_by, own.reviewed_by, own.title) == (
        "中心",
        "中心",
        "财政局",
        "题",
    )
    assert (other.name, other.compiled_by, other.title) == ("甲", "甲", "")
    assert own.date == date(2023, 1, 20)
    assert about.of(Unit(code="1"), date(2024, 1, 1)).date == date(2024, 1, 1)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("reviewed_by = 财政局", "publish.about-file"),
        ('revewed_by = "财政局"', "publish.about-key"),
        ("[units.1]\ndate = 5", "publish.about-key"),
    ],
)
def test_a_file_about_that_says_something_else_is_refused(
    said: str, code: str, tmp_path: Path
) -> None:
    file = tmp_path / "about.toml"
    file.write_text(said, encoding="utf-8")
    with pytest.raises(FileError) as refused:
        About.load(file)
    assert refused.value.code == code
    with pytest.raises(FileError):
        About.load(tmp_path / "nothing.toml")


def test_a_unit_of_about_that_is_not_printed_is_told(hebei: Form, tmp_path: Path) -> None:
    about = {**ABOUT, "units": {"125010": {"name": "甲"}}}
    made = publish(returned(hebei), tmp_path / "text.docx", about=about)
    (told,) = [each for each in made.findings if each.code == "publish.unit-unknown"]
    assert told.found == "125010"
    assert made.files


@pytest.mark.parametrize("name", ["text.doc", "text.txt"])
def test_a_kind_of_file_nobody_prints_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(OutputError) as refused:
        printed([], tmp_path / name)
    assert refused.value.code == "publish.kind"


def test_a_kind_that_is_not_that_of_the_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        printed([], tmp_path / "text.docx", kind="pdf")


def test_nothing_that_is_there_is_written_over(hebei: Form, tmp_path: Path) -> None:
    out = tmp_path / "text.docx"
    out.write_bytes(b"old")
    with pytest.raises(OutputError):
        printed(returned(hebei), out)
    assert out.read_bytes() == b"old"
    assert printed(returned(hebei), out, force=True).files


def test_a_folder_without_fonts_is_refused(hebei: Form, tmp_path: Path) -> None:
    with pytest.raises(OutputError) as refused:
        printed(returned(hebei), tmp_path / "text.pdf", fonts=tmp_path)
    assert refused.value.code == "publish.no-fonts"


def test_fonts_are_taken_from_a_folder_too(hebei: Form, tmp_path: Path) -> None:
    typst = pytest.importorskip("typst")
    there = [each for each in typst.Fonts().fonts() if each.path and "CJK SC" in each.family]
    if not there:
        pytest.skip("no font of this computer has Chinese")
    folder = tmp_path / "fonts"
    folder.mkdir()
    (folder / Path(there[0].path).name).symlink_to(there[0].path)
    made = printed(returned(hebei), tmp_path / "text.pdf", fonts=folder)
    assert made.files


def test_a_font_that_is_not_there_is_told_with_the_one_in_its_place(
    hebei: Form, tmp_path: Path
) -> None:
    fonts = {"table": "没有这种字体"}
    form = Form.model_validate({**hebei.model_dump(mode="json"), "publish": {"fonts": fonts}})
    made = printed(returned(hebei), tmp_path / "text.pdf", form=form)
    (told,) = [each for each in made.findings if each.found == "没有这种字体"]
    assert told.code == "publish.font"
    assert told.values["used"]
    assert made.files


def test_a_sign_no_font_has_is_told_and_nothing_is_printed(hebei: Form, tmp_path: Path) -> None:
    made = printed(changed(hebei, goal="办好\U000323ae"), tmp_path / "text.pdf")
    (told,) = [each for each in made.findings if each.code == "publish.glyph"]
    assert told.found == "\U000323ae"
    assert made.files == ()
    assert not (tmp_path / "text.pdf").exists()


def test_margins_that_leave_no_room_are_refused(hebei: Form) -> None:
    table = {**hebei.model_dump(mode="json"), "publish": {"margins": {"top": 150, "bottom": 140}}}
    form = Form.model_validate(table)
    with pytest.raises(FormError) as refused:
        paged(form, text_of(form, samples.filled_unit(form)))
    assert refused.value.code == "publish.too-small"


def test_a_template_with_an_unknown_name_is_told_where_it_stands(hebei: Form) -> None:
    source = hebei.source.replace('title = "{unit}\\n', 'title = "{units}\\n', 1)
    with pytest.raises(FormError) as refused:
        Form.parse(source, "own.toml")
    assert "publish.title" in refused.value.message()
    assert "{unit}" in refused.value.message()


def test_the_command_prints_and_says_what_it_did(tmp_path: Path) -> None:
    workbook = tmp_path / "990001.xlsx"
    workbook.write_bytes(samples.workbook())
    out = tmp_path / "text.docx"
    line = ["publish", str(workbook), "--out", str(out), "--date", "2023-01-20"]
    ran = CliRunner().invoke(cli, [*line, "--json"])
    told = json.loads(ran.output)
    assert ran.exit_code == 1  # nobody said who reviewed it
    assert told["held"] == [{"code": "990001", "name": "示例社区服务中心"}]
    about = tmp_path / "about.toml"
    about.write_text('reviewed_by = "财政局"', encoding="utf-8")
    ran = CliRunner().invoke(cli, [*line, "--about", str(about), "--json"])
    told = json.loads(ran.output)
    assert ran.exit_code == 0
    (file,) = told["files"]
    assert file["file"] == str(out)
    assert zipfile.is_zipfile(out)
    ran = CliRunner().invoke(cli, [*line, "--about", str(about), "--force"])
    assert f"示例社区服务中心：{file['pages']} 页" in ran.output


def test_files_and_a_round_at_once_are_refused(tmp_path: Path) -> None:
    ran = CliRunner().invoke(cli, ["publish", "--out", str(tmp_path / "text.docx")])
    assert getattr(ran.exception, "code", "") == "round.or-files-alone"


def test_the_real_text_is_printed_whole_and_its_pages_are_true(
    shared: Path, hebei: Form, tmp_path: Path
) -> None:
    budget = real_unit(shared).answers
    text = text_of(hebei, budget)
    assert [part.heading for part in text.parts] == [
        "第一部分　部门整体绩效目标", "第二部分　预算项目绩效目标",
    ]  # fmt: skip
    headings = [section.heading for section in text.sections()]
    assert headings[:4] == [
        "一、总体绩效目标", "二、分项绩效目标", "三、工作保障措施",
        "1.创建文明城市工作经费绩效目标表",
    ]  # fmt: skip
    assert headings[-1] == "13.综合服务站1年系统日常维护绩效目标表"
    made = paged(hebei, text)
    pages = [section.page for part in made.parts for section in part.sections]
    assert all(page.is_sure for page in pages)


def test_projects_stand_in_the_order_of_their_form(hebei: Form, tmp_path: Path) -> None:
    out = tmp_path / "text.docx"
    printed(returned(hebei), out)
    ((*entries,),) = contents_of_word(out)
    tables = [heading for heading, _ in entries if heading.endswith("绩效目标表")]
    assert tables == ["1.居民技能培训绩效目标表", "2.社区图书角绩效目标表"]


def test_one_paper_of_word_is_true_in_its_own_words(hebei: Form, tmp_path: Path) -> None:
    """A contents that says another page than the heading stands on is noticed."""
    pages = ["一、总体", "二、分项"]
    assert wrong_numbers([("一、总体", 1), ("二、分项", 2)], pages, front=0) == []
    assert wrong_numbers([("一、总体", 2)], pages, front=0) != []


def test_a_project_without_a_name_is_told(hebei: Form, tmp_path: Path) -> None:
    made = printed(changed(hebei, name=""), tmp_path / "text.docx")
    assert "publish.blank-cell" in codes(made)
    assert isinstance(next(iter(returned(hebei))), Project)


def test_a_draft_with_signs_nobody_can_print_is_whole_all_the_same(
    hebei: Form, tmp_path: Path
) -> None:
    filled = changed(hebei, goal="办好\x07", purpose="甲\x0b<&>\t乙\ud800", name="名\x01")
    for kind in ("docx", "xlsx"):
        (file,) = printed(filled, tmp_path / f"text.{kind}", draft=True).files
        assert file.pages
    said = said_by_word(tmp_path / "text.docx")
    assert "办好‹U+0007›" in said
    assert "甲‹U+000B›<&> 乙‹U+D800›" in said
    assert any("名‹U+0001›" in each for each in said)


@pytest.mark.long
def test_a_round_prints_the_copies_that_count(tmp_path: Path) -> None:
    demo(tmp_path / "demo")
    folder = str(tmp_path / "demo" / ROUND)
    out = tmp_path / "texts"
    line = ["publish", "--round", folder, "--out", str(out), "--draft", "--json"]
    ran = CliRunner().invoke(cli, line)
    told = json.loads(ran.output)
    units = [unit["code"] for file in told["files"] for unit in file["units"]]
    assert units == ["125001", "125002", "125003"]
    assert ran.exit_code == 1  # drafts with errors
    assert len([*out.glob("*.docx")]) == 3
    placed = {each["file"] for each in told["findings"] if each["code"] == "publish.placeholder"}
    assert len(placed) == 1


def test_what_is_said_is_said_in_the_language_asked_for(tmp_path: Path) -> None:
    workbook = tmp_path / "990001.xlsx"
    workbook.write_bytes(samples.workbook())
    line = ["publish", str(workbook), "--out", str(tmp_path / "t.docx"), "--lang", "en"]
    ran = CliRunner().invoke(cli, line)
    assert "which nobody gave" in ran.output
    assert "1 units: 0 printed, 1 not." in ran.output
