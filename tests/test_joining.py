"""Two copies of which each holds what the other left blank: said, and joined by the office."""

import io
import json
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from own_rules import in_twos
from parts import samples
from parts.rounds import FORM, IN_TIME, NAME, TOO_LATE, begun, issued, raised_by, states, took_in
from xlperf.cli.next_steps import steps_for
from xlperf.cli.program import cli
from xlperf.findings import LANGS
from xlperf.findings.errors import RoundError
from xlperf.issuing.generation import generate
from xlperf.reading.filled import Filled
from xlperf.reading.one_file import read
from xlperf.rounds import (
    Words,
    counting_returns,
    history,
    join_copies,
    open_round,
    overrule,
    reissue,
    standing_json,
    status,
)
from xlperf.rounds.ledger import HALVES
from xlperf.rounds.ledger.entries import Arrival, Event
from xlperf.rounds.telling import unit_facts, unit_reasons
from xlperf.rules import Rule

pytestmark = pytest.mark.usefixtures("quick")

LATER = IN_TIME + timedelta(days=1)
WHOLE = samples.filled_unit(FORM)
UNIT = WHOLE.unit.code
MASTER = samples.master_of(FORM, WHOLE)
Place = tuple[Path, str]


@cache
def half(*filled: int, overall: str = "", **values: str) -> bytes:
    """The unit's workbook as it was issued, with some of its projects filled in by hand."""
    (made,) = generate(FORM, MASTER, due="2023-03-15", contact="8123456", round_name=NAME)
    blank = read(made.content, FORM)
    book = load_workbook(io.BytesIO(made.content))
    answers = {"goal": "全年服务居民一千人", "purpose": "支付场地费用", "plan.dec": 1, **values}
    for at in filled:
        sheet = blank.projects[at]
        for field, value in answers.items():
            book[sheet.sheet][str(sheet.where[field])].value = value
    part = read(samples.workbook(FORM), FORM).part  # the same sheet, filled in
    if overall and part:
        book[part.sheet][str(part.where["overall.0"])].value = overall
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


@pytest.fixture
def folder(tmp_path: Path, ledger_url: str) -> Place:
    """A round of a unit with two projects."""
    begun(tmp_path / "r", MASTER, ledger_url)
    return tmp_path / "r", ledger_url


def returned(place: Place, *contents: bytes) -> None:
    for number, content in enumerate(contents, 1):
        path = place[0].parent / f"科室{number}.xlsx"
        path.write_bytes(content)
        took_in(place[0], [path], IN_TIME + timedelta(hours=number), ledger=place[1])


def arrivals(place: Place) -> tuple[Arrival, ...]:
    with open_round(*place) as round:
        return round.ledger.arrivals()


def joined(place: Place, first: int = 1, second: int = 2) -> Filled:
    """Join two copies, and read what came of it."""
    with open_round(*place) as round:
        made = join_copies(round, UNIT, first, second, reason="两个科室各填一半", at=LATER, by="王")
        (copy,) = [each for each in round.ledger.arrivals() if each.id == made.arrival]
    return read(place[0] / copy.file, FORM)


def refused(place: Place, first: int = 1, second: int = 2, unit: str = UNIT) -> RoundError:
    before = arrivals(place)
    with open_round(*place) as round, pytest.raises(RoundError) as caught:
        join_copies(round, unit, first, second, reason="合并", at=LATER)
    assert arrivals(place) == before
    assert "\n" not in caught.value.message("en")
    return caught.value


def goals(filled: Filled) -> list[str]:
    return [each.project.goal for each in filled.projects]


# Said.


def test_two_halves_are_told_when_the_second_comes_in(folder: Place) -> None:
    returned(folder, half(0), half(1))
    first, second = arrivals(folder)
    assert [each.code for each in first.reasons if each.code == HALVES] == []
    assert second.reasons[0].code == HALVES
    with open_round(*folder) as round:
        found = status(round, at=LATER)
    (unit,) = standing_json(found)["units"]
    assert (unit["facts"][0]["code"], unit["copy"]) == (HALVES, 2)
    one = found.units[0]
    for words, said in ((Words("zh", found), "可以合并"), (Words("en", found), "can be joined")):
        assert said in words.reasons(one)[0]
    for lang in LANGS:
        (step,) = steps_for(UNIT, unit_facts(one), folder[0], lang)
        assert f"xlperf overrule {UNIT} --round {folder[0]} --join 1 2" in step


def test_halves_are_told_whichever_of_them_counts_later(folder: Place) -> None:
    returned(folder, half(0), half(1))
    with open_round(*folder) as round:
        overrule(round, UNIT, copy=1, reason="先收甲科室的", at=LATER)
        found = status(round, at=LATER)
    (one,) = found.units
    assert one.copy is not None
    assert one.copy.arrival.id == 1
    (told,) = [each for each in unit_reasons(one, "zh") if HALVES in each]
    lacking, holding = (str(each) for each in reversed(WHOLE.projects))
    assert f"编号 2“科室2.xlsx”里填了：{lacking}" in told
    assert f"编号 2 缺的在这一份里填了：{holding}" in told
    (step,) = steps_for(UNIT, unit_facts(one), folder[0], "zh")
    assert f"xlperf overrule {UNIT} --round {folder[0]} --join 2 1" in step


def test_a_copy_that_is_whole_is_not_told_of_halves_before_it(folder: Place) -> None:
    returned(folder, half(0), half(1), half(0, 1))
    with open_round(*folder) as round:
        (one,) = status(round, at=LATER).units
    assert not any(HALVES in each for each in unit_reasons(one, "zh"))


@pytest.mark.parametrize("second", [(0, 1), (0,)], ids=["all of it", "the same half"])
def test_a_copy_that_lacks_nothing_of_the_other_is_not_told(
    folder: Place, second: tuple[int, ...]
) -> None:
    returned(folder, half(0), half(*second, goal="又改了一次目标"))
    assert not any(each.code == HALVES for copy in arrivals(folder) for each in copy.reasons)


def test_halves_that_come_together_are_told_too(folder: Place) -> None:
    mail = folder[0].parent / "邮件"
    mail.mkdir()
    for at in (0, 1):
        (mail / f"科室{at}.xlsx").write_bytes(half(at))
    took_in(folder[0], [mail], ledger=folder[1])
    assert sum(each.code == HALVES for copy in arrivals(folder) for each in copy.reasons) == 1


def test_what_is_told_stays_when_the_copy_is_judged_anew(folder: Place) -> None:
    returned(folder, half(0), half(1))
    with open_round(*folder) as round:
        list(reissue(round, LATER, master=raised_by(MASTER, 1), workers=1))
    _, second = arrivals(folder)
    assert (second.edition, second.reasons[0].code) == (2, HALVES)


# Joined.


def test_the_joined_copy_holds_both_halves_and_counts(folder: Place) -> None:
    returned(folder, half(0, overall="办好两件事。"), half(1, goal="办好图书角"))
    made = joined(folder)
    assert goals(made) == ["全年服务居民一千人", "办好图书角"]
    assert made.part is not None
    assert made.part.part.overall == ("办好两件事。",)
    assert made.identity is not None
    assert (made.identity.number, made.identity.round) == (1, NAME)
    assert list(states(*folder).values()) == ["superseded", "superseded", "sent-back"]
    third = arrivals(folder)[-1]
    assert "1" in third.name
    assert "2" in third.name
    assert third.reasons[0].values == {"first": "1", "second": "2"}
    with open_round(*folder) as round:
        found = status(round, at=LATER)
        assert [each.id for _, each in counting_returns(round, at=LATER).copies] == [third.id]
        steps = history(round, found, UNIT)
        assert round.ledger.rulings()[-1].reason == "两个科室各填一半"
    (event,) = [each.record for each in steps
                if isinstance(each.record, Event) and each.record.action == "joined"]  # fmt: skip
    assert Words("zh", found).event(event) == "编号 1 和 2 的来件合并为编号 3"
    assert "由经办机关用编号 1 和 2 的来件合并而成" in Words("zh", found).all_reasons(third)[0]
    assert "joined it out of arrivals 1 and 2" in Words("en", found).all_reasons(third)[0]


def test_the_order_of_the_two_does_not_matter_and_neither_does_a_second_time(
    folder: Place,
) -> None:
    returned(folder, half(0), half(1))
    one = joined(folder)
    again = joined(folder)
    assert (goals(again), len(arrivals(folder))) == (goals(one), 3)
    turned = joined(folder, 2, 1)
    assert goals(turned) == goals(one)


def test_what_both_filled_alike_is_taken_once(folder: Place) -> None:
    returned(folder, half(0, overall="办好两件事。"), half(1, overall="办好两件事。"))
    made = joined(folder)
    assert made.part is not None
    assert made.part.part.overall == ("办好两件事。",)


def test_reasons_and_what_could_not_be_read_go_with_their_project(folder: Place) -> None:
    odd = half(0, **{"plan.mar": "两成五"})
    returned(folder, odd, half(1))
    made = joined(folder)
    before = read(odd, FORM).projects[0]
    (mine,) = [each for each in made.projects if each.project.code == before.project.code]
    assert mine.typed == before.typed
    assert mine.typed["plan.mar"] == "两成五"


def test_a_joined_copy_is_late_when_one_of_the_two_was(folder: Place) -> None:
    returned(folder, half(0))
    path = folder[0].parent / "迟到.xlsx"
    path.write_bytes(half(1))
    took_in(folder[0], [path], TOO_LATE, ledger=folder[1])
    with open_round(*folder) as round:
        join_copies(round, UNIT, 1, 2, reason="合并", at=TOO_LATE)
    assert [each.late for each in arrivals(folder)] == [False, True, True]


# Refused.


def test_what_both_filled_in_differently_is_refused_with_its_places(folder: Place) -> None:
    returned(folder, half(0, overall="甲"), half(0, 1, overall="乙", goal="另一个目标"))
    error = refused(folder)
    assert error.code == "round.join-differ"
    said, projects = error.message("zh"), read(half(), FORM).projects
    assert f"{projects[0].project.name} 绩效目标 {projects[0].sheet}!" in said
    assert "总体绩效目标" in said
    assert projects[1].project.name not in said


@pytest.mark.parametrize(
    ("first", "second", "code"), [(1, 1, "join-one"), (1, 9, "join-copy"), (3, 1, "join-copy")]
)
def test_copies_that_cannot_be_joined(folder: Place, first: int, second: int, code: str) -> None:
    returned(folder, half(0), half(1), b"no workbook")
    assert refused(folder, first, second).code == f"round.{code}"


def test_copies_of_two_issues_are_not_joined(folder: Place) -> None:
    returned(folder, half(0))
    with open_round(*folder) as round:
        (made,) = [each.issue for each in reissue(
            round, LATER, master=raised_by(MASTER, 1), workers=1) if each.issue]  # fmt: skip
    path = folder[0].parent / "新表.xlsx"
    path.write_bytes((folder[0] / made.file).read_bytes())
    took_in(folder[0], [path], LATER, ledger=folder[1])
    assert refused(folder).code == "round.join-issues"


def test_a_copy_whose_kept_file_was_altered_is_not_joined(folder: Place) -> None:
    returned(folder, half(0), half(1))
    kept = folder[0] / arrivals(folder)[0].file
    kept.write_bytes(kept.read_bytes() + b" ")
    assert refused(folder).code == "round.join-unread"
    said = refused(folder)
    assert said.values["why"] == "kept.changed"  # a code, which is no sentence of any language
    known = said.message("en").replace(said.values["unit"], "").replace(said.values["name"], "")
    assert known.isascii()


def test_a_reason_is_needed(folder: Place) -> None:
    returned(folder, half(0), half(1))
    with open_round(*folder) as round, pytest.raises(RoundError) as caught:
        join_copies(round, UNIT, 1, 2, reason=" ", at=LATER)
    assert caught.value.code == "round.no-reason"


@pytest.mark.parametrize("rules", [None, [in_twos]])
def test_the_joined_copy_is_judged_by_the_rules_that_are_given(
    tmp_path: Path, rules: list[Rule] | None
) -> None:
    issued(tmp_path / "r", MASTER)
    returned((tmp_path / "r", ""), half(0), half(1))
    with open_round(tmp_path / "r") as round:
        join_copies(round, UNIT, 1, 2, reason="合并", at=LATER, rules=rules)
        *_, copy = round.ledger.arrivals()
    assert ("own.twos" in {each.code for each in copy.reasons}) is (rules is not None)


def test_the_command_joins_and_says_where_it_lies(tmp_path: Path) -> None:
    place = tmp_path / "r"
    begun(place, MASTER)
    returned((place, ""), half(0), half(1))
    head = ["overrule", UNIT, "--round", str(place), "--join", "1", "2", "--reason", "各填一半"]
    ran = CliRunner().invoke(cli, head)
    assert ran.exit_code == 0, ran.output
    assert "合并为编号 3" in ran.output
    assert str(place / "received" / UNIT) in ran.output
    with pytest.raises(RoundError) as caught:
        CliRunner().invoke(cli, [*head, "--accept"], catch_exceptions=False)
    assert caught.value.code == "round.no-decision"


def test_the_command_says_whose_copies_it_joined(tmp_path: Path) -> None:
    """A part of a name may be found in another unit than was meant."""
    for lines in (True, False):
        place = tmp_path / ("lines" if lines else "json")
        begun(place, MASTER)
        returned((place, ""), half(0), half(1))
        with open_round(place) as round:
            unit = status(round, at=LATER).unit(UNIT).unit
        words = ["overrule", unit.name[:3], "--round", str(place), "--join", "1", "2"]
        ran = CliRunner().invoke(cli, [*words, "--reason", "各半", *([] if lines else ["--json"])])
        assert ran.exit_code == 0, ran.output
        if lines:
            assert ran.output.startswith(f"{unit}：编号 1 和 2 的来件合并为编号 3")
        else:
            told = json.loads(ran.output)
            assert (told["decided"], told["joined"]) == ("joined", [1, 2])
            assert told["unit"] == {"code": unit.code, "name": unit.name}
            assert (told["arrival"]["id"], told["arrival"]["counts"]) == (3, True)


def test_the_halves_that_people_sent(shared: Path, tmp_path: Path) -> None:
    """cases/halves: told, and joined, each project with its own half."""
    copies = sorted((shared / "cases" / "halves").glob("*.xlsx"))
    one, other = (read(each) for each in copies)
    master = samples.small_master(*(each.project for each in one.projects))
    known = master.units[0].model_copy(update={"unit": one.unit})
    place = tmp_path / "r"
    issued(place, master.model_copy(update={"units": (known,)}))
    took_in(place, copies)
    assert [each.code for each in arrivals((place, ""))[1].reasons if each.code == HALVES]
    with open_round(place) as round:
        made = join_copies(round, one.unit.code, 1, 2, reason="合并", at=LATER)
        (copy,) = [each for each in round.ledger.arrivals() if each.id == made.arrival]
    texts = {each.project.code: each.project.goal for each in read(place / copy.file).projects}
    for each in (*one.projects, *other.projects):
        if each.project.goal:
            assert texts[each.project.code] == each.project.goal
