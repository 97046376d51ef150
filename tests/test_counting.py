"""Which copy counts: every file has one state, every unit one copy at most, and counts add up."""

from collections import Counter
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from xlperf.rounds.counting.which_counts import COUNTABLE, Judged, is_untouched, judge_all
from xlperf.rounds.ledger.entries import Arrival, Ruling, State, Verdict

UNITS = ("甲", "乙")
MOMENTS = [datetime(2026, 7, day, tzinfo=UTC) for day in (1, 2)]
OUTSIDE = {
    Verdict.OTHER_ROUND: State.OTHER_ROUND, Verdict.UNRECOGNISED: State.UNRECOGNISED,
    Verdict.UNREADABLE: State.UNREADABLE, Verdict.IGNORED: State.IGNORED,
}  # fmt: skip


ISSUED = st.frozensets(st.integers(0, 5).map(str))
"""Digests of workbooks as they were issued."""


@st.composite
def arrivals_of(draw: st.DrawFn) -> list[Arrival]:
    """Any files, in any order; the same bytes are of the same unit and issue."""
    made = []
    for number in range(1, draw(st.integers(0, 9)) + 1):
        content = draw(st.integers(0, 5))
        verdict = draw(st.sampled_from(list(Verdict)))
        made.append(Arrival(
            id=number, name=f"{number}.xlsx", digest=str(content), unit=UNITS[content % 2],
            number=1 + content % 3, file="", received_at=draw(st.sampled_from(MOMENTS)),
            modified_at=draw(st.sampled_from([None, *MOMENTS])), late=draw(st.booleans()),
            verdict=verdict, edition=1,
        ))  # fmt: skip
    return made


@st.composite
def rulings_of(draw: st.DrawFn) -> list[Ruling]:
    """Any decisions on verdicts and copies, those on files that never came included."""
    made = [
        Ruling(
            unit=draw(st.sampled_from(UNITS)), arrival=draw(st.integers(1, 9)),
            verdict=draw(st.sampled_from([None, Verdict.WITH_FINDINGS, Verdict.SENT_BACK])),
            counts=draw(st.booleans()), reason="因为", by="", at=MOMENTS[0],
        )
        for _ in range(draw(st.integers(0, 5)))
    ]  # fmt: skip
    return [each for each in made if says(each)]


def says(ruling: Ruling) -> bool:
    """Whether a ruling gives a verdict or chooses a copy; else a file was given to a unit."""
    return bool(ruling.verdict or ruling.counts)


@given(arrivals_of(), rulings_of(), ISSUED)
def test_every_file_has_one_state_and_every_unit_one_copy_at_most(
    arrivals: list[Arrival], rulings: list[Ruling], issued: frozenset[str]
) -> None:
    judged = judge_all(arrivals, rulings, issued)
    assert [each.arrival for each in judged] == arrivals
    assert sum(Counter(each.state for each in judged).values()) == len(arrivals)
    counting = Counter(each.arrival.unit for each in judged if each.counts)
    assert set(counting.values()) <= {1}
    firsts = {each.digest: each.id for each in reversed(arrivals)}
    copies = {
        each.arrival.unit for each in judged
        if each.verdict in COUNTABLE and firsts[each.arrival.digest] == each.arrival.id
    }  # fmt: skip
    assert set(counting) == copies, "a unit that sent a copy always has one that counts"


@given(arrivals_of(), rulings_of(), ISSUED)
def test_a_state_says_what_happened(
    arrivals: list[Arrival], rulings: list[Ruling], issued: frozenset[str]
) -> None:
    judged = {each.arrival.id: each for each in judge_all(arrivals, rulings, issued)}
    for each in judged.values():
        if each.state is State.DUPLICATE:
            first = judged[each.beside].arrival
            assert (first.digest, first.id < each.arrival.id) == (each.arrival.digest, True)
            assert not each.counts
        elif each.state is State.SUPERSEDED:
            assert judged[each.beside].counts
            assert judged[each.beside].arrival.unit == each.arrival.unit
        elif each.verdict in OUTSIDE:
            assert (each.state, each.counts) == (OUTSIDE[each.verdict], False)
        else:
            assert each.counts
            is_late = each.arrival.late and each.verdict is not Verdict.SENT_BACK
            assert (each.state is State.LATE) == is_late


@given(arrivals_of(), rulings_of())
def test_of_several_rulings_the_last_holds(arrivals: list[Arrival], rulings: list[Ruling]) -> None:
    last_verdicts = {each.arrival: each for each in rulings if each.verdict}
    last_choices = {each.unit: each for each in rulings if each.counts}
    kept = [
        each.model_copy(update={
            "verdict": each.verdict if last_verdicts.get(each.arrival) is each else None,
            "counts": last_choices.get(each.unit) is each,
        })
        for each in rulings
    ]  # fmt: skip
    kept = [each for each in kept if says(each)]
    assert judge_all(arrivals, kept) == judge_all(arrivals, rulings)
    assert judge_all(arrivals, kept[::-1]) == judge_all(arrivals, rulings)


@given(arrivals_of(), ISSUED)
def test_an_untouched_workbook_counts_only_beside_others_of_its_kind(
    arrivals: list[Arrival], issued: frozenset[str]
) -> None:
    judged = judge_all(arrivals, (), issued)
    for each in judged:
        if each.counts and is_untouched(each.arrival, issued):
            mine = [other for other in judged if other.arrival.unit == each.arrival.unit]
            copies = [other.arrival for other in mine if other.state is State.SUPERSEDED]
            assert all(is_untouched(other, issued) for other in copies)


def copy_of(at: int, **facts: object) -> Arrival:
    """A copy of one unit."""
    known: dict[str, object] = {
        "id": at, "name": "", "digest": str(at), "unit": "甲", "number": 1, "file": "",
        "received_at": MOMENTS[0], "verdict": Verdict.ACCEPTED, "edition": 1,
    }  # fmt: skip
    return Arrival.model_validate(known | facts)


def counting(*arrivals: Arrival) -> int:
    """The one that counts."""
    (found,) = (each for each in judge_all(arrivals, ()) if each.counts)
    return found.arrival.id


def test_the_highest_issue_counts_then_the_last_received_then_the_last_changed() -> None:
    early, late = MOMENTS
    assert counting(copy_of(1, number=2), copy_of(2, number=1, received_at=late)) == 1
    assert (
        counting(copy_of(1, received_at=late, modified_at=early), copy_of(2, modified_at=late)) == 1
    )
    assert counting(copy_of(1, modified_at=late), copy_of(2, modified_at=early)) == 1
    assert counting(copy_of(1, modified_at=early), copy_of(2)) == 1
    assert counting(copy_of(1), copy_of(2)) == 2


def test_a_copy_sent_back_counts_when_it_is_the_newest() -> None:
    newest = copy_of(2, received_at=MOMENTS[1], verdict=Verdict.SENT_BACK)
    assert judge_all([copy_of(1), newest], ()) == (
        Judged(copy_of(1), State.SUPERSEDED, Verdict.ACCEPTED, beside=2),
        Judged(newest, State.SENT_BACK, Verdict.SENT_BACK, counts=True),
    )


def test_the_blank_workbook_takes_the_place_of_no_answers() -> None:
    blank = copy_of(2, received_at=MOMENTS[1], verdict=Verdict.SENT_BACK, number=2)
    good, alone = judge_all([copy_of(1), blank], (), {"2"}), judge_all([blank], (), {"2"})
    assert [(each.state, each.counts) for each in good] == [
        (State.ACCEPTED, True), (State.SUPERSEDED, False),
    ]  # fmt: skip
    assert [(each.state, each.counts) for each in alone] == [(State.SENT_BACK, True)]


def test_a_workbook_issued_with_its_answers_counts_as_it_comes_back() -> None:
    whole = copy_of(2, number=2)
    assert [each.counts for each in judge_all([copy_of(1), whole], (), {"2"})] == [False, True]
    ruling = Ruling(
        unit="甲", arrival=2, verdict=Verdict.SENT_BACK, reason="因为", by="", at=MOMENTS[1]
    )
    sent_back = judge_all([copy_of(1), whole], [ruling], {"2"})
    assert [each.counts for each in sent_back] == [False, True], "the office meant this copy"


@given(arrivals_of(), rulings_of())
def test_what_was_decided_of_a_file_before_it_was_given_to_a_unit_is_over(
    arrivals: list[Arrival], rulings: list[Ruling]
) -> None:
    given_to = [
        each.model_copy(update={"verdict": None, "counts": False})
        for each in rulings
        if each.verdict
    ]
    choices = [each.model_copy(update={"verdict": None}) for each in rulings if each.counts]
    assert judge_all(arrivals, (*rulings, *given_to)) == judge_all(arrivals, choices)
