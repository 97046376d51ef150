"""Measuring two jobs in turn, and a job in a process of its own."""

import gc
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from .jobs import JOBS, Job


class Once(NamedTuple):
    """A job done once in its own process."""

    seconds: float
    bytes: int


class Row(NamedTuple):
    """A line of the table: one job beside another, and the most its time may be of the other's."""

    ours: str
    other: str
    seconds: tuple[float, float]
    bytes: tuple[int, int]
    most: float | None = None

    @property
    def times(self) -> float:
        """How many times the other's time ours takes."""
        return self.seconds[0] / self.seconds[1]

    @property
    def memory(self) -> float:
        """How many times the other's memory ours takes."""
        return self.bytes[0] / self.bytes[1]

    @property
    def is_met(self) -> bool:
        """Whether the target, if there is one, is met."""
        return self.most is None or self.times <= self.most


def in_turn(first: Job, second: Job, rounds: int) -> tuple[float, float]:
    """The best time of each of two jobs, done a, b, a, b, … after one round to warm both up."""
    best = [float("inf"), float("inf")]
    for number in range(rounds + 1):
        for which, job in enumerate((first, second)):
            seconds = timed(job)
            if number or not rounds:
                best[which] = min(best[which], seconds)
    return best[0], best[1]


def timed(job: Job) -> float:
    """How many seconds a job takes."""
    gc.collect()  # neither pays for what the other left behind
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def once(name: str, folder: Path) -> Once:
    """Do a job once in a process of its own."""
    command = [sys.executable, "-m", "bench.jobs", name, str(folder)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return Once(**json.loads(done.stdout))


def pair(ours: str, other: str, folder: Path, rounds: int, most: float | None = None) -> Row:
    """One job beside another: time in this process in turn, memory in a process each."""
    seconds = in_turn(JOBS[ours](folder), JOBS[other](folder), rounds)
    memory = (once(ours, folder).bytes, once(other, folder).bytes)
    return Row(ours, other, seconds, memory, most)


def growth(name: str, small: Path, large: Path) -> Row:
    """A job on many files beside the same on few, each in a process of its own."""
    few, many = once(name, small), once(name, large)
    return Row(name, "", (many.seconds, few.seconds), (many.bytes, few.bytes))
