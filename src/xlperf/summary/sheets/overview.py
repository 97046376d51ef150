"""总览: the figures of the round, three charts, and a row for each unit."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ...budget import text_width
from ...findings import Level, word
from ...master import Reconciliation, Tally, UnitTally
from ...sheet import Box, Cell, Chart, Content, Print, Series, Sheet, paper_for, quoted, row_height
from ..first_pass import Gathered
from ..list_sheet import Given, Listing, plain
from ..setting import Setting
from .absent_units import absent_units, round_line, round_sentences
from .comparison import adopted_sentence, sentence
from .plans import amount_boxes
from .problems import level_word

_COUNTS = ("issued", "accepted", "rejected", "missing", "adopted", "to-mend", "blank")
"""Of projects: what adds up by amounts, and what adds up by content."""
_AMOUNTS = ("approved", "used", "difference")
_WIDTHS = dict(enumerate((10.0, 26.0, *(8.5 for _ in _COUNTS), *(12.5 for _ in _AMOUNTS))))
_USUAL_HEIGHT, _TOGETHER = 15.0, 5
"""Points of a row of which nothing is said; units that stand with the heading of their list."""
_PAPER = paper_for(_WIDTHS.values())
_LAST = len(_WIDTHS) - 1
_TITLE, _LINE, _FIGURES, _PROJECTS, _UNITS, _SENTENCE = 0, 1, 2, 3, 5, 7
_CHARTED = 20
"""A chart of more units than these cannot be read: the largest are shown instead."""
_ASIDE = _LAST + 2
"""Where the largest units stand for the chart, beside the printed area."""
_NAMED = 28
"""Half-width signs of a name the chart has room for; a longer one is cut, beside the table."""
_PLAN, _SIZES = 5, (455, 250, 270)
"""The column of the second chart, and how wide each is in pixels."""
_ROW, _BAR, _LEAST_ROWS = 20, 28, 16
"""Pixels of a row of the sheet and of a unit in the chart; rows the charts take at least."""
_ISSUED, _LEVEL, _APPROVED, _ACCEPTED, _DIFFERENCE = 2, 6, 9, 10, 11
_LEVELS = (Level.ERROR, Level.WARNING, Level.INFO)
_BLUE, _GREEN, _ORANGE = "1F4E79", "70AD47", "C55A11"


@dataclass(frozen=True)
class Overview:
    """The first sheet, when everything it counts is known."""

    setting: Setting
    made: Reconciliation
    gathered: Gathered
    plans: Listing | None
    problems: Listing
    left_out: int

    @property
    def _charts(self) -> int:
        """The first row of the charts, below the sentences and a heading."""
        return _SENTENCE + len(self._sentences()) + 1

    @property
    def _chart_rows(self) -> int:
        """How many rows the charts take: with more units, their bars need more room."""
        bars = min(len(self.made.units), _CHARTED)
        return max(_LEAST_ROWS, bars * _BAR // _ROW + 4)

    @property
    def _chart_height(self) -> int:
        return self._chart_rows * _ROW - 5

    @property
    def _table_row(self) -> int:
        return self._charts + self._chart_rows + 1

    @property
    def _first(self) -> int:
        """The row of the first unit."""
        return self._table_row + 2

    @property
    def _total_row(self) -> int:
        return self._first + len(self.made.units)

    def sheet(self) -> Sheet:
        """The whole sheet."""
        whole = sum(_WIDTHS.values())
        absent = absent_units(self.setting, self._total_row + 1)
        merged = [Box(_TITLE, 0, _TITLE, _LAST), *absent.merges]
        merged += [Box(row, 0, row, _LAST) for row in range(_SENTENCE, self._charts - 1)]
        merged += [Box(row, 0, row + 1, 1) for row in (_PROJECTS, _UNITS)]
        heights = {_TITLE: 38.0, _LINE: 20.0, self._table_row + 1: 24.0, self._total_row: 22.0}
        heights |= dict.fromkeys((_PROJECTS + 1, _UNITS + 1), 30.0)
        heights |= {_PROJECTS: 32.0, _UNITS: 20.0, _FIGURES: 24.0, self._table_row: 24.0}
        heights |= {self._charts - 1: 24.0, **absent.heights}
        heights |= {
            _SENTENCE + number: row_height([(line, whole)], least=20)
            for number, line in enumerate(self._sentences())
        }
        heights |= {
            self._first + number: row_height([(each.unit.name, _WIDTHS[1])], least=22)
            for number, each in enumerate(self.made.units)
        }
        aside = {_ASIDE: 30.0, _ASIDE + 1: 14.0, _ASIDE + 2: 14.0} if self._charted() else {}
        return Sheet(
            name=self.setting.sheet_name("overview"),
            contents=[*self._contents(), *absent.contents],
            merges=merged,
            widths=_WIDTHS | aside,
            heights=heights,
            charts=[chart for chart in (self._units(), self._plan(), self._levels()) if chart],
            printing=Print(
                area=Box(0, 0, self._total_row + absent.rows, _LAST),
                landscape=True,
                footer=word("footer", self.setting.lang, title=self.setting.sheet_name("overview")),
                paper=_PAPER.name,
                scale=_PAPER.scale,
            ),
            tab=_BLUE,
        )

    def breaks(self, heights: Mapping[int, float]) -> Sequence[int]:
        """The rows above which a new page begins: no heading stands without its first units."""
        above = sum(heights.get(row, _USUAL_HEIGHT) for row in range(self._table_row)) % _PAPER.room
        last = min(self._first + _TOGETHER, self._total_row)
        together = sum(heights.get(row, _USUAL_HEIGHT) for row in range(self._table_row, last + 1))
        return () if above + together <= _PAPER.room else (self._table_row,)

    def _contents(self) -> list[Content]:
        """All cells, from top to bottom."""
        say = self.setting.say
        form, files = self.setting.form, self.gathered.files
        line = say(
            "line.form" if form else "line.files", form=form.name if form else "", files=files
        )
        if self.setting.round:
            line = round_line(self.setting, self.setting.round) + line
        cells = [
            Content(_TITLE, 0, "title", self.setting.titled(say("title.overview"))),
            Content(_LINE, 0, "line", line),
            Content(
                _LINE, _LAST, "line.right",
                word("line.money", self.setting.lang, unit=self.setting.money.unit),
            ),
            Content(_FIGURES, 0, "section", say("section.figures")),
            Content(self._charts - 1, 0, "section", say("section.charts")),
            Content(self._table_row, 0, "section", say("section.units")),
        ]  # fmt: skip
        cells += self._figures()
        cells += [
            Content(_SENTENCE + number, 0, "sentence", line)
            for number, line in enumerate(self._sentences())
        ]
        cells += self._table()
        cells += self._aside()
        return sorted(cells, key=lambda each: (each.row, each.column))

    def _figures(self) -> Iterator[Content]:
        """Two bands of large figures; those of projects are the totals of the table below."""
        say, total = self.setting.say, self._total_row
        yield from _head(_PROJECTS, self.setting.say_counted("band.projects"))
        yield from _head(_UNITS, say("band.units"))
        for column, name, value in self._project_figures():
            style = "figure.money" if column >= _APPROVED else "figure.count"
            label = self.setting.say_counted(f"figure.{name}")
            yield Content(_PROJECTS, column, "figure.label", label)
            formula = f"={Cell(total, column)}"
            yield _cell(_PROJECTS + 1, column, style, value, formula)
        back = sum(_came_back(each) for each in self.made.units)
        issued = len(self.made.units)
        counts = {"units": issued, "units-in": back, "units-missing": issued - back}
        counts["files"] = self.gathered.files
        for column, (name, value) in enumerate(counts.items(), _ISSUED):
            yield Content(_UNITS, column, "figure.label", say(f"figure.{name}"))
            yield Content(_UNITS + 1, column, "figure.count", value)
        for column, level in enumerate(_LEVELS, _LEVEL):
            text = level_word(self.setting, level)
            yield Content(_UNITS, column, "figure.label", text)
            yield Content(
                _UNITS + 1, column, "figure.count", self.gathered.levels[level],
                formula=f'=COUNTIF({self._level_column()},"{text}")',
            )  # fmt: skip

    def _project_figures(self) -> Iterator[tuple[int, str, Given]]:
        names = ("projects", *_COUNTS[1:], *_AMOUNTS)
        yield from zip(range(_ISSUED, _LAST + 1), names, _amounts(self.made.total), strict=True)

    def _level_column(self) -> str:
        sheet = quoted(self.problems.name)
        return f"{sheet}!$A${self.problems.first + 1}:$A${self.problems.last + 1}"

    def _sentences(self) -> Sequence[str]:
        say, made = self.setting.say, self.made
        return (
            *round_sentences(self.setting),
            sentence(self.setting, made.total),
            adopted_sentence(self.setting, made.total),
            say(
                "sentence.findings",
                justified=self.gathered.justified,
                extra=made.total.extra,
                files=len(made.unreadable_files),
                left=self.left_out,
                sheet=self.setting.sheet_name("left-out"),
            ),
        )

    def _table(self) -> Iterator[Content]:
        """A row for each unit, and the totals the figures above are."""
        say, heading = self.setting.say, self._table_row + 1
        names = ("unit-code", "unit-name", *_COUNTS, *_AMOUNTS)
        for column, name in enumerate(names):
            yield Content(heading, column, "heading", say(f"column.{name}"))
        for row, each in enumerate(self.made.units, self._first):
            yield Content(row, 0, "plain.code", each.unit.code)
            yield Content(row, 1, "plain.text", each.unit.name)
            yield from _tally_cells(row, each.tally, "plain", {})
        row = self._total_row
        yield Content(row, 0, "total.text", say("total"))
        yield Content(row, 1, "total.text", "")
        above = {
            column: f"=SUM({Box(self._first, column, row - 1, column)})"
            for column in range(_ISSUED, _DIFFERENCE)
        }
        yield from _tally_cells(row, self.made.total, "total", above)

    def _charted(self) -> list[int]:
        """The rows of the units in the chart, where they are not the table itself.

        The largest, where there are too many for one chart; all, where a name is too long.
        """
        units = self.made.units
        is_short = all(text_width(each.unit.name) <= _NAMED for each in units)
        if not self._has_amounts or (len(units) <= _CHARTED and is_short):
            return []
        order = [*range(len(units))]
        if len(units) > _CHARTED:
            order.sort(key=lambda at: (-(units[at].tally.approved or 0), at))
        return [self._first + at for at in order[:_CHARTED]]

    def _aside(self) -> Iterator[Content]:
        """The units of the chart, beside what is printed."""
        say, rows = self.setting.say, self._charted()
        if not rows:
            return
        for column, name in enumerate(("unit-name", "approved", "used"), _ASIDE):
            yield Content(self._table_row + 1, column, "heading", say(f"column.{name}"))
        for row, at in enumerate(rows, self._first):
            each = self.made.units[at - self._first]
            yield _chart_name(row, Cell(at, 1), each.unit.name or each.unit.code)
            amounts = (each.tally.approved, each.tally.returned)
            for number, amount in enumerate(amounts):
                formula = f"={Cell(at, _APPROVED + number)}"
                value = plain(amount)
                yield Content(row, _ASIDE + 1 + number, "plain.money", value, formula)

    @property
    def _has_amounts(self) -> bool:
        """Whether there are totals to chart: not where a form asks for no budget."""
        return self.made.total.difference is not None

    def _units(self) -> Chart | None:
        if not self._has_amounts:
            return None
        say, sheet = self.setting.say, self.setting.sheet_name("overview")
        count, names, first = len(self.made.units), 1, _APPROVED
        if aside := self._charted():
            count, names, first = len(aside), _ASIDE, _ASIDE + 1
        top, bottom = self._first, self._first + count - 1
        many = "largest" if count < len(self.made.units) else "units"
        return Chart(
            "bar",
            say(f"chart.{many}", unit=self.setting.money.unit, count=count),
            tuple(
                Series(
                    say(f"column.{name}"), sheet, Box(top, names, bottom, names),
                    Box(top, first + at, bottom, first + at), colour,
                )
                for at, (name, colour) in enumerate((("approved", _BLUE), ("used", _GREEN)))
            ),
            Cell(self._charts, 0),
            (_SIZES[0], self._chart_height),
        )  # fmt: skip

    def _plan(self) -> Chart | None:
        if self.plans is None:
            return None
        dates, totals = amount_boxes(self.setting, self.plans)
        title = self.setting.say("chart.plan", unit=self.setting.money.unit)
        series = Series(title, self.plans.name, dates, totals, _BLUE)
        at = Cell(self._charts, _PLAN)
        return Chart("column", title, (series,), at, (_SIZES[1], self._chart_height))

    def _levels(self) -> Chart:
        title = self.setting.say("chart.levels")
        last = _LEVEL + len(_LEVELS) - 1
        names = Box(_UNITS, _LEVEL, _UNITS, last)
        counts = Box(_UNITS + 1, _LEVEL, _UNITS + 1, last)
        series = Series(title, self.setting.sheet_name("overview"), names, counts, _ORANGE)
        most = max(self.gathered.levels[level] for level in _LEVELS)
        return Chart(
            "column", title, (series,), Cell(self._charts, _APPROVED),
            (_SIZES[2], self._chart_height), most=most,
        )  # fmt: skip


def _chart_name(row: int, cell: Cell, name: str) -> Content:
    """A name the chart has room for, live; a long one is cut, and says so."""
    if text_width(name) <= _NAMED:
        return Content(row, _ASIDE, "plain.text", name, f"={cell}")
    kept = name
    while text_width(kept) >= _NAMED:
        kept = kept[:-1]
    return Content(row, _ASIDE, "plain.text", f"{kept}…", f'=LEFT({cell},{len(kept)})&"…"')


def _came_back(each: UnitTally) -> bool:
    """Whether anything at all came back from a unit, readable or not."""
    return bool(each.files) or each.tally.missing < each.tally.issued


def _head(row: int, text: str) -> Iterator[Content]:
    """The merged cell at the left of a band."""
    yield Content(row, 0, "figure.head", text)
    yield from (Content(r, c, "figure.head") for r, c in ((row, 1), (row + 1, 0), (row + 1, 1)))


def _cell(row: int, column: int, style: str, value: Given, formula: str) -> Content:
    """A figure; a dash where no form asks for its amount."""
    if value is None:
        return Content(row, column, style, "—")
    return Content(row, column, style, plain(value), formula)


def _amounts(tally: Tally) -> tuple[int | Decimal | None, ...]:
    by_amounts = (tally.issued, tally.accepted, tally.rejected, tally.missing)
    counts = (*by_amounts, tally.adopted, tally.to_mend, tally.blank)
    return (*counts, tally.approved, tally.returned, tally.difference)


def _tally_cells(
    row: int, tally: Tally, look: str, formulas: Mapping[int, str]
) -> Iterator[Content]:
    """The figures of one unit or of all; the difference is live either way."""
    left, right = Cell(row, _ACCEPTED), Cell(row, _APPROVED)
    live = {_DIFFERENCE: f"=ROUND({left}-{right},10)", **formulas}
    for column, value in enumerate(_amounts(tally), _ISSUED):
        style = f"{look}.money" if column >= _APPROVED else f"{look}.count"
        yield _cell(row, column, style, value, live.get(column, ""))
