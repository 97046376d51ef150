"""What people expect of a command line: colours, quiet, settings, JSON also of what went wrong."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from parts.commands import Done, here
from xlperf.cli.program import cli

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "workbooks" / "sample"
RETURNS = ROOT / "workbooks" / "3-回收"
MASTER = SAMPLE / "master.csv"


@pytest.fixture
def round_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "round"
    done = here(
        monkeypatch, "distribute", "--form", "hebei-2023", "--master", MASTER,
        "--due", "2099-12-01", "--round", folder, "--json",
    )  # fmt: skip
    assert done.code == 0, done.error
    return folder


def result(done: Done) -> Any:
    return json.loads(done.out)


@pytest.mark.parametrize("value", ["1", ""])
def test_no_colour_where_it_is_not_wanted(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", value)
    ran = CliRunner().invoke(cli, ["read", str(RETURNS)], color=True)
    assert ("\x1b[" in ran.output) is (not value)


@pytest.mark.parametrize("quiet", [("--quiet",), ("-q",)])
def test_quiet_says_only_what_is_wrong(
    quiet: tuple[str, ...], round_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loud = here(monkeypatch, "read", RETURNS)
    for words in (("read", RETURNS, *quiet), (*quiet, "read", RETURNS)):
        done = here(monkeypatch, *words)
        assert (done.out, done.error, done.code) == ("", "", loud.code)
    assert here(monkeypatch, "status", "--round", round_folder, *quiet) == Done(0, "", "")
    out = tmp_path / "made"
    made = here(
        monkeypatch, "generate", "--form", "hebei-2023", "--master", MASTER, "--out", out, *quiet
    )
    assert made == Done(0, "", "")
    assert list(out.glob("*.xlsx"))
    wrong = here(monkeypatch, "read", tmp_path / "none.xlsx", *quiet)
    assert (wrong.code, wrong.out) == (2, "")
    assert "none.xlsx" in wrong.error


def test_quiet_prints_what_was_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    assert result(here(monkeypatch, "read", RETURNS, "--json", "-q"))["files"]
    assert "[project]" in here(monkeypatch, "forms", "show", "hebei-2023", "-q").out
    assert result(here(monkeypatch, "schema", "-q"))["$schema"]


def test_a_round_is_set_once_for_all_commands_that_need_one(
    round_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = here(monkeypatch, "status")
    assert (missing.code, "--round" in missing.error) == (2, True)
    monkeypatch.setenv("XLPERF_ROUND", str(round_folder))
    assert here(monkeypatch, "status").code == 0
    assert here(monkeypatch, "collect", RETURNS).code in (0, 1)
    unit = result(here(monkeypatch, "status", "--json"))["units"][0]["unit"]["code"]
    assert here(monkeypatch, "overrule", unit, "--withdraw", "--reason", "x").code == 0
    assert here(monkeypatch, "status", "--round", round_folder / "other").code == 2


def test_commands_on_files_keep_their_meaning_where_a_round_is_set(
    round_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XLPERF_ROUND", str(round_folder))
    monkeypatch.setenv("XLPERF_LEDGER", f"sqlite:///{tmp_path / 'nowhere.sqlite'}")
    kept = [("--out", tmp_path / "s.xlsx"), ("--out", tmp_path / "up")]
    for name, out in (("reconcile", ()), ("consolidate", kept[0]), ("sync", kept[1])):
        done = here(monkeypatch, name, RETURNS, "--master", MASTER, "--json", *out)
        assert done.code in (0, 1), (name, done.error)
        assert "round" not in result(done), name
    assert "FILE" in here(monkeypatch, "read").error


def test_a_ledger_is_set_once(
    round_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XLPERF_LEDGER", f"sqlite:///{tmp_path / 'nowhere.sqlite'}")
    assert here(monkeypatch, "status", "--round", round_folder).code == 2
    ledger = f"sqlite:///{tmp_path / 'mine.sqlite'}"
    monkeypatch.setenv("XLPERF_LEDGER", ledger)
    folder = tmp_path / "another"
    begun = ("--form", "hebei-2023", "--master", MASTER, "--due", "2099-12-01", "--round", folder)
    assert here(monkeypatch, "distribute", *begun).code == 0
    assert (tmp_path / "mine.sqlite").is_file()
    assert here(monkeypatch, "status", "--round", folder).code == 0


@pytest.mark.long
def test_every_json_says_its_schema(
    round_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines: dict[str, tuple[object, ...]] = {
        "read": (RETURNS,),
        "reconcile": (RETURNS, "--master", MASTER),
        "consolidate": (RETURNS, "--master", MASTER, "--out", tmp_path / "s.xlsx"),
        "sync": (RETURNS, "--master", MASTER, "--out", tmp_path / "up"),
        "generate": ("--form", "hebei-2023", "--master", MASTER, "--out", tmp_path / "made"),
        "master check": (MASTER,),
        "forms list": (),
        "forms show": ("hebei-2023",),
        "forms check": ("hebei-2023",),
        "collect": (RETURNS, "--round", round_folder),
        "status": ("--round", round_folder),
    }
    for name, words in lines.items():
        done = here(monkeypatch, *name.split(), *words, "--json")
        assert done.code in (0, 1), (name, done.error)
        told = result(done)
        assert told["schema"] == (2 if name == "read" else 1), name
        assert next(iter(told)) == "schema", name


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_errors_are_json_where_json_was_asked_for(
    lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("单位编码,单位名称\n1,甲\n", encoding="utf-8")
    form = tmp_path / "form.toml"
    form.write_text("titel = 'x'\nname = 'y'\n", encoding="utf-8")
    lines = {
        "form.not-found": ("read", tmp_path / "none.xlsx", "--form", "none-such"),
        "usage.missing": ("reconcile", RETURNS),
        "usage.no-option": ("read", "--no-such"),
        "usage.no-command": ("reed",),
        "round.none": ("status", "--round", tmp_path),
        "form.unknown-key": ("generate", "--form", form, "--master", MASTER, "--out", tmp_path),
        "usage.bad-value": ("master", "check", bad, "--column", "a"),
    }
    for code, words in lines.items():
        done = here(monkeypatch, *words, "--json", "--lang", lang)
        assert done.code == 2, (code, done)
        told = result(done)
        assert told["schema"] == 1
        assert code in {each["code"] for each in told["errors"]}
        for each in told["errors"]:
            assert each["level"] == "error"
            assert each["code"]
            assert each["message"] in done.error
        assert done.error.strip()
    missing = result(here(monkeypatch, "reconcile", RETURNS, "--json"))["errors"]
    assert [each["code"] for each in missing] == ["usage.missing"]
    assert missing[0]["values"] == {"found": "--master"}


def test_a_master_that_cannot_be_used_is_told_as_findings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("随便\n1\n", encoding="utf-8")
    words = ("--form", "hebei-2023", "--master", bad, "--out", tmp_path / "o")
    done = here(monkeypatch, "generate", *words, "--json")
    assert done.code == 2
    for each in result(done)["errors"]:
        assert each["code"].startswith(("master.", "sheet.", "column."))
        assert each["file"] == str(bad)


def test_returns_of_which_none_can_be_read_are_json_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"no workbook")
    for name, out in (("reconcile", ()), ("consolidate", ("--out", tmp_path / "s.xlsx"))):
        done = here(monkeypatch, name, broken, "--master", MASTER, "--json", *out)
        assert done.code == 2
        (found,) = result(done)["errors"]
        assert found["file"] == str(broken)
        assert found["message"] in done.error


def test_a_form_with_mistakes_is_one_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = tmp_path / "form.toml"
    form.write_text("titel = 'x'\nname = 'y'\n", encoding="utf-8")
    done = here(monkeypatch, "forms", "check", form, "--json")
    told = result(done)
    assert (done.code, told["ok"], told["schema"]) == (2, False, 1)
    assert len(told["mistakes"]) == len(done.error.splitlines())


@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash here")
def test_completion_works_as_it_is_documented() -> None:
    for page in ("docs/commands.md", "docs/commands.zh-CN.md"):
        assert 'eval "$(_XLPERF_COMPLETE=bash_source xlperf)"' in (ROOT / page).read_text("utf-8")
    start = [sys.executable, "-c", "import sys; sys.argv[0] = 'xlperf'; "
             "from xlperf.cli import main; main()"]  # fmt: skip
    asked = {**os.environ, "_XLPERF_COMPLETE": "bash_source"}
    script = subprocess.run(start, env=asked, capture_output=True, check=True).stdout
    assert b"complete -o nosort" in script
    asked |= {
        "_XLPERF_COMPLETE": "bash_complete",
        "COMP_WORDS": "xlperf forms s",
        "COMP_CWORD": "2",
    }
    done = subprocess.run(start, env=asked, capture_output=True, check=True).stdout.decode()
    assert done.split() == ["plain,schema", "plain,show"]


def test_a_runner_of_tests_finds_its_context_gone_afterwards() -> None:
    CliRunner().invoke(cli, ["-q", "forms", "list"])
    assert click.get_current_context(silent=True) is None
    assert CliRunner().invoke(cli, ["forms", "list"]).output
