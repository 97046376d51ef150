"""The ledger of a round, in SQLite and in PostgreSQL: kept whole, refused clearly, never half."""

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy

from parts import postgres, samples
from xlperf import Form
from xlperf.budget.nouns import Unit
from xlperf.findings.errors import RoundError
from xlperf.findings.finding import Level
from xlperf.rounds.ledger import tables
from xlperf.rounds.ledger.entries import (
    Arrival,
    Change,
    Edition,
    Event,
    Issue,
    Reason,
    ReasonKind,
    Ruling,
    Verdict,
    Withdrawal,
)
from xlperf.rounds.ledger.ledger import Changing
from xlperf.rounds.opening import begin_round, open_round
from xlperf.rounds.round import Round

FORM = Form.load("hebei-2023")
MASTER = samples.master_of(FORM, samples.filled_unit(FORM))
DUE = date(2023, 3, 15)
AT = datetime(2023, 3, 1, 9, 30, tzinfo=timezone(timedelta(hours=8)))
EDITION = Edition(number=1, form=FORM, master=MASTER, made_at=AT)
ISSUE = Issue(
    unit=Unit(code="990001", name="示例单位"), number=1, edition=1, file="outbox/a.xlsx",
    digest="0" * 64, issued_at=AT,
)  # fmt: skip
REASON = Reason(
    code="blank.required", level=Level.ERROR, sheet="1.项目", cell="C5", project="P",
    field="indicators.2.level3", found="“甲”\\ \n乙", values={"label": "绩效目标"}, mend=True,
)  # fmt: skip
OLDER = Reason(code="judged.older-issue", kind=ReasonKind.JUDGED, values={"found": "1"})
ARRIVAL = Arrival(
    name="张三 报送.xlsx", digest="1" * 64, unit="990001", number=1, file="received/a",
    received_at=AT, modified_at=AT, late=True, verdict=Verdict.SENT_BACK, edition=1, errors=2,
    warnings=1, reasons=(REASON, OLDER), more=3, remarks=("错误　甲", "警告　乙"),
)  # fmt: skip
RULING = Ruling(
    unit="990001",
    arrival=1,
    verdict=Verdict.ACCEPTED,
    counts=True,
    reason="电话核实",
    by="王",
    at=AT,
)
WITHDRAWAL = Withdrawal(unit="990002", reason="撤并", by="王", at=AT)
CHANGE = Change(unit="990001", number=2, kind="conflict", project="P", field="budget", answer="1")
OTHER_SCHEMA = "UPDATE xlperf_schema SET version = 9"


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """Both, each time: here it is that they differ."""
    with postgres.ledger(request.param) as url:
        yield url


def begin(folder: Path, url: str, **more: str) -> Round:
    return begin_round(folder, DUE, AT, ledger=url, by="王", **more)


def execute(folder: Path, url: str, command: str) -> None:
    """Change the database behind the ledger's back."""
    engine = sqlalchemy.create_engine(url or f"sqlite:///{folder / 'ledger.sqlite'}")
    with engine.begin() as connection:
        connection.execute(sqlalchemy.text(command))
    engine.dispose()


def counted(round: Round) -> dict[str, int]:
    ledger = round.ledger
    return {"issues": len(ledger.issues()), "events": len(ledger.events())}


def interrupted(round: Round) -> None:
    """Somebody presses Ctrl-C in the middle of a change."""
    with round.ledger.changing(AT, "王") as change:
        change.add_edition(EDITION)
        change.add_issue(ISSUE)
        raise KeyboardInterrupt


def refused(round: Round) -> None:
    """A change the database refuses half-way: a second issue of one number."""
    with round.ledger.changing(AT, "王") as change:
        change.add_arrival(ARRIVAL)
        change.add_issue(ISSUE)


def test_every_record_comes_back_as_it_was(tmp_path: Path, ledger_url: str) -> None:
    with begin(tmp_path, ledger_url) as round, round.ledger.changing(AT, "王") as change:
        change.add_edition(EDITION)
        change.add_issue(ISSUE)
        key = change.add_arrival(ARRIVAL)
        change.add_ruling(RULING)
        change.add_withdrawal(WITHDRAWAL)
        change.add_change(CHANGE)
    with open_round(tmp_path, ledger_url) as round:
        ledger = round.ledger
        assert ledger.terms == round.ledger.terms
        assert (round.name, round.due) == (tmp_path.name, DUE)
        assert ledger.edition() == EDITION
        assert ledger.issues() == (ISSUE,)
        assert ledger.arrivals() == (ARRIVAL.model_copy(update={"id": key}),)
        assert ledger.rulings() == (RULING,)
        assert ledger.withdrawals() == (WITHDRAWAL,)
        assert ledger.changes() == (CHANGE,)
        told = ["begun", "edition", "issued", "received", "overruled", "withdrawn", "changed"]
        assert [each.action for each in ledger.events()] == told
        assert {each.by for each in ledger.events()} == {"王"}
        assert all(isinstance(each, Event) and each.at == AT for each in ledger.events())


def test_a_change_is_whole_with_its_audit_or_not_there(tmp_path: Path, ledger_url: str) -> None:
    with begin(tmp_path, ledger_url) as round:
        before = counted(round)
        with pytest.raises(KeyboardInterrupt):
            interrupted(round)
        assert counted(round) == before
        with round.ledger.changing(AT, "王") as change:
            change.add_issue(ISSUE)
        with pytest.raises(RoundError) as caught:
            refused(round)
        assert caught.value.code == "round.ledger"
        assert counted(round) == {"issues": 1, "events": before["events"] + 1}
        assert round.ledger.arrivals() == ()


def test_what_is_there_can_be_asked_inside_a_change(tmp_path: Path, ledger_url: str) -> None:
    def asked(change: Changing) -> list[object]:
        return [
            change.has_edition(1), change.has_issue("990001", 1),
            change.has_arrived(ARRIVAL.digest, ARRIVAL.name), change.kept_at(ARRIVAL.digest),
        ]  # fmt: skip

    with begin(tmp_path, ledger_url) as round, round.ledger.changing(AT, "") as change:
        assert asked(change) == [False, False, False, ""]
        change.add_edition(EDITION)
        change.add_issue(ISSUE)
        change.add_arrival(ARRIVAL)
        assert asked(change) == [True, True, True, "received/a"]
        assert not change.has_issue("990001", 2)
        assert not change.has_arrived(ARRIVAL.digest, "other.xlsx")


def test_an_arrival_is_judged_anew_and_the_old_verdict_stays_in_the_audit(
    tmp_path: Path, ledger_url: str
) -> None:
    with begin(tmp_path, ledger_url) as round:
        with round.ledger.changing(AT, "王") as change:
            change.add_arrival(ARRIVAL)
        (arrival,) = round.ledger.arrivals()
        with round.ledger.changing(AT, "李") as change:
            anew = {"verdict": Verdict.ACCEPTED, "edition": 2, "reasons": (), "errors": 0}
            change.judge(arrival, arrival.model_copy(update=anew))
        (arrival,) = round.ledger.arrivals()
        assert (arrival.verdict, arrival.edition, arrival.reasons) == (Verdict.ACCEPTED, 2, ())
        last = round.ledger.events()[-1]
        assert (last.action, last.by) == ("judged", "李")
        facts = {"arrival": arrival.id, "before": "sent-back", "after": "accepted"}
        assert last.facts == facts


def test_two_desks_at_once_take_turns(tmp_path: Path, ledger_url: str) -> None:
    begin(tmp_path, ledger_url).close()
    names = [f"{number}.xlsx" for number in range(12)]

    def add(name: str) -> None:
        with open_round(tmp_path, ledger_url) as round, round.ledger.changing(AT, name) as change:
            if not change.has_arrived("2" * 64, "one.xlsx"):
                change.add_arrival(
                    ARRIVAL.model_copy(update={"name": "one.xlsx", "digest": "2" * 64})
                )
            change.add_arrival(ARRIVAL.model_copy(update={"name": name}))

    with ThreadPoolExecutor(4) as desks:
        list(desks.map(add, names))
    with open_round(tmp_path, ledger_url) as round:
        found = sorted(each.name for each in round.ledger.arrivals())
        assert found == sorted([*names, "one.xlsx"])
        assert len(round.ledger.events()) == len(names) + 2


def test_two_rounds_in_one_database_do_not_meet(tmp_path: Path, ledger_url: str) -> None:
    url = ledger_url or f"sqlite:///{tmp_path / 'shared.sqlite'}"
    with begin(tmp_path / "a", url) as one, begin(tmp_path / "b", url) as two:
        with one.ledger.changing(AT, "") as change:
            change.add_issue(ISSUE)
        with two.ledger.changing(AT, "") as change:
            assert not change.has_issue("990001", 1)
        assert two.ledger.issues() == ()
        assert [each.action for each in two.ledger.events()] == ["begun"]


def code_of(job: Callable[[], object]) -> str:
    """The code of the one clear line a mistake comes to, in both languages."""
    with pytest.raises(RoundError) as caught:
        job()
    for lang in ("zh", "en"):
        assert "\n" not in caught.value.message(lang)  # type: ignore[arg-type]
    return caught.value.code


def test_a_ledger_of_a_newer_schema_is_left_alone(tmp_path: Path, ledger_url: str) -> None:
    begin(tmp_path, ledger_url).close()
    execute(tmp_path, ledger_url, OTHER_SCHEMA)
    assert code_of(lambda: open_round(tmp_path, ledger_url)) == "round.other-schema"
    assert code_of(lambda: begin(tmp_path, ledger_url)) == "round.other-schema"
    execute(tmp_path, ledger_url, OTHER_SCHEMA.replace("9", str(tables.SCHEMA)))
    with open_round(tmp_path, ledger_url) as round:
        assert [each.action for each in round.ledger.events()] == ["begun"]


def test_a_round_the_ledger_does_not_know(tmp_path: Path, ledger_url: str) -> None:
    begin(tmp_path, ledger_url).close()
    execute(tmp_path, ledger_url, "UPDATE xlperf_rounds SET name = 'other'")
    assert code_of(lambda: open_round(tmp_path, ledger_url)) == "round.unknown"


def test_a_database_without_a_ledger(tmp_path: Path, ledger_url: str) -> None:
    begin(tmp_path, ledger_url).close()
    names = ", ".join(sorted(table.name for table in tables.metadata.sorted_tables))
    for table in names.split(", "):
        cascade = " CASCADE" if ledger_url else ""
        execute(tmp_path, ledger_url, f"DROP TABLE {table}{cascade}")
    assert code_of(lambda: open_round(tmp_path, ledger_url)) == "round.not-a-ledger"


def test_a_round_is_gone_on_with_by_the_same_facts_only(tmp_path: Path, ledger_url: str) -> None:
    begin(tmp_path, ledger_url, name="2023 年", contact="8123456").close()
    with begin(tmp_path, ledger_url, contact="8123456") as round:
        assert round.name == "2023 年"
        assert len(round.ledger.events()) == 1
    assert code_of(lambda: begin(tmp_path, ledger_url)) == "round.other-facts"
    other = {"name": "2024 年", "contact": "8123456"}
    assert code_of(lambda: begin(tmp_path, ledger_url, **other)) == "round.other-name"


def test_nothing_issued_yet_is_told(tmp_path: Path, ledger_url: str) -> None:
    with begin(tmp_path, ledger_url) as round:
        assert code_of(round.ledger.edition) == "round.nothing-issued"


# What concerns one of the two databases, or the folder.


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    begin(tmp_path, "").close()
    for spoilt in (b"no database at all", b"SQLite format 3\x00" + b"\xff" * 4096):
        (tmp_path / "ledger.sqlite").write_bytes(spoilt)
        assert code_of(lambda: open_round(tmp_path)) == "round.ledger"
        assert (tmp_path / "ledger.sqlite").read_bytes() == spoilt
    (tmp_path / "ledger.sqlite").unlink()
    with sqlite3.connect(tmp_path / "ledger.sqlite") as other:
        other.execute("CREATE TABLE theirs (a)")
    other.close()
    assert code_of(lambda: open_round(tmp_path)) == "round.not-a-ledger"
    (tmp_path / "ledger.sqlite").unlink()
    assert code_of(lambda: open_round(tmp_path)) == "round.no-ledger"
    assert not (tmp_path / "ledger.sqlite").exists()


def test_a_folder_that_is_no_round(tmp_path: Path) -> None:
    assert code_of(lambda: open_round(tmp_path)) == "round.none"
    assert code_of(lambda: open_round(tmp_path / "nowhere")) == "round.none"
    for text, code in (
        ("version = 1", "round.settings"), ("not toml", "round.settings"),
        ('version = 9\nname = "r"', "round.other-schema"),
    ):  # fmt: skip
        (tmp_path / "round.toml").write_text(text, encoding="utf-8")
        assert code_of(lambda: open_round(tmp_path)) == code
        assert code_of(lambda: begin(tmp_path, "")) == code
        assert sorted(each.name for each in tmp_path.iterdir()) == ["round.toml"]


@pytest.mark.parametrize(
    "url", ["nonsense", "oracle9://x", "mysql+nothing://a/b", "postgresql+psycopg://h:port/x"]
)
def test_an_address_that_is_none(url: str, tmp_path: Path) -> None:
    assert code_of(lambda: begin(tmp_path / "r", url)) == "round.ledger-url"
    assert not (tmp_path / "r" / "round.toml").exists()


def test_a_server_that_is_not_there_is_one_line_and_no_password(tmp_path: Path) -> None:
    url = "postgresql+psycopg://desk:secret@localhost:1/none?connect_timeout=5"
    with pytest.raises(RoundError) as caught:
        begin(tmp_path / "r", url)
    assert caught.value.code == "round.ledger"
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+psycopg://desk:secret",
        "postgresql+psycopg://desk:secret@host:port/x",
        "postgresql+psycopg://desk:sec@ret secret@host:port/x",
        "postgresql+psycopg://host:port/x?password=secret",
        "nonsense://desk:secret@host/x",
    ],
)
def test_an_address_that_is_none_tells_no_password(url: str, tmp_path: Path) -> None:
    with pytest.raises(RoundError) as caught:
        begin(tmp_path / "r", url)
    assert caught.value.code == "round.ledger-url"
    assert "secret" not in f"{caught.value.message('zh')}{caught.value.message('en')}"
    assert "ret " not in caught.value.values["found"]


def test_the_folder_keeps_no_password(tmp_path: Path, ledger_url: str) -> None:
    if not ledger_url:
        return  # a file has none
    url = sqlalchemy.make_url(ledger_url).set(password="geheim")  # noqa: S106
    url = url.update_query_dict({"password": "geheim"})
    begin(tmp_path, url.render_as_string(hide_password=False)).close()
    assert "geheim" not in (tmp_path / "round.toml").read_text(encoding="utf-8")
    with open_round(tmp_path) as round:  # trust needs none
        assert round.ledger.events()[0].at == AT.astimezone(UTC)
