"""Send back: each unit that is sent back gets its own copy, marked, and the ledger says so."""

import io
import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import Mock

import openpyxl
import pytest

from parts.office import Office
from parts.ooxml import unseen_errors
from parts.rounds import FORM, IN_TIME, TOO_LATE, answered, begun, master_of, took_in, touched
from test_cli import Ran
from xlperf import read
from xlperf.cli.next_steps import step_to_mark
from xlperf.findings.errors import OutputError
from xlperf.rounds import (
    Round,
    SentBack,
    UnitState,
    Verdict,
    Words,
    open_round,
    overrule,
    send_back,
    sending_back,
    standing_json,
    status,
)
from xlperf.rounds.keeping import read_back
from xlperf.sheet.names import file_name

LIST = "问题清单"
WRONG = {"goal": "目标内容1", "plan.dec": 0.9}


def put(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def issued_to(folder: Path, unit: str) -> bytes:
    (path,) = (folder / "outbox").glob(f"{unit}*")
    return path.read_bytes()


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A round: one return with mistakes, one as it was issued, one good, one missing."""
    top = tmp_path_factory.mktemp("back")
    folder = top / "r"
    begun(folder, master_of(1, 2, 3, 4))
    put(top / "in" / "a.xlsx", touched(answered(1), WRONG))
    put(top / "in" / "b.xlsx", issued_to(folder, "990002"))
    put(top / "in" / "c.xlsx", answered(3))
    took_in(folder, [top / "in"])
    return folder


@pytest.fixture
def round(model: Path, tmp_path: Path) -> Iterator[Round]:
    shutil.copytree(model, tmp_path / "r")
    with open_round(tmp_path / "r") as opened:
        yield opened


def sent(round: Round, **more: object) -> list[SentBack]:
    return list(send_back(round, IN_TIME, workers=1, by="王", **more))  # type: ignore[arg-type]


def first_sheet_shown(content: bytes) -> str:
    """The sheet a workbook opens on, and that no other is chosen with it."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    chosen = [each.title for each in book.worksheets if each.sheet_view.tabSelected]
    assert book.active is not None
    assert chosen == [book.active.title]
    return str(book.active.title)


def test_each_unit_sent_back_gets_its_copy_marked_and_named_by_what_is_to_mend(
    round: Round,
) -> None:
    made = sent(round)
    assert [each.unit.code for each in made] == ["990001", "990002"]
    for each in made:
        assert each.file
        assert each.file.parent == round.outbox / "sent-back-1"
        assert each.file.name == f"{each.unit.code} {each.unit.name}（退回，{each.count}处）.xlsx"
        content = each.file.read_bytes()
        assert first_sheet_shown(content) == LIST
        rows = list(openpyxl.load_workbook(io.BytesIO(content))[LIST].iter_rows(min_row=4))
        assert len(rows) == each.count > 0
        assert {each.is_marked, each.is_new} == {True}


def test_a_copy_as_it_was_issued_says_so_first(round: Round) -> None:
    (_, blank) = sent(round)
    assert blank.file
    rows = openpyxl.load_workbook(blank.file)[LIST].iter_rows(min_row=4, values_only=True)
    assert "这是下发的空表，没有填过" in str(next(rows)[4])


def test_the_office_own_reason_is_told_first_and_enough_to_send_back(round: Round) -> None:
    overrule(
        round, "990003", reason="金额请再核实", at=IN_TIME, verdict=Verdict.SENT_BACK
    )  # fmt: skip
    (made,) = [each for each in sent(round) if each.unit.code == "990003"]
    assert made.file
    assert made.count == 1
    rows = openpyxl.load_workbook(made.file)[LIST].iter_rows(min_row=4, values_only=True)
    assert str(next(rows)[4]) == "经办机关退回：金额请再核实"


def test_what_goes_back_mended_is_taken(round: Round, tmp_path: Path) -> None:
    """The list, the tints and the notes are no answers: the marked file itself may come back."""
    (made, _) = sent(round)
    assert made.file
    put(tmp_path / "again" / "a.xlsx", touched(made.file.read_bytes(), {"goal": "服务千人。"}))
    found = took_in(round.folder, [tmp_path / "again"], TOO_LATE)["a.xlsx"]
    assert found.verdict is Verdict.SENT_BACK  # 90 % is still there
    assert {each.field for each in found.arrival.reasons} == {"plan.dec"}
    (again, _) = sent(round)
    assert again.file
    assert (again.count, again.file.parent.name) == (1, "sent-back-2")


def test_a_second_run_changes_nothing_and_says_where_it_lies(round: Round) -> None:
    first = sent(round)
    stamp = round.ledger.stamp()
    second = sent(round)
    assert [each.file for each in second] == [each.file for each in first]
    assert {each.is_new for each in second} == {False}
    assert round.ledger.stamp() == stamp
    assert [each.name for each in round.outbox.glob("sent-back-*")] == ["sent-back-1"]


def test_what_is_gone_from_the_outbox_is_made_again(round: Round) -> None:
    (first, other) = sent(round)
    assert first.file
    first.file.unlink()
    (again, same) = sent(round)
    assert (again.is_new, same.is_new) == (True, False)
    assert again.file
    assert again.file.parent.name == "sent-back-2"
    assert same.file == other.file


def test_a_folder_of_ones_own_gets_all_and_is_not_written_over(
    round: Round, tmp_path: Path
) -> None:
    out = tmp_path / "发回"
    made = sent(round, out=out)
    assert sorted(path.name for path in out.iterdir()) == sorted(
        each.file.name for each in made if each.file
    )
    assert [each.is_new for each in sent(round, out=out)] == [True, True], "the same is as good"
    (path, _) = [each.file for each in made]
    assert path
    path.write_bytes(b"other")
    with pytest.raises(OutputError) as refused:
        sent(round, out=out)
    assert refused.value.code == "out.exists"
    sent(round, out=out, force=True)
    assert path.read_bytes() != b"other"


def test_the_ledger_notes_it_and_chasing_names_it(round: Round) -> None:
    (made, _) = sent(round)
    assert made.file
    standing = status(round, at=TOO_LATE)
    (note, _) = [each for each in standing.events if each.action == "returned"]
    assert (note.unit, note.by, note.at) == ("990001", "王", IN_TIME)
    assert note.facts["file"] == f"outbox/sent-back-1/{made.file.name}"
    assert (note.facts["arrival"], note.facts["count"]) == (made.arrival.id, made.count)
    (back, *_) = standing.of(UnitState.SENT_BACK)
    assert f"标出问题的文件“{made.file.name}”一并发回" in Words("zh", standing).request(back)
    assert made.file.name in Words("en", standing).request(back)
    told = {each["unit"]["code"]: each["returned"] for each in standing_json(standing)["units"]}
    assert told["990001"]["file"] == note.facts["file"]
    assert told["990003"] is None


def test_a_copy_that_comes_after_is_not_told_as_sent_back(round: Round, tmp_path: Path) -> None:
    sent(round)
    put(tmp_path / "n" / "a.xlsx", touched(answered(1), {"goal": "无"}))
    took_in(round.folder, [tmp_path / "n"], TOO_LATE)
    standing = status(round, at=TOO_LATE)
    (back, *_) = standing.of(UnitState.SENT_BACK)
    assert "标出问题的文件" not in Words("zh", standing).request(back)


def test_a_run_that_was_killed_is_gone_on_with(
    round: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It wrote a file and was killed before it noted it; then the office decided once more."""
    decided(round, "目标还要写细")
    with monkeypatch.context() as killed:
        killed.setattr(sending_back, "_note", Mock(side_effect=KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            sent(round)
    (left,) = round.outbox.glob("sent-back-1/*")
    before = left.read_bytes()
    decided(round, "附件也要补")
    with pytest.raises(OutputError) as refused:
        sent(round)
    assert (refused.value.code, left.read_bytes()) == ("out.exists", before)
    (again, _) = sent(round, force=True)
    assert (again.file, again.is_new) == (left, True)
    assert left.read_bytes() != before


def test_what_was_noted_is_never_written_over(round: Round) -> None:
    (first, _) = sent(round)
    assert first.file
    before = first.file.read_bytes()
    decided(round, "目标还要写细")
    (again, _) = sent(round, force=True)
    assert again.file
    assert again.file.parent.name == "sent-back-2"
    assert first.file.read_bytes() == before


def test_each_copy_is_looked_at_once(round: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    status(round, at=IN_TIME)  # has looked at all, and remembers it
    digests = Mock(side_effect=read_back.file_digest)
    monkeypatch.setattr(read_back, "file_digest", digests)
    assert len(sent(round)) == digests.call_count == 2


def named(round: Round) -> bool:
    """Whether 催报, the JSON and what the office is told to do next know of a marked copy."""
    standing = status(round, at=TOO_LATE)
    (back, *_) = standing.of(UnitState.SENT_BACK)
    assert back.unit.code == "990001"
    (told, *_) = (each["returned"] for each in standing_json(standing)["units"])
    said = "标出问题的文件" in Words("zh", standing).request(back)
    assert said == (told is not None)
    assert (standing.returned(back) is None) == (told is None)
    return said


def decided(round: Round, reason: str, verdict: Verdict = Verdict.SENT_BACK) -> None:
    overrule(round, "990001", reason=reason, at=IN_TIME, verdict=verdict)


def test_a_marked_copy_is_not_named_after_another_ruling(round: Round) -> None:
    sent(round)
    assert named(round)
    decided(round, "目标还要写细")
    assert not named(round)
    (step,) = step_to_mark(status(round, at=TOO_LATE), round.folder, "zh")
    assert "send-back" in step
    (again, _) = sent(round)
    assert (again.is_new, named(round)) == (True, True)
    assert list(step_to_mark(status(round, at=TOO_LATE), round.folder, "zh")) == []


def test_a_marked_copy_holds_again_when_nothing_in_it_changed(round: Round) -> None:
    decided(round, "目标还要写细")
    (first, _) = sent(round)
    decided(round, "照收", Verdict.WITH_FINDINGS)
    decided(round, "目标还要写细")
    assert not named(round)
    (again, _) = sent(round)
    assert (again.file, again.is_new, named(round)) == (first.file, False, True)


def test_a_choice_of_the_copy_alone_leaves_what_is_to_mend(round: Round) -> None:
    (made, _) = sent(round)
    overrule(round, "990001", reason="就用这份", at=IN_TIME, copy=made.arrival.id)
    assert named(round)


@pytest.mark.parametrize("verdict", [Verdict.SENT_BACK, Verdict.WITH_FINDINGS])
def test_a_marked_copy_is_not_named_after_it_was_judged_anew(
    round: Round, verdict: Verdict
) -> None:
    """By a new edition; what else it says, its verdict may be the same."""
    (made, _) = sent(round)
    ledger = round.ledger
    edition = ledger.edition()
    with ledger.changing(IN_TIME, "王") as change:
        change.add_edition(edition.model_copy(update={"number": edition.number + 1}))
    assert named(round), "not judged by it yet"
    (copy,) = (each for each in ledger.arrivals() if each.id == made.arrival.id)
    anew = copy.model_copy(update={"edition": edition.number + 1, "verdict": verdict})
    with ledger.changing(IN_TIME, "王") as change:
        change.judge(copy, anew)
        if verdict is not Verdict.SENT_BACK:
            change.judge(anew, anew.model_copy(update={"verdict": Verdict.SENT_BACK}))
    assert not named(round)


def test_a_marked_copy_that_is_gone_from_the_outbox_is_not_named(
    round: Round, tmp_path: Path
) -> None:
    (made, _) = sent(round)
    assert made.file
    made.file.unlink()
    assert not named(round)
    out = tmp_path / "发回"
    (other, _) = sent(round, out=out)
    assert other.file
    other.file.unlink()  # what lies elsewhere is its owner's: it was moved to where it is sent
    assert named(round)


@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_what_cannot_be_marked_gets_a_list_beside_it(
    round: Round, tmp_path: Path, libreoffice: Office, suffix: str,
    validator: Callable[[Path], list[str]],
) -> None:  # fmt: skip
    wrong = put(tmp_path / "w.xlsx", touched(answered(4), WRONG))
    put(tmp_path / "o" / f"d.{suffix}", libreoffice.converted([wrong], suffix)[0].read_bytes())
    took_in(round.folder, [tmp_path / "o"])
    made = next(each for each in sent(round) if each.unit.code == "990004")
    assert made.file
    assert made.file.name == f"990004 示例单位4（退回，{made.count}处）.xlsx"
    assert (made.is_marked, made.is_new) == (False, True)
    book = openpyxl.load_workbook(made.file)
    assert book.sheetnames == [LIST]
    rows = list(book[LIST].iter_rows(min_row=4, values_only=True))
    assert len(rows) == made.count
    assert "G9" in {str(row[2]) for row in rows}
    assert "报回那个文件" in str(book[LIST]["A2"].value)
    standing = status(round, at=TOO_LATE)
    (unit,) = [each for each in standing.units if each.unit.code == "990004"]
    said = Words("zh", standing).request(unit)
    assert f"问题清单“{made.file.name}”一并发回" in said
    assert "标出" not in said, "nothing was marked"
    assert unseen_errors(made.file) == []
    assert validator(made.file) == []


def test_a_copy_that_was_altered_is_not_sent_back(round: Round) -> None:
    (copy, _) = [each.arrival for each in sent(round)]
    (round.folder / copy.file).write_bytes(b"somebody else's")
    (refused, other) = sent(round)
    assert (refused.file, [each.code for each in refused.refused]) == (None, ["kept.changed"])
    assert other.file


def test_the_marked_file_is_whole_and_opens(
    round: Round, libreoffice: Office, validator: Callable[[Path], list[str]]
) -> None:
    (touched_by_others, blank) = sent(round)
    for each in (touched_by_others, blank):
        assert each.file
        assert LIST in libreoffice.values(each.file)
        with zipfile.ZipFile(each.file) as package:
            assert package.testzip() is None
    assert blank.file
    assert validator(blank.file) == []


def test_names_of_units_are_safe_on_windows() -> None:
    assert "?" not in file_name("990001", 'a?b/c"d')


def test_the_command_writes_and_says_what_it_did(
    round: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xlperf.cli.send_back.now", lambda: IN_TIME)
    done = Ran("send-back", "--round", round.folder)
    folder = round.outbox / "sent-back-1"
    assert done.code == 0
    assert f"标好 2 个单位的文件，放在 {folder}" in done.out
    assert len(list(folder.iterdir())) == 2
    again = Ran("send-back", "--round", round.folder)
    assert "以前已标好" in again.out
    assert "没有新标的文件：要退回的 2 个单位都标好了" in again.out
    said = json.loads(Ran("send-back", "--round", round.folder, "--json").out)
    assert [each["new"] for each in said["files"]] == [False, False]
    for path in (round.folder / "received" / "990001").iterdir():
        path.unlink()
    lost = Ran("send-back", "--round", round.folder)
    assert lost.code == 1
    assert "没有可退回的文件" in lost.out


def test_nothing_is_claimed_where_nobody_is_sent_back(tmp_path: Path) -> None:
    begun(tmp_path / "r", master_of(1))
    done = Ran("send-back", "--round", tmp_path / "r")
    assert (done.code, done.out) == (0, "没有退回的单位。\n")
    assert not list((tmp_path / "r" / "outbox").glob("sent-back*"))


def test_read_finds_the_form_and_the_year_of_the_round(round: Round) -> None:
    kept = next((round.folder / "received" / "990001").iterdir())
    said = json.loads(Ran("read", kept, "--round", round.folder, "--json").out)
    assert said["files"][0]["unit"]["code"] == "990001"
    refused = Ran("read", kept, "--round", round.folder, "--form", FORM.name)
    assert refused.code == 2
    assert "--form" in refused.error


def test_read_claims_no_copies_where_none_was_written(tmp_path: Path, libreoffice: Office) -> None:
    (path,) = libreoffice.converted([put(tmp_path / "a.xlsx", answered(1))], "ods")
    done = Ran("read", path, "--annotate", tmp_path / "marked")
    assert "没有写出标出问题的副本" in done.out
    assert not (tmp_path / "marked").exists()
    assert read(path).is_readable
