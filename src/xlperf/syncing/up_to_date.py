"""Sync: bring a returned workbook up to a new master budget without losing an answer.

A three-way update by project and field: the base is what the workbook was issued with, which it
carries; theirs is what the unit has typed; ours is the master budget as it is now.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from ..budget import Master, MoneyUnit, Unit
from ..budget import code as code_of
from ..findings import Finding, calling
from ..form import Form
from ..identity import Amendment, Change, Identity, Kind
from ..issuing import (
    Cover,
    NamedBudget,
    PreparedForm,
    issue_name,
    last_day,
    named_budgets,
    refuse_other_money,
    returnable_bytes,
    unit_workbook,
)
from ..reading import Filled, Source, read
from .amended import amendment_of
from .doubts import doubts, lost_objects
from .update import Update, updated


@dataclass(frozen=True)
class Synced:
    """A workbook brought up to date, or the reasons why it was left alone.

    Attributes:
        content: the new workbook; None when the one that came in stands as it is, because nothing
            had to change or because it was refused.
        number: the issue number, of the new workbook if there is one.
        changes: what changed since the issue before; empty when nothing had to.
        refused: why it was left alone: mend these first.
    """

    unit: Unit
    file_name: str
    number: int
    content: bytes | None = field(default=None, repr=False)
    changes: tuple[Change, ...] = ()
    refused: tuple[Finding, ...] = ()

    @property
    def is_changed(self) -> bool:
        """Whether there is a new workbook."""
        return self.content is not None

    @property
    def conflicts(self) -> tuple[Change, ...]:
        """What both the unit and the master budget changed: the unit's answer stands."""
        return tuple(each for each in self.changes if each.kind is Kind.CONFLICT)


def sync(
    source: Source | Filled, master: Master, form: Form | str | Path | None = None, *,
    issued_form: Form | str | Path | None = None, due: date | str | None = None,
    contact: str | None = None, password: str = "", number: int | None = None,
    prepared: PreparedForm | None = None, always: bool = False, without_objects: bool = False,
    amounts_are_right: bool = False,
) -> Synced:  # fmt: skip
    """Bring one returned workbook up to a master budget, or to a new version of its form.

    What both changed keeps the unit's answer, is marked, and stands on the sheet 变更说明.

    Args:
        source: the workbook: its path, its bytes, an open binary file, or as it was read.
        form: the form it is to have now; the one it was read with if not given.
        issued_form: the form a file was issued by, where `form` is a new version of it.
        due, contact: what its first sheet is to say, `due` as `generate` takes it; else as before.
        number: its issue number; one more than before if not given.
        prepared: the form made ready, for many workbooks.
        always: make one though nothing changes: the unit holds another by now.
        without_objects: make one though it will lack text boxes, pictures, threads, attached files.
        amounts_are_right: whether most budgets may differ from those issued by a power of ten.

    Raises:
        FormError, FileError, MasterError, OutputError, RoundError: as `read` and `generate` do.
    """
    day = last_day(due) if due else due
    filled = _read(source, issued_form or form)
    named = _named(filled, master, prepared)
    refused = _refused(filled, named, None if amounts_are_right else master.money)
    issued = filled.identity
    if refused or issued is None or named is None or filled.form is None:
        return Synced(filled.unit, "", issued.number if issued else 0, refused=refused)
    form = _form_of(form, filled.form, master)
    cover, update = _cover(issued, day, contact), updated(form, filled, issued, named.budget)
    name = issue_name(form, named.file_name, issued.number)
    stands = Synced(named.budget.unit, name, issued.number)
    if not (always or _is_needed(update, form, issued, cover)):
        return stands
    if not without_objects and (lost := tuple(lost_objects(filled))):
        return replace(stands, refused=calling(lost, form.words.said))
    prepared = prepared or PreparedForm(form, cover, password, issued.round)
    amended = amendment_of(form, filled, issued, named.budget, update, number=number)
    return _made(stands, prepared, named, update, amended)


def _form_of(given: Form | str | Path | None, before: Form, master: Master) -> Form:
    """The form a workbook is to have, whose money is that of the master budget."""
    form = Form.load(given) if given else before
    refuse_other_money(form, master)
    return form


def _read(source: Source | Filled, form: Form | str | Path | None) -> Filled:
    """A workbook as it was read, or read now."""
    return source if isinstance(source, Filled) else read(source, form)


def _named(filled: Filled, master: Master, prepared: PreparedForm | None) -> NamedBudget | None:
    """What the master budget has of a file's unit."""
    named = (prepared.named_budgets if prepared else named_budgets)(master)
    return named.get(code_of(filled.unit.code))


def _refused(
    filled: Filled, named: NamedBudget | None, scale: MoneyUnit | None
) -> tuple[Finding, ...]:
    found = doubts(filled, named.budget if named else None, scale)
    return calling(found, filled.form.words.said if filled.form else {})


def _made(
    stands: Synced, prepared: PreparedForm, named: NamedBudget, update: Update, amended: Amendment
) -> Synced:
    """A new workbook in place of the one that stands."""
    answers = update.answers(named.budget)
    name = issue_name(prepared.form, named.file_name, amended.number)
    book = unit_workbook(prepared, named.budget, answers, amended)
    content = returnable_bytes(book, name, prepared.stamper)
    return replace(
        stands, file_name=name, number=amended.number, content=content, changes=amended.changes
    )


def _cover(issued: Identity, due: date | str | None, contact: str | None) -> Cover:
    """What was asked for, and for the rest what the workbook was issued with."""
    return Cover(issued.due if due is None else due, issued.contact if contact is None else contact)


def _is_needed(update: Update, form: Form, issued: Identity, cover: Cover) -> bool:
    """Whether the workbook that came in does not do as it stands."""
    same_form = (issued.form, issued.version) == (form.name, form.version)
    return bool(update.changes) or not same_form or cover != Cover(issued.due, issued.contact)
