"""Whatever the disk does: an old file is whole, or the new one complete, and nothing is left."""

import gc
import os
import stat
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import click
import pytest

from parts import faults, samples
from parts.faults import Fault
from xlperf import Form
from xlperf.budget.nouns import Master, Unit, UnitBudget
from xlperf.cli.program import cli
from xlperf.excel.files import beside, is_whole_workbook, write_whole
from xlperf.findings.errors import OutputError
from xlperf.master.list_form import list_workbook
from xlperf.reading.filled import Filled
from xlperf.reading.one_file import read
from xlperf.summary.consolidation import consolidate

FORM = Form.load("hebei-2023")
OLD = b"what was there before"
CONTENT = bytes(range(256)) * 200
"""More than a buffer holds: some of it is written before it is flushed."""
FEW, NEVER = 90, sys.maxsize
KINDS = (faults.full_disk, faults.locked, faults.interrupted)
Job = Callable[[Path], object]

each_fault = pytest.mark.parametrize("fault", KINDS, ids=lambda kind: kind.__name__)
# A library that fails half-way lets Python close its files: that is no mistake of ours.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


def numbers(calls: int) -> Sequence[int]:
    """Which calls are to fail, counted from 1, and one that never comes.

    Of many, those in between are the same over and over: a sheet is a file that is made, written
    and closed, in some six calls. Of these every third fails, from six to six another third, or
    it would be the same two calls of every sheet; of a few, and at both ends of many, each does.
    """
    first, last = FEW // 3, calls - 2 * FEW // 3
    return [
        each
        for each in range(1, calls + 2)
        if each <= first or each > last or (each + each // 6) % 3 == 0
    ]


def outcome(fault: Fault, folder: Path, job: Job) -> BaseException | None:
    """What comes of the job while the fault is there; None for nothing."""
    error: BaseException | None = None
    with pytest.MonkeyPatch.context() as patch:
        faults.strike(patch, folder, fault)
        try:
            job(folder)
        except (Exception, KeyboardInterrupt, SystemExit) as caught:  # noqa: BLE001
            error = caught.with_traceback(None)
    gc.collect()
    return error


def right(kind: Callable[[int], Fault], error: BaseException | None) -> bool:
    """Whether a fault is told as it should be, or did no harm at all."""
    if kind is faults.interrupted:  # click has a name of its own for Ctrl-C
        return error is None or isinstance(error, KeyboardInterrupt | click.Abort)
    return error is None or isinstance(error, OutputError)


def in_folder(folder: Path) -> dict[str, bytes]:
    """All files, also those in folders."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def loop(kind: Callable[[int], Fault], folder: Path, names: list[str], job: Job) -> list[str]:
    """Run a job through all faults, over old files; the calls of the run that nothing harmed."""

    def prepare(_: Path) -> None:
        for path in sorted(folder.rglob("*"), reverse=True):
            path.unlink() if path.is_file() else path.rmdir()
        for name in names:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(OLD)

    prepare(folder)
    fault = kind(NEVER)
    assert outcome(fault, folder, job) is None
    new = in_folder(folder)
    assert sorted(new) == sorted(names)
    for number in numbers(len(fault.calls)):
        prepare(folder)
        fault = kind(number)
        error = outcome(fault, folder, job)
        assert right(kind, error), (fault.calls, error)
        found = in_folder(folder)
        assert sorted(found) == sorted(names), fault.calls
        for name, content in found.items():
            assert content in (OLD, new[name]), (name, fault.calls)
        if error is None:
            assert found == new
    assert not fault.has_struck
    assert error is None
    assert [path for path in folder.rglob("xlperf-*") if path.is_dir()] == []
    return fault.calls


@each_fault
def test_a_file_is_written_whole_or_not_at_all(
    fault: Callable[[int], Fault], tmp_path: Path
) -> None:
    calls = loop(
        fault, tmp_path, ["a/f.bin"], lambda at: write_whole(at / "a/f.bin", CONTENT, force=True)
    )
    assert {"open", "write", "fsync", "close", "replace"} <= set(calls)
    assert calls.index("fsync") < calls.index("close") < calls.index("replace")


@pytest.fixture(scope="module")
def returned(tmp_path_factory: pytest.TempPathFactory) -> Filled:
    """The small unit's return."""
    path = tmp_path_factory.mktemp("returned") / "r.xlsx"
    path.write_bytes(samples.workbook(FORM))
    return read(path)


@pytest.mark.long
@each_fault
def test_a_summary_is_written_whole_or_not_at_all(
    fault: Callable[[int], Fault], tmp_path: Path, returned: Filled
) -> None:
    master = samples.master_of(FORM, samples.filled_unit(FORM))
    calls = loop(
        fault, tmp_path, ["s.xlsx"],
        lambda at: consolidate([returned], master, at / "s.xlsx", force=True),
    )  # fmt: skip
    assert {"mkstemp", "mkdir", "open", "write", "fsync", "close", "replace"} <= set(calls)


@pytest.mark.long
@each_fault
def test_workbooks_are_generated_whole_or_not_at_all(
    fault: Callable[[int], Fault], tmp_path: Path
) -> None:
    projects = samples.known_of(samples.filled_unit(FORM)).projects
    units = tuple(
        UnitBudget(unit=Unit(code=code, name="示例单位"), projects=(project,))
        for code, project in zip(("990001", "990002"), projects, strict=True)
    )
    master = tmp_path / "m.xlsx"
    budget = Master(money=FORM.money, units=units)
    master.write_bytes(list_workbook(Form.load("master"), budget))

    def generate(folder: Path) -> None:
        command = ["generate", "--form", FORM.name, "--master", str(master), "--force"]
        cli([*command, "--out", str(folder / "out")], standalone_mode=False)

    (tmp_path / "run").mkdir()
    names = [f"out/{unit.unit.code} 示例单位.xlsx" for unit in units]
    loop(fault, tmp_path / "run", names, generate)


# What is not a call that fails.


def test_a_file_that_reads_back_otherwise_is_not_taken(tmp_path: Path) -> None:
    path = tmp_path / "s.xlsx"
    path.write_bytes(OLD)
    good = samples.workbook(FORM, blank=True)
    middle = len(good) // 3
    for spoiled in (
        b"", good[:-1], good[: len(good) // 2], b"PK\x05\x06" + bytes(18),
        good[:middle] + bytes([good[middle] ^ 1]) + good[middle + 1 :],
    ):  # fmt: skip
        with pytest.raises(OutputError) as caught, beside(path, force=True) as file:
            file.write(spoiled)
        assert caught.value.code == "out.not-whole"
        assert in_folder(tmp_path) == {"s.xlsx": OLD}
    with beside(path, force=True) as file:
        file.write(good)
    assert is_whole_workbook(path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows flushes no folders")
def test_a_name_is_on_the_disk_before_anybody_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, flushed = os.fsync, list[tuple[bool, bool]]()

    def watched(handle: int) -> None:
        flushed.append((stat.S_ISDIR(os.fstat(handle).st_mode), (tmp_path / "f.bin").exists()))
        real(handle)

    monkeypatch.setattr(os, "fsync", watched)
    write_whole(tmp_path / "f.bin", CONTENT)
    assert flushed == [(False, False), (True, True)]  # the bytes, and only then their name


def test_what_a_disk_lost_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "f.bin"
    path.write_bytes(OLD)
    real = os.fsync

    def forgetful(handle: int) -> None:
        real(handle)
        os.ftruncate(handle, 100)

    monkeypatch.setattr(os, "fsync", forgetful)
    with pytest.raises(OutputError) as caught:
        write_whole(path, CONTENT, force=True)
    assert caught.value.code == "out.not-whole"
    assert str(path) in caught.value.message("zh")
    assert in_folder(tmp_path) == {"f.bin": OLD}


def test_a_file_somebody_else_made_meanwhile_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "f.bin"

    def is_whole(_: Path) -> bool:
        path.write_bytes(OLD)
        return True

    with pytest.raises(OutputError) as caught, beside(path, is_whole) as file:
        file.write(CONTENT)
    assert caught.value.code == "out.exists"
    assert in_folder(tmp_path) == {"f.bin": OLD}


def test_a_folder_that_cannot_be_one_is_refused(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(OLD)
    for path in (tmp_path / "f" / "x.xlsx", tmp_path / "f" / "deep" / "x.xlsx"):
        with pytest.raises(OutputError):
            write_whole(path, CONTENT)
    with pytest.raises(OutputError):
        write_whole(tmp_path, CONTENT, force=True)  # a folder stands where the file should
    assert in_folder(tmp_path) == {"f": OLD}


def test_a_folder_for_reading_only_stays_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "read-only"
    folder.mkdir()
    (folder / "f.bin").write_bytes(OLD)
    folder.chmod(0o555)
    try:
        with tempfile.TemporaryFile(dir=folder):
            pytest.skip("this user, or this system, writes into read-only folders all the same")
    except PermissionError:
        with pytest.raises(OutputError) as caught:
            write_whole(folder / "f.bin", CONTENT, force=True)
        assert caught.value.code == "out.cannot-write"
    finally:
        folder.chmod(0o755)
    assert in_folder(folder) == {"f.bin": OLD}


def test_a_new_file_may_be_read_by_whom_the_system_lets(tmp_path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("Windows has other permissions")
    (tmp_path / "plain").write_bytes(OLD)
    write_whole(tmp_path / "ours", OLD)
    assert (tmp_path / "ours").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_each_call_fails_but_for_many_that_are_alike() -> None:
    assert numbers(FEW) == [*range(1, FEW + 2)]
    many = numbers(2 * FEW)
    between = [each for each in many if 30 < each <= 120]
    assert many == [*range(1, 31), *between, *range(121, 182)]
    assert len(between) == 30
    assert {each % 6 for each in between} == {*range(6)}, "each of the calls of a sheet"
