"""What came back, as the fields hold it now: a new version of a form may ask for another kind."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import InvalidOperation
from typing import NamedTuple, TypeVar

from ..budget import FieldValue, Project, UnitPart, blank_of, value_from_text, value_text
from ..form import INDICATORS, Form
from ..reading import Filled, FilledPart, FilledProject
from .rows_by_key import having

Answers = TypeVar("Answers", bound=Project | UnitPart)
_Values = dict[str, FieldValue]
_Typed = dict[str, str | float]


def as_asked_now(form: Form, filled: Filled) -> Filled:
    """The answers of a workbook, those of fields of another kind now as that kind has them.

    What is no value of the new kind stays as it was typed. What was computed is no answer.
    """
    if filled.form is None or not filled.form.fields:
        return filled
    kinds = _Kinds(form, filled.form)
    projects = tuple(_project(kinds, each) for each in filled.projects)
    part = _part(kinds, filled.part) if filled.part else None
    return replace(filled, projects=projects, part=part)


class _Kinds(NamedTuple):
    """The form a workbook is to have, and the one it was read with."""

    form: Form
    before: Form

    def is_answer(self, path: str) -> bool:
        return not self.before.is_computed(self.before.drawn_as(path))

    def asked(self, typed: Mapping[str, str | float]) -> _Typed:
        """What was typed where something is asked for."""
        return {path: each for path, each in typed.items() if self.is_answer(path)}

    def value(self, path: str, value: FieldValue, typed: _Typed) -> FieldValue:
        """A value as its field has it now; one that is none goes among what was typed."""
        field = self.before.drawn_as(path)
        then, now = self.before.fields.get(field), self.form.fields.get(field)
        if then is None or now is None or then.kind is now.kind:
            return value
        text = value_text(value)
        try:
            return value_from_text(text, now.kind)
        except (InvalidOperation, ValueError):
            typed[path] = text
            return blank_of(now.kind)


def _project(kinds: _Kinds, theirs: FilledProject) -> FilledProject:
    project, typed = _record(kinds, theirs.project)
    return replace(theirs, project=project, typed={**kinds.asked(theirs.typed), **typed})


def _part(kinds: _Kinds, theirs: FilledPart) -> FilledPart:
    part, typed = _record(kinds, theirs.part)
    return replace(theirs, part=part, typed={**kinds.asked(theirs.typed), **typed})


def _record(kinds: _Kinds, record: Answers) -> tuple[Answers, _Typed]:
    """A record as its fields have it now, and what of it is no value of theirs."""
    typed: _Typed = {}

    def values(own: Mapping[str, FieldValue], head: str) -> _Values:
        return {
            name: kinds.value(f"{head}{name}", value, typed)
            for name, value in own.items()
            if kinds.is_answer(f"{head}{name}")
        }

    indicators = tuple(
        having(row, {"declared": values(row.declared, f"{INDICATORS}.{number}.")})
        for number, row in enumerate(record.indicators)
    )
    rows = {
        table: tuple(
            having(row, {"values": values(row.values, f"{table}.{number}.")})
            for number, row in enumerate(each)
        )
        for table, each in record.rows.items()
    }
    declared = values(record.declared, "")
    return having(record, {"declared": declared, "indicators": indicators, "rows": rows}), typed
