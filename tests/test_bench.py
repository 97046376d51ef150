"""The bench: the table of what speed has to reach runs, tells what falls short, and is quoted."""

import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from bench import kept, quoted
from bench.figures import Figures
from bench.lines import AGAIN, LINES, MEMORY, PLAIN, RESAVED, TOLD, VALUES, Line
from bench.measuring import cpu, in_turn, middle, ratio
from bench.table import lines, short

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.long
def test_every_line_is_measured() -> None:
    """The whole of it on few files: every peer runs, and what comes out is held to be equal."""
    command = [sys.executable, "-m", "bench", "--quick", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    assert found["schema"] == 1
    told = {(each["work"], each["beside"]): each["now"] for each in found["lines"]}
    assert [*told][: len(LINES)] == [(each.work, each.beside) for each in LINES]
    measured = {name: value for name, value in told.items() if value is not None}
    assert len(measured) == len(told) or sys.platform != "linux", told
    assert all(value > 0 for name, value in measured.items() if name[0] != MEMORY.work)


@pytest.mark.parametrize(
    ("line", "value", "mark"),
    [
        (PLAIN, 16.0, "✓✓"), (PLAIN, 12.0, "✓"), (PLAIN, 11.99, "✗"),
        (VALUES, 1.3, "✓✓"), (VALUES, 1.6, "✓"), (VALUES, 1.61, "✗"),
        (MEMORY, -0.5, "✓✓"), (MEMORY, 8.0, "✓"), (MEMORY, 8.1, "✗"),
        (RESAVED, 5.0, ""), (PLAIN, None, ""),
    ],
)  # fmt: skip
def test_what_is_reached_is_marked(line: Line, value: float | None, mark: str) -> None:
    assert line.mark(value) == mark


def test_what_falls_short_and_what_was_not_measured_is_told() -> None:
    figures = Figures({line: line.aim for line in LINES})
    assert short(figures) == []
    found = short(figures | Figures({PLAIN: 3.0, AGAIN: None}))
    assert found == [
        f"{PLAIN.work} beside {PLAIN.beside}: 3.00 ×, at least 12",
        f"{AGAIN.work} beside {AGAIN.beside}: not measured",
    ]


def test_the_table_has_what_was_what_is_and_what_is_asked() -> None:
    (line,) = (each for each in lines(Figures({PLAIN: 3.0})) if PLAIN.work in each)
    assert line.split()[-6:] == ["3.05", "3.00", "×", "12", "16", "✗"]


def test_jobs_take_turns_and_the_first_pair_warms_up() -> None:
    done: list[tuple[str, int]] = []
    jobs = {name: lambda portion, name=name: done.append((name, portion)) for name in "ab"}
    taken = in_turn(jobs, [0, 1, 2])
    assert done == [("b", 0), ("a", 0), ("a", 1), ("b", 1), ("b", 2), ("a", 2)]
    assert [len(each) for each in taken.values()] == [3, 3]
    assert ratio([100.0, 2.0, 8.0, 6.0], [1.0, 1.0, 2.0, 2.0]) == 3.0
    assert ratio([6.0], [2.0]) == 3.0
    assert middle([100.0, 1.0, 2.0, 9.0]) == 2.0


def test_seconds_are_those_of_all_that_is_started() -> None:
    before = cpu()
    subprocess.run([sys.executable, "-c", "sum(range(3_000_000))"], check=True)
    assert cpu() - before > 0.02


FOUND = kept.as_json(Figures({PLAIN: 12.345, VALUES: 1.5, MEMORY: -0.25}), date(2026, 1, 2))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_readme_quotes_what_was_kept(lang: quoted.Language) -> None:
    page = quoted.PAGES[lang].read_text(encoding="utf-8")
    assert quoted.requoted(page, kept.kept(), lang) == page
    now = quoted.requoted(page, FOUND, lang)
    assert quoted.requoted(now, kept.kept(), lang) == page
    assert "12.3" in now
    assert "-0.2 MiB" in now
    assert "2026-01-02" in now


def test_what_is_kept_is_the_whole_table_and_tells_of_no_place() -> None:
    found = kept.kept()
    assert [(each["work"], each["beside"]) for each in found["lines"]] == [
        (each.work, each.beside) for each in (*LINES, *TOLD)
    ]
    assert set(found["on"]) == {"python", "system", "machine", "cores"}
    assert not any("/" in text for text in texts(found["on"]))


def texts(found: Mapping[str, object]) -> list[str]:
    return [str(each) for each in found.values()]
