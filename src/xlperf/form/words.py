"""The nouns a form names: what it calls a unit and a project."""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated

from pydantic import AfterValidator, Field

from ..budget import Record, wording

_LONGEST = 40


def _one_line(text: str) -> str:
    """A noun says something, and is no sentence of several lines."""
    if not wording.plain(text) or not text.isprintable() or text != text.strip():
        raise ValueError("wanted.noun")
    return text


Noun = Annotated[str, AfterValidator(_one_line), Field(max_length=_LONGEST)]


class Words(Record):
    """What a form calls whom it asks and what it asks about; None for the words of its language.

    Attributes:
        unit: who fills in a workbook: `Authority`, `学校`.
        project: what has a sheet of its own: `School`, `课题`.
        units, projects: the plurals, where English does not make them by its rules.
    """

    unit: Noun | None = None
    units: Noun | None = None
    project: Noun | None = None
    projects: Noun | None = None

    @cached_property
    def said(self) -> Mapping[str, str]:
        """The nouns as texts of the catalogue take them: `{"words.unit": "Authority"}`."""
        return {
            f"words.{name}": noun
            for name in type(self).model_fields
            if (noun := getattr(self, name)) is not None
        }
