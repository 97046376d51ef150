"""A project nobody filled in: one finding, and not one for each of its cells."""

import pytest

from xlperf.budget.nouns import Project
from xlperf.rules import check_project, check_unit_part, project_blank

from .build import CENTRAL, FORM, empty_row, fields, part, plan, project, row, said

CODE = "project.blank"


def blank(**changes: object) -> Project:
    """A project as its sheet was issued."""
    cells = {"goal": "", "purpose": "", "plan": plan(None, None, None, None)}
    return project(*map(empty_row, FORM.level2s), **{**cells, **changes})


@pytest.mark.parametrize("goal", ["", "目标内容1"])
def test_a_sheet_as_it_was_issued_is_one_finding(goal: str) -> None:
    assert said(check_project(blank(goal=goal), FORM)) == [(CODE, "goal")]


def test_without_a_row_at_all() -> None:
    bare = blank().model_copy(update={"indicators": ()})
    assert said(check_project(bare, FORM)) == [(CODE, "goal")]


def test_what_was_issued_is_held_to_its_own_rules() -> None:
    found = said(check_project(blank(other=None, fiscal=29), FORM))
    assert (CODE, "goal") in found
    assert len(found) > 1


@pytest.mark.parametrize(
    "one",
    [
        {"goal": "培训千人"},
        {"plan": plan(None, None, None, 100)},
        {"extra": {"note": "说明"}},
        {"goal": "无"},
    ],
)
def test_one_answer_and_each_blank_is_told(one: dict[str, object]) -> None:
    found = said(check_project(blank(**one), FORM))
    assert CODE not in {code for code, _ in found}
    assert len(found) > 1


def test_one_row_is_an_answer() -> None:
    rows = [row(each) if each == "数量指标" else empty_row(each) for each in FORM.level2s]
    assert not project_blank.is_blank(project(*rows, goal=""), FORM)


def test_a_form_that_asks_for_nothing_has_no_blank_projects() -> None:
    assert FORM.project is not None
    bare = FORM.project.model_copy(update={"required": frozenset()})
    nothing = FORM.model_copy(update={"project": bare, "taxonomy": {}})
    assert not fields(project_blank.check(blank(), nothing), CODE)


def test_another_form_says_so_too() -> None:
    rows = project(goal="", plan=plan(None, None, None, None)).model_copy(update={"indicators": ()})
    assert CODE in {code for code, _ in said(check_project(rows, CENTRAL), CENTRAL)}


def test_its_blank_entry_in_the_units_part_is_told_with_it() -> None:
    name = blank().name
    assert not check_unit_part(part((name, "")), [blank()], FORM)
    assert check_unit_part(part((name, "")), [project()], FORM)
