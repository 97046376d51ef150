"""Where a workbook and its sheets come from: all tokens they carry are held against each other.

Equal: accepted. Some gone: accepted, and told. Two that differ, or two sheets with one token:
refused, since nobody can say which counts. Never by file name, tab name or position.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from ..budget import Unit
from ..excel.reading import Carriers
from ..findings import Lang, word
from ..form import Form
from ..identity import Identity, Seal, parse_seals
from .filled import FilledPart, FilledProject

Seals = Mapping[str, Sequence[Seal]]
"""The tokens of each sheet, by its name."""
IDENTITY, NAME, KEYWORDS, PROPERTY = "identity", "name", "keywords", "property"
"""What carries the token of a whole workbook."""
CELLS, SHEET_NAMES = "cells", "sheet-names"
"""What carries the tokens of its sheets."""
_LANGUAGES: tuple[Lang, Lang] = ("zh", "en")


class Doubt(NamedTuple):
    """Something about an origin; `refuses` when the values it speaks of cannot be taken.

    `sheet` is "" when it speaks of the whole workbook.
    """

    code: str
    sheet: str
    found: str
    expected: str = ""
    refuses: bool = False


@dataclass(frozen=True)
class Origin:
    """Every token of one workbook, by what carries it.

    Attributes:
        whole: those that speak of the whole workbook.
        cells, names: those of each sheet, in its cells and in a name of its own.
        own: those that call a sheet one of ours; they prove nothing else, wherever they stand.
        is_whole: whether names and properties could be looked at.
    """

    whole: Mapping[str, frozenset[Seal]] = field(default_factory=dict)
    cells: Seals = field(default_factory=dict)
    names: Seals = field(default_factory=dict)
    own: Seals = field(default_factory=dict)
    is_whole: bool = True

    def of_sheet(self, sheet: str) -> tuple[Seal, ...]:
        """The different tokens of a sheet: one, when all is well."""
        return tuple(dict.fromkeys((*self.cells.get(sheet, ()), *self.names.get(sheet, ()))))

    @cached_property
    def seals(self) -> frozenset[Seal]:
        """What is said of the whole workbook; by its sheets, when nothing else is left."""
        told = frozenset(seal for each in self.whole.values() for seal in each)
        by_sheets = (*self.cells.values(), *self.names.values())
        return told or frozenset(seal.of_workbook() for each in by_sheets for seal in each)

    @property
    def seal(self) -> Seal | None:
        """The one token of the workbook; None when it has none, or several."""
        return next(iter(self.seals)) if len(self.seals) == 1 else None

    @property
    def form(self) -> str:
        """The form all tokens name; "" when they name none, or several."""
        named = {seal.form for seal in self.seals}
        return named.pop() if len(named) == 1 else ""


def origin_of(identities: Iterable[Identity], cells: Seals, carriers: Carriers | None) -> Origin:
    """Gather all tokens; without carriers, those that could be looked at."""
    whole = {IDENTITY: frozenset(map(carried, identities))}
    entered, own = _parted(cells)
    if carriers is None:
        return Origin(whole, entered, own=own, is_whole=False)
    for carrier, texts in (
        (NAME, carriers.names), (KEYWORDS, carriers.keywords), (PROPERTY, carriers.properties),
    ):  # fmt: skip
        whole[carrier] = frozenset(seal for seal in _parsed(texts) if not seal.sheet)
    named = {sheet: tuple(_parsed(texts)) for sheet, texts in carriers.sheet_names.items()}
    names, own_names = _parted(named)
    own |= {sheet: (*own.get(sheet, ()), *seals) for sheet, seals in own_names.items()}
    return Origin(whole, entered, names, own)


def _parted(seals: Seals) -> tuple[dict[str, Sequence[Seal]], dict[str, Sequence[Seal]]]:
    """Those that speak of what is filled in, and those of sheets of ours."""
    entered = {sheet: tuple(s for s in each if not s.sheet) for sheet, each in seals.items()}
    own = {sheet: tuple(s for s in each if s.sheet) for sheet, each in seals.items()}
    return (
        {sheet: each for sheet, each in entered.items() if each},
        {sheet: each for sheet, each in own.items() if each},
    )


def _parsed(texts: Iterable[str]) -> Iterator[Seal]:
    return (seal for text in texts for seal in parse_seals(text))


def carried(identity: Identity) -> Seal:
    """The token the hidden identity sheet stands for."""
    return Seal(
        form=identity.form,
        version=identity.version,
        year=identity.year,
        unit=identity.unit.code,
        number=identity.number,
    )


def doubts_about_workbook(
    origin: Origin, identities: Sequence[Identity], form: Form
) -> Iterator[Doubt]:
    """Tokens that differ; another form, year or version than the one it is read with."""
    seal = origin.seal
    if len(origin.seals) > 1 or len(identities) > 1:
        yield _ambiguous(origin)
    elif seal is None:
        yield Doubt("identity.none", "", "")
    elif seal.form != form.name:
        yield Doubt("form.other", "", seal.form, form.name, refuses=True)
    elif seal.year != form.year:
        yield Doubt("form.year", "", str(seal.year), str(form.year), refuses=True)
    elif seal.version != form.version:
        yield Doubt("form.version", "", seal.version, form.version)


def _ambiguous(origin: Origin) -> Doubt:
    """Which carrier says what, in the order of the carriers."""
    found = dict(origin.whole)
    if not any(found.values()):
        found = {CELLS: frozenset(), SHEET_NAMES: frozenset()}
        for carrier, seals in ((CELLS, origin.cells), (SHEET_NAMES, origin.names)):
            found[carrier] = frozenset(s.of_workbook() for each in seals.values() for s in each)
    texts = (
        f"{_named(carrier)} {' / '.join(sorted(map(str, seals)))}"
        for carrier, seals in found.items()
        if seals
    )
    return Doubt("seal.ambiguous", "", "；".join(texts), refuses=True)


def _named(carrier: str) -> str:
    """A carrier in both languages, since a finding has one `found` for both."""
    zh, en = (word(f"carrier.{carrier}", lang) for lang in _LANGUAGES)
    return f"{zh} ({en})"


def what_is_gone(origin: Origin, sheets: Iterable[str]) -> Iterator[Doubt]:
    """One doubt for all carriers that a program or a person left behind.

    Not of a workbook without any, nor of a sheet without any: there it is the origin itself that
    is unproven. The `sheets` are those with a table.
    """
    if origin.seal is None:
        return
    sealed = [each for each in sheets if origin.of_sheet(each)]
    gone = {carrier: "" for carrier, seals in origin.whole.items() if not seals}
    for carrier, seals_of in ((CELLS, origin.cells), (SHEET_NAMES, origin.names)):
        without = [each for each in sealed if not seals_of.get(each)]
        if without and (carrier == CELLS or origin.is_whole):
            gone[carrier] = "" if len(without) == len(sealed) else f"：{'、'.join(without)}"
    if gone:
        found = "、".join(_named(carrier) + where for carrier, where in gone.items())
        code = "identity.from-seal" if IDENTITY in gone else "seal.gone"
        yield Doubt(code, "", found, str(origin.seal))


def doubts_about_sheets(origin: Origin, projects: Sequence[FilledProject]) -> Iterator[Doubt]:
    """Sheets of another workbook, copied sheets, and sheets whose token is gone or differs."""
    seen: dict[Seal, str] = {}
    for filled in projects:
        found = origin.of_sheet(filled.sheet)
        if len(found) == 1:
            (seal,) = found
            yield from _about_one(origin.seal, seal, filled)
            is_list = not seal.project and seen.get(seal) == filled.sheet  # of many projects
            if seal in seen and not is_list:
                yield Doubt("seal.twice", filled.sheet, str(seal), seen[seal], refuses=True)
            seen.setdefault(seal, filled.sheet)
        elif found:
            yield _conflict(filled.sheet, found)
        elif origin.seal:
            yield Doubt("seal.missing", filled.sheet, filled.project.code)


def doubts_about_parts(origin: Origin, parts: Sequence[FilledPart]) -> Iterator[Doubt]:
    """The same of a unit's own part, of which more than one is told elsewhere."""
    for part in parts:
        found = origin.of_sheet(part.sheet)
        if len(found) > 1:
            yield _conflict(part.sheet, found)
        elif found and origin.seal and found[0] != origin.seal:
            yield _from_elsewhere(origin.seal, found[0], part.sheet)


def _about_one(own: Seal | None, seal: Seal, filled: FilledProject) -> Iterator[Doubt]:
    if own and seal.of_workbook() != own:
        yield _from_elsewhere(own, seal, filled.sheet)
    code = filled.project.code
    if seal.project and code and seal.project != code and "code" not in filled.refused:
        yield Doubt("seal.other-project", filled.sheet, code, seal.project, refuses=True)


def _conflict(sheet: str, found: Iterable[Seal]) -> Doubt:
    return Doubt("seal.conflict", sheet, " / ".join(map(str, found)), refuses=True)


def _from_elsewhere(own: Seal, seal: Seal, sheet: str) -> Doubt:
    return Doubt("seal.other-workbook", sheet, str(seal), str(own), refuses=True)


def unit_of(seal: Seal | None, named: Unit) -> Unit:
    """The unit a token names, with the name its tables give."""
    if seal is None:
        return named
    return named if named.code == seal.unit else Unit(code=seal.unit)
