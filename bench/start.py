"""How long a command takes to start, beside a Python that does nothing: as a wheel is installed."""

import compileall
import resource
import statistics
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
_NOTHING = ("-c", "pass")


class Start(NamedTuple):
    """CPU of a command as a multiple of `python -c pass`: the median of pairs, both in turn."""

    verb: str
    seconds: tuple[float, float]
    times: float
    most: float


def starts(returned: Path, rounds: int) -> Iterator[Start]:
    """`--help`, and `read` of one file, from a wheel that is built now.

    Args:
        returned: the workbook of one unit, filled in.
    """
    with tempfile.TemporaryDirectory() as name:
        installed = _installed(Path(name))
        for verb, words, most in (
            ("--help", ("--help",), 15.0),
            ("read", ("read", str(returned)), 40.0),
        ):
            command = ("-m", "xlperf", *words)
            _cpu(command, installed)  # once, so that all files are at hand
            pairs = [(_cpu(command, installed), _cpu(_NOTHING, installed)) for _ in range(rounds)]
            times = statistics.median(ours / theirs for ours, theirs in pairs)
            ours, theirs = (statistics.median(each) for each in zip(*pairs, strict=True))
            yield Start(verb, (ours, theirs), times, most)


def _installed(folder: Path) -> Path:
    """The wheel of this checkout, unpacked and compiled as pip does it."""
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(folder)
    compileall.compile_dir(folder, quiet=1)
    return folder


def _cpu(words: tuple[str, ...], folder: Path) -> float:
    """Seconds of CPU of a Python and all it starts, with a folder before all others."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, *words], cwd=folder, env={"PYTHONPATH": str(folder), "LANG": "C.UTF-8"},
        capture_output=True, check=False,
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
