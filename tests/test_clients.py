"""Filled workbooks through real programs: afterwards the same values, or a finding at the cell."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from parts import samples
from parts.clients import CLIENTS, Change, Clients
from parts.desk import Desk
from parts.office import Office
from xlperf import Form, read
from xlperf.budget.nouns import Project
from xlperf.findings.finding import Level
from xlperf.identity.seal import SEAL_NAME, Seal, parse_seal
from xlperf.reading.filled import Filled

pytestmark = pytest.mark.long

SHEET = "1.居民技能培训"
PURPOSE, BUDGET, NUMBER = "C7", "D6", "H13"
NEW_PURPOSE = "改为支付教材费用"
ROOMS = ("layout", "value", "sheet", "issued", "identity", "seal", "form", "plan", "part", "file")
ALL = {"cells", "hidden sheet", "workbook name", "sheet names", "keywords", "property"}
SURVIVING = {
    "openpyxl": ALL,
    "exceljs": {"cells", "hidden sheet", "keywords"},
    "sheetjs": ALL,
    "libreoffice": ALL,
}
TOLD: dict[str, set[str]] = {
    "openpyxl": set(),
    "exceljs": {"seal.gone"},
    "sheetjs": {"sheet.unprotected"},
}
"""What reading tells of each: SheetJS, as it is given away, writes no styles or protection."""


@pytest.fixture(scope="module", params=samples.PROJECT_FORMS)
def form(request: pytest.FixtureRequest) -> Form:
    return Form.load(request.param)


@pytest.fixture(scope="module")
def hebei(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return saved(Form.load("hebei-2023"), tmp_path_factory.mktemp("issued"))


def saved(form: Form, folder: Path) -> Path:
    """The filled workbook as a file."""
    path = folder / f"{samples.UNIT.code}.xlsx"
    path.write_bytes(samples.workbook(form))
    return path


def told(filled: Filled) -> list[tuple[str, str, str]]:
    """What there is to tell of reading, not of what was written: code, sheet, cell."""
    found = (f for f in filled.findings if f.code.startswith(ROOMS))
    return [(f.code, f.place.sheet, f.place.cell) for f in found]


def errors(filled: Filled) -> list[tuple[str, str, str]]:
    """Every error, each with its sheet and cell."""
    found = (f for f in filled.findings if f.level is Level.ERROR)
    return [(f.code, f.place.sheet, f.place.cell) for f in found]


def expected(form: Form, **changed: object) -> list[Project]:
    """The unit's projects as it filled them; the first with what was changed."""
    first, *others = samples.filled_unit(form).projects
    return [first.model_copy(update=changed), *others]


def is_whole(filled: Filled) -> bool:
    """Whether the workbook proves where it comes from."""
    return filled.unit == samples.UNIT and filled.identity is not None


def _tokens(sheet: Worksheet) -> list[Seal]:
    """The true tokens in the cells of a sheet."""
    texts = [str(value) for row in sheet.values for value in row]
    return [seal for seal in map(parse_seal, texts) if seal]


def carriers(path: Path) -> set[str]:
    """Which of the places that hold a token still hold a true one."""
    book = openpyxl.load_workbook(path)
    projects = [sheet for sheet in book.worksheets if sheet.title[0].isdigit()]
    tokens = [_tokens(sheet) for sheet in projects]
    custom = {each.name: str(each.value) for each in book.custom_doc_props.props}
    whole = book.defined_names.get(SEAL_NAME)
    own = [sheet.defined_names.get(SEAL_NAME) for sheet in projects]
    held = {
        "cells": all(len(each) == 2 and len({*each}) == 1 for each in tokens),
        "hidden sheet": "标识" in book.sheetnames and book["标识"].sheet_state != "visible",
        "workbook name": whole is not None and parse_seal(whole.attr_text.strip('"')) is not None,
        "sheet names": all(each and parse_seal(each.attr_text.strip('"')) for each in own),
        "keywords": parse_seal(str(book.properties.keywords)) is not None,
        "property": parse_seal(custom.get(SEAL_NAME, "")) is not None,
    }
    return {name for name, holds in held.items() if holds}


# Programs that load, change one cell and save.


def changed(
    clients: Clients, path: Path, cell: str, value: str | float, sheet: str = SHEET
) -> dict[str, Path]:
    """The workbook with one cell changed, by each program."""
    changes = [Change(client, sheet, cell, value) for client in CLIENTS]
    return dict(zip(CLIENTS, clients.changed_all(path, changes), strict=True))


def test_one_changed_text_leaves_every_other_value(
    clients: Clients, form: Form, tmp_path: Path
) -> None:
    path = saved(form, tmp_path)
    first = read(path).projects[0]
    where = "goal" if "goal" in first.where else "purpose"
    made = changed(clients, path, str(first.where[where]), NEW_PURPOSE, first.sheet)
    for client, result in made.items():
        filled = read(result)
        assert list(filled) == expected(form, **{where: NEW_PURPOSE}), client
        assert is_whole(filled)
        codes = {code for code, _, _ in told(filled)}
        assert codes == TOLD[client], client


def test_a_changed_issued_amount_is_told_at_its_cell(clients: Clients, hebei: Path) -> None:
    for client, result in changed(clients, hebei, BUDGET, 35).items():
        filled = read(result)
        assert filled.projects[0].project.budget == Decimal(35), client
        assert ("issued.changed", SHEET, BUDGET) in errors(filled), client


@pytest.mark.parametrize("value", [96, 96.5, 0.07, 123456789.25])
def test_a_number_of_a_program_is_read_exactly(clients: Clients, hebei: Path, value: float) -> None:
    for client, result in changed(clients, hebei, NUMBER, value).items():
        filled = read(result)
        first, *others = filled
        assert first.indicators[0].target.number == Decimal(repr(value)), client
        assert first.indicators[1:] == expected(Form.load("hebei-2023"))[0].indicators[1:]
        assert others == expected(Form.load("hebei-2023"))[1:]


def test_what_a_program_added_up_inexactly_is_refused_at_its_cell(
    clients: Clients, hebei: Path
) -> None:
    for client, result in changed(clients, hebei, NUMBER, 1e16 / 3).items():
        filled = read(result)
        assert filled.projects[0].project.indicators[0].target.number is None, client
        assert ("value.number", SHEET, NUMBER) in errors(filled), client


@pytest.mark.parametrize("client", CLIENTS)
def test_what_of_the_origin_a_program_keeps(clients: Clients, hebei: Path, client: str) -> None:
    (result,) = clients.changed_all(hebei, [Change(client, SHEET, PURPOSE, NEW_PURPOSE)])
    assert carriers(result) == SURVIVING[client]


def test_an_issued_workbook_has_every_carrier(hebei: Path) -> None:
    assert carriers(hebei) == ALL


# LibreOffice: converting, and somebody who types.


def test_saved_again_by_libreoffice_nothing_changes(
    libreoffice: Office, form: Form, tmp_path: Path
) -> None:
    (result,) = libreoffice.converted([saved(form, tmp_path)], "xlsx")
    filled = read(result)
    assert list(filled) == expected(form)
    assert is_whole(filled)
    assert told(filled) == []
    assert carriers(result) == SURVIVING["libreoffice"]


STEPS: dict[str, Sequence[dict[str, str | int]]] = {
    "fill": [
        {"sheet": SHEET, "cell": PURPOSE, "type": NEW_PURPOSE},
        {"sheet": SHEET, "cell": NUMBER, "type": "96.5"},
        {"sheet": SHEET, "cell": "C9", "type": "30%"},
    ],
    "spare row": [
        {"sheet": SHEET, "cell": "B22", "type": "产出指标"},
        {"sheet": SHEET, "cell": "C22", "type": "数量指标"},
        {"sheet": SHEET, "cell": "D22", "type": "新的指标"},
        {"sheet": SHEET, "cell": "H22", "type": "7"},
    ],
    "inserted row": [
        {"sheet": SHEET, "insert_row": 14},
        {"sheet": SHEET, "cell": "B14", "type": "产出指标"},
        {"sheet": SHEET, "cell": "C14", "type": "数量指标"},
        {"sheet": SHEET, "cell": "D14", "type": "插入的指标"},
        {"sheet": SHEET, "cell": "H14", "type": "7"},
    ],
    "deleted row": [{"sheet": SHEET, "delete_row": 15}],
    "pasted over a locked amount": [{"sheet": SHEET, "cell": BUDGET, "paste": "35"}],
    "a date for a figure": [{"sheet": SHEET, "cell": NUMBER, "paste": "2027-03-01"}],
}


@pytest.fixture(scope="module")
def typed(desk: Desk, hebei: Path) -> dict[str, Filled]:
    """What is read after each story; all in one start of the program."""
    done = desk.filled_all([(hebei, steps) for steps in STEPS.values()])
    return {name: read(path) for name, (path, _) in zip(STEPS, done, strict=True)}


def test_whatever_is_typed_the_other_project_and_the_origin_stay(typed: dict[str, Filled]) -> None:
    for name, filled in typed.items():
        assert filled.projects[1].project == expected(Form.load("hebei-2023"))[1], name
        assert is_whole(filled), name


def test_typed_values_are_read_as_typed(typed: dict[str, Filled]) -> None:
    first = typed["fill"].projects[0].project
    assert first.purpose == NEW_PURPOSE
    assert first.indicators[0].target.number == Decimal("96.5")
    assert [point.percent for point in first.plan] == [30, 50, 75, 100]
    assert first.indicators[1:] == expected(Form.load("hebei-2023"))[0].indicators[1:]
    assert told(typed["fill"]) == []


@pytest.mark.parametrize(
    ("story", "place", "name"), [("spare row", 9, "新的指标"), ("inserted row", 1, "插入的指标")]
)
def test_an_added_row_is_one_more_indicator(
    typed: dict[str, Filled], story: str, place: int, name: str
) -> None:
    rows = list(typed[story].projects[0].project.indicators)
    added = rows.pop(place)
    assert (added.level2, added.level3, added.target.number) == ("数量指标", name, Decimal(7))
    assert tuple(rows) == expected(Form.load("hebei-2023"))[0].indicators
    assert told(typed[story]) == []


def test_a_row_that_protection_keeps_is_still_there(typed: dict[str, Filled]) -> None:
    assert list(typed["deleted row"]) == expected(Form.load("hebei-2023"))
    assert list(typed["pasted over a locked amount"]) == expected(Form.load("hebei-2023"))


def test_a_date_is_no_figure(typed: dict[str, Filled]) -> None:
    filled = typed["a date for a figure"]
    assert filled.projects[0].project.indicators[0].target.number is None
    assert ("value.date", SHEET, NUMBER) in errors(filled)
