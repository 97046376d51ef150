"""The history of one unit, as `status --unit` prints it."""

from collections.abc import Iterable
from pathlib import Path

from ..findings import word
from ..rounds import (
    MOST_REASONS,
    Event,
    Extension,
    Followed,
    Issue,
    Judged,
    Ruling,
    Step,
    Withdrawal,
    Words,
    safe,
)
from .pasting import pasted
from .saying import say

_LONG = 60
"""Signs of a text that are printed of either side; the JSON has all of it."""


def print_history(
    words: Words, unit: str, steps: Iterable[Step], followed: Iterable[Followed], folder: Path
) -> None:
    """Print what happened to a unit in order of time, then what changed from copy to copy.

    Args:
        folder: the folder of the round, in which files are kept.
    """
    found = words.standing.unit(unit)
    say(words.listed(str(found.unit), words.how(found)))
    for step in steps:
        by = words.say("by", name=safe(step.by)) if step.by else ""
        say(f"  {words.standing.moment(step.at)}  {_told(words, step)}{by}")
        reasons = _reasons(words, step)
        for reason in reasons:
            say(f"      {reason}")
        if isinstance(step.record, Judged) and len(reasons) >= MOST_REASONS:
            kept = folder / step.record.arrival.file
            say(f"      {words.say('all', command=pasted('read', kept, '--round', folder))}")
        for change in step.changes:
            told = words.listed(words.change_kind(change), words.change(change))
            say(f"      {told}")
    for pair in followed:
        say()
        _print_pair(words, pair)


def _told(words: Words, step: Step) -> str:
    """One step in words."""
    lang, record = words.lang, step.record
    if isinstance(record, Issue):
        return word("print.step-issued", lang, number=record.number, file=safe(record.file))
    if isinstance(record, Judged):
        return words.arrived(record)
    if isinstance(record, Ruling):
        return word("print.step-ruled", lang, what=words.ruled(record))
    if isinstance(record, Extension):
        return words.extended(record)
    if isinstance(record, Event):
        told = words.event(record)
        return word("print.step-judged", lang, what=told) if record.action == "judged" else told
    return words.say("what.withdrawn")


def _reasons(words: Words, step: Step) -> tuple[str, ...]:
    record = step.record
    if isinstance(record, Judged):
        return words.told_of(record)
    if isinstance(record, Ruling | Extension):
        return (safe(record.reason),)
    return (words.why_withdrawn(record),) if isinstance(record, Withdrawal) else ()


def _print_pair(words: Words, pair: Followed) -> None:
    """What changed from one copy to the next."""
    lang, count = words.lang, len(pair.differences)
    values = {"before": pair.before.id, "after": pair.after.id, "count": count}
    if pair.unread:
        say(word("print.pair-unread", lang, **values, found=pair.unread))
        return
    say(word("print.pair" if count else "print.pair-equal", lang, **values))
    for each in pair.differences:
        place = each.place_after or each.place_before
        about = words.listed(safe(each.name or each.project), safe(each.label), safe(each.row))
        say(f"  {about}{f'  [{safe(place)}]' if place else ''}")
        say(f"      {_side(words, each.before)} → {_side(words, each.after)}")


def _side(words: Words, text: str) -> str:
    """One side of a difference; nothing there is said, never shown as nothing."""
    shown = safe(text) if text else word("print.blank", words.lang)
    return shown if len(shown) <= _LONG else f"{shown[:_LONG]}…"
