"""Two copies of one workbook joined: declared fields, tables of a form's own, grouped lists."""

import io
from collections.abc import Callable, Mapping
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from parts.rounds import DUE, IN_TIME, NAME, took_in
from test_any_declared_form import answers
from test_declared_sync import ANSWERED as TWO_SHEETS
from test_declared_sync import FORM as SHEETS
from test_grouped_lists import STEPS, TABLE, UNIT
from xlperf import Form, RoundError, generate, read
from xlperf.budget import Master, Project, Row, UnitBudget
from xlperf.reading import Filled
from xlperf.rounds import distribute, join_copies, open_round
from xlperf.rounds.ledger import HALVES

pytestmark = pytest.mark.usefixtures("quick")

LATER = IN_TIME + timedelta(days=1)
LIST = Form.parse(TABLE)
BOTH = UnitBudget(unit=UNIT, projects=STEPS)
BLANK = UnitBudget(unit=UNIT, projects=tuple(
    Project(code=each.code, name=each.name, budget=each.budget) for each in STEPS
))  # fmt: skip


def with_rows(budget: UnitBudget, **rows: tuple[Row, ...]) -> UnitBudget:
    """The answers with other rows for some projects, by their codes."""
    projects = tuple(
        each.model_copy(update={"rows": {"step": rows[each.code]}}) if each.code in rows else each
        for each in budget.projects
    )
    return budget.model_copy(update={"projects": projects})


def known(form: Form, budget: UnitBudget) -> Master:
    projects = tuple(
        Project(code=each.code, name=each.name, budget=each.budget) for each in budget.projects
    )
    return Master(money=form.money, units=(UnitBudget(unit=budget.unit, projects=projects),))


def typed(form: Form, answers: UnitBudget) -> bytes:
    """The workbook as it was issued in the round, with these answers typed into it."""
    master = known(form, answers)
    terms = {"due": str(DUE), "contact": "", "round_name": NAME}
    (made,) = generate(form, master, **terms)
    (whole,) = generate(form, master, answers={answers.unit.code: answers}, **terms)
    book, filled = load_workbook(io.BytesIO(made.content)), load_workbook(io.BytesIO(whole.content))
    for sheet in filled.worksheets:
        if sheet.title not in ("标识", "清单"):
            for row in sheet.iter_rows():
                for cell in row:
                    is_open = not cell.protection.locked
                    if is_open and cell.value is not None and cell.column > 1:
                        book[sheet.title][cell.coordinate].value = cell.value
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def round_of(folder: Path, form: Form, *copies: bytes) -> Path:
    """A round of one unit, in which these copies came in."""
    place = folder / "r"
    unit = STEPS if form is LIST else TWO_SHEETS.projects
    budget = (BOTH if form is LIST else TWO_SHEETS).model_copy(update={"projects": unit})
    list(distribute(form, known(form, budget), place, DUE, IN_TIME - timedelta(days=9), name=NAME))
    for number, content in enumerate(copies, 1):
        path = folder / f"科室{number}.xlsx"
        path.write_bytes(content)
        took_in(place, [path], IN_TIME + timedelta(hours=number))
    return place


def joined(place: Path, form: Form) -> Filled:
    with open_round(place) as round:
        unit = round.ledger.issues()[0].unit.code
        made = join_copies(round, unit, 1, 2, reason="各填一半", at=LATER)
        (copy,) = [each for each in round.ledger.arrivals() if each.id == made.arrival]
    return read(place / copy.file, form)


def refused(place: Path) -> str:
    with open_round(place) as round:
        unit = round.ledger.issues()[0].unit.code
    with open_round(place) as round, pytest.raises(RoundError) as caught:
        join_copies(round, unit, 1, 2, reason="合并", at=LATER)
    assert caught.value.code == "round.join-differ"
    return caught.value.message("zh")


def rows(filled: Filled) -> Mapping[str, list[tuple[object, object]]]:
    return {
        each.code: [(row.values["name"], row.values["cost"]) for row in each.rows["step"]]
        for each in filled
    }


ROADS = [("设计", Decimal(10)), ("施工", Decimal(5))]


def test_halves_of_a_grouped_list_are_told_and_joined(tmp_path: Path) -> None:
    first = typed(LIST, with_rows(BOTH, P2=()))
    second = typed(LIST, with_rows(BOTH, P1=()))
    place = round_of(tmp_path, LIST, first, second)
    with open_round(place) as round:
        assert round.ledger.arrivals()[1].reasons[0].code == HALVES
    made = joined(place, LIST)
    assert rows(made) == {"P1": ROADS, "P2": ROADS[:1]}
    assert [each.declared["total"] for each in made] == [Decimal(15), Decimal(10)]


@pytest.mark.parametrize(
    "other",
    [
        (STEPS[0].rows["step"][0],),
        (STEPS[0].rows["step"][1], STEPS[0].rows["step"][0]),
        (*STEPS[0].rows["step"], STEPS[0].rows["step"][0]),
        (STEPS[0].rows["step"][0], Row(values={"name": "施工", "cost": Decimal(6)})),
    ],
    ids=["a row less", "in other rows", "a row more", "another figure"],
)
def test_rows_that_both_filled_in_otherwise_are_refused_and_named(
    tmp_path: Path, other: tuple[Row, ...]
) -> None:
    place = round_of(tmp_path, LIST, typed(LIST, BOTH), typed(LIST, with_rows(BOTH, P1=other)))
    told = refused(place)
    assert "道路" in told
    assert "项目进度表!" in told
    assert "桥梁" not in told


def edited(content: bytes, edit: Callable[[object], None], sheet: str) -> bytes:
    book = load_workbook(io.BytesIO(content))
    edit(book[sheet])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def test_rows_without_keys_in_another_order_are_not_silently_one_sides(tmp_path: Path) -> None:
    def keyless(turned: bool) -> bytes:
        own = STEPS[0].rows["step"]
        content = typed(LIST, with_rows(BOTH, P1=own[::-1] if turned else own))
        where = read(content, LIST).projects[0].where

        def edit(sheet: object) -> None:
            for number in (0, 1):
                cell = where[f"step.{number}.name"]
                sheet.cell(cell.row + 1, 1).value = None  # type: ignore[attr-defined]

        return edited(content, edit, "项目进度表")

    place = round_of(tmp_path, LIST, keyless(False), keyless(True))
    first = read(tmp_path / "科室1.xlsx", LIST)
    assert [row.key for row in first.projects[0].project.rows["step"]] == ["", ""]
    assert "道路" in refused(place)


def test_reasons_that_differ_are_refused_and_named(tmp_path: Path) -> None:
    def reason(text: str) -> bytes:
        content = typed(LIST, BOTH)
        row = read(content, LIST).projects[0].where["step.1.name"].row + 1

        def edit(sheet: object) -> None:
            heads = {c.value: c.column for line in sheet.iter_rows() for c in line}  # type: ignore[attr-defined]
            column = next(at for text, at in heads.items() if str(text).startswith("审核说明"))
            sheet.cell(row, column).value = text  # type: ignore[attr-defined]

        return edited(content, edit, "项目进度表")

    place = round_of(tmp_path, LIST, reason("甲"), reason("乙"))
    assert "审核说明" in refused(place)


def test_what_stands_where_nothing_belongs_is_kept_of_both(tmp_path: Path) -> None:
    def with_stray(answers: UnitBudget, code: str, text: str) -> bytes:
        content = typed(LIST, answers)
        filled = read(content, LIST)
        (at,) = (each.where["name"].row for each in filled.projects if each.project.code == code)

        def edit(sheet: object) -> None:
            sheet.cell(at + 1, 14).value = text  # type: ignore[attr-defined]

        return edited(content, edit, "项目进度表")

    first = with_stray(with_rows(BOTH, P2=()), "P1", "甲的附注")
    second = with_stray(with_rows(BOTH, P1=()), "P2", "乙的附注")
    made = joined(round_of(tmp_path, LIST, first, second), LIST)
    assert rows(made) == {"P1": ROADS, "P2": ROADS[:1]}
    assert made.identity is not None
    kept = {each.text for each in made.identity.aside}
    assert {"甲的附注", "乙的附注"} <= kept


def test_halves_of_a_project_and_the_units_part_with_their_tables_are_joined(
    tmp_path: Path,
) -> None:
    blank = TWO_SHEETS.projects[0].model_copy(update={"declared": {}, "rows": {}})
    part_only = TWO_SHEETS.model_copy(update={"projects": (blank,)})
    project_only = TWO_SHEETS.model_copy(
        update={"part": TWO_SHEETS.part.model_copy(update={"declared": {}, "rows": {}})}
    )
    place = round_of(tmp_path, SHEETS, typed(SHEETS, part_only), typed(SHEETS, project_only))
    made = joined(place, SHEETS)
    (project,) = made
    whole = read(typed(SHEETS, TWO_SHEETS), SHEETS)
    assert answers(project) == answers(next(iter(whole)))
    assert made.part is not None
    assert whole.part is not None
    assert made.part.part == whole.part.part


def test_rows_of_the_units_own_table_in_conflict_are_refused_and_named(tmp_path: Path) -> None:
    other = TWO_SHEETS.part.model_copy(
        update={"rows": {"help": (Row(values={"name": "别人", "money": Decimal(9)}),)}}
    )
    changed = TWO_SHEETS.model_copy(update={"part": other})
    place = round_of(tmp_path, SHEETS, typed(SHEETS, TWO_SHEETS), typed(SHEETS, changed))
    told = refused(place)
    assert "帮扶" in told
    assert "单位!" in told
