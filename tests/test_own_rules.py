"""Rules of somebody's own: held beside the standard ones, told alike, and never in the way."""

import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from own_rules import in_twos, not_a_rule, raises_late, told_twice
from xlperf import Form, consolidate, read, read_master
from xlperf.budget import Project, UnitPart
from xlperf.exchange import filled_json
from xlperf.findings import FileError, Finding, Level, OwnText, Remark, RuleError, remark
from xlperf.reading import Filled, annotate, read_many
from xlperf.rules import STANDARD, ProjectRule, UnitRule

ROOT = Path(__file__).parents[1]
RETURNS = sorted((ROOT / "workbooks" / "3-回收").glob("*.xlsx"))
TEXT = OwnText(
    says={"zh": "名称不是两个字一组 {found}", "en": "The name is not in twos {found}"},
    mend={"zh": "请改名。", "en": "Rename it."},
    opinion="其他",
)


def codes(filled: Filled, start: str = "") -> list[str]:
    return [each.code for each in filled.findings if each.code.startswith(start)]


def found(filled: Filled, code: str) -> list[Finding]:
    return [each for each in filled.findings if each.code == code]


@ProjectRule
def local_name(project: Project, form: Form) -> Iterator[Remark]:
    yield Remark("own.name", "name", project.name, own=TEXT)


def test_a_rule_of_ones_own_is_heard_after_the_standard_ones_and_at_its_cell() -> None:
    plain, filled = read(RETURNS[1]), read(RETURNS[1], rules=[*STANDARD, local_name])
    own = found(filled, "own.name")
    assert [each for each in filled.findings if each.code != "own.name"] == [*plain.findings]
    assert [each.place.sheet for each in own] == [each.sheet for each in filled.projects]
    assert own[0].place.cell == str(filled.projects[0].where["name"])
    assert own[0].project == filled.projects[0].project.code
    assert own[0].found == filled.projects[0].project.name
    assert (own[0].level, own[0].opinion) == (Level.WARNING, "其他")
    assert own[0].message() == "名称不是两个字一组 {found}"  # as it is, whatever is in it
    assert (own[0].message("en"), own[0].fix("en")) == (TEXT.says["en"], "Rename it.")


def test_without_the_standard_rules_only_ones_own_are_heard() -> None:
    filled = read(RETURNS[1], rules=[local_name])
    assert codes(filled, "indicators.") == codes(filled, "goal") == []
    assert len(found(filled, "own.name")) == len(filled.projects)
    assert codes(read(RETURNS[1], rules=[]), "own.") == []
    assert read(RETURNS[1], rules=STANDARD) == read(RETURNS[1])


def test_a_rule_of_the_units_part_sees_the_part_and_all_its_projects() -> None:
    @UnitRule
    def counts(part: UnitPart, projects: Sequence[Project], form: Form) -> Iterator[Remark]:
        yield Remark("own.count", "overall.0", str(len(projects)), own=TEXT)

    filled = read(RETURNS[0], rules=[counts])
    (told,) = found(filled, "own.count")
    assert filled.part
    assert told.found == str(len(filled.projects))
    assert (told.place.sheet, told.project) == (filled.part.sheet, "")
    assert told.place.cell == str(filled.part.where["overall.0"])


def test_the_form_may_turn_one_off_or_change_its_level() -> None:
    form = Form.load("hebei-2023")
    off, error = (
        form.model_copy(update={"levels": {**form.levels, "own.name": level}})
        for level in ("off", "error")
    )
    assert found(read(RETURNS[1], off, rules=[local_name]), "own.name") == []
    graver = read(RETURNS[1], error, rules=[local_name])
    assert {each.level for each in found(graver, "own.name")} == {Level.ERROR}
    assert graver.is_blocked


def test_a_reason_excuses_it_unless_its_writer_says_that_none_can() -> None:
    grave = replace(TEXT, level=Level.ERROR)
    told = Finding("own.name", Level.ERROR, own=grave)
    assert told.blocks
    assert not told.justified("有批复").blocks
    never = Finding("own.name", Level.ERROR, own=replace(grave, justifiable=False))
    assert never.justified("有批复").blocks


@pytest.mark.parametrize(
    ("said", "named"),
    [
        (KeyError("用途"), "KeyError: '用途'"),
        (RecursionError("deep"), "RecursionError: deep"),
        (ValueError(), "ValueError: "),
    ],
)
def test_a_rule_that_raises_is_a_finding_and_the_others_go_on(said: Exception, named: str) -> None:
    @ProjectRule
    def raises(project: Project, form: Form) -> Iterator[Remark]:
        yield Remark("own.first", "name", own=TEXT)
        raise said

    filled = read(RETURNS[1], rules=[raises, local_name, *STANDARD])
    for each in found(filled, "rule.failed"):
        assert each.level is Level.ERROR
        assert each.found == named
        assert "raises" in each.message("zh")
        assert named in each.message("en")
        assert each.blocks
        assert each.justified("不是我们的问题").blocks
    count = len(filled.projects)
    assert [len(found(filled, code)) for code in ("own.first", "rule.failed", "own.name")] == [
        count
    ] * 3
    assert codes(filled, "indicators.") == codes(read(RETURNS[1]), "indicators.")


@pytest.mark.parametrize(
    "wrong",
    [
        lambda project, form: None,
        lambda project, form: ["a text"],
        lambda project, form: [Remark("no.such-code", "name")],
        lambda project, form: [remark("money.sum", "budget", "1")],  # without what its text says
        lambda project, form: [Remark("own.x", "name", 3, own=TEXT)],
        lambda project, form: [Remark("own.x", "name", own=OwnText({"zh": "一"}, {"zh": "二"}))],
        lambda project, form: [Remark("own.x", "name", own=replace(TEXT, level="grave"))],
        lambda project: [],
    ],
    ids=["none", "text", "unknown", "values", "number", "one-language", "level", "arguments"],
)
def test_what_could_not_be_said_to_a_person_is_a_failure_of_the_rule(wrong: object) -> None:
    filled = read(RETURNS[1], rules=[ProjectRule(wrong)])  # type: ignore[arg-type]
    assert len(found(filled, "rule.failed")) == len(filled.projects)
    assert codes(filled, "own.") == []


def test_memory_that_runs_out_in_a_rule_is_told_by_whoever_bounds_it() -> None:
    @ProjectRule
    def greedy(project: Project, form: Form) -> Iterator[Remark]:
        raise MemoryError
        yield

    with pytest.raises(FileError) as caught:
        read(RETURNS[1], rules=[greedy])
    assert caught.value.code == "file.memory"
    assert isinstance(caught.value.__cause__, MemoryError)


def test_a_function_that_is_no_rule_is_refused_by_name() -> None:
    with pytest.raises(TypeError, match="not_a_rule"):
        read(RETURNS[1], rules=[not_a_rule])  # type: ignore[list-item]


def test_importable_rules_run_in_workers_and_say_the_same_there() -> None:
    rules = [*STANDARD, in_twos, told_twice, raises_late]
    apart = list(read_many(RETURNS[:2], workers=1, rules=rules))
    assert apart == [read(each, rules=rules) for each in RETURNS[:2]]
    assert {"own.twos", "own.twice", "rule.failed"} <= set(codes(apart[0]))
    assert {each.values["rule"] for each in found(apart[0], "rule.failed")} == {
        "own_rules.raises_late"
    }


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_rules_nobody_can_import_are_refused_before_anything_is_read(lang: str) -> None:
    @ProjectRule
    def inside(project: Project, form: Form) -> Iterator[Remark]:
        yield Remark("own.x", "name", own=TEXT)

    for rule in (inside, ProjectRule(lambda project, form: [])):
        with pytest.raises(RuleError) as raised:
            read_many(RETURNS, rules=[*STANDARD, rule])
        assert raised.value.code == "rule.not-importable"
        assert "test_own_rules" in raised.value.message(lang)  # type: ignore[arg-type]


def test_a_rule_of_the_script_that_is_run_is_refused_for_workers(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "from xlperf.findings import RuleError\n"
        "from xlperf.reading import read_many\n"
        "from xlperf.rules import ProjectRule\n"
        "@ProjectRule\n"
        "def mine(project, form):\n"
        "    return []\n"
        "if __name__ == '__main__':\n"
        "    try:\n"
        "        read_many([], rules=[mine])\n"
        "    except RuleError as error:\n"
        "        print(error.code)\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True)
    assert done.stdout == "rule.not-importable\n"


def test_its_findings_go_wherever_findings_go(tmp_path: Path) -> None:
    filled = read(RETURNS[1], rules=[*STANDARD, local_name])
    assert filled.form
    shown = filled_json(filled, filled.form.money, "en")
    assert TEXT.says["en"] in {each["message"] for each in shown["findings"]}
    json.dumps(shown)
    assert Filled.model_validate_json(filled.model_dump_json()) == filled
    marked = annotate(RETURNS[1], filled)
    assert marked != RETURNS[1].read_bytes()
    assert TEXT.says["zh"] in real_texts(marked)
    master = read_master(ROOT / "workbooks" / "1-主预算.xlsx")
    done = consolidate([filled], master, tmp_path / "s.xlsx")
    assert done
    assert TEXT.says["zh"] in real_texts((tmp_path / "s.xlsx").read_bytes())


def real_texts(content: bytes) -> str:
    """All parts of a workbook as one text."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return "".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())


def test_the_example_of_the_documents_runs_and_finds_what_it_looks_for() -> None:
    page = (ROOT / "docs" / "own-rules.md").read_text(encoding="utf-8")
    code = re.search(r"```python\n(.+?)```", page, re.DOTALL)
    assert code
    done = subprocess.run(
        [sys.executable, "-c", code[1]], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    printed = done.stdout.decode("utf-8")
    assert re.findall(r"^(error|warning) .+![A-Z]+[0-9]+ ", printed, re.M) == ["error", "warning"]
    assert "以“等费用”带过 Name every expense." in printed
