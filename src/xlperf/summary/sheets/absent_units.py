"""What 总览 says of a round: its name and moment, how many units are in, and which are not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ...sheet import Box, Content, row_height
from ..heading import Heading
from ..links import legal_text
from ..setting import Setting

_STATE, _WHY, _LAST = 2, 3, 11
"""Columns of the list, under those of the units: code, name, state, and why over the rest."""
_NAME_WIDTH, _WHY_WIDTH = 26.0, 88.5
_SHOWN = 200
"""Characters of a reason that are shown; the whole of it is in the status of the round."""


@dataclass(frozen=True)
class Below:
    """What stands below the units; nothing without a round, or when every unit is in."""

    contents: Sequence[Content] = ()
    merges: Sequence[Box] = ()
    heights: Mapping[int, float] = field(default_factory=dict)
    rows: int = 0


def round_line(setting: Setting, round: Heading) -> str:
    """The round and the moment, before everything else under the title."""
    return setting.say("line.round", round=legal_text(round.round), at=round.moment)


def round_sentences(setting: Setting) -> Sequence[str]:
    """How many units are in, in a count that adds up; nothing without a round."""
    each = setting.round
    if each is None:
        return ()
    said = setting.say(
        "sentence.round", due=each.due, issued=each.issued, submitted=each.submitted,
        late=each.late, sent_back=each.sent_back, missing=each.missing,
    )  # fmt: skip
    return (said + (setting.say("sentence.absent") if each.absent else ""),)


def absent_units(setting: Setting, above: int) -> Below:
    """A row for each unit that is not in; `above` is the last row before them."""
    if setting.round is None or not setting.round.absent:
        return Below()
    absent, first = setting.round.absent, above + 3
    reasons = [_one_line(each.why) for each in absent]
    heights = {above + 1: 24.0, above + 2: 24.0}
    for row, (each, why) in enumerate(zip(absent, reasons, strict=True), first):
        texts = [(each.unit.name, _NAME_WIDTH), (why, _WHY_WIDTH)]
        heights[row] = row_height(texts, least=22)
    return Below(
        contents=list(_contents(setting, above, first, reasons)),
        merges=[Box(row, _WHY, row, _LAST) for row in range(above + 2, first + len(absent))],
        heights=heights,
        rows=len(absent) + 3,
    )


def _contents(
    setting: Setting, above: int, first: int, reasons: Sequence[str]
) -> Iterator[Content]:
    say = setting.say
    absent = setting.round.absent if setting.round else ()
    yield Content(above + 1, 0, "section", say("section.absent", count=len(absent)))
    for column, name in enumerate(("unit-code", "unit-name", "standing", "why")):
        yield Content(above + 2, column, "heading", say(f"column.{name}"))
    yield from (Content(above + 2, column, "heading") for column in range(_WHY + 1, _LAST + 1))
    for row, (each, why) in enumerate(zip(absent, reasons, strict=True), first):
        yield Content(row, 0, "plain.code", each.unit.code)
        yield Content(row, 1, "plain.text", each.unit.name)
        yield Content(row, _STATE, "plain.choice", say(f"standing.{each.state}"))
        yield Content(row, _WHY, "plain.text", why)
        yield from (Content(row, column, "plain.text") for column in range(_WHY + 1, _LAST + 1))


def _one_line(text: str) -> str:
    said = " ".join(legal_text(part) for part in text.split())
    return said if len(said) <= _SHOWN else f"{said[:_SHOWN]}…"
