"""Values the office issued and the unit left as they were: what is wrong with them is no fault
of the unit's, and it cannot mend it. The office is told when its master budget is read.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ..budget import ISSUED, MONEY, code
from ..findings import Finding, Level, Remark
from ..form import Form
from ..identity import Identity
from ..rules import fields_of
from .filled import FilledProject

_OF_THE_VALUE = frozenset({"value.rounded"})
"""Findings of reading that speak of the value, and of nothing a person did with its cell."""


def text_of(form: Form, filled: FilledProject, field: str) -> str:
    """A field that may be issued, as the snapshot in a workbook has it."""
    value = getattr(filled.project, field)
    return form.money.printed(value) if field in MONEY else str(value)


def left_as_issued(form: Form, filled: FilledProject, identity: Identity | None) -> frozenset[str]:
    """The fields of a project that hold what the master budget gave, and nothing else."""
    if identity is None:
        return frozenset()
    locked = identity.locked(code(filled.project.code))
    return frozenset(
        name
        for name in ISSUED & locked.keys()
        if form.asks(name)
        and name not in filled.refused
        and text_of(form, filled, name) == locked[name]
    )


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
