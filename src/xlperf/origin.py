"""Where a workbook and its sheets come from: all tokens they carry are held against each other.

Equal: accepted. Some gone: accepted, and told. Two that differ, or two sheets with one token:
refused, since nobody can say which counts. Never by file name, tab name or position.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from .budget import Unit
from .filled import FilledProject
from .form import Form
from .identity import Identity
from .seal import Seal

Seals = Mapping[str, Sequence[Seal]]


class Doubt(NamedTuple):
    """Something about an origin; `refuses` when the sheet's values cannot be taken."""

    code: str
    sheet: str
    found: str
    expected: str = ""
    refuses: bool = False


def carried(identity: Identity | None) -> Seal | None:
    """The token the hidden identity sheet stands for."""
    if identity is None:
        return None
    return Seal(
        form=identity.form,
        version=identity.version,
        year=identity.year,
        unit=identity.unit.code,
        number=identity.number,
    )


def workbook_seal(identity: Identity | None, seals: Seals) -> Seal | None:
    """The one token of a workbook: its identity, else what all its sheets agree on."""
    own = carried(identity)
    if own:
        return own
    found = {seal.of_workbook() for each in seals.values() for seal in each}
    return next(iter(found)) if len(found) == 1 else None


def doubts_about_workbook(seal: Seal | None, form: Form) -> Iterator[Doubt]:
    """Another form, year or version than the one it is read with."""
    if seal is None:
        return
    if seal.form != form.name:
        yield Doubt("form.other", "", seal.form, form.name)
    elif seal.year != form.year:
        yield Doubt("form.year", "", str(seal.year), str(form.year))
    elif seal.version != form.version:
        yield Doubt("form.version", "", seal.version, form.version)


def doubts_about_sheets(
    own: Seal | None, seals: Seals, projects: Sequence[FilledProject]
) -> Iterator[Doubt]:
    """Sheets of another workbook, copied sheets, and sheets whose token is gone or differs."""
    seen: dict[Seal, str] = {}
    for filled in projects:
        found = list(dict.fromkeys(seals.get(filled.sheet, ())))
        if len(found) > 1:
            texts = " / ".join(map(str, found))
            yield Doubt("seal.conflict", filled.sheet, texts, refuses=True)
        elif not found and own:
            yield Doubt("seal.missing", filled.sheet, filled.project.code)
        for seal in found[:1] if len(found) == 1 else ():
            yield from _about_one(own, seal, filled)
            if seal in seen:
                yield Doubt("seal.twice", filled.sheet, str(seal), seen[seal], refuses=True)
            seen.setdefault(seal, filled.sheet)


def _about_one(own: Seal | None, seal: Seal, filled: FilledProject) -> Iterator[Doubt]:
    if own and seal.of_workbook() != own:
        yield Doubt("seal.other-workbook", filled.sheet, str(seal), str(own), refuses=True)
    code = filled.project.code
    if seal.project and code and seal.project != code and "code" not in filled.refused:
        yield Doubt("seal.other-project", filled.sheet, code, seal.project, refuses=True)


def unit_of(seal: Seal | None, named: Unit) -> Unit:
    """The unit a token names, with the name its tables give."""
    if seal is None:
        return named
    return named if named.code == seal.unit else Unit(code=seal.unit)
