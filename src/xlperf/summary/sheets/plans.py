"""资金支出计划: the cumulative plan of each accepted project, in percent and in money."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ...budget import Unit
from ...sheet import Box, Cell
from ..kept_records import ProjectRecord
from ..list_sheet import HEADING, Column, Given, Listing, Shown
from ..setting import AMOUNT, LINK, Setting, unit_cells

_BUDGET = 4
_PERCENTS = 5
_PLACES = 10
"""Decimals the live product is rounded to, so that binary dust never shows."""


def plans_list(setting: Setting, rows: int) -> Listing:
    """The sheet, for so many accepted projects."""
    labels = [setting.date_label(date) for date in setting.dates]
    amounts = [setting.say("in-unit", label=each, unit=setting.money.unit) for each in labels]
    columns = [
        *setting.project_columns(),
        setting.amount_heading("budget"),
        *(Column(label, 8, "plain.percent") for label in labels),
        *(Column(each, AMOUNT, "plain.money", total=True) for each in amounts),
        setting.column("source", LINK),
    ]
    left = setting.say("plan-line", count=f"{rows:,}")
    return setting.listing("plans", columns, rows, total=True, frozen=4, left=left)


def amount_boxes(setting: Setting, listing: Listing) -> tuple[Box, Box]:
    """Where a chart finds the dates, and the total planned up to each of them."""
    count = len(setting.dates)
    names = Box(HEADING, _PERCENTS, HEADING, _PERCENTS + count - 1)
    first = _PERCENTS + count
    return names, Box(listing.bottom, first, listing.bottom, first + count - 1)


def plan_row(setting: Setting, unit: Unit, record: ProjectRecord, row: int) -> list[Given | Shown]:
    """One project; amounts are live products of budget and percent, exact as stored."""
    percents = [dict(record.plan).get(date) for date in setting.dates]
    return [
        *unit_cells(unit),
        record.code,
        record.name,
        record.budget,
        *map(_share, percents),
        *_amounts(record.budget, percents, row),
        setting.link(record.plan_source),
    ]


def _share(percent: Decimal | None) -> Shown:
    """A percent as a percent cell holds it, with decimals only where it has some."""
    if percent is None:
        return Shown(None)
    return Shown(percent / 100, style="" if percent == int(percent) else "plain.percent2")


def _amounts(
    budget: Decimal | None, percents: Sequence[Decimal | None], row: int
) -> Iterator[Shown]:
    base = Cell(row, _BUDGET)
    for column, percent in enumerate(percents, _PERCENTS):
        share = Cell(row, column)
        formula = f'=IF(COUNT(${base},{share})=2,ROUND(${base}*{share},{_PLACES}),"")'
        amount = "" if budget is None or percent is None else budget * percent / 100
        yield Shown(amount, formula)
