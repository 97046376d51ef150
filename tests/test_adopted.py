"""Adopted means adopted: each project under its true word, the same wherever it is told."""

import io
import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from parts import samples
from parts.rounds import BEGUN, FORM, IN_TIME, NAME, begun, code_of, took_in
from test_declared_master import SEATS, of_units
from xlperf import reconcile
from xlperf.budget.nouns import Goal, Plan, PlanPoint, Project, Unit, UnitBudget
from xlperf.cli.program import cli
from xlperf.issuing.generation import generate
from xlperf.master import Adoption, Content, Tally, adoption_of, is_sent_back
from xlperf.reading.one_file import read
from xlperf.rounds import open_round, overrule, status
from xlperf.rounds.ledger.entries import Verdict

pytestmark = pytest.mark.usefixtures("quick")

GOOD, BLANK, HALF, FALLING, RETURNED, TAKEN, SILENT, MIXED = range(1, 9)


def unit(number: int) -> UnitBudget:
    """A unit with two projects, both filled in without anything to mend."""
    model = samples.filled_unit(FORM)
    projects = tuple(
        each.model_copy(update={"code": code_of(f"13081123P{number:04d}{at:02d}10001")})
        for at, each in enumerate(model.projects)
    )
    goals = tuple(Goal(project=each.name, text=f"{each.name}惠及千人。") for each in projects)
    return UnitBudget(
        unit=Unit(code=f"{990_000 + number}", name=f"示例单位{number}"),
        projects=projects, part=model.part.model_copy(update={"goals": goals}),
    )  # fmt: skip


def bare(project: Project) -> Project:
    """What the master budget knows of a project."""
    return samples.known_of(UnitBudget(unit=Unit(), projects=(project,))).projects[0]


def falling(project: Project) -> Project:
    """A project whose cumulative plan falls, which blocks its return."""
    points = [*project.plan]
    points[1] = PlanPoint(date=points[1].date, percent=points[0].percent - 1)  # type: ignore[operator]
    return project.model_copy(update={"plan": Plan(points=tuple(points))})


def answers_of(number: int) -> UnitBudget:
    """What a unit answers."""
    own = unit(number)
    first, second = own.projects
    changed = {
        HALF: (first, bare(second).model_copy(update={"goal": "办好图书角，服务居民。"})),
        FALLING: (first, falling(second)),
        TAKEN: (first, falling(second)),
        MIXED: (first, bare(second)),
    }.get(number, (first, second))
    return own.model_copy(update={"projects": changed})


@dataclass
class Told:
    """What each of the three says."""

    status: dict[str, Any]
    reconciled: dict[str, Any]
    summed: dict[str, Any]
    lines: str
    sheets: openpyxl.Workbook


MASTER = samples.master_of(FORM, *(unit(number) for number in range(1, 9)))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A round of eight units, seven of which sent something back."""
    top = tmp_path_factory.mktemp("adopted")
    place, back = top / "r", top / "back"
    begun(place, MASTER)
    back.mkdir()
    filled = {
        unit(number).unit.code: answers_of(number)
        for number in range(1, 9) if number not in (BLANK, SILENT)
    }  # fmt: skip
    for each in generate(FORM, MASTER, answers=filled, round_name=NAME):
        if each.unit.code != unit(SILENT).unit.code:
            each.save(back)
    took_in(place, [back])
    with open_round(place) as round:
        for number, verdict in ((RETURNED, Verdict.SENT_BACK), (TAKEN, Verdict.WITH_FINDINGS)):
            overrule(round, unit(number).unit.code, reason="局里定", at=IN_TIME, verdict=verdict)
    return place


def run(*words: object) -> str:
    """Run a command, and what it printed."""
    done = CliRunner().invoke(cli, [*map(str, words)])
    assert done.exit_code in {0, 1}, done.output
    return done.stdout


@pytest.fixture(scope="module")
def told(folder: Path) -> Told:
    out = folder.parent / "汇总.xlsx"
    given = ("--round", folder, "--lang", "zh")
    return Told(
        status=json.loads(run("status", *given, "--json")),
        reconciled=json.loads(run("reconcile", *given, "--json")),
        summed=json.loads(run("consolidate", *given, "--out", out, "--json")),
        lines=run("status", *given) + run("reconcile", *given),
        sheets=openpyxl.load_workbook(out),
    )


WORDS = {
    GOOD: ("adopted", "adopted"), BLANK: ("blank", "blank"), HALF: ("to_mend", "to_mend"),
    FALLING: ("to_mend", "to_mend"), RETURNED: ("to_mend", "to_mend"),
    TAKEN: ("adopted", "adopted"), SILENT: ("missing", "missing"), MIXED: ("to_mend", "blank"),
}  # fmt: skip
SUMS = {"issued": 16, "missing": 2, "blank": 3, "to_mend": 7, "adopted": 4}


def test_each_project_is_under_its_true_word(told: Told) -> None:
    for made in (told.reconciled, told.summed):
        found = {each["code"]: each["content"] for each in made["projects"]}
        for number, words in WORDS.items():
            codes = [each.code for each in unit(number).projects]
            assert tuple(found[code] for code in codes) == words, number


def test_figures_are_the_same_in_all_three_and_add_up(told: Told) -> None:
    for made in (told.reconciled["total"], told.summed["total"], told.status["projects"]):
        assert {name: made[name] for name in SUMS} == SUMS
        assert made["accepted"] + made["rejected"] + made["missing"] == made["issued"]
    assert told.status["projects"]["accepted"] == told.reconciled["total"]["accepted"] == 14
    by_unit = {each["unit"]["code"]: each for each in told.reconciled["units"]}
    for each in told.status["units"]:
        same = by_unit[each["unit"]["code"]]
        assert {name: same[name] for name in each["projects"]} == each["projects"]
        assert same["sent_back"] == (each["standing"] == "sent-back")


def test_nothing_is_adopted_of_a_return_that_is_sent_back(told: Told) -> None:
    back = [each for each in told.status["units"] if each["standing"] == "sent-back"]
    assert len(back) == 5
    assert all(each["projects"]["adopted"] == 0 for each in back)
    assert all(each["projects"]["accepted"] == 2 for each in back)  # of the amounts


def test_both_counts_are_printed(told: Told) -> None:
    assert told.lines.count("已采用 4 ＋ 待改 7 ＋ 未填 3 ＋ 未报 2 ＝ 应报 16") == 2
    assert "金额一致 14 ＋ 核对不符 0 ＋ 未报 2 ＝ 应报 16" in told.lines
    assert "其中金额一致 14，核对不符 0" in told.lines


def test_both_counts_are_on_the_sheets(told: Told) -> None:
    shown = {
        str(cell.value) for row in told.sheets["总览"].iter_rows() for cell in row if cell.value
    }
    assert "金额一致 14 ＋ 核对不符 0 ＋ 未报 2 ＝ 应报 16" in shown
    assert any("已采用 4 ＋ 待改 7 ＋ 未填 3 ＋ 未报 2 ＝ 应报 16" in each for each in shown)
    assert {"金额一致", "核对不符", "已采用", "待改", "未填", "未报"} <= shown
    rows = told.sheets["核对"].iter_rows(min_row=4, max_row=19, values_only=True)
    words = [str(row[5]) for row in rows]
    assert {each: words.count(each) for each in set(words)} == {
        "已采用": 4, "待改": 7, "未填": 3, "未报": 2,
    }  # fmt: skip


def test_the_status_workbook_says_it_too(folder: Path, tmp_path: Path) -> None:
    run("status", "--round", folder, "--out", tmp_path / "s.xlsx", "--lang", "zh")
    book = openpyxl.load_workbook(tmp_path / "s.xlsx")
    shown = " ".join(str(c.value) for row in book["收表情况"].iter_rows() for c in row if c.value)
    assert "项目：已采用 4 ＋ 待改 7 ＋ 未填 3 ＋ 未报 2 ＝ 应报 16" in shown


def test_files_without_a_round_are_told_by_the_same_rule(folder: Path, told: Told) -> None:
    """Without an office's word: the copy it sent back is good, the one it took is not."""
    files = sorted((folder.parent / "back").glob("*.xlsx"))
    found = reconcile([read(each, FORM) for each in files], MASTER, FORM)
    words = {each.code: each.adoption.value for each in found.comparisons if each.adoption}
    expected = {**WORDS, RETURNED: ("adopted", "adopted"), TAKEN: ("to_mend", "to_mend")}
    for number, wanted in expected.items():
        assert tuple(words[each.code] for each in unit(number).projects) == wanted, number


def test_a_file_that_is_gone_is_no_longer_adopted(folder: Path) -> None:
    with open_round(folder) as round:
        before = status(round, at=IN_TIME).projects
        copy = next(
            each.copy for each in status(round, at=IN_TIME).units
            if each.copy and each.unit.code == unit(GOOD).unit.code
        )  # fmt: skip
        path, aside = folder / copy.arrival.file, folder.parent / "aside"
        path.rename(aside)
        try:
            after = status(round, at=IN_TIME).projects
            told = json.loads(run("reconcile", "--round", folder, "--json"))["total"]
        finally:
            aside.rename(path)
    assert (before.adopted, after.adopted, after.to_mend) == (4, 2, 9)
    assert (told["adopted"], told["to_mend"]) == (2, 9)


def test_a_ledger_of_before_is_told_the_same(folder: Path, told: Told, tmp_path: Path) -> None:
    """Its files are looked at once more when it is opened; what else it says stays."""
    with open_round(folder) as round:
        arrivals = round.ledger.arrivals()
    with closing(sqlite3.connect(folder / "ledger.sqlite")) as ledger:
        ledger.execute("ALTER TABLE xlperf_arrivals DROP COLUMN projects")
        ledger.execute("UPDATE xlperf_arrivals SET errors = 77 WHERE id = 1")
        ledger.commit()
    with open_round(folder) as round:
        again = round.ledger.arrivals()
        assert again[0].errors == 77
        assert [each.projects for each in again] == [each.projects for each in arrivals]
        assert status(round, at=BEGUN).projects.adopted == 4


def test_a_round_of_units_counts_units() -> None:
    """What the list gives is no answer: a unit that only has that is blank."""
    table = """
    | 单位编码 | 单位名称 | 席位 | 年租金（万元） |
    | '101     | 甲单位   | 12   | 1.50           |
    | '102     | 乙单位   | 7    | 2              |
    | '103     | 丙单位   | 8    | 2              |
    """
    master = of_units(table).required()
    blank, other, _ = generate(SEATS, master)
    returns = [read(blank.content, SEATS), read(typed(other.content, "head", "张三"), SEATS)]
    found = reconcile(returns, master, SEATS)
    assert found.of_units
    words = [each.adoption for each in found.comparisons]
    assert words == [Adoption.BLANK, Adoption.ADOPTED, Adoption.MISSING]
    assert (found.total.issued, found.total.accepted) == (3, 2)


def typed(content: bytes, field: str, text: str) -> bytes:
    """A workbook of units with one more field filled in."""
    part = read(content, SEATS).part
    assert part
    book = openpyxl.load_workbook(io.BytesIO(content))
    book[part.sheet][str(part.where[field])].value = text
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("content", "back", "word"),
    [
        (None, False, Adoption.MISSING), (None, True, Adoption.MISSING),
        (Content.BLANK, False, Adoption.BLANK), (Content.BLANK, True, Adoption.BLANK),
        (Content.FILLED, False, Adoption.ADOPTED), (Content.FILLED, True, Adoption.TO_MEND),
        (Content.REJECTED, False, Adoption.TO_MEND), (Content.REJECTED, True, Adoption.TO_MEND),
    ],
)  # fmt: skip
def test_the_rule(content: Content | None, back: bool, word: Adoption) -> None:
    assert adoption_of(content, is_sent_back=back) is word


def test_what_sends_a_return_back() -> None:
    assert not is_sent_back(False, [Content.FILLED, Content.BLANK])
    assert is_sent_back(True, [Content.FILLED])
    assert is_sent_back(False, [Content.FILLED, None])
    assert is_sent_back(False, [Content.FILLED, Content.REJECTED])


def test_a_tally_that_does_not_come_out_even_is_refused() -> None:
    with pytest.raises(AssertionError):
        Tally(issued=1, accepted=1)
