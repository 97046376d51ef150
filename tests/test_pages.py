"""The pages on the command line and on Windows say what is so, in both languages."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from parts.commands import here, program
from xlperf.cli.program import cli

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAIRS = [("commands.zh-CN.md", "commands.md"), ("windows.zh-CN.md", "windows.md")]
SETTINGS = {"XLPERF_LANG", "XLPERF_ROUND", "XLPERF_LEDGER", "XLPERF_PASSWORD", "NO_COLOR"}


def text_of(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair[1])
def test_a_page_says_the_same_in_both_languages(pair: tuple[str, str]) -> None:
    zh, en = map(text_of, pair)
    for mark in ("\n## ", "\n- ", "\n| ", "\n```"):
        assert zh.count(mark) == en.count(mark), mark
    assert not re.search(r"[\u4e00-\u9fff]", re.sub(r"\[.*?\]\(.*?\)", "", en))


@pytest.mark.parametrize("name", [name for pair in PAIRS for name in pair])
def test_links_of_a_page_lead_somewhere(name: str) -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", text_of(name))
    assert targets
    for target in targets:
        assert target.startswith("https://www.python.org/") or (DOCS / target).exists(), target


@pytest.mark.parametrize(("name", "lang"), [("commands.md", "en"), ("commands.zh-CN.md", "zh")])
def test_the_error_that_is_shown_is_the_one_that_is_printed(
    name: str, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = re.search(r"```json\n(.+?)```", text_of(name), re.DOTALL)
    assert shown
    done = here(monkeypatch, "reconcile", "a.xlsx", "--json", "--lang", lang)
    assert done.out == shown[1]
    assert json.loads(done.out)["schema"] == 1


@pytest.mark.parametrize("name", ["commands.md", "commands.zh-CN.md"])
def test_every_setting_is_told_and_is_one(name: str) -> None:
    told = set(re.findall(r"^\| `(\w+)` \|", text_of(name), re.MULTILINE))
    assert told == SETTINGS
    context = click.Context(cli)
    commands = [cli.get_command(context, name) for name in cli.list_commands(context)]
    options = [each for command in commands if command for each in command.params]
    assert {str(each.envvar) for each in options if each.envvar} | {"NO_COLOR"} == SETTINGS


def test_the_program_is_there_when_a_module_is_called() -> None:
    assert program("--version").out.endswith("xlperf 0.1.0\n")


@pytest.mark.parametrize("scheme", ["", ", 'nt_user'"])
def test_python_says_where_the_program_is(scheme: str) -> None:
    line = f"import sysconfig; print(sysconfig.get_path('scripts'{scheme}))"
    for name in PAIRS[1]:
        assert f'py -c "{line}"' in text_of(name)
    asked = {**os.environ, "APPDATA": "X"}
    done = subprocess.run([sys.executable, "-c", line], env=asked, capture_output=True, check=True)
    assert done.stdout.strip()


def test_the_readme_begins_with_the_wheel() -> None:
    for name, page in (("README.md", "windows.md"), ("README.zh-CN.md", "windows.zh-CN.md")):
        text = (ROOT / name).read_text(encoding="utf-8")
        first = text.index("pip install xlperf-0.1.0-py3-none-any.whl")
        assert first < text.index("make demo")
        assert f"docs/{page}" in text


@pytest.mark.parametrize(("lang", "begins"), [("zh", "接下来做一件事"), ("en", "One thing to do")])
@pytest.mark.usefixtures("quick")
def test_the_demo_ends_with_one_thing_to_do(
    lang: str, begins: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = here(monkeypatch, "demo", tmp_path / "demo", "--lang", lang)
    assert done.code == 0, done.error
    last = done.out.rstrip().splitlines()[-1]
    assert last.startswith(begins)
    (named,) = re.findall(r"(/\S+\.xlsx)", last)
    assert Path(named).is_file()
