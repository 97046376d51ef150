"""Values that were sent: the locked ones unchanged, targets nobody touched letter for letter."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ...budget import Indicator, Target, wording
from ...findings import Finding
from ...form import Form
from ...identity import Identity
from ..filled import FilledPart, FilledProject
from ..issued_values import locked_of, text_of
from ..telling import Telling


def with_issued_targets(filled: FilledProject, identity: Identity | None) -> FilledProject:
    """Targets nobody touched keep the very text they were issued with."""
    if identity is None or filled.project.code not in identity.issued_codes():
        return filled
    rows = _with_targets(filled.project.indicators, identity.issued(filled.project.code))
    project = filled.project.model_copy(update={"indicators": rows})
    return replace(filled, project=project)


def part_with_issued_targets(filled: FilledPart, identity: Identity | None) -> FilledPart:
    """The same in the unit's own part."""
    if identity is None or not filled.part.indicators:
        return filled
    rows = _with_targets(filled.part.indicators, identity.issued(""))
    return replace(filled, part=filled.part.model_copy(update={"indicators": rows}))


def _with_targets(
    indicators: Sequence[Indicator], issued: Mapping[str, str]
) -> tuple[Indicator, ...]:
    rows = []
    for each in indicators:
        raw = issued.get(f"indicators.{each.key}.value", "")
        if raw not in ("", each.target.raw) and Target.parse(raw).same_parts(each.target):
            target = each.target.model_copy(update={"raw": raw})
            rows.append(each.model_copy(update={"target": target}))
        else:
            rows.append(each)
    return tuple(rows)


def hold_locked(
    tell: Telling, form: Form, filled: FilledProject | FilledPart, identity: Identity
) -> Iterator[Finding]:
    """Tell which locked values of a sheet came back changed."""
    code = filled.project.code if isinstance(filled, FilledProject) else ""
    for name, issued in sorted(locked_of(form, filled, identity).items()):
        now = text_of(form, filled, name)
        if name not in filled.refused and now != issued:
            yield from tell(
                "issued.changed", filled.sheet, filled.where.get(name),
                found=now, expected=issued, label=form.label(name), project=code, path=name,
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
