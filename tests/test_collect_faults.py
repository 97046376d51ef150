"""Collect, killed or refused at any step: the next run ends as if nothing had happened."""

import os
import subprocess
import sys
import traceback
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from parts import faults
from parts.faults import Fault
from parts.rounds import IN_TIME, answered, issued, kept, master_of, states, took_in
from xlperf.findings.errors import OutputError
from xlperf.rounds.ledger.ledger import Changing, Ledger
from xlperf.rounds.opening import open_round

DEAD = 9
LONG_AGO = 1_000_000_000
pytestmark = [
    pytest.mark.long,
    pytest.mark.usefixtures("quick"),
    # a run that is struck leaves its files to Python to close
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def killed(number: int) -> Fault:
    """The process is gone, with no word to anybody."""
    return Fault(number, lambda: os._exit(DEAD), stays=False)


def strike(patch: pytest.MonkeyPatch, folder: Path, fault: Fault) -> None:
    """Let a fault loose on the round's folder, and on each step of each transaction."""
    faults.strike(patch, folder, fault)
    real_changing, real_tell = Ledger.changing, Changing.tell

    @contextmanager
    def changing(self: Ledger, at: datetime, by: str) -> Iterator[Changing]:
        fault.pass_by("begin")
        with real_changing(self, at, by) as change:
            yield change
            fault.pass_by("commit")
        fault.pass_by("committed")

    def tell(self: Changing, *told: Any, **facts: Any) -> None:
        fault.pass_by("audit")
        real_tell(self, *told, **facts)

    patch.setattr(Ledger, "changing", changing)
    patch.setattr(Changing, "tell", tell)


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A return, one in an archive, the first again, and one that is none."""
    path = tmp_path_factory.mktemp("inbox")
    (path / "a.xlsx").write_bytes(answered(1))
    (path / "again.xlsx").write_bytes(answered(1))
    with zipfile.ZipFile(path / "b.zip", "w") as archive:
        archive.writestr("甲/b.xlsx", answered(2))
    (path / "c.txt").write_bytes(b"no return")
    return path


def entered(folder: Path) -> list[tuple[object, ...]]:
    """The ledger without what counts upwards."""
    with open_round(folder) as round:
        arrivals = [
            tuple(each.model_dump(exclude={"id", "modified_at"}).values())
            for each in round.ledger.arrivals()
        ]
        events = [(each.action, each.unit, dict(each.facts)) for each in round.ledger.events()]
    return sorted(map(repr, [*arrivals, *events]))  # type: ignore[return-value]


def shown(folder: Path) -> dict[str, bytes]:
    """What is kept, without what a killed run was looking at."""
    return {name: each for name, each in kept(folder).items() if ".xlperf-" not in name}


def struck(folder: Path, inbox: Path, fault: Fault) -> None:
    """Collect, and let the fault happen."""
    with pytest.MonkeyPatch.context() as patch:
        strike(patch, folder, fault)
        # a step of the ledger raises what strikes it; a step of the disk is told as it should be
        with suppress(OutputError, KeyboardInterrupt, OSError):
            took_in(folder, [inbox])


def struck_dead(folder: Path, inbox: Path, fault: Fault) -> bool:
    """The same in a process of its own; whether it died of it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # this process has threads
        child = os.fork()
    if not child:
        try:
            struck(folder, inbox, fault)
            os._exit(0)
        except BaseException:  # noqa: BLE001 - whatever it is, this process must not go on as a test
            traceback.print_exc()
            os._exit(1)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, DEAD), "the process raised: see what it printed"
    return code == DEAD


def test_the_next_run_ends_as_if_nothing_had_happened(tmp_path: Path, inbox: Path) -> None:
    wanted = whole(tmp_path, inbox)
    for kind in (faults.interrupted, faults.full_disk):
        number, calls = 0, set[str]()
        while True:
            number += 1
            fault, folder = kind(number), fresh(tmp_path, f"{kind.__name__}{number}")
            struck(folder, inbox, fault)
            took_in(folder, [inbox])
            assert (entered(folder), kept(folder)) == wanted, (kind.__name__, fault.calls)
            calls |= set(fault.calls)
            if not fault.has_struck:
                break
        assert calls >= {"open", "write", "fsync", "replace", "mkdir", "begin", "commit", "audit"}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot copy a process")
def test_a_killed_run_is_gone_on_from(tmp_path: Path, inbox: Path) -> None:
    wanted, number, has_died = whole(tmp_path, inbox), 0, True
    while has_died:
        number += 1
        folder = fresh(tmp_path, f"killed{number}")
        has_died = struck_dead(folder, inbox, killed(number))
        took_in(folder, [inbox])
        assert (entered(folder), shown(folder)) == wanted, number
        for each in folder.rglob("received/.xlperf-*"):
            os.utime(each, (LONG_AGO, LONG_AGO))
        assert took_in(folder, [inbox]) == {}
        assert kept(folder) == shown(folder)  # and what it left is taken away in time
    assert number > 20


def test_what_was_kept_and_not_entered_is_taken_in(tmp_path: Path, inbox: Path) -> None:
    """The sources may be gone by then: the bytes are not."""
    folder = fresh(tmp_path, "r")
    (folder / "received" / "990001").mkdir(parents=True)
    left = folder / "received" / "990001" / "20230310T080000Z-0123456789ab.xlsx"
    left.write_bytes(answered(1))
    found = took_in(folder, [inbox / "c.txt"])
    assert {name: each.state.value for name, each in found.items()} == {
        "c.txt": "unreadable", left.name: "accepted",
    }  # fmt: skip
    assert found[left.name].arrival.file == left.relative_to(folder).as_posix()
    assert took_in(folder, [inbox / "c.txt"]) == {}


def fresh(tmp_path: Path, name: str) -> Path:
    """A round as it was begun: copied, which is quicker than begun."""
    model = tmp_path / "model" / "r"
    if not model.exists():
        issued(model, master_of(1, 2))
    folder = tmp_path / name / "r"
    folder.mkdir(parents=True)
    for file in ("round.toml", "ledger.sqlite"):
        (folder / file).write_bytes((model / file).read_bytes())
    return folder


def whole(tmp_path: Path, inbox: Path) -> tuple[list[tuple[object, ...]], dict[str, bytes]]:
    """What a run comes to that nothing harms."""
    folder = fresh(tmp_path, "whole")
    took_in(folder, [inbox])
    assert states(folder) == {
        "a.xlsx": "accepted", "again.xlsx": "duplicate", "b.xlsx": "accepted",
        "c.txt": "unreadable",
    }  # fmt: skip
    return entered(folder), kept(folder)


# Two at once.


def collecting(folder: Path, inbox: Path, ledger: str) -> "subprocess.Popen[bytes]":
    """A desk that collects, in a process of its own."""
    program = "from xlperf.cli import main; main()"
    command = ["collect", str(inbox), "--round", str(folder), "--ledger", ledger, "--json"]
    return subprocess.Popen(
        [sys.executable, "-c", program, *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def test_two_desks_at_once_lose_nothing(tmp_path: Path, ledger_url: str) -> None:
    numbers = range(1, 9)
    folder, shared = tmp_path / "r", tmp_path / "shared"
    issued(folder, master_of(*numbers), ledger=ledger_url)
    own = [tmp_path / "one", tmp_path / "two"]
    for number in numbers:
        for top in (shared, own[number % 2]):
            top.mkdir(exist_ok=True)
        content = answered(number)
        (shared / f"{number}.xlsx").write_bytes(content)
        (own[number % 2] / f"only {number}.xlsx").write_bytes(content)
    for path in own:
        for each in shared.iterdir():
            (path / each.name).write_bytes(each.read_bytes())
    desks = [collecting(folder, path, ledger_url) for path in own]
    for desk in desks:
        _, complaint = desk.communicate(timeout=240)
        assert (desk.returncode, complaint) == (0, b"")
    found = states(folder, ledger_url)
    assert sorted(found) == sorted(
        [f"{n}.xlsx" for n in numbers] + [f"only {n}.xlsx" for n in numbers]
    )
    assert sorted(found.values()) == sorted([*8 * ["duplicate"], *8 * ["late"]])
    assert sorted(kept(folder).values()) == sorted(map(answered, numbers))
    with open_round(folder, ledger_url) as round:
        assert {each.file for each in round.ledger.arrivals()} == set(kept(folder))
    assert took_in(folder, own, IN_TIME, ledger_url) == {}
