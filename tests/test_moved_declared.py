"""What people move, sort, hide, copy and delete in forms with fields of their own.

In a real LibreOffice: every value is its own afterwards, or a finding tells of it.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from parts.declared_samples import filled_unit, form_of, workbook
from parts.desk import Desk, Step
from parts.only_its_own import HEARD, QUIET, Allowed, only_its_own, records_of
from test_grouped_lists import STEPS, TABLE, issued_of
from xlperf import Form, generate, read
from xlperf.budget import Master, Unit, UnitBudget
from xlperf.reading import Filled
from xlperf.reading.one_file import read_all

pytestmark = pytest.mark.long

CENSUS, WHOLE, SELF, GROUPED = "census", "department-whole", "selfeval-2020", "grouped"
SHEETS = {
    CENSUS: "1.项目1", SELF: "1.项目1", WHOLE: "部门（单位）整体支出绩效目标表",
    GROUPED: "项目进度表",
}  # fmt: skip
OTHER = "另一单位"


class Story(NamedTuple):
    """What is done on which form, what is told of it (code and cell), and whether it is done.

    `added` is what a row that was put in says.
    """

    form: str
    steps: Sequence[Mapping[str, object]]
    told: tuple[str, ...] = ()
    works: bool = True
    is_open: bool = True
    only: str = ""
    added: str = ""


def do(cell: str, command: str, **settings: str | int | bool) -> Mapping[str, object]:
    """A command of the menus on a range."""
    return {"cell": cell, "command": command, "with": settings}


def sort(cells: str, column: int) -> Mapping[str, object]:
    """Data, Sort: downwards by one column, counted from 1."""
    how = {"ByRows": True, "HasHeader": False, "IncludeAttribs": False}
    return do(cells, "DataSort", **how, Col1=column, Ascending1=False)


def row_out(row: int) -> Mapping[str, object]:
    return {"delete_row": row}


def row_in(row: int) -> Mapping[str, object]:
    return {"insert_row": row}


def typed(cell: str, text: str) -> Mapping[str, object]:
    return {"cell": cell, "paste": text}


STORIES = {
    # Rows of tables.
    "rows of a table sorted under protection": Story(
        WHOLE, [sort("C8:G10", 1)], ("issued.entry-moved C8",), is_open=False
    ),
    "rows of a table sorted, keys and all": Story(WHOLE, [sort("A8:I10", 3)]),
    "rows of a table sorted with its spare ones": Story(WHOLE, [sort("A8:I16", 3)]),
    "rows of a table beside a two-way one sorted": Story(CENSUS, [sort("A12:F14", 4)]),
    "a row of a table deleted": Story(WHOLE, [row_out(9)], ("issued.entry-gone C8",)),
    "a row of the other table deleted": Story(WHOLE, [row_out(21)], ("issued.row-gone C20",)),
    "the last row of a table deleted": Story(CENSUS, [row_out(14)], ("issued.entry-gone B12",)),
    "every row of a table deleted": Story(
        CENSUS, [do("12:16", "DeleteRows")], ("issued.entry-gone",)
    ),
    "the heading of a table deleted": Story(
        CENSUS, [row_out(11)], ("issued.entry-gone", "layout.label-missing D5")
    ),
    "a row put in among those of a table": Story(
        WHOLE, [row_in(9), typed("C9", "新任务"), typed("E9", "7.5")], added="新任务"
    ),
    "a row put in behind those of a table": Story(
        WHOLE,
        [row_in(17), typed("C17", "新任务"), typed("E17", "7.5")],
        ("computed.differs E18",),
        added="新任务",
    ),
    "a blank row put in between two tables": Story(WHOLE, [row_in(19)]),
    "rows of a table hidden": Story(
        WHOLE, [do("9:10", "HideRow")], ("row.hidden C9", "row.hidden C10")
    ),
    # Two-way tables.
    "a row of a two-way table deleted": Story(SELF, [row_out(10)], ("layout.label-missing C5",)),
    "the headings of a two-way table deleted": Story(
        SELF, [row_out(7)], ("layout.label-missing E5", "layout.label-missing I5")
    ),
    "a row put in inside a two-way table": Story(SELF, [row_in(10)]),
    "a column put in inside a two-way table": Story(CENSUS, [do("E:E", "InsertColumnsBefore")]),
    "a column put in between number and unit": Story(SELF, [do("H:H", "InsertColumnsBefore")]),
    "a column of a two-way table deleted": Story(
        CENSUS, [do("E:E", "DeleteColumns")], ("layout.label-missing B6",)
    ),
    "a column of a two-way table hidden": Story(
        CENSUS, [do("E:E", "HideColumn")], ("column.hidden E7",)
    ),
    "the hidden column of keys deleted": Story(SELF, [do("A:A", "DeleteColumns")]),
    "rows of a two-way table sorted": Story(
        CENSUS, [sort("A7:F8", 4)], ("layout.label-missing C5",)
    ),
    "columns moved": Story(CENSUS, [do("D6:D10", "Cut"), do("H6", "Paste")], ("layout.moved H6",)),
    "one cell deleted: refused beside merged ones": Story(
        CENSUS, [do("D7", "DeleteCell", Flags="U")], works=False
    ),
    "a cell put in, the others moved right": Story(
        SELF, [do("E8", "InsertCell", Flags=">")], ("issued.changed E8", "layout.ambiguous F8")
    ),
    # Computed cells.
    "a computed cell typed over": Story(CENSUS, [typed("F9", "99")], ("computed.differs F9",)),
    "a computed cell cleared": Story(
        CENSUS, [{"cell": "F9", "clear": True}], ("computed.differs D10",)
    ),
    "a computed cell typed over under protection": Story(
        CENSUS, [typed("F9", "99")], works=False, is_open=False
    ),
    # Sheets.
    "a sheet renamed": Story(SELF, [{"rename": "Sheet1"}]),
    "a sheet put first": Story(CENSUS, [{"move_to": 0}]),
    "a sheet copied": Story(CENSUS, [{"copy": "1.项目1 (2)"}], ("seal.twice", "sheet.twice C5")),
    "the unit's own sheet copied": Story(WHOLE, [{"copy": "副本"}], ("part.twice",)),
    "a sheet alone in a new workbook": Story(SELF, [], only=SHEETS[SELF]),
    "the unit's own sheet alone in a new workbook": Story(WHOLE, [], only=SHEETS[WHOLE]),
    "the sheet of another unit brought in": Story(
        WHOLE, [{"bring": WHOLE}], ("part.twice", "seal.other-workbook")
    ),
    "a project of another unit brought in": Story(
        CENSUS, [{"bring": CENSUS}], ("seal.other-workbook",)
    ),
    "a list of another unit brought in": Story(
        GROUPED, [{"bring": GROUPED}], ("seal.other-workbook",)
    ),
    # Grouped lists.
    "a column of a grouped list hidden": Story(
        GROUPED, [do("F:F", "HideColumn")], ("column.hidden F6", "column.hidden F9")
    ),
    "a column put in in a grouped list": Story(GROUPED, [do("F:F", "InsertColumnsBefore")]),
    "a column of a grouped list deleted": Story(
        GROUPED, [do("F:F", "DeleteColumns")], ("layout.label-missing B5",)
    ),
    "a row put in in a grouped list": Story(
        GROUPED, [row_in(7), typed("E7", "验收")], added="验收"
    ),
    "a row of a grouped list deleted": Story(
        GROUPED, [row_out(6)], ("issued.changed C6", "issued.entry-gone E6")
    ),
    "a grouped list renamed": Story(GROUPED, [{"rename": "表"}]),
    "a grouped list copied": Story(
        GROUPED, [{"copy": "副本"}], ("seal.twice", "sheet.twice B6", "sheet.twice B9")
    ),
}
SUFFIXES = (".xlsx", ".ods", ".xls")


def form_named(name: str) -> Form:
    return Form.parse(TABLE) if name == GROUPED else form_of(name)


def sent(name: str) -> bytes:
    return issued_of(*STEPS, form=form_named(name)) if name == GROUPED else workbook(form_of(name))


def sent_to_another(name: str) -> bytes:
    """The same form, filled in by another unit."""
    form, other = form_named(name), Unit(code="125999", name=OTHER)
    budget = UnitBudget(unit=other, projects=STEPS) if name == GROUPED else filled_unit(form)
    projects = tuple(each.model_copy(update={"code": f"X{each.code}"}) for each in budget.projects)
    theirs = budget.model_copy(update={"unit": other, "projects": projects})
    known = UnitBudget(unit=other, projects=tuple(
        each.model_copy(update={"declared": {}, "rows": {}, "indicators": (), "goal": ""})
        for each in projects
    ))  # fmt: skip
    master = Master(money=form.money, units=(known,))
    (made,) = generate(form, master, answers={other.code: theirs})
    return made.content


@pytest.fixture(scope="module", params=SUFFIXES)
def done(
    request: pytest.FixtureRequest, desk: Desk, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[Filled, bool]]:
    """What is read after each story, and whether its last step did anything, in one format."""
    folder = tmp_path_factory.mktemp("issued")
    for name in SHEETS:
        (folder / f"{name}.xlsx").write_bytes(sent(name))
        (folder / f"{name}-other.xlsx").write_bytes(sent_to_another(name))
    jobs = [(folder / f"{each.form}.xlsx", [*_steps(each, folder)]) for each in STORIES.values()]
    filled = desk.filled_all(jobs, request.param, [each.only for each in STORIES.values()])
    return {
        name: (next(read_all([result], form_named(STORIES[name].form))),
               all(each["changed"] for each in seen))
        for name, (result, seen) in zip(STORIES, filled, strict=True)
    }  # fmt: skip


def _steps(story: Story, folder: Path) -> list[Step]:
    sheet = SHEETS[story.form]
    opened = [{"unprotect": True}] if story.is_open and story.steps else []
    steps: list[Step] = []
    for each in (*opened, *story.steps):
        brought = {"bring": str(folder / f"{each['bring']}-other.xlsx")} if "bring" in each else {}
        steps.append({"sheet": sheet, **each, **brought})  # type: ignore[arg-type]
    return steps


@pytest.mark.parametrize("name", STORIES)
def test_what_a_person_moves_is_its_own_or_told(
    done: dict[str, tuple[Filled, bool]], name: str
) -> None:
    filled, worked = done[name]
    story = STORIES[name]
    form = form_named(story.form)
    assert worked is story.works
    before = read(sent(story.form), form)
    known = [each.code for each in before.findings if each.level in HEARD]
    only_its_own(form, filled, records_of(before), Allowed(known, added=story.added))
    told = {f"{f.code} {f.place.cell}".strip() for f in filled.findings
            if f.level in HEARD and f.code not in (*QUIET, *known)}  # fmt: skip
    if filled.file.endswith(".xlsx"):
        assert told >= {*story.told}
    if told or not all(each.startswith("computed.") for each in story.told):  # a blank is an info
        assert bool(told) is bool(story.told), sorted(told)
