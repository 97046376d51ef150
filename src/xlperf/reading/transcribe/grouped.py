"""The projects of a list whose rows are grouped: each with its rows, and what is nobody's."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from ...budget import wording
from ...form import Form
from ..filled import FilledProject
from ..groups import GroupTable, Lost, grouped
from ..table import Table
from .account import Account, heading_account, joined
from .entries import Note, shown
from .leftovers import leftovers, problem_notes
from .project import transcribed
from .unseen import covered_notes, hidden_notes


class GroupedProject(NamedTuple):
    """A project of a list, its own rows as a table, and what there is to tell about them."""

    filled: FilledProject
    table: GroupTable
    notes: Sequence[Note]


class GroupedProjects(NamedTuple):
    """All projects of a list.

    Attributes:
        notes: what there is to tell of the list as a whole.
        unread: the codes of projects of which rows were refused.
    """

    projects: tuple[GroupedProject, ...]
    notes: tuple[Note, ...]
    unread: frozenset[str]


def transcribe_groups(form: Form, table: Table, names: Mapping[str, str]) -> GroupedProjects:
    """Read a list of grouped rows, and tell everything that is no project's.

    Args:
        names: the names of the projects that were issued, by code.
    """
    found = grouped(table, names)
    projects: list[GroupedProject] = []
    accounts = [_account_of_lost(table, each) for each in found.lost]
    accounts += [heading_account(table, row) for row in found.headings]
    for group in found.groups:
        read, account, _ = transcribed(form, group)
        filled, more = _with_its_code(form, read, group)
        hidden = hidden_notes(group, account.where)
        projects.append(GroupedProject(filled, group, [*more, *account.notes, *hidden]))
        accounts += [account, Account(used=group.said_again())]
    whole = joined([account._replace(where={}) for account in accounts])
    lost = (note for account in accounts[: len(found.lost)] for note in account.notes)
    notes = (*problem_notes(table), *lost, *covered_notes(table),
             *leftovers(table, whole, found.end))  # fmt: skip
    unread = frozenset(wording.code(each.expected) for each in found.lost if each.expected)
    return GroupedProjects(tuple(projects), notes, unread)


def _account_of_lost(table: Table, lost: Lost) -> Account:
    first = lost.cells[0]
    told = Note(lost.code, "", first, lost.found or shown(table.grid, first), lost.expected)
    return Account(notes=[told], used=lost.cells, last_row=first.row)


def _with_its_code(
    form: Form, read: FilledProject, group: GroupTable
) -> tuple[FilledProject, tuple[Note, ...]]:
    """A project whose code is not drawn, or was cleared, is the one its keys name."""
    if read.project.code or not group.project or "code" in read.refused:
        return read, ()
    code = wording.code(group.project)
    project = read.project.model_copy(update={"code": code})
    where = read.where.get("code")
    told = (Note("group.code-blank", "code", where, "", code),) if where else ()
    return replace(read, project=project), told if form.asks("code") else ()
