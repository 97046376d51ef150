"""The five promises of the README: each names the tests that hold it, and here are the last ones.

Hostile files, whole folders of them; figures traced back by another reader; words that would be
formulas, links, places or programs if anything believed them.
"""

import csv
import html
import importlib
import io
import json
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

import test_gate as gate
from parts import samples
from parts.ooxml import unseen_errors
from test_cli import Ran
from xlperf import Form, generate
from xlperf.budget.nouns import Master, UnitBudget
from xlperf.budget.target import Target

ROOT = Path(__file__).parents[1]
FORM = Form.load("hebei-2023")
READMES = ("README.md", "README.zh-CN.md")


# The promises and their tests.


def promises(name: str) -> dict[int, str]:
    """The numbered promises of a README."""
    text = (ROOT / name).read_text(encoding="utf-8")
    found = re.findall(r"^(\d)\. (\*\*.+)$", text, re.MULTILINE)
    return {int(number): said for number, said in found}


@pytest.mark.parametrize("name", READMES)
def test_every_promise_names_the_tests_that_hold_it(name: str) -> None:
    said = promises(name)
    assert list(said) == [1, 2, 3, 4, 5]
    for number, text in said.items():
        tests = re.findall(r"`(tests/[\w/]+\.py)`", text)
        assert tests, number
        for each in tests:
            content = (ROOT / each).read_text(encoding="utf-8")
            assert re.search(r"^def test_", content, re.MULTILINE), each


def test_both_languages_name_the_same_tests() -> None:
    english, chinese = (promises(name) for name in READMES)
    named = {n: re.findall(r"`(tests/[^`]+)`", text) for n, text in english.items()}
    assert {n: re.findall(r"`(tests/[^`]+)`", text) for n, text in chinese.items()} == named


HELD = {
    1: ("test_promises", "test_a_folder_of_every_hostile_file_gets_one_verdict_each"),
    2: ("test_promises", "test_every_figure_leads_to_the_cell_that_holds_it"),
    3: ("test_reconcile", "test_accepted_rejected_and_missing_are_all_that_was_issued"),
    4: ("test_faults", "test_a_file_is_written_whole_or_not_at_all"),
    5: ("test_promises", "test_words_of_a_return_are_words_in_the_summary"),
}
"""The one test of each promise that must never go."""


@pytest.mark.parametrize("number", HELD)
def test_the_test_of_each_promise_is_there_and_named(number: int) -> None:
    module, function = HELD[number]
    assert callable(getattr(importlib.import_module(module), function))
    assert f"`tests/{module}.py`" in promises("README.md")[number]


# 1: every file one verdict, none stops the others.


def test_a_folder_of_every_hostile_file_gets_one_verdict_each(tmp_path: Path) -> None:
    folder = tmp_path / "回收"
    folder.mkdir()
    expected: dict[str, str] = {}
    for number, (file, make, code) in enumerate(gate.KINDS.values()):
        beside = folder / f"{number:03d}"  # names matter for these, so each has its own folder
        beside.mkdir()
        path = beside / Path(file).name
        path.write_bytes(make())
        expected[str(path)] = code
    for number, (make, code) in enumerate(gate.REFUSED.values()):
        path = folder / f"r{number:03d}.xlsx"
        path.write_bytes(make())
        expected[str(path)] = code
    (folder / "good.xlsx").write_bytes(samples.workbook())
    ran = Ran("read", folder, "--json")
    assert "Traceback" not in ran.error
    assert ran.code == 1
    files = json.loads(ran.out)["files"]
    assert sorted(each["file"] for each in files) == sorted([*expected, str(folder / "good.xlsx")])
    for each in files:
        if each["file"] in expected:
            (verdict,) = (told["code"] for told in each["findings"])
            wanted = expected[each["file"]]
            assert verdict in STUBS.get(wanted, {wanted}), each["file"]
            assert each["projects"] == []
        else:
            assert [project["budget"] for project in each["projects"]] == ["30.00", "12.34"]


STUBS = {"file.xls": {"file.broken"}, "file.ods": {"file.broken", "form.none"}}
"""Kinds the gate hands to another reader, which finds no more in these files than a beginning."""


# 2: every figure leads to a cell that holds it.


def figures(project: dict[str, object]) -> Iterator[tuple[str, Decimal]]:
    """Every amount, percent and target figure read of a project, by its path."""
    for name in ("budget", "fiscal", "other"):
        if project[name] is not None:
            yield name, Decimal(str(project[name]))
    plan = project["plan"]
    assert isinstance(plan, dict)
    for date, percent in plan.items():
        if percent is not None:
            yield f"plan.{date}", Decimal(str(percent)) / 100


def test_every_figure_leads_to_the_cell_that_holds_it(tmp_path: Path) -> None:
    path = tmp_path / "990001.xlsx"
    path.write_bytes(samples.workbook())
    ran = Ran("read", path, "--json")
    (told,) = json.loads(ran.out)["files"]
    assert told["file"] == str(path)
    book = openpyxl.load_workbook(told["file"])
    seen = 0
    for project in told["projects"]:
        for field, value in figures(project):
            sheet, cell = project["where"][field].rsplit("!", 1)
            raw = book[sheet.strip("'")][cell].value
            assert isinstance(raw, int | float), field
            assert Decimal(repr(raw)) == value, field
            seen += 1
        for number, row in enumerate(project["indicators"]):
            paths = [f"indicators.{number}.{part}" for part in ("sign", "number", "unit")]
            cells = [project["where"][each] for each in paths if each in project["where"]]
            raw = [
                book[sheet.strip("'")][cell].value
                for sheet, cell in (each.rsplit("!", 1) for each in cells)
            ]
            pieces = "".join(
                f"{each:g}" if isinstance(each, float) else str(each) for each in raw if each
            )
            assert pieces.replace("＝", "").replace(" ", "") == row["value"].replace(" ", ""), row
            seen += 1
    assert seen > 20


# 5: no word of a return becomes anything but a word.

WORDS = (
    "=1+1", "=cmd|' /C calc'!A0", "+SUM(A1)", "-2+3", "@x", "http://evil.example/x",
    "file:///etc/passwd", "../../x", "..\\..\\x", "<script>alert(1)</script>", "internal:Sheet1!A1",
    "{=1+1}", "<r><t>x</t></r>", "_x003D_1+1", "mailto:a@evil.example", "\t=1+1", "\"=1&\"",
)  # fmt: skip
NAMES = ("=cmd' C calc'!A0.xlsx", "@SUM(A1).xlsx", "+1 http.evil.example.xlsx")
SAID = {"=1+1", "+SUM(A1)", "@x", "http://evil.example/x", "../../x", "<script>alert(1)</script>"}
SHEETS = ("=1+1", "@SUM(A1)", "+x <script>", "http.evil", "-2+3", "..x")


def hostile_unit(number: int, words: tuple[str, ...]) -> UnitBudget:
    """The small unit, with such words in every text it fills in."""
    own = samples.filled_unit(FORM)
    said = [words[(number + at) % len(words)] for at in range(len(words))]
    projects = tuple(
        each.model_copy(
            update={
                "code": f"{each.code[:-3]}{number}{each.code[-2:]}",
                "purpose": said[0],
                "goal": said[1],
                "indicators": tuple(
                    row.model_copy(
                        update={
                            "level3": said[at % len(said)],
                            "description": said[(at + 1) % len(said)],
                            "basis": said[(at + 2) % len(said)],
                            "target": Target.parse(said[(at + 3) % len(said)]),
                        }
                    )
                    for at, row in enumerate(each.indicators)
                ),
            }
        )
        for each in own.projects
    )
    assert own.part
    part = own.part.model_copy(
        update={
            "overall": tuple(said[:3]),
            "goals": tuple(
                goal.model_copy(update={"text": said[at]}) for at, goal in enumerate(own.part.goals)
            ),
            "safeguards": tuple(said[3:5]),
        }
    )
    unit = own.unit.model_copy(update={"code": f"99000{number}", "name": said[0][:20]})
    return own.model_copy(update={"unit": unit, "projects": projects, "part": part})


def renamed(content: bytes) -> bytes:
    """The workbook with its project sheets under such names."""
    file, made = io.BytesIO(content), io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/workbook.xml":
                text = part.decode()
                titles = [t for t in re.findall(r'<sheet name="([^"]+)"', text) if t[0].isdigit()]
                for title, other in zip(titles, SHEETS, strict=False):
                    spelled = other.replace("<", "&lt;").replace(">", "&gt;")
                    text = text.replace(f'<sheet name="{title}"', f'<sheet name="{spelled}"')
                part = text.encode()
            new.writestr(name, part)
    return made.getvalue()


def told_by(content: bytes) -> tuple[set[str], set[str], set[str]]:
    """What a workbook computes, where it points to outside of itself, and its parts."""
    formulas, outside = set(), set()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = set(package.namelist())
        for name in parts:
            text = package.read(name).decode("utf-8", "replace")
            if name.startswith("xl/worksheets/sheet"):
                formulas |= set(re.findall(r"<f[^>]*>([^<]*)</f>", text))
            outside |= set(re.findall(r'Target="([^"]*)"[^>]*TargetMode="External"', text))
            outside |= set(re.findall(r'TargetMode="External"[^>]*Target="([^"]*)"', text))
    return formulas, outside, parts


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with returns that are nothing but such words, and the master budget they are of."""
    desk = tmp_path_factory.mktemp("desk")
    (desk / "in").mkdir()
    units = [hostile_unit(number, WORDS) for number in range(1, len(NAMES) + 1)]
    known = Master(money=FORM.money, units=tuple(samples.known_of(each) for each in units))
    answers = {each.unit.code: each for each in units}
    for file, issued in zip(NAMES, generate(FORM, known, answers=answers), strict=True):
        (desk / "in" / file).write_bytes(renamed(issued.content))
    lines = [("单位编码", "单位名称", "项目编码", "项目名称", "预算数")]
    lines += [(u.code, u.name, p.code, p.name, str(p.budget)) for u, p in known.projects()]
    with (desk / "master.csv").open("w", encoding="utf-8", newline="") as table:
        csv.writer(table).writerows(lines)
    return desk


def everything(folder: Path) -> set[str]:
    """All files below a folder."""
    return {str(each.relative_to(folder)) for each in folder.rglob("*") if each.is_file()}


def words_of(content: bytes) -> set[str]:
    """The texts another library finds, in cells it takes for no formulas."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = (cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
    return {str(cell.value) for cell in cells if cell.value is not None and cell.data_type != "f"}


def test_words_of_a_return_are_words_in_its_marked_copy(desk: Path) -> None:
    before = everything(desk)
    ran = Ran("read", desk / "in", "--annotate", desk / "out", cwd=desk)
    assert "Traceback" not in ran.error
    assert everything(desk) - before == {str(Path("out", name)) for name in NAMES}
    words: set[str] = set()
    for name in NAMES:
        old, new = ((desk / folder / name).read_bytes() for folder in ("in", "out"))
        formulas, outside, parts = told_by(old)
        assert told_by(new)[0] == formulas
        assert told_by(new)[1] == outside == set()
        added = told_by(new)[2] - parts
        assert all(
            re.fullmatch(r"xl/[a-zA-Z_/]+\d+\.(?:xml|vml|xml\.rels)", each) for each in added
        ), added
        assert unseen_errors(new) == unseen_errors(old)  # names of sheets that were renamed
        words |= words_of(new)
        book = openpyxl.load_workbook(io.BytesIO(new))
        links = [c.hyperlink for row in book["问题清单"].iter_rows() for c in row if c.hyperlink]
        assert links
        assert all(link.target is None for link in links)
    assert words >= SAID


def test_words_of_a_return_are_words_in_the_summary(desk: Path) -> None:
    before = everything(desk)
    ran = Ran(
        "consolidate",
        desk / "in",
        "--master",
        desk / "master.csv",
        "--money-unit",
        "万元",
        "--out",
        desk / "s.xlsx",
        cwd=desk,
    )
    assert "Traceback" not in ran.error
    assert everything(desk) - before == {"s.xlsx"}
    content = (desk / "s.xlsx").read_bytes()
    formulas, outside, _ = told_by(content)
    assert outside == set()
    assert unseen_errors(content) == []
    linked = 0
    for formula in map(html.unescape, formulas):
        link = re.match(r'HYPERLINK\("((?:[^"]|"")*)"[,)]', formula)
        if link:
            linked += 1
            assert link[1].startswith(("#", *(f"in/{name}" for name in NAMES))), formula
        left = re.sub(r'"(?:[^"]|"")*"', '""', formula)  # what stands in quotes is words
        assert not re.search(r"cmd|calc|evil|script|passwd|@|\||1\+1|SUM\(A1\)", left), formula
    assert linked > 20
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert not {*book.sheetnames} & {*SHEETS}
    assert not any(
        c.hyperlink and c.hyperlink.target
        for s in book.worksheets
        for r in s.iter_rows()
        for c in r
    )
    assert words_of(content) >= SAID
