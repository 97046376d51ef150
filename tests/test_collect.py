"""Collect: every file that comes in is kept as it is and gets one verdict, whatever happens."""

import json
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from parts import hostile
from parts.rounds import (
    BEGUN,
    DUE,
    FORM,
    IN_TIME,
    NAME,
    TOO_LATE,
    answered,
    budget_of,
    issued,
    kept,
    master_of,
    of_year,
    states,
    took_in,
    touched,
)
from xlperf.budget import UnitBudget
from xlperf.campaign.collect import collect
from xlperf.campaign.records import State
from xlperf.campaign.round import open_round
from xlperf.cli.main import cli
from xlperf.errors import FileError, RoundError

UNITS = (1, 2, 3)
ACCEPTED, LATE, SENT_BACK = State.ACCEPTED, State.LATE, State.SENT_BACK


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A round of three units."""
    issued(tmp_path / "round", master_of(*UNITS))
    return tmp_path / "round"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """Where files come in."""
    path = tmp_path / "收到"
    path.mkdir()
    return path


def put(path: Path, content: bytes) -> Path:
    """A file that came in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


# One file, one verdict.


class Story(NamedTuple):
    """What comes in, what becomes of it, whose it is, and a word of the reason."""

    name: str
    content: bytes
    state: State
    unit: str = ""
    reason: str = ""


def without_goal(content: bytes) -> bytes:
    return touched(content, {"goal": None})


def raised(content: bytes) -> bytes:
    return touched(content, {"budget": 99.0, "fiscal": 99.0})


def foreign(tmp_path: Path) -> UnitBudget:
    """A unit this round never asked."""
    return budget_of(77)


def with_two_projects() -> UnitBudget:
    """A unit that made a second project up."""
    own, other = budget_of(1), budget_of(9)
    project = other.projects[0].model_copy(update={"name": "自拟项目"})
    return own.model_copy(update={"projects": (*own.projects, project)})


def stories(tmp_path: Path) -> list[Story]:
    """Everything a desk has seen come in."""
    good, year = answered(1), of_year(2022, tmp_path)
    return [
        Story("完好.xlsx", good, ACCEPTED, "990001"),
        Story("随便起的名.XLSX", answered(2), ACCEPTED, "990002"),
        Story("没有填.xlsx", answered(1, budget=None)[:0] + blank(1), SENT_BACK, "990001", "必填"),
        Story("缺目标.xlsx", without_goal(good), SENT_BACK, "990001", "绩效目标"),
        Story("改了预算.xlsx", raised(good), SENT_BACK, "990001", "99.00"),
        Story("多一个项目.xlsx", answered(1, budget=with_two_projects()), SENT_BACK, "990001",
              "自拟项目"),
        Story("去年的.xlsx", answered(1, form=year), State.OTHER_ROUND, "990001", "2022"),
        Story("别的一轮.xlsx", answered(1, round_name="补报"), State.OTHER_ROUND, "990001", "补报"),
        Story("没发过的.xlsx", answered(77), State.OTHER_ROUND, "990077", "990077"),
        Story("第九次.xlsx", answered(1, issue=9), State.OTHER_ROUND, "990001", "9"),
        Story("没写轮次.xlsx", answered(3, round_name=""), ACCEPTED, "990003"),
        Story("别的表.xlsx", hostile.workbook(), State.UNRECOGNISED),
        Story("半个.xlsx", good[: len(good) // 2], State.UNREADABLE, reason="不完整"),
        Story("加密.xlsx", hostile.stream("EncryptedPackage"), State.UNREADABLE, reason="密码"),
        Story("扫描.pdf", b"%PDF-1.7 ...", State.UNREADABLE, reason="PDF"),
        Story("包.rar", b"Rar!\x1a\x07\x01\x00....", State.UNREADABLE, reason="解压"),
        Story("空.xlsx", b"", State.UNREADABLE, reason="空"),
        Story("~$完好.xlsx", b"\x05user" + bytes(160), State.UNREADABLE, reason="~$"),
    ]  # fmt: skip


def blank(number: int) -> bytes:
    """The workbook of a unit as it was issued."""
    own = budget_of(number)
    known = own.projects[0]
    told = {name: getattr(known, name) for name in ("code", "name", "budget", "fiscal", "other")}
    empty = type(known)(**told)
    return answered(number, budget=UnitBudget(unit=own.unit, projects=(empty,)))


def test_every_file_gets_its_verdict(folder: Path, inbox: Path, tmp_path: Path) -> None:
    told = stories(tmp_path)
    paths = [put(inbox / str(number) / each.name, each.content) for number, each in enumerate(told)]
    found = {}
    for path in paths:  # one by one: what counts among them is another question
        found |= took_in(folder, [path])
    assert list(found) == [each.name for each in told]
    for story in told:
        judged = found[story.name]
        arrival = judged.arrival
        assert (judged.state, arrival.unit) == (story.state, story.unit), (story.name, arrival)
        assert story.reason in "\n".join(arrival.reasons), (story.name, arrival.reasons)
        assert bool(arrival.reasons) == (story.state is not ACCEPTED)
        assert (folder / arrival.file).read_bytes() == story.content
    assert len(kept(folder)) == len(told)
