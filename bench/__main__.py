"""Print the table: `python -m bench`; `--quick` to see that it works, `--keep` for the README."""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from . import generating, reading, rounds, start, summing_up, whole_job
from .figures import Figures
from .kept import as_json, keep
from .office import office, returns
from .quoted import quote
from .table import EXPLAINED, lines, short


class Size(NamedTuple):
    """How much is measured.

    Attributes:
        returns: of the summary and the whole job.
        portions: of generate and read, the first of which warms up.
        repeated: how often whole jobs are done.
        started: how often a command is started.
        collected: returns of a round.
        is_whole: whether other programs are called too: LibreOffice, and what builds a wheel.
    """

    returns: int
    portions: int
    repeated: int
    started: int
    collected: int
    is_whole: bool


WHOLE, QUICK = Size(300, 9, 3, 11, 50, True), Size(6, 1, 1, 1, 2, False)


def main() -> None:
    """Make the files in a temporary folder, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few files and one pair of each")
    parser.add_argument("--json", action="store_true", help="print the same as JSON")
    parser.add_argument("--keep", action="store_true", help="keep it, and in the READMEs")
    parser.add_argument("--only", metavar="GROUP", choices=[*GROUPS], nargs="+", default=[*GROUPS],
                        help=f"some of {', '.join(GROUPS)}")  # fmt: skip
    asked = parser.parse_args()
    if asked.keep and (asked.quick or asked.only != [*GROUPS]):
        parser.error("--keep takes all of the table")
    figures = Figures({})
    for name, found in measured(asked.only, QUICK if asked.quick else WHOLE):
        print(f"… {name}", file=sys.stderr, flush=True)
        figures |= found
    found_at = as_json(figures, datetime.now(UTC).date())
    if asked.json:
        print(json.dumps(found_at, ensure_ascii=False, indent=1))
    else:
        print("\n".join(lines(figures)))
        print(f"\n{EXPLAINED}\n")
        print("\n".join(["falls short:", *short(figures)] if short(figures) else ["all is met"]))
    if asked.keep:
        keep(found_at)
        quote(found_at)


def measured(names: Sequence[str], size: Size) -> Iterator[tuple[str, Figures]]:
    """Every group of jobs that is asked for, one after the other."""
    made = office(size.returns)
    with tempfile.TemporaryDirectory() as folder:
        files = returns(made, Path(folder, "returns"))
        for name in names:
            place = Path(folder, name)
            place.mkdir()
            yield name, GROUPS[name](Given(files, place, size))


class Given(NamedTuple):
    """What a group of jobs is given: the returns, a folder of its own, and how much to do."""

    files: Sequence[Path]
    folder: Path
    size: Size


def _reading(given: Given) -> Figures:
    files = given.files[: 12 * given.size.portions]
    return reading.measured(files, given.folder if given.size.is_whole else None)


def _summary(given: Given) -> Figures:
    master = office(given.size.returns).master
    return summing_up.measured(given.files, master, given.folder, given.size.repeated + 1)


def _whole(given: Given) -> Figures:
    return whole_job.measured(given.files[0].parent, given.size.returns, given.size.repeated)


def _again(given: Given) -> Figures:
    count = given.size.collected
    return rounds.measured(
        office(count), given.files[:count], given.folder, given.size.repeated
    )  # fmt: skip


def _start(given: Given) -> Figures:
    return start.measured(given.files[0], given.size.started, wheel=given.size.is_whole)


GROUPS: dict[str, Callable[[Given], Figures]] = {
    "generate": lambda given: generating.measured(given.size.portions),
    "read": _reading,
    "summary": _summary,
    "whole": _whole,
    "start": _start,
    "again": _again,
}


if __name__ == "__main__":
    main()
