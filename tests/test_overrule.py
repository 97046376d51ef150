"""overrule: the office's word on a copy, on which copy counts, on asking a unit at all."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from parts.ledgers import NOW, arrived, begun, on, unit_of
from test_cli import Ran
from xlperf.findings.errors import RoundError
from xlperf.rounds import Round, UnitStanding, UnitState, overrule, status
from xlperf.rounds.ledger.entries import Ruling, Verdict, Withdrawal

pytestmark = pytest.mark.usefixtures("quick")

ONE, TWO, THREE = "125001", "125002", "125003"
ACCEPT, BACK = Verdict.WITH_FINDINGS, Verdict.SENT_BACK


@pytest.fixture
def round(tmp_path: Path) -> Iterator[Round]:
    """Unit one sent two copies, the first of them twice, and rubbish; unit two one sent back."""
    with begun(tmp_path / "r", map(unit_of, range(1, 4))) as made:
        arrived(made, ONE, b"1", on(3), name="一.xlsx")  # 1
        arrived(made, ONE, b"2", on(4), name="二.xlsx")  # 2
        arrived(made, ONE, b"1", on(5), name="一 副本.xlsx")  # 3
        arrived(made, TWO, b"4", on(5), verdict=BACK, errors=1, remarks=("错",))  # 4
        arrived(made, ONE, b"5", on(6), verdict=Verdict.UNREADABLE)  # 5
        arrived(made, ONE, b"6", on(6), verdict=Verdict.OTHER_ROUND)  # 6
        arrived(made, "", b"7", on(6), verdict=Verdict.UNRECOGNISED)  # 7
        yield made


def standing_of(round: Round, unit: str) -> UnitStanding:
    """How a unit stands now."""
    found = status(round, at=NOW).unit(unit)
    assert isinstance(found, UnitStanding)
    return found


def counted(round: Round, unit: str) -> int:
    """The number of the copy of a unit that counts; 0 for none."""
    copy = standing_of(round, unit).copy
    return copy.arrival.id if copy else 0


def test_another_copy_counts_and_can_be_changed_again(round: Round) -> None:
    assert counted(round, ONE) == 2
    made = overrule(round, "１２５００１", reason=" 以盖章的一份为准 ", at=on(7), by="张三", copy=1)
    assert made == Ruling(
        unit=ONE, arrival=1, counts=True, reason="以盖章的一份为准", by="张三", at=on(7)
    )
    assert counted(round, ONE) == 1
    overrule(round, ONE, reason="改回", at=on(8), copy=2)
    assert counted(round, ONE) == 2


def test_a_copy_sent_back_is_taken_as_it_is(round: Round) -> None:
    assert standing_of(round, TWO).standing is UnitState.SENT_BACK
    overrule(round, TWO, reason="电话核实", at=on(7), verdict=ACCEPT)
    assert standing_of(round, TWO).standing is UnitState.SUBMITTED


def test_the_counting_copy_is_sent_back(round: Round) -> None:
    overrule(round, ONE, reason="没有盖章", at=on(7), verdict=BACK)
    assert standing_of(round, ONE).standing is UnitState.SENT_BACK
    assert counted(round, ONE) == 2


def test_sending_a_copy_back_does_not_make_it_count(round: Round) -> None:
    overrule(round, ONE, reason="旧的不要", at=on(7), copy=1, verdict=BACK)
    assert counted(round, ONE) == 2


def test_a_copy_of_another_round_counts_when_the_office_takes_it(round: Round) -> None:
    overrule(round, ONE, reason="表一样", at=on(7), copy=6, verdict=ACCEPT)
    assert counted(round, ONE) == 6


def test_a_unit_is_no_longer_asked(round: Round) -> None:
    made = overrule(round, THREE, reason="撤并", at=on(7), withdraw=True)
    assert isinstance(made, Withdrawal)
    assert status(round, at=NOW).issued == 2
    with pytest.raises(RoundError) as caught:
        overrule(round, THREE, reason="再来", at=on(8), withdraw=True)
    assert "撤并" in caught.value.message("zh")


def test_everything_is_in_the_audit(round: Round) -> None:
    overrule(round, ONE, reason="为准", at=on(7), by="张三", copy=1)
    last = round.ledger.events()[-1]
    assert (last.action, last.by, last.unit, last.at) == ("overruled", "张三", ONE, on(7))
    assert last.facts["reason"] == "为准"


@pytest.mark.parametrize(
    ("unit", "asked", "code", "said"),
    [
        (ONE, {"reason": "  ", "copy": 1}, "no-reason", "--reason"),
        (ONE, {}, "no-decision", "--copy"),
        (ONE, {"withdraw": True, "copy": 1}, "no-decision", "--withdraw"),
        (ONE, {"verdict": Verdict.UNREADABLE}, "no-decision", "--accept"),
        ("x", {"copy": 1}, "no-unit", "125003 示例单位3"),
        (ONE, {"copy": 99}, "unknown-copy", "2 二.xlsx"),
        (ONE, {"copy": 7}, "unknown-copy", "1 一.xlsx"),
        (ONE, {"copy": 4}, "copy-of-another", TWO),
        (ONE, {"copy": 3}, "copy-duplicate", "--copy 1"),
        (ONE, {"copy": 5, "verdict": ACCEPT}, "copy-unreadable", "读不出来"),
        (ONE, {"copy": 6}, "copy-not-accepted", "--accept"),
        (THREE, {"verdict": ACCEPT}, "no-copy", "—"),
    ],
)
def test_what_cannot_be_decided_is_one_clear_line(
    round: Round, unit: str, asked: dict[str, object], code: str, said: str
) -> None:
    before = round.ledger.events()
    with pytest.raises(RoundError) as caught:
        overrule(round, unit, at=on(7), **({"reason": "因为"} | asked))  # type: ignore[arg-type]
    assert caught.value.code == f"round.{code}"
    assert said in caught.value.message("zh")
    assert "\n" not in caught.value.message("en")
    assert round.ledger.events() == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--copy", "1"), "：采用编号 1"),
        (("--accept",), "：编号 2 的来件照原样采用"),
        (("--send-back",), "：编号 2 的来件退回"),
        (("--withdraw",), "：不再要求上报"),
    ],
)
@pytest.mark.parametrize("called", [ONE, "单位1"])
def test_the_command_says_whose_copy_it_was(
    round: Round, called: str, words: tuple[str, ...], said: str
) -> None:
    """A part of a name may be found in another unit than was meant."""
    ran = Ran("overrule", "--round", round.folder, called, *words, "--reason", "x")
    assert (ran.code, ran.out.split(said)[0]) == (0, f"{ONE} 示例单位1（虚构）"), ran


def decided_json(round: Round, *words: object) -> dict[str, Any]:
    ran = Ran("overrule", "--round", round.folder, *words, "--reason", " 因为 ", "--json")
    assert (ran.code, ran.error) == (0, "")
    told: dict[str, Any] = json.loads(ran.out)
    assert (next(iter(told)), told["schema"], told["reason"]) == ("schema", 1, "因为")
    return told


def test_the_command_tells_programs_too(round: Round) -> None:
    one = {"code": ONE, "name": "示例单位1（虚构）"}
    told = decided_json(round, "单位1", "--copy", "1", "--by", "张三")
    assert (told["decided"], told["unit"], told["by"]) == ("overruled", one, "张三")
    assert (told["arrival"]["id"], told["arrival"]["counts"]) == (1, True)
    told = decided_json(round, ONE, "--send-back")
    assert (told["decided"], told["arrival"]["verdict"]) == ("overruled-sent-back", "sent-back")
    told = decided_json(round, "--ignore", "5")
    assert (told["decided"], told["unit"], told["arrival"]["state"]) == ("ignored", None, "ignored")
    told = decided_json(round, ONE, "--withdraw")
    assert (told["decided"], told["unit"], told["arrival"]) == ("withdrawn", one, None)


def test_what_is_not_clear_names_every_way_to_decide(round: Round) -> None:
    ran = Ran("overrule", "--round", round.folder, ONE, "--ignore", "5", "--reason", "x")
    assert ran.code == 2
    ways = ("--copy", "--accept", "--send-back", "--join", "--withdraw", "--ignore", "--assign")
    for way in ways:
        assert way in ran.line


def test_the_command_decides_and_says_so(round: Round) -> None:
    head = ("overrule", "--round", round.folder)
    ran = Ran(*head, ONE, "--copy", "1", "--reason", "以这份为准", "--by", "张三")
    assert (ran.code, ran.error) == (0, "")
    assert "采用编号 1" in ran.out
    assert counted(round, ONE) == 1
    assert round.ledger.rulings()[0].by == "张三"
    ran = Ran(*head, ONE, "--accept", "--send-back", "--reason", "x")
    assert (ran.code, "--accept" in ran.line) == (2, True)
    ran = Ran(*head, TWO, "--withdraw", "--reason", "撤并", "--lang", "en")
    assert "no longer asked" in ran.out
