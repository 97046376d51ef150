"""What the ledger of a round holds, a record a row: issues, arrivals, rulings, and the audit.

Codes and values throughout: what is told of them is put in words by whoever tells it, in the
language that is asked for.
"""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from ...budget import Master, Record, Unit
from ...findings import Level, OwnText
from ...form import Form
from ...identity import changes
from ...master import Content
from .zones import zone_named


class Verdict(StrEnum):
    """What was found in a file that came in, whatever else came in for the same unit.

    IGNORED is never found: the office puts an odd arrival aside.
    """

    ACCEPTED = "accepted"
    WITH_FINDINGS = "accepted-with-findings"
    SENT_BACK = "sent-back"
    OTHER_ROUND = "other-round"
    UNRECOGNISED = "unrecognised"
    UNREADABLE = "unreadable"
    IGNORED = "ignored"


class State(StrEnum):
    """What became of a file that came in, beside the others of its unit: one state each."""

    ACCEPTED = "accepted"
    WITH_FINDINGS = "accepted-with-findings"
    LATE = "late"
    SENT_BACK = "sent-back"
    SUPERSEDED = "superseded"
    DUPLICATE = "duplicate"
    OTHER_ROUND = "other-round"
    UNRECOGNISED = "unrecognised"
    UNREADABLE = "unreadable"
    IGNORED = "ignored"


class Terms(Record):
    """What a round was begun with: its name, when returns were due then, whom to ask.

    Attributes:
        zone: the time zone of the office, as `zones.zone_of` spells it; "" in a ledger of before.
    """

    name: str
    due: date
    contact: str = ""
    zone: str = ""

    def local(self, at: datetime) -> datetime:
        """A moment on the clock of the office that began the round, whatever machine asks."""
        zone = zone_named(self.zone)
        return at.astimezone(zone) if zone else at


class Edition(Record):
    """A form and a master budget that workbooks were issued by, numbered from 1."""

    number: int
    form: Form
    master: Master
    made_at: datetime


class Issue(Record):
    """A workbook that was issued.

    Attributes:
        number: the issue number, counting re-issues of the same unit from 1.
        edition: the number of the edition it was issued by.
        file: its path inside the round's folder, with `/`.
        digest: SHA-256 of its bytes, in hexadecimal.
        source: the arrival whose answers it holds; 0 for none.
    """

    unit: Unit
    number: int
    edition: int
    file: str
    digest: str
    issued_at: datetime
    source: int = 0


class ReasonKind(StrEnum):
    """Where in the catalogue the words of a reason stand."""

    FINDING = "finding"
    JUDGED = "judged"
    ERROR = "error"


class Reason(Record):
    """Why a file was not simply accepted: a code and its values, never a sentence.

    Attributes:
        kind: what `code` names: a finding; a word on whose the file is (`judged.…`); an error
            met when it was taken out of an archive.
        level: how much it weighs; None where it says what the file is, and nothing of a cell.
        sheet, cell, project, field: where it stands, as far as it stands anywhere.
        found: what is there, as text.
        values: what its words speak of, by name; what was expected among them.
        mend: whether how to mend it is told as well.
        own: its own texts in both languages, where a rule of somebody's own found it.
    """

    code: str
    kind: ReasonKind = ReasonKind.FINDING
    level: Level | None = None
    sheet: str = ""
    cell: str = ""
    project: str = ""
    field: str = ""
    found: str = ""
    values: Mapping[str, str] = {}
    mend: bool = False
    own: OwnText | None = None


class Arrival(Record):
    """A file that came in. The same bytes under the same name are one arrival.

    Attributes:
        id: counts arrivals in the order they came in, from 1.
        name: the file's name as it came in.
        digest: SHA-256 of its bytes, in hexadecimal.
        unit: the code of the unit it says it is from; "" where it does not say.
        number: its issue number; 0 where it does not say.
        file: where its bytes are kept, inside the round's folder, with `/`.
        modified_at: when its sender's system says it was last changed, if it does.
        late: whether it came in after its unit's deadline, as that is now.
        edition: the edition its verdict was given by.
        errors, warnings: how many findings of that level it has.
        reasons: why it was not simply accepted, the weightiest first.
        more: how many reasons there are besides those.
        remarks: sentences of a ledger of before, where no reasons could be made of them.
        projects: what came back of each project of its unit, by code: `blank`, `filled` or
            `rejected`; of a unit itself, where a form asks for nothing else; None where nobody
            has looked, or could.
        held: its sheets, by the code of their project ("" for the unit's own part): what each is
            called, and "1" where it was filled in; None where nobody has looked.
    """

    id: int = 0
    name: str
    digest: str
    unit: str = ""
    number: int = 0
    file: str
    received_at: datetime
    modified_at: datetime | None = None
    late: bool = False
    verdict: Verdict
    edition: int
    errors: int = 0
    warnings: int = 0
    reasons: tuple[Reason, ...] = ()
    more: int = 0
    remarks: tuple[str, ...] = ()
    projects: Mapping[str, Content] | None = {}
    held: Mapping[str, tuple[str, str]] | None = None


class Ruling(Record):
    """A decision of the office that overrules a verdict, or which copy counts.

    Attributes:
        arrival: the arrival it is about.
        verdict: the verdict the office gives it instead; None when that stays.
        counts: whether this copy counts, whatever came in before or after it.
    """

    unit: str
    arrival: int
    verdict: Verdict | None = None
    counts: bool = False
    reason: str
    by: str
    at: datetime


class Extension(Record):
    """A deadline that was moved.

    Attributes:
        unit: the code of the unit it is for; "" for the whole round.
        due: the last day on which a return is not late, from now on.
        before: what it was.
    """

    unit: str = ""
    due: date
    before: date
    reason: str
    by: str = ""
    at: datetime


class Withdrawal(Record):
    """A unit that is no longer asked: nothing of it counts, and nothing of it is lost.

    Attributes:
        reason: the office's own words; "" where it gave none.
        cause: why, where nobody had to say it: `not-listed` by a new master budget; it holds
            as long as no later one lists the unit.
    """

    unit: str
    reason: str = ""
    cause: str = ""
    by: str
    at: datetime


class Change(changes.Change):
    """What an issue changed or kept in one field of a unit, as its sheet 变更说明 tells it."""

    unit: str
    number: int


class Event(Record):
    """A line of the audit: who did what, and when. Every change of the ledger has one.

    Attributes:
        action: what was done: `begun`, `edition`, `issued`, `received`, `judged`, `overruled`,
            `withdrawn`, `asked-again`, `joined`, `changed`, `extended`, `returned`.
        facts: what it was about, by name: numbers, codes, names of files.
        remark: the line of a ledger of before, where no facts could be made of it.
    """

    at: datetime
    by: str
    action: str
    unit: str = ""
    facts: Mapping[str, str | int] = {}
    remark: str = ""


JOINED = "judged.joined"
"""The code of the reason that a copy was joined out of two."""
HALVES = "copies.halves"
"""The code of the reason that a copy lacks what another one holds."""
NOT_LISTED = "not-listed"
"""The cause of a withdrawal: the new master budget leaves the unit out."""
