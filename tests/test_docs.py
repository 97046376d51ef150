"""The documents say what is true: commands exist, their Python runs, their pages are current."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import xlperf
from parts.commands import command_of
from xlperf import rounds
from xlperf.findings.catalogue import entries
from xlperf.rounds.ledger.entries import State

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh-CN.md")
VERBS = ["collect", "distribute", "overrule", "reissue", "status"]
"""What is done with a round: from xlperf.rounds."""


@pytest.mark.parametrize("name", READMES)
def test_commands_of_the_readme_exist_with_their_options(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    lines = re.findall(r"^xlperf (.+?)(?:\s+#.*)?$", text, re.MULTILINE)
    assert len(lines) >= 6
    for line in lines:
        words = line.split()
        command = command_of(words)
        known = {option for each in command.params for option in each.opts}
        assert {word for word in words if word.startswith("--")} <= known, line


@pytest.mark.parametrize("name", READMES)
def test_links_and_pictures_of_the_readme_are_there(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#:]+)\)", text) + re.findall(r'src="([^"]+)"', text)
    assert targets
    for target in targets:
        assert (ROOT / target).exists(), target


def test_make_targets_of_the_readme_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for target in set(re.findall(r"make ([a-z]+)", text)):
        if target not in ("and",):
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_python_of_the_readme_runs(tmp_path: Path) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    code = re.search(r"```python\n(.+?)```", text, re.DOTALL)
    assert code
    script = code[1].replace("workbooks/", f"{(ROOT / 'workbooks').as_posix()}/")
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    assert "= 18" in done.stdout.decode("utf-8")
    assert (tmp_path / "summary.xlsx").is_file()


def test_findings_shown_in_the_readme_are_as_printed() -> None:
    shown = {
        "README.md": "en",
        "README.zh-CN.md": "zh",
    }
    returned = ROOT / "workbooks" / "3-回收"
    for name, lang in shown.items():
        text = (ROOT / name).read_text(encoding="utf-8")
        block = re.search(r"```\n((?:  \S.*\n      .*\n      → .*\n)+)```", text)
        assert block, name
        command = [sys.executable, "-c", "from xlperf.cli import main; main()"]
        done = subprocess.run(
            [*command, "read", str(returned), "--lang", lang], capture_output=True, check=False
        )
        printed = done.stdout.decode("utf-8")
        for finding in re.findall(r"  \S.*\n      .*\n      → .*\n", block[1]):
            assert finding in printed, finding


def test_generated_pages_are_current() -> None:
    done = subprocess.run([sys.executable, "docs/make.py", "--check"], cwd=ROOT, check=False)
    assert done.returncode == 0


def test_public_names_say_what_they_are() -> None:
    for name in {*xlperf.__all__} - {"__version__"}:
        assert getattr(xlperf, name).__doc__, name


def test_every_verdict_and_finding_is_told_with_an_example_and_how_to_mend_it() -> None:
    page = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^### `([^`]+)`[^\n]*\n\n(.+?)(?=\n\n|\Z)", page, re.M | re.S))
    states = {state.value for state in State}
    assert told.keys() == {*entries("finding"), *entries("error"), *states}
    for code, text in told.items():
        assert re.search(r"^- \S", text), code
        assert re.search(r"^- 改法：\S", text, re.M), code
        assert re.search(r"^  To mend: \S", text, re.M), code
        assert re.search(r"^- 例 Example: \S", text, re.M), code


def test_every_code_the_library_raises_or_tells_is_in_the_catalogue() -> None:
    known = {*entries("finding"), *entries("error")}
    rooms = {code.partition(".")[0] for code in known}
    spelled = re.compile(rf'Error\(\s*"((?:{"|".join(rooms)})\.[a-z0-9-]+)"')
    for module in (ROOT / "src" / "xlperf").rglob("*.py"):
        for code in spelled.findall(module.read_text(encoding="utf-8")):
            assert code in entries("error"), (module.name, code)


def test_public_verbs_of_a_round() -> None:
    assert set(VERBS) <= set(rounds.__all__)
    for name in rounds.__all__:
        assert getattr(rounds, name).__doc__
    for name in VERBS:
        assert callable(getattr(rounds, name))


def test_importing_the_library_loads_no_database() -> None:
    show = "import sys, xlperf; assert 'sqlalchemy' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", show], check=False).returncode == 0


def test_every_text_of_the_catalogue_speaks_both_languages() -> None:
    for kind in ("finding", "error", "state"):
        for code, entry in entries(kind).items():
            for part in ("says", "mend"):
                assert entry[part]["zh"], code
                assert entry[part]["en"], code
                names = [set(re.findall(r"\{(\w+)\}", entry[part][lang])) for lang in ("zh", "en")]
                assert names[0] == names[1], (code, part)
    for code, entry in entries("word").items():
        assert entry.keys() == {"zh", "en"}, code
