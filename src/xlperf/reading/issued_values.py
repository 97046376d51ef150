"""Values the office issued and the unit left as they were: what is wrong with them is no fault
of the unit's, and it cannot mend it. The office is told when its master budget is read.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from ..budget import Project, UnitPart, code, field_texts
from ..findings import Finding, Level
from ..form import Form
from ..identity import Identity
from .filled import FilledPart, FilledProject

_OF_THE_VALUE = frozenset({"value.rounded"})
"""Findings of reading that speak of the value, and of nothing a person did with its cell."""


class LockedValues(NamedTuple):
    """What a sheet was sent with and must have come back unchanged: as sent and as it came.

    By field; what a form does not draw has no cell it could come back in, and what came back and
    could not be read is told by itself.
    """

    sent: Mapping[str, str]
    came: Mapping[str, str]

    def changed(self) -> list[str]:
        """The fields that hold something else than was sent, in the order of their names."""
        return sorted(name for name, text in self.sent.items() if self.came[name] != text)

    def left_as_issued(self) -> frozenset[str]:
        """The fields that hold what the master budget gave, and nothing else."""
        return frozenset(name for name, text in self.sent.items() if self.came[name] == text)

    def blanked(self) -> frozenset[str]:
        """The fields whose cells came back blank, which is told by itself."""
        return frozenset(name for name in self.sent if not self.came[name])


def locked_values(
    form: Form, filled: FilledProject | FilledPart, identity: Identity | None
) -> LockedValues:
    """The locked values of a sheet; none where nobody knows what it was sent with."""
    if isinstance(filled, FilledProject):
        record: Project | UnitPart = filled.project
        own, sheet = code(filled.project.code), form.project_sheet
    else:
        record, own, sheet = filled.part, "", form.unit
    sent = {
        name: text
        for name, text in (identity.locked(own).items() if identity and sheet else ())
        if name not in filled.refused and sheet and sheet.asks_for(name)
    }
    return LockedValues(sent, field_texts(form.money, record, sent))


def no_error(finding: Finding, form: Form) -> Finding:
    """What a rule of somebody's own says of what the office issued: heard, and no error.

    No master budget was held to the rule, and what else it looks at only its author knows. A form
    that gives it a level says for itself what it weighs.
    """
    is_set = finding.code in form.levels or finding.level is not Level.ERROR
    return finding if is_set else replace(finding, level=Level.WARNING)


def without_the_offices(
    form: Form,
    findings: Sequence[Finding],
    sheets: Iterable[FilledProject | FilledPart],
    identity: Identity | None,
) -> Iterator[Finding]:
    """What was found while reading, but of values that were left as they were issued."""
    told_of = {each.project for each in findings if each.code in _OF_THE_VALUE}
    issued = {
        own: locked_values(form, each, identity).left_as_issued()
        for each in sheets
        if (own := code_of(each)) in told_of
    }
    for each in findings:
        is_theirs = each.code in _OF_THE_VALUE and each.field in issued.get(each.project, ())
        if not is_theirs:
            yield each


def code_of(filled: FilledProject | FilledPart) -> str:
    """The code of the project a sheet is of; "" of the unit's own part."""
    return filled.project.code if isinstance(filled, FilledProject) else ""
