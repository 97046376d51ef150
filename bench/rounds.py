"""Collecting the same files once more, beside collecting them for the first time."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from xlperf.demo import FORM
from xlperf.rounds import Collected, collect, distribute, open_round

from .figures import Figures
from .lines import AGAIN
from .measuring import ratio, seconds_of
from .office import AT, DUE, ROUND, Office


def measured(made: Office, files: Sequence[Path], folder: Path, rounds: int) -> Figures:
    """The figure of collecting again.

    Raises:
        AssertionError: the second time something else is said of a file.
    """
    issued = folder / "issued"
    list(distribute(FORM, made.master, issued, DUE, AT, name=ROUND))
    first, again = list[float](), list[float]()
    for number in range(rounds):
        place = folder / f"round {number}"
        shutil.copytree(issued, place)
        told: list[list[Collected]] = []

        def collected(place: Path = place, told: list[list[Collected]] = told) -> None:
            with open_round(place) as round:
                told.append(list(collect(round, files, AT)))

        first.append(seconds_of(collected))
        again.append(seconds_of(collected))
        _hold_known(*told)
    return Figures({AGAIN: ratio(first, again)})


def _hold_known(first: Sequence[Collected], again: Sequence[Collected]) -> None:
    """Hold every file to be entered the first time, and known the second."""
    if not all(each.arrival for each in first) or any(each.arrival for each in again):
        raise AssertionError("a file is not entered once")
    if [each.digest for each in first] != [each.digest for each in again]:
        raise AssertionError("the second time other files came")
