"""`xlperf schema`: what `read --json` prints is of it, file by file, and other JSON is not."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from parts import here
from parts.json_schema import wrong
from xlperf.cli.program import cli
from xlperf.exchange import read_schema

ROOT = Path(__file__).parents[1]
RETURNED = sorted((ROOT / "workbooks" / "3-回收").glob("*.xlsx"))
DECLARED = ("monitor-2019", "selfeval-2020", "department-whole", "grant-return")
ISSUED = sorted((ROOT / "tests" / "issued").rglob("*.xlsx"))[:2]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What the program itself prints, of returns, older ones, blank ones and one that is none."""
    folder = tmp_path_factory.mktemp("read")
    for name in DECLARED:
        out = str(folder / f"{name}.xlsx")
        CliRunner().invoke(cli, ["forms", "show", name, "--as", "xlsx", "--out", out])
    (folder / "none.xlsx").write_bytes(b"no workbook")
    files = [*RETURNED, *ISSUED, *sorted(folder.iterdir())]
    made = json.loads(here.run(["read", "--json", *files])[1])
    assert len(made["files"]) == len(files) > len(DECLARED) + 4
    made["files"].sort(key=lambda each: each["form"] != "hebei-2023" or not each["projects"])
    return made


def test_what_is_read_is_of_the_schema(told: Any) -> None:
    assert wrong(told, read_schema()) == []


@pytest.mark.parametrize("name", DECLARED)
def test_declared_fields_and_tables_are_among_it(told: Any, name: str) -> None:
    (file,) = (each for each in told["files"] if each["form"] == name)
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
def test_other_json_is_not(told: Any, path: tuple[str | int, ...], value: object) -> None:
    changed = copy.deepcopy(told)
    inside = changed
    for step in path[:-1]:
        inside = inside[step]
    inside[path[-1]] = value
    assert wrong(changed, read_schema())


def test_the_schema_is_printed() -> None:
    ran = CliRunner().invoke(cli, ["schema"])
    assert json.loads(ran.output) == read_schema()
