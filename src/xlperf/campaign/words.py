"""The words of a round's standing: states, moments, and names that are safe to show."""

from dataclasses import dataclass

from ..catalogue import Lang, word
from ..summary.links import legal_text
from .counting import Judged
from .records import Arrival, Ruling, State
from .status import Standing, UnitStanding, UnitState, WithdrawnUnit


@dataclass(frozen=True)
class Words:
    """Says what stands in the status of a round, in one language."""

    lang: Lang
    standing: Standing

    def say(self, code: str, **values: object) -> str:
        """A heading or sentence of the status."""
        return word(f"status.{code}", self.lang, **values)

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
        return "；".join(told)

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

    def reasons(self, each: UnitStanding, most: int = 3) -> tuple[str, ...]:
        """Why a unit is not simply in, or what is to be known of its copy: the first reasons."""
        told = [safe(reason) for reason in each.reasons[:most]]
        if len(each.reasons) > most:
            told.append(self.say("more", count=len(each.reasons) - most))
        if each.is_outdated and each.copy:
            number = each.copy.arrival.number
            told.insert(0, self.say("outdated", number=number, last=each.issue.number))
        return tuple(told)

    def request(self, each: UnitStanding) -> str:
        """What to ask of a unit that is not in, ready to be sent to it."""
        standing = self.standing
        name = safe(each.unit.name or each.unit.code)
        if each.standing is UnitState.SENT_BACK and each.copy:
            arrival = each.copy.arrival
            said = self.say(
                "ask.sent-back", unit=name, round=self.round, file=safe(arrival.name),
                received=self.received(arrival), why=self._why(each),
            )  # fmt: skip
        else:
            file = each.issue.file.rpartition("/")[2]
            said = self.say(
                "ask.missing", unit=name, round=self.round, number=each.issue.number,
                file=safe(file), due=standing.due,
            )  # fmt: skip
        if standing.days_overdue:
            said += self.say("ask.overdue", days=standing.days_overdue)
        elif each.standing is UnitState.SENT_BACK:
            said += self.say("ask.due", due=standing.due)
        contact = safe(standing.contact)
        return said + (self.say("ask.contact", contact=contact) if contact else "")

    def _why(self, each: UnitStanding) -> str:
        """The first reasons in one sentence."""
        return "；".join(reason.rstrip("。. ；") for reason in self.reasons(each)) or "—"


def safe(text: str) -> str:
    """Text of others on one line, without what a cell or a terminal cannot show."""
    return " ".join(legal_text(part) for part in text.split())
