"""What came back, as the fields hold it now: a new version of a form may ask for another kind."""

from collections.abc import Mapping
from dataclasses import replace

from ..budget import FieldValue, Project, Row, UnitPart, value_from_text, value_text
from ..form import INDICATORS, Form
from ..reading import Filled, FilledPart, FilledProject
from .answers_without_cell import is_value
from .rows_by_key import having

_Values = dict[str, FieldValue]
_Typed = dict[str, str | float]


def as_asked_now(form: Form, filled: Filled) -> Filled:
    """The answers of a workbook, those of fields of another kind now as that kind has them.

    What is no value of the new kind stays as it was typed. What was computed is no answer.
    """
    before = filled.form or form
    own = {name: each for name, each in before.fields.items() if name in form.fields}
    if all(form.fields[name].kind is each.kind for name, each in own.items()) and not any(
        each.is_computed for each in before.fields.values()
    ):
        return filled
    projects = tuple(_project(form, before, each) for each in filled.projects)
    part = _part(form, before, filled.part) if filled.part else None
    return replace(filled, projects=projects, part=part)


def _project(form: Form, before: Form, theirs: FilledProject) -> FilledProject:
    project, typed = _record(form, before, theirs.project)
    return replace(theirs, project=project, typed={**_asked(before, theirs.typed), **typed})


def _part(form: Form, before: Form, theirs: FilledPart) -> FilledPart:
    part, typed = _record(form, before, theirs.part)
    return replace(theirs, part=part, typed={**_asked(before, theirs.typed), **typed})
