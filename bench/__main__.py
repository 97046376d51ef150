"""Print the table: `python -m bench`, or `python -m bench --quick` to see that it works."""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from xlperf import Form, generate

from . import sample
from .growing import TIMES, grown
from .jobs import RETURNS, SCRIPT, UNIT
from .pairs import Row, growth, pair
from .plain import recorded_source
from .rounds import prepare as prepare_round
from .start import starts
from .texts import prepare_texts

_WRITING, _READING = 1.3, 6.0
"""The most that may be asked of the time of plain XlsxWriter, and of bare calamine."""
_LINE = "{:<13} {:<26} {:>9} {:>9} {:>8} {:>8}   {:>7} {:>7} {:>7}"


def main() -> None:
    """Make the files in a temporary folder, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few files and one round")
    quick = parser.parse_args().quick
    few, many, rounds = (2, 6, 1) if quick else (100, 1000, 15)
    with tempfile.TemporaryDirectory() as name:
        small, large = Path(name, "small"), Path(name, "large")
        _prepare(small, few)
        _prepare(large, many)
        print(_LINE.format(
            "", "beside", "ours", "theirs", "time", "at most", "ours", "theirs", "memory"
        ))  # fmt: skip
        for row in _pairs(large, many, rounds):
            _print(row)
        prepare_texts(large)
        for row in _of_texts(large, rounds):
            _print(row)
        for job in ("read all", "consolidate"):
            _print(growth(job, small, large)._replace(other=f"{few} → {many} returns"))
        few, many = (2, 6) if quick else (75, 300)
        prepare_round(small, few)
        prepare_round(large, many)
        for row in _of_a_round(large, many):
            _print(row)
        for job in ("distribute", "collect", "sync --round", "status --out", "cons. --round"):
            _print(growth(job, small, large)._replace(other=f"{few} → {many} units"))
        one = sorted((small / RETURNS).glob("*.xlsx"))[0]
        for start in starts(one, rounds):
            met = f"{start.most:.1f} {'✓' if start.times <= start.most else '✗'}"
            print(_LINE.format(
                start.verb, "python -c pass, CPU", *(f"{1000 * s:.0f} ms" for s in start.seconds),
                f"{start.times:.1f} ×", met, "", "", "",
            ), flush=True)  # fmt: skip
        for each in grown(small, quick=quick):
            more = f"{each.few:,} → {each.few * TIMES:,} {each.of}"
            print(_GROWN.format(each.verb, more, *each.seconds, each.ratio), flush=True)
    print(f"\n{_EXPLAINED}")


_GROWN = "{:<22} {:<24} {:>8.2f} s → {:>8.2f} s {:>8.1f} ×"
_EXPLAINED = f"""\
time and memory: ours as a multiple of theirs (of growth: many files as a multiple of few).
Seconds: the best of several rounds, both in turn in one process; of 100 and more returns one round.
Memory in MB: the peak of a process that does nothing else, interpreter and libraries included.
plain XlsxWriter calls: the calls of this workbook recorded and replayed as a script, same bytes;
our sheet class lets XlsxWriter prepare each text of a formula once, so that the script has it too.
gate: the looking over alone, which read does before all else; past gate: read without it;
read all: in this one process;
read apart: in {os.cpu_count()} worker processes, their start included (memory: without them).
of a round: each on a copy of its own; collect keeps, judges and enters what read, apart only reads;
collect again: the same files once more; sync --round: every unit is issued another workbook.
the last lines: a verb with so many and with eight times as many; linear is about 8 ×.
generate: one unit, read, gate: three, of {sample.LARGE} projects; others: of {sample.SMALL} each.
Python {sys.version.split()[0]} on {sys.platform}."""


def _prepare(folder: Path, returns: int) -> None:
    sample.write_returns(folder / UNIT, 3, sample.LARGE)
    sample.write_returns(folder / RETURNS, returns, sample.SMALL)
    form, master = Form.load(sample.FORM), sample.master(1, sample.LARGE)
    source = recorded_source(lambda: next(generate(form, master)).content)
    (folder / SCRIPT).write_text(source, encoding="utf-8")


def _pairs(folder: Path, returns: int, rounds: int) -> Iterator[Row]:
    yield pair("generate", "plain XlsxWriter calls", folder, rounds, _WRITING)
    yield pair("generate", "… on our sheet class", folder, rounds)
    yield pair("generate", "openpyxl, same cells", folder, rounds // 5)
    yield pair("past gate", "bare calamine", folder, rounds, _READING)
    yield pair("read", "bare calamine", folder, rounds)
    yield pair("read", "openpyxl", folder, rounds // 5)
    yield pair("read", "openpyxl, read-only", folder, rounds // 5)
    yield pair("gate", "bare calamine", folder, rounds)
    for ours, other, shown in (
        ("read all", "bare calamine, all", "bare calamine"),
        ("… one worker", "read all", "read all"),
        ("read apart", "read all", "read all"),
        ("read apart", "bare calamine, all", "bare calamine"),
        ("consolidate", "pandas script", "pandas script"),
    ):
        yield pair(ours, other, folder, 0)._replace(other=f"{shown}, {returns} returns")


def _of_texts(folder: Path, rounds: int) -> Iterator[Row]:
    """A text of 13 projects, printed and read back."""
    yield pair("publish .docx", "python-docx, same cells", folder, rounds // 5)
    yield pair("publish .pdf", "LibreOffice to .pdf", folder, rounds // 5)
    yield pair("import .docx", "python-docx cells", folder, rounds // 5)
    yield pair("import .docx", "LibreOffice to .html", folder, rounds // 5)
    yield pair("import .pdf", "LibreOffice to .html", folder, rounds // 5)


def _of_a_round(folder: Path, units: int) -> Iterator[Row]:
    for ours, other in (
        ("distribute", "generate, written"),
        ("collect", "read, apart"),
        ("collect again", "read, apart"),
        ("sync --round", "read and generate"),
        ("status --out", "consolidate, apart"),
        ("cons. --round", "consolidate, apart"),
    ):
        yield pair(ours, other, folder, 0)._replace(other=f"{other}, {units}")


def _print(row: Row) -> None:
    most = "" if row.most is None else f"{row.most:.1f} {'✓' if row.is_met else '✗'}"
    seconds = (f"{each * 1000:,.0f} ms" for each in row.seconds)
    memory = (f"{each / 1e6:.0f}" for each in row.bytes)
    times, heavier = f"{row.times:.2f} ×", f"{row.memory:.2f} ×"
    print(_LINE.format(row.ours, row.other, *seconds, times, most, *memory, heavier), flush=True)


if __name__ == "__main__":
    main()
