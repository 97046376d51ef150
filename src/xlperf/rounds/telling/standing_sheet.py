"""收表情况: the figures of a round, a chart, and a row for each unit."""

from collections.abc import Iterator, Sequence

from ...findings import word
from ...sheet import (
    GREEN,
    RED,
    Box,
    Cell,
    Chart,
    Content,
    Print,
    Series,
    Sheet,
    paper_for,
    row_height,
)
from ..counting import Standing, UnitStanding, UnitState
from .lists import ORANGE, coloured
from .words import Words

_COLUMNS = (
    ("unit-code", 9.0, "plain.code"), ("unit-name", 24.0, "plain.text"),
    ("standing", 8.5, "plain.choice"), ("issue", 8.5, "plain.count"),
    ("errors", 8.5, "plain.count"), ("warnings", 8.5, "plain.count"),
    ("duplicates", 8.5, "plain.count"), ("superseded", 8.5, "plain.count"),
    ("received", 15.5, "plain.choice"), ("reasons", 38.0, "plain.text"),
)  # fmt: skip
_WIDTHS = {column: width for column, (_, width, _) in enumerate(_COLUMNS)}
_PAPER = paper_for(_WIDTHS.values())
_LAST, _STATE, _NAME, _WHY = len(_COLUMNS) - 1, 2, 1, 9
_SUMS = range(4, 8)
_DUPLICATES = 6
_TITLE, _LINE, _SECTION, _LABELS, _FIGURES, _SHARES, _SENTENCE = range(7)
_CHART_SECTION = _SENTENCE + 2
_CHART = _CHART_SECTION + 1
_CHART_ROWS, _ROW = 13, 20
"""Rows the chart takes, and the pixels of one."""
_TABLE = _CHART + _CHART_ROWS
_HEADING, _FIRST = _TABLE + 1, _TABLE + 2
_ISSUED, _STATES = 2, 3
"""Columns of the large figures: issued, then one for each state, then the duplicates."""
COLOURS = {
    UnitState.SUBMITTED: GREEN, UnitState.LATE: ORANGE,
    UnitState.SENT_BACK: "7030A0", UnitState.MISSING: RED,
}  # fmt: skip


def standing_sheet(words: Words, standing: Standing) -> Sheet:
    """The first sheet, for the leaders."""
    total = _FIRST + max(1, len(standing.units))
    whole = sum(_WIDTHS.values())
    sentence = _sentence(words, standing)
    heights = {_TITLE: 38.0, _LINE: 20.0, _SECTION: 24.0, _LABELS: 32.0, _FIGURES: 32.0}
    heights |= {_SHARES: 20.0, _SENTENCE: row_height([(sentence, whole)], least=22)}
    heights |= {_CHART_SECTION: 24.0, _TABLE: 24.0, _HEADING: 24.0, total: 22.0}
    for row, each in enumerate(standing.units, _FIRST):
        texts = [(each.unit.name, _WIDTHS[_NAME]), (_reasons(words, each), _WIDTHS[_WHY])]
        heights[row] = row_height(texts, least=22)
    states = {words.unit_state(state): colour for state, colour in COLOURS.items()}
    return Sheet(
        name=words.sheet_name("standing"),
        contents=sorted(_contents(words, standing, sentence, total), key=lambda each: each[:2]),
        merges=[
            Box(_TITLE, 0, _TITLE, _LAST), Box(_LABELS, 0, _SHARES, _NAME),
            Box(_SENTENCE, 0, _SENTENCE, _LAST),
        ],
        widths=_WIDTHS,
        heights=heights,
        highlights=coloured(_STATE, len(standing.units), states, _FIRST),
        charts=[_chart(words, max(standing.count(state) for state in UnitState))],
        printing=Print(
            area=Box(0, 0, total, _LAST), repeat=(_HEADING, _HEADING), landscape=True,
            footer=word("footer", words.lang, title=words.sheet_name("standing")),
            paper=_PAPER.name, scale=_PAPER.scale,
        ),
        tab="1F4E79",
    )  # fmt: skip


def _sentence(words: Words, standing: Standing) -> str:
    """The count that must come out even, and what is outside of it."""
    even = words.say(
        "even", issued=standing.issued, withdrawn=len(standing.withdrawn),
        other=len(standing.other), superseded=standing.superseded,
        **{state.name.lower(): standing.count(state) for state in UnitState},
    )  # fmt: skip
    return f"{even}\n{words.projects(standing.projects)}"


def _reasons(words: Words, each: UnitStanding) -> str:
    return "\n".join(words.reasons(each))


def _contents(words: Words, standing: Standing, sentence: str, total: int) -> Iterator[Content]:
    """All cells, from top to bottom."""
    say = words.say
    yield Content(_TITLE, 0, "title", say("title", round=words.round))
    line = say("line", at=standing.moment(standing.at), due=standing.due)
    yield Content(_LINE, 0, "line", line)
    yield Content(_SECTION, 0, "section", say("section.figures"))
    yield from _figures(words, standing, total)
    yield Content(_SENTENCE, 0, "sentence", sentence)
    yield Content(_CHART_SECTION, 0, "section", say("section.chart"))
    yield Content(_TABLE, 0, "section", say("section.units"))
    for column, (name, _, _) in enumerate(_COLUMNS):
        yield Content(_HEADING, column, "heading", say(f"column.{name}"))
    for row, each in enumerate(standing.units, _FIRST):
        cells = zip(_COLUMNS, _row(words, each), strict=True)
        for column, ((_, _, style), value) in enumerate(cells):
            yield Content(row, column, style, value)
    if not standing.units:  # a row that says so, or the sums below would be of their own heading
        for column, (_, _, style) in enumerate(_COLUMNS):
            yield Content(_FIRST, column, style, say("none") if column == _NAME else None)
    yield from _totals(words, standing, total)


def _figures(words: Words, standing: Standing, total: int) -> Iterator[Content]:
    """The large figures: counted from the rows below, and their shares."""
    rows = Box(_FIRST, _STATE, total - 1, _STATE)
    issued = Cell(_FIGURES, _ISSUED)
    yield Content(_LABELS, 0, "figure.head", words.say("figures"))
    blank = [(row, column) for row in (_LABELS, _FIGURES, _SHARES) for column in (0, 1)][1:]
    yield from (Content(row, column, "figure.head") for row, column in blank)
    counted: list[tuple[str, int, str]] = [("issued", standing.issued, f"=COUNTA({rows})")]
    for state in UnitState:
        formula = f'=COUNTIF({rows},"{words.unit_state(state)}")'
        counted.append((f"unit.{state.value}", standing.count(state), formula))
    counted.append(("figure.duplicates", standing.duplicates, f"={Cell(total, _DUPLICATES)}"))
    for column, (name, value, formula) in enumerate(counted, _ISSUED):
        yield Content(_LABELS, column, "figure.label", words.say(name))
        yield Content(_FIGURES, column, "figure.count", value, formula)
        is_state = name.startswith("unit.")
        share = value / standing.issued if is_state and standing.issued else 0.0
        part = f"=IF({issued}=0,0,{Cell(_FIGURES, column)}/{issued})" if is_state else ""
        yield Content(_SHARES, column, "figure.share", share if is_state else None, part)


def _row(words: Words, each: UnitStanding) -> Sequence[str | int | None]:
    """One unit."""
    arrival = each.copy.arrival if each.copy else None
    return (
        each.unit.code, each.unit.name, words.unit_state(each.standing), each.issue.number,
        arrival.errors if arrival else None, arrival.warnings if arrival else None,
        each.duplicates or None, each.superseded or None,
        words.received(arrival) if arrival else "", _reasons(words, each),
    )  # fmt: skip


def _totals(words: Words, standing: Standing, total: int) -> Iterator[Content]:
    """The row that adds up what is above it."""
    copies = [each.copy.arrival for each in standing.units if each.copy]
    sums = (
        sum(each.errors for each in copies), sum(each.warnings for each in copies),
        standing.duplicates, standing.superseded,
    )  # fmt: skip
    yield Content(total, 0, "total.text", words.say("total"))
    for column in range(1, _LAST + 1):
        if column in _SUMS:
            above = Box(_FIRST, column, total - 1, column)
            value = sums[column - _SUMS.start]
            yield Content(total, column, "total.count", value, f"=SUM({above})")
        else:
            yield Content(total, column, "total.text", "")


def _chart(words: Words, most: int) -> Chart:
    """How many units stand how."""
    sheet, last = words.sheet_name("standing"), _STATES + len(UnitState) - 1
    series = Series(
        words.say("chart"), sheet, Box(_LABELS, _STATES, _LABELS, last),
        Box(_FIGURES, _STATES, _FIGURES, last), "1F4E79",
    )  # fmt: skip
    size = (1000, _CHART_ROWS * _ROW - 10)
    return Chart("column", words.say("chart"), (series,), Cell(_CHART, 0), size, most=most)
