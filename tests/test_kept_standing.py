"""A round's standing is worked out once and kept until its ledger changes, or a file is touched."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from parts.rounds import IN_TIME, answered, begun, master_of, took_in, touched
from xlperf.rounds import (
    Round,
    Verdict,
    collect,
    extend,
    open_round,
    overrule,
    send_back,
    standing_json,
    status,
)
from xlperf.rounds.counting import standing as standing_module
from xlperf.rounds.ledger.entries import HALVES


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    begun(tmp_path / "r", master_of(1, 2, 3))
    (tmp_path / "in").mkdir()
    for number in (1, 2):
        (tmp_path / "in" / f"{number}.xlsx").write_bytes(answered(number))
    took_in(tmp_path / "r", [tmp_path / "in"])
    return tmp_path / "r"


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often a standing was worked out."""
    calls: list[int] = []
    made = standing_module._worked_out

    def worked_out(*given: object) -> object:
        calls.append(1)
        return made(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(standing_module, "_worked_out", worked_out)
    return calls


def test_asking_again_works_nothing_out_and_tells_the_moment_asked(
    folder: Path, counted: list[int]
) -> None:
    with open_round(folder) as round:
        first = status(round, at=IN_TIME)
        later = status(round, at=IN_TIME + timedelta(days=30))
    assert len(counted) == 1
    assert (first.days_overdue, later.days_overdue) == (0, 25)
    assert first.units == later.units


CHANGES: dict[str, Callable[[Round, Path], object]] = {
    "a file": lambda round, top: list(collect(round, [top / "new.xlsx"], IN_TIME, workers=1)),
    "a ruling": lambda round, _: overrule(
        round, "990001", reason="x", at=IN_TIME, verdict=Verdict.SENT_BACK
    ),
    "a withdrawal": lambda round, _: overrule(
        round, "990003", reason="x", at=IN_TIME, withdraw=True
    ),
    "a deadline": lambda round, _: extend(round, "2023-03-30", reason="x", at=IN_TIME),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_changes_the_ledger_is_seen_by_whoever_had_it_open(
    folder: Path, counted: list[int], change: Callable[[Round, Path], object]
) -> None:
    """Another desk changes it: the one that asks has kept what it knew."""
    (folder.parent / "new.xlsx").write_bytes(touched(answered(3), {"goal": "目标内容1"}))
    with open_round(folder) as asking, open_round(folder) as other:
        before = standing_json(status(asking, at=IN_TIME))
        assert change(other, folder.parent)
        after = standing_json(status(asking, at=IN_TIME))
    with open_round(folder) as fresh:
        assert after == standing_json(status(fresh, at=IN_TIME))
    assert after != before


def as_an_older_program_leaves_it(folder: Path) -> None:
    """The ledger after a program of before entered the copies: it knew of no projects."""
    with closing(sqlite3.connect(folder / "ledger.sqlite")) as ledger:
        ledger.execute("UPDATE xlperf_arrivals SET projects = NULL")
        ledger.execute(
            "INSERT INTO xlperf_events (round, at, by, action, unit, facts, remark)"
            " SELECT round, at, by, 'received', unit, '{}', '' FROM xlperf_events LIMIT 1"
        )
        ledger.commit()


def test_a_copy_nobody_looked_at_is_never_missing(folder: Path) -> None:
    with open_round(folder) as asking:
        before = status(asking, at=IN_TIME).projects
        assert (before.adopted, before.missing) == (2, 1)
        as_an_older_program_leaves_it(folder)
        assert [each.projects for each in asking.ledger.arrivals()] == [None, None]
        unseen = status(asking, at=IN_TIME).projects
        assert (unseen.adopted, unseen.to_mend, unseen.missing) == (0, 2, 1)
        with open_round(folder) as fresh:  # looks at them
            assert status(fresh, at=IN_TIME).projects == before
        assert status(asking, at=IN_TIME).projects == before, "the open desk is told too"


def test_what_cannot_be_looked_at_is_settled_and_never_missing(folder: Path) -> None:
    path = next((folder / "received" / "990001").iterdir())
    content = path.read_bytes()
    as_an_older_program_leaves_it(folder)
    path.unlink()
    with open_round(folder) as round:
        stamp = round.ledger.stamp()
        assert [each.projects is None for each in round.ledger.arrivals()] == [True, False]
    path.write_bytes(content)
    with open_round(folder) as round:
        assert round.ledger.stamp() == stamp, "what is settled is not asked again"
        found = status(round, at=IN_TIME).projects
    assert (found.adopted, found.to_mend, found.missing) == (1, 1, 1)


def test_what_is_only_noted_is_seen_too(folder: Path) -> None:
    with open_round(folder) as asking, open_round(folder) as other:
        overrule(other, "990001", reason="x", at=IN_TIME, verdict=Verdict.SENT_BACK)
        assert status(asking, at=IN_TIME).units[0].standing == "sent-back"
        list(send_back(other, IN_TIME, workers=1))
        assert standing_json(status(asking, at=IN_TIME))["units"][0]["returned"]


def test_a_kept_file_is_looked_into_again_only_when_it_was_touched(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    real = standing_module.altered_files.__globals__["what_is_wrong"]

    def looking(folder: Path, arrival: object) -> str:
        looked.append(str(arrival))
        found: str = real(folder, arrival)
        return found

    monkeypatch.setitem(standing_module.altered_files.__globals__, "what_is_wrong", looking)
    with open_round(folder) as round:
        for _ in range(3):
            assert status(round, at=IN_TIME).altered == ()
        assert len(looked) == 2, "each file once"
        path = next((folder / "received" / "990001").iterdir())
        content, before = path.read_bytes(), path.stat()
        path.write_bytes(content[:-1] + b"\x01")
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        found = status(round, at=IN_TIME)
        assert [each.code for each in found.altered] == ["kept.changed"]
        assert found.units[0].projects.adopted == 0
        path.unlink()
        assert [each.code for each in status(round, at=IN_TIME).altered] == ["kept.gone"]
        path.write_bytes(content)
        restored = status(round, at=IN_TIME)
        assert restored.altered == ()
        assert restored.units[0].projects.adopted == 1


def test_copies_of_one_unit_are_not_read_again_for_each_that_comes(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What each holds was seen when it came in."""

    def refused(*_: object, **__: object) -> object:
        raise AssertionError("a copy was read again")

    monkeypatch.setattr("xlperf.rounds.arriving.telling_halves.read_kept", refused)
    for number, goal in enumerate(("一。", "二。", "三。")):
        path = tmp_path / f"again-{number}.xlsx"
        path.write_bytes(touched(answered(1), {"goal": goal}))
        found = took_in(folder, [path])[path.name]
        assert found.counts
        assert all(each.code != HALVES for each in found.arrival.reasons)
        assert found.arrival.held
