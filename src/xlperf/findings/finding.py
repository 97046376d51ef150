"""What is said to whoever filled a sheet: where, what is wrong, what was found, how to mend it."""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from ..sheet import Box
from .catalogue import Entry, Lang, entries, text


class Level(StrEnum):
    """How much a finding weighs; only an error blocks a return."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: file, sheet, cell or range (`B3`, `B3:D3`); "" where unknown."""

    file: str = ""
    sheet: str = ""
    cell: str = ""

    @classmethod
    def of(cls, file: str, sheet: str, box: Box) -> "Place":
        """The place of a box of cells."""
        return cls(file, sheet, str(box.first))

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet


@dataclass(frozen=True, slots=True)
class Remark:
    """What a rule has to say about a field, before anyone asked where the field stands.

    Attributes:
        code: the entry of the catalogue, such as `money.sum`.
        field: the path inside the project or unit part, such as `indicators.2.level3`.
        found: what is there, as text.
        values: what the texts of the catalogue speak of, by name.
    """

    code: str
    field: str
    found: str = ""
    values: Mapping[str, str] = dataclasses.field(default_factory=dict)


def remark(code: str, path: str, found: object = "", **values: object) -> Remark:
    """Make a remark; every value is kept as the text a person reads."""
    return Remark(code, path, str(found), {name: str(each) for name, each in values.items()})


@dataclass(frozen=True, slots=True)
class Finding:
    """A mistake in data, with its address. `message` and `fix` speak Chinese or English.

    Attributes:
        project: the code of the project it belongs to, "" where it belongs to none.
        justification: the unit's own reason (审核说明), which stops it from blocking.
    """

    code: str
    level: Level
    place: Place = Place()
    project: str = ""
    field: str = ""
    found: str = ""
    values: Mapping[str, str] = dataclasses.field(default_factory=dict)
    justification: str = ""

    def message(self, lang: Lang = "zh") -> str:
        """What is wrong, and what was expected."""
        return text("finding", self.code, "says", lang, {"found": self.found, **self.values})

    def fix(self, lang: Lang = "zh") -> str:
        """How to mend it."""
        return text("finding", self.code, "mend", lang, {"found": self.found, **self.values})

    @property
    def opinion(self) -> str:
        """The reviewers' own words for it (审核意见), always Chinese; "" where they have none."""
        return str(entry(self.code).get("opinion", ""))

    @property
    def blocks(self) -> bool:
        """Whether the return cannot be accepted with it."""
        return self.level is Level.ERROR and not self.is_justified

    @property
    def is_justified(self) -> bool:
        """Whether the unit gave a reason, and a reason is lawful for this finding."""
        return bool(self.justification) and bool(entry(self.code).get("justifiable", True))

    def justified(self, reason: str) -> "Finding":
        """The same finding with the unit's reason, which is kept even where it changes nothing."""
        return replace(self, justification=reason) if reason else self


def entry(code: str) -> Entry:
    """The catalogue's entry of a finding.

    Raises:
        KeyError: no finding has this code.
    """
    return entries("finding")[code]


def level_of(code: str, overrides: Mapping[str, Level] = {}) -> Level:
    """The level of a finding: the form's word first, the catalogue's otherwise."""
    return overrides.get(code) or Level(entry(code)["level"])


def count_by_level(findings: Iterable[Finding]) -> dict[Level, int]:
    """How many findings of each level there are; every level is named, also with none."""
    counts = {Level.ERROR: 0, Level.WARNING: 0, Level.INFO: 0}
    for each in findings:
        counts[each.level] += 1
    return counts
