"""The command `demo`."""

from pathlib import Path

import click

from ..as_json import reconciliation_json
from ..catalogue import Lang, word
from ..demo import FORM
from ..demo import demo as run_demo
from ..form import Form
from .options import force_option, json_option, lang_option
from .printing import print_findings, print_json, print_reconciliation


@click.command()
@click.argument("folder", metavar="[DIR]", default="xlperf-demo", type=click.Path(path_type=Path))
@force_option
@json_option
@lang_option
def demo(folder: Path, force: bool, as_json: bool, lang: Lang) -> None:
    """Do the whole job on the sample, into a folder. 在样例上走完全过程。"""
    made = run_demo(folder, force=force)
    form = Form.load(FORM)
    if as_json:
        result = reconciliation_json(made.reconciliation, form.money, lang)
        print_json({"summary": str(made.summary), **result})
        return
    for key, path in (
        ("demo.master", made.master),
        ("demo.outbox", made.outbox[0].parent),
        ("demo.returns", made.returns[0].parent),
        ("demo.summary", made.summary),
    ):
        click.echo(word(key, lang, path=path, count=len(made.outbox)))
    click.echo()
    print_findings(made.examples, lang, files=True)
    click.echo()
    print_reconciliation(made.reconciliation, form.money, lang)
    click.echo()
    click.echo(word("demo.open", lang, summary=made.summary, blank=made.outbox[0]))
