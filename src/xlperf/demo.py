"""The whole job on the sample that comes with the library: one real unit and two made-up ones."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from .as_json import answers_from_json
from .budget import Master, UnitBudget
from .consolidate import consolidate
from .excel.files import refuse_existing, write_whole
from .findings import Finding
from .form import Form
from .generate import generate
from .listing import list_workbook
from .master import read_master
from .read import read_all
from .reconcile import Reconciliation

FORM = "hebei-2023"


@dataclass(frozen=True)
class Made:
    """What the demonstration made, for whoever wants to look at it.

    Attributes:
        outbox: the workbooks as they are sent to the units.
        returns: the same ones as the units sent them back.
    """

    master: Path
    outbox: tuple[Path, ...]
    returns: tuple[Path, ...]
    summary: Path
    examples: tuple[Finding, ...]
    reconciliation: Reconciliation


def sample_folder() -> Path:
    """The sample: a master budget, and what each unit filled in."""
    packaged = Path(str(resources.files("xlperf"))) / "sample"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "workbooks" / "sample"


def sample_answers() -> Iterator[UnitBudget]:
    """What each unit of the sample filled in, by unit code."""
    for path in sorted(sample_folder().glob("*.json")):
        yield answers_from_json(json.loads(path.read_text(encoding="utf-8")))


def demo(folder: Path, *, force: bool = False) -> Made:
    """Do the whole job into a folder: master, workbooks, returns, summary.

    Raises:
        OutputError: a file exists there and `force` is not given, or it cannot be written.
    """
    form, master = Form.load(FORM), read_master(sample_folder() / "master.csv")
    master_file, summary = folder / "1-主预算.xlsx", folder / "4-汇总.xlsx"
    for path in (master_file, summary):
        refuse_existing(path, force=force)
    write_whole(master_file, list_workbook(Form.load("master"), master), force=force)
    master = read_master(master_file)
    outbox = tuple(
        each.save(folder / "2-下发", force=force)
        for each in generate(form, master, due="2022-11-30", contact="预算绩效科（示例）")
    )
    returns = tuple(_fill(form, folder / "3-回收", force=force))
    done = consolidate(read_all(returns), master, summary, force=force)
    return Made(master_file, outbox, returns, summary, _examples(returns), done.reconciliation)


def _examples(returns: tuple[Path, ...]) -> tuple[Finding, ...]:
    """One finding of each of three kinds, as a reader of the screen would like to see them."""
    wanted = ("goal.placeholder", "plan.falls", "indicators.unit-sentence")
    found = [each for filled in read_all(returns) for each in filled.findings]
    firsts = (next((each for each in found if each.code == code), None) for code in wanted)
    return tuple(each for each in firsts if each)


def _fill(form: Form, folder: Path, *, force: bool) -> Iterator[Path]:
    """Each unit's workbook with its answers typed in, and with what it changed by itself."""
    for answers in sample_answers():
        issued = tuple(each.model_copy(update={"purpose": ""}) for each in answers.projects)
        own = Master(money=form.money, units=(UnitBudget(unit=answers.unit, projects=issued),))
        for each in generate(form, own, answers={answers.unit.code: answers}):
            yield each.save(folder, force=force)
