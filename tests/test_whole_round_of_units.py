"""A round stays whole: who is asked, what a new master changes, and what is told beside."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner

from parts.rounds import (
    FORM,
    IN_TIME,
    answered,
    begun,
    budget_of,
    issued,
    master_of,
    states,
    took_in,
    touched,
)
from test_reissue import again, issues, raised, sent
from xlperf.budget.nouns import Master
from xlperf.cli.program import cli
from xlperf.findings import Finding, Level, OutputError, OwnText, Place, RoundError
from xlperf.form.form import Form
from xlperf.master.list_form import list_workbook
from xlperf.reading.one_file import read
from xlperf.rounds import (
    Standing,
    UnitStanding,
    Words,
    counting_returns,
    foreseen,
    history,
    open_round,
    opening,
    overrule,
    reissue,
    standing_json,
    status,
)
from xlperf.rounds.arriving import Issued, judge
from xlperf.rounds.ledger.entries import Arrival, Event
from xlperf.rounds.ledger.ledger import Ledger
from xlperf.rounds.telling.reasons import reasons_of
from xlperf.rounds.telling.workbook import status_workbook
from xlperf.syncing.up_to_date import sync

pytestmark = pytest.mark.usefixtures("quick")

LATER = IN_TIME + timedelta(days=1)
Place_ = tuple[Path, str]


@pytest.fixture
def folder(tmp_path: Path, ledger_url: str) -> Place_:
    """A round of three units."""
    place = tmp_path / "r"
    begun(place, master_of(1, 2, 3), ledger_url)
    return place, ledger_url


def returned(place: Place_, name: str, content: bytes) -> None:
    """A file comes in."""
    path = place[0].parent / name
    path.write_bytes(content)
    took_in(place[0], [path], ledger=place[1])


def standing(place: Place_) -> Standing:
    with open_round(*place) as round:
        return status(round, at=LATER)


def run(*arguments: object) -> tuple[int, str]:
    done = CliRunner().invoke(cli, [str(each) for each in arguments], catch_exceptions=False)
    return done.exit_code, done.output


def listed(path: Path, master: Master) -> Path:
    path.write_bytes(list_workbook(Form.load("master"), master))
    return path


def everything(place: Path) -> dict[str, bytes]:
    """Every file of a round, the ledger too."""
    files = (each for each in place.rglob("*") if each.is_file())
    return {each.relative_to(place).as_posix(): each.read_bytes() for each in files}


# Who is asked.


def test_a_unit_that_is_listed_again_is_asked_again(folder: Place_) -> None:
    again(folder, master=master_of(1, 2))
    assert [each.unit.code for each in standing(folder).withdrawn] == ["990003"]
    returned(folder, "三.xlsx", answered(3))
    assert states(*folder) == {"三.xlsx": "sent-back"}
    done = again(folder, master=master_of(1, 2, 3))
    assert sent(done) == [], "it has the workbook of these very values already"
    assert states(*folder) == {"三.xlsx": "accepted"}
    found = standing(folder)
    assert (found.withdrawn, found.issued) == ((), 3)
    with open_round(*folder) as round:
        returns = counting_returns(round, at=LATER)
        steps = history(round, found, "990003")
    assert [each.unit.code for each in returns.master.units] == ["990001", "990002", "990003"]
    assert [unit.code for unit, _ in returns.copies] == ["990003"]
    (told,) = [each.record for each in steps if isinstance(each.record, Event)
               and each.record.action == "asked-again"]  # fmt: skip
    assert Words("zh", found).event(told) == "新主预算（第 3 版）重新列入，恢复上报"
    assert "edition 3" in Words("en", found).event(told)
    assert status_workbook(found, [])


def test_a_unit_left_out_again_is_withdrawn_again(folder: Place_) -> None:
    for units in ((1, 2), (1, 2, 3), (1, 2)):
        again(folder, master=master_of(*units))
    assert [each.unit.code for each in standing(folder).withdrawn] == ["990003"]
    with open_round(*folder) as round:
        told = [each.action for each in round.ledger.events() if each.unit == "990003"]
    assert told == ["issued", "withdrawn", "asked-again", "withdrawn"]


def test_a_unit_that_comes_back_with_another_amount_is_issued_another(folder: Place_) -> None:
    again(folder, master=master_of(1, 2))
    assert sent(again(folder, master=raised(3))) == [("990003", 2)]


def test_a_unit_the_office_withdrew_stays_so_and_is_told(folder: Place_) -> None:
    with open_round(*folder) as round:
        overrule(round, "990003", reason="机构撤并", at=LATER, withdraw=True)
        made = reissue(round, LATER, master=raised(1, 3), workers=1)
        assert sent(list(made)) == [("990001", 2)]
    assert [(each.unit, each.reason) for each in made.still_withdrawn] == [("990003", "机构撤并")]
    assert made.asked_again == ()
    assert [each.unit.code for each in standing(folder).withdrawn] == ["990003"]


def test_the_office_may_withdraw_a_unit_that_was_left_out_before(folder: Place_) -> None:
    again(folder, master=master_of(1, 2))
    again(folder, master=master_of(1, 2, 3))
    with open_round(*folder) as round:
        overrule(round, "990003", reason="撤并", at=LATER, withdraw=True)
    again(folder, master=raised(3))
    (gone,) = standing(folder).withdrawn
    assert (gone.withdrawal.reason, gone.withdrawal.cause) == ("撤并", "")


def test_the_command_says_who_is_asked_again_and_who_is_not(tmp_path: Path) -> None:
    place = tmp_path / "r"
    begun(place, master_of(1, 2, 3))
    run("sync", "--round", place, "--master", listed(tmp_path / "2.xlsx", master_of(1)))
    with open_round(place) as round, round.ledger.changing(LATER, "") as change:
        (gone,) = [each for each in round.ledger.withdrawals() if each.unit == "990002"]
        change.add_withdrawal(gone.model_copy(update={"cause": "", "reason": "机构撤并"}))
    again_path = listed(tmp_path / "3.xlsx", raised())
    code, said = run("sync", "--round", place, "--master", again_path)
    assert (code, "990003 示例单位3　新主预算重新列入，恢复上报" in said) == (0, True)
    assert "990002 示例单位2　主预算列有，但已裁定不再要求上报" in said
    assert "机构撤并" in said
    code, said = run("sync", "--round", place, "--json")
    told = json.loads(said)
    assert (told["asked_again"], told["dry_run"]) == ([], False)
    assert told["still_withdrawn"] == [{"unit": "990002", "reason": "机构撤并"}]


# What a new master changes, and what it does not.


def test_a_value_that_becomes_blank_is_issued_as_a_change(folder: Place_) -> None:
    master = master_of(1, 2, 3)
    first = master.units[0]
    project = first.projects[0].model_copy(update={"purpose": "", "other": None, "fiscal": None})
    new = first.model_copy(update={"projects": (project,)})
    done = again(folder, master=master.model_copy(update={"units": (new, *master.units[1:])}))
    assert sent(done) == [("990001", 2)]
    with open_round(*folder) as round:
        changes = {each.field: each.now for each in round.ledger.changes()}
    assert changes["fiscal"] == ""
    filled = read(folder[0] / issues(folder)[-1].file)
    assert filled.projects[0].project.fiscal is None
    assert filled.identity is not None
    assert "fiscal" not in filled.identity.locked(project.code)


def test_an_edition_that_changes_nothing_for_a_unit_issues_it_nothing(folder: Place_) -> None:
    """Unit two holds issue 2, made from its answer to issue 1; the next edition is about one."""
    returned(folder, "二.xlsx", answered(2))
    assert sent(again(folder, master=raised(2))) == [("990002", 2)]
    assert sent(again(folder, master=raised(1, 2))) == [("990001", 2)]
    assert sent(again(folder)) == []


def test_a_value_the_unit_overwrote_is_no_change_of_an_edition(folder: Place_) -> None:
    returned(folder, "二.xlsx", touched(answered(2), {"name": "另一个名称"}))
    assert sent(again(folder, master=raised(1))) == [("990001", 2)]


TENFOLD = [("万元 as 元", 10_000, True), ("a tenth", Decimal("0.1"), True), ("thrice", 3, False)]


def scaled(factor: Decimal | int, *numbers: int, units: tuple[int, ...] = (1, 2, 3)) -> Master:
    """The master budget with some units' amounts multiplied."""
    budgets = []
    for number, budget in zip(units, master_of(*units).units, strict=True):
        (project,) = budget.projects
        amounts = {"budget": project.budget, "fiscal": project.fiscal, "other": project.other}
        more = {name: value * factor for name, value in amounts.items() if value is not None}
        changed = project.model_copy(update=more if number in numbers else {})
        budgets.append(budget.model_copy(update={"projects": (changed,)}))
    return master_of(*units).model_copy(update={"units": tuple(budgets)})


@pytest.mark.parametrize(("factor", "is_doubted"), [each[1:] for each in TENFOLD])
def test_a_master_in_another_unit_of_money_stops(
    folder: Place_, factor: Decimal | int, is_doubted: bool
) -> None:
    master = scaled(factor, 1, 2)
    if is_doubted:
        with pytest.raises(RoundError) as caught:
            again(folder, master=master)
        assert caught.value.code == "round.other-scale"
        for lang in ("zh", "en"):
            assert "→" in caught.value.message(lang)  # type: ignore[arg-type]
        assert {each.edition for each in issues(folder)} == {1}
        with open_round(*folder) as round:
            assert round.ledger.edition().number == 1
    assert len(sent(again(folder, master=master, amounts_are_right=True))) == 2


def test_one_amount_that_grew_tenfold_among_others_is_no_doubt(folder: Place_) -> None:
    assert sent(again(folder, master=scaled(10, 1))) == [("990001", 2)]


def test_a_single_file_doubts_the_scale_of_a_master_too(tmp_path: Path) -> None:
    master = scaled(10_000, 1, units=(1,))
    filled = read(answered(1), FORM)
    (found,) = sync(filled, master).refused
    assert (found.code, found.values["factor"]) == ("sync.other-scale", "10,000")
    assert "→" in found.message("en")
    assert sync(filled, master, amounts_are_right=True).is_changed
    assert not sync(filled, scaled(3, 1, units=(1,))).refused
    path, out = tmp_path / "交来.xlsx", tmp_path / "out"
    path.write_bytes(answered(1))
    asked = ("sync", path, "--master", listed(tmp_path / "m.xlsx", master), "--out", out)
    code, said = run(*asked)
    assert (code, "--amounts-are-right" in said) == (1, True)
    assert run(*asked, "--amounts-are-right")[0] == 0


# Whose a file is, and where what is issued lies.


def test_a_file_is_its_units_whatever_another_units_file_was_called(tmp_path: Path) -> None:
    place = tmp_path / "r"
    begun(place, master_of(1, 2, 3))
    for number in (1, 2):
        (tmp_path / str(number)).mkdir()
        (tmp_path / str(number) / "绩效目标表.xlsx").write_bytes(answered(number))
    first, second = (tmp_path / str(number) / "绩效目标表.xlsx" for number in (1, 2))
    run("collect", first, "--round", place)
    run("sync", "--round", place, "--master", listed(tmp_path / "m.xlsx", raised(1, 2)))
    for number, path in ((1, first), (2, second)):
        path.write_bytes(touched(answered(number), {"goal": f"第{number}个单位改了目标"}))
    run("collect", first, "--round", place)
    code, said = run("sync", "--round", place, second)
    assert (code, "990002 示例单位2　第 3 次下发" in said) == (0, True)
    assert "990001" not in said
    folder = place / "outbox" / "edition-2"
    assert "outbox/edition-2/990002 示例单位2（第3次）.xlsx" in said
    assert f"请把上面列出的文件发给这些单位，都在 {folder}。" in said
    code, said = run("sync", "--round", place, second)
    assert "重新下发 0 个单位" in said


# What would be done.


def test_a_dry_run_says_all_of_it_and_writes_nothing(tmp_path: Path) -> None:
    place = tmp_path / "r"
    begun(place, master_of(1, 2, 3))
    returned((place, ""), "二.xlsx", answered(2))
    new = listed(tmp_path / "m.xlsx", raised(1, 2, units=(1, 2)))
    before = everything(place)
    asked = ("sync", "--round", place, "--master", new)
    code, said = run(*asked, "--dry-run")
    assert (code, everything(place) == before) == (0, True)
    would = json.loads(run(*asked, "--dry-run", "--json")[1])
    assert everything(place) == before
    assert "没有写任何文件" in said
    did = json.loads(run(*asked, "--json")[1])
    assert (would["dry_run"], would["folders"]) == (True, [])
    assert {**would, "dry_run": False, "folders": did["folders"]} == did
    assert [each["code"] for each in did["dropped"]] == ["990003"]
    assert [each["issue"] for each in did["units"]] == [2, 2]


def test_a_dry_run_of_one_file_does_not_take_it_in(tmp_path: Path) -> None:
    place, late = tmp_path / "r", tmp_path / "旧表.xlsx"
    begun(place, master_of(1, 2, 3))
    run("sync", "--round", place, "--master", listed(tmp_path / "m.xlsx", raised(2)))
    late.write_bytes(answered(2))
    before = everything(place)
    would = json.loads(run("sync", "--round", place, late, "--dry-run", "--json")[1])
    assert everything(place) == before
    assert [(each["unit"]["code"], each["issue"]) for each in would["units"]] == [("990002", 3)]
    did = json.loads(run("sync", "--round", place, late, "--json")[1])
    assert did["units"] == would["units"]
    with open_round(place) as round, foreseen(round, [late], LATER) as arrivals:
        assert [each.id for each in arrivals] == [1], "what came in before is as the ledger has it"


def test_a_dry_run_of_files_writes_none(tmp_path: Path) -> None:
    path, out = tmp_path / "交来.xlsx", tmp_path / "out"
    path.write_bytes(answered(1))
    new = listed(tmp_path / "m.xlsx", raised(1, units=(1,)))
    asked = ("sync", path, "--master", new, "--out", out)
    code, said = run(*asked, "--dry-run")
    assert (code, out.exists(), "没有写任何文件" in said) == (0, False, True)
    would = json.loads(run(*asked, "--dry-run", "--json")[1])
    did = json.loads(run(*asked, "--json")[1])
    assert (would["dry_run"], did["dry_run"]) == (True, False)
    assert would["files"] == did["files"]
    path.write_bytes(touched(answered(1), {"goal": "又改"}))
    assert run(*asked, "--dry-run")[0] == 2, "what is there would not be written over"


# A copy that is sent once more.


def unit_two(found: Standing) -> UnitStanding:
    one = found.unit("990002")
    assert isinstance(one, UnitStanding)
    return one


def test_a_unit_that_sends_a_b_and_a_again_is_told_which_counts(folder: Place_) -> None:
    first, other = answered(2), touched(answered(2), {"goal": "改过的目标惠及千人。"})
    returned(folder, "甲.xlsx", first)
    returned(folder, "乙.xlsx", other)
    assert standing(folder).sent_again == ()
    path = folder[0].parent / "甲 再发.xlsx"
    path.write_bytes(first)
    took_in(folder[0], [path], LATER, ledger=folder[1])
    found = standing(folder)
    (one,) = found.sent_again
    assert (one.again.id, one.first.id, one.counting.id) == (3, 1, 2)
    said = Words("zh", found).sent_again(one)
    assert "计入的仍是编号 2“乙.xlsx”" in said
    assert "要以编号 1 为准，由经办机关裁定" in said
    assert "xlperf" not in said, "units read it, who have no such command"
    assert "still counts" in Words("en", found).sent_again(one)
    assert said in Words("zh", found).reasons(unit_two(found))
    assert standing_json(found)["sent_again"][0]["counts"] == 2
    with open_round(*folder) as round:
        overrule(round, "990002", reason="以先发的为准", at=LATER, copy=1)
    assert standing(folder).sent_again == (), "the copy that came again is the one that counts"


def test_the_same_file_sent_once_more_is_told_when_it_is_collected(tmp_path: Path) -> None:
    place, mail = tmp_path / "r", tmp_path / "邮件"
    begun(place, master_of(1, 2, 3))
    mail.mkdir()
    (mail / "甲.xlsx").write_bytes(answered(2))
    (mail / "乙.xlsx").write_bytes(touched(answered(2), {"goal": "改过的目标惠及千人。"}))
    run("collect", mail / "甲.xlsx", "--round", place)
    run("collect", mail / "乙.xlsx", "--round", place)
    _, said = run("collect", mail / "甲.xlsx", "--round", place)
    assert "“甲.xlsx”又报来一次，就是编号 1" in said
    told = json.loads(run("collect", mail / "甲.xlsx", "--round", place, "--json")[1])
    assert [(each["first"], each["counts"]) for each in told["sent_again"]] == [(1, 2)]
    _, said = run("collect", mail, "--round", place)
    assert "又报来一次" not in said, "a folder collected twice is nobody's second mail"


def test_a_unit_whose_counting_copy_is_sent_back_reads_it_in_its_request(folder: Place_) -> None:
    returned(folder, "甲.xlsx", answered(2))
    returned(folder, "乙.xlsx", touched(answered(2), {"name": "改了名称"}))
    returned(folder, "甲 再发.xlsx", answered(2))
    found = standing(folder)
    assert "计入的是“乙.xlsx”" in Words("zh", found).request(unit_two(found))


# What lies in the folder.


def test_status_names_what_was_altered_or_is_gone(folder: Place_) -> None:
    for number in (1, 2, 3):
        returned(folder, f"{number}.xlsx", answered(number))
    assert standing(folder).altered == ()
    with open_round(*folder) as round:
        changed, gone, _ = (round.folder / each.file for each in round.ledger.arrivals())
    changed.write_bytes(changed.read_bytes() + b" ")
    gone.unlink()
    found = standing(folder)
    assert [(each.arrival.name, each.code) for each in found.altered] == [
        ("1.xlsx", "kept.changed"), ("2.xlsx", "kept.gone"),
    ]  # fmt: skip
    more = ("--ledger", folder[1]) if folder[1] else ()
    code, said = run("status", "--round", folder[0], *more)
    assert (code, "不是收到时的样子" in said, "不见了" in said) == (0, True, True)
    told = json.loads(run("status", "--round", folder[0], "--json", *more)[1])
    assert [each["code"] for each in told["altered"]] == ["kept.changed", "kept.gone"]


# Several desks.


@pytest.mark.parametrize("masters", [[raised(1, 2, 3)] * 3, [raised(1), raised(2), raised(3)]])
def test_three_desks_that_sync_at_once_see_no_duplicate_key(
    folder: Place_, masters: list[Master]
) -> None:
    with ThreadPoolExecutor(3) as desks:
        done = list(desks.map(lambda master: again(folder, master=master), masters))
    same = masters[0] == masters[1]
    found = sorted(each for one in done for each in sent(one))
    assert len(found) == len(set(found)), "no workbook is issued twice"
    with open_round(*folder) as round:
        assert round.ledger.edition().number == (2 if same else 4)
    if same:
        assert found == [("990001", 2), ("990002", 2), ("990003", 2)]
    again(folder)
    for each in issues(folder):
        assert sha256((folder[0] / each.file).read_bytes()).hexdigest() == each.digest


def test_three_desks_that_begin_one_round_at_once_issue_each_workbook_once(
    tmp_path: Path, ledger_url: str
) -> None:
    place = tmp_path / "r"

    def begin(_: int) -> int:
        return len(issued(place, master_of(1, 2, 3), ledger=ledger_url))

    with ThreadPoolExecutor(3) as desks:
        assert list(desks.map(begin, range(3))) == [3, 3, 3]
    assert len(issues((place, ledger_url))) == 3


def test_three_desks_that_drop_one_unit_at_once(folder: Place_) -> None:
    with ThreadPoolExecutor(3) as desks:
        list(desks.map(lambda _: again(folder, master=master_of(1, 2)), range(3)))
    with open_round(*folder) as round:
        assert [each.unit for each in round.ledger.withdrawals()] == ["990003"]
        assert round.ledger.edition().number == 2


# What a rule of somebody's own says.


def test_the_ledger_keeps_what_a_rule_of_ones_own_says(folder: Place_) -> None:
    own = OwnText(
        says={"zh": "用途太笼统", "en": "the purpose is too vague"},
        mend={"zh": "请写具体", "en": "be concrete"}, level=Level.ERROR,
    )  # fmt: skip
    filled = read(answered(1), FORM)
    finding = Finding("office.purpose", Level.ERROR, Place("", "表", "B5"), own=own)
    with open_round(*folder) as round:
        ledger = round.ledger
        found = judge(
            replace(filled, findings=(finding,)),
            ledger.terms,
            ledger.edition(),
            Issued(ledger.edition(), ledger.issues()),
        )
        arrival = Arrival(
            name="一.xlsx", digest="1" * 64, unit="990001", number=1, file="received/a",
            received_at=IN_TIME, verdict=found.verdict, edition=1, reasons=found.reasons,
        )  # fmt: skip
        with ledger.changing(IN_TIME, "") as change:
            change.add_arrival(arrival)
        (kept,) = ledger.arrivals()
        made = status(round, at=LATER)
    assert "用途太笼统" in reasons_of(kept, "zh")[0]
    assert "the purpose is too vague" in reasons_of(kept, "en")[0]
    (unit,) = [each for each in standing_json(made)["units"] if each["copy"]]
    assert unit["facts"][0]["own"]["mend"]["en"] == "be concrete"
    assert budget_of(1).unit.code == unit["unit"]["code"]


def test_a_round_that_cannot_be_begun_lets_go_of_its_ledger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[str] = []

    def fails(path: Path, _: bytes) -> None:
        raise OutputError("out.cannot-write", file=path, found="No space left on device")

    close = Ledger.close
    monkeypatch.setattr(opening, "write_whole", fails)
    monkeypatch.setattr(Ledger, "close", lambda self: (closed.append(self.terms.name), close(self)))
    with pytest.raises(OutputError):
        opening.begin_round(tmp_path / "r", "2023-03-15", IN_TIME)
    assert closed == ["r"]
