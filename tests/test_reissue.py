"""A round whose master budget changes: who is sent another workbook, and what the ledger says."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from unittest.mock import Mock

import pytest
from click.testing import CliRunner

from parts import faults
from parts.rounds import (
    FORM,
    IN_TIME,
    all_judged,
    answered,
    begun,
    budget_of,
    issued,
    master_of,
    states,
    took_in,
    touched,
)
from xlperf.budget.nouns import Master
from xlperf.cli.program import cli
from xlperf.findings.errors import RoundError, XlperfError
from xlperf.form.form import Form
from xlperf.master.list_form import list_workbook
from xlperf.reading.one_file import read
from xlperf.rounds.counting.rulings import overrule
from xlperf.rounds.ledger.entries import Issue
from xlperf.rounds.opening import open_round
from xlperf.rounds.reissuing import Reissued, reissue

pytestmark = pytest.mark.usefixtures("quick")

LATER = IN_TIME + timedelta(days=1)


@pytest.fixture
def folder(tmp_path: Path, ledger_url: str) -> tuple[Path, str]:
    """A round of three units."""
    place = tmp_path / "r"
    begun(place, master_of(1, 2, 3), ledger_url)
    return place, ledger_url


def raised(*numbers: int, by: int = 1, units: tuple[int, ...] = (1, 2, 3)) -> Master:
    """The master budget with some units' amounts raised."""
    master = master_of(*units)
    budgets = []
    for number, budget in zip(units, master.units, strict=True):
        (project,) = budget.projects
        if number in numbers:
            more = {
                name: (getattr(project, name) or Decimal(0)) + by for name in ("budget", "fiscal")
            }
            project = project.model_copy(update=more)
        budgets.append(budget.model_copy(update={"projects": (project,)}))
    return master.model_copy(update={"units": tuple(budgets)})


def again(place: tuple[Path, str], **more: object) -> list[Reissued]:
    with open_round(*place) as round:
        return list(reissue(round, LATER, by="王", workers=1, **more))  # type: ignore[arg-type]


def sent(done: list[Reissued]) -> list[tuple[str, int]]:
    return [(each.unit.code, each.issue.number) for each in done if each.issue]


def test_only_the_unit_whose_amount_changed_gets_another_workbook(
    folder: tuple[Path, str],
) -> None:
    done = again(folder, master=raised(2))
    assert sent(done) == [("990002", 2)]
    with open_round(*folder) as round:
        (new,) = [each for each in round.ledger.issues() if each.number == 2]
        assert (new.edition, new.source) == (2, 0)
        assert new.file.startswith("outbox/edition-2/990002 ")
        assert [(each.kind.value, each.field) for each in round.ledger.changes()] == [
            ("refreshed", "budget"), ("refreshed", "fiscal"),
        ]  # fmt: skip
        told = [each.action for each in round.ledger.events()][-4:]
    assert told == ["edition", "issued", "changed", "changed"]
    assert read(folder[0] / new.file).identity.number == 2  # type: ignore[union-attr]


def test_answers_that_came_in_are_in_the_new_workbook(
    folder: tuple[Path, str], tmp_path: Path
) -> None:
    inbox = tmp_path / "交来.xlsx"
    inbox.write_bytes(touched(answered(2), {"goal": "只填了一半"}))
    took_in(folder[0], [inbox], ledger=folder[1])
    (new,) = [each for each in again(folder, master=raised(2)) if each.issue]
    assert new.issue is not None
    assert new.issue.source == 1
    (project,) = read(folder[0] / new.issue.file).projects
    assert project.project.goal == "只填了一半"


def test_a_copy_accepted_by_the_old_master_is_judged_by_the_new_one(
    folder: tuple[Path, str], tmp_path: Path
) -> None:
    inbox = tmp_path / "交来.xlsx"
    inbox.write_bytes(answered(2))
    assert took_in(folder[0], [inbox], ledger=folder[1])["交来.xlsx"].state.value == "accepted"
    again(folder, master=raised(2))
    assert states(*folder) == {"交来.xlsx": "sent-back"}
    with open_round(*folder) as round:
        (judged,) = [each for each in round.ledger.events() if each.action == "judged"]
        assert judged.facts == {"arrival": 1, "before": "accepted", "after": "sent-back"}


def test_the_new_workbook_comes_back_and_counts(folder: tuple[Path, str], tmp_path: Path) -> None:
    first, second = tmp_path / "交来.xlsx", tmp_path / "更新后.xlsx"
    first.write_bytes(answered(2))
    took_in(folder[0], [first], ledger=folder[1])
    (new,) = [each for each in again(folder, master=raised(2)) if each.issue]
    assert new.issue is not None
    second.write_bytes((folder[0] / new.issue.file).read_bytes())
    took_in(folder[0], [second], LATER, ledger=folder[1])
    assert states(*folder) == {"交来.xlsx": "superseded", "更新后.xlsx": "accepted"}


def test_an_old_workbook_answered_after_the_reissue_is_brought_up_to_date_too(
    folder: tuple[Path, str], tmp_path: Path
) -> None:
    again(folder, master=raised(2))
    late = tmp_path / "旧表.xlsx"
    late.write_bytes(answered(2))
    assert (
        took_in(folder[0], [late], LATER, ledger=folder[1])["旧表.xlsx"].state.value == "sent-back"
    )
    done = again(folder)
    assert sent(done) == [("990002", 3)]
    assert sent(again(folder)) == []
    with open_round(*folder) as round:
        last = round.ledger.issues()[-1]
    assert read(folder[0] / last.file).projects[0].project.goal == budget_of(2).projects[0].goal


def test_a_new_unit_gets_its_first_workbook(folder: tuple[Path, str]) -> None:
    assert sent(again(folder, master=master_of(1, 2, 3, 4))) == [("990004", 1)]


def test_a_unit_nobody_heard_of_is_dropped_with_a_line_in_the_ledger(
    folder: tuple[Path, str],
) -> None:
    assert sent(again(folder, master=master_of(1, 2))) == []
    with open_round(*folder) as round:
        (gone,) = round.ledger.withdrawals()
    assert (gone.unit, gone.by) == ("990003", "王")


def test_a_master_that_drops_a_unit_with_returns_is_refused_whole(
    folder: tuple[Path, str], tmp_path: Path
) -> None:
    inbox = tmp_path / "交来.xlsx"
    inbox.write_bytes(answered(3))
    took_in(folder[0], [inbox], ledger=folder[1])
    with pytest.raises(RoundError) as caught:
        again(folder, master=raised(1, units=(1, 2)))
    assert caught.value.code == "round.unit-dropped"
    assert "990003" in caught.value.message("zh")
    with open_round(*folder) as round:
        assert round.ledger.edition().number == 1
        assert round.ledger.withdrawals() == ()
        overrule(round, "990003", at=LATER, by="王", reason="机构撤并", withdraw=True)
    assert sent(again(folder, master=raised(1, units=(1, 2)))) == [("990001", 2)]
    assert states(*folder) == {"交来.xlsx": "accepted"}


def test_another_form_is_refused_and_a_new_version_is_taken(
    folder: tuple[Path, str],
) -> None:
    with pytest.raises(RoundError) as caught:
        again(folder, form=Form.load("central-2021"))
    assert caught.value.code == "round.other-form"
    newer = Form.parse(FORM.source.replace('version = "1"', 'version = "2"'))
    assert sent(again(folder, form=newer)) == [(f"99000{n}", 2) for n in (1, 2, 3)]


def test_returns_of_the_version_before_are_still_read(
    folder: tuple[Path, str], tmp_path: Path
) -> None:
    drawn = FORM.source.replace('version = "1"', 'version = "2"')
    newer = Form.parse(drawn.replace("绩效指标描述", "指标描述"))
    again(folder, form=newer)
    late = tmp_path / "旧版.xlsx"
    late.write_bytes(answered(1))
    took_in(folder[0], [late], LATER, ledger=folder[1])
    (found,) = sent(again(folder))
    assert found == ("990001", 3)


def test_a_file_that_cannot_be_told_apart_stops_nobody_else(
    folder: tuple[Path, str], tmp_path: Path
) -> None:
    inbox = tmp_path / "改了编码.xlsx"
    inbox.write_bytes(touched(answered(1), {"code": "13081123P000999100011"}))
    took_in(folder[0], [inbox], ledger=folder[1])
    done = again(folder, master=raised(1, 2))
    assert sent(done) == [("990002", 2)]
    (refused,) = [each for each in done if each.refused]
    assert refused.unit.code == "990001"


@pytest.mark.long
@pytest.mark.parametrize("number", range(1, 12))
def test_a_run_that_was_killed_is_gone_on_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    place = (tmp_path / "r", "")
    issued(place[0], master_of(1, 2, 3))
    with monkeypatch.context() as patch:
        faults.strike(patch, place[0], faults.interrupted(number))
        with suppress(XlperfError, KeyboardInterrupt, OSError):
            again(place, master=raised(1, 3))
    again(place, master=raised(1, 3))
    with open_round(place[0]) as round:
        found = sorted((each.unit.code, each.number) for each in round.ledger.issues())
        assert all_judged(round) == ()
        assert found == [
            ("990001", 1), ("990001", 2), ("990002", 1), ("990003", 1), ("990003", 2),
        ]  # fmt: skip
        for each in round.ledger.issues():
            assert (place[0] / each.file).is_file()
    assert not list((place[0] / "outbox").rglob(".xlperf-*"))


def test_two_desks_at_once_issue_each_workbook_once(folder: tuple[Path, str]) -> None:
    master = raised(1, 2, 3)
    again(folder, master=master, only=["990001"])
    with ThreadPoolExecutor(2) as desks:
        done = list(desks.map(lambda _: again(folder, master=master), range(2)))
    assert sorted(sent(done[0]) + sent(done[1])) == [("990002", 2), ("990003", 2)]
    with open_round(*folder) as round:
        for each in round.ledger.issues():
            assert sha256((folder[0] / each.file).read_bytes()).hexdigest() == each.digest


def test_a_copy_that_came_in_while_a_run_was_killed_is_brought_up_to_date(
    folder: tuple[Path, str], tmp_path: Path
) -> None:
    """The new edition holds, but this unit had no turn yet when its old workbook came in."""
    master = raised(1, 2)
    again(folder, master=master, only=["990001"])
    late = tmp_path / "旧表.xlsx"
    late.write_bytes(answered(2))
    took_in(folder[0], [late], LATER, ledger=folder[1])
    assert sent(again(folder)) == [("990002", 2)]


def test_a_master_that_goes_back_takes_the_workbook_in_between_back_too(
    folder: tuple[Path, str], tmp_path: Path
) -> None:
    first, second = tmp_path / "交来.xlsx", tmp_path / "第二次.xlsx"
    first.write_bytes(answered(2))
    took_in(folder[0], [first], ledger=folder[1])
    assert sent(again(folder, master=raised(2))) == [("990002", 2)]
    (between,) = [each for each in issues(folder) if each.number == 2]
    assert sent(again(folder, master=raised())) == [("990002", 3)]
    second.write_bytes(touched((folder[0] / between.file).read_bytes(), {"goal": "又改了"}))
    took_in(folder[0], [second], LATER, ledger=folder[1])
    assert sent(again(folder)) == [("990002", 4)]
    assert sent(again(folder)) == []


def issues(place: tuple[Path, str]) -> tuple[Issue, ...]:
    with open_round(*place) as round:
        return round.ledger.issues()


def test_every_workbook_ever_issued_is_still_there_as_it_was(
    folder: tuple[Path, str], tmp_path: Path
) -> None:
    again(folder, master=raised(2))
    late = tmp_path / "旧表.xlsx"
    late.write_bytes(answered(2))
    took_in(folder[0], [late], LATER, ledger=folder[1])
    again(folder)
    assert [each.number for each in issues(folder) if each.unit.code == "990002"] == [1, 2, 3]
    for each in issues(folder):
        assert sha256((folder[0] / each.file).read_bytes()).hexdigest() == each.digest


def test_the_command_names_who_is_dropped_and_who_is_judged_anew(
    tmp_path: Path,
) -> None:
    place = tmp_path / "r"
    issued(place, master_of(1, 2, 3))
    (tmp_path / "交来.xlsx").write_bytes(answered(1))
    took_in(place, [tmp_path / "交来.xlsx"])
    new = tmp_path / "new.xlsx"
    new.write_bytes(list_workbook(Form.load("master"), raised(1, units=(1, 2))))
    ran = CliRunner().invoke(cli, ["sync", "--round", str(place), "--master", str(new)])
    assert ran.exit_code == 0
    assert "990003 示例单位3　新主预算没有列入，不再要求" in ran.output
    assert "990001 示例单位1　原来的来件改判为“退回”" in ran.output
    assert "不用重发 1 个" in ran.output
    mixed = ["sync", "--round", str(place), "--master", str(new), str(tmp_path / "交来.xlsx")]
    with pytest.raises(RoundError) as caught:
        CliRunner().invoke(cli, mixed, catch_exceptions=False)
    assert caught.value.code == "round.files-with-master"
    one = CliRunner().invoke(cli, ["sync", "--round", str(place), str(tmp_path / "交来.xlsx")])
    assert (one.exit_code, "重新下发 0 个单位" in one.output) == (0, True)


@pytest.mark.parametrize(
    ("option", "code"),
    [("--out", "round.with-out"), ("--due", "round.facts-stay"), ("--contact", "round.facts-stay")],
)
def test_options_that_are_not_for_a_round_say_why(tmp_path: Path, option: str, code: str) -> None:
    asked = ["sync", "--round", str(tmp_path), option, "2026-12-15"]
    with pytest.raises(RoundError) as caught:
        CliRunner().invoke(cli, asked, catch_exceptions=False)
    assert caught.value.code == code
    assert option in caught.value.message("zh")


def test_the_command_opens_the_round_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "r"
    begun(place, master_of(1))
    opening = Mock(side_effect=open_round)
    monkeypatch.setattr("xlperf.cli.syncing_a_round.open_round", opening)
    ran = CliRunner().invoke(cli, ["sync", "--round", str(place), "--dry-run"])
    assert (ran.exit_code, opening.call_count) == (0, 1), ran.output
