"""The guide of a round does what it says: its commands run as written, day by day."""

import io
import os
import re
import shlex
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import pytest
from openpyxl import load_workbook

from parts import rounds, samples
from parts.commands import command_of
from xlperf import Form, read, read_master
from xlperf.demo import sample_answers, sample_folder
from xlperf.rounds import open_round, status

DOCS = Path(__file__).parents[1] / "docs"
GUIDES = ("round.md", "round.zh-CN.md")
FORM = Form.load("hebei-2023")
NAME = "2023年绩效目标"
OVER = "13081123P000301100018"
NEW = rounds.code_of("13081123P00099910001")
_BLOCK = re.compile(r"^## .*?(\d{4}-\d{2}-\d{2})|^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"(?:exit code|退出码) (\d)")
RUN = """
import datetime, sys
moment = datetime.datetime.fromisoformat(sys.argv.pop(1))
class Clock(datetime.datetime):
    now = classmethod(lambda cls, tz=None: moment.replace(tzinfo=tz))
import xlperf.cli.round_options as desk
desk.datetime = Clock
from xlperf.cli import main
if __name__ == "__main__":
    main()
"""


class Step(NamedTuple):
    """A command of the guide: the day it is given, its words, and the exit code it tells of."""

    day: str
    words: tuple[str, ...]
    code: int


def steps(name: str) -> Iterator[Step]:
    """The commands of a guide that are run, in their order."""
    day = ""
    for match in _BLOCK.finditer((DOCS / name).read_text(encoding="utf-8")):
        day = match[1] or day
        for line in (match[3] or "").splitlines() if match[2] == "sh" else ():
            command, _, comment = line.partition(" #")
            told = _CODE.search(comment)
            yield Step(day, tuple(shlex.split(command)), int(told[1]) if told else 0)


def shown(name: str) -> list[str]:
    """Every command a guide shows, run or not."""
    text = (DOCS / name).read_text(encoding="utf-8")
    return re.findall(r"^xlperf .+$", text, re.MULTILINE)


def test_both_guides_give_the_same_commands() -> None:
    first, second = (list(steps(name)) for name in GUIDES)
    assert first == second
    assert len(first) > 12
    assert {each.words[0] for each in first} == {"xlperf"}
    assert len(shown(GUIDES[0])) == len(shown(GUIDES[1]))


@pytest.mark.parametrize("name", GUIDES)
def test_commands_of_the_guide_exist_with_their_options(name: str) -> None:
    for line in shown(name):
        _, *words = shlex.split(line.partition(" #")[0])
        command = command_of(list(words))
        known = {option for each in command.params for option in each.opts}
        assert {word for word in words if word.startswith("--")} <= known, line


@pytest.mark.parametrize("name", GUIDES)
def test_what_the_guide_points_at_is_there(name: str) -> None:
    text = (DOCS / name).read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#:]+)\)", text) + re.findall(r'src="([^"]+)"', text)
    assert targets
    for target in targets:
        assert (DOCS / target).exists(), target


@pytest.mark.parametrize("name", GUIDES)
def test_python_of_the_guide_runs(name: str) -> None:
    (code,) = re.findall(r"```python\n(.+?)```", (DOCS / name).read_text("utf-8"), re.DOTALL)
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


class Units:
    """The units of the story, and what they put into the office's mail."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        text = (sample_folder() / "master.csv").read_text(encoding="utf-8-sig")
        self._write("master.csv", text)
        lines = [line for line in text.splitlines() if "楼长工作经费" not in line]
        changed = "\n".join(lines).replace("公园步道维护,36.00,36.00", "公园步道维护,45.00,45.00")
        self._write(
            "new-master.csv", f"{changed}\n125009,示例单位丙,{NEW},老旧路灯更换,9.00,9.00,\n"
        )
        self.answers = {each.unit.code: each for each in sample_answers()}
        self.again = {each.unit.code: each for each in sample_answers("again")}

    def _write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def mail(self, name: str, content: bytes) -> None:
        """A workbook in the office's mail."""
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)

    def filled(self, code: str, *, number: int = 1) -> bytes:
        """A unit's workbook as it fills it in."""
        master = read_master(self.folder / ("master.csv" if number == 1 else "new-master.csv"))
        known = next(each for each in master.units if each.unit.code == code)
        answers = (self.again if number > 1 else self.answers)[code]
        return samples.reissued(FORM, known, answers, number, NAME)

    def issued(self, code: str) -> bytes:
        """What lies in the newest outbox for a unit."""
        (path,) = (self.folder / "round" / "outbox" / "edition-2").glob(f"{code}*")
        return path.read_bytes()

    def new_unit(self) -> bytes:
        """The workbook of the unit that the new master budget adds, filled in."""
        master = read_master(self.folder / "new-master.csv")
        known = next(each for each in master.units if each.unit.code == "125009")
        (project,), model = known.projects, rounds.budget_of(1)
        told = ("code", "name", "budget", "fiscal", "other")
        given = {name: getattr(project, name) for name in told}
        mine = model.projects[0].model_copy(update=given)
        goals = tuple(
            each.model_copy(update={"project": project.name}) for each in model.part.goals
        )
        part = model.part.model_copy(update={"goals": goals})
        answers = model.model_copy(update={"unit": known.unit, "projects": (mine,), "part": part})
        return samples.reissued(FORM, known, answers, 1, NAME)


def typed(content: bytes, code: str, values: Mapping[str, object]) -> bytes:
    """A workbook with some fields of a project typed over, protection or not."""
    project = next(each for each in read(content, FORM).projects if each.project.code == code)
    book = load_workbook(io.BytesIO(content))
    for field, value in values.items():
        book[project.sheet][str(project.where[field])].value = value
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def first_returns(units: Units) -> None:
    """One workbook as a file, in which an amount was typed over; one in a zip out of the mail."""
    amounts = {"budget": 63, "fiscal": 63}
    units.mail("mail-0308/乙单位.xlsx", typed(units.filled("125003"), OVER, amounts))
    name = "社区办.xlsx".encode("gb18030")  # as zip programs of China write it
    kept, plain = io.BytesIO(), b"x" * (len(name) - 5) + b".xlsx"
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr(plain.decode(), units.filled("125001"))
    (units.folder / "mail-0308.zip").write_bytes(kept.getvalue().replace(plain, name))


def sent_twice(units: Units) -> None:
    """The same unit twice: the second time with another goal."""
    first = units.filled("125002")
    units.mail("mail-0313/甲单位.xlsx", first)
    goal = {"goal": "全年夜间开放不少于 200 天"}
    units.mail("mail-0313/甲单位（修改）.xlsx", typed(first, "13081123P00020110001G", goal))
    for name, minute in (("甲单位", 1), ("甲单位（修改）", 2)):
        at = datetime.fromisoformat(f"2023-03-12T10:0{minute}:00+08:00").timestamp()
        os.utime(units.folder / "mail-0313" / f"{name}.xlsx", (at, at))


def answers_to_the_re_issue(units: Units) -> None:
    """The two units that were issued another workbook send it back, one of them settled."""
    units.mail("mail-0315/乙单位.xlsx", units.filled("125003", number=2))
    code = "13081123P000109100016"
    goal = {"goal": "通过省级文明城市复查"}
    units.mail("mail-0315/社区办.xlsx", typed(units.issued("125001"), code, goal))


def the_late_one(units: Units) -> None:
    """The new unit, two days after the due date."""
    units.mail("mail-0317/丙单位.xlsx", units.new_unit())


def somebody_saved_it(units: Units) -> None:
    """A kept file is opened and saved once more."""
    (kept,) = (units.folder / "round" / "received" / "125009").iterdir()
    kept.write_bytes(typed(kept.read_bytes(), NEW, {"goal": "改了一个字"}))


def it_is_moved_away(units: Units) -> None:
    """The altered file is moved out of the round's folder."""
    (kept,) = (units.folder / "round" / "received" / "125009").iterdir()
    kept.rename(units.folder / kept.name)


MAIL: dict[str, Callable[[Units], None]] = {
    "2023-03-08": first_returns,
    "2023-03-13": sent_twice,
    "2023-03-15": answers_to_the_re_issue,
    "2023-03-17": the_late_one,
    "2023-03-18": somebody_saved_it,
    "2023-03-19": it_is_moved_away,
}
"""What comes in, or happens, before the commands of a day are given."""
SAID = {
    "2023-03-01": ["已下发 3 个单位"],
    "2023-03-08": ["退回 2", "社区办.xlsx"],
    "2023-03-10": ["已交 0 ＋ 迟交 0 ＋ 退回 2 ＋ 未交 1 ＝ 应交 3", "status-0310.xlsx"],
    "2023-03-13": ["已采用 1，被替代 1", "编号 3 → 编号 4：1 处不同", "采用编号 3 的来件"],
    "2023-03-14": [
        "冲突 2 处　outbox/edition-2/125003",
        "重新下发 3 个单位，其中新单位 1 个",
        "重新下发 0 个单位",
    ],
    "2023-03-15": ["已采用 1，退回 1", "照原样采用"],
    "2023-03-17": ["迟交 1", "金额一致 18 ＋ 核对不符 0 ＋ 未报 0 ＝ 应报 18", "汇总已写入"],
    "2023-03-18": ["125009 示例单位丙 的表被改动过", "金额一致 17 ＋ 核对不符 1"],
    "2023-03-19": ["没有新收到的文件", "金额一致 18 ＋ 核对不符 0 ＋ 未报 0 ＝ 应报 18"],
}
"""What the commands of a day print among other things: what the guide says of them."""


@pytest.mark.long
def test_the_guide_runs_as_written(tmp_path: Path) -> None:
    units, printed = Units(tmp_path), dict[str, str]()
    for day, of_day in groupby(steps(GUIDES[0]), key=lambda step: step.day):
        MAIL.get(day, lambda _: None)(units)
        printed[day] = "".join(given(step, tmp_path) for step in of_day)
    assert printed.keys() == SAID.keys()
    for day, wanted in SAID.items():
        assert [each for each in wanted if each not in printed[day]] == [], day
    the_answers_are_all_there(units)
    with open_round(tmp_path / "round") as round:
        standing = status(round, at=datetime(2023, 3, 20, tzinfo=UTC))
    stands = {each.unit.code: each.standing.value for each in standing.units}
    in_time = dict.fromkeys(("125001", "125002", "125003"), "submitted")
    assert stands == {**in_time, "125009": "late"}


def given(step: Step, folder: Path) -> str:
    """What a command of the guide prints, on its day."""
    command = [sys.executable, "-c", RUN, f"{step.day}T16:00:00", *step.words[1:]]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    told = done.stdout.decode() + done.stderr.decode()
    assert done.returncode == step.code, (step.words, told)
    assert "Traceback" not in told
    return told


def the_answers_are_all_there(units: Units) -> None:
    """What 125001 had answered for the project that is gone lies in its new workbook."""
    filled = read(units.issued("125001"), FORM)
    gone = next(each for each in units.answers["125001"].projects if each.name == "楼长工作经费")
    assert gone.code not in {each.project.code for each in filled.projects}
    assert filled.identity
    kept = {each.text for each in filled.identity.aside if each.project == gone.code}
    rows = {row.level3 for row in gone.indicators}
    assert rows
    assert rows | {gone.goal} <= kept
