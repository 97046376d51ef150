"""Measuring jobs in turn: seconds of CPU, of this process and of all that it started."""

import gc
import resource
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TypeVar

Portion = TypeVar("Portion")
Series = list[float]
"""Seconds of a job, one for each portion."""


def cpu() -> float:
    """Seconds of CPU so far: of this process, and of those it started that have ended."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime


def seconds_of(job: Callable[[], object]) -> float:
    """How many seconds of CPU a job takes."""
    gc.collect()  # nobody pays for what another left behind
    start = cpu()
    job()
    return cpu() - start


def in_turn(
    jobs: Mapping[str, Callable[[Portion], object]], portions: Sequence[Portion]
) -> dict[str, Series]:
    """Every job on every portion: a, b, c, then c, b, a on the next one, and so on.

    No portion comes twice, so that nobody is asked what it has just been asked. The first one
    warms up: what is loaded and compiled once is in it.
    """
    taken: dict[str, Series] = {name: [] for name in jobs}
    for number, portion in enumerate(portions):
        order = list(jobs) if number % 2 else list(jobs)[::-1]
        for name in order:
            taken[name].append(seconds_of(partial(jobs[name], portion)))
    return taken


def ratio(above: Sequence[float], below: Sequence[float]) -> float:
    """The median of the ratios of pairs; of one pair its ratio, the first of several warms up."""
    pairs = list(zip(above, below, strict=True))
    return statistics.median(over / under for over, under in (pairs[1:] or pairs))


def middle(series: Sequence[float]) -> float:
    """The median, without the first, which warms up."""
    return statistics.median(series[1:] or series)
