"""Values that were sent: the locked ones unchanged, targets nobody touched letter for letter."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ...budget import Indicator, Target, wording
from ...findings import Finding
from ...form import Form
from ...identity import Identity
from ..filled import FilledPart, FilledProject
from ..issued_values import code_of, locked_values
from ..telling import Telling


def with_issued_targets(filled: FilledProject, identity: Identity | None) -> FilledProject:
    """Targets nobody touched keep the very text they were issued with."""
    code, indicators = filled.project.code, filled.project.indicators
    rows = _with_targets(indicators, identity.issued(code)) if identity and code else indicators
    if rows is indicators:
        return filled
    return replace(filled, project=filled.project.model_copy(update={"indicators": rows}))


def part_with_issued_targets(filled: FilledPart, identity: Identity | None) -> FilledPart:
    """The same in the unit's own part."""
    indicators = filled.part.indicators
    rows = _with_targets(indicators, identity.issued("")) if identity else indicators
    if rows is indicators:
        return filled
    return replace(filled, part=filled.part.model_copy(update={"indicators": rows}))


def _with_targets(
    indicators: tuple[Indicator, ...], issued: Mapping[str, str]
) -> tuple[Indicator, ...]:
    """The very rows where none is to have another text, as in most tables."""
    found: dict[int, Indicator] = {}
    for number, each in enumerate(indicators):
        raw = issued.get(f"indicators.{each.key}.value", "")
        if raw not in ("", each.target.raw) and Target.parse(raw).same_parts(each.target):
            target = each.target.model_copy(update={"raw": raw})
            found[number] = each.model_copy(update={"target": target})
    if not found:
        return indicators
    return tuple(found.get(number, each) for number, each in enumerate(indicators))


def hold_locked(
    tell: Telling, form: Form, filled: FilledProject | FilledPart, identity: Identity
) -> Iterator[Finding]:
    """Tell which locked values of a sheet came back changed."""
    values = locked_values(form, filled, identity)
    for name in values.changed():
        yield from tell(
            "issued.changed", filled.sheet, filled.where.get(name),
            found=values.came[name], expected=values.sent[name], label=form.label(name),
            project=code_of(filled), path=name,
        )  # fmt: skip


def hold_names(
    tell: Telling, form: Form, filled: FilledPart, identity: Identity
) -> Iterator[Finding]:
    """Tell where a sheet names another unit than it was issued to."""
    issued = {"unit.code": identity.unit.code, "unit.name": identity.unit.name}
    for name, now in filled.of_unit.items():
        if wording.plain(now) != wording.plain(issued[name]):
            yield from tell(
                "issued.changed", filled.sheet, filled.where.get(name),
                found=now, expected=issued[name], label=form.label(name), path=name,
            )  # fmt: skip
