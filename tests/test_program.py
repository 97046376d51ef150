"""`python -m xlperf` is the command `xlperf`, worker processes included."""

import json
import subprocess
import sys
from pathlib import Path

from parts import samples
from xlperf import Form


def program(*arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    """Run the module as a program, as somebody types it."""
    command = [sys.executable, "-m", "xlperf", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_it_lists_the_forms() -> None:
    told = program("forms", "list")
    assert told.returncode == 0
    assert "hebei-2023" in told.stdout


def test_it_reads_in_processes_of_its_own(tmp_path: Path) -> None:
    form = Form.load("hebei-2023")
    paths = [tmp_path / f"{number}.xlsx" for number in range(2)]
    for path in paths:
        path.write_bytes(samples.workbook(form))
    told = program("read", "--json", *paths)
    assert told.returncode in (0, 1), told.stderr
    assert [each["file"] for each in json.loads(told.stdout)["files"]] == [str(p) for p in paths]


def test_wrong_use_is_one_line_and_two() -> None:
    told = program("read")
    assert told.returncode == 2
    assert "Traceback" not in told.stderr
