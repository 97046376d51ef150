"""How much a command costs to start, beside a Python that does nothing: as a wheel is installed."""

import compileall
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from .figures import Figures
from .lines import HELP, ONE
from .measuring import in_turn, middle, ratio

ROOT = Path(__file__).resolve().parents[1]
_NOTHING = ("-c", "pass")


def measured(returned: Path, rounds: int, *, wheel: bool = True) -> Figures:
    """The figures of `--help`, and of `read` of one file, from a wheel that is built now.

    Args:
        returned: the workbook of one unit, filled in.
        wheel: whether one is built; the checkout is slower, it compiles its texts each time.
    """
    commands = {HELP: ("-m", "xlperf", "--help"), ONE: ("-m", "xlperf", "read", str(returned))}
    with tempfile.TemporaryDirectory() as name:
        installed = _installed(Path(name)) if wheel else ROOT / "src"
        jobs = {
            words[-1]: lambda _, words=words: _run(words, installed)
            for words in (_NOTHING, *commands.values())
        }
        taken = in_turn(jobs, range(rounds))
    nothing = taken[_NOTHING[-1]]
    return Figures(
        {line: ratio(taken[words[-1]], nothing) for line, words in commands.items()},
        {"python -c pass": 1000 * middle(nothing)},
    )


def _installed(folder: Path) -> Path:
    """The wheel of this checkout, unpacked and compiled as pip does it."""
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(folder)
    compileall.compile_dir(folder, quiet=1)
    return folder


def _run(words: tuple[str, ...], folder: Path) -> None:
    """Run Python with a folder before all others; `read` says with its exit code what it found."""
    place = {"PYTHONPATH": str(folder), "LANG": "C.UTF-8", "PATH": os.environ["PATH"]}
    done = subprocess.run(
        [sys.executable, *words], cwd=folder, env=place, capture_output=True, check=False
    )
    if done.returncode not in {0, 1}:
        raise AssertionError(done.stderr.decode())
