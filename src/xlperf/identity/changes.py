"""What a re-issued workbook carries besides its values: what changed, and what was set aside."""

from collections.abc import Mapping
from enum import StrEnum

from ..budget import Record
from ..sheet import Comment
from .identity import Issued


class Kind(StrEnum):
    """What became of a value, or of a whole project, when a workbook was issued again."""

    CONFLICT = "conflict"
    REFRESHED = "refreshed"
    PUT_BACK = "put-back"
    SHEET_BACK = "sheet-back"
    ADDED = "added"
    REMOVED = "removed"
    RETURNED = "returned"
    ASIDE = "aside"
    NEW_FIELD = "new-field"


class Change(Record):
    """One line of 变更说明.

    Attributes:
        project: code of the project; "" for the unit's own part and for what belongs to none.
        name: the project's name.
        field: the path of the field, or the cell of something that has none.
        before: the value as it was issued.
        answer: what the unit had typed.
        now: the value as the new workbook has it.
    """

    kind: Kind
    project: str = ""
    name: str = ""
    field: str = ""
    before: str = ""
    answer: str = ""
    now: str = ""


class Amendment(Record):
    """What makes a re-issue differ from a first issue of the same master budget and answers.

    Projects are named by their codes, "" is the unit's own part.

    Attributes:
        number: the issue number.
        disputed: fields of which the unit's answer stands, though the master says another.
        typed: what was typed into cells and could not be read, by project and path: it stays.
        reasons: the unit's justifications, by project and by path or key of an indicator row.
        comments: what people noted on cells, by project and path.
        aside: answers that no longer have a cell, kept until they have one again.
        changes: what changed since the issue before.
    """

    number: int = 1
    disputed: Mapping[str, frozenset[str]] = {}
    typed: Mapping[str, Mapping[str, str | float]] = {}
    reasons: Mapping[str, Mapping[str, str]] = {}
    comments: Mapping[str, Mapping[str, Comment]] = {}
    aside: tuple[Issued, ...] = ()
    changes: tuple[Change, ...] = ()


FIRST_ISSUE = Amendment()
