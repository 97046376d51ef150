"""Distribute: every unit is issued one workbook, once, and an interruption changes nothing."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from parts import faults, samples
from parts.rounds import BEGUN, DUE, FORM, NAME, budget_of, issued, master_of
from xlperf import Form
from xlperf.budget.money import MoneyUnit
from xlperf.budget.nouns import Master, UnitBudget
from xlperf.cli.program import cli
from xlperf.excel.files import write_whole
from xlperf.findings.errors import OutputError, RoundError, XlperfError
from xlperf.issuing.generation import generate
from xlperf.master.list_form import list_workbook
from xlperf.reading.one_file import read
from xlperf.rounds.distribution import distribute
from xlperf.rounds.ledger.entries import Edition
from xlperf.rounds.opening import begin_round, open_round

MASTER = master_of(1, 2, 3)


def outbox(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((folder / "outbox").iterdir())}


def code_of(job: Callable[[], object], kind: type[XlperfError] = RoundError) -> str:
    """The code of the one clear line a mistake comes to, in both languages."""
    with pytest.raises(kind) as caught:
        job()
    assert "\n" not in caught.value.message("zh") + caught.value.message("en")
    return caught.value.code


def audit(folder: Path, ledger: str = "") -> list[str]:
    with open_round(folder, ledger) as round:
        return [each.action for each in round.ledger.events()]


def test_each_unit_is_issued_one_workbook(tmp_path: Path, ledger_url: str) -> None:
    folder = tmp_path / "r"
    issues = issued(folder, MASTER, ledger=ledger_url, by="王")
    wanted = generate(FORM, MASTER, due=str(DUE), contact="8123456", round_name=NAME)
    made = {each.file_name: each.content for each in wanted}
    assert outbox(folder) == made
    assert [each.file for each in issues] == [f"outbox/{name}" for name in made]
    assert [each.digest for each in issues] == [sha256(each).hexdigest() for each in made.values()]
    with open_round(folder, ledger_url) as round:
        assert [each.unit for each in round.ledger.issues()] == [u.unit for u in MASTER.units]
        assert {(each.number, each.edition) for each in round.ledger.issues()} == {(1, 1)}
        edition = round.ledger.edition()
        assert (edition.number, edition.form, edition.master) == (1, FORM, MASTER)
        assert [each.action for each in round.ledger.events()] == [
            "begun",
            "edition",
            *3 * ["issued"],
        ]
        assert {each.by for each in round.ledger.events()} == {"王"}
    identity = read(folder / issues[0].file).identity
    assert identity
    assert (identity.round, identity.due, identity.contact) == (NAME, str(DUE), "8123456")


def test_a_second_time_changes_nothing(tmp_path: Path, ledger_url: str) -> None:
    first = issued(tmp_path, MASTER, ledger=ledger_url)
    before, told = outbox(tmp_path), audit(tmp_path, ledger_url)
    again = distribute(
        FORM, MASTER, tmp_path, DUE, BEGUN + timedelta(days=1),
        name=NAME, contact="8123456", ledger=ledger_url,
    )  # fmt: skip
    assert [each.file for each in again] == [each.file for each in first]
    assert again.new(first) == []
    assert (outbox(tmp_path), audit(tmp_path, ledger_url)) == (before, told)


def test_names_that_meet_are_told_apart_also_after_an_interruption(tmp_path: Path) -> None:
    one, two = budget_of(1), budget_of(2)
    twin = UnitBudget(unit=one.unit.model_copy(update={"code": "990001 示例单位1", "name": ""}),
                      projects=two.projects)  # fmt: skip
    master = samples.master_of(FORM, one, twin)
    steps = iter(distribute(FORM, master, tmp_path, DUE, BEGUN))
    first = next(steps)
    steps.close()  # type: ignore[attr-defined]
    names = [each.file for each in distribute(FORM, master, tmp_path, DUE, BEGUN)]
    assert names[0] == first.file
    assert len({name.casefold() for name in names}) == 2


@pytest.mark.parametrize("at_once", [1, 2, 3])
def test_what_lies_there_unrecorded_is_recorded(tmp_path: Path, at_once: int) -> None:
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    issued(whole, MASTER)
    begun = distribute(FORM, MASTER, broken, DUE, BEGUN, name=NAME, contact="8123456")
    for name, content in list(outbox(whole).items())[:at_once]:
        write_whole(broken / "outbox" / name, content)  # killed before the ledger was told
    assert len(list(begun)) == 3
    assert outbox(broken) == outbox(whole)
    assert audit(broken) == audit(whole)


def test_another_file_in_the_way_is_left_alone(tmp_path: Path) -> None:
    begun = distribute(FORM, MASTER, tmp_path, DUE, BEGUN)
    theirs = tmp_path / "outbox" / "990002 示例单位2.xlsx"
    write_whole(theirs, b"somebody's own")
    assert code_of(lambda: list(begun)) == "round.outbox-other"
    assert theirs.read_bytes() == b"somebody's own"
    theirs.unlink()
    assert len(list(begun)) == 3


@pytest.mark.long
@pytest.mark.parametrize("kind", [faults.full_disk, faults.locked, faults.interrupted])
def test_any_fault_is_gone_on_from(
    kind: Callable[[int], faults.Fault], tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    small = master_of(1)
    whole = tmp_path_factory.mktemp("whole") / "r"
    issued(whole, small)
    number = 0
    while True:
        number += 1
        folder, fault = tmp_path / str(number) / "r", kind(number)
        with pytest.MonkeyPatch.context() as patch:
            faults.strike(patch, folder, fault)
            try:
                issued(folder, small)
            except (OutputError, KeyboardInterrupt):
                assert fault.has_struck
        issued(folder, small)
        assert outbox(folder) == outbox(whole), fault.calls
        assert audit(folder) == audit(whole), fault.calls
        if not fault.has_struck:
            break
    assert number > 9


# What is refused, each with one clear line, and nothing begun.


def changed_form() -> Form:
    return FORM.model_copy(update={"title": "另一张表"})


def in_yuan() -> Master:
    return Master(money=MoneyUnit(unit="元"), units=MASTER.units)


@pytest.mark.parametrize(
    ("form", "master", "due", "code"),
    [
        (FORM, MASTER, BEGUN.date() - timedelta(days=1), "round.due-past"),
        (changed_form(), MASTER, DUE, "round.form-source"),
        (Form.load("master"), MASTER, DUE, "form.kind"),
        (FORM, in_yuan(), DUE, "master.money-unit"),
    ],
)
def test_what_cannot_be_issued_begins_no_round(
    form: Form, master: Master, due: date, code: str, tmp_path: Path
) -> None:
    folder = tmp_path / "r"
    assert code_of(lambda: distribute(form, master, folder, due, BEGUN), XlperfError) == code
    assert not folder.exists()


def test_the_last_day_is_the_offices(tmp_path: Path) -> None:
    late_evening = BEGUN.replace(hour=23, minute=59)  # in UTC it is still the afternoon
    assert list(distribute(FORM, MASTER, tmp_path, BEGUN.date(), late_evening))


def with_more_money(master: Master) -> Master:
    first = master.units[0]
    project = first.projects[0].model_copy(update={"budget": Decimal("99.00")})
    raised = first.model_copy(update={"projects": (project,)})
    return master.model_copy(update={"units": (raised, *master.units[1:])})


def test_a_round_that_was_begun_stays_as_it_is(tmp_path: Path) -> None:
    issued(tmp_path, MASTER)
    before, told = outbox(tmp_path), audit(tmp_path)
    others: list[dict[str, Any]] = [
        {"master": with_more_money(MASTER)}, {"master": master_of(1, 2)},
        {"due": DUE + timedelta(days=1)}, {"contact": "1"}, {"name": "other"},
    ]  # fmt: skip
    codes = [
        code_of(lambda given=given: issued(tmp_path, **{"master": MASTER, **given}))
        for given in others
    ]
    assert codes == [*2 * ["round.other-edition"], *2 * ["round.other-facts"], "round.other-name"]
    with open_round(tmp_path) as round, round.ledger.changing(BEGUN, "") as change:
        change.add_edition(
            Edition(number=2, form=FORM, master=with_more_money(MASTER), made_at=BEGUN)
        )
    assert code_of(lambda: issued(tmp_path, MASTER)) == "round.other-edition"
    assert (outbox(tmp_path), audit(tmp_path)) == (before, [*told, "edition"])


# The command.


@pytest.fixture
def master_file(tmp_path: Path) -> Path:
    path = tmp_path / "master.xlsx"
    path.write_bytes(list_workbook(Form.load("master"), MASTER))
    return path


def command(master: Path, folder: Path, due: str, *more: str) -> list[str]:
    given = ["--form", FORM.name, "--master", str(master), "--due", due, "--round", str(folder)]
    return ["distribute", *given, *more]


def test_the_command_issues_and_says_what_to_do_next(master_file: Path, tmp_path: Path) -> None:
    folder, due = tmp_path / "r", str(date.today() + timedelta(days=9))
    done = CliRunner().invoke(cli, command(master_file, folder, due, "--name", NAME))
    assert done.exit_code == 0
    assert str(folder / "outbox") in done.output
    assert f"xlperf status --round {folder}" in done.output
    assert "本次 3 个，此前 0 个" in done.output
    again = CliRunner().invoke(cli, command(master_file, folder, due, "--json"))
    printed = json.loads(again.output)
    assert printed["round"] == NAME
    assert [each["new"] for each in printed["issued"]] == [False] * 3
    assert sorted(Path(each["file"]).name for each in printed["issued"]) == sorted(outbox(folder))
    with open_round(folder) as round:
        assert round.ledger.events()[0].by


@pytest.mark.parametrize(
    "due", [DUE, str(DUE), BEGUN.replace(month=3, day=15), "2023/3/15", "2023年3月15日"]
)
def test_a_due_date_is_a_date_or_its_text(due: date | str, tmp_path: Path) -> None:
    list(distribute(FORM, MASTER, tmp_path / "r", due, BEGUN))
    with open_round(tmp_path / "r") as round:
        assert round.due == DUE
    with begin_round(tmp_path / "r", due, BEGUN) as round:
        assert len(round.ledger.issues()) == len(MASTER.units)


@pytest.mark.parametrize("due", ["2023-3-15", "15.3.2023", "2023-02-30", "20990101", "soon", ""])
def test_a_due_date_that_is_none(due: str, master_file: Path, tmp_path: Path) -> None:
    def run() -> None:
        cli(command(master_file, tmp_path / "r", due), standalone_mode=False)

    assert code_of(run) == "round.due"
    assert not (tmp_path / "r").exists()


def test_the_command_wants_what_it_needs(master_file: Path) -> None:
    with pytest.raises(click.UsageError):
        cli(
            ["distribute", "--form", FORM.name, "--master", str(master_file)], standalone_mode=False
        )
