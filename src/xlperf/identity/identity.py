"""What an issued workbook knows of itself: kind, form, year, unit, and what was sent in it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import compress, groupby, repeat
from operator import attrgetter, eq, ne
from typing import Annotated, Any, NamedTuple, Self

from pydantic import BeforeValidator, SkipValidation

from ..budget import (
    Holds,
    Indicator,
    MoneyUnit,
    Project,
    Record,
    Unit,
    UnitPart,
    in_row,
    indicator_texts,
    part_of,
    part_texts,
    refuse_no_figures,
    texts_beside_indicators,
    wording,
)
from .seal import Seal

KIND = "xlperf/1"
_FIELDS = ("form", "version", "year", "unit.code", "unit.name", "number")
_OPTIONAL = ("round", "due", "contact")
_LOCKED, _OPEN, _DISPUTED, _ASIDE = "issued", "given", "disputed", "aside"
_SENT = frozenset((_LOCKED, _OPEN, _DISPUTED))
_OF_VALUES = frozenset((*_SENT, _ASIDE))
"""What the rows of values begin with; all others say something once."""
_KNOWN = frozenset((*_FIELDS, *_OPTIONAL))
_WIDTH = 4
_BLANK = ("",) * _WIDTH
_NUMBER = re.compile(r"[0-9]{1,9}")


class Issued(NamedTuple):
    """One value as it was sent: project code ("" for the unit's own part), field, text.

    `locked` values came from the master budget and must come back unchanged; the others were
    filled in beforehand, and are the unit's to change. Of a `disputed` value the master's is
    remembered, and the unit's own was left in its cell to be settled.
    """

    project: str
    field: str
    text: str
    locked: bool = False
    disputed: bool = False

    @property
    def kind(self) -> str:
        """The word its row on the identity sheet begins with."""
        return _DISPUTED if self.disputed else _LOCKED if self.locked else _OPEN


class Sent(NamedTuple):
    """A project as it is sent, with the fields that are locked, and those under dispute."""

    project: Project
    locked: frozenset[str]
    disputed: frozenset[str] = frozenset()


def keys_of_kept(aside: "Iterable[Issued]", project: str) -> frozenset[str]:
    """The keys of rows of which something is kept aside: no other row is to have one of them.

    Args:
        project: the code of the project; "" for the unit's own part.
    """
    keys = set[str]()
    for each in aside:
        if wording.code(each.project) == wording.code(project):
            beside = each.field.partition(".")[2]
            found = (in_row(path) for path in (each.field, beside))
            keys |= {beside, *(at.key for at in found if at)}
    return frozenset(keys)


def _as_issued(values: Any) -> Any:
    """Values as they are made; JSON has lists where Python has tuples with names."""
    return tuple(Issued(*each) for each in values) if isinstance(values, list) else values


AllIssued = Annotated[SkipValidation[tuple[Issued, ...]], BeforeValidator(_as_issued)]
"""There are thousands of them, made by us: checking each would cost more than reading them."""


class _OfProject(NamedTuple):
    """What was sent for one project, and what of it is locked, by field; the fields disputed."""

    issued: Mapping[str, str]
    locked: Mapping[str, str]
    disputed: frozenset[str]

    @classmethod
    def of(cls, sent: Mapping[str, Issued]) -> Self:
        """The same of what was sent, by field."""
        return cls(
            {field: each.text for field, each in sent.items()},
            {field: each.text for field, each in sent.items() if each.locked},
            frozenset(field for field, each in sent.items() if each.disputed),
        )


_NOTHING = _OfProject.of({})


class Identity(Record):
    """The identity of an issued workbook, carried on a hidden sheet.

    Attributes:
        number: the issue number, counting re-issues of the same unit from 1.
        round: the name of the round of collecting it was issued in; "" for none.
        due, contact: what the office wrote on its first sheet.
        snapshot: every value the workbook was sent with.
        aside: answers that have no cell in it, kept until they have one again.
    """

    form: str
    version: str
    year: int
    unit: Unit
    number: int = 1
    round: str = ""
    due: str = ""
    contact: str = ""
    snapshot: AllIssued = ()
    aside: AllIssued = ()

    @property
    def seal(self) -> Seal:
        """The token of the workbook it describes."""
        return Seal(
            form=self.form, version=self.version, year=self.year, unit=self.unit.code,
            number=self.number,
        )  # fmt: skip

    def issued_codes(self) -> tuple[str, ...]:
        """The codes of the projects that were sent, in their order."""
        return self._codes

    def issued(self, project: str) -> Mapping[str, str]:
        """What was sent for one project, by field."""
        return self._sent.get(project, _NOTHING).issued

    def locked(self, project: str) -> Mapping[str, str]:
        """What of it must come back unchanged, by field."""
        return self._sent.get(project, _NOTHING).locked

    def disputed(self, project: str) -> frozenset[str]:
        """The fields of which the unit's answer was left standing against the master's."""
        return self._sent.get(wording.code(project), _NOTHING).disputed

    def says_once(self) -> bool:
        """Whether each value it was sent with is said once."""
        return sum(len(each.issued) for each in self._sent.values()) == len(self.snapshot)

    def keys_aside(self, project: str) -> frozenset[str]:
        """The keys of its rows of which something is kept aside."""
        return keys_of_kept(self.aside, project)

    @cached_property
    def _sent(self) -> Mapping[str, _OfProject]:
        found: dict[str, dict[str, Issued]] = {}
        for project, sent in groupby(self.snapshot, attrgetter("project")):
            fields = found.setdefault(wording.code(project), {})
            for each in sent:
                fields[each.field] = each
        return {project: _OfProject.of(fields) for project, fields in found.items()}

    @cached_property
    def _codes(self) -> tuple[str, ...]:
        return tuple(project for project in self._sent if project)

    def rows(self) -> Iterator[tuple[str, ...]]:
        """The identity as rows of text, as its sheet holds them."""
        yield ("kind", KIND)
        values = {
            "form": self.form, "version": self.version, "year": str(self.year),
            "unit.code": self.unit.code, "unit.name": self.unit.name, "number": str(self.number),
        }  # fmt: skip
        yield from values.items()
        yield from ((name, getattr(self, name)) for name in _OPTIONAL if getattr(self, name))
        for each in self.snapshot:
            yield (each.kind, each.project, each.field, each.text)
        for each in self.aside:
            yield (_ASIDE, each.project, each.field, each.text)


def parse_identity(rows: Iterable[Sequence[object]]) -> Identity | None:
    """Read an identity back from the rows of a sheet; None when the sheet holds none.

    Raises:
        ValueError: the sheet begins as an identity and is not a whole one.
    """
    first, *rest = [*rows] or [()]
    if [str(cell) for cell in first[:2]] != ["kind", KIND]:
        return None
    columns = _columns(rest)
    kinds, projects, fields, texts = columns
    said_once = zip(kinds, projects, strict=True)
    values = _values((name, value) for name, value in said_once if name not in _OF_VALUES)
    return Identity(
        form=values["form"],
        version=values["version"],
        year=_whole("year", values),
        unit=Unit(code=values["unit.code"], name=values["unit.name"]),
        number=_whole("number", values),
        **{name: values.get(name, "") for name in _OPTIONAL},
        snapshot=tuple(_sent(columns)),
        aside=tuple(
            Issued(project, field, text)
            for kind, project, field, text in zip(kinds, projects, fields, texts, strict=True)
            if kind == _ASIDE
        ),
    )


def _sent(columns: Sequence[Sequence[str]]) -> Iterable[Issued]:
    """The values it was sent with. There are hundreds in each workbook, so none is a step."""
    kinds, *said = columns
    locked = map(ne, kinds, repeat(_OPEN))
    disputed = map(eq, kinds, repeat(_DISPUTED))
    rows = zip(*said, locked, disputed, strict=True)
    return map(partial(tuple.__new__, Issued), compress(rows, map(_SENT.__contains__, kinds)))


def _columns(rows: Iterable[Sequence[object]]) -> Sequence[Sequence[str]]:
    """The texts of the rows that say anything, by column: there are hundreds, and four columns."""
    said = [row for row in rows if any(row) or any(map(str, row))]
    if {*map(len, said)} != {_WIDTH}:
        said = [(*row, *_BLANK)[:_WIDTH] for row in said]
    columns = zip(*said, strict=True) if said else ((),) * _WIDTH
    return [column if {*map(type, column)} == {str} else [*map(str, column)] for column in columns]


def _values(facts: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """What is said once, by its name.

    Raises:
        ValueError: something is missing, said twice, or nothing that is ever said.
    """
    values: dict[str, str] = {}
    for name, value in facts:
        if values.setdefault(name, value) != value or name not in _KNOWN:
            raise ValueError(name)
    missing = [name for name in _FIELDS if name not in values]
    if missing:
        raise ValueError(", ".join(missing))
    return values


def _whole(name: str, values: Mapping[str, str]) -> int:
    """A number as it is written; nothing else that Python takes for one."""
    if not _NUMBER.fullmatch(values[name]):
        raise ValueError(f"{name} {values[name]}")
    return int(values[name])


def hold_together(identity: Identity, kinds: Mapping[str, Holds] = {}) -> None:
    """See that what was sent can be compared with: figures are figures, and nothing is said twice.

    Raises:
        ValueError: with the project, or the field, that was changed since.
    """
    if not identity.says_once():
        _refuse_said_twice(identity.snapshot)
    for project in identity.issued_codes():
        try:
            refuse_no_figures(identity.issued(project), kinds)
        except ValueError:
            raise ValueError(project) from None
    part_of(identity.issued(""), kinds)


def _refuse_said_twice(sent: Iterable[Issued]) -> None:
    """See that what is said twice is said alike.

    Raises:
        ValueError: with the project and the field that two things are said of.
    """
    said: dict[tuple[str, str], str] = {}
    for each in sent:
        key = (wording.code(each.project), each.field)
        if said.setdefault(key, each.text) != each.text:
            raise ValueError(" ".join(key).strip())


class SentPart(NamedTuple):
    """The unit's own part as it is sent, with the fields that are locked, and those disputed."""

    part: UnitPart
    locked: frozenset[str] = frozenset()
    disputed: frozenset[str] = frozenset()


def snapshot(
    money: MoneyUnit, projects: Iterable[Sent], part: UnitPart | SentPart
) -> tuple[Issued, ...]:
    """Everything a workbook is sent with; what is in a row by its key, not by its row."""
    found: list[Issued] = []
    rows: Sequence[Indicator] = ()
    in_rows: list[tuple[str, str]] = []
    for project, locked, disputed in projects:
        if project.indicators is not rows:  # projects without answers share them
            rows, in_rows = project.indicators, [*indicator_texts(project.indicators)]
        for field, text in (*texts_beside_indicators(money, project), *in_rows):
            if text:
                found.append(Issued(project.code, field, text, field in locked, field in disputed))
    own, locked, disputed = part if isinstance(part, SentPart) else SentPart(part)
    found += [
        Issued("", field, text, field in locked, field in disputed)
        for field, text in part_texts(own)
        if text
    ]
    return tuple(found)
