"""Values the office issued and the unit left as they were: what is wrong with them is no fault
of the unit's, and it cannot mend it. The office is told when its master budget is read.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ..budget import code, field_text
from ..findings import Finding, Level, Remark
from ..form import Form, SheetForm
from ..identity import Identity
from ..rules import fields_of
from .filled import FilledPart, FilledProject

_OF_THE_VALUE = frozenset({"value.rounded"})
"""Findings of reading that speak of the value, and of nothing a person did with its cell."""


def text_of(form: Form, filled: FilledProject | FilledPart, field: str) -> str:
    """A field that may be issued, as the snapshot in a workbook has it."""
    record = filled.project if isinstance(filled, FilledProject) else filled.part
    return field_text(form.money, record, field)


def locked_of(
    form: Form, filled: FilledProject | FilledPart, identity: Identity
) -> Mapping[str, str]:
    """What a sheet was sent with and must have come back unchanged, by field.

    What a form does not draw has no cell it could come back in.
    """
    if isinstance(filled, FilledProject):
        locked, sheet = identity.locked(code(filled.project.code)), form.project_sheet
    else:
        locked, sheet = identity.locked(""), form.unit
    return {name: text for name, text in locked.items() if _is_drawn(sheet, name)}


def _is_drawn(sheet: SheetForm | None, name: str) -> bool:
    return sheet is not None and sheet.asks_for(name)


def left_as_issued(
    form: Form, filled: FilledProject | FilledPart, identity: Identity | None
) -> frozenset[str]:
    """The fields of a sheet that hold what the master budget gave, and nothing else."""
    locked = _locked_and_read(form, filled, identity).items()
    return frozenset(name for name, text in locked if text_of(form, filled, name) == text)


def blanked(
    form: Form, filled: FilledProject | FilledPart, identity: Identity | None
) -> frozenset[str]:
    """The fields of a sheet whose locked cells came back blank, which is told by itself."""
    locked = _locked_and_read(form, filled, identity)
    return frozenset(name for name in locked if not text_of(form, filled, name))


def _locked_and_read(
    form: Form, filled: FilledProject | FilledPart, identity: Identity | None
) -> Mapping[str, str]:
    """What must come back unchanged, but for what came back and could not be read."""
    locked = locked_of(form, filled, identity) if identity else {}
    return {name: text for name, text in locked.items() if name not in filled.refused}


def is_the_offices(remark: Remark, form: Form, issued: frozenset[str]) -> bool:
    """Whether all that a remark speaks of was left as it was issued."""
    return fields_of(remark, form) <= issued


def no_error(finding: Finding, form: Form) -> Finding:
    """What a rule of somebody's own says of what the office issued: heard, and no error.

    No master budget was held to the rule, and what else it looks at only its author knows. A form
    that gives it a level says for itself what it weighs.
    """
    is_set = finding.code in form.levels or finding.level is not Level.ERROR
    return finding if is_set else replace(finding, level=Level.WARNING)


def without_the_offices(
    findings: Iterable[Finding], issued: Mapping[str, frozenset[str]]
) -> Iterator[Finding]:
    """What was found while reading, but of values that were left as they were issued.

    Args:
        issued: the fields that were, by the code of their project.
    """
    for each in findings:
        is_theirs = each.code in _OF_THE_VALUE and each.field in issued.get(each.project, ())
        if not is_theirs:
            yield each
