"""Results go to JSON and come back the same, whatever was typed into the workbook."""

import datetime
import json
from dataclasses import replace
from pathlib import Path

import pydantic
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parts import samples
from xlperf import Form, read
from xlperf.budget import Plan, PlanPoint, Project, Target
from xlperf.excel.reading.book import Book, read_grids
from xlperf.findings import Finding, Level, OwnText, Place
from xlperf.reading import Filled, one_file
from xlperf.sheet import Comment, Grid, Read

ROOT = Path(__file__).parents[1]
KEPT = sorted((ROOT / "workbooks").rglob("*.xlsx"))
FORMS = ("hebei-2023", "central-2021")
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
figures = st.decimals(allow_nan=False, allow_infinity=False)
typed = st.one_of(
    texts,
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-(10**18), 10**18),
    st.booleans(),
    st.dates(datetime.date(1900, 3, 1)).map(lambda day: datetime.datetime(day.year, day.month, 1)),
    st.sampled_from(["", "≥95%", "约30", "30万元", "𠮷", "ＡＢ１２", "\u200b", '"\\\n']),
)


def back(result: Filled) -> Filled:
    return Filled.model_validate_json(result.model_dump_json())


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_every_workbook_of_the_gallery(path: Path) -> None:
    filled = read(path)
    assert back(filled) == filled
    for project in filled:
        assert Project.model_validate_json(project.model_dump_json()) == project
    for finding in filled.findings:
        again = Finding.model_validate_json(finding.model_dump_json())
        assert again == finding
        assert (again.message(), again.blocks) == (finding.message(), finding.blocks)


def grids_of(form: str) -> list[Grid]:
    return list(read_grids(samples.workbook(form), ""))


GRIDS = {form: grids_of(form) for form in FORMS}


@settings(max_examples=60, deadline=None)
@given(data=st.data(), form=st.sampled_from(FORMS))
def test_whatever_was_typed(data: st.DataObject, form: str) -> None:
    grids = [_typed_over(grid, data) for grid in GRIDS[form]]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(one_file, "read_book", lambda *_: Book(tuple(grids)))
        filled = read(b"", name=data.draw(texts))
    assert back(filled) == filled
    assert back(filled).model_dump_json() == filled.model_dump_json()


def _typed_over(grid: Grid, data: st.DataObject) -> Grid:
    """A sheet with a few values typed over it, an error, and what somebody noted."""
    filled = [*grid.filled(grid.origin.row, grid.bottom + 1)]
    if grid.hidden or not filled or data.draw(st.booleans()):
        return grid
    rows: list[list[Read]] = [list(row) for row in grid.rows]
    cells = data.draw(st.lists(st.sampled_from(filled), max_size=5))
    for cell in cells:
        row = rows[cell.row - grid.origin.row]
        row[cell.column - grid.origin.column] = data.draw(typed)
    comments = {cell: Comment(data.draw(texts), data.draw(texts)) for cell in cells[:2]}
    errors = dict.fromkeys(cells[2:3], "#N/A")
    return replace(grid, rows=rows, comments=comments, errors=errors)


own_texts = st.builds(
    OwnText,
    says=st.fixed_dictionaries({"zh": texts, "en": texts}),
    mend=st.fixed_dictionaries({"zh": texts, "en": texts}),
    level=st.sampled_from(Level),
    opinion=texts,
    justifiable=st.booleans(),
)
findings = st.builds(
    Finding,
    code=texts,
    level=st.sampled_from(Level),
    place=st.builds(Place, texts, texts, texts),
    project=texts,
    field=texts,
    found=texts,
    values=st.dictionaries(texts, texts, max_size=3),
    justification=texts,
    own=st.none() | own_texts,
)
projects = st.builds(
    Project,
    code=texts,
    name=texts,
    budget=st.none() | figures,
    fiscal=st.none() | figures,
    plan=st.builds(
        Plan,
        points=st.lists(st.builds(PlanPoint, date=texts, percent=st.none() | figures)).map(tuple),
    ),
    extra=st.dictionaries(texts, texts, max_size=3),
)


@given(findings)
def test_every_finding(finding: Finding) -> None:
    assert Finding.model_validate_json(finding.model_dump_json()) == finding


@given(projects)
def test_every_project_to_the_last_digit(project: Project) -> None:
    again = Project.model_validate_json(project.model_dump_json())
    assert again == project
    assert str(again.budget) == str(project.budget)


def test_a_form_of_ones_own_comes_back_whole_and_so_does_one_changed_in_python() -> None:
    form = Form.load("hebei-2023")
    own = Form.parse(form.source.replace("三级指标", "第三级"))
    changed = form.model_copy(update={"year": 2031, "levels": {"plan.flat": Level.OFF}})
    for each in (own, changed):
        filled = replace(read(KEPT[0]), form=each)
        again = back(filled).form
        assert again == each
        assert again
        assert again.source == each.source
        assert again.labels == each.labels


def test_the_name_of_a_file_that_is_no_text_comes_back_too() -> None:
    filled = Filled("\udcb1\udced.xlsx", findings=(Finding("file.broken", Level.ERROR),))
    assert back(filled) == filled
    json.loads(filled.model_dump_json())


def test_json_that_is_none_or_of_something_else_is_refused() -> None:
    for text in ("", "{", '{"code": "x"}', '{"code": "x", "level": "error", "more": 1}', "[1]"):
        with pytest.raises(pydantic.ValidationError):
            Finding.model_validate_json(text)
    with pytest.raises(pydantic.ValidationError):
        Finding.model_validate_json('{"code": "x", "level": "grave"}')


def test_json_may_be_laid_out_and_figures_in_it_are_texts() -> None:
    target = Target.parse("≥95 百分比")
    assert json.loads(target.model_dump_json())["number"] == "95"
    place = Place("a.xlsx", "表", "B3")
    assert place.model_dump_json(indent=2).splitlines()[1] == '  "file": "a.xlsx",'
