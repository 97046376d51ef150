"""The year: asked for where workbooks are made, kept by the round, carried by the workbooks."""

import json
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from parts import samples
from parts.rounds import BEGUN, FORM, IN_TIME, answered, begun, budget_of, master_of
from test_cli import Ran
from xlperf import Form, FormError, generate, read, read_many, reconcile, sync
from xlperf.form.another_year import with_year
from xlperf.form.file import shipped_forms
from xlperf.master.list_form import list_workbook
from xlperf.reading import CARRIED, read_of_one_year, year_said
from xlperf.rounds import distribute, open_round

NEXT = FORM.of_year(2027)
NOW = datetime(2026, 12, 1, 9, 0, tzinfo=BEGUN.tzinfo)


@pytest.mark.parametrize("name", shipped_forms())
def test_a_form_of_another_year_asks_the_same_and_its_text_says_the_year(name: str) -> None:
    form = Form.load(name)
    later = form.of_year(2031)
    assert later.year == 2031
    assert later == form.model_copy(update={"year": 2031})
    assert Form.parse(later.source) == later, "a ledger keeps it"
    assert later.of_year(form.year) == form
    assert form.of_year(form.year) is form
    told = zip(form.source.splitlines(), later.source.splitlines(), strict=True)
    changed = [(a, b) for a, b in told if a != b]
    assert len(changed) == 1, "only the line of the year is another"


def test_a_form_without_a_file_has_other_years_too() -> None:
    made = Form.model_validate_json(FORM.model_dump_json()).of_year(2030)
    assert made.year == 2030
    assert Form.parse(made.source) == made


@pytest.mark.parametrize("year", [1989, 2200])
def test_no_form_is_of_a_year_that_none_may_have(year: int) -> None:
    with pytest.raises(FormError):
        FORM.of_year(year)


def test_only_the_forms_own_line_is_touched() -> None:
    text = 'title = "year = 2020"\n  year = 2_023 # year = 2020\n[words]\nyear = 2022\n'
    assert with_year(text, 2027) == text.replace("2_023", "2027")
    assert with_year("[words]\nyear = 2022\n", 2027) == "[words]\nyear = 2022\n"


def workbook(form: Form, number: int = 1) -> bytes:
    return answered(number, form=form)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """The returns of two units, of 2027."""
    made = []
    for number in (1, 2):
        path = tmp_path / "returns" / f"{number}.xlsx"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(workbook(NEXT, number))
        made.append(path)
    return made


@pytest.fixture
def master_file(tmp_path: Path) -> Path:
    path = tmp_path / "master.xlsx"
    path.write_bytes(list_workbook(Form.load("master"), master_of(1, 2)))
    return path


def codes(filled: object) -> set[str]:
    return {each.code for each in filled.findings}  # type: ignore[attr-defined]


def test_a_workbook_is_read_as_of_the_year_it_says() -> None:
    filled = read(workbook(NEXT))
    assert filled.form == NEXT
    assert "form.year" not in codes(filled)
    assert filled.projects[0].project.budget is not None


def test_a_form_that_is_given_asks_for_its_year_unless_another_is_asked_for() -> None:
    content = workbook(NEXT)
    assert "form.year" in codes(read(content, FORM)), "as before"
    assert "form.year" not in codes(read(content, FORM, year=2027))
    assert "form.year" not in codes(read(content, FORM, year=CARRIED))
    refused = read(content, year=2026)
    assert "form.year" in codes(refused)
    assert refused.projects[0].project.budget is None


def test_a_workbook_of_another_form_does_not_say_the_year_of_this_one() -> None:
    filled = read(workbook(NEXT), "central-2021", year=CARRIED)
    assert filled.form == Form.load("central-2021")
    assert "form.other" in codes(filled)


def test_many_files_are_read_each_by_its_own_year(files: list[Path], tmp_path: Path) -> None:
    old = tmp_path / "old.xlsx"
    old.write_bytes(workbook(FORM, 3))
    found = list(read_many([*files, old], workers=1))
    assert [each.form.year for each in found if each.form] == [2027, 2027, 2023]


def test_files_of_one_run_are_of_the_year_of_the_first(files: list[Path], tmp_path: Path) -> None:
    old = tmp_path / "returns" / "old.xlsx"
    old.write_bytes(workbook(FORM, 3))
    one, two, stray = read_of_one_year([*files, old])
    assert "form.year" not in codes(one) | codes(two)
    assert "form.year" in codes(stray)
    assert stray.projects[0].project.budget is None
    asked = list(read_of_one_year([*files, old], year=2023))
    assert ["form.year" in codes(each) for each in asked] == [True, True, False]
    assert year_said([*files, old], FORM) == 2027
    assert year_said([], FORM) == FORM.year


@pytest.mark.parametrize("is_first", [True, False])
def test_each_form_has_its_own_year_in_one_run(
    files: list[Path], tmp_path: Path, is_first: bool
) -> None:
    other = tmp_path / "returns" / "other.xlsx"
    other.write_bytes(workbook(Form.load("central-2021"), 3))
    paths = [other, *files] if is_first else [*files, other]
    found = list(read_of_one_year(paths))
    assert not any("form.year" in codes(each) for each in found)
    assert {each.form.year for each in found if each.form} == {2021, 2027}


def test_returns_of_two_years_are_no_one_round() -> None:
    both = [read(workbook(NEXT)), read(workbook(FORM, 2))]
    with pytest.raises(FormError) as refused:
        reconcile(both, master_of(1, 2))
    assert refused.value.code == "form.other-year"
    assert "2023" in refused.value.message("zh")


def test_the_command_makes_workbooks_of_the_year_asked_for(
    master_file: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    given = ("--form", FORM.name, "--master", master_file, "--due", "2026-12-15")
    old = Ran("generate", *given, "--out", tmp_path / "old")
    assert old.out.splitlines()[0] == (
        "注意：表单 hebei-2023 是 2023 年的，而现在该做 2026 年的。"
        "要做 2026 年的表，请加上 --year 2026。"
    )
    done = Ran("generate", *given, "--out", out, "--year", 2026)
    assert "注意" not in done.out
    (first, *_) = sorted(out.iterdir())
    filled = read(first)
    assert (filled.form and filled.form.year, filled.identity and filled.identity.year) == (
        2026, 2026,
    )  # fmt: skip
    guide = openpyxl.load_workbook(first).worksheets[0]
    assert any("2026" in str(c.value) for line in guide.iter_rows() for c in line if c.value)
    said = json.loads(Ran("generate", *given, "--out", tmp_path / "n", "--json").out)
    assert (said["year"], said["older"]) == (2023, True)
    english = Ran("generate", *given, "--out", tmp_path / "e", "--lang", "en")
    assert "add --year 2026" in english.out.splitlines()[0]


def test_a_form_is_never_younger_for_its_due_date(master_file: Path, tmp_path: Path) -> None:
    """The targets of 2027 are due in December 2026; nothing is derived from the day."""
    given = ("--form", FORM.name, "--master", master_file, "--due", "2026-12-15", "--year", 2027)
    done = Ran("generate", *given, "--out", tmp_path / "out")
    assert "注意" not in done.out
    assert read(next((tmp_path / "out").iterdir())).identity.year == 2027  # type: ignore[union-attr]


def test_without_a_due_date_it_is_this_year_that_counts(master_file: Path, tmp_path: Path) -> None:
    given = ("--form", FORM.name, "--master", master_file, "--out", tmp_path / "out")
    assert f"--year {date.today().year}" in Ran("generate", *given).out.splitlines()[0]


@pytest.mark.parametrize("year", ["1989", "2200", "今年"])
def test_what_is_no_year_is_refused(master_file: Path, tmp_path: Path, year: str) -> None:
    given = ("--form", FORM.name, "--master", master_file, "--out", tmp_path / "out")
    done = Ran("generate", *given, "--year", year)
    assert done.code == 2
    assert "--year" in done.error


@pytest.mark.long
@pytest.mark.parametrize("more", [(), ("--form", FORM.name), ("--year", "2027")])
def test_read_reconcile_and_sync_take_it_from_the_workbooks(
    files: list[Path], master_file: Path, tmp_path: Path, more: tuple[str, ...]
) -> None:
    said = json.loads(Ran("read", *files, *more, "--json").out)
    found = {each["code"] for file in said["files"] for each in file["findings"]}
    assert "form.year" not in found
    done = Ran("reconcile", files[0].parent, "--master", master_file, *more, "--json")
    assert json.loads(done.out)["total"]["accepted"] == 2
    done = Ran("consolidate", *files, "--master", master_file, "--out", tmp_path / "s.xlsx", *more)
    assert done.code in (0, 1)
    assert "2027" in str(openpyxl.load_workbook(tmp_path / "s.xlsx").worksheets[0]["A1"].value)
    done = Ran("sync", *files, "--master", master_file, "--out", tmp_path / "o", *more)
    assert "没有更新 0 个" in done.out


def test_a_workbook_of_another_year_than_asked_is_a_finding(
    files: list[Path], master_file: Path
) -> None:
    said = json.loads(Ran("read", files[0], "--year", 2026, "--json").out)
    assert "form.year" in {each["code"] for each in said["files"][0]["findings"]}
    done = Ran("reconcile", *files, "--master", master_file, "--year", 2026, "--json")
    assert json.loads(done.out)["total"]["accepted"] == 0


def test_a_new_version_of_a_form_keeps_the_year_of_the_workbook(
    files: list[Path], master_file: Path, tmp_path: Path
) -> None:
    newer = tmp_path / "newer.toml"
    newer.write_text(FORM.source.replace('version = "1"', 'version = "2"'), encoding="utf-8")
    out = tmp_path / "o"
    done = Ran("sync", *files, "--master", master_file, "--out", out, "--form", newer,
               "--issued-form", FORM.name)  # fmt: skip
    assert done.code == 0, done.out
    again = read(sorted(out.iterdir())[0], newer, year=CARRIED)
    assert again.identity
    assert (again.identity.year, again.identity.version) == (2027, "2")


def test_a_round_keeps_its_year(master_file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "r"
    list(distribute(NEXT, master_of(1, 2), folder, "2023-03-15", BEGUN, name="一轮"))
    with open_round(folder) as round:
        assert round.ledger.edition().form == NEXT
    same = Ran("sync", "--round", folder, "--form", FORM.name)
    assert same.code == 0, same.error
    assert "重新下发 0 个" in same.out
    refused = Ran("sync", "--round", folder, "--year", 2026)
    assert refused.code == 2
    assert "2027" in refused.error
    for command in ("reconcile", "read"):
        path = next((folder / "outbox").iterdir())
        files = [path] if command == "read" else []
        done = Ran(command, *files, "--round", folder, "--year", 2026)
        assert done.code == 2
        assert "--year" in done.error
    said = json.loads(Ran("read", next((folder / "outbox").iterdir()), "--round", folder,
                          "--json").out)  # fmt: skip
    assert "form.year" not in {each["code"] for each in said["files"][0]["findings"]}


def test_an_old_return_in_a_round_of_another_year_is_told_as_before(tmp_path: Path) -> None:
    begun(tmp_path / "r", master_of(1))
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook(NEXT))
    done = Ran("collect", path, "--round", tmp_path / "r")
    assert "是 2027 年的表，本轮要 2023 年的" in done.out


def test_distribute_and_blank_workbooks_take_the_year(
    master_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xlperf.cli.distribute.now", lambda: NOW)
    given = ("--form", FORM.name, "--master", master_file, "--due", "2026-12-15")
    done = Ran("distribute", *given, "--round", tmp_path / "r", "--year", 2027, "--json")
    assert json.loads(done.out)["year"] == 2027
    old = Ran("distribute", *given, "--round", tmp_path / "old")
    assert old.out.startswith("注意：表单 hebei-2023 是 2023 年的")
    Ran("forms", "show", FORM.name, "--as", "xlsx", "--out", tmp_path / "b.xlsx", "--year", 2027)
    assert read(tmp_path / "b.xlsx").form == NEXT
    shown = Ran("forms", "show", FORM.name, "--year", 2027).out
    assert Form.parse(shown) == NEXT


def test_a_title_that_names_another_year_is_told(master_file: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    text = FORM.source.replace('"部门预算绩效目标"', '"2023年部门预算绩效目标"')
    own.write_text(text, encoding="utf-8")
    given = ("--form", own, "--master", master_file, "--due", "2026-12-15")
    done = Ran("generate", *given, "--out", tmp_path / "a", "--year", 2026)
    assert "标题“2023年部门预算绩效目标”里写的不是 2026 年" in done.out.splitlines()[0]
    same = Ran("generate", *given, "--out", tmp_path / "b")
    assert "标题" not in same.out


def test_headings_of_the_list_are_those_of_the_year_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    code = budget_of(1).projects[0].code
    path.write_text(
        "单位编码,单位名称,项目编码,项目名称,2026年预算数（万元）,2027年预算数（万元）\n"
        f"990001,甲,{code},项目,1.00,2.00\n", encoding="utf-8",
    )  # fmt: skip
    for year, total in ((2026, "1.00"), (2027, "2.00")):
        done = Ran("master", "check", path, "--form", FORM.name, "--year", year)
        assert f"{year}年预算数" in done.out
        assert total in done.out, done.out


def test_in_python_a_form_is_given_in_its_year() -> None:
    master = samples.master_of(NEXT, budget_of(1))
    (made,) = generate(NEXT, master)
    done = sync(made.content, master)
    assert not done.refused
    assert read(made.content).form == NEXT
    assert IN_TIME.year == FORM.year
