"""The words of a round's standing: states, moments, and names that are safe to show."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ...findings import Lang, nouns, word
from ...form import spoken_in
from ...identity import Change, Kind
from ...issuing import field_label
from ...master import Tally
from ...summary import legal_text
from ..counting import (
    Altered,
    Judged,
    SentAgain,
    Standing,
    UnitStanding,
    UnitState,
    WithdrawnUnit,
)
from ..ledger import Arrival, Event, Extension, Ruling, State, Withdrawal
from .reasons import (
    OLDER_ISSUE,
    lines_left,
    reasons_for_unit,
    reasons_of,
    unit_reasons,
    why_withdrawn,
)

_PAIRED = {"zh": "；", "en": "; "}
"""What stands between two things that are told in one line."""
_APART = {"zh": "　", "en": "  "}


@dataclass(frozen=True)
class Words:
    """Says what stands in the status of a round, in one language.

    Attributes:
        is_coded: whether a finding is told with its code: on a screen it is, on paper not.
    """

    lang: Lang
    standing: Standing
    is_coded: bool = True

    def say(self, code: str, **values: object) -> str:
        """A heading or sentence of the status."""
        nouns = self.standing.form.words.said if self.standing.form else {}
        return word(f"status.{code}", self.lang, **nouns, **values)

    def sheet_name(self, name: str) -> str:
        """The name of a sheet: in the form's language, whatever is spoken, as scripts go by it."""
        return word(f"status.sheet.{name}", spoken_in(None, self.standing.form))

    @property
    def round(self) -> str:
        """The name of the round."""
        return safe(self.standing.round)

    def unit_state(self, state: UnitState) -> str:
        """How a unit stands."""
        return self.say(f"unit.{state.value}")

    def state(self, state: State) -> str:
        """What became of a file."""
        return self.say(f"state.{state.value}")

    def ruled(self, ruling: Ruling) -> str:
        """What the office decided of a copy."""
        told = []
        if ruling.counts:
            told.append(self.say("what.counts", number=ruling.arrival))
        if ruling.verdict:
            verdict = self.state(State(ruling.verdict.value))
            told.append(self.say("what.verdict", number=ruling.arrival, verdict=verdict))
        if not told:
            told.append(self.say("what.assigned", number=ruling.arrival))
        return _PAIRED[self.lang].join(told)

    def extended(self, each: Extension) -> str:
        """A deadline that was moved."""
        return self.say("what.extended", due=each.due, before=each.before)

    def own_due(self, each: UnitStanding) -> str:
        """The deadline of a unit, where it is not that of the others."""
        return "" if each.due == self.standing.due else self.say("own-due", due=each.due)

    def received(self, arrival: Arrival) -> str:
        """When a file came in."""
        return self.standing.moment(arrival.received_at)

    def arrived(self, each: Judged) -> str:
        """A file that came in, and what became of it."""
        beside = {State.DUPLICATE: "beside.duplicate", State.SUPERSEDED: "beside.superseded"}
        state = self.state(each.state)
        if each.state in beside:
            state = self.say(beside[each.state], number=each.beside)
        counts = self.say("counting") if each.counts else ""
        return self.say(
            "arrived", number=each.arrival.id, file=safe(each.arrival.name), state=state,
            counts=counts, issue=each.arrival.number,
        )  # fmt: skip

    def how(self, found: UnitStanding | WithdrawnUnit) -> str:
        """How a unit stands, withdrawn or not."""
        if isinstance(found, UnitStanding):
            return self.unit_state(found.standing)
        return self.say("withdrawn")

    def all_reasons(self, arrival: Arrival) -> tuple[str, ...]:
        """Why a file was not simply accepted, a line each."""
        return tuple(map(safe, reasons_of(arrival, self.lang, is_coded=self.is_coded)))

    def sent_again(self, each: SentAgain) -> str:
        """That an earlier copy came once more: which one counts, and why."""
        is_known = each.again.id == each.first.id
        return self.say(
            "sent-again-known" if is_known else "sent-again",
            number=each.again.id, file=safe(each.again.name), first=each.first.id,
            counting=each.counting.id, counted=safe(each.counting.name), unit=each.first.unit,
            why=self._why_counts(each),
        )  # fmt: skip

    def _why_counts(self, each: SentAgain) -> str:
        return self.say(f"why.{each.why.value}", number=each.counting.number, first=each.first.id)

    def told_of(self, each: Judged) -> tuple[str, ...]:
        """Everything there is to tell of a file that came in, a line each."""
        again = self.standing.came_again(each)
        told = (self.sent_again(again),) if again else ()
        return (*told, *self.all_reasons(each.arrival))

    def altered(self, each: Altered) -> str:
        """A kept file that is no longer what came in."""
        arrival = each.arrival
        return self.say(
            f"altered-{each.code.partition('.')[2]}",
            file=safe(arrival.file), number=arrival.id, name=safe(arrival.name),
            unit=safe(arrival.unit) or "—",
        )  # fmt: skip

    def why_withdrawn(self, withdrawal: Withdrawal) -> str:
        """Why a unit is no longer asked."""
        return safe(why_withdrawn(withdrawal, self.lang))

    def reasons(self, each: UnitStanding, most: int = 3) -> tuple[str, ...]:
        """Why a unit is not simply in, or what is to be known of its copy: the first reasons."""
        reasons = unit_reasons(_but_outdated(each), self.lang, is_coded=self.is_coded)
        told = [safe(reason) for reason in reasons[:most]]
        if len(reasons) > most and each.copy:
            own = 1 if each.ruling else 0
            left = max(len(reasons) - most, lines_left(each.copy.arrival, most - own))
            told.append(self.say("more", count=left))
        if each.is_outdated:
            told.insert(0, self._outdated(each))
        return (*told, *map(self.sent_again, each.sent_again))

    def _outdated(self, each: UnitStanding) -> str:
        number = each.copy.arrival.number if each.copy else 0
        return self.say("outdated", number=number, last=each.issue.number)

    def change(self, each: Change) -> str:
        """What a re-issue changed in one field, named in the form's own words."""
        form = self.standing.form
        label = field_label(form, each.field) if form and each.field else each.field
        about = _APART[self.lang].join(filter(None, (safe(each.name or each.project), safe(label))))
        values = (each.before, each.answer, each.now)
        before, answer, now = (safe(text) or word("print.blank", self.lang) for text in values)
        if each.kind is Kind.CONFLICT or (each.answer and (each.before or each.now)):
            what = self.say("change.answered", before=before, answer=answer, now=now)
        elif each.answer:
            what = answer
        else:
            what = f"{before} → {now}" if each.before or each.now else ""
        return self.say("about", about=about, what=what) if about and what else about or what

    def change_kind(self, each: Change) -> str:
        """What kind of change it is: a conflict, refreshed, kept aside."""
        return word(f"changes.kind.{each.kind.value}", self.lang)

    def rejudged(self, event: Event) -> str:
        """Which arrival was judged anew, and how."""
        verdicts = [str(event.facts.get(name, "")) for name in ("before", "after")]
        if "arrival" not in event.facts or set(verdicts) - set(State):
            return safe(event.remark)
        before, after = (self.state(State(each)) for each in verdicts)
        number = event.facts["arrival"]
        return self.say("what.rejudged", number=number, before=before, after=after)

    def event(self, event: Event) -> str:
        """A line of the audit that no other record tells."""
        if event.action == "judged":
            return self.rejudged(event)
        is_list = event.action == "returned" and not event.facts.get("marked")
        return self.say(
            f"what.{event.action}{'-list' if is_list else ''}",
            **{n: safe(str(v)) for n, v in event.facts.items()},
        )

    def projects(self, tally: Tally) -> str:
        """How projects stand, or units where nothing else is asked: counts that come out even."""
        form = self.standing.form
        said = nouns(self.lang, form.words.said if form else {})
        alone = form is not None and form.project_sheet is None
        return self.say(
            "projects", counted=said.Units if alone else said.Projects, issued=tally.issued,
            adopted=tally.adopted, to_mend=tally.to_mend, blank=tally.blank,
            missing=tally.missing, accepted=tally.accepted, rejected=tally.rejected,
        )  # fmt: skip

    def listed(self, *parts: str) -> str:
        """What is told side by side in one line; what is blank is left out."""
        return _APART[self.lang].join(filter(None, parts))

    def counted(self, title: str, count: int) -> str:
        """A heading with how many there are."""
        return self.say("counted", title=title, count=count)

    def request(self, each: UnitStanding) -> str:
        """What to ask of a unit that is not in, ready to be sent to it."""
        standing = self.standing
        name = safe(each.unit.name or each.unit.code)
        file = safe(each.issue.file.rpartition("/")[2])
        values = {
            "unit": name,
            "round": self.round,
            "number": each.issue.number,
            "due": each.due,
        }
        unusable = each.unusable
        if each.standing is UnitState.SENT_BACK and each.copy:
            arrival = each.copy.arrival
            office = (each.ruling.reason,) if each.ruling else ()
            key = "ask.sent-back-older" if each.is_outdated else "ask.sent-back"
            said = self.say(
                key, **values, issued=file, file=safe(arrival.name),
                received=self.received(arrival), why=self._why(office, arrival),
            )  # fmt: skip
        elif unusable:
            arrival = unusable.arrival
            is_told = bool(arrival.reasons or arrival.remarks)
            why = self._why((), arrival) if is_told else self.state(unusable.state)
            said = self.say(
                "ask.unusable", **values, issued=file, file=safe(arrival.name),
                received=self.received(arrival), why=why,
            )  # fmt: skip
        else:
            said = self.say("ask.missing", **values, file=file)
        if each.copy and each.standing is UnitState.SENT_BACK:
            said += self._again_asked(each)
        if returned := standing.returned(each):
            kind = "returned" if returned.facts.get("marked") else "returned-list"
            said += self.say(f"ask.{kind}", file=safe(name_of(returned)))
        if days := standing.overdue(each):
            said += self.say("ask.overdue", days=days)
        elif each.standing is UnitState.SENT_BACK:
            said += self.say("ask.due", due=each.due)
        contact = safe(standing.contact)
        return said + (self.say("ask.contact", contact=contact) if contact else "")

    def _again_asked(self, each: UnitStanding) -> str:
        """To a unit that sent an earlier copy once more: which of them counts, and why."""
        last = max(each.sent_again, key=lambda one: one.again.id, default=None)
        if last is None:
            return ""
        return self.say(
            "ask.again", file=safe(last.again.name), first=last.first.id,
            counted=safe(last.counting.name), why=self._why_counts(last),
        )  # fmt: skip

    def _why(self, office: Iterable[str], arrival: Arrival, most: int = 3) -> str:
        """The first reasons in one sentence, as a unit can be told them: the office's own first."""
        told = [safe(each) for each in (*office, *reasons_for_unit(arrival, self.lang))]
        shown = [each.rstrip("。. ；;") for each in told[:most]]
        if len(told) > most:
            shown.append(self.say("ask.more"))
        return _PAIRED[self.lang].join(shown) or "—"


def name_of(returned: Event) -> str:
    """The name of a file that was made to be sent back, however its path is spelled."""
    return re.split(r"[/\\]", str(returned.facts.get("file", "")))[-1]


def _but_outdated(each: UnitStanding) -> UnitStanding:
    """A unit without what was said of an older issue when its copy came in: it is told anew."""
    if not each.is_outdated or not each.copy:
        return each
    arrival = each.copy.arrival
    left = tuple(reason for reason in arrival.reasons if reason.code != OLDER_ISSUE)
    copy = replace(each.copy, arrival=arrival.model_copy(update={"reasons": left}))
    return replace(each, copy=copy)


def safe(text: str) -> str:
    """Text of others on one line, without what a cell or a terminal cannot show."""
    return " ".join(legal_text(part) for part in text.split())
