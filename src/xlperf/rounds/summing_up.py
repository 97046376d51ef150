"""The returns of a round as consolidating and reconciling take them: one copy a unit."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from ..budget import Master, Unit
from ..findings import Lang
from ..form import Form
from ..reading import Filled
from ..rules import Rule
from ..summary import Absent, Heading
from .counting import Standing, UnitStanding, UnitState, status
from .keeping import kept_path, read_kept
from .ledger import Arrival
from .round import Round
from .telling import unit_reasons, why_withdrawn


@dataclass(frozen=True)
class RoundReturns:
    """What a round has to consolidate.

    Attributes:
        master: the master budget that holds now, without the units that are withdrawn.
        form: the form that holds now.
        copies: the copy that counts of every unit that has one, in the order of the budget;
            those sent back too: what of them agrees is taken, and their findings are listed.
        heading: what the summary says of the round.
    """

    round: Round
    master: Master
    form: Form
    copies: tuple[tuple[Unit, Arrival], ...]
    heading: Heading

    def read(
        self, *, workers: int | None = None, rules: Iterable[Rule] | None = None
    ) -> Iterator[Filled]:
        """Read the copies, in processes of their own, in the order of the units.

        Args:
            rules: as for `read`.
        """
        return read_kept(self.round, self.copies, self.form, workers=workers, rules=rules)


def counting_returns(round: Round, *, at: datetime, lang: Lang = "zh") -> RoundReturns:
    """The copy of each unit that counts, and what they are held against.

    Args:
        at: the moment the summary names, with its time zone.
        lang: the language in which it says why a unit is not in.

    Raises:
        RoundError: the ledger cannot be read, or nothing was issued yet.
    """
    standing, edition = status(round, at=at), round.ledger.edition()
    gone = {each.unit.code for each in standing.withdrawn}
    asked = tuple(each for each in edition.master.units if each.unit.code not in gone)
    copies = tuple((each.unit, each.copy.arrival) for each in standing.units if each.copy)
    return RoundReturns(
        round=round,
        master=edition.master.model_copy(update={"units": asked}),
        form=edition.form,
        copies=copies,
        heading=heading_of(round, standing, copies, lang),
    )


def _absent(each: UnitStanding, lang: Lang) -> Absent:
    why, coded = (unit_reasons(each, lang, is_coded=is_coded)[:1] for is_coded in (False, True))
    return Absent(each.unit, each.standing.value, "".join(why), "".join(coded))


def heading_of(
    round: Round, standing: Standing, copies: tuple[tuple[Unit, Arrival], ...], lang: Lang
) -> Heading:
    """What a summary says of a round as it stands."""
    absent = [
        _absent(each, lang)
        for state in (UnitState.SENT_BACK, UnitState.MISSING)
        for each in standing.of(state)
    ]
    absent += [
        Absent(each.unit, "withdrawn", why_withdrawn(each.withdrawal, lang))
        for each in standing.withdrawn
    ]
    return Heading(
        round=standing.round,
        at=standing.at,
        due=standing.due,
        submitted=standing.count(UnitState.SUBMITTED),
        late=standing.count(UnitState.LATE),
        sent_back=standing.count(UnitState.SENT_BACK),
        missing=standing.count(UnitState.MISSING),
        absent=tuple(absent),
        names={str(kept_path(round.folder, arrival)): arrival.name for _, arrival in copies},
        decided={
            str(kept_path(round.folder, each.copy.arrival)): each.standing is UnitState.SENT_BACK
            for each in standing.units
            if each.copy
        },
    )
