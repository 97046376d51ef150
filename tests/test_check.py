"""Check: what `collect` would say of a file, before it is sent; nothing is entered anywhere."""

import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from parts import hostile
from parts.rounds import (
    DUE,
    FORM,
    IN_TIME,
    TOO_LATE,
    answered,
    begun,
    budget_of,
    master_of,
    of_year,
    raised_by,
    took_in,
    touched,
)
from xlperf.findings.errors import FileError
from xlperf.rounds import Checked, Round, State, Verdict, check, extend, open_round
from xlperf.rounds.ledger import Ledger


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    begun(tmp_path / "r", master_of(1, 2))
    return tmp_path / "r"


@pytest.fixture
def round(folder: Path) -> Iterator[Round]:
    with open_round(folder) as opened:
        yield opened


def everything(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def stories(tmp_path: Path) -> dict[str, bytes]:
    """Files of all kinds, by the names they have."""
    budget = budget_of(1)
    more = raised_by(master_of(1), 5).units[0].projects[0]
    own = budget.projects[0].model_copy(update={"budget": more.budget, "fiscal": more.fiscal})
    other = budget.model_copy(update={"projects": (own,)})
    return {
        "好的.xlsx": answered(1),
        "990002 名字不对.xlsx": answered(1),
        "有错的.xlsx": touched(answered(1), {"goal": "目标内容1", "plan.dec": 0.9}),
        "金额不对.xlsx": answered(1, budget=other),
        "空白.xlsx": next((tmp_path / "r" / "outbox").glob("990001*")).read_bytes(),
        "别的单位.xlsx": answered(7),
        "去年的.xlsx": answered(1, form=of_year(2022, tmp_path)),
        "别的轮.xlsx": answered(1, round_name="另一轮"),
        "坏的.xlsx": b"PK\x03\x04 nothing",
        "不是表.txt": b"text",
        "加密的.xlsx": hostile.stream("EncryptedPackage"),
    }


@pytest.mark.long
@pytest.mark.parametrize("at", [IN_TIME, TOO_LATE])
def test_it_says_what_collect_says_then_and_leaves_all_as_it_is(
    folder: Path, tmp_path: Path, at: object
) -> None:
    files, inbox = stories(tmp_path), tmp_path / "in"
    inbox.mkdir()
    before = everything(folder)
    said: dict[str, Checked] = {}
    with open_round(folder) as round:
        for name, content in files.items():
            said[name] = check(round, content, at=at, name=name)  # type: ignore[arg-type]
            (inbox / name).write_bytes(content)
    assert everything(folder) == before
    came = took_in(folder, [inbox], at)  # type: ignore[arg-type]
    for name, found in said.items():
        arrival = came[name].arrival
        told = (
            found.unit, found.number, found.verdict, found.late, found.errors, found.warnings,
            found.reasons, found.more,
        )  # fmt: skip
        assert told == (
            arrival.unit, arrival.number, arrival.verdict, arrival.late, arrival.errors,
            arrival.warnings, arrival.reasons, arrival.more,
        ), name  # fmt: skip
    assert len({each.verdict for each in said.values()}) >= 5


def test_findings_have_their_places_and_name_the_file_as_it_is_called(round: Round) -> None:
    content = touched(answered(1), {"goal": "目标内容1"})
    found = check(round, content, at=IN_TIME, name="甲.xlsx")
    (wrong,) = [each for each in found.findings if each.blocks]
    assert (wrong.code, wrong.place.file, wrong.place.cell) == (
        "goal.placeholder", "甲.xlsx", "C10",
    )  # fmt: skip
    assert wrong.place.sheet == "1.社区图书角"


def test_what_differs_from_the_master_budget_is_among_the_findings(
    round: Round, tmp_path: Path
) -> None:
    found = check(round, stories(tmp_path)["金额不对.xlsx"], at=IN_TIME)
    assert found.verdict is Verdict.SENT_BACK
    assert any(each.code.startswith("master.") for each in found.findings)


def test_a_path_bytes_and_an_open_file_are_the_same(round: Round, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(answered(1))
    with path.open("rb") as file:
        given = [path, str(path), path.read_bytes(), file, io.BytesIO(path.read_bytes())]
        found = [check(round, each, at=IN_TIME, name="a.xlsx") for each in given]
    assert {each.verdict for each in found} == {Verdict.ACCEPTED}
    assert {each.name for each in found} == {"a.xlsx"}
    assert check(round, path, at=IN_TIME).name == "a.xlsx"


def test_what_came_in_before_is_told(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(answered(1))
    with open_round(folder) as round:
        assert check(round, path, at=IN_TIME).before is None
    came = took_in(folder, [path])["a.xlsx"].arrival
    with open_round(folder) as round:
        found = check(round, path, at=IN_TIME)
    assert found.before
    assert found.before.id == came.id


def test_the_units_own_deadline_says_what_is_late(round: Round) -> None:
    content = answered(1)
    assert check(round, content, at=TOO_LATE).state is State.LATE
    extend(round, DUE + timedelta(days=9), ["990001"], reason="停电", at=IN_TIME)
    found = check(round, content, at=TOO_LATE)
    assert (found.late, found.state) == (False, State.ACCEPTED)


def test_an_archive_is_checked_by_what_is_in_it(round: Round, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("a.xlsx", answered(1))
    with pytest.raises(FileError) as refused:
        check(round, path, at=IN_TIME)
    assert refused.value.code == "check.archive"


def test_a_file_that_is_not_there_is_the_callers_mistake(round: Round, tmp_path: Path) -> None:
    with pytest.raises(FileError):
        check(round, tmp_path / "none.xlsx", at=IN_TIME)
    with pytest.raises(TypeError):
        check(round, 7, at=IN_TIME)  # type: ignore[arg-type]


def test_the_form_is_the_rounds_own(round: Round) -> None:
    assert check(round, answered(1), at=IN_TIME).filled.form == FORM


def test_the_ledger_is_asked_once_for_what_holds(
    round: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is read twice may have changed between."""
    asked: list[str] = []
    for name in ("edition", "deadlines"):
        real = getattr(Ledger, name)

        def asking(ledger: Ledger, name: str = name, real: Callable[..., object] = real) -> object:
            asked.append(name)
            return real(ledger)

        monkeypatch.setattr(Ledger, name, asking)
    check(round, answered(1), at=IN_TIME, name="a.xlsx")
    assert sorted(asked) == ["deadlines", "edition"]
