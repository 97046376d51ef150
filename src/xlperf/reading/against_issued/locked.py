"""Values that were sent: the locked ones unchanged, targets nobody touched letter for letter."""

from collections.abc import Iterator
from dataclasses import replace

from ...budget import ISSUED, MONEY, Target
from ...findings import Finding
from ...form import Form
from ...identity import Identity
from ..filled import FilledProject
from ..telling import Telling


def with_issued_targets(filled: FilledProject, identity: Identity | None) -> FilledProject:
    """Targets nobody touched keep the very text they were issued with."""
    if identity is None or filled.project.code not in identity.issued_codes():
        return filled
    issued = identity.issued(filled.project.code)
    rows = []
    for each in filled.project.indicators:
        raw = issued.get(f"indicators.{each.key}.value", "")
        if raw not in ("", each.target.raw) and Target.parse(raw).same_parts(each.target):
            target = each.target.model_copy(update={"raw": raw})
            rows.append(each.model_copy(update={"target": target}))
        else:
            rows.append(each)
    project = filled.project.model_copy(update={"indicators": tuple(rows)})
    return replace(filled, project=project)


def hold_locked(
    tell: Telling, form: Form, filled: FilledProject, identity: Identity
) -> Iterator[Finding]:
    """Tell which locked values of a project came back changed."""
    locked = identity.locked(filled.project.code)
    for name in sorted(ISSUED & locked.keys()):
        value, issued = getattr(filled.project, name), locked[name]
        now = form.money.printed(value) if name in MONEY else str(value)
        if name not in filled.refused and now != issued:
            yield from tell(
                "issued.changed", filled.sheet, filled.where.get(name),
                found=now, expected=issued, label=form.label(name),
                project=filled.project.code, path=name,
            )  # fmt: skip
