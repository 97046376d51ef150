"""What is typed for us: a program that falls over is asked once more, and never twice."""

import sys
from pathlib import Path

import pytest

from parts.desk import FELL_OVER, Desk

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")


def desk_that_falls(times: int, folder: Path) -> Desk:
    """A desk whose program falls over so many times before it does its work."""
    program = folder / "python"
    program.write_text(
        f"#!/bin/sh\n"
        f"echo x >> {folder}/fallen\n"
        f"[ $(wc -l < {folder}/fallen) -le {times} ] && echo fell >&2 && exit {FELL_OVER}\n"
        f"echo '[[]]'\n",
        encoding="utf-8",
    )
    program.chmod(0o755)
    return Desk(program=Path("soffice"), python=program, folder=folder)


@pytest.mark.parametrize("times", [0, 1])
def test_what_fell_over_once_is_asked_once_more(times: int, tmp_path: Path) -> None:
    ((_, seen),) = desk_that_falls(times, tmp_path).filled_all([(tmp_path / "a.xlsx", [])])
    assert seen == []
    assert len((tmp_path / "fallen").read_text(encoding="utf-8").split()) == times + 1


def test_what_falls_over_twice_is_a_failure(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="fell"):
        desk_that_falls(2, tmp_path).filled_all([(tmp_path / "a.xlsx", [])])
