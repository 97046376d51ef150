"""A row that says in one cell that it does not apply: nothing else is asked of it, anywhere."""

import io

import openpyxl
import pytest

from parts import samples
from xlperf import Form, generate, read
from xlperf.budget import Indicator, Target
from xlperf.form.layout import lay_out

FORM = Form.load("hebei-2023")
WEIGHED = Form.load("central-2021")
BLANKS = {"required.blank", "indicators.nameless", "indicators.level2-missing"}


def workbook(row: Indicator, form: Form = FORM) -> bytes:
    """The small unit's workbook, with one row of its first project as given."""
    answers = samples.filled_unit(form)
    first = answers.projects[0]
    kept = [each for each in first.indicators if each.level2 != row.level2]
    project = first.model_copy(update={"indicators": (row, *kept)})
    given = answers.model_copy(update={"projects": (project, *answers.projects[1:])})
    (made,) = generate(form, samples.master_of(form, given), answers={samples.UNIT.code: given})
    return made.content


def said(row: Indicator, form: Form = FORM) -> tuple[str, set[str]]:
    """The hint beside the row, and what of blanks is told when it comes back."""
    content = workbook(row, form)
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    sheet = next(each for each in book.worksheets if each.title.startswith("1."))
    assert form.project is not None
    layout = lay_out(form.entry(form.project), {})
    at = layout.rows("level1")[0] + 1
    place = next(
        cells[0].row for cells in sheet.iter_rows(min_row=at)
        if str(cells[2].value) == row.level2 or str(cells[3].value) == row.level2
    )  # fmt: skip
    hint = sheet.cell(place, layout.hints + 1).value or ""
    filled = read(content, form)
    told = {
        each.code
        for each in filled.findings
        if each.place.sheet == sheet.title
        and each.code in BLANKS
        and each.place.cell[1:] == str(place)
    }
    return str(hint), told


def row(**cells: object) -> Indicator:
    return Indicator(level1="产出指标", level2="时效指标", **cells)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "one",
    [
        row(target=Target.of("不适用", None, "")),
        row(target=Target.of("", None, "不适用")),
        row(target=Target.of("", None, " 不涉及 ")),
        row(level3="不适用"),
        row(level3="不涉及"),
        row(description="不适用"),
        row(basis="不适用"),
        row(level3="开展培训次数", target=Target.of("不适用", None, "")),
        row(description="今年没有", target=Target.of("不适用", None, "")),
        row(basis="不适用", target=Target.of("不适用", None, "次")),
    ],
)
def test_one_cell_is_enough(one: Indicator) -> None:
    assert said(one) == ("", set())


@pytest.mark.parametrize(
    ("one", "asked"),
    [
        (row(level3="开展培训次数"), "绩效指标描述"),
        (row(level3="不适用于本项目的次数"), "绩效指标描述"),
        (row(level3="开展培训次数", description="按年", basis="计划"), "指标值"),
    ],
)
def test_another_row_is_asked_as_before(one: Indicator, asked: str) -> None:
    hint, _ = said(one)
    assert asked in hint


def test_its_levels_are_asked_by_nobody() -> None:
    one = row(target=Target.of("不适用", None, "")).model_copy(update={"level1": "效益指标"})
    assert said(one) == ("", set())


def test_words_for_a_figure_are_no_blank() -> None:
    """What is there and wrong is told, whether the row applies or not."""
    content = workbook(row(target=Target.of("不适用", None, "")))
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = next(each for each in book.worksheets if each.title.startswith("1."))
    place = next(cells[0].row for cells in sheet.iter_rows() if cells[6].value == "不适用")
    sheet.cell(place, 8).value = "很多"
    kept = io.BytesIO()
    book.save(kept)
    assert "value.number" in {each.code for each in read(kept.getvalue()).findings}


def test_weights_are_not_asked_of_it() -> None:
    one = Indicator(level1="产出指标", level2="时效指标", target=Target.of("不适用", None, ""))
    hint, told = said(one, WEIGHED)
    assert "请填写" not in hint
    assert told == set()
    _, told = said(one.model_copy(update={"target": Target(), "level3": "次数"}), WEIGHED)
    assert told == {"required.blank"}


def test_a_sign_in_words_excuses_the_figure() -> None:
    text = FORM.source.replace('"value", "basis"]', '"number", "unit", "basis"]')
    form = Form.parse(text.replace('name    = "hebei-2023"', 'name    = "parts"'))
    whole = {"level3": "培训质量", "description": "结业测评", "basis": "计划"}
    _, told = said(row(**whole, target=Target.of("定性", None, "明显提高")), form)
    assert told == set()
    _, told = said(row(**whole, target=Target.of("≥", None, "次")), form)
    assert told == {"required.blank"}
