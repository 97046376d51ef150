"""The command `demo`."""

from pathlib import Path

import click

from ..demo import DUE, FORM, SENT, Made
from ..demo import demo as run_demo
from ..exchange import change_json, reconciliation_json
from ..findings import Lang, word
from ..form import Form
from ..reading import Filled
from ..rounds import Words, standing_json
from .command import Command
from .options import force_option, json_option, lang_option, spoken
from .pasting import pasted
from .printing import print_findings, print_json
from .printing_master import print_reconciliation
from .printing_standing import print_standing
from .printing_sync import print_conflicts
from .saying import say, say_lines


@click.command(cls=Command)
@click.argument("folder", metavar="[DIR]", default="xlperf-demo", type=click.Path(path_type=Path))
@force_option
@json_option
@lang_option
def demo(folder: Path, force: bool, as_json: bool, lang: Lang | None) -> None:
    """Do the whole job on the sample, into a folder."""
    made = run_demo(folder, force=force)
    form = Form.load(FORM)
    lang = spoken(lang, form)
    if as_json:
        result = reconciliation_json(made.reconciliation, form.money, lang)
        told = {"round": str(made.round), "standing": standing_json(made.standing, lang)}
        changes = [change_json(each) for each in made.conflicts]
        print_json(
            {
                "summary": str(made.summary),
                "text": str(made.text),
                **told,
                "conflicts": changes,
                **result,
            }
        )
        return
    _print_steps(made, form, lang)
    say()
    say(word("demo.examples", lang))
    print_findings(made.examples, lang, files=True)
    say()
    print_standing(Words(lang, made.standing), made.standing, made.round)
    say()
    print_reconciliation(made.reconciliation, form.money, lang)
    (blank, *_), (again, *_) = made.outbox, made.reissued
    unit = again.name.partition(" ")[0]
    opened = word(
        "demo.open", lang, summary=made.summary, status=made.status, blank=blank, again=again,
        command=pasted("status", "--round", made.round, "--unit", unit),
    )  # fmt: skip
    say()
    say_lines(opened)
    say()
    say(word("demo.next", lang, summary=made.summary))


def _print_read_back(filled: Filled, lang: Lang) -> None:
    """How much came back from the text that was printed."""
    (account,) = (each for each in filled.findings if each.code == "text.account")
    rows = sum(len(each.indicators) for each in filled)
    values = {"projects": len(filled.projects), "rows": rows}
    say(word("demo.text-read", lang, account=account.message(lang), **values))


def _print_steps(made: Made, form: Form, lang: Lang) -> None:
    """What was done, in the order of the days, and where it lies."""
    late = "、".join(str(each.unit) for each in made.standing.units if each.standing == "late")
    (first, *_), (again, *_) = made.reissued, made.again
    say(word("demo.master", lang, path=made.master))
    sent = {"at": SENT.date(), "due": DUE, "count": len(made.outbox)}
    say(word("demo.outbox", lang, path=made.outbox[0].parent, **sent))
    say(word("demo.returns", lang, path=made.returns[0].parent, late=late))
    count = len(made.reissued)
    say(word("demo.changed", lang, path=made.changed, count=count, again=first))
    print_conflicts(made.conflicts, form, lang)
    say(word("demo.again", lang, path=again))
    say(word("demo.status", lang, path=made.status))
    say(word("demo.summary", lang, path=made.summary))
    say(word("demo.text", lang, path=made.text))
    if made.text_read:
        _print_read_back(made.text_read, lang)
