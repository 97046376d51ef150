"""Help and mistakes of every command, in the language asked for, and in that language alone."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from parts.commands import here
from xlperf.cli.command import Command, Group
from xlperf.cli.program import cli
from xlperf.findings.catalogue import entries

CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
ENGLISH = re.compile(
    r"\b(Usage|Options?|Commands?|Error|Missing|Invalid|No such|Show|default|not)\b"
)
NAMES: Any = {"help_option_names": ["-h", "--help"]}
"""A command remembers its first option of help, whoever asked for it."""
SOURCES = Path(__file__).parents[1] / "src" / "xlperf" / "cli"


def walked(command: click.Command, *path: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """A command and all below it, each with the words that call it."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command, **NAMES)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below, (*path, name)
            yield from walked(below, *path, name)


ALL = dict(walked(cli))
each_command = pytest.mark.parametrize("path", ALL, ids=lambda path: " ".join(path) or "xlperf")


@pytest.fixture(autouse=True)
def _no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XLPERF_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


@each_command
def test_every_command_and_option_has_its_text_in_the_catalogue(path: tuple[str, ...]) -> None:
    command, words = ALL[path], " ".join(path)
    assert isinstance(command, Command), f"{words}: say cls=Command"
    assert (words or "xlperf") in entries("command"), f"[command] lacks {words!r}"
    known, context = entries("option"), click.Context(command, **NAMES)
    for each in command.get_params(context):
        if isinstance(each, click.Option):
            name = max(each.opts, key=len)
            ways = (f"{words} {name}", f"{words.partition(' ')[0]} {name}", name)
            assert set(ways) & known.keys(), f"[option] lacks {ways[0]!r}"
            assert not each.help or name in ("--help", "--version"), f"{ways[0]}: text in Python"


def test_no_text_of_the_catalogue_is_for_a_command_or_option_that_is_none() -> None:
    words = {" ".join(path) or "xlperf" for path in ALL}
    assert entries("command").keys() == words
    used, codes = set[str](), {"0", "1", "2"}
    for path, command in ALL.items():
        context = click.Context(command, **NAMES)
        name = " ".join(path)
        codes |= {f"{name} {code}" for code in range(3)}
        for each in command.get_params(context):
            option = max(each.opts, key=len)
            ways = (f"{name} {option}", f"{name.partition(' ')[0]} {option}", option)
            used |= {next((way for way in ways if way in entries("option")), "")}
    assert entries("option").keys() - used == set()
    assert entries("exit").keys() <= codes


@pytest.mark.parametrize("kind", ["command", "option", "exit"])
def test_every_text_of_the_command_line_is_in_two_languages(kind: str) -> None:
    for code, entry in entries(kind).items():
        assert entry.keys() == {"zh", "en"}, code
        assert CHINESE.search(entry["zh"]), code
        assert not CHINESE.search(entry["en"]), code


@each_command
def test_help_is_in_the_language_asked_for_wherever_it_stands(
    path: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    for words in ((*path, "--help", "--lang", "en"), ("--lang=en", *path, "-h")):
        told = here(monkeypatch, *words)
        assert (told.code, told.error) == (0, "")
        assert told.out.startswith("Usage: xlperf"), told.out
        assert not CHINESE.search(told.out), told.out
        assert "Exit codes:\n  0" in told.out
    told = here(monkeypatch, *path, "--help")
    assert told.out.startswith("用法：xlperf")
    assert not ENGLISH.search(told.out), told.out
    for line in re.findall(r"^  (?:-\S.*|\d  .*|[a-z][a-z-]*  .*)$", told.out, re.M):
        following = told.out.partition(line)[2].split("\n")[1]
        assert CHINESE.search(line + following), line


@each_command
def test_help_follows_setting_form_and_system(
    path: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert here(monkeypatch, *path, "-h").out.startswith("Usage")
    monkeypatch.setenv("XLPERF_LANG", "zh")
    assert here(monkeypatch, *path, "-h").out.startswith("用法")
    assert here(monkeypatch, "--lang", "en", *path, "-h").out.startswith("Usage")


def test_help_is_in_the_language_of_the_form_that_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert here(monkeypatch, "read", "--form", "grant-return", "-h").out.startswith("Usage")
    assert here(monkeypatch, "read", "--form=hebei-2023", "-h").out.startswith("用法")
    assert here(monkeypatch, "read", "--form", "none-such", "-h").out.startswith("用法")
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert here(monkeypatch, "read", "--form=hebei-2023", "-h").out.startswith("用法")


def mistakes(path: tuple[str, ...], command: click.Command, folder: Path) -> Iterator[list[str]]:
    """Lines that are wrong: what no command takes, and what each option cannot have."""
    yield [*path, "--no-such-thing"]
    if isinstance(command, click.Group):
        yield [*path, "no-such-command"]
        yield [*path, "--lang"]
        return
    needed = [each for each in command.params if each.required]
    if needed:
        yield [*path]
    if all(each.nargs != -1 for each in command.params):
        yield [*path, "a", "b", "c"]
    for each in command.params:
        if not isinstance(each, click.Option):
            continue
        name = each.opts[0]
        yield [*path, f"{name}=1"] if each.is_flag else [*path, name]
        if isinstance(each.type, click.Choice | click.IntRange):
            yield [*path, name, *["none-such"] * each.nargs]
        elif isinstance(each.type, click.Path) and not each.type.dir_okay:
            yield [*path, name, str(folder)]
        elif isinstance(each.type, click.Path) and not each.type.file_okay:
            (folder / "file").touch()
            yield [*path, name, str(folder / "file")]


@each_command
def test_every_mistake_is_one_line_in_the_language_asked_for(
    path: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for line in mistakes(path, ALL[path], tmp_path):
        told = here(monkeypatch, "--lang", "en", *line)
        assert told.code == 2, line
        assert len(told.error.splitlines()) == 1, told.error
        assert not CHINESE.search(told.error), told.error
        told = here(monkeypatch, "--lang", "zh", *line)
        assert len(told.error.splitlines()) == 1, told.error
        assert CHINESE.search(told.error), told.error
        assert not ENGLISH.search(told.error), told.error


def test_a_number_out_of_bounds_is_told_with_the_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    for value in ("1", "9999", "26x"):
        told = here(monkeypatch, "generate", "--year", value)
        assert f"{value}，应为 1990 到 2199 的整数" in told.error, told.error
    told = here(monkeypatch, "overrule", "1", "--copy", "0", "--lang", "en")
    assert "0, which should be a whole number, at least 1" in told.error


def test_a_group_without_a_command_prints_its_help(monkeypatch: pytest.MonkeyPatch) -> None:
    for words in ([], ["--lang", "zh"], ["forms"], ["--lang", "zh", "master"]):
        told = here(monkeypatch, *words)
        assert told.code == 2
        assert told.error.startswith("用法：")


def test_what_was_likely_meant_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "是不是 status？" in here(monkeypatch, "statsu").error
    assert "是不是 check？" in here(monkeypatch, "forms", "chekc").error
    assert "Did you mean --master?" in here(monkeypatch, "sync", "--mastr", "--lang", "en").error


def test_help_fits_the_terminal_by_the_width_of_its_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    for lang in ("zh", "en"):
        for line in here(monkeypatch, "sync", "-h", "--lang", lang).out.splitlines():
            width = sum(2 if CHINESE.match(sign) else 1 for sign in line)
            assert width <= 60, line
            assert not re.match(r"\s*[，。；、：]", line), line


def test_no_module_of_the_command_line_says_a_sentence_in_chinese() -> None:
    for module in sorted(SOURCES.glob("*.py")):
        for line in module.read_text(encoding="utf-8").splitlines():
            found = re.findall(r"[\u4e00-\u9fff]{2,}", line)
            assert not found, f"{module.name}: {line}"


def test_the_words_of_a_prompt_are_in_the_language_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = list[str]()
    monkeypatch.setattr(click, "prompt", lambda text, **_: asked.append(text) or "x")
    for lang in ("zh", "en"):
        here(monkeypatch, "generate", "--form", "f", "--master", "m", "--out", tmp_path,
             "--password", "-", "--lang", lang)  # fmt: skip
    assert asked == ["密码", "Password"]


def test_completion_tells_commands_and_options_with_their_texts() -> None:
    context = click.Context(cli, info_name="xlperf", **NAMES)
    told = {each.value: each.help for each in cli.shell_complete(context, "c")}
    assert told == {
        "consolidate": entries("command")["consolidate"]["zh"],
        "collect": entries("command")["collect"]["zh"],
    }
    read = ALL[("read",)]
    below = click.Context(read, parent=context, info_name="read")
    told = {each.value: each.help for each in read.shell_complete(below, "--an")}
    assert told == {"--annotate": entries("option")["read --annotate"]["zh"]}
    assert isinstance(cli, Group)
