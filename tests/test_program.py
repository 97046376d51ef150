"""`python -m xlperf` is the command `xlperf`, worker processes included."""

import json
from pathlib import Path

from parts import samples
from parts.commands import program
from xlperf import Form


def test_it_lists_the_forms() -> None:
    told = program("forms", "list")
    assert told.code == 0
    assert "hebei-2023" in told.out


def test_it_reads_in_processes_of_its_own(tmp_path: Path) -> None:
    form = Form.load("hebei-2023")
    paths = [tmp_path / f"{number}.xlsx" for number in range(2)]
    for path in paths:
        path.write_bytes(samples.workbook(form))
    told = program("read", "--json", *paths)
    assert told.code in (0, 1), told.error
    assert [each["file"] for each in json.loads(told.out)["files"]] == [str(p) for p in paths]


def test_wrong_use_is_one_line_and_two() -> None:
    told = program("read")
    assert told.code == 2
    assert "Traceback" not in told.error
