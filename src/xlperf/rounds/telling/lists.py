"""The lists of STATUS.xlsx: whom to chase, all that came in, and what the office decided."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from ...findings import word
from ...identity import Kind
from ...sheet import GREEN, RED, Box, Highlight, column_letters
from ...summary import FIRST, Column, Given, Listing
from ..counting import Judged, Standing, UnitState
from ..ledger import Change, State
from .words import Words, safe

ORANGE, GREY = "C55A11", "7F7F7F"
Rows = Sequence[Sequence[Given]]
Decision = tuple[datetime, str, str, str, str, str]
"""When, what kind, of which unit, what, why, by whom."""
_KINDS = {
    "judged": "rejudged",
    "asked-again": "asked-again",
    "joined": "joined",
    "returned": "returned",
}
"""What is told of the audit, by what was done."""
_STATE = 5
"""The column of an arrival's state."""


class Lists:
    """Every list after the first sheet, with its rows."""

    def __init__(self, words: Words, standing: Standing, changes: Iterable[Change]) -> None:
        self._words, self._standing = words, standing
        self._changes: dict[tuple[str, int], list[Change]] = {}
        for each in changes:
            self._changes.setdefault((each.unit, each.number), []).append(each)
        self._issued_by = {
            (each.unit, each.facts.get("number")): each.by
            for each in standing.events if each.action == "issued"
        }  # fmt: skip
        self._asked = {each.unit.code for each in standing.units}
        self._units = {each.unit.code: each.unit.name for each in standing.units}
        self._units |= {each.unit.code: each.unit.name for each in standing.withdrawn}

    def all(self) -> Iterator[tuple[Listing, Rows]]:
        """The lists in the order of their sheets."""
        yield self._chase()
        yield self._arrivals()
        yield self._decisions()

    def _listing(
        self, name: str, columns: Sequence[Column], rows: Rows, left: str,
        highlights: Sequence[Highlight] = (), *, frozen: int = 0, by: int | None = None,
    ) -> tuple[Listing, Rows]:  # fmt: skip
        title = self._words.listed(self._words.round, self._words.say(f"title.{name}"))
        sheet = self._words.sheet_name(name)
        listing = Listing(
            name=sheet, title=title, columns=columns, rows=len(rows), left=left,
            footer=word("footer", self._words.lang, title=sheet),
            none=self._words.say("none"), highlights=highlights, frozen=frozen, by=by,
        )  # fmt: skip
        return listing, rows

    def _column(self, name: str, width: float, style: str = "plain.text") -> Column:
        return Column(self._words.say(f"column.{name}"), width, style)

    def _chase(self) -> tuple[Listing, Rows]:
        """催报: units that are missing or sent back, each with what to ask it for."""
        words, standing = self._words, self._standing
        states = (UnitState.SENT_BACK, UnitState.MISSING)
        chased = [each for state in states for each in standing.of(state)]
        rows: Rows = [
            [
                each.unit.code, each.unit.name, words.unit_state(each.standing),
                str(each.due), standing.overdue(each), each.issue.number, words.request(each),
            ]
            for each in chased
        ]  # fmt: skip
        columns = [
            self._column("unit-code", 9, "plain.code"), self._column("unit-name", 20),
            self._column("standing", 8, "plain.choice"), self._column("due", 11, "plain.choice"),
            self._column("overdue", 8, "plain.count"), self._column("issue", 8, "plain.count"),
            self._column("request", 72),
        ]  # fmt: skip
        sent_back = standing.count(UnitState.SENT_BACK)
        left = words.say("line.chase", missing=len(chased) - sent_back, sent_back=sent_back)
        colour = coloured(2, len(rows), {
            words.unit_state(UnitState.SENT_BACK): ORANGE, words.unit_state(UnitState.MISSING): RED,
        })  # fmt: skip
        return self._listing("chase", columns, rows, left, colour, frozen=2, by=0)

    def _arrivals(self) -> tuple[Listing, Rows]:
        """收件记录: every file that came in."""
        words, standing = self._words, self._standing
        rows = [self._arrival(each) for each in standing.judged]
        columns = [
            self._column("number", 6, "plain.count"), self._column("received", 16, "plain.choice"),
            self._column("file", 28), self._column("unit-code", 9, "plain.code"),
            self._column("unit-name", 20), self._column("state", 13, "plain.choice"),
            self._column("counts", 8, "plain.choice"), self._column("issue", 8, "plain.count"),
            self._column("errors", 7, "plain.count"), self._column("warnings", 7, "plain.count"),
            self._column("reasons", 44), self._column("kept", 26),
        ]  # fmt: skip
        good = {State.ACCEPTED: GREEN, State.WITH_FINDINGS: GREEN, State.LATE: ORANGE}
        dull = {State.DUPLICATE: GREY, State.SUPERSEDED: GREY}
        colours = dict.fromkeys(State, RED) | good | dull
        colour = coloured(
            _STATE, len(rows), {words.state(state): colour for state, colour in colours.items()}
        )
        left = words.say("line.arrivals", count=len(rows), other=len(standing.other))
        return self._listing("arrivals", columns, rows, left, colour, frozen=3)

    def _arrival(self, each: Judged) -> Sequence[Given]:
        words, arrival = self._words, each.arrival
        beside = {State.DUPLICATE: "beside.duplicate", State.SUPERSEDED: "beside.superseded"}
        told = [words.say(beside[each.state], number=each.beside)] if each.state in beside else []
        told += words.told_of(each)
        return [
            arrival.id, words.received(arrival), safe(arrival.name), safe(arrival.unit),
            self._units.get(arrival.unit, ""), words.state(each.state),
            words.say("yes") if each.counts and arrival.unit in self._asked else "",
            arrival.number or None, arrival.errors, arrival.warnings, "\n".join(told),
            safe(arrival.file),
        ]  # fmt: skip

    def _decisions(self) -> tuple[Listing, Rows]:
        """变更与裁定: re-issues and their conflicts, new verdicts, rulings and withdrawals."""
        found = [
            *self._reissues(), *self._rejudged(), *self._rulings(), *self._withdrawals(),
            *self._extensions(),
        ]  # fmt: skip
        rows = [self._decision(each) for each in sorted(found, key=lambda each: each[0])]
        columns = [
            self._column("at", 16, "plain.choice"), self._column("kind", 11, "plain.choice"),
            self._column("unit-code", 9, "plain.code"), self._column("unit-name", 20),
            self._column("what", 36), self._column("reason", 34), self._column("by", 9),
        ]  # fmt: skip
        left = self._words.say("line.decisions", count=len(rows))
        return self._listing("decisions", columns, rows, left, frozen=1, by=2)

    def _reissues(self) -> Iterator[Decision]:
        for each in self._standing.issues:
            if each.number > 1:
                changes = self._changes.get((each.unit.code, each.number), [])
                by = self._issued_by.get((each.unit.code, each.number), "")
                what = self._words.say(
                    "what.reissue", number=each.number, file=safe(each.file), changes=len(changes)
                )
                yield each.issued_at, "reissue", each.unit.code, what, "", by
                for change in changes:
                    if change.kind is Kind.CONFLICT:
                        told = self._words.change(change)
                        yield each.issued_at, "conflict", each.unit.code, told, "", by

    def _rejudged(self) -> Iterator[Decision]:
        for each in self._standing.events:
            if each.action in _KINDS:
                yield each.at, _KINDS[each.action], each.unit, self._words.event(each), "", each.by

    def _rulings(self) -> Iterator[Decision]:
        for each in self._standing.rulings:
            yield each.at, "ruling", each.unit, self._words.ruled(each), each.reason, each.by

    def _withdrawals(self) -> Iterator[Decision]:
        for each in self._standing.withdrawn:
            made, what = each.withdrawal, self._words.say("what.withdrawn")
            why = self._words.why_withdrawn(made)
            yield made.at, "withdrawal", made.unit, what, why, made.by

    def _extensions(self) -> Iterator[Decision]:
        for each in self._standing.extensions:
            yield each.at, "extended", each.unit, self._words.extended(each), each.reason, each.by

    def _decision(self, decision: Decision) -> Sequence[Given]:
        at, kind, unit, what, reason, by = decision
        words = self._words
        name = self._units.get(unit, "")
        when, named = self._standing.moment(at), words.say(f"kind.{kind}")
        return [when, named, unit, name, what, safe(reason), safe(by)]


def coloured(
    column: int, rows: int, colours: Mapping[str, str], first: int = FIRST
) -> list[Highlight]:
    """The words of a column in the colour of what they say."""
    box = Box(first, column, first + max(1, rows) - 1, column)
    cell = f"${column_letters(column)}{first + 1}"
    return [Highlight(box, f'={cell}="{text}"', colour=colour) for text, colour in colours.items()]
