"""The check that stories about declared fields end with: each value is its own, or told.

What comes back in a field is what was filled in there, in a row of a table what stood in one row
of it; and whatever does not come back is told, on its sheet, with its project, or for the file.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from xlperf import Form
from xlperf.budget import FieldValue, Project, Target, UnitPart, is_blank_value
from xlperf.findings import Finding, Level
from xlperf.reading import Filled
from xlperf.reading.transcribe import computed_anew

Values = Mapping[str, FieldValue]
HEARD = (Level.ERROR, Level.WARNING)
_OF_TARGET = ("sign", "number", "unit")
"""What the target of a row says in parts."""
QUIET = ("money.unit-silent", "sheet.unprotected")
"""Told of whatever sheet has no line of its own for it."""
Records = Mapping[str, Project | UnitPart]


class _Seen(NamedTuple):
    """A target as it is seen."""

    sign: str
    number: Decimal | None
    words: str


def records_of(filled: Filled) -> Records:
    """Projects by their codes, the unit's part by ""."""
    found: dict[str, Project | UnitPart] = {each.code: each for each in filled}
    return {**found, **({"": filled.part.part} if filled.part else {})}


class Allowed(NamedTuple):
    """What may be without a word, or is told whatever is done.

    Attributes:
        known: codes of the findings that the file has with nothing done to it.
        deleted: so many rows may be gone.
        added: what a row that was put in says.
    """

    known: Sequence[str] = ()
    deleted: int = 0
    added: str = ""


def only_its_own(form: Form, filled: Filled, expected: Records, allowed: Allowed) -> None:
    """Hold a file that came back against what was filled in.

    Raises:
        AssertionError: a value is another's, or gone without a word.
    """
    there = records_of(filled)
    for code, given in expected.items():
        heard = [*told(filled, code, allowed.known)]
        if code not in there:
            assert heard or _unread(filled), f"{code!r} is gone without a word"
            continue
        back = there[code]
        lost = [*_fields_lost(form, filled, code, given), *_rows_lost(form, back, given, allowed)]
        assert len(lost) <= allowed.deleted or heard, f"{code}: {lost} lost without a word"
        assert _anew(form, filled, code) == back, f"{code}: not what is computed"
    for code in there.keys() - expected.keys():
        assert [*told(filled, code, allowed.known)], f"{code!r} came from nowhere without a word"


def _unread(filled: Filled) -> bool:
    return any(each.code.startswith("layout.") for each in filled.findings)


def told(filled: Filled, code: str, known: Sequence[str] = ()) -> Iterator[Finding]:
    """Errors and warnings of the file, of a sheet of a project, or of the project."""
    sheets = {each.sheet for each in filled.projects if each.project.code == code}
    sheets |= {filled.part.sheet} if filled.part and not code else set()
    count, before = Counter(each.code for each in filled.findings), Counter(known)
    for each in filled.findings:
        is_heard = each.level in HEARD or each.code.startswith("identity.")
        if not is_heard or each.code in QUIET or count[each.code] <= before[each.code]:
            continue
        if each.project == code or each.place.sheet in sheets or _is_of_the_file(each):
            yield each


def _anew(form: Form, filled: Filled, code: str) -> Project | UnitPart:
    """A record with all that is computed worked out of what it holds."""
    if not code:
        assert filled.part
        return computed_anew(form, filled.part.part, filled.part.refused)
    theirs = [each for each in filled.projects if each.project.code == code][-1]
    return computed_anew(form, theirs.project, theirs.refused)


def _is_of_the_file(each: Finding) -> bool:
    start = ("sheet.", "seal.", "identity.", "part.", "form.", "project.", "code.")
    return not each.place.sheet or each.code.startswith(start)


def _fields_lost(form: Form, filled: Filled, code: str, given: Project | UnitPart) -> Iterator[str]:
    """What stands once and did not come back.

    Raises:
        AssertionError: it came back with another value.
    """
    back = records_of(filled)[code]
    for name, value in given.values.items():
        now = back.values.get(name)
        if form.is_computed(name) or _said(now) == _said(value):
            continue
        if not _is_blank(now):
            assert _errors_at(filled, code, name), f"{code}: {name} {value!r} became {now!r}"
        yield name


def _rows_lost(
    form: Form, back: Project | UnitPart, given: Project | UnitPart, allowed: Allowed
) -> Iterator[str]:
    """Rows that did not come back whole.

    Raises:
        AssertionError: a row holds what stood in no one row.
    """
    for name, rows in given.tables.items():
        mine = [_without_computed(form, name, each.values) for each in rows]
        came = [_without_computed(form, name, each.values) for each in back.tables.get(name, ())]
        for row in came:
            is_new = bool(allowed.added) and allowed.added in row.values()
            assert is_new or any(_is_of(row, each) for each in mine), f"{name}: {row}"
        yield from (f"{name} {each}" for each in mine if each not in came)


def _errors_at(filled: Filled, code: str, name: str) -> list[str]:
    wheres = [each.where for each in filled.projects if each.project.code == code]
    wheres += [filled.part.where] if filled.part and not code else []
    cells = {str(where[name]) for where in wheres if name in where}
    return [each.code for each in filled.findings
            if each.level is Level.ERROR and each.place.cell in cells]  # fmt: skip


def _without_computed(form: Form, table: str, values: Values) -> dict[str, object]:
    """What was typed in a row: nothing that is computed, and no blanks."""
    return {
        name: _said(value)
        for name, value in values.items()
        if not _is_blank(value)
        and name not in _OF_TARGET
        and not any(form.is_computed(each) for each in (name, f"{table}.{name}"))
    }


def _is_of(row: Mapping[str, object], whole: Mapping[str, object]) -> bool:
    return all(_is_same(whole.get(name), value) for name, value in row.items())


def _is_same(whole: object, there: object) -> bool:
    """Whether it is the whole value, or of a target what is left of it without its figure."""
    if not isinstance(there, _Seen) or not isinstance(whole, _Seen):
        return whole == there
    return there.number in (whole.number, None)


def _is_blank(value: FieldValue) -> bool:
    return is_blank_value(value) if value is not None else True


def _said(value: FieldValue) -> object:
    if isinstance(value, Target):
        return _Seen(value.sign.replace("＝", ""), value.number, value.words)
    return value
