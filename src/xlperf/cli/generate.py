"""The command `generate`."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from ..budget import UnitBudget
from ..excel.files import refuse_existing
from ..exchange import answers_from_json
from ..findings import FileError, Lang, word
from ..form import Form
from ..issuing import file_names
from ..issuing import generate as generate_workbooks
from .command import Command
from .master_door import ListOptions, door_json, list_options, print_door
from .options import force_option, json_option, lang_option, master_option, password_option, spoken
from .printing import print_json, progress
from .saying import say


@click.command(cls=Command)
@click.option("--form", required=True, metavar="F")
@master_option
@click.option(
    "--out", required=True, metavar="DIR", type=click.Path(path_type=Path, file_okay=False),
)  # fmt: skip
@click.option(
    "--answers", multiple=True, metavar="FILE", type=click.Path(path_type=Path),
)  # fmt: skip
@click.option("--due", default="", metavar="DATE")
@click.option("--contact", default="")
@password_option
@list_options
@force_option
@json_option
@lang_option
def generate(
    *, form: str, master: Path, out: Path, answers: Sequence[Path], due: str, contact: str,
    password: str, listed: ListOptions, force: bool, as_json: bool, lang: Lang | None,
) -> None:  # fmt: skip
    """Make one workbook for each unit."""
    drawn = Form.load(form)
    lang = spoken(lang, drawn)
    report = listed.report(master, drawn)
    budget = report.required()
    if not as_json:
        print_door(report, lang)
    given = {each.unit.code: each for path in answers for each in _answers(path, drawn)}
    for name in file_names(budget):
        refuse_existing(out / name, force=force)
    made = generate_workbooks(
        drawn, budget, answers=given, due=due, contact=contact, password=password
    )
    saved = []
    with progress(made, len(budget.units), word("print.generating", lang)) as workbooks:
        for each in workbooks:
            saved.append((each.unit, each.save(out, force=force)))
    if as_json:
        units = [{"code": unit.code, "name": unit.name, "file": str(path)} for unit, path in saved]
        made_json = {"form": drawn.name, "year": drawn.year, "files": units}
        print_json({**made_json, **door_json(report, lang)})
        return
    for _, path in saved:
        say(str(path))
    if not drawn.asks("budget"):
        say(word("print.generated-count", lang, count=len(saved)))
        return
    total = drawn.money.printed(budget.total)
    say(word("print.generated", lang, count=len(saved), total=total, money=drawn.money.unit))


def _answers(path: Path, form: Form) -> Iterator[UnitBudget]:
    try:
        table = json.loads(path.read_text(encoding="utf-8-sig"))
        yield from (answers_from_json(each, form) for each in table.get("files", [table]))
    except FileNotFoundError:
        raise FileError("file.not-found", file=path) from None
    except (KeyError, ValueError, AttributeError, TypeError) as error:
        raise FileError("file.answers", file=path, found=error) from error
