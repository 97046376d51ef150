"""status: how every unit stands, what is outside of it, and the workbook for the leaders."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from parts.ledgers import (
    NOW,
    answered,
    arrived,
    begun,
    issue_of,
    on,
    project_of,
    row,
    unit_of,
)
from parts.office import Office, stored_values
from parts.ooxml import unseen_errors
from test_cli import Ran
from xlperf.findings.errors import RoundError
from xlperf.findings.finding import Level
from xlperf.identity.changes import Kind
from xlperf.rounds import (
    Standing,
    UnitStanding,
    UnitState,
    compare_copies,
    follow_copies,
    history,
    open_round,
    overrule,
    status,
    status_workbook,
)
from xlperf.rounds.counting.which_counts import Judged
from xlperf.rounds.ledger.entries import (
    Change,
    Issue,
    Reason,
    ReasonKind,
    Ruling,
    Verdict,
    Withdrawal,
)
from xlperf.rounds.telling.json_values import history_json, standing_json
from xlperf.rounds.telling.reasons import unit_reasons
from xlperf.rounds.telling.words import Words

pytestmark = pytest.mark.usefixtures("quick")

SHEETS = ["收表情况", "催报", "收件记录", "变更与裁定"]
HOSTILE = "=1+1\x07.xlsx"
IN, LATE, BACK, MISSING, TWICE, OLD, GONE, ABSENT = (f"12500{n}" for n in range(1, 9))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A round in which every unit stands in its own way."""
    path = tmp_path_factory.mktemp("round") / "一轮"
    with begun(path, map(unit_of, range(1, 9))) as round:
        arrived(round, IN, b"1", on(5), name=HOSTILE)
        arrived(round, LATE, b"2", on(21))
        arrived(
            round, BACK, b"3", on(6), verdict=Verdict.SENT_BACK, errors=2, warnings=1,
            remarks=("1.项目3!C5 预算数与批复不符。", "http://x.example/"),
        )  # fmt: skip
        arrived(round, TWICE, b"5", on(7), name="甲.xlsx")
        arrived(round, TWICE, b"5", on(8), name="乙.xlsx")
        arrived(round, OLD, b"6", on(9))
        arrived(round, GONE, b"7", on(9))
        arrived(round, "", b"%PDF", on(9), name="a.pdf", verdict=Verdict.UNREADABLE, number=0)
        arrived(round, ABSENT, b"8", on(10), verdict=Verdict.OTHER_ROUND)
        with round.ledger.changing(on(12), "李四") as change:
            change.add_issue(issue_of(unit_of(6).unit, 2, at=on(12)))
            change.add_change(
                Change(unit=OLD, number=2, kind="refreshed", field="budget", before="1", now="2")
            )
        with round.ledger.changing(on(13), "张三") as change:
            change.add_withdrawal(Withdrawal(unit=GONE, reason="机构撤并", by="张三", at=on(13)))
    return path


@pytest.fixture(scope="module")
def standing(folder: Path) -> Standing:
    """How that round stands, on a clock of Beijing."""
    with open_round(folder) as round:
        return status(round, at=NOW.astimezone(ZoneInfo("Asia/Shanghai")))


def test_every_unit_stands_in_one_way_and_the_counts_add_up(standing: Standing) -> None:
    assert {each.unit.code: each.standing.value for each in standing.units} == {
        IN: "submitted", LATE: "late", BACK: "sent-back", MISSING: "missing",
        TWICE: "submitted", OLD: "submitted", ABSENT: "missing",
    }  # fmt: skip
    assert standing.issued == 7
    assert [standing.count(state) for state in UnitState] == [3, 1, 1, 2]
    assert (standing.duplicates, standing.superseded) == (1, 0)


def test_a_count_that_does_not_add_up_is_never_told(standing: Standing) -> None:
    with pytest.raises(AssertionError, match="twice"):
        replace(standing, units=(*standing.units, standing.units[0]))


def test_what_is_outside_stands_apart(standing: Standing) -> None:
    assert [each.unit.code for each in standing.withdrawn] == [GONE]
    assert [(each.arrival.name, each.state.value) for each in standing.other] == [
        ("a.pdf", "unreadable"), (f"{ABSENT} 交来.xlsx", "other-round"),
    ]  # fmt: skip


def test_a_copy_that_answers_an_older_issue_is_flagged(standing: Standing) -> None:
    assert [each.unit.code for each in standing.units if each.is_outdated] == [OLD]
    found = standing.unit(OLD)
    assert isinstance(found, UnitStanding)
    assert found.issue.number == 2


def test_times_are_told_on_the_clock_of_the_office_whoever_asks(
    folder: Path, standing: Standing
) -> None:
    assert standing.moment(on(5)) == "2026-07-05 10:00"
    with open_round(folder) as round:
        asked = [status(round, at=NOW.astimezone(ZoneInfo(f"Etc/GMT{n}"))) for n in ("+9", "-5")]
    assert {each.moment(on(5)) for each in asked} == {"2026-07-05 10:00"}
    assert {standing_json(each)["at"] for each in asked} == {"2026-07-25T14:30:00+08:00"}
    assert standing.days_overdue == 5


def test_units_come_in_the_order_of_the_master_and_dropped_ones_after(folder: Path) -> None:
    with begun(folder.with_name("另一轮"), [unit_of(2), unit_of(1)]) as round:
        with round.ledger.changing(on(2), "") as change:
            change.add_issue(issue_of(unit_of(9).unit, 1))
        found = status(round, at=NOW)
    assert [each.unit.code for each in found.units] == ["125002", "125001", "125009"]


def test_the_reason_of_the_office_comes_first(tmp_path: Path) -> None:
    with begun(tmp_path / "r", [unit_of(1)]) as round:
        arrived(round, IN, b"1", on(5), remarks=("一",))
        overrule(round, IN, reason="印章不清", at=on(6), verdict=Verdict.SENT_BACK)
        (found,) = status(round, at=NOW).units
    assert (found.standing, unit_reasons(found)) == (UnitState.SENT_BACK, ("印章不清", "一"))


def test_json_has_these_spellings(standing: Standing) -> None:
    made = standing_json(standing)
    assert list(made) == [
        "round", "due", "at", "issued", "submitted", "late", "sent_back", "missing",
        "duplicates", "projects", "units", "withdrawn", "other", "ignored",
        "sent_again", "altered",
        "extensions",
    ]  # fmt: skip
    assert (made["due"], made["at"]) == ("2026-07-20", "2026-07-25T14:30:00+08:00")
    back = next(each for each in made["units"] if each["unit"]["code"] == BACK)
    assert {name: back[name] for name in ("standing", "issue", "late", "errors", "reasons")} == {
        "standing": "sent-back", "issue": 1, "late": False, "errors": 2,
        "reasons": ["1.项目3!C5 预算数与批复不符。", "http://x.example/"],
    }  # fmt: skip
    assert {"unit", "received", "file", "warnings", "duplicates", "superseded"} < set(back)
    json.dumps(made)


# The history of a unit.


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A unit that answered three times, the last time to a new issue; its second copy is gone."""
    path = tmp_path_factory.mktemp("copies") / "r"
    own = unit_of(1)
    other = unit_of(1, project_of(1, "30.55", row(), row("质量指标"), goal="换了一个目标。"))
    with begun(path, [own, unit_of(2)]) as round:
        arrived(round, IN, answered(own), on(3), name="一.xlsx")
        arrived(round, IN, answered(other), on(4), name="二.xlsx")
        arrived(round, IN, answered(other), on(5), name="又是二.xlsx")
        overrule(round, IN, reason="先看一看", at=on(6), by="张三", copy=1)
        with round.ledger.changing(on(7), "李四") as change:
            change.add_issue(issue_of(own.unit, 2, at=on(7)))
        arrived(round, IN, answered(own, 2), on(8), name="三.xlsx", number=2)
        arrived(round, "125002", b"no workbook", on(9), name="坏.xlsx")
    return path


def test_the_history_tells_all_in_order_of_time(copies: Path) -> None:
    with open_round(copies) as round:
        standing = status(round, at=NOW)
        steps = history(round, standing, IN)
    kinds = [type(each.record) for each in steps]
    assert kinds == [Issue, Judged, Judged, Judged, Ruling, Issue, Judged]
    assert [each.by for each in steps] == ["经办", "", "", "", "张三", "李四", ""]
    assert [each.at for each in steps] == sorted(each.at for each in steps)


def test_what_changed_from_copy_to_copy_is_told_field_by_field(copies: Path) -> None:
    with open_round(copies) as round:
        standing = status(round, at=NOW)
        first, second = follow_copies(round, standing, IN)
        alone = follow_copies(round, standing, "125002")
        made = history_json(standing, IN, history(round, standing, IN), (first, second))
    assert alone == ()
    assert [(each.before.id, each.after.id) for each in (first, second)] == [(1, 2), (2, 4)]
    (goal,) = first.differences
    assert (goal.label, goal.after) == ("绩效目标", "换了一个目标。")
    assert goal.place_before.endswith(goal.place_after.rpartition("!")[2])
    assert second.differences[0].before == "换了一个目标。"
    assert made["copies"][0]["differences"][0]["field"] == "goal"


def test_two_arrivals_are_compared_by_number(copies: Path) -> None:
    with open_round(copies) as round:
        assert compare_copies(round, 2, 3) == ()
        assert [each.field for each in compare_copies(round, 1, 2)] == ["goal"]
        for numbers, code in (((1, 9), "round.no-arrival"), ((1, 5), "round.two-units"),
                              ((5, 5), "round.copy-unread")):  # fmt: skip
            with pytest.raises(RoundError) as caught:
                compare_copies(round, *numbers)
            assert caught.value.code == code


def test_a_copy_that_is_gone_is_told_and_not_compared(copies: Path) -> None:
    with open_round(copies) as round:
        standing = status(round, at=NOW)
        kept = copies / standing.judged[1].arrival.file
        held = kept.read_bytes()
        kept.write_bytes(b"changed")
        try:
            first, second = follow_copies(round, standing, IN)
        finally:
            kept.write_bytes(held)
    assert first.differences == second.differences == ()
    assert "二.xlsx" in first.unread


# The workbook.


@pytest.fixture(scope="module")
def workbook(folder: Path, standing: Standing, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of that round."""
    path = tmp_path_factory.mktemp("out") / "STATUS.xlsx"
    with open_round(folder) as round:
        path.write_bytes(status_workbook(standing, round.ledger.changes()))
    return path


def test_the_sheets_are_these(workbook: Path) -> None:
    assert list(stored_values(workbook)) == SHEETS


def test_the_figures_are_counted_from_the_rows(workbook: Path) -> None:
    cells = stored_values(workbook)["收表情况"]
    assert [cells[f"{column}4"] for column in "CDEFGH"] == [
        "应交", "已交", "迟交", "退回", "未交", "重复（份）",
    ]  # fmt: skip
    assert [cells[f"{column}5"] for column in "CDEFGH"] == [7, 3, 1, 1, 2, 1]
    assert cells["D6"] == pytest.approx(3 / 7)
    assert any("已交 3 ＋ 迟交 1 ＋ 退回 1 ＋ 未交 2 ＝ 应交 7" in str(v) for v in cells.values())


def test_whom_to_chase_is_ready_to_send(workbook: Path) -> None:
    cells = stored_values(workbook)["催报"]
    chased = [cells[f"A{at}"] for at in range(4, 7)]
    assert chased == [BACK, MISSING, ABSENT]
    assert cells["E4"] == 5
    assert "1.项目3!C5 预算数与批复不符" in str(cells["G4"])
    assert "预算科 0314-1234567" in str(cells["G5"])
    assert "2026-07-20" in str(cells["G5"])


def test_what_came_in_and_what_was_decided_is_listed(workbook: Path) -> None:
    stored = stored_values(workbook)
    arrivals = [stored["收件记录"].get(f"F{at}") for at in range(4, 13)]
    assert arrivals == [
        "已采用", "迟交", "退回", "已采用", "重复", "已采用", "已采用", "打不开", "不是本轮的",
    ]  # fmt: skip
    assert stored["收件记录"]["B4"] == "2026-07-05 10:00"
    assert stored["收件记录"].get("G10") is None, "nothing of a withdrawn unit counts"
    kinds = [stored["变更与裁定"].get(f"B{at}") for at in (4, 5)]
    assert kinds == ["重新下发", "不再要求"]
    assert "改动 1 处" in str(stored["变更与裁定"]["E4"])


def test_text_of_others_stays_text(workbook: Path) -> None:
    sheet = openpyxl.load_workbook(workbook)["收件记录"]
    assert (sheet["C4"].value, sheet["C4"].data_type) == ("=1+1\ufffd.xlsx", "s")
    assert all(cell.hyperlink is None for line in sheet.iter_rows() for cell in line)


def test_it_prints_on_a4_with_its_headings_repeated(workbook: Path) -> None:
    """All but the list of what came in, which is too wide for that."""
    for sheet in openpyxl.load_workbook(workbook).worksheets:
        paper = 8 if sheet.title == "收件记录" else 9
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (paper, "landscape")
        assert ("A3" in sheet.oddFooter.center.text) == (paper == 8)
        assert re.fullmatch(r"\$\d+:\$\d+", sheet.print_title_rows), sheet.title


def test_excel_has_nothing_to_repair(
    workbook: Path, validator: Callable[[Path], list[str]]
) -> None:
    assert unseen_errors(workbook) == []
    assert validator(workbook) == []


def test_libreoffice_computes_what_is_stored(workbook: Path, libreoffice: Office) -> None:
    computed = libreoffice.values(workbook)
    for sheet, cells in stored_values(workbook).items():
        for at in cells.keys() | computed[sheet].keys():
            stored, now = cells.get(at) or None, computed[sheet].get(at) or None
            assert now == (pytest.approx(stored) if isinstance(stored, float) else stored), at


def test_the_same_standing_gives_the_same_bytes(standing: Standing) -> None:
    assert status_workbook(standing) == status_workbook(standing)


def test_english_is_spoken_and_sheets_keep_their_names(standing: Standing, tmp_path: Path) -> None:
    path = tmp_path / "s.xlsx"
    path.write_bytes(status_workbook(standing, lang="en"))
    stored = stored_values(path)
    assert list(stored) == SHEETS
    assert stored["收表情况"]["D4"] == "in"
    assert stored["收表情况"]["D5"] == 3
    assert unseen_errors(path) == []


def test_a_round_of_nobody_is_a_workbook_too(
    standing: Standing, tmp_path: Path, libreoffice: Office
) -> None:
    path = tmp_path / "s.xlsx"
    nobody = replace(standing, units=(), judged=(), other=(), due=date(2026, 8, 1))
    path.write_bytes(status_workbook(nobody))
    assert unseen_errors(path) == []
    computed = libreoffice.values(path)["收表情况"]
    assert [computed[f"{column}5"] for column in "CDEFGH"] == [0] * 6


# The command.


def test_the_command_prints_counts_and_whom_to_chase(folder: Path) -> None:
    ran = Ran("status", "--round", folder)
    assert (ran.code, ran.error) == (0, "")
    assert "已交 3 ＋ 迟交 1 ＋ 退回 1 ＋ 未交 2 ＝ 应交 7 个单位" in ran.out
    lines = ran.out.splitlines()
    assert next(at for at, line in enumerate(lines) if line.startswith("退回（1）"))
    assert sum(line.strip().startswith((MISSING, ABSENT)) for line in lines) == 2
    assert "\x07" not in ran.out


def test_the_command_writes_json_and_the_workbook(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "STATUS.xlsx"
    ran = Ran("status", "--round", folder, "--json", "--out", out, "--lang", "en")
    assert ran.code == 0, ran.error
    assert json.loads(ran.out)["missing"] == 2
    assert out.read_bytes().startswith(b"PK")
    again = Ran("status", "--round", folder, "--out", out)
    assert (again.code, out.name in again.line) == (2, True)


def test_the_command_tells_the_history_of_a_unit(copies: Path) -> None:
    ran = Ran("status", "--round", copies, "--unit", IN)
    assert ran.code == 0, ran.error
    assert "换了一个目标。" in ran.out
    assert "先看一看" in ran.out
    assert Ran("status", "--round", copies, "--unit", "x").code == 2


def test_a_folder_that_is_no_round_is_one_line(tmp_path: Path) -> None:
    ran = Ran("status", "--round", tmp_path)
    assert (ran.code, "round.toml" in ran.line) == (2, True)


def test_only_the_commands_of_a_round_load_databases() -> None:
    ran = Ran("--help")
    assert {"status", "overrule"} <= {line.split()[0] for line in ran.out.splitlines() if line}
    show = "import sys, xlperf.cli.program; assert 'sqlalchemy' not in sys.modules"
    subprocess.run([sys.executable, "-c", show], check=True)


# What units are told, and what the office is.


def test_what_a_unit_is_asked_can_be_sent_as_it_is(tmp_path: Path) -> None:
    issues = {"found": "1", "expected": "2"}
    older = Reason(code="judged.older-issue", kind=ReasonKind.JUDGED, values=issues)
    missing = Reason(
        code="required.blank", level=Level.ERROR, sheet="1", cell="C5", values={"label": "绩效目标"}
    )
    with begun(tmp_path / "r", [unit_of(1), unit_of(2)]) as round:
        verdict = Verdict.SENT_BACK
        arrived(round, IN, b"1", on(5), verdict=verdict, errors=1, reasons=(older, missing))
        last = "“一轮”没有给单位 125002 发过表"
        never = {"unit": LATE, "round": "一轮"}
        never_issued = Reason(code="judged.never-issued", kind=ReasonKind.JUDGED, values=never)
        arrived(round, LATE, b"2", on(6), verdict=Verdict.OTHER_ROUND, reasons=(never_issued,))
        with round.ledger.changing(on(7), "李四") as change:
            change.add_issue(issue_of(unit_of(1).unit, 2, at=on(7)))
        found = status(round, at=NOW)
    words = Words("zh", found)
    back, unusable = map(words.request, found.units)
    assert "xlperf" not in back
    assert "〔" not in back
    assert "“绩效目标”为必填项，现为空白。请改用最新的表（第 2 次下发，文件“125001" in back
    assert "至今没有收到" not in unusable
    assert f"{LATE} 交来.xlsx”不能作为“一轮”的表，原因：{last}。" in unusable
    assert "第 1 次下发的文件“125002" in unusable
    told = words.reasons(found.units[0])
    assert len([each for each in told if "第 1 次下发" in each]) == 1, told


def test_conflicts_and_new_verdicts_are_told_in_words(tmp_path: Path) -> None:
    folder, out = tmp_path / "r", tmp_path / "s.xlsx"
    with begun(folder, [unit_of(1)]) as round:
        arrived(round, IN, b"1", on(5))
        judged = round.ledger.arrivals()[0]
        with round.ledger.changing(on(7), "李四") as change:
            change.add_issue(issue_of(unit_of(1).unit, 2, at=on(7)))
            about = {"unit": IN, "number": 2, "project": "1308"}
            conflict = {"before": "1", "answer": "2", "now": "3", "field": "fiscal"}
            change.add_change(Change(kind=Kind.CONFLICT, **about, **conflict))
            refreshed = {"before": "12.34", "now": "18.00", "field": "budget"}
            change.add_change(Change(kind=Kind.REFRESHED, **about, **refreshed))
            change.judge(judged, judged.model_copy(update={"verdict": Verdict.SENT_BACK}))
        found = status(round, at=NOW)
        out.write_bytes(status_workbook(found, round.ledger.changes()))
    ran = Ran("status", "--round", folder, "--unit", IN)
    assert "冲突　1308　其中：财政资金：下发 1，单位填 2，现为 3" in ran.out, ran.out
    assert "已更新　1308　预算数：12.34 → 18.00" in ran.out
    assert "编号 1 的来件由“已采用”改为“退回”" in ran.out
    assert "sent-back" not in ran.out
    cells = stored_values(out)["变更与裁定"]
    rows = [(cells[f"B{at}"], cells[f"E{at}"], cells[f"G{at}"]) for at in (4, 5, 6)]
    assert [(kind, by) for kind, _, by in rows] == [
        ("重新下发", "李四"), ("冲突", "李四"), ("重新判定", "李四"),
    ]  # fmt: skip
    assert "单位填 2" in str(rows[1][1])
