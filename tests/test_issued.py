"""What is already out stays good: workbooks and a round of an earlier state, read as ever.

`tests/issued` holds workbooks that were issued, filled, saved by other programs and issued again,
and a whole round with its ledger, all made by one commit and never made anew. Beside each stands
what that commit read from it. Every later state reads the same figures from the same cells; its
findings differ only where `NEW` says so, with the issue that asks for it.

Only the command line is used: how the house is built inside may change. What is expected may be
less than what is said by now: new words in the JSON are no difference.
"""

import hashlib
import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import sqlalchemy

from parts import here, postgres

ISSUED = Path(__file__).with_name("issued")
SUMS = ISSUED / "SHA256SUMS"
ABOUT = {SUMS.name, "README.md", ".gitattributes"}
SUFFIXES = {".xlsx", ".xls", ".ods"}
FORMS = ("hebei-2023", "central-2021", "own-2024")
WORKBOOKS = sorted(
    path for form in FORMS for path in (ISSUED / form).iterdir() if path.suffix in SUFFIXES
)
UNITS = sorted(
    path.stem.removeprefix("status-") for path in ISSUED.glob("round/status-[0-9]*.json")
)
Json = dict[str, Any]


class Found(NamedTuple):
    """A finding, without its words: those may be put better."""

    code: str
    level: str
    sheet: str
    cell: str
    project: str
    found: str
    justification: str = ""


NEW = {
    "sheet.note": "issue 9, item 7: a note that a person put there is told",
    "plan.total": "issue 9, item 4: a plan that is taken since is held to its rules",
    "plan.falls": "issue 9, item 4: a plan that is taken since is held to its rules",
    "plan.range": "issue 9, item 4: a plan that is taken since is held to its rules",
    "project.blank": "issue 9, item 18: one blank project is one finding",
    "goal.nothing": "issue 9, item 18: a goal of 无 is a finding",
    "indicators.over-hundred": "issue 9, item 18: a percentage over 100 is a finding",
    "indicators.level2-missing": "issue 9, item 18: a missing second level points at its row",
    "value.spelling": "issue 9, item 8: unseen signs and radicals make no second level or unit",
    "unit.blank": "issue 9, item 7: what is missing in the unit's part has its place",
}
"""Findings that earlier states did not make, by code, and which issue asks for them."""
OF_BLANKS = {
    "required.blank", "indicators.level2-missing", "goal.placeholder", "plan.total",
    "unit.blank", "goals.missing",
}  # fmt: skip
"""What was said of each blank of a project that is told as a whole since (issue 9, item 18)."""
POINTING = ("indicators.level2-missing", "unit.blank")
"""Findings that point at their own cell since."""
GONE = {
    "layout.note": "issue 8, item 4: the title a form says itself is no note below a table",
    "plan.scale": "issue 9, item 4: in a plan a cell under a % format is worth what it shows",
    "indicators.unit-unknown": "issue 9, item 18: units of daily use are known",
}
"""Findings that earlier states made, by code, and which issue takes them away."""
REWORDED = {
    "xlperf sync --round 可把填好的内容移到新表": "填好的内容可以移到新表",
}
"""Words said otherwise since: issue 11, items 10 and 18, reasons that are read name no command."""
TAKEN = re.compile(r"\.plan\.[a-z]+: None before, ")
"""Figures that were refused and are taken since, with what is gone above; all others stay."""


def xlperf(folder: Path, *words: str) -> Json:
    """What a command says as JSON, started in a folder; findings are no failure."""
    with here.reading():
        ran = here.run([*words, "--json"], folder)
    assert ran.code in (0, 1), ran.error
    said: Json = json.loads(ran.out)
    return said


def expected_of(name: str) -> Json:
    """What the earlier state said; a path below `tests/issued`."""
    kept: Json = json.loads((ISSUED / name).read_text(encoding="utf-8"))
    return kept


def differences(expected: object, now: object, where: str = "") -> Iterator[str]:
    """Where something that was said is said no longer, or otherwise."""
    if isinstance(expected, dict) and isinstance(now, dict):
        for key, value in expected.items():
            if key not in now:
                yield f"{where}.{key} is gone"
            elif key != "findings":
                yield from differences(value, now[key], f"{where}.{key}")
    elif isinstance(expected, list) and isinstance(now, list):
        if len(expected) != len(now):
            yield f"{where}: {len(expected)} before, {len(now)} now"
        for number, (old, new) in enumerate(zip(expected, now, strict=False)):
            yield from differences(old, new, f"{where}[{number}]")
    elif not is_same(expected, now):
        yield f"{where}: {expected!r} before, {now!r} now"


def is_same(expected: object, now: object) -> bool:
    """Equal and of one kind; a moment may be told on the clock of another time zone."""
    if isinstance(expected, str):
        for before, after in REWORDED.items():
            expected = expected.replace(before, after)
    if expected == now:
        return type(expected) is type(now)
    before, after = moment(expected), moment(now)
    return before is not None and before == after


def moment(value: object) -> datetime | None:
    """A moment with its time zone, if it is one."""
    try:
        read = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return read if read and read.tzinfo else None


def findings_of(said: Mapping[str, Any]) -> Counter[Found]:
    """The findings of a file or a reconciliation, in whatever order they are made."""
    return Counter(
        Found(**{name: each[name] for name in Found._fields}) for each in said["findings"]
    )


def is_told_since(gone: Found, after: Counter[Found]) -> bool:
    """Whether a finding is part of one on its whole project now, or points at its own cell."""
    blank = {each.project for each in after if each.code == "project.blank"}
    if gone.code in OF_BLANKS and blank and gone.project in {"", *blank}:
        return True
    moved = {(each.code, each.project) for each in after if each.code in POINTING}
    return gone.code in POINTING and (gone.code, gone.project) in moved


def hold(name: str, now: Mapping[str, Any]) -> None:
    """Hold what is said now against what was said: the figures, then the findings."""
    expected = expected_of(name)
    changed = list(differences(expected, now))
    if "findings" not in expected:
        assert changed == []
        return
    before, after = findings_of(expected), findings_of(now)
    gone, new = list((before - after).elements()), list((after - before).elements())
    assert [each for each in gone if not (each.code in GONE or is_told_since(each, after))] == []
    assert [each for each in new if each.code not in NEW] == []
    is_taken = any(each.code == "plan.scale" for each in gone)
    assert [each for each in changed if not (is_taken and TAKEN.search(each))] == []


def form_words(folder: Path) -> list[str]:
    """How the form of a folder is named: shipped forms say so in their workbooks."""
    own = Path("forms", f"{folder.name}.toml")
    return ["--form", own.as_posix()] if (folder / own).exists() else []


@cache
def all_read(folder: Path) -> Mapping[str, Json]:
    """All workbooks of a folder as they are read now, in one run, by their names."""
    names = [path.name for path in WORKBOOKS if path.parent == folder]
    said = xlperf(folder, "read", *names, *form_words(folder))
    return {each["file"]: each for each in said["files"]}


def test_what_is_kept_is_what_was_made() -> None:
    lines = SUMS.read_text(encoding="utf-8").splitlines()
    sums = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    kept = {
        path.relative_to(ISSUED).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in ISSUED.rglob("*")
        if path.is_file() and path.name not in ABOUT
    }
    assert kept == sums


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.relative_to(ISSUED).as_posix())
def test_a_workbook_is_read_as_ever(path: Path) -> None:
    name = path.relative_to(ISSUED).as_posix()
    hold(f"{name}.json", all_read(path.parent)[path.name])


@pytest.mark.parametrize(
    "path",
    sorted(ISSUED.glob("*/reconcile-*.json")),
    ids=lambda path: path.relative_to(ISSUED).as_posix(),
)
def test_a_workbook_is_held_against_its_master_as_ever(path: Path) -> None:
    folder, workbook = path.parent, path.stem.removeprefix("reconcile-")
    master = "after" if "synced" in workbook else "before"
    words = ["reconcile", workbook, "--master", f"masters/{master}.xlsx", *form_words(folder)]
    if form_words(folder):
        words += ["--master-form", "forms/own-list.toml"]
    hold(path.relative_to(ISSUED).as_posix(), xlperf(folder, *words))


class Kept(NamedTuple):
    """A copy of the kept round that may be changed, and how its ledger is named."""

    folder: Path
    ledger: Sequence[str]

    def says(self, *words: str) -> Json:
        """What a command says of the round."""
        return xlperf(self.folder, *words, "--round", "round", *self.ledger)


@pytest.fixture(params=postgres.LEDGERS)
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Kept]:
    """The round with its ledger, in a file or in a PostgreSQL of today."""
    folder = tmp_path / "kept"
    shutil.copytree(ISSUED / "round", folder)
    if request.param == "sqlite":
        yield Kept(folder, ())
        return
    (folder / "round" / "ledger.sqlite").unlink()
    with postgres.fresh_database() as url:
        load(url, (ISSUED / "round" / "ledger.sql").read_text(encoding="utf-8"))
        yield Kept(folder, ("--ledger", url))


def load(url: str, dump: str) -> None:
    """Put a dump into a database."""
    engine = sqlalchemy.create_engine(url)
    connection = engine.raw_connection()
    try:
        connection.cursor().execute(dump)  # past SQLAlchemy, to which a colon is a parameter
        connection.commit()
    finally:
        connection.close()
        engine.dispose()


def test_a_round_stands_as_ever(kept: Kept) -> None:
    hold("round/status.json", kept.says("status"))
    for unit in UNITS:
        hold(f"round/status-{unit}.json", kept.says("status", "--unit", unit))


def test_a_round_is_summed_up_as_ever(kept: Kept) -> None:
    hold("round/reconcile.json", kept.says("reconcile"))
    hold("round/consolidate.json", kept.says("consolidate", "--out", "summary.xlsx"))
    assert (kept.folder / "summary.xlsx").is_file()


def test_a_round_goes_on(kept: Kept) -> None:
    hold("round/collect-later.json", kept.says("collect", "later"))
    hold("round/status-later.json", kept.says("status"))
    again = kept.says("collect", "later")
    assert (again["arrivals"], again["already"]) == ([], 1)


def test_a_round_is_up_to_date_as_ever(kept: Kept) -> None:
    hold("round/sync.json", kept.says("sync"))
