"""Every command the program prints can be pasted as it stands, and does what is said of it."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import test_joining
from parts.commands import Done, foreseen
from parts.rounds import FORM, answered, begun, master_of, touched
from xlperf import Form
from xlperf.budget import Master
from xlperf.cli import pasting
from xlperf.cli.pasting import pasted
from xlperf.cli.program import COMMANDS
from xlperf.findings import catalogue
from xlperf.master.list_form import list_workbook

DUE = datetime.now(UTC).date() + timedelta(days=20)
NAMED = rf"(?:{'|'.join(COMMANDS)})\b"
IN_TEXT = re.compile(rf"(?<![\w.-])xlperf {NAMED}")
ODD = "收 表's (1)"
"""A folder's name as people have them: with a space, a quote and brackets."""


# What is in the catalogue names no command that could not be pasted.


@pytest.mark.parametrize("kind", ["error", "finding", "word"])
def test_no_text_of_the_catalogue_spells_a_command_by_itself(kind: str) -> None:
    for code, entry in catalogue.entries(kind).items():
        told = {name: text for name, text in entry.items() if name != "example"}
        assert not IN_TEXT.search(str(told)), code


# How a command is spelled.


def test_words_are_quoted_for_the_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["xlperf"])
    assert pasted("status", "--round", "r") == "xlperf status --round r"
    made = pasted("status", "--round", Path(ODD), "--unit", "a b")
    assert shlex.split(made) == ["xlperf", "status", "--round", ODD, "--unit", "a b"]
    assert shlex.split(pasted("read", Path("-x.xlsx"))) == ["xlperf", "read", "./-x.xlsx"]


def test_words_are_quoted_for_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["xlperf"])
    monkeypatch.setattr(pasting, "_is_windows", lambda: True)
    assert pasted("status", "--round", r"D:\收表") == r"xlperf status --round D:\收表"
    assert pasted("status", "--round", r"D:\收 表") == r'xlperf status --round "D:\收 表"'
    assert pasted("status", "--unit", "a&b") == 'xlperf status --unit "a&b"'


def test_the_program_is_named_as_it_can_be_called(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    script = tmp_path / "my bin" / "xlperf"
    script.parent.mkdir()
    script.write_text("#!/bin/sh\n")
    script.chmod(0o755)
    monkeypatch.setattr(sys, "argv", [str(script)])
    monkeypatch.setenv("PATH", "/nowhere")
    assert pasted("status") == f"'{script}' status", "it is not on PATH"
    monkeypatch.setenv("PATH", str(script.parent))
    assert pasted("status") == "xlperf status"
    monkeypatch.setattr(sys, "argv", [str(Path("xlperf") / "__main__.py")])
    assert shlex.split(pasted("status")) == [sys.executable, "-m", "xlperf", "status"]


# The story: whatever is printed on the way is pasted into a shell, and works.


def run(*words: object, cwd: Path) -> Done:
    done = subprocess.run(
        [sys.executable, "-m", "xlperf", *map(str, words)],
        capture_output=True, cwd=cwd, check=False,
    )  # fmt: skip
    return foreseen(Done(done.returncode, done.stdout.decode(), done.stderr.decode()))


def in_shell(line: str, cwd: Path) -> Done:
    """A line as somebody pastes it, at a terminal that asks for a reason where none is given."""
    asks = "import pty,sys; sys.exit(pty.spawn(['/bin/sh', '-c', sys.argv[1]]) >> 8)"
    done = subprocess.run(
        [sys.executable, "-c", asks, line], input="电话核实\n".encode(),
        capture_output=True, cwd=cwd, check=False, timeout=120,
    )  # fmt: skip
    return foreseen(Done(done.returncode, done.stdout.decode(), done.stderr.decode()))


def commands_in(said: str) -> Iterator[str]:
    """The commands in what was printed: each begins with the program and ends its line."""
    begins = re.escape(shlex.quote(sys.executable)) + r" -m xlperf "
    for line in said.splitlines():
        for found in re.finditer(rf"(?:{begins}).*$", line):
            yield found[0].rstrip("。")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with a round in a folder of an odd name, its list, and what comes in."""
    top = tmp_path_factory.mktemp("desk")
    (top / "master.xlsx").write_bytes(list_workbook(Form.load("master"), master_of(1, 2, 3)))
    given = ("--form", FORM.name, "--master", "master.xlsx", "--due", DUE, "--name", "一轮")
    done = run("distribute", *given, "--round", ODD, cwd=top)
    assert done.code == 0, done.error
    (top / "said").write_text(done.out, encoding="utf-8")
    inbox = top / "来 件"
    inbox.mkdir()
    wrong = {
        "goal": "无", "purpose": "", "plan.dec": 0.9, "indicators.0.level3": "",
        "indicators.0.basis": "", "indicators.1.level3": "",
    }  # fmt: skip
    name = "一轮"
    (inbox / "a.xlsx").write_bytes(touched(answered(1, round_name=name), wrong))
    (inbox / "b.xlsx").write_bytes(answered(2, round_name=name))
    (inbox / "c.xlsx").write_bytes(b"PK\x03\x04 nothing of a workbook")
    return top


def test_every_command_of_a_round_is_pasted_and_works(desk: Path) -> None:
    """The steps bring about all that makes the program name a next one."""
    inbox, said = desk / "来 件", [(desk / "said").read_text(encoding="utf-8")]

    def tell(*words: object) -> None:
        done = run(*words, cwd=desk)
        said.append(done.out + done.error)

    tell("collect", inbox, "--round", ODD)
    newer = desk / "newer"
    newer.mkdir()
    (newer / "b2.xlsx").write_bytes(
        touched(answered(2, round_name="一轮"), {"goal": "服务两千人。"})
    )
    tell("collect", newer, "--round", ODD)
    again = desk / "again"
    again.mkdir()
    (again / "b3.xlsx").write_bytes((inbox / "b.xlsx").read_bytes())
    tell("collect", again, "--round", ODD)
    tell("status", "--round", ODD)
    tell("status", "--round", ODD, "--unit", "990001")
    tell("reconcile", "--round", ODD)
    tell("consolidate", "--round", ODD, "--out", "汇总.xlsx")
    tell("reconcile", inbox, "--master", "master.xlsx", "--form", FORM.name)
    smaller: Master = master_of(2, 3)
    (desk / "smaller.xlsx").write_bytes(list_workbook(Form.load("master"), smaller))
    tell("sync", "--round", ODD, "--master", "smaller.xlsx")
    tell("status", "--round", "nowhere")
    tell("read", inbox, "--annotate", "marked")
    tell("extend", "--round", ODD, "--due", DUE + timedelta(days=3), "--reason", "停电")
    printed = list(dict.fromkeys(line for each in said for line in commands_in(each)))
    kinds = {shlex.split(line)[3] for line in printed}
    assert {"status", "send-back", "read", "overrule"} <= kinds, printed
    for line in printed:
        done = in_shell(line, desk)
        assert done.code in (0, 1), (line, done)
        assert "usage" not in done.out.lower()
    assert list((desk / ODD / "outbox").glob("sent-back-1/*"))


def test_every_command_in_both_languages_is_the_same(desk: Path) -> None:
    for lang in ("zh", "en"):
        said = run("status", "--round", ODD, "--lang", lang, cwd=desk)
        for line in commands_in(said.out):
            assert shlex.split(line)[:3] == [sys.executable, "-m", "xlperf"]


@pytest.mark.long
def test_two_halves_are_joined_by_the_line_that_is_printed(tmp_path: Path) -> None:
    folder, inbox = tmp_path / "r", tmp_path / "in"
    begun(folder, test_joining.MASTER)
    inbox.mkdir()
    said = ""
    for number in (0, 1):
        path = inbox / f"{number}.xlsx"
        path.write_bytes(test_joining.half(number))
        said = run("collect", path, "--round", folder, cwd=tmp_path).out
    (joining,) = [line for line in commands_in(said) if "--join" in line]
    done = in_shell(joining, tmp_path)
    assert done.code == 0, done
    assert "合并" in done.out
    assert "电话核实" in done.out, "the reason that was typed"


@pytest.mark.long
def test_demo_ends_with_a_command_that_works(tmp_path: Path) -> None:
    done = run("demo", "d", cwd=tmp_path)
    lines = list(commands_in(done.out))
    assert lines
    for line in lines:
        assert in_shell(line, tmp_path).code in (0, 1), line
