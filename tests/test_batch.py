"""A folder of a hundred returns as it comes back: each file one verdict, one bad one stops none."""

import io
import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from openpyxl import load_workbook

from parts import hostile, samples
from xlperf import Form, generate
from xlperf.budget.nouns import Goal, Master, Unit, UnitBudget
from xlperf.form.file import form_path
from xlperf.master.list_form import list_workbook
from xlperf.reading.one_file import read

pytestmark = pytest.mark.long

FORM = Form.load("hebei-2023")
CLEAN = 93
CORRUPT, COPIED, LAST_YEAR, CHANGED, ENCRYPTED = range(CLEAN, CLEAN + 5)
UNITS = CLEAN + 5


class Batch(NamedTuple):
    """The folder, its master, the files of each kind that is not clean, and what was printed."""

    folder: Path
    master: Path
    odd: dict[str, list[str]]
    read: dict[str, Any]
    reconciled: dict[str, Any]
    codes: tuple[int, int]


def budget_of(number: int) -> UnitBudget:
    """A made-up unit with one or two projects."""
    model = samples.filled_unit(FORM)
    projects = tuple(
        each.model_copy(update={"code": f"13081123P{number * 2 + at:06d}100016"})
        for at, each in enumerate(model.projects[: 1 + number % 2])
    )
    goals = tuple(Goal(project=each.name, text=f"{each.name}惠及千人。") for each in projects)
    assert model.part
    return UnitBudget(
        unit=Unit(code=f"{990_001 + number}", name=f"示例单位{number + 1}"),
        projects=projects,
        part=model.part.model_copy(update={"goals": goals}),
    )


def written(form: Form, budgets: list[UnitBudget], folder: Path) -> Iterator[Path]:
    """The filled workbooks of these units."""
    answers = {each.unit.code: each for each in budgets}
    for each in generate(form, samples.master_of(form, *budgets), answers=answers):
        yield each.save(folder, force=True)


def last_year(folder: Path) -> Form:
    """The same form, as it was issued the year before."""
    path = folder / f"{FORM.name}.toml"
    drawn = form_path(FORM.name).read_text(encoding="utf-8")
    path.write_text(drawn.replace("year    = 2023", "year    = 2022"), encoding="utf-8")
    form = Form.load(path)
    assert form.year == FORM.year - 1
    return form


def with_more_money(path: Path) -> None:
    """Somebody lifted the protection and raised what was approved."""
    (first, *_) = read(path).projects
    book = load_workbook(path)
    for name in ("budget", "fiscal"):
        cell = book[first.sheet][str(first.where[name])]
        cell.value = cell.value + 1
    kept = io.BytesIO()
    book.save(kept)
    path.write_bytes(kept.getvalue())


def spoilt(returns: Path, files: list[Path], budgets: list[UnitBudget]) -> dict[str, list[str]]:
    """Do to some files what people and programs do; their names by kind."""
    corrupt, copied, old, changed, encrypted = files[CLEAN:]
    corrupt.write_bytes(corrupt.read_bytes()[: corrupt.stat().st_size // 2])
    copy = shutil.copy(copied, returns / f"副本 {copied.name}")
    (again,) = written(last_year(returns.parent), [budgets[LAST_YEAR]], returns)
    assert again == old
    with_more_money(changed)
    encrypted.write_bytes(hostile.stream("EncryptedPackage"))
    lock = returns / f"~${files[0].name}"
    lock.write_bytes(b"\x05user" + bytes(160))
    return {
        "file.truncated": [corrupt.name],
        "twice": [copied.name, Path(copy).name],
        "form.year": [old.name],
        "issued.changed": [changed.name],
        "file.encrypted": [encrypted.name],
        "file.lock-office": [lock.name],
    }


def run(*arguments: object) -> tuple[int, dict[str, Any]]:
    """The command line, and the JSON it prints."""
    command = [sys.executable, "-c", "from xlperf.cli import main; main()"]
    done = subprocess.run(
        [*command, *map(str, arguments), "--json"], capture_output=True, check=False
    )
    assert b"Traceback" not in done.stderr
    printed: dict[str, Any] = json.loads(done.stdout)
    return done.returncode, printed


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    """The hundred files, read and reconciled once."""
    top = tmp_path_factory.mktemp("batch")
    returns, master = top / "3-回收", top / "master.xlsx"
    budgets = [budget_of(number) for number in range(UNITS)]
    odd = spoilt(returns, list(written(FORM, budgets, returns)), budgets)
    approved = Master(money=FORM.money, units=tuple(map(samples.known_of, budgets)))
    master.write_bytes(list_workbook(Form.load("master"), approved))
    first, told = run("read", returns)
    second, reconciled = run("reconcile", returns, "--master", master)
    return Batch(returns, master, odd, told, reconciled, (first, second))


def errors(told: dict[str, Any]) -> set[str]:
    """The codes of what blocks a file."""
    return {each["code"] for each in told["findings"] if each["level"] == "error"}


def test_a_hundred_files_get_a_hundred_verdicts(batch: Batch) -> None:
    in_folder = sorted(path.name for path in batch.folder.iterdir())
    assert len(in_folder) == 100
    assert [Path(each["file"]).name for each in batch.read["files"]] == in_folder
    assert batch.codes == (1, 1)


def test_seven_are_told_by_kind_and_the_others_are_clean(batch: Batch) -> None:
    seen = {Path(each["file"]).name: each for each in batch.read["files"]}
    kinds = {name: kind for kind, names in batch.odd.items() for name in names}
    assert len(kinds) == 7
    for name, told in seen.items():
        kind = kinds.get(name, "")
        if kind == "file.lock-office":  # told, and no mistake of anybody
            assert [each["code"] for each in told["findings"]] == [kind]
            assert errors(told) == set()
        else:  # that a file came twice no file can say: reconciling does
            assert errors(told) == ({kind} if kind and kind != "twice" else set()), name
    assert len(seen) - len(kinds) == CLEAN


def test_every_project_is_counted_once(batch: Batch) -> None:
    total = batch.reconciled["total"]
    assert total["issued"] == sum(1 + number % 2 for number in range(UNITS))
    assert total["accepted"] + total["rejected"] + total["missing"] == total["issued"]
    assert total["missing"] == total["extra"] == 0
    statuses: dict[str, Counter[str]] = {}
    for each in batch.reconciled["projects"]:
        statuses.setdefault(each["unit"]["code"], Counter())[each["status"]] += 1
    odd = {990_001 + n: status for n, status in {
        CORRUPT: "unreadable", COPIED: "twice", LAST_YEAR: "unreadable", CHANGED: "different",
        ENCRYPTED: "unreadable",
    }.items()}  # fmt: skip
    for code, found in statuses.items():
        assert odd.get(int(code), "equal") in found, code
    rejected = sum(not set(found) <= {"equal"} for found in statuses.values())
    assert rejected == len(odd)


def test_no_figure_of_a_bad_file_is_in_the_sum(batch: Batch) -> None:
    accepted = [each for each in batch.reconciled["projects"] if each["status"] == "equal"]
    clean = {each.code for number in range(CLEAN) for each in budget_of(number).projects}
    assert {each["code"] for each in accepted} == clean
    amounts = {
        each.code: each.budget for number in range(UNITS) for each in budget_of(number).projects
    }
    wanted = sum((amounts[each["code"]] or Decimal(0) for each in accepted), Decimal(0))
    assert Decimal(batch.reconciled["total"]["returned"]) == wanted
