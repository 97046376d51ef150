"""Which fields a list is read for: its own columns, and those that the form of the round declares.

A column whose heading is the label of a declared field is that field, where no column of the list
form that the round needs has the name. What a form computes is taken from nobody.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from ..budget import MONEY, Holds, fields, heading_unit, vocabulary_holds, wording
from ..form import Form, SheetForm

_OF_UNIT = ("unit.code", "unit.name")
_NAMED = (*_OF_UNIT, "code", "name")
_KEYS = frozenset({"unit.code", "code"})
"""What every workbook is known by."""
_JOINED = " · "


@dataclass(frozen=True)
class Asked:
    """What a round may take from a list.

    Attributes:
        listed: the form of the list.
        form: the form of the round.
        is_named: whether the form of the list was named for it, and is not the shipped one.
    """

    listed: Form
    form: Form
    is_named: bool = True

    @cached_property
    def counts_units(self) -> bool:
        """Whether the round asks units alone: a row of the list is a unit then."""
        return self.form.project_sheet is None and self.form.unit is not None

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The fields a column may be, those of the list form first."""
        drawn = [name for name in _drawn(self.listed) if self._is_taken(name)]
        return tuple(dict.fromkeys((*drawn, *self.declared, *self._of_part)))

    @cached_property
    def required(self) -> frozenset[str]:
        """The fields that need a column, and a value in each row."""
        if self.counts_units:
            return frozenset(_OF_UNIT)
        sheet = self.listed.list
        said = sheet.required if sheet else frozenset()
        is_free = self.form.project_sheet is not None and not self.is_named
        unasked = {name for name in MONEY if is_free and not self.form.asks(name)}
        return (said & {*self.fields}) - unasked | _KEYS

    @cached_property
    def declared(self) -> tuple[str, ...]:
        """The fields that the sheet of a project asks once, and that are the form's own."""
        return tuple(_own(self.form, self.form.project_sheet))

    @cached_property
    def _of_part(self) -> tuple[str, ...]:
        return tuple(_own(self.form, self.form.unit))

    @cached_property
    def _drawn(self) -> frozenset[str]:
        """What the sheets that are filled in draw."""
        sheets = filter(None, (self.form.project_sheet, self.form.unit))
        return frozenset(name for sheet in sheets for name in sheet.names())

    def is_of_unit(self, name: str) -> bool:
        """Whether a field is asked of the unit itself, whichever row it stands in."""
        return name in self._of_part

    def _is_taken(self, name: str) -> bool:
        """Whether the round can take a column of the list form."""
        is_asked = name in self.declared or self.is_of_unit(name)
        if name in self._drawn and name not in fields.LISTED and not is_asked:
            return False  # computed, or asked for in rows
        return not self.counts_units or name in _OF_UNIT or self.is_of_unit(name)

    def holds(self, name: str) -> Holds:
        """What a column holds: as the round asks for it, else as the list form declares it."""
        known = vocabulary_holds(name)
        if known is not None:
            return known
        return (self.form if name in self.form.fields else self.listed).holds(name)

    def label(self, name: str) -> str:
        """What a field is called: by the list where it draws it, else by the round's form."""
        return self.listed.labels.get(name) or self.form.label(name)

    @cached_property
    def amounts(self) -> tuple[str, ...]:
        """The fields that hold money, budget first."""
        own = (n for n in self.fields if self.holds(n) is Holds.MONEY and n not in MONEY)
        return (*(name for name in MONEY if name in self.fields), *own)

    @cached_property
    def summed(self) -> tuple[str, ...]:
        """The amounts of which each row has its own, so that a total adds them up."""
        return tuple(n for n in self.amounts if self.counts_units or not self.is_of_unit(n))

    @cached_property
    def by_label(self) -> Mapping[str, str]:
        """The declared fields by their labels, as headings are compared; none that two share."""
        found: dict[str, set[str]] = {}
        for name in (*self.declared, *self._of_part):
            for text in _spelled(self.form, name):
                found.setdefault(wording.heading(text), set()).add(name)
        return {text: min(names) for text, names in found.items() if text and len(names) == 1}

    def is_needed(self, name: str) -> bool:
        """Whether a column of the list form keeps its word, though a declared field has it too."""
        return name in _NAMED or self.form.asks(name)


def _drawn(form: Form) -> Iterator[str]:
    for block in form.master_list.drawing.repeats() if form.master_list else ():
        yield block.text


def _own(form: Form, sheet: SheetForm | None) -> Iterator[str]:
    """What stands once on a sheet, is of no vocabulary, and is computed by nobody."""
    for block in sheet.drawing.fields() if sheet else ():
        declared = form.fields.get(block.text)
        if declared and not declared.is_computed and vocabulary_holds(block.text) is None:
            yield block.text


def _spelled(form: Form, name: str) -> Iterator[str]:
    """What a declared field may be called over a column: its name, its labels, those in turn."""
    label = form.label(name)
    parts = label.split(_JOINED)
    texts = [name, label, *form.aliases.get(label, ())]
    if len(parts) > 1:
        texts += ["".join(parts), "".join(reversed(parts)), _JOINED.join(reversed(parts))]
    for text in texts:
        for each in (text, heading_unit(text, (form.money.unit,))[0]):
            yield from (each, f"其中：{each}")
