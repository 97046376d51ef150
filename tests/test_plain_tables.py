"""Tables in plain text: a figure broken over lines is no page number, and a row no contents."""

import pytest

from parts.texts import HEAD, HEADING, ROW, head_of, lines, rows_of, sums, told
from xlperf import read_text
from xlperf.reading.filled import Filled

FORM = "hebei-2023"
OTHER, PLAN = "其他资金\t\n", "\t25%\t\t50%\t75%\t100%\t\n"


def read_with(old: str, new: str) -> Filled:
    """The table of one project, with one thing in it changed."""
    text = lines()
    assert text.count(old) == 1
    filled = read_text(text.replace(old, new).encode(), FORM, name="a.txt")
    whole, taken, left = sums(filled)
    assert whole == taken + left
    assert told(filled, "text.lost") == []
    return filled


def plan_of(filled: Filled) -> list[str]:
    """The percents of the plan that were taken."""
    (project,) = filled
    return [str(point.percent) for point in project.plan]


@pytest.mark.parametrize(
    ("figure", "whole"),
    [
        ("12\n00\n", "1200"),
        ("12\n50\n", "1250"),
        ("12\r\n50\r\n", "1250"),
        ("12\n00.00\n", "1200.00"),
        ("12\n.50\n", "12.50"),
        ("12.\n50\n", "12.50"),
        ("1,\n200\n", "1,200"),
        ("1\n2\n00\n", "1200"),
        ("12\n00\n\x0c", "1200"),  # a page ends there, and has no such number
    ],
)
def test_a_figure_broken_over_lines_is_refused_whole(figure: str, whole: str) -> None:
    filled = read_with(OTHER, f"其他资金\t{figure}")
    (one,) = filled.projects
    assert one.project.other is None
    assert one.refused == {"other"}
    (found,) = (each for each in filled.findings if each.code == "text.figure-cut")
    assert (found.found, found.place.cell) == (whole, "G5")
    assert found.blocks
    assert sums(filled)[2] == len(whole)
    assert len(one.project.indicators) == 1
    assert one.project.purpose == "讲课费"


@pytest.mark.parametrize(
    "number",
    [
        "12\n50\n\x0c",
        "12\n50\n\n\x0c\n",
        "12\x0c50\n",
        "12\n\n50\n\n",
        "12\n- 50 -\n",
        "12\n第50页\n",
    ],
)
def test_the_number_of_a_page_takes_no_figure_with_it(number: str) -> None:
    filled = read_with(OTHER, f"其他资金\t{number}")
    (one,) = filled.projects
    assert str(one.project.other) == "12"
    assert not one.refused
    assert told(filled, "text.figure-cut") == []
    assert sums(filled)[2] == 0


def test_a_number_below_a_row_that_ends_in_no_figure_is_that_of_a_page() -> None:
    for old in (OTHER, "绩效目标\t办好讲座\t\t\t\t\t\n", "\t工作计划\n"):
        filled = read_with(old, f"{old}50\n")
        assert told(filled, "text.figure-cut") == []
        assert sums(filled)[2] == 0
    percents = read_with(PLAN, "\t25%\t\t50%\t75%\t100%\n50\n")
    assert plan_of(percents) == ["25", "50", "75", "100"]


def test_a_figure_at_the_end_of_a_text_is_refused_with_its_cell() -> None:
    filled = read_with("\t工作计划\n", "\t计划2023\n12\n")
    (one,) = filled.projects
    assert one.refused == {"indicators.0.basis"}
    assert told(filled, "text.figure-cut")[0].endswith("|计划202312")


def test_noughts_between_blank_lines_number_no_page_and_are_told() -> None:
    filled = read_with(OTHER, "其他资金\t12\n\n00\n\n")
    assert [each.split("|")[1] for each in told(filled, "text.left-over")] == ["00"]
    assert sums(filled)[2] == 2


@pytest.mark.parametrize(
    ("row", "refused"),
    [("\t\t\t\t\t100\n", "plan.dec"), ("\t\t\t75\t\t\n", "plan.jun"), ("\t25\n", "plan.mar")],
)
def test_blank_cells_and_one_number_are_a_row(row: str, refused: str) -> None:
    """A percent without its sign is refused at its own place, and the others stay blank."""
    filled = read_with(PLAN, row)
    (one,) = filled.projects
    assert one.refused == {refused}
    assert told(filled, "layout.cell-missing") == []
    assert len(told(filled, "value.percent")) == 1
    assert len(read_with(PLAN, row.replace(row.strip(), f"{row.strip()}%")).projects) == 1


def test_a_title_with_a_number_among_rows_is_a_row() -> None:
    filled = read_with("\t讲课费\t\t\t\t\t\n", "\t讲课费\t\t\t\t\t\n讲课场次\t12\n")
    assert "讲课场次" not in "".join(told(filled, "text.left-over"))
    assert [each.split("|")[1] for each in told(filled, "layout.stray")] == ["讲课场次"]
    assert [each.split("|")[1] for each in told(filled, "layout.ambiguous")] == ["讲课费 / 12"]


def test_lines_of_contents_are_none() -> None:
    contents = "目录\n\n一、总体绩效目标....\t2\n1.讲座绩效目标表\t\t3\n4\n\n"
    part = "第二部分 预算项目绩效目标\n\n"
    filled = read_text((contents + part + lines()).encode(), FORM, name="a.txt")
    assert len(filled.projects) == 1
    assert sums(filled)[2] == 0


@pytest.mark.parametrize("number", range(1, len(HEAD) + 1))
def test_a_row_that_stands_apart_is_no_heading_printed_again(number: int) -> None:
    """Its labels are half of it, or all; without it the table would lack them."""
    row = "\t".join((*HEAD, HEADING)[number])
    apart = read_with(row, f"\n{row}\n")
    (project,), (whole,) = apart, read_text(lines().encode(), FORM, name="a.txt")
    assert (head_of(project), rows_of(project)) == (head_of(whole), rows_of(whole))
    assert not any(each.refused for each in apart.projects)
    assert sums(apart)[2] == 0


def test_a_heading_printed_again_is_dropped_but_not_with_an_answer_in_it() -> None:
    row, heading = "\t".join(ROW), "\t".join(HEADING)
    again = read_with(row, f"{row}\n\n{heading}\n\n{row}")
    (project,) = again
    assert len(project.indicators) == 2
    assert sums(again)[2] == 0
    answered = read_with(row, f"{row}\n\n{heading.replace('指标值确定依据', '另有一句')}\n\n{row}")
    strays = [each.split("|")[1] for each in told(answered, "layout.stray")]
    assert "另有一句" in strays
    budget = "\t".join(HEAD[1]).replace("30.00", "99.00")
    twice = read_with(row, f"{row}\n\n{budget}\n")
    assert len(told(twice, "layout.unread")) == 1
    assert sums(twice)[2] == len("".join(budget.split()))
