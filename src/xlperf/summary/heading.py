"""What a summary says of the round it is of: its name, the moment, who is in and who is not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from ..budget import Unit


class Absent(NamedTuple):
    """A unit that is not in: `state` is sent-back, missing or withdrawn; `why` is in words.

    `coded` is the same with the code of what was found, which no paper has.
    """

    unit: Unit
    state: str
    why: str = ""
    coded: str = ""


@dataclass(frozen=True)
class Heading:
    """A round of collecting as its summary names it. Whoever knows the round makes it.

    Attributes:
        at: the moment, with the time zone it is told in.
        submitted, late, sent_back, missing: units by how they stand; all of them are `issued`.
        absent: the units that are not in, or no longer asked, in the order of the budget.
        names: the name each file came in under, by the path it is kept at.
        decided: whether each is sent back, by the same path.
    """

    round: str
    at: datetime
    due: date
    submitted: int = 0
    late: int = 0
    sent_back: int = 0
    missing: int = 0
    absent: tuple[Absent, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    decided: Mapping[str, bool] = field(default_factory=dict)

    @property
    def issued(self) -> int:
        """How many units are asked for a return."""
        return self.submitted + self.late + self.sent_back + self.missing

    @property
    def moment(self) -> str:
        """The moment as it is written."""
        return f"{self.at:%Y-%m-%d %H:%M}"
