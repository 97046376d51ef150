"""A ledger of an older schema is carried over when it is opened: whole or not at all, once."""

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from threading import Lock

import pytest
import sqlalchemy
from sqlalchemy import text

from parts import postgres
from parts.rounds import BEGUN, answered, issued, master_of, took_in
from test_collect import bomb, stories
from test_issued import ISSUED, load
from xlperf.findings.errors import RoundError
from xlperf.rounds import judging_again, opening
from xlperf.rounds.ledger import tables
from xlperf.rounds.ledger.carrying import Past
from xlperf.rounds.ledger.entries import Arrival, Reason, Verdict
from xlperf.rounds.opening import begin_round, open_round
from xlperf.rounds.round import Round
from xlperf.rounds.telling.reasons import reasons_of

pytestmark = pytest.mark.usefixtures("quick")

SENT_BACK, FINDINGS, GOOD = 2, 14, 3
"""Arrivals of the kept round, by their numbers."""


class Old:
    """A copy of the round of an earlier state, with its ledger as that state left it."""

    def __init__(self, folder: Path, url: str = "") -> None:
        self.folder, self.url = folder, url

    def open(self) -> Round:
        """The round, opened by this state of the code."""
        return open_round(self.folder, self.url)

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """What stands in the database itself."""
        engine = sqlalchemy.create_engine(self.url or f"sqlite:///{self.file}")
        try:
            with engine.begin() as connection:
                made = connection.execute(text(query))
                return [tuple(row) for row in made] if made.returns_rows else []
        finally:
            engine.dispose()

    @property
    def file(self) -> Path:
        """The ledger, where it is a file."""
        return self.folder / "ledger.sqlite"

    @property
    def schema(self) -> object:
        """The version the database says it has."""
        return self.rows("SELECT version FROM xlperf_schema")[0][0]

    def sentences(self) -> list[tuple[object, ...]]:
        """What the old ledger said of every file."""
        return self.rows("SELECT id, reasons FROM xlperf_arrivals ORDER BY id")


@pytest.fixture(params=postgres.LEDGERS)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Old]:
    """That round, with its ledger in a file or in a PostgreSQL of today."""
    folder = tmp_path / "round"
    shutil.copytree(ISSUED / "round" / "round", folder)
    if request.param == "sqlite":
        yield Old(folder)
        return
    (folder / "ledger.sqlite").unlink()
    with postgres.fresh_database() as url:
        load(url, (ISSUED / "round" / "ledger.sql").read_text(encoding="utf-8"))
        yield Old(folder, url)


def arrival(round: Round, number: int) -> Arrival:
    """A file that came in, by its number."""
    return next(each for each in round.ledger.arrivals() if each.id == number)


BLANK = 9
"""The arrival that was sent back as it was issued."""


def reworded(line: str) -> str:
    """A sentence of before as it is said now: reasons name no command (issue 11, item 18)."""
    return line.replace("xlperf sync --round 可把填好的内容移到新表", "填好的内容可以移到新表")


def test_files_are_judged_again_and_say_the_same(old: Old) -> None:
    said = {
        number: [reworded(line) for line in str(lines).splitlines()]
        for number, lines in old.sentences()
    }
    with old.open() as round:
        arrivals, events = round.ledger.arrivals(), round.ledger.events()
    told = {each.id: list(reasons_of(each, "zh")) for each in arrivals}
    (about_blank, blank, *_), before = told.pop(BLANK), said.pop(BLANK)
    assert told == said
    assert about_blank == before[0]
    assert "project.blank" in blank  # a blank project is one finding now
    assert all(each.remarks == () for each in arrivals)
    (reason,) = arrivals[FINDINGS - 1].reasons
    assert (reason.code, reason.sheet, reason.cell) == (
        "indicators.value-vague", "2.街道绿化补植", "I14",
    )  # fmt: skip
    assert (reason.found, reason.values) == ("及时", {"name": "补植及时性"})
    assert old.schema == tables.SCHEMA
    judged = [dict(each.facts) for each in events if each.action == "judged"]
    assert {"arrival": 2, "before": "accepted", "after": "sent-back"} in judged
    numbers = [each.facts["number"] for each in events if each.action == "issued"]
    assert sorted(numbers) == [1] * 9 + [2] * (len(numbers) - 9)


def test_a_copy_of_the_old_ledger_is_left_beside(old: Old) -> None:
    before = old.sentences()
    held = old.file.read_bytes() if not old.url else b""
    whole = dumped(old.file) if held else []
    old.open().close()
    if held:
        copy = old.file.with_name("ledger.sqlite.before-schema-2")
        assert dumped(copy) == whole
        old.file.write_bytes(held)  # somebody goes back, and comes again
        old.open().close()
        assert [each.name for each in old.folder.glob("ledger.sqlite.*")] == [copy.name]
        return
    query = "SELECT id, reasons FROM xlperf_arrivals_schema_1 ORDER BY id"
    assert old.rows(query) == before
    assert old.rows("SELECT version FROM xlperf_schema_schema_1") == [(1,)]


def dumped(file: Path) -> list[str]:
    """All that stands in a SQLite file."""
    with closing(sqlite3.connect(file)) as connection:
        return list(connection.iterdump())


def test_an_older_copy_is_never_written_over(old: Old) -> None:
    if old.url:
        old.rows("CREATE TABLE xlperf_rounds_schema_1 (theirs INTEGER)")
        old.open().close()
        assert old.rows("SELECT * FROM xlperf_rounds_schema_1") == []
        assert len(old.rows("SELECT * FROM xlperf_rounds_schema_1_2")) == 1
        return
    theirs = old.file.with_name("ledger.sqlite.before-schema-2")
    theirs.write_bytes(b"of another day")
    old.open().close()
    assert theirs.read_bytes() == b"of another day"
    assert theirs.with_name(f"{theirs.name}-2").is_file()


KILLED = """
import os, sys
from xlperf.rounds import opening
opening.judged_again = lambda folder, past: os._exit(9)
opening.open_round(sys.argv[1], sys.argv[2])
"""


def test_a_run_that_is_killed_leaves_the_old_ledger(old: Old) -> None:
    before = old.sentences()
    ran = subprocess.run([sys.executable, "-c", KILLED, str(old.folder), old.url], check=False)
    assert ran.returncode == 9
    assert (old.schema, old.sentences()) == (1, before)
    assert not old.url or "xlperf_rounds_schema_1" not in table_names(old)
    with old.open() as round:
        assert arrival(round, SENT_BACK).reasons
    assert old.schema == tables.SCHEMA


def table_names(old: Old) -> list[str]:
    """The tables of the database."""
    engine = sqlalchemy.create_engine(old.url)
    try:
        return sqlalchemy.inspect(engine).get_table_names()
    finally:
        engine.dispose()


def test_a_disk_that_is_full_leaves_the_old_ledger(
    old: Old, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(folder: Path, past: Past) -> Iterator[Arrival]:
        yield from list(judging_again.judged_again(folder, past))[:3]
        raise RoundError("round.ledger", found="disk full")

    before = old.sentences()
    monkeypatch.setattr(opening, "judged_again", full)
    with pytest.raises(RoundError):
        old.open()
    assert (old.schema, old.sentences()) == (1, before)


def test_desks_that_open_it_at_once_carry_it_over_once(
    old: Old, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs, lock = [], Lock()

    def counted(folder: Path, past: Past) -> Iterator[Arrival]:
        with lock:
            runs.append(len(past.arrivals))
        yield from judging_again.judged_again(folder, past)

    def opened(_: int) -> list[tuple[Reason, ...]]:
        with old.open() as round:
            return [each.reasons for each in round.ledger.arrivals()]

    monkeypatch.setattr(opening, "judged_again", counted)
    with ThreadPoolExecutor(4) as desks:
        first, *others = desks.map(opened, range(4))
    assert runs == [17]
    assert others == [first] * 3


def test_what_cannot_be_judged_again_keeps_its_sentences(old: Old) -> None:
    said = dict(old.sentences())
    (gone,) = old.rows(f"SELECT file FROM xlperf_arrivals WHERE id = {SENT_BACK}")  # noqa: S608
    (altered,) = old.rows(f"SELECT file FROM xlperf_arrivals WHERE id = {FINDINGS}")  # noqa: S608
    (old.folder / str(gone[0])).unlink()
    (old.folder / str(altered[0])).write_bytes(b"somebody saved it")
    for _ in range(2):  # what is settled is not asked again
        with old.open() as round:
            for number in (SENT_BACK, FINDINGS):
                kept = arrival(round, number)
                assert kept.reasons == ()
                assert list(reasons_of(kept, "en")) == str(said[number]).splitlines()
            assert arrival(round, 9).reasons


def test_a_verdict_that_would_be_another_today_stays(
    old: Old, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge = judging_again.judge_as_one_file

    def stricter(*told: object, **more: str) -> object:
        made = judge(*told, **more)  # type: ignore[arg-type]
        return replace(made, verdict=Verdict.UNREADABLE, errors=99)

    monkeypatch.setattr(judging_again, "judge_as_one_file", stricter)
    said = dict(old.sentences())
    with old.open() as round:
        kept = arrival(round, SENT_BACK)
        assert (kept.verdict, kept.reasons) == (Verdict.SENT_BACK, ())
        assert list(kept.remarks) == str(said[SENT_BACK]).splitlines()
        assert kept.errors < 99


def test_a_round_of_another_folder_waits_until_it_is_opened(old: Old) -> None:
    begin_round(
        old.folder.with_name("other"), "2027-01-31", BEGUN, name="另一轮",
        ledger=old.url or f"sqlite:///{old.file}",
    ).close()  # fmt: skip
    assert old.schema == tables.SCHEMA
    waiting = "SELECT count(*) FROM xlperf_arrivals WHERE reasons IS NULL"
    assert old.rows(waiting) == [(17,)]
    with old.open() as round:
        assert arrival(round, SENT_BACK).reasons
    assert old.rows(waiting) == [(0,)]


# What is collected today, judged again.


def test_whatever_came_in_is_judged_again_to_the_same(tmp_path: Path) -> None:
    folder, inbox = tmp_path / "round", tmp_path / "in"
    issued(folder, master_of(1, 2, 3))
    for number, each in enumerate(stories(tmp_path)):
        path = inbox / str(number) / each.name
        path.parent.mkdir(parents=True)
        path.write_bytes(each.content)
    (inbox / "b.zip").write_bytes(bomb())
    took_in(folder, [inbox])
    old = Old(folder)
    with old.open() as round:
        before = round.ledger.arrivals()
    old.rows("UPDATE xlperf_arrivals SET reasons = NULL, more = 0, remarks = '一句话'")
    with old.open() as round:
        assert round.ledger.arrivals() == before


# Later facts come by addition.


def test_what_a_later_version_adds_is_passed_over(old: Old) -> None:
    old.open().close()
    old.rows("ALTER TABLE xlperf_arrivals ADD COLUMN sender TEXT NOT NULL DEFAULT '王'")
    told = json.dumps([{"code": "later.code", "level": "error", "cell": "B2", "mood": "bad"}])
    change = f"UPDATE xlperf_arrivals SET reasons = '{told}' WHERE id = {GOOD}"  # noqa: S608
    old.rows(change)
    with old.open() as round:
        kept = arrival(round, GOOD)
        assert kept.reasons[0].code == "later.code"
        (line,) = reasons_of(kept, "en")
        assert ("later.code" in line, "B2" in line) == (True, True)
        took = took_in(old.folder, [put(old.folder.parent / "again.xlsx")], ledger=old.url)
        assert took["again.xlsx"].arrival.id > GOOD


def put(path: Path) -> Path:
    """A workbook that comes in."""
    path.write_bytes(answered(4))
    return path


def test_what_an_earlier_version_did_not_have_is_added(old: Old) -> None:
    old.open().close()
    old.rows("ALTER TABLE xlperf_withdrawals DROP COLUMN cause")
    with old.open() as round:
        assert [each.cause for each in round.ledger.withdrawals()] == [""]
    assert old.rows("SELECT cause FROM xlperf_withdrawals") == [("",)]
