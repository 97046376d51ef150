"""What one returned workbook says: typed records, where every value stands, and findings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, NamedTuple

from pydantic import BeforeValidator, PlainSerializer

from ..budget import JsonRecord, Project, Unit, UnitPart
from ..findings import Finding
from ..form import Form
from ..identity import Identity, Seal
from ..sheet import Cell, Comment
from .form_in_json import form_as_json, form_from_json

MOST_STRAYS = 2_000
"""So many cells of sheets of the unit's own are remembered; of more, one to tell that there are."""


FormInJson = Annotated[Form, PlainSerializer(form_as_json), BeforeValidator(form_from_json)]
"""A form that goes into JSON with its own text, which says all there is to say of it."""


Refused = Annotated[frozenset[str], PlainSerializer(sorted)]
"""Fields by their paths; in JSON in one order, whatever order the set has today."""


class Stray(NamedTuple):
    """A cell of a sheet of the unit's own: where it stands, and what it shows."""

    sheet: str
    cell: Cell
    text: str

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell}"


class Outside(NamedTuple):
    """What a person put on a sheet that stands in no field: a workbook made anew has it not.

    Attributes:
        kind: `note`, `thread`, `text-box`, `picture`, `shape`, `chart`, `object` or `control`.
        place: the address of the cell it is at; "" where that is not known.
        text: the words on it.
        project: the code of the project the sheet is of, if any.
    """

    sheet: str
    kind: str
    place: str = ""
    text: str = ""
    project: str = ""

    def __str__(self) -> str:
        return f"{self.sheet}!{self.place}" if self.place else self.sheet


@dataclass(frozen=True, slots=True)
class FilledProject(JsonRecord):
    """A project as one sheet gives it.

    Attributes:
        where: the cell of every field, by its path (`budget`, `indicators.0.level3`).
        reasons: the unit's justifications (审核说明), by row of the sheet counted from zero.
        refused: fields whose value is there and could not be read exactly.
        typed: what stands in the cells of those, as it was typed.
        keys: the hidden keys of the rows that have a reason, where they have one.
        comments: what people noted on the cells of fields, by path.
        waiting: for each second level the cell of a row on the sheet that nobody filled; by "" the
            first cell of the table of indicators.
    """

    project: Project
    sheet: str
    where: Mapping[str, Cell]
    reasons: Mapping[int, str] = field(default_factory=dict)
    refused: Refused = frozenset()
    typed: Mapping[str, str | float] = field(default_factory=dict)
    keys: Mapping[int, str] = field(default_factory=dict)
    comments: Mapping[str, Comment] = field(default_factory=dict)
    waiting: Mapping[str, Cell] = field(default_factory=dict)

    def place(self, path: str) -> str:
        """The address of a field as `Sheet!A1`; "" when it has none."""
        cell = self.where.get(path)
        return f"{self.sheet}!{cell}" if cell else ""


@dataclass(frozen=True, slots=True)
class FilledPart(JsonRecord):
    """The unit's own part as its sheet gives it.

    Attributes:
        where: the cell of every field, by its path (`overall.0`, `task.2.name`).
        reasons: the unit's justifications (审核说明), by row of the sheet counted from zero.
        comments: what people noted on the cells of fields, by path.
        waiting: of each list without an entry, the first cell it is asked for in.
        refused: fields whose value is there and could not be read exactly.
        typed: what stands in the cells of those, as it was typed.
        keys: the hidden keys of the rows that have a reason, where they have one.
        of_unit: what the sheet says of the unit itself: `unit.code`, `unit.name`, where drawn.
    """

    part: UnitPart
    sheet: str
    where: Mapping[str, Cell]
    reasons: Mapping[int, str] = field(default_factory=dict)
    comments: Mapping[str, Comment] = field(default_factory=dict)
    waiting: Mapping[str, Cell] = field(default_factory=dict)
    refused: Refused = frozenset()
    typed: Mapping[str, str | float] = field(default_factory=dict)
    keys: Mapping[int, str] = field(default_factory=dict)
    of_unit: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Filled(JsonRecord):
    """One returned file.

    Attributes:
        file: its name or path, as it was given.
        form: the form it was read with; None when nothing could be read.
        unit: the unit, by the identity the file carries, else by its unit lines.
        unreadable: codes of issued projects that came back and could not be read.
        strays: the cells of sheets that belong to no form.
        seal: what all its tokens agree it is, also where the identity is gone; None without any.
        outside: what people put on its sheets that stands in no field, told or not.
    """

    file: str
    form: FormInJson | None = None
    unit: Unit = field(default_factory=Unit)
    projects: tuple[FilledProject, ...] = ()
    part: FilledPart | None = None
    findings: tuple[Finding, ...] = ()
    identity: Identity | None = None
    unreadable: tuple[str, ...] = ()
    strays: tuple[Stray, ...] = ()
    seal: Seal | None = None
    outside: tuple[Outside, ...] = ()

    @property
    def is_blocked(self) -> bool:
        """Whether a finding keeps the return from being accepted as it is."""
        return any(finding.blocks for finding in self.findings)

    @property
    def is_readable(self) -> bool:
        """Whether anything could be read from the file."""
        return self.form is not None

    @property
    def total(self) -> Decimal:
        """The sum of all budgets that could be read."""
        amounts = (each.project.budget for each in self.projects)
        return sum((amount for amount in amounts if amount is not None), Decimal(0))

    def __iter__(self) -> Iterator[Project]:
        return (each.project for each in self.projects)
