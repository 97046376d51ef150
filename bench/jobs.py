"""Every job that is measured, by name: given a folder of files, a callable that does it once.

Run as `python -m bench.jobs NAME FOLDER`, a job is done in a process of its own, which prints
how long it took and how much memory the process had at its peak. Libraries are imported where
they are needed, so that no job carries those of another.
"""

# ruff: noqa: PLC0415 - imports inside functions: each job is weighed with its own libraries only

import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from .memory import peak
from .rounds import ROUND_JOBS
from .texts import TEXT_JOBS

Job = Callable[[], object]
UNIT, RETURNS, SCRIPT = "unit", "returns", "plain_calls.txt"
"""What lies in the folder: large returns, small returns, and the recorded script."""


def _generate(_: Path) -> Job:
    from xlperf import Form, generate

    from . import sample

    form, master = Form.load(sample.FORM), sample.master(1, sample.LARGE)
    return lambda: list(generate(form, master))


def _plain_calls(folder: Path) -> Job:
    from .plain import script

    return script((folder / SCRIPT).read_text(encoding="utf-8"))


def _prepared_calls(folder: Path) -> Job:
    from .plain import script

    return script((folder / SCRIPT).read_text(encoding="utf-8"), prepared=True)


def _openpyxl_write(_: Path) -> Job:
    from xlperf import Form
    from xlperf.issuing import PreparedForm, unit_workbook

    from . import openpyxl_writing, sample

    form, (budget,) = Form.load(sample.FORM), sample.master(1, sample.LARGE).units
    described = unit_workbook(PreparedForm(form), budget, None)
    return lambda: openpyxl_writing.write(described)


def _read(folder: Path) -> Job:
    from xlperf import read

    return lambda: [len(read(file).findings) for file in _files(folder / UNIT)]


def _read_past_gate(folder: Path) -> Job:
    """What typing and checking cost by themselves: the gate looked the files over before."""
    from xlperf import read
    from xlperf.excel.reading import book as reading
    from xlperf.excel.reading.gate import inspect

    files = _files(folder / UNIT)
    looked = {str(file): inspect(file.read_bytes(), str(file)) for file in files}

    def job() -> object:
        vars(reading)["inspect"] = lambda _, name: looked[name]
        try:
            return [len(read(file).findings) for file in files]
        finally:
            vars(reading)["inspect"] = inspect

    return job


def _gate(folder: Path) -> Job:
    from xlperf.excel.reading.gate import inspect

    return lambda: [len(inspect(f.read_bytes(), f.name).sheets) for f in _files(folder / UNIT)]


def _calamine(folder: Path, which: str = UNIT) -> Job:
    from python_calamine import CalamineWorkbook

    def sheets(file: Path) -> Iterator[int]:
        book = CalamineWorkbook.from_path(str(file))
        for name in book.sheet_names:
            yield len(book.get_sheet_by_name(name).to_python())

    return lambda: sum(sum(sheets(file)) for file in _files(folder / which))


def _calamine_all(folder: Path) -> Job:
    return _calamine(folder, RETURNS)


def _openpyxl_read(folder: Path, *, streaming: bool = False) -> Job:
    from openpyxl import load_workbook

    def rows(file: Path) -> Iterator[int]:
        book = load_workbook(file, data_only=True, read_only=streaming)
        for sheet in book.worksheets:
            yield sum(len(row) for row in sheet.iter_rows(values_only=True))
        book.close()

    return lambda: [sum(rows(file)) for file in _files(folder / UNIT)]


def _openpyxl_stream(folder: Path) -> Job:
    return _openpyxl_read(folder, streaming=True)


def _read_all(folder: Path) -> Job:
    from xlperf.reading.one_file import read_all

    files = _files(folder / RETURNS)
    return lambda: sum(len(filled.findings) for filled in read_all(files))


def _read_apart(folder: Path) -> Job:
    from xlperf.reading.many_files import read_many

    files = _files(folder / RETURNS)
    return lambda: sum(len(filled.findings) for filled in read_many(files))


def _read_one_worker(folder: Path) -> Job:
    from xlperf.reading.many_files import read_many

    files = _files(folder / RETURNS)
    return lambda: sum(len(filled.findings) for filled in read_many(files, workers=1))


def _consolidate(folder: Path) -> Job:
    from xlperf.reading.one_file import read_all
    from xlperf.summary.consolidation import consolidate

    from . import sample

    files = _files(folder / RETURNS)
    master = sample.master(len(files), sample.SMALL)
    return lambda: consolidate(read_all(files), master, folder / "summary.xlsx", force=True)


def _pandas(folder: Path) -> Job:
    from .merging import merge

    files = _files(folder / RETURNS)
    return lambda: merge(files, folder / "merged.xlsx")


JOBS: Final[dict[str, Callable[[Path], Job]]] = {
    "generate": _generate,
    "plain XlsxWriter calls": _plain_calls,
    "… on our sheet class": _prepared_calls,
    "openpyxl, same cells": _openpyxl_write,
    "read": _read,
    "past gate": _read_past_gate,
    "gate": _gate,
    "bare calamine": _calamine,
    "bare calamine, all": _calamine_all,
    "openpyxl": _openpyxl_read,
    "openpyxl, read-only": _openpyxl_stream,
    "read all": _read_all,
    "read apart": _read_apart,
    "… one worker": _read_one_worker,
    "consolidate": _consolidate,
    "pandas script": _pandas,
    **ROUND_JOBS,
    **TEXT_JOBS,
}


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.xlsx"))


def main() -> None:
    """Do one job once, and print seconds and peak bytes."""
    name, folder = sys.argv[1:]
    job = JOBS[name](Path(folder))
    with peak() as memory:
        start = time.perf_counter()
        job()
        seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "bytes": memory()}))


if __name__ == "__main__":
    main()
