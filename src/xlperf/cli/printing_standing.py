"""How a round stands, as `status` prints it: counts that add up, then who is not in."""

from collections.abc import Iterable
from pathlib import Path

from ..budget import text_width
from ..findings import word
from ..rounds import Standing, UnitStanding, UnitState, Words, safe, unit_facts
from .next_steps import step_to_let_count, step_to_mark, steps_for
from .saying import say

_COLOURS = {
    UnitState.SUBMITTED: "green", UnitState.LATE: "yellow", UnitState.SENT_BACK: "magenta",
    UnitState.MISSING: "red",
}  # fmt: skip
_REASON = 100
"""Half-width signs of a reason that are printed: one line a unit, also in a round of hundreds."""
_NAME = 36


def print_standing(words: Words, standing: Standing, folder: Path) -> None:
    """Print the counts, then every unit that is not in, was late, or answers an older issue.

    Args:
        folder: the folder of the round, which the commands name that are told besides.
    """
    lang = words.lang
    say(words.round)
    say(words.say("line", at=standing.moment(standing.at), due=standing.due))
    counts = {state.name.lower(): standing.count(state) for state in UnitState}
    even = words.say(
        "even", issued=standing.issued, withdrawn=len(standing.withdrawn),
        other=len(standing.other), superseded=standing.superseded, **counts,
    )  # fmt: skip
    say(even)
    say(words.projects(standing.projects))
    if standing.ignored:
        say(words.say("ignored", count=len(standing.ignored)))
    if standing.duplicates:
        say(word("print.duplicates", lang, count=standing.duplicates))
    for state in (UnitState.SENT_BACK, UnitState.MISSING, UnitState.LATE):
        _print_units(words, words.unit_state(state), standing.of(state), _COLOURS[state], folder)
    for line in step_to_mark(standing, folder, lang):
        say(line)
    outdated = [each for each in standing.of(UnitState.SUBMITTED) if each.is_outdated]
    _print_units(words, word("print.outdated", lang), outdated, "yellow", folder)
    _print_extensions(words, standing)
    _print_rest(words, standing)
    _print_doubts(words, standing, folder)


def _print_units(
    words: Words, title: str, units: Iterable[UnitStanding], colour: str, folder: Path
) -> None:
    """A heading with its count, and a line a unit."""
    listed = list(units)
    if not listed:
        return
    say()
    say(head=words.counted(title, len(listed)), colour=colour)
    width = max(text_width(each.unit.code) for each in listed)
    for each in listed:
        received = words.received(each.copy.arrival) if each.copy else ""
        told = [received, words.own_due(each), *words.reasons(each, 1)]
        code = _padded(each.unit.code, width)
        line = f"  {code}  {_padded(each.unit.name, _NAME)}  {'  '.join(filter(None, told))}"
        say(_cut(line.rstrip(), width + _NAME + _REASON))
        for step in steps_for(each.unit.code, unit_facts(each), folder, words.lang):
            say(step)


def _print_rest(words: Words, standing: Standing) -> None:
    """The units that are withdrawn, and the files that are nobody's return."""
    if standing.withdrawn:
        say()
        say(words.counted(words.say("withdrawn"), len(standing.withdrawn)))
        for each in standing.withdrawn:
            say(f"  {each.unit}  {words.why_withdrawn(each.withdrawal)}")
    if standing.other:
        say()
        say(words.counted(word("print.other", words.lang), len(standing.other)))
        for one in standing.other:
            arrival = one.arrival
            told = [words.received(arrival), safe(arrival.name), words.state(one.state)]
            told += [safe(arrival.unit), *words.all_reasons(arrival)[:1]]
            say(_cut(f"  {arrival.id:>4}  {'  '.join(filter(None, told))}", _REASON * 2))


def _print_extensions(words: Words, standing: Standing) -> None:
    """The deadlines that were moved, and why."""
    if not standing.extensions:
        return
    say()
    say(words.counted(words.say("extended"), len(standing.extensions)))
    for each in standing.extensions:
        who = safe(each.unit) or words.say("whole-round")
        at = standing.moment(each.at)
        say(_cut(f"  {who}  {words.extended(each)}  {safe(each.reason)}  {at}", _REASON * 2))


def _print_doubts(words: Words, standing: Standing, folder: Path) -> None:
    """What asks for a look of the office: copies that came again, files that were altered."""
    if standing.sent_again:
        say()
        title = word("print.sent-again", words.lang)
        say(head=words.counted(title, len(standing.sent_again)), colour="yellow")
        for each in standing.sent_again:
            say(f"  {each.first.unit}  {words.sent_again(each)}")
            say(step_to_let_count(each, folder, words.lang))
    if standing.altered:
        say()
        title = words.counted(words.say("altered"), len(standing.altered))
        say(head=title, colour="red")
        for one in standing.altered:
            say(f"  {words.altered(one)}")
        say(f"  {words.say('altered-mend')}")


def _padded(text: str, width: int) -> str:
    return text + " " * (width - text_width(text))


def _cut(line: str, width: int) -> str:
    """A line no longer than a wide terminal; what is cut is in the workbook and the JSON."""
    if text_width(line) <= width:
        return line
    kept, room = "", width - 1
    for sign in line:
        room -= text_width(sign)
        if room < 0:
            break
        kept += sign
    return f"{kept}…"
