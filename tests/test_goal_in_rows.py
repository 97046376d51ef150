"""A goal drawn in rows, so that several paragraphs that are pasted take a row each."""

import io
from typing import Any

import openpyxl
import pytest

from parts import samples
from xlperf import Form, generate, read, sync
from xlperf.budget import Project
from xlperf.exchange import filled_json
from xlperf.form import form_path

ONE_CELL = (
    "| 绩效目标           | {goal}     | {goal}     | {goal}         | {goal}"
    "        | {goal}     | {goal}         |"
)
IN_ROWS = ONE_CELL.replace("{goal}", "[goal]")
GOAL = "一、全年服务一千人。\n二、群众满意度达到 95%。\n\n三、按季度公开。"


def drawn(lines: str = IN_ROWS, rows: str = '{ level1 = "taxonomy", goal = 4 }') -> Form:
    """The shipped form with its goal in rows."""
    text = form_path("hebei-2023").read_text("utf-8")
    assert ONE_CELL in text
    text = text.replace(ONE_CELL, lines).replace('rows     = "taxonomy"', f"rows     = {rows}")
    text = text.replace("spare    = 6", "spare    = { level1 = 6 }")
    return Form.parse(text.replace('name    = "hebei-2023"', 'name    = "in-rows"'))


FORM = drawn()


def issued(goal: str) -> bytes:
    """The workbook of one unit whose first project has a goal."""
    answers = samples.filled_unit(FORM)
    projects = [answers.projects[0].model_copy(update={"goal": goal}), *answers.projects[1:]]
    given = answers.model_copy(update={"projects": tuple(projects)})
    master = samples.master_of(FORM, given)
    (made,) = generate(FORM, master, answers={samples.UNIT.code: given})
    return made.content


def first(content: bytes) -> tuple[Any, Any]:
    """The workbook, and its first project's sheet."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    return book, next(each for each in book.worksheets if each.title.startswith("1."))


def project_of(content: bytes) -> Project:
    """The first project as it is read."""
    return next(each for each in read(content, FORM) if each.code == samples.CODES[0])


@pytest.mark.parametrize("goal", ["", "一段", GOAL, "\n".join(f"第{n}段" for n in range(9))])
def test_it_comes_back_paragraph_by_paragraph(goal: str) -> None:
    content = issued(goal)
    assert project_of(content).goal == goal
    _, sheet = first(content)
    texts = [sheet.cell(row, 3).value or "" for row in range(10, 14)]
    assert texts == (goal.split("\n") + [""] * 4)[:4]


def test_three_paragraphs_pasted_are_one_goal() -> None:
    book, sheet = first(issued(""))
    for row, text in enumerate(("甲", "乙", "丙"), 11):
        sheet.cell(row, 3).value = text
    kept = io.BytesIO()
    book.save(kept)
    filled = read(kept.getvalue(), FORM)
    assert filled.projects[0].project.goal == "甲\n乙\n丙"
    assert filled.projects[0].where["goal"] == (10, 2)
    assert "required.blank" not in {each.code for each in filled.findings}


def test_json_has_it_as_one_text() -> None:
    filled = read(issued(GOAL), FORM)
    (told, *_) = filled_json(filled, FORM.money)["projects"]
    assert told["goal"] == told["values"]["goal"] == GOAL
    assert set(told["tables"]) == {"indicators"}


def test_a_sample_text_alone_is_told_in_the_sheet_and_by_the_reader() -> None:
    for goal, is_sample in (("目标内容1", True), ("目标内容1\n办好图书角", False)):
        content = issued(goal)
        book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
        sheet = next(each for each in book.worksheets if each.title.startswith("1."))
        hint = sheet["K10"].value or ""
        assert ("示例文字" in hint) is is_sample
        codes = {each.code for each in read(content, FORM).findings}
        assert ("goal.placeholder" in codes) is is_sample


def test_a_blank_goal_is_told_at_its_first_row() -> None:
    filled = read(issued(""), FORM)
    (told,) = (
        each for each in filled.findings
        if each.code == "required.blank" and each.project == samples.CODES[0]
    )  # fmt: skip
    assert told.place.cell == "C10"


def test_an_update_keeps_it() -> None:
    answers = samples.filled_unit(FORM)
    master = samples.master_of(FORM, answers)
    more = tuple(
        each.model_copy(update={"budget": each.budget + 1, "other": (each.other or 0) + 1})
        for each in answers.projects
    )
    changed = samples.master_of(FORM, answers.model_copy(update={"projects": more}))
    assert changed != master
    made = sync(issued(GOAL), changed, FORM)
    assert made.content
    assert project_of(made.content).goal == GOAL
