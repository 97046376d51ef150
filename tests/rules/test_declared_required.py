"""What the form requires of the fields it declares is filled in, in each row that is in use."""

from xlperf.budget import Indicator, Project
from xlperf.rules import declared_required

from .build import fields
from .declared import FORM, part, project, task


def test_each_required_cell_that_is_blank() -> None:
    wrong = project(task(note=" "), task(), causes=("", "晚了"), keeper="")
    found = list(declared_required.check(wrong, FORM))
    assert fields(found, "required.blank") == ["keeper", "task.0.note", "indicators.0.cause"]
    assert found[0].values["label"] == "保管人"


def test_a_row_nobody_filled_asks_for_nothing() -> None:
    blank = Indicator(declared={"cause": ""})
    row = project().model_copy(update={"indicators": (blank,)})
    assert not list(declared_required.check(row, FORM))


def test_what_is_filled_and_what_need_not_be() -> None:
    assert not list(declared_required.check(project(task(name="", people=None)), FORM))
    assert not list(declared_required.check(project(state="", share=None, spent=None), FORM))
    assert not list(declared_required.check(part("李", ""), FORM))


def test_a_value_that_is_not_there_is_not_asked_for() -> None:
    assert not list(declared_required.check(Project(code="P1"), FORM))
