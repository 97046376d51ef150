"""consolidate and reconcile of a round: the copies that count, and who is not in."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from parts.ledgers import (
    NOW,
    answered,
    arrived,
    begun,
    issue_of,
    master_of,
    on,
    project_of,
    unit_of,
)
from parts.office import Office, stored_values
from parts.ooxml import unseen_errors
from test_cli import Ran
from test_consolidate import filled_of, table
from xlperf.budget.nouns import Unit
from xlperf.rounds import counting_returns, open_round, overrule
from xlperf.rounds.ledger.entries import Verdict, Withdrawal
from xlperf.summary.consolidation import Consolidation, consolidate
from xlperf.summary.heading import Absent, Heading

pytestmark = pytest.mark.usefixtures("quick")

IN, LATE, BACK, MISSING, GONE, CHANGED, WITHDRAWN, TWICE = (f"12500{n}" for n in range(1, 9))
COUNTS = "已交 4 ＋ 迟交 1 ＋ 退回 1 ＋ 未交 1 ＝ 应交 7 个单位"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A round in which units stand in every way, and two kept files came to harm."""
    path = tmp_path_factory.mktemp("round") / "一轮"
    units = {each.unit.code: each for each in map(unit_of, range(1, 9))}
    with begun(path, units.values()) as round:
        arrived(round, IN, answered(units[IN]), on(3), name="甲 “最终版” #1.xlsx")
        arrived(round, LATE, answered(units[LATE]), on(22))
        wrong = unit_of(3, project_of(3, "63"))
        arrived(round, BACK, answered(wrong), on(4), name="退.xlsx", errors=1,
                verdict=Verdict.SENT_BACK, remarks=("金额不符。",))  # fmt: skip
        for code in (GONE, CHANGED, WITHDRAWN):
            arrived(round, code, answered(units[code]), on(5), name=f"{code} 原名.xlsx")
        old = unit_of(8, project_of(8, "30.55", goal="旧的目标，后来改了。"))
        arrived(round, TWICE, answered(old), on(5))
        arrived(round, TWICE, answered(units[TWICE]), on(6))
        with round.ledger.changing(on(7), "张三") as change:
            change.add_withdrawal(Withdrawal(unit=WITHDRAWN, reason="撤并", by="张三", at=on(7)))
        kept = {each.unit: path / each.file for each in round.ledger.arrivals()}
    kept[GONE].unlink()
    kept[CHANGED].write_bytes(kept[IN].read_bytes())
    return path


@pytest.fixture(scope="module")
def done(folder: Path) -> Consolidation:
    """The summary of that round."""
    with open_round(folder) as round:
        found = counting_returns(round, at=NOW)
        return consolidate(
            found.read(workers=1), found.master, folder.parent / "汇总.xlsx",
            form=found.form, round=found.heading,
        )  # fmt: skip


def test_the_copy_of_each_unit_that_counts_is_taken_in_order(folder: Path) -> None:
    with open_round(folder) as round:
        found = counting_returns(round, at=NOW)
    assert [unit.code for unit, _ in found.copies] == [IN, LATE, BACK, GONE, CHANGED, TWICE]
    assert [arrival.id for _, arrival in found.copies] == [1, 2, 3, 4, 5, 8]
    assert WITHDRAWN not in {each.unit.code for each in found.master.units}
    assert found.heading.issued == 7


def test_the_office_decides_which_copy_is_taken(folder: Path, tmp_path: Path) -> None:
    own, other = unit_of(1), unit_of(1, project_of(1, "30.55", goal="这一份的目标。"))
    with begun(tmp_path / "r", [own]) as round:
        arrived(round, IN, answered(other), on(3))
        arrived(round, IN, answered(own), on(4))
        overrule(round, IN, reason="以第一份为准", at=on(5), copy=1)
        (filled,) = counting_returns(round, at=NOW).read(workers=1)
    assert filled.projects[0].project.goal == "这一份的目标。"


def test_what_reconciles_is_accepted_and_the_rest_says_why(done: Consolidation) -> None:
    total = done.reconciliation.total
    assert (total.issued, total.accepted, total.rejected, total.missing) == (7, 3, 3, 1)
    stored = stored_values(done.path)
    assert [each["单位编码"] for each in table(stored, "项目汇总")] == [IN, LATE, TWICE]
    assert "后来改了" not in str(stored["项目汇总"])


def test_a_kept_file_that_is_gone_or_changed_is_told_and_never_taken(done: Consolidation) -> None:
    rows = table(stored_values(done.path), "问题清单")
    told = {(each["单位编码"], str(each["问题"])[:10]) for each in rows if each["级别"] == "错误"}
    assert {(GONE, f"{GONE} 示例单"), (CHANGED, f"{CHANGED} 示例单")} <= told
    said = " ".join(str(each["问题"]) for each in rows)
    assert "不见了" in said
    assert "被改动过" in said
    left = table(stored_values(done.path), "未纳入")
    assert [each["文件"] for each in left if each["类别"] == "文件不能读取"] == [
        f"{GONE} 原名.xlsx", f"{CHANGED} 原名.xlsx",
    ]  # fmt: skip


def test_the_overview_names_round_and_moment_and_who_is_not_in(done: Consolidation) -> None:
    cells = stored_values(done.path)["总览"]
    texts = [str(value) for value in cells.values()]
    assert any(text.startswith("一轮　截至 2026-07-25 14:30") for text in texts)
    assert any(COUNTS in text for text in texts)
    (head,) = (at for at, text in cells.items() if str(text).startswith("四、"))
    first = int(head.removeprefix("A")) + 2
    rows = [[cells.get(f"{column}{first + n}") for column in "ACD"] for n in range(3)]
    assert rows == [
        [BACK, "退回", "金额不符。"],
        [MISSING, "未交", None],
        [WITHDRAWN, "不再要求", "撤并"],
    ]


def test_links_lead_to_the_kept_files_and_names_are_those_they_came_under(
    done: Consolidation, folder: Path
) -> None:
    book = openpyxl.load_workbook(done.path)
    formulas = [
        str(cell.value) for line in book["项目汇总"].iter_rows() for cell in line
        if str(cell.value).startswith("=HYPERLINK")
    ]  # fmt: skip
    assert formulas
    assert all(f'"一轮/received/{IN}/' in each for each in formulas[:1])
    told = table(stored_values(done.path), "问题清单")
    assert "退.xlsx" in {each["文件"] for each in told}


def test_excel_and_libreoffice_find_nothing_wrong(
    done: Consolidation, validator: Callable[[Path], list[str]], libreoffice: Office
) -> None:
    assert unseen_errors(done.path) == []
    assert validator(done.path) == []
    computed = libreoffice.values(done.path)
    for sheet, cells in stored_values(done.path).items():
        for at in cells.keys() | computed[sheet].keys():
            stored, now = cells.get(at) or None, computed[sheet].get(at) or None
            assert now == (pytest.approx(stored) if isinstance(stored, float) else stored), at


def test_the_same_round_at_the_same_moment_gives_the_same_bytes(
    done: Consolidation, folder: Path
) -> None:
    with open_round(folder) as round:
        found = counting_returns(round, at=NOW)
        again = consolidate(
            found.read(workers=1), found.master, folder.parent / "又.xlsx",
            form=found.form, round=found.heading,
        )  # fmt: skip
    assert again.path.read_bytes() == done.path.read_bytes()


def test_without_a_round_nothing_is_said_of_one(tmp_path: Path) -> None:
    own = unit_of(1)
    bare = consolidate([filled_of(own, "a.xlsx")], master_of([own]), tmp_path / "a.xlsx")
    assert not any("截至" in str(v) or str(v).startswith("四、")
                   for v in stored_values(bare.path)["总览"].values())  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_long_list_of_missing_units_is_a_list(tmp_path: Path, lang: str) -> None:
    units = [unit_of(n) for n in range(1, 301)]
    absent = tuple(
        Absent(Unit(code=each.unit.code, name=each.unit.name * (1 + 3 * (n == 5))), "missing", "")
        for n, each in enumerate(units[:120])
    )
    heading = Heading("一轮", NOW, date(2026, 7, 20), 170, 10, 0, 120, absent)
    master = master_of(units)
    made = consolidate([], master, tmp_path / "s.xlsx", round=heading, lang=lang)  # type: ignore[arg-type]
    sheet = openpyxl.load_workbook(made.path)["总览"]
    assert unseen_errors(made.path) == []
    assert sheet.print_area.endswith(f"$L${sheet.max_row}")
    assert sum(1 for each in sheet["C"] if each.value in ("未交", "missing")) == 120
    assert sheet.max_column <= 16


def test_nothing_in_is_one_clear_line(tmp_path: Path) -> None:
    begun(tmp_path / "r", [unit_of(1)]).close()
    for command in (("reconcile",), ("consolidate", "--out", tmp_path / "s.xlsx")):
        ran = Ran(*command, "--round", tmp_path / "r")
        assert (ran.code, "还没有" in ran.line or "Nothing" in ran.line) == (2, True)
    assert not (tmp_path / "s.xlsx").exists()


def test_the_commands_take_a_round(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "s.xlsx"
    ran = Ran("consolidate", "--round", folder, "--out", out)
    assert ran.code == 1
    assert COUNTS in ran.out
    assert "退.xlsx" in ran.out
    assert "不见了" in ran.error
    assert "改动过" in ran.error
    assert len(ran.error.strip().splitlines()) == 2
    assert out.exists()
    ran = Ran("reconcile", "--round", folder, "--json")
    made = json.loads(ran.out)
    assert (made["round"], made["missing"], made["total"]["accepted"]) == ("一轮", 1, 3)
    assert [each["standing"] for each in made["absent"]] == ["sent-back", "missing", "withdrawn"]


def test_files_and_a_round_do_not_go_together(folder: Path) -> None:
    for more, said in (
        (("a.xlsx",), "--round"), (("--master", "m.xlsx"), "--master"),
        (("--form", "hebei-2023"), "--form"),
    ):  # fmt: skip
        ran = Ran("reconcile", "--round", folder, *more)
        assert (ran.code, said in ran.line) == (2, True)
    assert Ran("reconcile").code == 2
    assert "--master" in Ran("reconcile", "a.xlsx").error


def test_a_copy_of_a_unit_the_master_dropped_is_not_lost(tmp_path: Path) -> None:
    with begun(tmp_path / "r", [unit_of(1)]) as round:
        with round.ledger.changing(on(2), "") as change:
            change.add_issue(issue_of(unit_of(9).unit, 1))
        arrived(round, "125009", answered(unit_of(9)), on(3))
        found = counting_returns(round, at=NOW)
        made = consolidate(found.read(workers=1), found.master, tmp_path / "s.xlsx",
                           form=found.form, round=found.heading)  # fmt: skip
    assert made.reconciliation.total.extra == 1
