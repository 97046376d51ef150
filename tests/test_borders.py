"""Borders: whatever happens inside one file, its run goes on, and says which file and where."""

import io
import os
import random
import subprocess
import sys
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from parts import samples
from xlperf.cli.saying import spelled
from xlperf.excel.packages import Part
from xlperf.excel.reading.number_formats import shown_number
from xlperf.findings import FileError, MasterError, line_of
from xlperf.master import read_master
from xlperf.reading import one_file as reading
from xlperf.reading import read
from xlperf.reading.one_file import read_all
from xlperf.rounds.arriving import archives

PER_RUN = int(os.environ.get("XLPERF_FUZZ", "2000"))


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


def test_a_full_disk_behind_the_output_is_one_line(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "xlperf", "forms", "list"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1
    assert b"Traceback" not in done.stderr


_SPLICES = (
    b"", b"\x00", b"-1", b"1e308", b"99999999999999999999", b"NaN", b"#N/A", b"\xff\xfe",
    b"&#x1b;", b"_x0000_", b"\xed\xa0\x80", b"A1:XFD1048576", b"[h]:mm", b"</c>", b"<v>",
)  # fmt: skip


def mutated(content: bytes, chance: random.Random) -> bytes:
    """A workbook with a few bytes of one of its parts changed, cut, doubled or spliced in."""
    made = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as package, ZipFile(made, "w", ZIP_DEFLATED) as written:
        names = package.namelist()
        struck = set(chance.sample(names, chance.choice((1, 1, 2))))
        for name in names:
            body = package.read(name)
            for _ in range(chance.randint(1, 3) if name in struck and body else 0):
                at, length = chance.randrange(len(body)), chance.randint(0, 12)
                body = body[:at] + chance.choice(_SPLICES) + body[at + length :]
            written.writestr(name, body)
    return made.getvalue()


@pytest.mark.long
@pytest.mark.parametrize("form", samples.PROJECT_FORMS)
def test_no_mutation_passes_a_border_or_is_unforeseen(form: str) -> None:
    chance = random.Random(form)  # noqa: S311 - no secret hangs on it
    content = samples.workbook(form)
    content = content if isinstance(content, bytes) else Path(content).read_bytes()
    for _ in range(PER_RUN // len(samples.PROJECT_FORMS)):
        list(read_all([mutated(content, chance)]))


def test_a_sign_that_xml_cannot_hold_is_refused_with_its_cell() -> None:
    head = "单位编码,单位名称,项目编码,项目名称,预算数,其中：财政资金,其他资金\n"
    row = "125001,甲,13081123P000109100016,学\x0b校,1.00,1.00,0.00\n"
    with pytest.raises(MasterError) as caught:
        read_master((head + row).encode(), money_unit="万元")
    (found,) = caught.value.findings
    assert (found.code, found.place.cell) == ("master.control-sign", "D2")


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
