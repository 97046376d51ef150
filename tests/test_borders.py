"""Borders: whatever happens inside one file, its run goes on, and says which file and where."""

import io
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from random import Random
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from parts import rounds, samples
from parts.broken import patched
from parts.equal_or_told import equal_or_told
from parts.mutations import mutated
from xlperf.budget.nouns import Master
from xlperf.cli.saying import spelled
from xlperf.excel.packages import Part
from xlperf.excel.reading.number_formats import shown_number
from xlperf.findings import FileError, MasterError, line_of, one_file
from xlperf.form.form import Form
from xlperf.issuing import Cover, PreparedForm, generate
from xlperf.master import read_master
from xlperf.reading import one_file as reading
from xlperf.reading import read
from xlperf.reading.annotation import annotate
from xlperf.reading.filled import Filled
from xlperf.reading.one_file import read_all
from xlperf.rounds import distribute, open_round, reissue, status
from xlperf.rounds.arriving import archives, collection
from xlperf.rounds.keeping import read_back
from xlperf.rounds.reissuing import jobs
from xlperf.syncing import sync

PER_RUN = int(os.environ.get("XLPERF_FUZZ", "800"))


@pytest.mark.unforeseen
def test_a_fault_inside_a_file_names_it_and_where(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError("all\x1b[2J\nbad")

    monkeypatch.setattr(reading, "read_book", fails)
    with pytest.raises(FileError) as caught:
        read(b"x", name="a.xlsx")
    assert caught.value.code == "file.unexpected"
    assert isinstance(caught.value.__cause__, ZeroDivisionError)
    assert caught.value.values["found"].startswith("ZeroDivisionError: all\\x1b[2J\\nbad (xlperf.")
    (filled,) = read_all([b"x"])
    assert [each.code for each in filled.findings] == ["file.unexpected"]


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit])
def test_a_stop_by_the_user_passes(
    monkeypatch: pytest.MonkeyPatch, stop: type[BaseException]
) -> None:
    def stops(*_: object) -> None:
        raise stop

    monkeypatch.setattr(reading, "read_book", stops)
    with pytest.raises(stop):
        list(read_all([b"x"]))


def test_a_wrong_argument_is_no_fault_of_a_file() -> None:
    with pytest.raises(TypeError):
        read(3)  # type: ignore[arg-type]


def test_an_error_that_was_never_raised_has_no_line() -> None:
    assert line_of(ValueError("x")) == "ValueError: x (?:0)"


@pytest.mark.parametrize("stored", [1e300, 3e6, -1e300, 2_958_465.9])
def test_a_huge_number_of_hours_is_no_date(stored: float) -> None:
    shown_number("[h]:mm", stored)


def test_what_steers_a_terminal_is_spelled() -> None:
    assert spelled("a\x1b[31m\n\u202eb 中") == "a\\x1b[31m\\n\\u202eb 中"


ISSUED = Path(__file__).parent / "issued"


def struck(form: str, count: int) -> Iterator[tuple[str, bytes]]:
    """So many broken workbooks, with a file name each: seven of nine are .xlsx."""
    chance = Random(form)  # noqa: S311 - no secret hangs on it
    old = [(path.suffix, path.read_bytes()) for path in sorted(ISSUED.rglob("*-libreoffice.*"))]
    old = [each for each in old if each[0] in (".xls", ".ods")]
    for number in range(count):
        new = (".xlsx", answered_by_form(form))
        suffix, content = chance.choice(old) if number % 9 in (3, 7) else new
        yield f"{number}{suffix}", mutated(content, chance)


@cache
def answered_by_form(form: str) -> bytes:
    """The small unit's workbook, of a round."""
    drawn = Form.load(form)
    unit = samples.filled_unit(drawn)
    return samples.reissued(drawn, samples.known_of(unit), unit, 1, rounds.NAME)


@pytest.mark.long
@pytest.mark.parametrize("form", samples.PROJECT_FORMS)
def test_no_mutation_passes_a_border_or_is_unforeseen(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is read, marked, brought up to date and collected; then the whole round is."""
    drawn = Form.load(form)
    master = samples.master_of(drawn, samples.filled_unit(drawn))
    raised, prepared = rounds.raised_by(master, 1), PreparedForm(drawn, Cover(), "", rounds.NAME)
    inbox, folder, seen = tmp_path / "inbox", tmp_path / "r", Counter[str]()
    inbox.mkdir()
    for name, content in struck(form, PER_RUN // len(samples.PROJECT_FORMS)):
        (inbox / name).write_bytes(content)

    def read_here(files: Iterable[Path], form: Form, **_: object) -> Iterator[Filled]:
        for path in files:
            (filled,) = read_all([path], form)
            if seen.total() % 2:  # it takes as long as all else together
                with suppress(FileError):
                    annotate(path, filled)
            with one_file(filled.file):
                made = sync(filled, raised, drawn, prepared=prepared, always=True)
            seen["left alone" if made.refused else "updated"] += 1
            yield filled

    monkeypatch.setattr(collection, "read_many", read_here)
    for room in (read_back, jobs):
        monkeypatch.setattr(room, "read_many", lambda files, form, **_: read_all(files, form))
    list(distribute(drawn, master, folder, rounds.DUE, rounds.BEGUN, name=rounds.NAME))
    with open_round(folder) as round:
        taken = list(collection.collect(round, [inbox], rounds.IN_TIME))
        assert not rounds.lost(taken)
        assert len(list(reissue(round, rounds.IN_TIME, master=raised))) == 1
        assert status(round, at=rounds.IN_TIME).units
    assert min(seen["left alone"], seen["updated"]) > seen.total() / 9


def test_a_sign_that_xml_cannot_hold_is_refused_with_its_cell() -> None:
    head = "单位编码,单位名称,项目编码,项目名称,预算数,其中：财政资金,其他资金\n"
    row = "125001,甲,13081123P000109100016,学\x0b校,1.00,1.00,0.00\n"
    with pytest.raises(MasterError) as caught:
        read_master((head + row).encode(), money_unit="万元")
    (found,) = caught.value.findings
    assert (found.code, found.place.cell) == ("master.control-sign", "D2")


@pytest.mark.parametrize("field", ["name", "code"])
def test_a_master_made_by_a_program_is_held_to_the_same(field: str) -> None:
    (unit,) = rounds.master_of(1).units
    (project,) = unit.projects
    told = project.model_copy(update={field: "学\x0b校"})
    made = Master(money=rounds.FORM.money, units=(unit.model_copy(update={"projects": (told,)}),))
    given = Master.model_validate_json(made.model_dump_json())
    with pytest.raises(MasterError) as caught:
        next(generate(rounds.FORM, given))
    assert caught.value.code == "master.control-sign"
    assert "学‹U+000B›校" in str(caught.value)
    told = project.model_copy(update={"name": "两行\n\t的名称"})
    whole = made.model_copy(update={"units": (unit.model_copy(update={"projects": (told,)}),)})
    assert next(generate(rounds.FORM, whole))


@pytest.mark.unforeseen
def test_a_fault_while_an_archive_is_taken_apart_is_told_and_what_came_before_stands(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = io.BytesIO()
    with ZipFile(made, "w") as written:
        for name in ("a.xlsx", "b.xlsx", "c.xlsx"):
            written.writestr(name, name)
    real = archives._inflated

    def failing(content: bytes, part: Part, label: str, spent: int) -> bytes:
        if label == "b.xlsx":
            raise RecursionError
        return real(content, part, label, spent)

    monkeypatch.setattr(archives, "_inflated", failing)
    first, last = archives.members(made.getvalue(), "mail.zip", None)
    assert (first.name, first.content, first.error) == ("a.xlsx", b"a.xlsx", None)
    assert last.error
    assert last.error.code == "file.unexpected"
    assert last.error.values["file"] == "mail.zip"
    assert last.error.values["found"].startswith("RecursionError")


def struck_sheet(strike: Callable[[Worksheet], object]) -> Filled:
    """The small unit's workbook with something done to the sheet of its first project."""
    book = load_workbook(io.BytesIO(samples.workbook()))
    strike(book.worksheets[3])
    made = io.BytesIO()
    book.save(made)
    return read(made.getvalue())


@pytest.mark.parametrize("error", ["#N/A", "#REF!"])
@pytest.mark.parametrize("column", range(1, 14))
def test_a_column_of_errors_refuses_cells_and_never_the_file(error: str, column: int) -> None:
    def strike(sheet: Worksheet) -> None:
        for row in range(3, 30):
            cell = sheet.cell(row, column)
            if not isinstance(cell, MergedCell):
                cell.value = error

    filled = struck_sheet(strike)
    equal_or_told(filled, samples.filled_unit(rounds.FORM).projects)
    if column > 12:  # beside the table nothing is lost
        assert [each.project.budget for each in filled.projects] == [
            each.budget for each in samples.filled_unit(rounds.FORM).projects
        ]


@pytest.mark.parametrize("column", range(1, 14))
def test_a_column_taken_out_is_told_and_never_ends_the_reading(column: int) -> None:
    filled = struck_sheet(lambda sheet: sheet.delete_cols(column))
    equal_or_told(filled, samples.filled_unit(rounds.FORM).projects)


@pytest.mark.parametrize("code", ["[h]:mm", "[mm]:ss", "0.00", "0." + "0" * 30, "#,##0.00"])
@pytest.mark.parametrize("stored", [1e300, 3e6, 1e16])
def test_a_figure_of_any_size_under_any_format_refuses_itself(code: str, stored: float) -> None:
    def strike(sheet: Worksheet) -> None:
        sheet["D6"].value, sheet["D6"].number_format = stored, code

    filled = struck_sheet(strike)
    first, second = filled.projects
    assert first.project.budget != samples.filled_unit(rounds.FORM).projects[0].budget
    assert second.project.budget == samples.filled_unit(rounds.FORM).projects[1].budget
    assert [each for each in filled.findings if each.place.cell == "D6"]


@pytest.mark.parametrize("day", ["9999-99-99", "0000-00-00", "2023-02-30T25:00:00Z"])
def test_a_day_there_is_none_of_refuses_its_cell(day: str) -> None:
    content = patched(
        samples.workbook(), "xl/worksheets/sheet4.xml", *_as_day(samples.workbook(), day)
    )
    (finding, *_) = [each for each in read(content).findings if each.place.cell == "D6"]
    assert finding.blocks


def _as_day(content: bytes, day: str) -> tuple[str, str]:
    """The cell D6 as it stands, and as a day."""
    with ZipFile(io.BytesIO(content)) as package:
        body = package.read("xl/worksheets/sheet4.xml").decode()
    found = re.search(r'<c r="D6"( s="[0-9]+")><v>.*?</v></c>', body)
    assert found
    return found[0], f'<c r="D6"{found[1]} t="d"><v>{day}</v></c>'
