"""Collect: every file that comes in is kept as it is and gets one verdict, whatever happens."""

import io
import json
import os
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from parts import hostile
from parts.rounds import (
    BEGUN,
    DUE,
    FORM,
    IN_TIME,
    NAME,
    TOO_LATE,
    ZONE,
    answered,
    begun,
    budget_of,
    kept,
    lost,
    master_of,
    of_year,
    states,
    told_of,
    took_in,
    touched,
)
from xlperf.budget.nouns import UnitBudget
from xlperf.cli.program import cli
from xlperf.findings.catalogue import word
from xlperf.findings.errors import FileError, RoundError
from xlperf.rounds.arriving import archives, incoming, judging
from xlperf.rounds.arriving.archives import members
from xlperf.rounds.arriving.collection import collect
from xlperf.rounds.arriving.incoming import Arriving, Incoming
from xlperf.rounds.ledger.entries import Edition, State, Verdict
from xlperf.rounds.opening import begin_round, open_round

UNITS = (1, 2, 3)
ACCEPTED, LATE = State.ACCEPTED, State.LATE


@pytest.fixture
def folder(tmp_path: Path, quick: None) -> Path:
    """A round of three units; what comes in is read in this process, which is quicker."""
    begun(tmp_path / "round", master_of(*UNITS))
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
    """What comes in, the verdict on it, whose it is, and a word of the reason."""

    name: str
    content: bytes
    verdict: Verdict
    unit: str = ""
    reason: str = ""


def without_goal(content: bytes) -> bytes:
    return touched(content, {"goal": None})


def raised(content: bytes) -> bytes:
    return touched(content, {"budget": 99.0, "fiscal": 99.0})


def with_two_projects() -> UnitBudget:
    """A unit that made a second project up."""
    own, other = budget_of(1), budget_of(9)
    project = other.projects[0].model_copy(update={"name": "自拟项目"})
    return own.model_copy(update={"projects": (*own.projects, project)})


def stories(tmp_path: Path) -> list[Story]:
    """Everything a desk has seen come in."""
    good, year = answered(1), of_year(2022, tmp_path)
    made_up, other = answered(1, budget=with_two_projects()), answered(1, round_name="补报")
    return [
        Story("完好.xlsx", good, Verdict.ACCEPTED, "990001"),
        Story("随便起的名.XLSX", answered(2), Verdict.ACCEPTED, "990002"),
        Story("没有填.xlsx", blank(1), Verdict.SENT_BACK, "990001", "必填"),
        Story("缺目标.xlsx", without_goal(good), Verdict.SENT_BACK, "990001", "绩效目标"),
        Story("改了预算.xlsx", raised(good), Verdict.SENT_BACK, "990001", "99.00"),
        Story("多项目.xlsx", made_up, Verdict.SENT_BACK, "990001", "自拟项目"),
        Story("去年的.xlsx", answered(1, form=year), Verdict.OTHER_ROUND, "990001", "2022 年的"),
        Story("别的一轮.xlsx", other, Verdict.OTHER_ROUND, "990001", "补报"),
        Story("没发过的.xlsx", answered(77), Verdict.OTHER_ROUND, "990077", "990077"),
        Story("第九次.xlsx", answered(1, issue=9), Verdict.OTHER_ROUND, "990001", "9"),
        Story("没写轮次.xlsx", answered(3, round_name=""), Verdict.ACCEPTED, "990003"),
        Story("别的表.xlsx", hostile.workbook(), Verdict.UNRECOGNISED),
        Story("半个.xlsx", good[: len(good) // 2], Verdict.UNREADABLE, reason="不完整"),
        Story("加密.xlsx", hostile.stream("EncryptedPackage"), Verdict.UNREADABLE, reason="密码"),
        Story("扫描.pdf", b"%PDF-1.7 ...", Verdict.UNREADABLE, reason="PDF"),
        Story("包.rar", b"Rar!\x1a\x07\x01\x00....", Verdict.UNREADABLE, reason="解压"),
        Story("空.xlsx", b"", Verdict.UNREADABLE, reason="空"),
        Story("~$完好.xlsx", b"\x05user" + bytes(160), Verdict.UNREADABLE, reason="~$"),
    ]  # fmt: skip


def blank(number: int) -> bytes:
    """The workbook of a unit as it was issued."""
    own = budget_of(number)
    known = own.projects[0]
    told = {name: getattr(known, name) for name in ("code", "name", "budget", "fiscal", "other")}
    empty = type(known)(**told)
    return answered(number, budget=UnitBudget(unit=own.unit, projects=(empty,)))


def test_every_file_gets_its_verdict(
    folder: Path, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()  # in processes of their own, as it is done at the desk
    told = stories(tmp_path)
    for number, each in enumerate(told, 100):
        put(inbox / str(number) / each.name, each.content)
    found = took_in(folder, [inbox])
    assert list(found) == [each.name for each in told]
    for story in told:
        judged = found[story.name]
        arrival = judged.arrival
        assert (judged.verdict, arrival.unit) == (story.verdict, story.unit), (story.name, arrival)
        assert story.reason in "\n".join(told_of(arrival)), (story.name, told_of(arrival))
        assert bool(told_of(arrival)) == (story.verdict is not Verdict.ACCEPTED)
        assert (folder / arrival.file).read_bytes() == story.content
        assert arrival.number == (0 if not story.unit else arrival.number)
    assert len(kept(folder)) == len(told)
    tops = {Path(each.arrival.file).parts[1] for each in found.values()}
    assert tops == {"990001", "990002", "990003", "unrecognised"}
    assert not found["完好.xlsx"].arrival.late


# What stands beside other copies of its unit.


def test_copies_are_told_apart(folder: Path, inbox: Path) -> None:
    good = answered(1)
    better = touched(good, {"goal": "全年服务居民一千二百人"})
    first = took_in(folder, [put(inbox / "a.xlsx", good)])
    assert first["a.xlsx"].counts
    again = took_in(folder, [put(inbox / "b.xlsx", good)])
    assert again["b.xlsx"].state is State.DUPLICATE
    assert again["b.xlsx"].arrival.file == first["a.xlsx"].arrival.file
    newer = took_in(folder, [put(inbox / "a.xlsx", better)])  # another file of the same name
    assert newer["a.xlsx"].counts
    assert took_in(folder, [inbox]) == {}
    with open_round(folder) as round:
        names = [(each.name, each.digest[:4]) for each in round.ledger.arrivals()]
    assert len(names) == len(set(names)) == 3
    assert len(kept(folder)) == 2


def test_late_is_after_the_last_day_by_the_offices_clock(folder: Path, inbox: Path) -> None:
    last_minute = IN_TIME.replace(day=DUE.day, hour=23, minute=59)
    one = took_in(folder, [put(inbox / "a.xlsx", answered(1))], last_minute)
    two = took_in(folder, [put(inbox / "b.xlsx", answered(2))], TOO_LATE)
    assert [one["a.xlsx"].state, two["b.xlsx"].state] == [ACCEPTED, LATE]
    assert two["b.xlsx"].arrival.late


def test_the_blank_workbook_as_issued_supersedes_no_return(folder: Path, inbox: Path) -> None:
    with open_round(folder) as round:
        blank_one = folder / round.ledger.issues()[0].file
    took_in(folder, [put(inbox / "a.xlsx", answered(1))])
    found = took_in(folder, [put(inbox / "b.xlsx", blank_one.read_bytes())])["b.xlsx"]
    assert (found.state, found.verdict) == (State.SUPERSEDED, Verdict.SENT_BACK)
    assert told_of(found.arrival)[0] == word("judged.blank")
    assert states(folder)["a.xlsx"] == ACCEPTED


def test_a_name_that_says_another_unit_is_told(folder: Path, inbox: Path) -> None:
    names = ("990002 报表.xlsx", "990001和990002.xlsx", "19900023.xlsx", "990009.xlsx")
    goals = [f"全年服务居民{n}人" for n in range(1001, 1005)]
    for name, goal in zip(names, goals, strict=True):
        put(inbox / name, touched(answered(1), {"goal": goal}))
    found = took_in(folder, [inbox])
    odd = found.pop(names[0])
    assert (odd.verdict, odd.arrival.unit) == (Verdict.WITH_FINDINGS, "990001")
    assert odd.arrival.warnings == 1
    assert "文件名像是 990002 的，内容是 990001 的" in told_of(odd.arrival)[0]
    assert {each.verdict for each in found.values()} == {Verdict.ACCEPTED}


def test_reasons_that_are_left_out_are_counted_and_a_command_shows_them(
    folder: Path, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judging, "MOST_REASONS", 4)
    monkeypatch.setattr("xlperf.cli.printing_history.MOST_REASONS", 4)
    wrong = {
        "goal": "无", "purpose": "", "indicators.0.level3": "", "indicators.0.basis": "",
        "indicators.1.level3": "", "indicators.1.basis": "",
    }  # fmt: skip
    path = put(inbox / "a.xlsx", touched(answered(1), wrong))
    ran = CliRunner().invoke(cli, ["collect", str(path), "--round", str(folder)])
    with open_round(folder) as round:
        (arrival,) = round.ledger.arrivals()
    every = arrival.errors + arrival.warnings
    assert told_of(arrival)[-1] == f"另有 {every - 3} 处"
    assert f"另有 {every - 3} 条，见 xlperf status --round {folder} --unit 990001" in ran.output
    told = CliRunner().invoke(cli, ["status", "--round", str(folder), "--unit", "990001"]).output
    assert all(reason in told for reason in told_of(arrival))
    assert f"xlperf read {folder / arrival.file} --round {folder}" in told


def test_a_kept_file_that_was_gone_and_came_again_is_told(folder: Path, inbox: Path) -> None:
    path = put(inbox / "a.xlsx", answered(1))
    found = took_in(folder, [path])["a.xlsx"]
    (folder / found.arrival.file).unlink()
    ran = CliRunner().invoke(cli, ["collect", str(path), "--round", str(folder)])
    assert "已补回" in ran.output
    assert "没有改动" not in ran.output
    assert (folder / found.arrival.file).is_file()


def test_an_older_issue_is_judged_and_told(folder: Path, inbox: Path) -> None:
    with open_round(folder) as round, round.ledger.changing(BEGUN, "") as change:
        first = round.ledger.issues()[0]
        change.add_issue(first.model_copy(update={"number": 2, "digest": "2" * 64}))
    found = took_in(folder, [put(inbox / "a.xlsx", answered(1))])
    assert found["a.xlsx"].state is ACCEPTED
    assert "可以移到新表" in told_of(found["a.xlsx"].arrival)[0]


def test_a_unit_that_is_no_longer_asked_is_told(folder: Path, inbox: Path) -> None:
    """A master budget that drops a unit with returns: they are kept, and sent back with why."""
    with open_round(folder) as round, round.ledger.changing(BEGUN, "") as change:
        change.add_edition(Edition(number=2, form=FORM, master=master_of(2, 3), made_at=BEGUN))
    (found,) = took_in(folder, [put(inbox / "a.xlsx", answered(1))]).values()
    assert (found.state, found.arrival.unit) == (State.SENT_BACK, "990001")
    assert "990001" in told_of(found.arrival)[0]
    assert found.arrival.edition == 2


def test_reasons_are_few_and_short(folder: Path, inbox: Path) -> None:
    goal = "甲" * 2_000
    rows = {f"indicators.{row}.level3": None for row in range(7)}
    rows |= {f"indicators.{row}.description": None for row in range(7)}
    content = touched(answered(1), {"budget": 99.0, "goal": goal, "purpose": None, **rows})
    (found,) = took_in(folder, [put(inbox / "a.xlsx", content)]).values()
    reasons = told_of(found.arrival)
    assert 3 < len(reasons) <= 20
    assert max(map(len, reasons)) <= 300
    blocking = [each.startswith("错误") for each in reasons]
    assert blocking == sorted(blocking, reverse=True)


def test_a_sheet_without_its_identity_is_known_by_its_tokens(folder: Path, inbox: Path) -> None:
    book = load_workbook(io.BytesIO(answered(1)))
    del book[word("sheet.identity")]
    book.save(inbox / "a.xlsx")
    (found,) = took_in(folder, [inbox]).values()
    assert (found.arrival.unit, found.arrival.number) == ("990001", 1)
    assert found.verdict in (Verdict.ACCEPTED, Verdict.WITH_FINDINGS)


def test_collecting_again_changes_nothing(folder: Path, inbox: Path) -> None:
    for number in UNITS:
        put(inbox / f"{number}.xlsx", answered(number))
    took_in(folder, [inbox])
    with open_round(folder) as round:
        before = (round.ledger.arrivals(), round.ledger.events(), kept(folder))
    assert took_in(folder, [inbox, inbox / "1.xlsx"], TOO_LATE) == {}
    assert took_in(folder, [folder / "received"], TOO_LATE) == {}  # what is kept is no return
    with open_round(folder) as round:
        assert (round.ledger.arrivals(), round.ledger.events(), kept(folder)) == before


def test_what_is_gone_from_the_folder_comes_back_with_the_same_file(
    folder: Path, inbox: Path
) -> None:
    (found,) = took_in(folder, [put(inbox / "a.xlsx", answered(1))]).values()
    place = folder / found.arrival.file
    place.unlink()
    assert took_in(folder, [inbox], TOO_LATE) == {}
    assert place.read_bytes() == answered(1)


# Archives.


def zipped(path: Path, *inside: tuple[str, bytes]) -> Path:
    """An archive, as a program of today writes it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in inside:
            archive.writestr(name, content)
    return path


def raw_zip(members: list[tuple[bytes, bytes]], flags: int = 0, extra: bytes = b"") -> bytes:
    """An archive written by us, byte for byte: names as they are given."""
    body, directory = b"", b""
    for name, content in members:
        data = hostile.deflated(content)
        rest = (flags, 8, 0, 33, zlib.crc32(content), len(data), len(content), len(name))
        head = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, *rest, len(extra), 0, 0, 0, 0,
                           len(body))  # fmt: skip
        directory += head + name + extra
        body += struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, *rest, 0) + name + data
    end = (b"PK\x05\x06", 0, 0, len(members), len(members), len(directory), len(body), 0)
    return body + directory + struct.pack("<4s4H2LH", *end)


def unicode_name(raw: bytes, name: str) -> bytes:
    """Info-ZIP's extra field with the name in UTF-8."""
    body = b"\x01" + struct.pack("<L", zlib.crc32(raw)) + name.encode()
    return struct.pack("<HH", 0x7075, len(body)) + body


@pytest.mark.parametrize(
    ("raw", "flags", "extra"),
    [
        ("单位甲/张三.xlsx".encode(), 0x800, b""),
        ("单位甲/张三.xlsx".encode(), 0, b""),
        ("单位甲/张三.xlsx".encode("gbk"), 0, b""),
        ("单位甲/张三.xlsx".encode("gbk"), 0x800, b""),
        ("单位甲\\张三.xlsx".encode("gbk"), 0, b""),
        (b"x/old.xlsx", 0, unicode_name(b"x/old.xlsx", "单位甲/张三.xlsx")),
        ("../../../张三.xlsx".encode(), 0x800, b""),
        ("C:\\windows\\张三.xlsx".encode(), 0x800, b""),
        ("/etc/张三.xlsx".encode(), 0x800, b""),
    ],
)  # fmt: skip
def test_names_in_an_archive_are_read_and_lead_nowhere(
    raw: bytes, flags: int, extra: bytes, tmp_path: Path
) -> None:
    found = list(members(raw_zip([(raw, b"content")], flags, extra), "a.zip", ZONE))
    assert [(each.name, each.content, each.error) for each in found] == [
        ("张三.xlsx", b"content", None)
    ]
    path = put(tmp_path / "a.zip", raw_zip([(raw, b"content"), (b"folder/", b"")], flags, extra))
    (one,) = Arriving(tmp_path, ZONE).all_of([path])
    assert one.copy
    assert one.copy.resolve().is_relative_to(tmp_path.resolve())
    assert sorted(each.name for each in tmp_path.iterdir()) == ["1", "a.zip"]


def test_what_came_in_before_is_not_copied(tmp_path: Path) -> None:
    one = put(tmp_path / "one.xlsx", b"one")
    packed = put(tmp_path / "a.zip", raw_zip([(b"two.xlsx", b"two")]))

    def arrived(room: str, known: set[tuple[str, str]]) -> list[Incoming]:
        (tmp_path / room).mkdir()
        return list(Arriving(tmp_path / room, ZONE, known).all_of([one, packed]))

    first = arrived("1", set())
    again = arrived("2", {(each.digest, each.name) for each in first})
    other = arrived("3", {(first[0].digest, "two.xlsx")})
    assert [each.copy is None for each in (*first, *again, *other)] == [
        False, False, True, True, False, False,
    ]  # fmt: skip
    assert [each.digest for each in again] == [each.digest for each in first]


def test_an_archive_of_returns(folder: Path, inbox: Path) -> None:
    inner = zipped(inbox / "inner.zip", ("深.xlsx", answered(3))).read_bytes()
    (inbox / "inner.zip").unlink()
    zipped(
        inbox / "回收.zip", ("甲/1.xlsx", answered(1)), ("乙/1.xlsx", answered(2)),
        ("里面还有.zip", inner), ("__MACOSX/._1.xlsx", b"\x00\x05\x16\x07mac"),
    )  # fmt: skip
    (inbox / "回收.zip").rename(inbox / "回收.xlsx")  # what it is, its content says
    with open_round(folder) as round:
        taken = list(collect(round, [inbox], IN_TIME, workers=2))
        arrivals = [each.arrival for each in taken if each.arrival]
    verdicts = [(each.name, each.unit, each.verdict) for each in arrivals]
    assert verdicts == [
        ("1.xlsx", "990001", Verdict.ACCEPTED), ("1.xlsx", "990002", Verdict.ACCEPTED),
        ("里面还有.zip", "", Verdict.UNREADABLE), ("._1.xlsx", "", Verdict.UNREADABLE),
    ]  # fmt: skip
    assert "解压" in told_of(arrivals[2])[0]
    assert took_in(folder, [inbox]) == {}


def bomb() -> bytes:
    """A member that unpacks to far more than it was."""
    return raw_zip([(b"a.xlsx", answered(1)), (b"boom.xlsx", bytes(30 << 20))])


def lying_bomb() -> bytes:
    """A member that unpacks to a gigabyte, and says it is a thousand bytes."""
    packed = hostile.repeated(b"", bytes(1 << 20), 1024, b"")
    return hostile.zipped({"a.xlsx": answered(1), "boom.xlsx": b""}, {"boom.xlsx": packed})


def locked_member() -> bytes:
    """An archive that says one of its two members is encrypted."""
    content = raw_zip([(b"open.xlsx", answered(1)), (b"secret.xlsx", b"?")])
    at = content.rindex(b"PK\x01\x02")
    return content[: at + 8] + b"\x01\x00" + content[at + 10 :]


@pytest.mark.parametrize(
    ("content", "word_of_it"),
    [(bomb, "展开后大得异常"), (lying_bomb, "已损坏"), (locked_member, "打开密码")],
)
def test_what_cannot_be_unpacked_is_told_and_the_rest_is_taken(
    content: Callable[[], bytes], word_of_it: str, folder: Path, inbox: Path
) -> None:
    made = content()
    put(inbox / "b.zip", made)
    put(inbox / "c.xlsx", answered(2))
    found = took_in(folder, [inbox])
    assert found["c.xlsx"].state is ACCEPTED
    assert {each.arrival.unit for each in found.values()} == {"990001", "990002", ""}
    told = found["b.zip"]
    assert told.state is State.UNREADABLE
    assert len(told_of(told.arrival)) == 1
    assert word_of_it in told_of(told.arrival)[0]
    assert (folder / told.arrival.file).read_bytes() == made
    assert took_in(folder, [inbox]) == {}


def test_a_damaged_archive_is_kept_and_told(folder: Path, inbox: Path) -> None:
    whole = raw_zip([(b"1.xlsx", answered(1)), (b"2.xlsx", answered(2))])
    flipped = bytearray(whole)
    flipped[5000] ^= 0xFF
    put(inbox / "cut.zip", whole[: len(whole) // 2])
    put(inbox / "flipped.zip", bytes(flipped))
    found = took_in(folder, [inbox])
    assert {name: each.state.value for name, each in found.items()} == {
        "cut.zip": "unreadable", "flipped.zip": "unreadable", "2.xlsx": "accepted",
    }  # fmt: skip
    assert len(kept(folder)) == 3


def test_more_than_all_archives_are_stops_at_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    small = replace(archives.LIMITS, total_bytes=250, part_bytes=120, parts=5)
    monkeypatch.setattr(archives, "LIMITS", small)
    content = raw_zip([(f"{number}".encode(), bytes(range(100))) for number in range(5)])
    found = list(members(content, "a.zip", ZONE))
    assert [each.error.code if each.error else "" for each in found] == [
        "",
        "",
        "file.archive-total",
    ]
    (one,) = members(raw_zip([(b"x", bytes(range(121)))]), "a.zip", ZONE)
    assert one.error
    assert one.error.code == "file.too-large"
    many = raw_zip([(str(number).encode(), b"") for number in range(6)])
    (told,) = members(many, "a.zip", ZONE)
    assert told.error
    assert told.error.code == "file.too-many-parts"


# Wrong use, and what the disk will not do: one clear line, and nothing is lost.


def test_sources_that_are_none(folder: Path, inbox: Path) -> None:
    put(inbox / "a.xlsx", answered(1))
    (inbox / "empty").mkdir()
    for wrong, code in (("no.xlsx", "file.not-found"), ("empty", "file.empty-folder")):
        with pytest.raises(FileError) as caught:
            took_in(folder, [inbox / "a.xlsx", inbox / wrong])
        assert caught.value.code == code
    assert kept(folder) == {}
    assert states(folder) == {}


def test_a_file_that_cannot_be_had_stops_no_other(
    folder: Path, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(inbox / "a.xlsx", answered(1))
    put(inbox / "b.xlsx", answered(2))

    def gone(path: Path) -> bytes | None:
        if path.name == "a.xlsx":
            raise PermissionError(13, "Permission denied")
        return archive_bytes(path)

    archive_bytes = archives.archive_bytes
    monkeypatch.setattr(incoming, "archive_bytes", gone)
    with open_round(folder) as round:
        taken = list(collect(round, [inbox], IN_TIME, workers=1))
    assert lost(taken) == ["a.xlsx"]
    assert states(folder) == {"b.xlsx": "accepted"}
    monkeypatch.undo()
    assert list(took_in(folder, [inbox])) == ["a.xlsx"]


def test_a_round_that_has_issued_nothing_collects_nothing(tmp_path: Path, inbox: Path) -> None:
    begin_round(tmp_path / "r", DUE, BEGUN).close()
    with pytest.raises(RoundError) as caught:
        took_in(tmp_path / "r", [put(inbox / "a.xlsx", answered(1))])
    assert caught.value.code == "round.nothing-issued"


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no such names")
def test_names_no_database_takes_are_mended(folder: Path, inbox: Path) -> None:
    odd = [os.fsencode(inbox) + b"/" + "张三".encode("gbk") + b".xlsx",
           os.fsencode(inbox) + b"/a\nb\x01.xlsx"]  # fmt: skip
    for number, raw in enumerate(odd, 1):
        Path(os.fsdecode(raw)).write_bytes(answered(number))
    long = "很长" * 40 + ".xlsx"
    put(inbox / long, answered(3))
    found = took_in(folder, [inbox])
    assert set(found) == {"张三.xlsx", "a b .xlsx", long}
    assert {each.state for each in found.values()} == {ACCEPTED}


# The command.


def test_the_command_prints_a_line_a_file_and_the_counts(folder: Path, inbox: Path) -> None:
    put(inbox / "a.xlsx", answered(1))
    put(inbox / "b.xlsx", without_goal(answered(2)))
    done = CliRunner().invoke(cli, ["collect", str(inbox), "--round", str(folder)])
    assert done.exit_code == 1
    assert "迟交　990001 示例单位1　a.xlsx" in done.output  # by today's clock
    assert "退回　990002 示例单位2　b.xlsx" in done.output
    assert "本次收到 2 个文件：迟交 1，退回 1。" in done.output
    again = CliRunner().invoke(cli, ["collect", str(inbox), "--round", str(folder)])
    assert again.exit_code == 0
    assert "没有新收到的文件" in again.output
    assert "另有 2 个以前收过" in again.output


def test_the_command_tells_all_as_json(folder: Path, inbox: Path) -> None:
    put(inbox / "a.xlsx", answered(1))
    put(inbox / ".DS_Store", b"\x00\x00\x00\x01Bud1")
    command = ["collect", str(inbox), "--round", str(folder), "--json"]
    done = CliRunner().invoke(cli, command)
    assert done.exit_code == 0  # what a system leaves behind is nobody's mistake
    printed = json.loads(done.output)
    assert printed["counts"] == {"late": 1, "unreadable": 1}
    assert (printed["round"], printed["already"]) == (NAME, 0)
    told = next(each for each in printed["arrivals"] if each["file"] == "a.xlsx")
    assert told["unit"] == {"code": "990001", "name": "示例单位1"}
    assert (told["state"], told["verdict"], told["counts"]) == ("late", "accepted", True)
    assert (folder / told["kept"]).is_file()
    put(inbox / "a2.xlsx", touched(answered(1), {"goal": "另一个目标，服务居民一千人"}))
    printed = json.loads(CliRunner().invoke(cli, command).output)
    assert [each["file"] for each in printed["superseded"]] == ["a.xlsx"]
    assert printed["already"] == 2


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_wrong_use_of_the_command_is_one_line(lang: str, tmp_path: Path) -> None:
    program = "import sys; from xlperf.cli import main; sys.exit(main())"
    command = ["collect", str(tmp_path), "--round", str(tmp_path), "--lang", lang]
    ran = subprocess.run(
        [sys.executable, "-c", program, *command], check=False, capture_output=True
    )
    assert ran.returncode == 2
    assert len(ran.stderr.decode().strip().splitlines()) == 1
