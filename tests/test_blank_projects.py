"""What a blank sheet and a blank row are told as: once, and where they stand."""

import io

import openpyxl
import pytest

from parts import samples
from xlperf import Form, generate, read
from xlperf.reading.filled import Filled, FilledProject

HEBEI = Form.load("hebei-2023")


def blank(form: Form) -> bytes:
    """The small unit's workbook as it is issued."""
    known = samples.known_of(samples.filled_unit(form)).projects
    (made,) = generate(form, samples.small_master(*known))
    return made.content


def typed(content: bytes, sheet: str, **values: object) -> Filled:
    """The workbook with some cells filled in."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for cell, value in values.items():
        book[sheet][cell].value = value
    kept = io.BytesIO()
    book.save(kept)
    return read(kept.getvalue())


def of(filled: Filled, project: FilledProject) -> list[tuple[str, str]]:
    return [(e.code, e.place.cell) for e in filled.findings if e.place.sheet == project.sheet]


@pytest.mark.parametrize("form", samples.PROJECT_FORMS)
def test_a_blank_project_is_one_finding_at_its_goal(form: str) -> None:
    filled = read(blank(Form.load(form)))
    for project in filled.projects:
        assert of(filled, project) == [("project.blank", str(project.where["goal"]))]


def test_a_project_with_one_answer_is_told_blank_by_blank() -> None:
    content = blank(HEBEI)
    first = read(content).projects[0]
    filled = typed(content, first.sheet, **{str(first.where["goal"]): "办好讲座"})
    told = of(filled, filled.projects[0])
    assert "project.blank" not in {code for code, _ in told}
    assert len([code for code, _ in told if code == "indicators.level2-missing"]) == 9
    assert of(filled, filled.projects[1]) == [("project.blank", str(first.where["goal"]))]


def test_a_missing_second_level_points_at_its_own_row() -> None:
    content = blank(HEBEI)
    first = read(content).projects[0]
    filled = typed(content, first.sheet, **{str(first.where["goal"]): "办好讲座"})
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book[first.sheet]
    missing = [e for e in filled.findings if e.code == "indicators.level2-missing"]
    for each in missing:
        row = sheet[each.place.cell].row
        levels = [cell.value for cell in sheet[row]]
        assert each.values["level2"] in levels
    assert len({each.place.cell for each in missing}) == len(missing)


def test_a_filled_row_is_not_missing_and_the_others_still_point_at_theirs() -> None:
    full = read(samples.workbook("hebei-2023"))
    first = full.projects[0]
    gone = next(n for n, row in enumerate(first.project.indicators) if row.level2 == "质量指标")
    names = ("level3", "description", "sign", "number", "unit", "basis")
    cells = {str(first.where[f"indicators.{gone}.{name}"]): None for name in names}
    filled = typed(samples.workbook("hebei-2023"), first.sheet, **cells)
    (missing,) = [
        each for each in filled.findings
        if each.code == "indicators.level2-missing" and each.values["level2"] == "质量指标"
    ]  # fmt: skip
    assert missing.place.cell == str(first.where[f"indicators.{gone}.level3"])
