"""A bureau's own rules in its round: every verb that judges a file can be given them."""

from datetime import timedelta
from pathlib import Path

import pytest

from own_rules import in_twos, not_a_rule
from parts.rounds import IN_TIME, answered, issued, master_of, raised_by
from xlperf.rounds import (
    Arrival,
    collect,
    counting_returns,
    foreseen,
    open_round,
    reissue,
)
from xlperf.rules import STANDARD

OWN = "own.twos"
LATER = IN_TIME + timedelta(days=1)
RULES = [*STANDARD, in_twos]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A round of one unit, and its return beside it."""
    place = tmp_path / "r"
    issued(place, master_of(1))
    (tmp_path / "交回.xlsx").write_bytes(answered(1))
    return place


def told(copy: Arrival) -> bool:
    return OWN in {each.code for each in copy.reasons}


@pytest.mark.parametrize("rules", [RULES, None])
def test_what_comes_in_is_judged_by_them(folder: Path, rules: object) -> None:
    files, asked = [folder.parent / "交回.xlsx"], {"workers": 1, "rules": rules}
    with open_round(folder) as round:
        with foreseen(round, files, IN_TIME, **asked) as coming:  # type: ignore[arg-type]
            assert [told(each) for each in coming] == [rules is not None]
        list(collect(round, files, IN_TIME, **asked))  # type: ignore[arg-type]
        (copy,) = round.ledger.arrivals()
        assert told(copy) is (rules is not None)
        assert all(each.own for each in copy.reasons if each.code == OWN)  # kept with its texts


def test_they_are_given_again_wherever_files_are_judged_again(folder: Path) -> None:
    with open_round(folder) as round:
        list(collect(round, [folder.parent / "交回.xlsx"], IN_TIME, workers=1))
        raised = raised_by(master_of(1), 1)
        list(reissue(round, LATER, master=raised, workers=1, rules=iter(RULES)))
        assert told(round.ledger.arrivals()[0])
        found = counting_returns(round, at=LATER)
        for rules, is_told in ((RULES, True), (None, False)):
            (filled,) = found.read(workers=1, rules=rules)
            assert (OWN in {each.code for each in filled.findings}) is is_told


def test_what_is_no_rule_is_refused_before_anything_is_done(folder: Path) -> None:
    files = [folder.parent / "交回.xlsx"]
    with open_round(folder) as round:
        with pytest.raises(TypeError):
            list(collect(round, files, IN_TIME, rules=[not_a_rule]))  # type: ignore[list-item]
        with pytest.raises(TypeError):
            reissue(round, LATER, rules=[not_a_rule])  # type: ignore[list-item]
        assert round.ledger.arrivals() == ()
