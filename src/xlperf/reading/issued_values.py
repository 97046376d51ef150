"""What was sent against what came back: every sheet once, every locked value unchanged."""

from dataclasses import replace

from ..budget import ISSUED, MONEY, Target
from ..identity import Identity
from .filled import FilledProject
from .issued_rows import compare_rows
from .reading import Reading


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


def compare_with_issued(reading: Reading) -> None:
    """What was sent must have come back: every sheet once, every locked value unchanged."""
    identity = reading.identity
    seen = _sheets_once(reading)
    if identity is None:
        return
    for filled in reading.projects:
        locked = identity.locked(filled.project.code)
        for name in sorted(ISSUED & locked.keys()):
            _compare_field(reading, filled, name, locked[name])
        compare_rows(reading, filled, identity.issued(filled.project.code))
    for code in identity.issued_codes():
        if code not in seen:
            _tell_missing(reading, identity, code)
    _tell_added(reading, identity)


def _sheets_once(reading: Reading) -> dict[str, str]:
    """The sheet of each project; a second one is told."""
    seen: dict[str, str] = {}
    for filled in reading.projects:
        code = filled.project.code
        if code and code in seen:
            cell = filled.where.get("code")
            reading.tell("sheet.twice", filled.sheet, cell, found=code, expected=seen[code])
        seen.setdefault(code, filled.sheet)
    return seen


def _tell_missing(reading: Reading, identity: Identity, code: str) -> None:
    """An issued project that is nowhere: lost, or there under its name with another code."""
    name = identity.issued(code).get("name", "")
    for filled in reading.projects:
        told = filled.project.code
        if name and filled.project.name == name and not identity.issued(told):
            reading.broken.add(code)
            if "code" not in filled.refused:
                reading.tell(
                    "issued.changed", filled.sheet, filled.where.get("code"), found=told,
                    expected=code, label=reading.reader.form.label("code"), project=code,
                    path="code",
                )  # fmt: skip
    if code not in reading.broken:
        reading.tell("sheet.missing", found=code, project=code)


def _tell_added(reading: Reading, identity: Identity) -> None:
    """Sheets of projects that were never sent, unless they are sent ones under another code."""
    issued = identity.issued_codes()
    recoded = {each.place.sheet for each in reading.findings if each.code == "issued.changed"}
    for filled in reading.projects:
        code = filled.project.code
        is_ours = filled.sheet in recoded or reading.origin.of_sheet(filled.sheet)
        if issued and code and code not in issued and not is_ours:
            cell = filled.where.get("code")
            reading.tell("sheet.added", filled.sheet, cell, found=code, project=code)


def _compare_field(reading: Reading, filled: FilledProject, name: str, issued: str) -> None:
    form, value = reading.reader.form, getattr(filled.project, name)
    now = form.money.printed(value) if name in MONEY else str(value)
    if name in filled.refused or now == issued:
        return
    reading.tell(
        "issued.changed", filled.sheet, filled.where.get(name),
        found=now, expected=issued, label=form.label(name),
        project=filled.project.code, path=name,
    )  # fmt: skip
