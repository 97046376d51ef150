"""The wheel as its users get it: built, installed into empty environments, and put to work.

On this Python, and on each other one the project names that is found on this machine; one that
is not found is told. Beside it the checkout, installed as developers have it (`-e`).
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VERSIONS = ("3.11", "3.12", "3.13")
BIN = "Scripts" if os.name == "nt" else "bin"
UV = str(Path(sys.executable).with_name("uv"))
OURS = f"{sys.version_info.major}.{sys.version_info.minor}"
SHIPPED = ("central-2021", "hebei-2023", "master")
IMPORTED = "import xlperf, xlperf.exchange, xlperf.rounds; print(xlperf.__file__)"
LONGEST = 2_000
"""Signs of an error that are shown, from its end."""


def run(*command: str | Path, folder: Path) -> str:
    """Run a program where no checkout is near; what it prints."""
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    ran = subprocess.run(
        [str(each) for each in command],
        cwd=folder, env=clean, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    if ran.returncode:
        told = " ".join(map(str, command))
        raise SystemExit(f"{told}\n{ran.stdout}{ran.stderr[-LONGEST:]}")
    return ran.stdout


def pythons() -> Iterator[tuple[str, str]]:
    """Each Python to try, by version; "" for one that is not here."""
    yield OURS, sys.executable
    for version in VERSIONS:
        if version != OURS:
            found = subprocess.run(
                [UV, "python", "find", "--no-python-downloads", version],
                capture_output=True, text=True, check=False,
            )  # fmt: skip
            path = found.stdout.strip() if not found.returncode else by_pyenv(version)
            yield version, path


def by_pyenv(version: str) -> str:
    """A Python that pyenv keeps beside others, which is on no path; "" where there is none."""
    kept = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    found = sorted(kept.glob(f"{version}.*/bin/python"))
    return str(found[-1]) if found else ""


def built(folder: Path) -> Path:
    """The wheel of this checkout."""
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, folder=ROOT)
    return next(folder.glob("*.whl"))


def try_out(python: str, folder: Path, *what: str | Path) -> str:
    """Install into an empty environment and use all that comes with it; where it was found."""
    environment = folder / "environment"
    run(UV, "venv", "--quiet", "--python", python, environment, folder=folder)
    run(UV, "pip", "install", "--quiet", "--python", environment, *what, folder=folder)
    program = environment / BIN / "python"
    place = run(program, "-W", "error", "-c", IMPORTED, folder=folder).strip()
    listed = run(program, "-m", "xlperf", "forms", "list", folder=folder)
    missing = [name for name in SHIPPED if name not in listed]
    if missing:
        raise SystemExit(f"{place}: no form {missing}")
    run(environment / BIN / "xlperf", "demo", "demo", folder=folder)
    if not list((folder / "demo").glob("*.xlsx")):
        raise SystemExit(f"{place}: the demonstration made no workbook")
    return place


def main() -> None:
    """Try each, and say what was done."""
    with tempfile.TemporaryDirectory(prefix="xlperf-wheel-") as top:
        wheel = built(Path(top))
        for version, python in pythons():
            if not python:
                print(f"Python {version}: skipped, there is none on this machine")
                continue
            folder = Path(top, version)
            folder.mkdir()
            place = try_out(python, folder, wheel)
            if not Path(place).is_relative_to(folder):
                raise SystemExit(f"{place}: not the wheel")
            print(f"Python {version}: {wheel.name} imports, lists its forms, and makes the demo")
        folder = Path(top, "checkout")
        folder.mkdir()
        place = try_out(sys.executable, folder, "--editable", ROOT)
        if not Path(place).is_relative_to(ROOT):
            raise SystemExit(f"{place}: not the checkout")
        print(f"Python {OURS}: the checkout does the same")


if __name__ == "__main__":
    main()
