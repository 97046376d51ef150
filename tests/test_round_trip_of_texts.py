"""What is published is read back: from Word, PDF and plain text, whatever a unit has written."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parts import english
from parts.declared_form import asked, filled_in
from parts.declared_samples import filled_unit, form_of
from parts.text_units import unit_of
from parts.texts import folded, head_of, rows_of, sums, told
from test_any_declared_form import answers, unlike
from test_two_way_forms import ANSWER, FORM, UNIT
from xlperf import Form, FormError, read_text
from xlperf.budget import Goal, Indicator, Project, Target, Unit, UnitBudget, UnitPart
from xlperf.publishing import publish
from xlperf.publishing.texts.headings import Headings
from xlperf.publishing.texts.pdf_files import read_pdf
from xlperf.publishing.texts.pieces import Paragraph, TextTable
from xlperf.publishing.texts.sorting import sorted_text
from xlperf.reading.filled import Filled, FilledPart, FilledProject

KINDS = ("docx", "pdf", "txt")
LONG = ("docx", "pdf")
LENGTHS = (20, 60, 200, 600)


def printed(given_unit: Filled, folder: Path, kind: str) -> Path:
    """The unit's text as a file of this kind; plain text is taken out of the PDF."""
    path = folder / f"text.{'pdf' if kind == 'txt' else kind}"
    publish(given_unit, path, draft=True)
    if kind != "txt":
        return path
    form = given_unit.form
    assert form
    plain = path.with_suffix(".txt")
    plain.write_text("\n".join(lines_of(path.read_bytes(), form)), encoding="utf-8")
    return plain


def lines_of(content: bytes, form: Form) -> Sequence[str]:
    """A PDF as the programs give it that take text out of one: a line a row, cells by tabs."""
    found: list[str] = []
    for piece in read_pdf(content, "text.pdf", Headings.of(form)).pieces:
        if isinstance(piece, Paragraph):
            found += [piece.text, ""]
            continue
        found += ["\t".join(cells_of(piece, row)) for row in range(piece.rows)]
    return found


def cells_of(table: TextTable, row: int) -> Sequence[str]:
    """The cells of a row, those that another one covers blank."""
    cells = [""] * table.columns
    for each in table.row(row):
        cells[each.column] = each.text
    return cells


def by_code(filled: Filled) -> list[Project]:
    """The projects in the order of their codes: a text has them in that of their names."""
    return sorted((each.project for each in filled.projects), key=lambda each: each.code)


def assert_is_equal(back: Filled, given_unit: Filled) -> None:
    """All that went in came back, and nothing is left over."""
    assert [head_of(each) for each in by_code(back)] == [
        head_of(each) for each in by_code(given_unit)
    ]
    assert [rows_of(each) for each in by_code(back)] == [
        rows_of(each) for each in by_code(given_unit)
    ]
    assert back.part
    assert given_unit.part
    one, other = back.part.part, given_unit.part.part
    assert (one.overall, one.safeguards) == (other.overall, other.safeguards)
    assert sorted(one.goals, key=str) == sorted(other.goals, key=str)
    assert back.unit == given_unit.unit
    assert sums(back)[2] == len("（草稿）") * bool(told(back, "text.left-over"))
    assert told(back, "text.lost") == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(4))
def test_a_unit_comes_back_from_its_text(seed: int, kind: str, tmp_path: Path) -> None:
    longest = LENGTHS[seed] if kind != "txt" else 60
    unit = unit_of(seed, projects=1 + seed, longest=longest, rows=1 + seed % 3)
    assert_is_equal(read_text(printed(unit, tmp_path, kind), "hebei-2023"), unit)


@pytest.mark.long
@pytest.mark.parametrize("kind", LONG)
@pytest.mark.parametrize("seed", range(4, 24))
def test_many_units_come_back(seed: int, kind: str, tmp_path: Path) -> None:
    unit = unit_of(seed, projects=1 + seed % 4, longest=LENGTHS[seed % 4], rows=1 + seed % 3)
    assert_is_equal(read_text(printed(unit, tmp_path, kind), "hebei-2023"), unit)


@pytest.mark.long
@pytest.mark.parametrize("kind", LONG)
def test_120_projects_come_back(kind: str, tmp_path: Path) -> None:
    unit = unit_of(99, projects=120, longest=60, rows=2)
    assert_is_equal(read_text(printed(unit, tmp_path, kind), "hebei-2023"), unit)


@pytest.mark.long
@pytest.mark.parametrize("kind", LONG)
def test_cells_higher_than_a_page_come_back_whole(kind: str, tmp_path: Path) -> None:
    """A PDF does not say whether a space stood where a page ended."""
    unit = unit_of(98, projects=2, longest=2_500)
    back = read_text(printed(unit, tmp_path, kind), "hebei-2023")
    one, other = by_code(back), by_code(unit)
    assert folded([rows_of(each) for each in one]) == folded([rows_of(each) for each in other])
    assert folded([head_of(each) for each in one]) == folded([head_of(each) for each in other])
    if kind == "docx":
        assert_is_equal(back, unit)


def test_one_changed_character_in_the_answers_is_another_text(tmp_path: Path) -> None:
    unit = unit_of(5)
    (first, *rest) = unit.projects
    changed = first.project.model_copy(update={"purpose": f"鑫{first.project.purpose[1:]}"})
    other = replace(unit, projects=(replace(first, project=changed), *rest))
    back = read_text(printed(other, tmp_path, "docx"), "hebei-2023")
    assert_is_equal(back, other)
    with pytest.raises(AssertionError):
        assert_is_equal(back, unit)


def as_filled(form: Form, budget: UnitBudget) -> Filled:
    """A unit's answers as if they had been read."""
    projects = tuple(
        FilledProject(each, f"表{number}", {}) for number, each in enumerate(budget.projects, 1)
    )
    part = FilledPart(budget.part, "整体", {}) if form.unit and budget.part else None
    return Filled("unit.xlsx", form, budget.unit, projects, part)


@pytest.mark.parametrize("kind", LONG)
def test_a_form_with_a_two_way_table_comes_back(kind: str, tmp_path: Path) -> None:
    given_unit = as_filled(FORM, UnitBudget(unit=UNIT, projects=(ANSWER,)))
    back = read_text(printed(given_unit, tmp_path, kind), FORM)
    (project,) = back
    assert project.extra == ANSWER.extra
    assert (project.code, project.name, project.goal) == (ANSWER.code, ANSWER.name, ANSWER.goal)


ROWS_FIRST = '''
name    = "rows-first"
title   = "先列后填"
version = "1"
year    = 2026
money   = { unit = "万元", places = 2 }
rules   = []
[fields]
words = "text"
[project]
title   = "表"
drawing = """
| 一级     | 二级     | 三级     | 说明     |
| [level1] | [level2] | [level3] | [words]  |
| 编码     | {code}   | 名称     | {name}   |
"""
[taxonomy]
"满意度" = ["群众满意度"]
'''


@pytest.mark.parametrize("kind", LONG)
def test_a_table_that_begins_with_its_rows_goes_on_over_pages(kind: str, tmp_path: Path) -> None:
    form = Form.parse(ROWS_FIRST)
    rows = tuple(
        Indicator(level1="满意度", level2="群众满意度", level3=f"第{number}项",
                  declared={"words": "长" * 300})
        for number in range(4)
    )  # fmt: skip
    projects = tuple(Project(code=f"P{n}", name=f"讲座{n}", indicators=rows) for n in (1, 2))
    budget = UnitBudget(unit=Unit(code="125001", name="社区办"), projects=projects)
    back = read_text(printed(as_filled(form, budget), tmp_path, kind), form)
    assert [(each.code, each.name) for each in by_code(back)] == [("P1", "讲座1"), ("P2", "讲座2")]
    for each in by_code(back):
        assert [one.declared["words"] for one in each.indicators] == ["长" * 300] * 4


@pytest.mark.parametrize("kind", LONG)
def test_an_english_text_comes_back_from_its_ragged_lines(kind: str, tmp_path: Path) -> None:
    form = english.form()
    names = ("School 1 programme", "School 2 programme")
    row = Indicator(
        level1="Output", level2="Places", level3="New places opened", basis="Plan",
        description="Places opened by July (first stage)", target=Target.parse("≥20 places"),
    )  # fmt: skip
    purpose = "Teach more children to read and write well in (1) towns"
    projects = tuple(
        Project(code=f"A{number}", name=name, purpose=purpose, goal="Places", indicators=(row,))
        for number, name in enumerate(names)
    )
    part = UnitPart(
        overall=(
            "Better schools.",
            "(1) More places in every town of the district, without any delay at all.",
        ),
        goals=tuple(Goal(project=name, text="Open places.\nTeach children.") for name in names),
        safeguards=("Weekly review.", "Monthly report."),
    )
    unit = Unit(code="125001", name="Some District")
    budget = UnitBudget(unit=unit, projects=projects, part=part)
    back = read_text(printed(as_filled(form, budget), tmp_path, kind), form)
    assert back.part
    assert back.part.part == part
    assert [rows_of(each) for each in by_code(back)] == [rows_of(each) for each in projects]
    assert [each.purpose for each in by_code(back)] == [purpose] * 2
    assert sums(back)[2] == 0


@pytest.mark.parametrize("kind", LONG)
@pytest.mark.parametrize("name", ["monitor-2019", "selfeval-2020", "grant-return"])
def test_of_a_shipped_form_nothing_is_left_over(name: str, kind: str, tmp_path: Path) -> None:
    form = form_of(name)
    budget = filled_unit(form)
    back = read_text(printed(as_filled(form, budget), tmp_path, kind), form)
    assert len(back.projects) == len(budget.projects)
    assert sums(back)[2] == 0
    assert told(back, "text.wrap-unclear") == []
    for one, other in zip(by_name(back), sorted(budget.projects, key=name_of), strict=True):
        given_values = stripped(answers(other))[0]
        ours = stripped(answers(one))[0]
        assert {each: ours[each] for each in given_values} == given_values


def by_name(filled: Filled) -> list[Project]:
    """The projects in the order of their names: a form may draw no code."""
    return sorted((each.project for each in filled.projects), key=name_of)


def name_of(project: Project) -> str:
    """What such projects are put in order by."""
    return project.name


@settings(
    max_examples=15, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large,
                           HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(st.data())
def test_whatever_a_form_declares_comes_back_from_word(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    made = data.draw(asked())
    try:
        form = Form.model_validate(made.table)
    except FormError:
        return
    budget = data.draw(filled_in(form, made))
    folder = tmp_path_factory.mktemp("text")
    back = read_text(printed(as_filled(form, budget), folder, "docx"), form)
    refused = [path for each in back.projects for path in each.refused]
    for one, other in zip(by_code(back), sorted(budget.projects, key=code_of), strict=True):
        ours, theirs = stripped(answers(one)), stripped(answers(other))
        assert ours == theirs or refused, unlike(ours, theirs)  # what is not exact is no value


def stripped(value: Any) -> Any:
    """Answers without what no print shows: a tab is a space, and there is none at the ends."""
    if isinstance(value, str):
        return value.replace("\t", " ").strip()
    if isinstance(value, dict):
        return {name: stripped(each) for name, each in value.items()}
    return type(value)(map(stripped, value)) if isinstance(value, tuple | list) else value


def code_of(project: Project) -> str:
    """What projects are put in order by."""
    return project.code


def test_a_part_of_several_paragraphs_is_sorted_by_its_headings(tmp_path: Path) -> None:
    unit = unit_of(7)
    headings = Headings.of(Form.load("hebei-2023"))
    content = printed(unit, tmp_path, "pdf").read_bytes()
    parts = sorted_text(read_pdf(content, "text.pdf", headings), headings)
    assert [name for name, _ in parts.prose] == ["overall", "goals.text", "safeguards"]
    assert unit.part
    assert isinstance(unit.part.part, UnitPart)
