"""What the office may do next, as commands that can be pasted: after what calls for them."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from ..findings import Lang, word
from ..rounds import Reason, SentAgain, Standing, UnitState
from .pasting import pasted

_HALVES, _OLDER = "copies.halves", "judged.older-issue"
"""Reasons the office can do something about."""


def steps_for(unit: str, reasons: Iterable[Reason], folder: Path, lang: Lang) -> Iterator[str]:
    """What can be done about a copy that lacks what another holds, or answers an older issue."""
    for each in reasons:
        if each.code == _HALVES:
            both = each.values.get("first", ""), each.values.get("second", "")
            command = pasted("overrule", unit, "--round", folder, "--join", *both)
            yield word("print.join", lang, command=command)
        elif each.code == _OLDER:
            yield word("print.carry-over", lang, command=pasted("sync", "--round", folder))


def step_to_let_count(each: SentAgain, folder: Path, lang: Lang) -> str:
    """How an earlier copy that came once more is made the one that counts."""
    first = each.first.id
    command = pasted("overrule", each.first.unit, "--round", folder, "--copy", first)
    return word("print.let-count", lang, first=first, command=command)


def step_to_mark(standing: Standing, folder: Path, lang: Lang) -> Iterator[str]:
    """How what is sent back is marked for its units, as long as some of it was not."""
    back = standing.of(UnitState.SENT_BACK)
    if any(standing.returned(each) is None for each in back):
        nouns = standing.form.words.said if standing.form else {}
        command = pasted("send-back", "--round", folder)
        yield word("print.mark", lang, **nouns, command=command)
