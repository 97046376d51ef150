"""One file that kills, hangs or swells costs one verdict, and the others are read."""

import time
from pathlib import Path

import pytest
import xlsxwriter

from xlperf import Form
from xlperf.findings.errors import FormError
from xlperf.reading.filled import Filled
from xlperf.reading.many_files import read_many
from xlperf.reading.one_file import read_all
from xlperf.reading.verdicts import Bounds

RETURNS = Path(__file__).parents[1] / "workbooks" / "3-回收"


@pytest.fixture
def returns() -> list[Path]:
    return sorted(RETURNS.glob("*.xlsx"))


class Endless(type(Path())):  # type: ignore[misc]
    """A file on a disk that does not answer any more."""

    def read_bytes(self) -> bytes:
        """Wait for good."""
        while True:
            time.sleep(1)


def two_far_cells(path: Path) -> Path:
    """A1 and XFD1048576: two kilobytes that make the reading library end its process."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, 1)
        sheet.write(1_048_575, 16_383, 1)
    return path


def told(filled: Filled) -> set[str]:
    return {finding.code for finding in filled.findings if finding.code.startswith("file.")}


def test_files_read_the_same_apart_and_in_order(returns: list[Path]) -> None:
    apart = list(read_many(returns, workers=2))
    assert apart == list(read_all(returns))


def test_a_killer_takes_nobody_with_it(returns: list[Path], tmp_path: Path) -> None:
    files = [returns[0], two_far_cells(tmp_path / "k.xlsx"), *returns[1:], tmp_path / "no.xlsx"]
    results = list(read_many(files, workers=2))
    assert [each.file for each in results] == [str(file) for file in files]
    assert [each.is_readable for each in results] == [True, False, True, True, False]
    assert len(told(results[1])) == 1
    assert told(results[4]) == {"file.not-found"}


def test_a_file_that_never_ends_is_stopped(returns: list[Path], tmp_path: Path) -> None:
    endless = Endless(tmp_path / "endless.xlsx")
    endless.write_bytes(b"x")
    bounds = Bounds(seconds=8)  # enough for the other one on a busy machine
    slow, good = read_many([endless, returns[1]], workers=2, bounds=bounds)
    assert told(slow) == {"file.slow"}
    assert "8" in slow.findings[0].message("zh")
    assert good.is_readable


def test_whoever_stops_early_leaves_no_worker(returns: list[Path]) -> None:
    reading = read_many(returns, workers=1)
    assert next(reading).is_readable
    reading.close()  # type: ignore[attr-defined]


def test_a_wrong_form_is_an_exception_not_a_verdict(returns: list[Path]) -> None:
    with pytest.raises(FormError):
        next(read_many(returns, "no-such-form"))
    with pytest.raises(FormError):
        next(read_many(returns, Form.load("master"), workers=1))
