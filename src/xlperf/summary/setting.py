"""What all sheets of a summary share: language, money, form, links, and how they all look."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ..budget import FieldValue, MoneyUnit, Unit
from ..findings import Lang, nouns, word
from ..form import Form, spoken_in
from ..sheet import BLUE, GREY, HEADING, Highlight, Style, palette
from .declared_columns import declared_cells, declared_columns
from .heading import Heading
from .kept_records import Source
from .links import Links
from .list_sheet import Column, Given, Listing, Shown

UNIT_CODE, UNIT_NAME, CODE, NAME, AMOUNT, LINK = 9.0, 15.0, 22.5, 15.0, 11.0, 11.0
"""Widths of the columns that stand on several sheets."""


@dataclass(frozen=True)
class Setting:
    """What all sheets of one summary share."""

    lang: Lang
    money: MoneyUnit
    form: Form | None
    links: Links
    dates: Sequence[str] = ()
    has_weights: bool = False
    round: Heading | None = None

    def say(self, code: str, **values: object) -> str:
        """A heading or sentence of the summary."""
        nouns = self.form.words.said if self.form else {}
        return word(f"summary.{code}", self.lang, **nouns, **values)

    @property
    def counts_units(self) -> bool:
        """Whether units are counted, since the form asks for nothing of projects."""
        return self.form is not None and self.form.project_sheet is None

    @property
    def has_indicators(self) -> bool:
        """Whether projects have indicators; a summary without a form might have some."""
        sheet = self.form.project_sheet if self.form else None
        return self.form is None or bool(sheet and any(t.is_indicators for t in sheet.tables))

    @property
    def asks_part(self) -> bool:
        """Whether units are asked for paragraphs of their own, as 总体绩效目标."""
        sheet = self.form.unit if self.form else None
        return self.form is None or bool(sheet and not all(t.is_keyed for t in sheet.tables))

    def asked(self, names: Iterable[str]) -> tuple[str, ...]:
        """Those of some fields that projects are asked for; all of them without a form."""
        return tuple(name for name in names if self.form is None or self.form.asks(name))

    def say_counted(self, code: str) -> str:
        """A heading that names what is counted: projects, or units."""
        if not self.counts_units:
            return self.say(code)
        said = self.form.words.said if self.form else {}
        called = nouns(self.lang, said)
        counted = {"words.project": called.Unit, "words.projects": called.Units}
        return word(f"summary.{code}", self.lang, **{**said, **counted})

    def sheet_name(self, name: str) -> str:
        """The name of a sheet: in the form's language, whatever is spoken, as scripts go by it."""
        return word(f"summary.sheet.{name}", spoken_in(None, self.form))

    def amount_heading(self, name: str, **values: str) -> Column:
        """A column of money that is added up."""
        return Column(self.say(f"column.{name}", **values), AMOUNT, "plain.money", total=True)

    def count_heading(self, name: str) -> Column:
        """A column of counts that is added up."""
        return Column(self.say(f"column.{name}"), 7, "plain.count", total=True)

    def column(self, name: str, width: float, style: str = "plain.text") -> Column:
        """A column under its heading."""
        return Column(self.say(f"column.{name}"), width, style)

    def opinion(self, said: str) -> str:
        """The reviewers' words for a finding, in the language that is spoken."""
        try:
            return self.say(f"opinion.{said}") if said else ""
        except KeyError:  # of a rule of somebody's own
            return said

    def own_columns(self, fields_of: Callable[[Form], Sequence[str]]) -> list[Column]:
        """The columns of fields that the form declares; none without a form."""
        return declared_columns(self.form, fields_of(self.form)) if self.form else []

    def own_cells(
        self, fields_of: Callable[[Form], Sequence[str]], values: Mapping[str, FieldValue]
    ) -> list[Given]:
        """What stands in them."""
        return declared_cells(self.form, fields_of(self.form), values) if self.form else []

    def project_columns(self) -> list[Column]:
        """The columns that say which project a row is about."""
        return [
            self.column("unit-code", UNIT_CODE, "plain.code"),
            self.column("unit-name", UNIT_NAME),
            self.column("code", CODE, "plain.code"),
            self.column("name", NAME),
        ]

    def listing(
        self, name: str, columns: Sequence[Column], rows: int, *, total: bool = False,
        highlights: Sequence[Highlight] = (), frozen: int = 0, below: int = 0, left: str = "",
        by: int = 0,
    ) -> Listing:  # fmt: skip
        """The sheet of a list, titled and counted as all of them are; `by` is the unit's column."""
        return self._listing(
            self.sheet_name(name), self.titled(self.say(f"title.{name}")), columns, rows,
            total=total,
            highlights=highlights, frozen=frozen, below=below, left=left, by=by,
        )  # fmt: skip

    def titled_list(
        self, title: str, columns: Sequence[Column], rows: int, *, total: bool, frozen: int
    ) -> Listing:
        """The sheet of a list that a form names."""
        return self._listing(title, self.titled(title), columns, rows, total=total, frozen=frozen)

    def _listing(
        self, name: str, title: str, columns: Sequence[Column], rows: int, *, total: bool,
        highlights: Sequence[Highlight] = (), frozen: int = 0, below: int = 0, left: str = "",
        by: int = 0,
    ) -> Listing:  # fmt: skip
        has_money = any(column.style == "plain.money" for column in columns)
        money = word("line.money", self.lang, unit=self.money.unit) if has_money else ""
        return Listing(
            name=name,
            title=title,
            columns=columns,
            rows=rows,
            left=left or self.say("count", count=f"{rows:,}"),
            right=money,
            footer=word("footer", self.lang, title=name),
            none=self.say("none"),
            total=self.say("total") if total else "",
            highlights=highlights,
            frozen=frozen,
            below=below,
            by=by,
        )

    def titled(self, text: str) -> str:
        """A title with the year of the form, if there is one."""
        return self.say("year", year=self.form.year, title=text) if self.form else text

    def link(self, source: Source, *, text: str = "") -> Shown:
        """A link to where something came from; nothing where it came from nowhere."""
        if not source.file:
            return Shown("")
        return self.links.to(source.file, source.sheet, source.cell, text=text)

    def date_label(self, date: str) -> str:
        """A date of the plan in the words of the form."""
        return self.form.plan_labels.get(date, date) if self.form else date


def unit_cells(unit: Unit) -> tuple[str, str]:
    """Code and name of a unit, for the two columns they stand in."""
    return unit.code, unit.name


def summary_styles(money: MoneyUnit) -> Mapping[str, Style]:
    """All styles of a summary: those of every sheet, and a few of its own."""
    styles = dict(palette(money))
    amount = styles["plain.money"].number
    count = replace(styles["plain.number"], number="#,##0")
    label = Style(font="黑体", colour=GREY, border=True, across="center", wrap=True)
    figure = Style(font="黑体", size=16, colour="1F4E79", border=True, across="center")
    link = Style(border=True, colour=BLUE, underline=True, wrap=True)
    return styles | {
        "plain.count": count,
        "total.count": replace(count, bold=True, fill=HEADING),
        "plain.percent2": replace(styles["plain.percent"], number="0.00%"),
        "link.small": link,
        "figure.label": label,
        "figure.count": replace(figure, number="#,##0"),
        "figure.money": replace(figure, number=amount),
        "figure.head": replace(label, size=12, colour="", fill=HEADING),
        "sentence": Style(wrap=True),
        "sentence.boxed": Style(border=True, wrap=True),
    }
