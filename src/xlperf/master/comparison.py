"""One project of the master budget beside what came back of it, and what became of it."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ..budget import Amounts, Unit
from .adoption import Adoption, Content
from .returned import Returned


class Status(StrEnum):
    """What became of a project of the master budget, or of one it does not know."""

    EQUAL = "equal"
    DIFFERENT = "different"
    MISSING = "missing"
    EXTRA = "extra"
    TWICE = "twice"
    WRONG_UNIT = "wrong-unit"
    UNREADABLE = "unreadable"


ACCEPTED = frozenset({Status.EQUAL})


@dataclass(frozen=True, slots=True)
class Comparison:
    """One project, approved and returned; or one unit, where a form asks for units alone.

    Attributes:
        unit: the unit the project belongs to by the master; by its file, for an extra one.
        code, name: of the project, or of the unit.
        approved: None for a project the master does not know.
        returned: every place it came back in; none for a missing one.
        unreadable_file: the file it came back in, when nothing of it could be read.
        adoption: whether it is adopted, and why not; None for an extra one.
    """

    unit: Unit
    code: str
    name: str
    status: Status
    approved: Amounts | None
    returned: tuple[Returned, ...] = ()
    unreadable_file: str = ""
    adoption: Adoption | None = None

    @property
    def content(self) -> Content | None:
        """What came back; None where nothing did."""
        if self.status is Status.MISSING:
            return None
        if self.status in ACCEPTED:
            return Content.BLANK if self.returned[0].is_blank else Content.FILLED
        return Content.REJECTED

    @property
    def difference(self) -> Decimal | None:
        """Returned less approved budget, when it came back once and both are known."""
        if self.approved is None or len(self.returned) != 1:
            return None
        now, then = self.returned[0].amounts.budget, self.approved.budget
        return None if now is None or then is None else now - then
