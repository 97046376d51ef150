"""`xlperf schema`: what `read --json` prints is of it, file by file, and other JSON is not."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from parts.json_schema import wrong
from xlperf.cli.program import cli
from xlperf.exchange import read_schema

ROOT = Path(__file__).parents[1]
RETURNED = sorted((ROOT / "workbooks" / "3-回收").glob("*.xlsx"))
ISSUED = sorted((ROOT / "tests" / "issued").rglob("*.xlsx"))[:2]


def printed(*files: Path) -> Any:
    """What the program itself prints."""
    command = [sys.executable, "-c", "from xlperf.cli import main; main()", "read", "--json"]
    done = subprocess.run([*command, *map(str, files)], capture_output=True, check=False)
    return json.loads(done.stdout)


def test_what_is_read_of_returns_is_of_the_schema(tmp_path: Path) -> None:
    no_workbook = tmp_path / "no.xlsx"
    no_workbook.write_bytes(b"no workbook")
    told = printed(*RETURNED, *ISSUED, no_workbook)
    assert len(told["files"]) == len([*RETURNED, *ISSUED]) + 1
    assert wrong(told, read_schema()) == []


@pytest.mark.parametrize("name", ["monitor-2019", "selfeval-2020", "department-whole"])
def test_declared_fields_and_tables_are_of_the_schema(tmp_path: Path, name: str) -> None:
    path = tmp_path / "blank.xlsx"
    CliRunner().invoke(cli, ["forms", "show", name, "--as", "xlsx", "--out", str(path)])
    told = printed(path)
    assert wrong(told, read_schema()) == []
    (file,) = told["files"]
    assert [*file["projects"], file["part"]][0]["tables"]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema",), 3),
        (("files",), None),
        (("files", 0, "unit"), "甲"),
        (("files", 0, "projects", 0, "budget"), 3),
        (("files", 0, "projects", 0, "budget"), "3 万元"),
        (("files", 0, "projects", 0, "values", "goal"), 3),
        (("files", 0, "projects", 0, "tables", "indicators", 0), {"key": "R001"}),
        (("files", 0, "findings"), {}),
        (("files", 0, "more"), 1),
    ],
)
def test_other_json_is_not(path: tuple[str | int, ...], value: object) -> None:
    told = printed(RETURNED[0])
    inside = told
    for step in path[:-1]:
        inside = inside[step]
    inside[path[-1]] = value
    assert wrong(told, read_schema())


def test_the_schema_is_printed() -> None:
    ran = CliRunner().invoke(cli, ["schema"])
    assert json.loads(ran.output) == read_schema()
