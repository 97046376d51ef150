"""One file alone is read in a copy of the process, with the same verdict, and can be ended."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from parts.commands import program
from test_isolation import two_far_cells
from xlperf import Form
from xlperf.form import shipped_forms

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux copies a process")

SCRIPT = """
import json, sys, time
from pathlib import Path
from xlperf import read, read_many
from xlperf.reading import Bounds, fork, verdicts

class Endless(type(Path())):
    def read_bytes(self):
        while True:
            time.sleep(1)

def swell(*_):
    kept = []
    while True:
        kept.append(bytearray(1 << 24))

def broken(*_):
    raise ZeroDivisionError("in a copy")

def stopped(*_):
    import os
    os._exit(3)

assert fork.can_fork()
path, kind = Path(sys.argv[1]), sys.argv[2]
bounds = Bounds()
if kind == "endless":
    path, bounds = Endless(path), Bounds(seconds=0.5)
elif kind == "swell":
    fork.read_apart, bounds = swell, Bounds(memory=1 << 28)
elif kind == "broken":
    fork.read_apart = broken
elif kind == "stopped":
    fork.read_apart = stopped
filled, = read_many([path], bounds=bounds)
if kind == "same":
    assert filled == read(path), filled
assert "pebble" not in sys.modules and "multiprocessing" not in sys.modules
print(json.dumps([[each.code, each.found] for each in filled.findings]))
"""
RETURN = sorted((Path(__file__).parents[1] / "workbooks" / "3-回收").glob("*.xlsx"))[0]


def told(path: Path, kind: str) -> list[list[str]]:
    """The findings on a file that is read alone, by a process in which nothing else runs."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(path), kind], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    found: list[list[str]] = json.loads(done.stdout)
    return found


def test_the_verdict_is_that_of_reading_here() -> None:
    assert told(RETURN, "same")


@pytest.mark.parametrize(
    ("kind", "code", "found"),
    [
        ("endless", "file.slow", "0.5"),
        ("swell", "file.memory", str(1 << 28)),
        ("stopped", "file.killed", "3"),
    ],
)
def test_what_a_file_does_to_its_reader_is_its_verdict(kind: str, code: str, found: str) -> None:
    assert told(RETURN, kind) == [[code, found]]


@pytest.mark.unforeseen
def test_what_nobody_foresaw_is_told_with_its_kind() -> None:
    ((code, found),) = told(RETURN, "broken")
    assert code == "file.unexpected"
    assert "ZeroDivisionError: in a copy" in found


def test_a_library_that_ends_its_process_takes_nobody_with_it(tmp_path: Path) -> None:
    assert len(told(two_far_cells(tmp_path / "k.xlsx"), "far")) == 1
    assert [each[0] for each in told(tmp_path / "no.xlsx", "none")] == ["file.not-found"]


def test_nothing_is_printed_twice_and_a_wrong_form_is_one_line(tmp_path: Path) -> None:
    once = program("read", RETURN)
    assert once.out.count(str(RETURN)) == 1
    wrong = program("read", RETURN, "--form", "none-such")
    assert (wrong.code, wrong.out) == (2, "")


def test_two_things_that_run_are_not_copied() -> None:
    script = (
        "import threading; from xlperf.reading.fork import can_fork\n"
        "end = threading.Event(); threading.Thread(target=end.wait).start()\n"
        "assert not can_fork(); end.set()"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_a_shipped_form_has_the_name_of_its_file() -> None:
    for name in shipped_forms():
        assert Form.load(name).name == name
