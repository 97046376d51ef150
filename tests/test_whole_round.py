"""A round of three hundred units from its first day on: every file's end is known beforehand."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import timedelta
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pytest

from parts import hostile, samples
from parts.rounds import (
    FORM,
    IN_TIME,
    TOO_LATE,
    all_answered,
    all_judged,
    answered,
    budget_of,
    issued,
    kept,
    master_of,
    of_year,
    touched,
)
from xlperf.budget.nouns import Master, Project, UnitBudget
from xlperf.budget.texts_by_path import part_texts, project_texts
from xlperf.form.form import Form
from xlperf.reading.one_file import read
from xlperf.rounds import UnitState, status
from xlperf.rounds.arriving.collection import collect
from xlperf.rounds.ledger.entries import Issue, State
from xlperf.rounds.opening import open_round
from xlperf.rounds.reissuing import Reissued, reissue
from xlperf.rounds.round import Round

pytestmark = pytest.mark.long

UNITS = 300
Sent = tuple[str, bytes, State]
"""A file that is sent in: its name, its bytes, and what must become of it in the end."""


class Sender(NamedTuple):
    """A unit at its desk: what it was issued, its answers, and last year's form."""

    number: int
    name: str
    blank: bytes
    filled: bytes
    last_year: Form


Filler = Callable[[Sender], tuple[list[Sent], list[Sent]]]
"""What a unit sends in time, and what it sends too late."""


def on_time(unit: Sender) -> tuple[list[Sent], list[Sent]]:
    return [(unit.name, unit.filled, State.ACCEPTED)], []


def late(unit: Sender) -> tuple[list[Sent], list[Sent]]:
    return [], [(unit.name, unit.filled, State.LATE)]


def never(_: Sender) -> tuple[list[Sent], list[Sent]]:
    return [], []


def twice_the_same(unit: Sender) -> tuple[list[Sent], list[Sent]]:
    again = (f"副本 {unit.name}", unit.filled, State.DUPLICATE)
    return [(unit.name, unit.filled, State.ACCEPTED)], [again]


def mended_in_time(unit: Sender) -> tuple[list[Sent], list[Sent]]:
    first = touched(unit.filled, {"goal": None})
    return [
        (unit.name, first, State.SUPERSEDED),
        (f"改后 {unit.name}", unit.filled, State.ACCEPTED),
    ], []


def mended_late(unit: Sender) -> tuple[list[Sent], list[Sent]]:
    first = touched(unit.filled, {"goal": None})
    return [(unit.name, first, State.SUPERSEDED)], [(unit.name, unit.filled, State.LATE)]


def half_filled(unit: Sender) -> tuple[list[Sent], list[Sent]]:
    return [(unit.name, touched(unit.filled, {"purpose": None}), State.SENT_BACK)], []


def not_filled(unit: Sender) -> tuple[list[Sent], list[Sent]]:
    return [(unit.name, unit.blank, State.SENT_BACK)], []


def more_money(unit: Sender) -> tuple[list[Sent], list[Sent]]:
    raised = touched(unit.filled, {"budget": 88.0, "fiscal": 88.0})
    return [(unit.name, raised, State.SENT_BACK)], []


def wrong_year(unit: Sender) -> tuple[list[Sent], list[Sent]]:
    old = answered(unit.number, form=unit.last_year)
    return [(unit.name, old, State.OTHER_ROUND)], []


def another_round(unit: Sender) -> tuple[list[Sent], list[Sent]]:
    return [(unit.name, answered(unit.number, round_name="补报"), State.OTHER_ROUND)], []


def with_anothers_project(unit: Sender) -> tuple[list[Sent], list[Sent]]:
    """Somebody filled the neighbour's figures into the unit's own workbook."""
    theirs = budget_of(unit.number + 1).projects[0]
    return [(unit.name, touched(unit.filled, {"code": theirs.code}), State.SENT_BACK)], []


def cut_off(unit: Sender) -> tuple[list[Sent], list[Sent]]:
    return [(unit.name, unit.filled[:-200], State.UNREADABLE)], []


def locked(unit: Sender) -> tuple[list[Sent], list[Sent]]:
    content = hostile.stream("EncryptedPackage") + str(unit.number).encode()
    return [(unit.name, content, State.UNREADABLE)], []


def cut_off_and_sent_again(unit: Sender) -> tuple[list[Sent], list[Sent]]:
    broken = (unit.name, unit.filled[:-300], State.UNREADABLE)
    return [broken, (f"重发 {unit.name}", unit.filled, State.ACCEPTED)], []


def own_table(unit: Sender) -> tuple[list[Sent], list[Sent]]:
    content = hostile.workbook(hostile.row(1, hostile.cell("A1", unit.number)))
    return [(f"{unit.number} 自制表.xlsx", content, State.UNRECOGNISED)], []


ODD: tuple[Filler, ...] = (
    late, never, twice_the_same, mended_in_time, mended_late, half_filled, not_filled, more_money,
    wrong_year, another_round, with_anothers_project, cut_off, locked, cut_off_and_sent_again,
    own_table,
)  # fmt: skip
IS_IN: frozenset[Filler] = frozenset(
    {on_time, late, twice_the_same, mended_in_time, mended_late, cut_off_and_sent_again}
)
"""Those whose answers are accepted in the end, in time or late."""


def filler_of(number: int) -> Filler:
    """How a unit behaves: four of five as they should, the others each in their own way."""
    return on_time if number % 5 else ODD[(number // 5) % len(ODD)]


class WholeRound(NamedTuple):
    """The round on its last day: what was issued, and what was sent, with its end."""

    folder: Path
    issues: list[Issue]
    ends: list[tuple[str, str, State]]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> WholeRound:
    """Issued, sent in, and collected on two days."""
    top = tmp_path_factory.mktemp("round")
    folder, numbers = top / "round", range(1, UNITS + 1)
    issues = issued(folder, master_of(*numbers))
    last_year = of_year(FORM.year - 1, top)
    days: tuple[list[Sent], list[Sent]] = ([], [])
    for number, issue, (name, filled) in zip(numbers, issues, all_answered(numbers), strict=True):
        blank = (folder / issue.file).read_bytes()
        sent = filler_of(number)(Sender(number, name, blank, filled, last_year))
        days[0].extend(sent[0])
        days[1].extend(sent[1])
    for at, day in zip((IN_TIME, TOO_LATE), days, strict=True):
        inbox = top / at.strftime("%m-%d")
        for count, (name, content, _) in enumerate(day):
            path = inbox / f"{count:04d}" / name
            path.parent.mkdir(parents=True)
            path.write_bytes(content)
        with open_round(folder) as round:
            assert len(list(collect(round, [inbox], at, workers=2))) == len(day)
        shutil.rmtree(inbox)
    ends = [(name, sha256(each).hexdigest(), state) for day in days for name, each, state in day]
    return WholeRound(folder, issues, ends)


def test_every_file_ends_as_it_must(whole: WholeRound) -> None:
    with open_round(whole.folder) as round:
        found = {(each.arrival.name, each.arrival.digest): each.state for each in all_judged(round)}
    wanted = {(name, digest): state for name, digest, state in whole.ends}
    assert len(wanted) == len(whole.ends)
    assert found == wanted
    assert set(wanted.values()) == set(State) - {State.WITH_FINDINGS, State.IGNORED}


def test_the_counts_add_up_to_what_was_issued(whole: WholeRound) -> None:
    behaving = Counter(map(filler_of, range(1, UNITS + 1)))
    assert {behaving[each] for each in ODD} == {4}
    with open_round(whole.folder) as round:
        counting = {each.arrival.unit: each for each in all_judged(round) if each.counts}
    states = Counter(each.state for each in counting.values())
    back = (half_filled, not_filled, more_money, with_anothers_project)
    none = (never, wrong_year, another_round, cut_off, locked, own_table)
    assert states[State.ACCEPTED] + states[State.LATE] == sum(behaving[each] for each in IS_IN)
    assert states[State.SENT_BACK] == total(behaving, back)
    assert UNITS - len(counting) == total(behaving, none)
    assert states.total() + total(behaving, none) == len(whole.issues) == UNITS


def total(counted: Counter[Filler], fillers: Iterable[Filler]) -> int:
    return sum(counted[each] for each in fillers)


def test_no_answer_is_missing(whole: WholeRound) -> None:
    digests = {sha256(content).hexdigest() for content in kept(whole.folder).values()}
    assert digests == {digest for _, digest, _ in whole.ends}
    with open_round(whole.folder) as round:
        for each in round.ledger.arrivals():
            content = (whole.folder / each.file).read_bytes()
            assert sha256(content).hexdigest() == each.digest


def test_every_change_stands_in_the_audit(whole: WholeRound) -> None:
    with open_round(whole.folder) as round:
        told = Counter(each.action for each in round.ledger.events())
    received = len(whole.ends)
    assert told == {"begun": 1, "edition": 1, "issued": UNITS, "received": received}


# --- the master budget changes, everybody is brought up to date, and answers come in again

AFTER = TOO_LATE + timedelta(days=3)
NEW_UNITS = (301, 302)
RAISED, MORE, OTHER = (
    frozenset(range(first, UNITS + 1, step)) for first, step in ((1, 7), (2, 11), (3, 13))
)
"""Units whose amount is raised, who get a second project, and whose project is another now."""


def changed(number: int) -> UnitBudget:
    """A unit as the new master budget has it."""
    known = samples.known_of(budget_of(number))
    (project,) = known.projects
    if number in RAISED:
        project = project.model_copy(update={"budget": Decimal(77), "fiscal": Decimal(77)})
    if number in OTHER:
        project = known_project(number + 1000)
    more = (known_project(number + 2000),) if number in MORE else ()
    return known.model_copy(update={"projects": (project, *more)})


def known_project(number: int) -> Project:
    return samples.known_of(budget_of(number)).projects[0]


def new_master(numbers: Iterable[int]) -> Master:
    return Master(money=FORM.money, units=tuple(map(changed, numbers)))


class Second(NamedTuple):
    """The round after the change: what was typed before, and what was issued again."""

    folder: Path
    typed: dict[str, frozenset[str]]
    again: list[Reissued]
    dropped: str


@pytest.fixture(scope="module")
def second(whole: WholeRound, tmp_path_factory: pytest.TempPathFactory) -> Second:
    """Brought up to date; every second unit that was sent a new workbook sends it back as it is,
    every fourth one answers in the old one once more."""
    folder = tmp_path_factory.mktemp("second") / "round"
    shutil.copytree(whole.folder, folder)
    dropped = next(n for n in range(1, UNITS + 1) if filler_of(n) is never and n not in RAISED)
    master = new_master([n for n in (*range(1, UNITS + 1), *NEW_UNITS) if n != dropped])
    with open_round(folder) as round:
        typed = {each.arrival.unit: answers_in(folder / each.arrival.file)
                 for each in all_judged(round) if each.counts}  # fmt: skip
        again = list(reissue(round, AFTER, master=master, by="王", workers=2))
        inbox = tmp_path_factory.mktemp("again")
        for count, each in enumerate(each for each in again if each.issue):
            assert each.issue is not None
            content = (folder / each.issue.file).read_bytes()
            if count % 4 == 1:
                old = kept_copy(round, each.unit.code)
                content = touched(old, {"goal": "改在旧表上"}) if old else content
            if count % 2:
                (inbox / f"{count} {each.unit.code}.xlsx").write_bytes(content)
        list(collect(round, [inbox], AFTER, by="王", workers=2))
        again += reissue(round, AFTER, by="王", workers=2)
    return Second(folder, typed, again, budget_of(dropped).unit.code)


def kept_copy(round: Round, unit: str) -> bytes | None:
    """The bytes of the copy of a unit that counts."""
    for each in all_judged(round):
        if each.counts and each.arrival.unit == unit:
            return (round.folder / each.arrival.file).read_bytes()
    return None


def answers_in(path: Path) -> frozenset[str]:
    """Everything a unit has typed in a workbook, and what is kept aside in it."""
    filled = read(path)
    texts = {
        text
        for each in filled.projects
        for field, text in project_texts(FORM.money, each.project)
        if text and field not in ("code", "name", "budget", "fiscal", "other")
    }
    if filled.part:
        texts |= {text for _, text in part_texts(filled.part.part) if text}
    aside = filled.identity.aside if filled.identity else ()
    return frozenset(texts | {each.text for each in aside})


def test_only_units_that_need_it_are_issued_again(second: Second) -> None:
    first = {each.unit.code for each in second.again if each.issue and each.issue.number <= 2}
    touched_by = RAISED | MORE | OTHER  # an edition that changes nothing for a unit issues nothing
    wanted = {budget_of(n).unit.code for n in touched_by} - {second.dropped}
    new = {budget_of(n).unit.code for n in NEW_UNITS}
    refused = {each.unit.code for each in second.again if each.refused}
    assert first | refused == wanted | new | refused
    assert new <= first


def test_no_answer_typed_is_missing_at_the_end(second: Second) -> None:
    with open_round(second.folder) as round:
        last = {each.unit.code: each for each in round.ledger.issues()}
        for unit, typed in second.typed.items():
            copy = kept_copy(round, unit)
            assert copy is not None
            held = answers_in(second.folder / last[unit].file)
            mine = held if last[unit].number > 1 else read_answers(copy)
            assert typed - {"改在旧表上"} <= mine | {goal_of(unit)}, unit


def read_answers(content: bytes) -> frozenset[str]:
    filled = read(content)
    return frozenset(
        text for each in filled.projects for _, text in project_texts(FORM.money, each.project)
    ) | frozenset(text for _, text in part_texts(filled.part.part) if filled.part)


def goal_of(unit: str) -> str:
    """The goal somebody typed over in the old workbook."""
    return budget_of(int(unit) - 990_000).projects[0].goal


def test_doing_it_again_changes_nothing(second: Second) -> None:
    with open_round(second.folder) as round:
        before = round.ledger.issues(), round.ledger.arrivals(), round.ledger.changes()
        assert [each for each in reissue(round, AFTER, workers=2) if each.issue] == []
        assert (round.ledger.issues(), round.ledger.arrivals(), round.ledger.changes()) == before


def test_the_counts_add_up_after_the_change(second: Second) -> None:
    with open_round(second.folder) as round:
        standing = status(round, at=AFTER)
    assert standing.issued == UNITS - 1 + len(NEW_UNITS)
    assert [each.unit.code for each in standing.withdrawn] == [second.dropped]
    assert sum(standing.count(each) for each in UnitState) == standing.issued


def test_every_workbook_issued_again_is_as_the_new_master_says(second: Second) -> None:
    with open_round(second.folder) as round:
        master = round.ledger.edition().master
        last = {each.unit.code: each for each in round.ledger.issues()}
        conflicts = {
            each.project: each for each in round.ledger.changes() if each.kind == "conflict"
        }
    known = {each.unit.code: each for each in master.units}
    assert len(conflicts) == 1
    for issue in last.values():
        if issue.number > 1:
            filled = read(second.folder / issue.file)
            held = {each.project.code: each.project.budget for each in filled.projects}
            wanted = {each.code: each.budget for each in known[issue.unit.code].projects}
            for code in conflicts.keys() & wanted.keys():
                wanted[code] = Decimal(conflicts[code].answer)
            assert held == wanted
