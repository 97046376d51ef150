"""The command line as a person uses it: what it prints, where, and the exit code."""

import json
from pathlib import Path

import pytest

from parts import here
from parts.commands import Done, foreseen

pytestmark = pytest.mark.usefixtures("quick")

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "workbooks" / "sample"


class Ran:
    """A finished run of the command."""

    def __init__(self, *arguments: object, cwd: Path | None = None) -> None:
        self.code, self.out, self.error = foreseen(Done(*here.run(arguments, cwd)))

    @property
    def line(self) -> str:
        """The one line a user's mistake is told in."""
        assert "Traceback" not in self.error
        lines = [line for line in self.error.splitlines() if line.strip()]
        assert len(lines) == 1, self.error
        return lines[0]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration, made once."""
    folder = tmp_path_factory.mktemp("demo")
    ran = Ran("demo", folder / "d")
    assert ran.code == 0, ran.error
    return folder / "d"


@pytest.mark.long
def test_demo_says_what_it_made_and_what_to_open(tmp_path: Path) -> None:
    ran = Ran("demo", tmp_path / "d")
    assert ran.code == 0
    assert "已交 1 ＋ 迟交 1 ＋ 退回 1 ＋ 未交 0 ＝ 应交 3 个单位" in ran.out
    assert "公园步道维护 预算数：下发 36.00，单位填 63.00，主预算现为 45.00" in ran.out
    assert "1038.03" in ran.out
    assert "金额一致 18 ＋ 核对不符 0 ＋ 未报 0 ＝ 应报 18" in ran.out
    assert "请打开" in ran.out
    assert ran.error == ""  # no progress bar in a pipe
    again = Ran("demo", tmp_path / "d")
    assert again.code == 2
    assert "--force" in again.line
    assert Ran("demo", tmp_path / "d", "--force", "--lang", "en").code == 0
    told = Ran("status", "--round", tmp_path / "d" / "2-收表", "--unit", "125003")
    assert told.code == 0  # what it says to run next
    assert "第 2 次下发" in told.out


def test_generate_makes_a_workbook_for_each_unit(tmp_path: Path) -> None:
    arguments = ("generate", "--form", "hebei-2023", "--master", SAMPLE / "master.csv")
    ran = Ran(*arguments, "--out", tmp_path / "out", "--json")
    assert ran.code == 0
    files = json.loads(ran.out)["files"]
    assert [each["code"] for each in files] == ["125001", "125002", "125003"]
    assert all(Path(each["file"]).is_file() for each in files)
    again = Ran(*arguments, "--out", tmp_path / "out")
    assert again.code == 2
    assert "已存在" in again.line


def test_what_read_prints_can_be_filled_in_again(made: Path, tmp_path: Path) -> None:
    first = Ran("read", made / "3-回收", "--json")
    (tmp_path / "answers.json").write_text(first.out, encoding="utf-8")
    ran = Ran(
        "generate", "--form", "hebei-2023", "--master", SAMPLE / "master.csv",
        "--out", tmp_path / "out", "--answers", tmp_path / "answers.json",
    )  # fmt: skip
    assert ran.code == 0, ran.error
    returned = made / "3-回收" / "125002 示例单位甲（虚构）.xlsx"
    again = Ran("read", tmp_path / "out" / returned.name, "--json")
    before = json.loads(Ran("read", returned, "--json").out)["files"][0]
    after = json.loads(again.out)["files"][0]
    assert after["projects"] == before["projects"]


def test_answers_without_a_project_to_go_to_are_refused(made: Path, tmp_path: Path) -> None:
    told = Ran("read", made / "3-回收" / "125002 示例单位甲（虚构）.xlsx", "--json").out
    (tmp_path / "a.json").write_text(told.replace("P0002021", "P0009999"), encoding="utf-8")
    ran = Ran(
        "generate", "--form", "hebei-2023", "--master", SAMPLE / "master.csv",
        "--out", tmp_path / "out", "--answers", tmp_path / "a.json",
    )  # fmt: skip
    assert ran.code == 2
    assert "特色资料数字化" in ran.line
    assert not (tmp_path / "out").exists()


def test_marked_copies_carry_the_findings(made: Path, tmp_path: Path) -> None:
    returned = made / "3-回收" / "125003 示例单位乙（虚构）.xlsx"
    ran = Ran("read", returned, "--annotate", tmp_path / "m")
    assert ran.code == 1
    marked = tmp_path / "m" / returned.name
    told = json.loads(Ran("read", returned, "--json").out)["files"][0]
    again = json.loads(Ran("read", marked, "--json").out)["files"][0]
    assert again["projects"] == told["projects"]
    assert len(again["findings"]) == len(told["findings"])
    assert "已存在" in Ran("read", returned, "--annotate", tmp_path / "m").line


def test_read_json_has_the_promised_spelling(made: Path) -> None:
    ran = Ran("read", made / "3-回收", "--json")
    assert ran.code == 1  # the real unit left sample text in its goals
    files = json.loads(ran.out)["files"]
    real = next(each for each in files if each["unit"]["code"] == "125001")
    assert {"file", "unit", "form", "projects", "findings"} <= real.keys()
    project = next(each for each in real["projects"] if each["name"] == "居家养老项目")
    assert project["budget"] == project["fiscal"] == "399.76"
    assert project["other"] is None
    assert project["plan"] == {"mar": None, "jun": None, "oct": None, "dec": 100}
    row = project["indicators"][0]
    wanted = {"level1", "level2", "level3", "description", "value", "basis"}
    assert wanted <= row.keys()
    assert row["value"] == "≥5 类"
    sheet, cell = project["where"]["budget"].rsplit("!", 1)
    assert sheet == "2.居家养老项目"
    assert cell == "D6"
    finding = real["findings"][0]
    spelled = {"code", "level", "sheet", "cell", "found", "message", "fix", "opinion"}
    assert spelled <= finding.keys()


def test_clean_return_exits_0_and_a_pipe_gets_no_bar(made: Path) -> None:
    ran = Ran("read", made / "3-回收" / "125002 示例单位甲（虚构）.xlsx")
    assert ran.code == 0, ran.out
    assert "54.50" in ran.out
    assert ran.error == ""


def test_reconcile_states_its_sum(made: Path) -> None:
    ran = Ran(
        "reconcile", made / "3-回收", "--master", made / "1-主预算.xlsx", "--json", "--lang", "en"
    )
    assert ran.code == 1
    told = json.loads(ran.out)
    total = told["total"]
    assert total["accepted"] + total["rejected"] + total["missing"] == total["issued"] == 18
    assert total["approved"] == "1168.13"
    codes = {each["code"] for each in told["findings"]}
    assert {"master.budget-swapped", "master.missing"} <= codes


def test_consolidate_writes_whole_and_never_over(made: Path, tmp_path: Path) -> None:
    arguments = (
        "consolidate", made / "3-回收", "--master", made / "1-主预算.xlsx",
        "--out", tmp_path / "s.xlsx",
    )  # fmt: skip
    assert Ran(*arguments).code == 1
    assert (tmp_path / "s.xlsx").is_file()
    before = (tmp_path / "s.xlsx").read_bytes()
    assert "已存在" in Ran(*arguments).line
    assert Ran(*arguments, "--force").code == 1
    assert (tmp_path / "s.xlsx").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["s.xlsx"]


def test_forms_are_listed_shown_and_checked(tmp_path: Path) -> None:
    assert "hebei-2023" in Ran("forms", "list").out
    assert "{plan.mar}" in Ran("forms", "show", "hebei-2023").out
    assert Ran("forms", "check", "central-2021").code == 0
    drawn = Ran("forms", "show", "hebei-2023").out.replace("{budget}  ", "{budgte}  ")
    (tmp_path / "f.toml").write_text(drawn, encoding="utf-8")
    ran = Ran("forms", "check", tmp_path / "f.toml", "--lang", "en")
    assert ran.code == 2
    assert "no field is named budgte" in ran.line
    assert "line" in ran.line


def bad_inputs(folder: Path) -> dict[str, tuple[list[object], str]]:
    """Bad input by name: the arguments, and what the one line must say."""
    header = "单位编码,单位名称,项目编码,项目名称,预算数（万元）\n"
    code = "13081123P000109100016"
    texts = {
        "no-column.csv": "单位：万元\n单位编码,单位名称,项目编码,项目名称\n1,甲,A,乙\n",
        "words.csv": header + f"1,甲,{code},乙,三十\n",
        "twice.csv": header + f"1,甲,{code},乙,3\n1,甲,{code},丙,4\n",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "form.toml").write_text('name = "x"\n', encoding="utf-8")
    (folder / "pdf.xlsx").write_bytes(b"%PDF-1.7\n")
    (folder / "empty").mkdir()
    out = ["--out", folder / "out"]
    good = ["--master", SAMPLE / "master.csv"]
    generate = ["generate", "--form", "hebei-2023"]
    return {
        "a broken form": (["generate", "--form", folder / "form.toml", *good, *out], "title"),
        "no such form": (["generate", "--form", "nope", *good, *out], "hebei-2023"),
        "no column": ([*generate, "--master", folder / "no-column.csv", *out], "预算数"),
        "words": ([*generate, "--master", folder / "words.csv", *out], "三十"),
        "twice": ([*generate, "--master", folder / "twice.csv", *out], "重复"),
        "no master": ([*generate, "--master", folder / "none.csv", *out], "none.csv"),
        "empty folder": (["read", folder / "empty"], "里没有文件"),
        "a PDF": (["read", folder / "pdf.xlsx"], "PDF"),
        "a PDF to add up": (["reconcile", folder / "pdf.xlsx", *good], "PDF"),
        "no such file": (["read", folder / "none.xlsx"], "没有这个文件"),
        "not a folder": ([*generate, *good, "--out", folder / "pdf.xlsx" / "x"], "pdf.xlsx"),
    }


@pytest.mark.parametrize("name", [
    "a broken form", "no such form", "no column", "words", "twice", "no master", "empty folder",
    "a PDF", "a PDF to add up", "no such file", "not a folder",
])  # fmt: skip
def test_bad_input_is_one_line_exit_2_nothing_written(name: str, tmp_path: Path) -> None:
    arguments, said = bad_inputs(tmp_path)[name]
    ran = Ran(*arguments)
    assert ran.code == 2, ran.error
    assert said in ran.line
    assert not (tmp_path / "out").exists()


def test_each_mistake_of_a_master_budget_is_a_line_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "master.csv"
    path.write_text("单位编码,单位名称,项目编码,项目名称,财政资金\n1,甲,A,乙,3\n", encoding="utf-8")
    ran = Ran("generate", "--form", "hebei-2023", "--master", path, "--out", tmp_path / "out")
    lines = ran.error.splitlines()
    assert ran.code == 2
    assert ["预算数" in lines[0], "没有写明金额单位" in lines[1], len(lines)] == [True, True, 2]


def test_wrong_use_exits_2_and_says_how(tmp_path: Path) -> None:
    ran = Ran("generate", "--form", "hebei-2023")
    assert ran.code == 2
    assert "--master" in ran.error


def test_sync_goes_on_past_a_second_file_of_a_unit_and_a_file_that_is_there(
    made: Path, tmp_path: Path
) -> None:
    inbox, out = tmp_path / "in", tmp_path / "out"
    inbox.mkdir()
    for path in sorted((made / "3-回收").glob("*.xlsx")):
        (inbox / path.name).write_bytes(path.read_bytes())
    first, *_, last = sorted(inbox.glob("*.xlsx"))
    second = first.with_name(f"{first.stem} 副本.xlsx")
    second.write_bytes(first.read_bytes())
    arguments = ("sync", inbox, "--master", SAMPLE / "master.csv", "--out", out)
    ran = Ran(*arguments, "--due", "2027-01-01")
    assert (ran.code, ran.out.count("sync.twice")) == (1, 1), ran.error
    assert (out / f"{last.stem}（第2次）.xlsx").is_file()
    assert ran.out.splitlines()[-1].startswith(
        "共 4 个文件：已更新 3 个，不需要更新 0 个，没有更新 1"
    )
    second.unlink()
    again = Ran(*arguments, "--due", "2027-01-01")
    assert (again.code, "没有更新 0 个" in again.out) == (0, True), again.out
    there = out / f"{first.stem}（第2次）.xlsx"
    there.write_bytes(b"other")
    told = Ran(*arguments, "--due", "2027-01-01")
    assert (told.code, told.out.count("sync.exists"), told.error) == (2, 1, "")
    assert "已更新 2 个" in told.out
    assert there.read_bytes() == b"other"
    assert Ran(*arguments, "--due", "2027-01-01", "--force").code == 0
