"""Counting the steps Python takes, so that growth is told from sizes and never from a clock."""

import gc
import sys
from collections import Counter
from collections.abc import Callable
from functools import _lru_cache_wrapper
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import xlperf

_LOADED = ("xlperf.form", "xlperf.findings")
"""What is remembered there comes from files of the house, whatever the job."""
_HOUSE = str(Path(xlperf.__file__).parent)


def steps_of(job: Callable[[], object]) -> Counter[CodeType]:
    """How many instructions each function of the house runs while a job is done."""
    counted: Counter[CodeType] = Counter()

    def count(frame: FrameType, event: str, _: Any) -> Any:
        if event == "opcode":
            counted[frame.f_code] += 1
        return count

    def enter(frame: FrameType, _: str, __: Any) -> Any:
        if not frame.f_code.co_filename.startswith(_HOUSE):
            return None
        frame.f_trace_lines, frame.f_trace_opcodes = False, True
        return count

    before = sys.gettrace()
    sys.settrace(enter)
    try:
        job()
    finally:
        sys.settrace(before)
    return counted


def excess(job_of: Callable[[int], Callable[[], object]], size: int) -> dict[str, float]:
    """What of a job grows faster than its size: by function, and `""` for all of it.

    A job of n, 2n and 4n takes f(4n) - f(2n) = 2 (f(2n) - f(n)) steps more if it is linear; what
    is above that, as a share of it, is its excess.
    """
    job_of(size)()  # what is loaded once is no part of it
    small, middle, large = (steps_of(_forgetful(job_of(size * times))) for times in (1, 2, 4))
    found = {"": _share(small.total(), middle.total(), large.total())}
    whole = large.total() - middle.total()
    for code, last in large.items():
        more = (last - middle[code]) - 2 * (middle[code] - small[code])
        name = f"{Path(code.co_filename).stem}.{code.co_qualname}"
        found[name] = found.get(name, 0) + more / whole
    return found


def _forgetful(job: Callable[[], object]) -> Callable[[], object]:
    """A job that begins with nothing remembered, so that a small one is not let off.

    What is remembered is bounded: of a small job all of it may be, of a large one nothing.
    """
    for each in gc.get_objects():
        if isinstance(each, _lru_cache_wrapper) and _is_of_jobs(each.__module__ or ""):
            each.cache_clear()
    return job


def _is_of_jobs(module: str) -> bool:
    return module.startswith("xlperf.") and not module.startswith(_LOADED)


def _share(small: int, middle: int, large: int) -> float:
    linear = 2 * (middle - small)
    return (large - middle - linear) / linear
