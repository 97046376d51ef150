"""Three-way merging of the values a master budget gives: as issued, as the unit has it, as now."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ..budget import MONEY, Project, UnitPart, blank_of, field_text, vocabulary_holds
from ..form import Form, SheetForm
from ..identity import Change, Identity, Kind

GIVEN = ("name", *MONEY, "purpose")
"""What a master budget may fix of the vocabulary, in the order it is told; projects are joined by
their code."""


class Given(NamedTuple):
    """What became of the values the master budget gives.

    Attributes:
        disputed: the fields of which the unit's answer stays against the master's.
        blank: the fields that are blank now because the master says nothing of them any more.
        settled: the fields whose cells hold what the master says, whatever was typed there.
    """

    changes: tuple[Change, ...]
    disputed: frozenset[str]
    blank: frozenset[str]
    settled: frozenset[str]


class _Sides(NamedTuple):
    """One sheet as it was issued, as the unit has it, and as the master budget is now."""

    form: Form
    sheet: SheetForm | None
    base: Mapping[str, str]
    locked: Mapping[str, str]
    disputed: frozenset[str]
    theirs: Project | UnitPart
    typed: Mapping[str, str | float]
    ours: Project | UnitPart

    def now(self, field: str) -> str:
        """What the master budget says of a field; nothing of one that is computed."""
        is_computed = self.form.is_computed(field)
        return "" if is_computed else field_text(self.form.money, self.ours, field)

    def answer(self, field: str) -> str:
        """What the unit has in a field, as text; what could not be read as it was typed."""
        typed = self.typed.get(field, "")
        return str(typed) if typed != "" else field_text(self.form.money, self.theirs, field)

    def asks_for(self, field: str) -> bool:
        return self.sheet is not None and self.sheet.asks_for(field)


def given_values(
    form: Form, issued: Identity, theirs: Project | UnitPart,
    typed: Mapping[str, str | float], ours: Project | UnitPart,
) -> Given:  # fmt: skip
    """What becomes of the values the master budget gives, of a project or of a unit's own part.

    Args:
        typed: what stands in cells that could not be read, by path.
    """
    code = ours.code if isinstance(ours, Project) else ""
    sheet = form.sheet_of(ours)
    sides = _Sides(
        form, sheet, issued.issued(code), issued.locked(code), issued.disputed(code),
        theirs, typed, ours,
    )  # fmt: skip
    changes = tuple(_changes(sides))
    held = {each.field for each in changes if each.kind is Kind.CONFLICT and each.now}
    blank = {each.field for each in changes if each.kind is Kind.REFRESHED and not each.now}
    disputed = held | set(_still_disputed(sides))
    said = {field for field in (*fields_given(form), "code") if sides.now(field)}
    return Given(
        changes, frozenset(disputed), frozenset(blank), frozenset((said | blank) - disputed)
    )


def fields_given(form: Form) -> Iterator[str]:
    """The fields that a master budget may fix: those of the vocabulary, and those declared."""
    yield from GIVEN
    yield from (name for name in form.fields if vocabulary_holds(name) is None)


def _changes(sides: _Sides) -> Iterator[Change]:
    for field in fields_given(sides.form):
        before, now = sides.base.get(field, ""), sides.now(field)
        if not now:  # only what the master gave can become blank in it; the rest is the unit's
            before = sides.locked.get(field, "")
        answer = sides.answer(field) or before
        if not sides.asks_for(field) or before == now == answer or not (before or now):
            continue
        if answer in (before, now):
            yield told(Kind.REFRESHED, sides.ours, field, before, "", now)
        elif before != now:
            yield told(Kind.CONFLICT, sides.ours, field, before, answer, now)
        elif field not in sides.disputed:
            yield told(Kind.PUT_BACK, sides.ours, field, before, answer, now)


def _still_disputed(sides: _Sides) -> Iterator[str]:
    """Fields that were under dispute before, and neither side has given in.

    A unit gives in by typing what the workbook was sent with: whatever the master says now, that
    is no answer of its own.
    """
    for field in sides.disputed:
        now, answer = sides.now(field), sides.answer(field)
        if answer and now and answer not in (now, sides.base.get(field, "")):
            yield field


def told(kind: Kind, about: Project | UnitPart, field: str = "", *texts: str) -> Change:
    """A change of a field of a project, or of the unit's own part."""
    before, answer, now = texts or ("", "", "")
    code, name = (about.code, about.name) if isinstance(about, Project) else ("", "")
    return Change(
        kind=kind, project=code, name=name, field=field, before=before, answer=answer, now=now
    )


def blanked(form: Form, record: Project | UnitPart, fields: frozenset[str]) -> dict[str, Any]:
    """Fields as they are where nothing is given, as what to update a record with."""
    values: dict[str, Any] = {
        field: None if field in MONEY else "" for field in fields if field in GIVEN
    }
    own = {name: blank_of(form.holds(name)) for name in fields if name not in GIVEN}
    return {**values, "declared": {**record.declared, **own}} if own else values
