"""What people move, sort, hide, copy and merge: the same figures afterwards, or a finding there.

First by somebody in a real LibreOffice, then on tables that somebody drew by hand.
"""

from collections.abc import Sequence
from typing import NamedTuple

import pytest

from parts import samples
from parts.desk import Desk, Step
from parts.equal_or_told import equal_or_told
from xlperf import Form
from xlperf.findings.finding import Level
from xlperf.reading.filled import Filled
from xlperf.reading.one_file import read_all

pytestmark = pytest.mark.long

SHEET = "1.居民技能培训"
OPEN: Step = {"sheet": SHEET, "unprotect": True}
EXPECTED = samples.filled_unit(Form.load("hebei-2023")).projects


def do(cell: str, command: str, **settings: str | int | bool) -> Step:
    """A command of the menus on a range of the first project."""
    return {"sheet": SHEET, "cell": cell, "command": command, "with": settings}


def sort(cells: str, column: int) -> Step:
    """Data, Sort: downwards by one column, counted from 1."""
    how = {"ByRows": True, "HasHeader": False, "IncludeAttribs": False}
    return do(cells, "DataSort", **how, Col1=column, Ascending1=False)


def merge(cells: str) -> Step:
    """Cells joined; what all but the first hold stays below."""
    return {"sheet": SHEET, "cell": cells, "merge": True}


def paste(cell: str, text: str) -> Step:
    """Put in as pasting does."""
    return {"sheet": SHEET, "cell": cell, "paste": text}


def clear(cell: str) -> Step:
    """The Delete key; before merging, what is left is what Excel leaves."""
    return {"sheet": SHEET, "cell": cell, "clear": True}


class Story(NamedTuple):
    """What is done, the errors it must lead to (code and cell), and whether it did anything."""

    steps: Sequence[Step]
    errors: tuple[str, ...] = ()
    works: bool = True
    only: str = ""


STORIES = {
    "rows sorted under protection": Story([sort("B13:J21", 4)]),
    "rows sorted, hidden keys and all": Story([OPEN, sort("A13:L21", 4)]),
    "rows sorted with the spare ones": Story([OPEN, sort("B13:J27", 4)]),
    "sheet renamed": Story([{"sheet": SHEET, "rename": "Sheet1"}]),
    "sheet put first": Story([{"sheet": SHEET, "move_to": 0}]),
    "sheet copied": Story(
        [{"sheet": SHEET, "copy": f"{SHEET} (2)"}], ("seal.twice ", "sheet.twice C5")
    ),
    "sheet alone in a new workbook": Story([], only=SHEET),
    "renamed sheet alone in a new workbook": Story([{"sheet": SHEET, "rename": "甲"}], only="甲"),
    "rows hidden under protection": Story([do("14:15", "HideRow")], works=False),
    "rows hidden": Story([OPEN, do("6:6", "HideRow"), do("14:15", "HideRow")]),
    "a column hidden": Story([OPEN, do("H:H", "HideColumn")]),
    "a row put in between amounts": Story([OPEN, {"sheet": SHEET, "insert_row": 6}]),
    "a row put in between dates and plan": Story([OPEN, {"sheet": SHEET, "insert_row": 9}]),
    "a column put in inside a merged cell": Story([OPEN, do("E:E", "InsertColumnsBefore")]),
    "a column put in between sign and number": Story([OPEN, do("H:H", "InsertColumnsBefore")]),
    "an indicator deleted": Story(
        [OPEN, {"sheet": SHEET, "delete_row": 14}], ("indicators.level2-missing B13",)
    ),
    "the row of amounts deleted": Story(
        [OPEN, {"sheet": SHEET, "delete_row": 6}], ("layout.stray C6",)
    ),
    "the row of dates deleted": Story(
        [OPEN, {"sheet": SHEET, "delete_row": 8}], ("layout.label-missing C5",)
    ),
    "the column of numbers deleted": Story(
        [OPEN, do("H:H", "DeleteColumns")], ("layout.stray G13",)
    ),
    "the column of second levels deleted": Story(
        [OPEN, do("C:C", "DeleteColumns")], ("layout.label-missing B6", "layout.cell-missing B5")
    ),
    "the hidden column of keys deleted": Story([OPEN, do("A:A", "DeleteColumns")]),
    "two numbers merged": Story(
        [OPEN, merge("H13:H14")], ("cell.covered H14", "cell.merged-figure H13")
    ),
    "two figures of the plan merged": Story([OPEN, merge("E9:F9")], ("cell.covered F9",)),
    "a label merged with its amount": Story([OPEN, merge("C6:D6")], ("cell.covered D6",)),
    "sign, number and unit merged": Story(
        [OPEN, merge("G13:I13")], ("cell.covered H13", "cell.covered I13")
    ),
    "a number wiped and merged with the one above": Story(
        [OPEN, clear("H14"), merge("H13:H14")], ("cell.merged-figure H13",)
    ),
    "a number wiped and merged with its heading": Story(
        [OPEN, clear("H13"), merge("H12:H13")], ("cell.merged-figure H13",)
    ),
    "a share wiped and merged with the one before": Story([OPEN, clear("F9"), merge("E9:F9")]),
    "an amount wiped and merged with its label": Story(
        [OPEN, clear("D6"), merge("C6:D6")], ("issued.changed D6",)
    ),
    "a label wiped and merged with the one before": Story(
        [OPEN, clear("E6"), merge("D6:E6")], ("layout.label-missing E6", "layout.stray F6")
    ),
    "one number cell deleted, the others moved up": Story(
        [OPEN, do("H13", "DeleteCell", Flags="U")], ("indicators.number-missing I15",)
    ),
    "one cell put in, the amounts moved right": Story(
        [OPEN, do("D6", "InsertCell", Flags=">")], ("layout.stray E6", "issued.changed D6")
    ),
    "a code made a number": Story(
        [OPEN, do("C5", "NumberFormatStandard"), paste("C5", "13081123")],
        ("value.code-number C5",),
    ),
}  # fmt: skip
SUFFIXES = (".xlsx", ".ods", ".xls")


@pytest.fixture(scope="module", params=SUFFIXES)
def done(
    request: pytest.FixtureRequest, desk: Desk, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[Filled, bool]]:
    """What is read after each story, and whether its last step did anything, in one format."""
    path = tmp_path_factory.mktemp("issued") / f"{samples.UNIT.code}.xlsx"
    path.write_bytes(samples.workbook())
    jobs = [(path, story.steps) for story in STORIES.values()]
    filled = desk.filled_all(jobs, request.param, [story.only for story in STORIES.values()])
    return {
        name: (next(read_all([result])), all(each["changed"] for each in seen))
        for name, (result, seen) in zip(STORIES, filled, strict=True)
    }


@pytest.mark.parametrize("name", STORIES)
def test_what_a_person_moves_is_equal_or_told(
    done: dict[str, tuple[Filled, bool]], name: str
) -> None:
    filled, worked = done[name]
    story = STORIES[name]
    assert worked is story.works
    equal_or_told(filled, EXPECTED)
    told = {f"{f.code} {f.place.cell}" for f in filled.findings if f.level is Level.ERROR}
    if filled.form and filled.file.endswith(".xlsx"):
        assert told >= {*story.errors}
    assert bool(told) is bool(story.errors), sorted(told)
