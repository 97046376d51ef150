"""What a command loads: its own rooms and libraries, and no other; counted, not timed."""

import json
import subprocess
import sys
from pathlib import Path

import click
import pytest

from xlperf.cli.program import cli
from xlperf.findings.catalogue import gathered

ROOT = Path(__file__).parents[1]
RETURN = sorted((ROOT / "workbooks" / "3-回收").glob("*.xlsx"))[1]
MASTER = ROOT / "workbooks" / "sample" / "master.csv"
PANDAS, DATABASES, WRITING = {"pandas", "numpy"}, {"sqlalchemy", "psycopg"}, {"xlsxwriter"}
OTHER_FORMATS, POOLS = {"olefile", "email.parser"}, {"pebble", "multiprocessing", "asyncio"}
SHOW = """
import json, sys
sys.argv = ["xlperf", *sys.argv[1:]]
from xlperf.cli import main
try:
    main()
except SystemExit:
    print("\\n" + json.dumps(sorted(sys.modules)))
"""


def loaded(*words: object) -> set[str]:
    """The modules that are there when a command has ended."""
    done = subprocess.run(
        [sys.executable, "-c", SHOW, *map(str, words)], capture_output=True, check=True
    )
    return set(json.loads(done.stdout.decode("utf-8").splitlines()[-1]))


def rooms(modules: set[str]) -> set[str]:
    """The rooms of ours among them."""
    return {name.split(".")[1] for name in modules if name.startswith("xlperf.")}


@pytest.mark.parametrize("words", [("--help",), ("--lang", "en"), ("collekt",), ("--nothing",)])
def test_help_and_mistakes_of_the_program_load_its_texts_alone(words: tuple[str, ...]) -> None:
    found = loaded(*words)
    assert rooms(found) <= {"cli", "findings"}
    assert not found & {"pydantic", "xlperf.findings.finding", "xlperf.findings.errors"}
    assert not found & {*PANDAS, *DATABASES, *WRITING, *OTHER_FORMATS, *POOLS}
    ours = {name for name in found if name.startswith("xlperf")}
    assert len(ours) <= 15, sorted(ours)


def test_reading_one_file_loads_what_reads_it() -> None:
    found = loaded("read", RETURN)
    unused = {"issuing", "master", "syncing", "summary", "exchange", "rounds", "demo"}
    assert not rooms(found) & unused
    assert not found & {*PANDAS, *DATABASES, *WRITING}
    assert not found & OTHER_FORMATS
    if sys.platform == "linux":
        assert not found & POOLS
    assert "xlperf.excel.marking" not in found
    assert len({name for name in found if name.startswith("xlperf")}) <= 330


@pytest.mark.parametrize(
    "words",
    [("generate", "-h"), ("forms", "list"), ("master", "check", MASTER), ("consolidate", "-h")],
)
def test_no_command_on_files_loads_a_database(words: tuple[object, ...]) -> None:
    assert not loaded(*words) & {*PANDAS, *DATABASES}


def test_each_command_is_called_by_the_name_it_is_listed_under() -> None:
    context = click.Context(cli)
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        assert command, name
        assert command.name == name


def test_texts_are_the_same_compiled(tmp_path: Path) -> None:
    folder = ROOT / "src" / "xlperf" / "findings" / "catalogue"
    texts = gathered(folder)
    (tmp_path / "texts.json").write_text(json.dumps(texts, ensure_ascii=False), encoding="utf-8")
    assert json.loads((tmp_path / "texts.json").read_bytes()) == texts
    assert not (folder / "texts.json").exists(), "a checkout is read as it is written"
