"""A round of three hundred units from its first day on: every file's end is known beforehand."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

import pytest

from parts import hostile
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
from xlperf.campaign.collect import collect
from xlperf.campaign.records import Issue, State
from xlperf.campaign.round import open_round
from xlperf.form import Form

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


class Campaign(NamedTuple):
    """The round on its last day: what was sent, with its end, and what collecting took."""

    folder: Path
    issues: list[Issue]
    ends: list[tuple[str, str, State]]
    seconds: float


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    """Issued, sent in, and collected on two days."""
    top = tmp_path_factory.mktemp("campaign")
    folder, numbers = top / "round", range(1, UNITS + 1)
    issues = issued(folder, master_of(*numbers))
    last_year = of_year(FORM.year - 1, top)
    days: tuple[list[Sent], list[Sent]] = ([], [])
    for number, issue, (name, filled) in zip(numbers, issues, all_answered(numbers), strict=True):
        blank = (folder / issue.file).read_bytes()
        sent = filler_of(number)(Sender(number, name, blank, filled, last_year))
        days[0].extend(sent[0])
        days[1].extend(sent[1])
    seconds = 0.0
    for at, day in zip((IN_TIME, TOO_LATE), days, strict=True):
        inbox = top / at.strftime("%m-%d")
        for count, (name, content, _) in enumerate(day):
            path = inbox / f"{count:04d}" / name
            path.parent.mkdir(parents=True)
            path.write_bytes(content)
        begun = perf_counter()
        with open_round(folder) as round:
            assert len(list(collect(round, [inbox], at, workers=2))) == len(day)
        seconds += perf_counter() - begun
        shutil.rmtree(inbox)
    ends = [(name, sha256(each).hexdigest(), state) for day in days for name, each, state in day]
    return Campaign(folder, issues, ends, seconds)


def test_every_file_ends_as_it_must(campaign: Campaign) -> None:
    with open_round(campaign.folder) as round:
        found = {(each.arrival.name, each.arrival.digest): each.state for each in all_judged(round)}
    wanted = {(name, digest): state for name, digest, state in campaign.ends}
    assert len(wanted) == len(campaign.ends)
    assert found == wanted
    assert set(wanted.values()) == set(State) - {State.WITH_FINDINGS}


def test_the_counts_add_up_to_what_was_issued(campaign: Campaign) -> None:
    behaving = Counter(map(filler_of, range(1, UNITS + 1)))
    assert {behaving[each] for each in ODD} == {4}
    with open_round(campaign.folder) as round:
        counting = {each.arrival.unit: each for each in all_judged(round) if each.counts}
    states = Counter(each.state for each in counting.values())
    back = (half_filled, not_filled, more_money, with_anothers_project)
    none = (never, wrong_year, another_round, cut_off, locked, own_table)
    assert states[State.ACCEPTED] + states[State.LATE] == sum(behaving[each] for each in IS_IN)
    assert states[State.SENT_BACK] == total(behaving, back)
    assert UNITS - len(counting) == total(behaving, none)
    assert states.total() + total(behaving, none) == len(campaign.issues) == UNITS


def total(counted: Counter[Filler], fillers: Iterable[Filler]) -> int:
    return sum(counted[each] for each in fillers)


def test_no_answer_is_missing(campaign: Campaign) -> None:
    digests = {sha256(content).hexdigest() for content in kept(campaign.folder).values()}
    assert digests == {digest for _, digest, _ in campaign.ends}
    with open_round(campaign.folder) as round:
        for each in round.ledger.arrivals():
            content = (campaign.folder / each.file).read_bytes()
            assert sha256(content).hexdigest() == each.digest


def test_every_change_stands_in_the_audit(campaign: Campaign) -> None:
    with open_round(campaign.folder) as round:
        told = Counter(each.action for each in round.ledger.events())
    received = len(campaign.ends)
    assert told == {"begun": 1, "edition": 1, "issued": UNITS, "received": received}


def test_it_takes_no_longer_than_a_cup_of_tea(campaign: Campaign) -> None:
    assert campaign.seconds < 180  # eight on two cores, and a busy machine is no mistake of ours
