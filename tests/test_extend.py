"""Extend: deadlines move, for all or for some, and everything that tells of them follows."""

import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import create_engine, text

from parts import postgres
from parts.rounds import BEGUN, DUE, IN_TIME, TOO_LATE, answered, begun, master_of, took_in
from test_cli import Ran
from xlperf.findings.errors import RoundError
from xlperf.rounds import (
    Extension,
    Round,
    State,
    Words,
    collect,
    extend,
    history,
    open_round,
    overrule,
    reissue,
    status,
    status_workbook,
)
from xlperf.rounds.ledger.deadlines import Deadlines
from xlperf.rounds.ledger.entries import Terms

LATER = DUE + timedelta(days=5)
WHY = "停电三天"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "r"
    begun(path, master_of(1, 2, 3))
    return path


@pytest.fixture
def round(folder: Path) -> Iterator[Round]:
    with open_round(folder) as opened:
        yield opened


def dues(round: Round, at: datetime = IN_TIME) -> dict[str, date]:
    return {each.unit.code: each.due for each in status(round, at=at).units}


def put(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("written", [LATER, "2023-03-20", "2023/3/20", "2023年3月20日"])
def test_a_date_is_read_as_people_write_it(round: Round, written: date | str) -> None:
    (made,) = extend(round, written, reason=WHY, at=IN_TIME, by="王")
    assert (made.unit, made.due, made.before, made.reason, made.by) == ("", LATER, DUE, WHY, "王")
    assert round.due == status(round, at=IN_TIME).due == LATER
    assert set(dues(round).values()) == {LATER}


def test_a_unit_of_its_own_has_its_own_deadline(round: Round) -> None:
    (made,) = extend(round, LATER, ["990002"], reason=WHY, at=IN_TIME)
    assert made.unit == "990002"
    assert dues(round) == {"990001": DUE, "990002": LATER, "990003": DUE}
    assert status(round, at=IN_TIME).due == DUE


def test_nobody_has_less_time_for_having_asked_before(round: Round) -> None:
    extend(round, DUE + timedelta(days=2), ["990002"], reason=WHY, at=IN_TIME)
    extend(round, DUE + timedelta(days=9), ["990003"], reason=WHY, at=IN_TIME)
    extend(round, LATER, reason="全部延期", at=IN_TIME)
    assert dues(round) == {"990001": LATER, "990002": LATER, "990003": DUE + timedelta(days=9)}


def test_what_is_late_follows_from_the_deadline_as_it_is_now(folder: Path, tmp_path: Path) -> None:
    put(tmp_path / "in" / "a.xlsx", answered(1))
    put(tmp_path / "in" / "b.xlsx", answered(2))
    before = took_in(folder, [tmp_path / "in"], TOO_LATE)
    assert {each.state for each in before.values()} == {State.LATE}
    with open_round(folder) as round:
        extend(round, LATER, ["990001"], reason=WHY, at=TOO_LATE)
        told = {each.unit.code: each.standing.value for each in status(round, at=TOO_LATE).units}
    assert told == {"990001": "submitted", "990002": "late", "990003": "missing"}


def test_a_return_is_late_by_its_own_units_deadline(folder: Path, tmp_path: Path) -> None:
    with open_round(folder) as round:
        extend(round, LATER, ["990001"], reason=WHY, at=IN_TIME)
    put(tmp_path / "in" / "a.xlsx", answered(1))
    put(tmp_path / "in" / "b.xlsx", answered(2))
    found = took_in(folder, [tmp_path / "in"], TOO_LATE)
    assert {name: each.state.value for name, each in found.items()} == {
        "a.xlsx": "accepted", "b.xlsx": "late",
    }  # fmt: skip
    assert {name: each.arrival.late for name, each in found.items()} == {
        "a.xlsx": False, "b.xlsx": True,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("due", "at", "code"),
    [
        (DUE + timedelta(days=1), TOO_LATE + timedelta(days=9), "round.extend-past"),
        (DUE - timedelta(days=1), IN_TIME, "round.extend-earlier"),
        ("三月底", IN_TIME, "round.due"),
        ("2023-02-30", IN_TIME, "round.due"),
    ],
)
def test_a_date_that_cannot_be_meant_is_refused(
    round: Round, due: date | str, at: datetime, code: str
) -> None:
    with pytest.raises(RoundError) as refused:
        extend(round, due, reason=WHY, at=at)
    assert refused.value.code == code
    assert round.ledger.deadlines().extensions == ()


def test_today_is_early_enough_and_an_earlier_day_must_be_meant(round: Round) -> None:
    sooner = IN_TIME.date()
    (made,) = extend(round, sooner, reason="提前", at=IN_TIME, earlier=True)
    assert (made.due, made.before) == (sooner, DUE)
    assert set(dues(round).values()) == {sooner}


def test_one_unit_whose_day_would_be_earlier_keeps_all_as_they_are(round: Round) -> None:
    extend(round, LATER, ["990002"], reason=WHY, at=IN_TIME)
    with pytest.raises(RoundError, match="990002") as refused:
        extend(round, DUE + timedelta(days=1), ["990001", "990002"], reason=WHY, at=IN_TIME)
    assert refused.value.code == "round.extend-earlier"
    assert dues(round)["990001"] == DUE


def test_the_same_day_again_changes_nothing(round: Round) -> None:
    extend(round, LATER, reason=WHY, at=IN_TIME)
    assert extend(round, LATER, reason=WHY, at=IN_TIME) == ()
    assert len(round.ledger.deadlines().extensions) == 1


@pytest.mark.parametrize("reason", ["", "  "])
def test_there_is_no_moving_without_a_reason(round: Round, reason: str) -> None:
    with pytest.raises(RoundError) as refused:
        extend(round, LATER, reason=reason, at=IN_TIME)
    assert refused.value.code == "round.no-reason"


def test_only_units_that_are_asked_have_a_deadline(round: Round) -> None:
    overrule(round, "990003", reason="撤并", at=IN_TIME, withdraw=True)
    for unit, code in (("990009", "round.no-unit"), ("990003", "round.withdrawn")):
        with pytest.raises(RoundError) as refused:
            extend(round, LATER, ["990001", unit], reason=WHY, at=IN_TIME)
        assert refused.value.code == code
    assert dues(round)["990001"] == DUE


def test_status_chasing_and_history_tell_it(round: Round) -> None:
    extend(round, LATER, ["990002"], reason=WHY, at=IN_TIME, by="王")
    standing = status(round, at=TOO_LATE)
    words = Words("zh", standing)
    asked = {each.unit.code: words.request(each) for each in standing.units}
    assert "已超期 1 天" in asked["990001"]
    assert "超期" not in asked["990002"]
    assert f"应于 {LATER} 前报回" in asked["990002"]
    book = openpyxl.load_workbook(io.BytesIO(status_workbook(standing)))
    chased = {str(line[0]): line for line in book["催报"].iter_rows(min_row=4, values_only=True)}
    assert chased["990002"][3:5] == (str(LATER), 0)
    assert chased["990001"][3:5] == (str(DUE), 1)
    decided = list(book["变更与裁定"].iter_rows(min_row=4, values_only=True))
    assert [(line[1], line[2], line[5], line[6]) for line in decided] == [
        ("延期", "990002", WHY, "王")
    ]
    (step,) = [
        each.record
        for each in history(round, standing, "990002")
        if isinstance(each.record, Extension)
    ]
    assert step.due == LATER


def told_of_days(round: Round, unit: str) -> list[tuple[str, str, str]]:
    """The moves that the history of a unit tells: whose, and from when to when."""
    steps = history(round, status(round, at=IN_TIME), unit)
    moves = (each.record for each in steps if isinstance(each.record, Extension))
    return [(each.unit, f"{each.before:%m-%d}", f"{each.due:%m-%d}") for each in moves]


def test_a_history_tells_the_days_that_held_for_the_unit(round: Round) -> None:
    assert DUE.isoformat() == "2023-03-15"
    extend(round, "2023-03-25", ["990002"], reason=WHY, at=IN_TIME)
    extend(round, "2023-03-20", reason=WHY, at=IN_TIME)  # less than 990002 has
    assert told_of_days(round, "990002") == [("990002", "03-15", "03-25")]
    assert told_of_days(round, "990001") == [("", "03-15", "03-20")]
    extend(round, "2023-03-30", reason=WHY, at=IN_TIME)  # more than it has
    assert told_of_days(round, "990002")[1:] == [("", "03-25", "03-30")]
    assert told_of_days(round, "990001")[1:] == [("", "03-20", "03-30")]
    extend(round, "2023-04-02", ["990001"], reason=WHY, at=IN_TIME)
    assert told_of_days(round, "990001")[2:] == [("990001", "03-30", "04-02")]
    assert len(told_of_days(round, "990002")) == 2


def test_the_command_names_who_keeps_a_date_of_its_own(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xlperf.cli.extend.now", lambda: IN_TIME)
    head = ("--round", folder, "--reason", WHY)
    assert Ran("extend", "990002", *head, "--due", "2023-03-25").code == 0
    done = Ran("extend", *head, "--due", str(LATER))
    assert done.out.splitlines() == [
        f"全部单位的截止日期由 {DUE} 改为 {LATER}。理由：{WHY}",
        "990002 示例单位2有自己的截止日期，仍是 2023-03-25。",
    ]
    told = json.loads(Ran("extend", *head, "--due", "2023-03-22", "--json").out)
    assert (told["extended"][0]["unit"], told["own"]) == (
        None, [{"unit": "990002", "due": "2023-03-25"}],
    )  # fmt: skip
    done = Ran("extend", *head, "--due", "2023-03-30")  # it has that time too
    assert len(done.out.splitlines()) == 1
    done = Ran("extend", "990001", *head, "--due", "2023-04-02")  # nobody else is spoken of
    assert len(done.out.splitlines()) == 1


def test_the_command_moves_and_status_shows(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("extend", "status"):
        monkeypatch.setattr(f"xlperf.cli.{module}.now", lambda: IN_TIME)
    done = Ran("extend", "990002", "--round", folder, "--due", "2023年3月20日", "--reason", WHY)
    assert done.code == 0
    assert done.out == f"990002 示例单位2的截止日期由 {DUE} 改为 {LATER}。理由：{WHY}\n"
    told = Ran("status", "--round", folder).out
    assert "改过的截止日期（1）" in told
    assert WHY in told
    (line,) = [each for each in told.splitlines() if each.strip().startswith("990002  示例单位2")]
    assert f"截止 {LATER}" in line
    said = json.loads(Ran("status", "--round", folder, "--json").out)
    assert said["due"] == str(DUE)
    assert {each["unit"]["code"]: each["due"] for each in said["units"]} == {
        "990001": str(DUE), "990002": str(LATER), "990003": str(DUE),
    }  # fmt: skip
    (moved,) = said["extensions"]
    assert (moved["unit"], moved["due"], moved["before"]) == ("990002", str(LATER), str(DUE))
    assert "截止日期由" in Ran("status", "--round", folder, "--unit", "990002").out
    again = Ran("extend", "990002", "--round", folder, "--due", str(LATER), "--reason", WHY)
    assert (again.code, again.out) == (0, f"截止日期本来就是 {LATER}，没有改动。\n")
    refused = Ran("extend", "--round", folder, "--due", "2023-03-01", "--reason", WHY)
    assert refused.code == 2
    assert "已经过了" in refused.error


def test_the_command_asks_for_a_reason_only_at_a_terminal(folder: Path) -> None:
    refused = Ran("extend", "--round", folder, "--due", str(LATER))
    assert refused.code == 2
    assert "--reason" in refused.error


def test_a_workbook_that_is_issued_again_says_the_units_own_day(round: Round) -> None:
    extend(round, LATER, ["990002"], reason=WHY, at=IN_TIME)
    master = master_of(1, 2, 3)
    budgets = []
    for budget in master.units:
        project = budget.projects[0]
        more = {"budget": (project.budget or 0) + 1, "fiscal": (project.fiscal or 0) + 1}
        raised = (project.model_copy(update=more), *budget.projects[1:])
        budgets.append(budget.model_copy(update={"projects": raised}))
    changed = master.model_copy(update={"units": tuple(budgets)})
    made = list(reissue(round, IN_TIME, master=changed, workers=1))
    assert all(each.issue for each in made), [each.refused for each in made]
    for each in made:
        assert each.issue
        book = openpyxl.load_workbook(round.folder / each.issue.file)
        said = "\n".join(str(c.value) for line in book.worksheets[0].iter_rows() for c in line)
        assert (str(LATER) in said) is (each.unit.code == "990002"), each.unit


def test_a_ledger_of_before_moves_too_and_takes_the_zone_it_is_moved_in(folder: Path) -> None:
    """It had no column for a zone, nor for what a copy holds; nothing of it is lost."""
    with closing(sqlite3.connect(folder / "ledger.sqlite")) as raw:
        for table, column in (("rounds", "zone"), ("rounds", "changes"), ("arrivals", "held")):
            raw.execute(f"ALTER TABLE xlperf_{table} DROP COLUMN {column}")
        raw.commit()
    with open_round(folder) as round:
        assert round.ledger.terms.zone == ""
        extend(round, LATER, reason=WHY, at=IN_TIME)
    with open_round(folder) as round:
        assert round.ledger.terms.zone == "+0800"
        assert round.due == LATER


def test_on_postgresql_too(tmp_path: Path) -> None:
    with postgres.ledger("postgresql") as url:
        begun(tmp_path / "r", master_of(1, 2), ledger=url)
        put(tmp_path / "a.xlsx", answered(1))
        with open_round(tmp_path / "r", url) as round:
            extend(round, LATER, ["990001"], reason=WHY, at=IN_TIME)
            list(collect(round, [tmp_path / "a.xlsx"], TOO_LATE, workers=1))
            found = status(round, at=TOO_LATE)
        assert [each.standing.value for each in found.units] == ["submitted", "missing"]
        engine = create_engine(url)
        with engine.connect() as connection:
            zone = connection.execute(text("select zone from xlperf_rounds")).scalar()
        engine.dispose()
        assert zone == "+0800"


def test_deadlines_without_moves_leave_what_was_entered_alone() -> None:
    """What is late in a ledger was so on the clock of the desk that entered it."""
    terms = Terms(name="r", due=DUE)
    assert Deadlines.of_round(terms, ()).as_of_now(()) == ()
    assert Deadlines.of_round(terms, ()).of("990001") == DUE
    assert terms.local(BEGUN) == BEGUN
