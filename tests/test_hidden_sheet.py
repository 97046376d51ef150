"""A hidden sheet 标识 that was changed since: its file is refused, and every run goes on."""

import io
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from parts import rounds, samples
from xlperf.cli.program import cli
from xlperf.findings import word
from xlperf.form.form import Form
from xlperf.master.list_form import list_workbook
from xlperf.reading import recognise
from xlperf.reading.annotation import annotate
from xlperf.reading.filled import Filled
from xlperf.reading.one_file import read, read_all

Edit = Callable[[Worksheet], object]
CODE = samples.CODES[0]


def rows_of(sheet: Worksheet, *beginning: str) -> list[int]:
    """The numbers of the rows that begin so."""
    return [
        row[0].row
        for row in sheet.iter_rows()
        if tuple(str(cell.value or "") for cell in row[: len(beginning)]) == beginning
    ]


def put(*beginning: str, column: int, text: str | None) -> Edit:
    """Write into one cell of the first row that begins so."""

    def edit(sheet: Worksheet) -> None:
        sheet.cell(rows_of(sheet, *beginning)[0], column).value = text

    return edit


def add(*cells: str) -> Edit:
    """Write a row below the last."""
    return lambda sheet: sheet.append(cells)


DAMAGED: dict[str, tuple[Edit, str]] = {
    "a year nobody wrote": (put("year", column=2, text="２０２３"), "year"),
    "a number below nothing": (put("number", column=2, text="-1"), "number"),
    "a number of great length": (put("number", column=2, text="9" * 5000), "number"),
    "a fact twice": (add("unit.code", "990002"), "unit.code"),
    "a word nobody knows": (put("issued", CODE, "budget", column=1, text="isssued"), "isssued"),
    "no word": (put("issued", CODE, "budget", column=1, text=None), ""),
    "an amount that is none": (put("issued", CODE, "budget", column=4, text="3O.00"), CODE),
    "an amount without end": (put("issued", CODE, "budget", column=4, text="NaN"), CODE),
    "an amount of many digits": (put("issued", CODE, "budget", column=4, text="1e999999"), CODE),
    "a share that is none": (put("given", CODE, "plan.dec", column=4, text="x"), CODE),
    "a value twice": (add("issued", CODE, "budget", "31.00"), CODE),
    "an entry of no number": (put("given", "", "overall.0", column=3, text="overall"), "overall"),
    "an entry of no kind": (put("given", "", "goals.0.text", column=3, text="goals.0"), "goals.0"),
}
UNHARMED: dict[str, Edit] = {
    "a blank row": add("", "", "", ""),
    "the same fact again": add("unit.code", samples.UNIT.code),
    "a remark far to the right": put("year", column=9, text="备注"),
    "blank rows below": lambda sheet: sheet.cell(900, 1, ""),
}


def changed(content: bytes, edit: Edit) -> bytes:
    book = load_workbook(io.BytesIO(content))
    edit(book[word("sheet.identity")])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@pytest.mark.parametrize("name", DAMAGED)
def test_what_was_changed_is_refused_and_named(name: str) -> None:
    edit, said = DAMAGED[name]
    filled = read(changed(samples.workbook(), edit))
    (finding,) = filled.findings
    assert finding.code == "identity.broken"
    assert said in finding.found
    assert (filled.projects, filled.part) == ((), None)


@pytest.mark.parametrize("name", UNHARMED)
def test_what_says_the_same_is_read(name: str) -> None:
    content = samples.workbook()
    filled, before = read(changed(content, UNHARMED[name])), read(content)
    assert (filled.identity, filled.projects) == (before.identity, before.projects)


@pytest.mark.parametrize("form", samples.PROJECT_FORMS)
def test_what_was_issued_holds_together(form: str) -> None:
    drawn = Form.load(form)
    identity = read(samples.workbook(drawn)).identity
    assert identity
    recognise.hold_together(identity)


def run(*words: str | Path) -> tuple[int, str]:
    done = CliRunner().invoke(cli, [str(each) for each in words])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


def in_this_process(files: Iterable[Path], form: Form, **_: object) -> Iterator[Filled]:
    """Read where a patch holds."""
    return read_all(files, form)


def broken_copy() -> bytes:
    """A workbook that is whole but for one share it says it was sent with."""
    own = rounds.budget_of(1).projects[0].code
    return changed(rounds.answered(1), put("given", own, "plan.dec", column=4, text="x"))


def test_a_round_goes_on_without_the_file_and_says_so_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, inbox = tmp_path / "r", tmp_path / "inbox"
    inbox.mkdir()
    rounds.issued(folder, rounds.master_of(1, 2))
    (inbox / "1.xlsx").write_bytes(broken_copy())
    (inbox / "2.xlsx").write_bytes(rounds.answered(2))
    with monkeypatch.context() as before:  # as a program took it in that did not look
        before.setattr(recognise, "hold_together", lambda _: None)
        before.setattr("xlperf.rounds.arriving.collection.read_many", in_this_process)
        rounds.took_in(folder, [inbox])
    assert set(rounds.states(folder).values()) == {"accepted"}
    for more in (1, 2):
        master = tmp_path / f"{more}.xlsx"
        raised = rounds.raised_by(rounds.master_of(1, 2), more)
        master.write_bytes(list_workbook(Form.load("master"), raised))
        code, said = run("sync", "--round", folder, "--master", master)
        assert code == 1, said
        assert said.count("[identity.broken]") == 1
        assert len(list((folder / "outbox" / f"edition-{more + 1}").glob("990002*.xlsx"))) == 1
        assert not list((folder / "outbox" / f"edition-{more + 1}").glob("990001*.xlsx"))
    code, said = run("status", "--round", folder)
    assert (code, "990001" in said) == (0, True)
    code, said = run("consolidate", "--round", folder, "--out", tmp_path / "sum.xlsx")
    assert code == 1, said
    assert "隐藏的“标识”表被改动" in said


def test_a_new_arrival_with_it_is_nobodys_and_can_be_marked(tmp_path: Path) -> None:
    folder, inbox = tmp_path / "r", tmp_path / "inbox"
    inbox.mkdir()
    rounds.issued(folder, rounds.master_of(1, 2))
    broken = broken_copy()
    (inbox / "1.xlsx").write_bytes(broken)
    (inbox / "2.xlsx").write_bytes(rounds.answered(2))
    code, said = run("collect", "--round", folder, inbox)
    assert code == 1, said
    assert rounds.states(folder) == {"1.xlsx": "unrecognised", "2.xlsx": "late"}
    assert annotate(broken, read(broken))
