"""The whole job, each time in a process of its own: from returned files to one workbook.

Run as `python -m bench.apart NAME FOLDER COUNT`, a job is done once on so many files of a folder;
it prints what it cost, the most memory it had, and what it merged.
"""

# ruff: noqa: PLC0415 - imports inside functions: each job is weighed with its own libraries only

import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from . import children
from .form_places import Merged
from .measuring import cpu
from .memory import peak

Job = Callable[[], Merged]
Merge = Callable[[Sequence[Path], Mapping[str, float], Path], Merged]


class Once(NamedTuple):
    """A job done once in its own process.

    Attributes:
        seconds: of CPU, of the process and of all it started.
        parent, busiest: seconds of the process alone, and of the busiest one that it started.
        bytes: the peak of the process alone.
    """

    seconds: float
    parent: float
    busiest: float
    bytes: int
    merged: Merged


def once(name: str, folder: Path, count: int) -> Once:
    """Do a job once in a process of its own."""
    command = [sys.executable, "-m", "bench.apart", name, str(folder), str(count)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    seconds, parent, busiest, size, merged = json.loads(done.stdout)
    return Once(seconds, parent, busiest, size, Merged(*merged))


def _ours(files: Sequence[Path], out: Path, *, workers: int, watch: children.Watch) -> Job:
    from xlperf import Form, consolidate
    from xlperf.demo import FORM
    from xlperf.reading import read_all, read_many

    from .office import office

    master, form = office(len(files)).master, Form.load(FORM)

    def told(*_: object) -> None:
        watch.look()

    def job() -> Merged:
        read = read_many(files, workers=workers, on_progress=told) if workers else read_all(files)
        done = consolidate(read, master, out, force=True, form=form)
        returned = [
            place.amounts.budget
            for each in done.reconciliation.comparisons
            for place in each.returned
        ]
        total = sum(float(each) for each in returned if each is not None)
        return Merged(len(returned), round(total, 2), sum(done.findings.values()))

    return job


def _pandas(*, directly: bool = False) -> Merge:
    from . import with_pandas

    sheets = with_pandas.by_calamine if directly else with_pandas.by_pandas
    return lambda files, approved, out: with_pandas.merge(files, approved, out, sheets)


def _openpyxl() -> Merge:
    from .with_openpyxl import merge

    return merge


def _datamaps() -> Merge:
    from .like_datamaps import merge

    return merge


ONE, TWO = "xlperf in one process", "xlperf in two workers"
PANDAS, CALAMINE, OPENPYXL, DATAMAPS = "pandas", "calamine and pandas", "openpyxl", "datamaps"
_OURS: Final[dict[str, int]] = {ONE: 0, TWO: 2}
_PEERS: Final[dict[str, Callable[[], Merge]]] = {
    PANDAS: _pandas,
    CALAMINE: lambda: _pandas(directly=True),
    OPENPYXL: _openpyxl,
    DATAMAPS: _datamaps,
}


def _theirs(name: str, files: Sequence[Path], out: Path) -> Job:
    from .office import office

    merge, units = _PEERS[name](), office(len(files)).master.units
    approved = {
        each.code: float(each.budget or 0) for unit in units for each in unit.projects
    }  # fmt: skip
    return lambda: merge(files, approved, out)


def main() -> None:
    """Do one job once, and print what it cost."""
    name, folder, count = sys.argv[1:]
    files = sorted(Path(folder).glob("*.xlsx"))[: int(count)]
    out, watch = Path(folder).with_name(f"{name}.xlsx"), children.Watch()
    if name in _OURS:
        job = _ours(files, out, workers=_OURS[name], watch=watch)
    else:
        job = _theirs(name, files, out)
    with peak() as memory:
        start = cpu()
        merged = job()
        seconds = cpu() - start
    parent = seconds - children.ended()
    found: list[Any] = [seconds, parent, watch.busiest, memory(), merged]
    print(json.dumps(found))


if __name__ == "__main__":
    main()
