"""What was brought up to date, and what two sides changed, as commands print it."""

from collections.abc import Iterable
from pathlib import Path

from ..findings import Lang, word
from ..form import Form
from ..identity import Change
from ..issuing import field_label
from ..syncing import Synced
from .printing import print_findings
from .saying import say, say_lines, spelled


def print_synced(
    path: Path, made: Synced, target: Path | None, form: Form | None, lang: Lang
) -> None:
    """Print what became of one workbook: left alone and why, as it was, or issued again."""
    if target is None:
        unit = spelled(str(made.unit)) or "—"
        say_lines(word("print.sync-refused", lang, file=spelled(str(path)), unit=unit))
        print_findings(made.refused, lang)
        return
    code = "print.synced" if made.is_changed else "print.sync-same"
    say_lines(
        word(
            code, lang, file=spelled(str(path)), unit=spelled(str(made.unit)),
            number=made.number, out=spelled(str(target)),
            changes=len(made.changes), conflicts=len(made.conflicts),
        )
    )  # fmt: skip
    if made.conflicts and form:
        print_conflicts(made.conflicts, form, lang)


def print_conflicts(conflicts: Iterable[Change], form: Form, lang: Lang) -> None:
    """Print what both a unit and the master budget changed, each with its three values."""
    for each in conflicts:
        values = {name: getattr(each, name) for name in ("name", "before", "answer", "now")}
        values["field"] = field_label(form, each.field)
        say(f"  {word('print.conflict', lang, **values)}")
