"""What a form says: all that is asked, in which words, and where it stands on the sheet."""

import re
import warnings
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from ..budget import (
    Holds,
    MoneyUnit,
    Project,
    Record,
    UnitPart,
    in_row,
    plain_sign,
    vocabulary_holds,
    wording,
)
from ..findings import Lang, Level, word
from .computed_fields import ComputedFields, HeldCheck
from .computing import COMPUTED_PLACES, ScoreForm
from .declared import DeclaredField
from .drawing import Drawing
from .form_check import FormCheck
from .publish_form import PublishForm
from .second_headings import PARTS_OF_TARGET, over_each, with_second_headings
from .sheet_form import SheetForm, Title
from .signing import signed_labels
from .words import Words

Order = Literal["name", "code", "master"]
Points = Annotated[int, Field(strict=True)]
_FEWEST_OF_TITLE = 3
"""So many signs of a title are its own: `{name}表` might be any remark."""
_OF_TARGET = (Holds.CHOICE, Holds.NUMBER, Holds.TEXT)
"""What the parts of a target hold: its sign, its figure, its unit or its words."""
_WITH_PLACES = (Holds.MONEY, Holds.NUMBER, Holds.PERCENT)
YEARS = range(1990, 2200)
"""The years a form may be of."""
NO_MONEY = MoneyUnit(unit="元", places=2)
"""What a form without amounts counts them in."""


def _said(text: str) -> str:
    """A text that says something."""
    if not wording.plain(text):
        raise ValueError("wanted.some-text")
    return text


def _pattern(pattern: str) -> str:
    """A pattern that can be matched against."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            re.compile(pattern)
    except (re.error, RecursionError, OverflowError, Warning) as error:
        place = getattr(error, "pos", None)
        raise ValueError(f"wanted.regex {'—' if place is None else place + 1}") from None
    return pattern


Said = Annotated[str, AfterValidator(_said)]
Texts = tuple[Said, ...]


class CodeScheme(Record):
    """How project codes are built: a pattern, in words, and the check character if any."""

    pattern: Annotated[str, AfterValidator(_pattern)]
    shape: Said
    check: Literal["mod31", "off"] = "off"


class DrawnForm(Record):
    """A form as it is written, be it right or wrong: a `Form` is one that was checked."""

    name: str = Field(pattern=r"^[\w.-]+$", max_length=60)
    title: Title
    version: Said = Field(max_length=40)
    year: int = Field(ge=YEARS.start, le=YEARS.stop - 1, strict=True)
    money: MoneyUnit = NO_MONEY
    lang: Lang = "zh"
    words: Words = Words()
    order: Order = "master"
    signs: Texts = ()
    units: tuple[str, ...] = ()
    placeholders: Texts = ()
    graded: Texts = ()
    project: SheetForm | None = None
    unit: SheetForm | None = None
    list: SheetForm | None = None
    fields: dict[str, DeclaredField] = {}
    taxonomy: dict[Said, Texts] = {}
    weights: tuple[dict[str, Points], ...] = ()
    aliases: dict[str, Texts] = {}
    code: CodeScheme | None = None
    library: dict[str, Texts] = {}
    levels: dict[str, Level] = {}
    rules: tuple[Literal["budget"], ...] = ("budget",)
    score: ScoreForm | None = None
    instructions: Texts = ()
    signing: Annotated[Texts, AfterValidator(signed_labels)] = ()
    checks: tuple[FormCheck, ...] = ()
    publish: PublishForm = PublishForm()

    @property
    def is_grouped(self) -> bool:
        """Whether projects are filled in on one list, with the rows of each together."""
        return self.project is None and self.list is not None and bool(self.list.group)

    @cached_property
    def project_sheet(self) -> SheetForm | None:
        """The sheet a project is filled in on: one of its own, or the list of grouped rows."""
        return self.list.grouped() if self.list and self.is_grouped else self.project

    @property
    def master_list(self) -> SheetForm | None:
        """The list of projects a master budget is drawn by; rows in groups are none."""
        return self.list if self.list and not self.list.group else None

    @cached_property
    def level2s(self) -> tuple[str, ...]:
        """Every second level, in the order of the taxonomy."""
        return tuple(name for names in self.taxonomy.values() for name in names)

    @cached_property
    def parents(self) -> Mapping[str, str]:
        """The first level of each second level."""
        return {name: level1 for level1, names in self.taxonomy.items() for name in names}

    @cached_property
    def plan_dates(self) -> tuple[str, ...]:
        """The dates of the spending plan (`mar`, `jun`, …), in drawn order; none if not drawn."""
        drawn = self.project_sheet.drawing.fields() if self.project_sheet else ()
        return tuple(b.text.removeprefix("plan.") for b in drawn if b.text.startswith("plan."))

    @cached_property
    def plan_labels(self) -> Mapping[str, str]:
        """The heading over each date of the plan: `{"mar": "3月底", …}`."""
        return {date: self.label(f"plan.{date}") for date in self.plan_dates}

    def holds(self, field: str) -> Holds:
        """What a field holds, by its name in a drawing (`plan.mar`, `level1`, `task.budget`).

        Raises:
            KeyError: it is neither of the vocabulary nor declared.
        """
        known = vocabulary_holds(field) or self._parts.get(field)
        return self.fields[field].kind if known is None else known

    def knows(self, field: str) -> bool:
        """Whether it is of the vocabulary, declared, or a part of what is split."""
        return vocabulary_holds(field) is not None or field in self.fields or field in self._parts

    @cached_property
    def _parts(self) -> Mapping[str, Holds]:
        """The parts of split fields that need no declaration: what each of them holds."""
        found: dict[str, Holds] = {}
        for sheet in filter(None, (self.project_sheet, self.unit)):
            for name, parts in sheet.split.items():
                is_target = name in self.fields and self.fields[name].kind is Holds.TARGET
                kinds = _OF_TARGET[-len(parts) :] if is_target else [Holds.NUMBER] * len(parts)
                found |= {p: k for p, k in zip(parts, kinds, strict=False) if p not in self.fields}
        return found

    @cached_property
    def own_splits(self) -> Mapping[str, tuple[str, ...]]:
        """The targets of the form's own that are asked for in several cells, and which."""
        return {
            name: parts
            for sheet in filter(None, (self.project_sheet, self.unit))
            for name, parts in sheet.split.items()
            if name in self.fields and self.fields[name].kind is Holds.TARGET
        }

    def entry(self, sheet: SheetForm) -> Drawing:
        """A sheet of the form as it is issued: split targets say over each cell what it is for."""
        return self._entries["project" if sheet is self.project_sheet else "unit"]

    @cached_property
    def _entries(self) -> Mapping[str, Drawing]:
        sheets = (("project", self.project_sheet), ("unit", self.unit))
        return {kind: self._headed(sheet) for kind, sheet in sheets if sheet}

    def _headed(self, sheet: SheetForm) -> Drawing:
        split = {name: parts for name, parts in sheet.split.items()
                 if name == "value" or name in self.own_splits}  # fmt: skip
        words = {part: self.word(f"part.{part}") for part in PARTS_OF_TARGET}
        aliases = {text for texts in self.aliases.values() for text in texts}
        return with_second_headings(sheet.entry, over_each(split, words), aliases)

    def split_of(self, field: str) -> tuple[str, ...]:
        """The cells a field is asked for in, though printed in one; none for most."""
        sheets = filter(None, (self.project_sheet, self.unit))
        return next((sheet.split[field] for sheet in sheets if field in sheet.split), ())

    def sheet_of(self, record: Project | UnitPart) -> SheetForm | None:
        """The sheet a record is filled in on: a project's, or that of the unit's own part."""
        return self.project_sheet if isinstance(record, Project) else self.unit

    def computed_of(self, record: Project | UnitPart) -> ComputedFields | None:
        """What the sheet of a record computes; None without it."""
        return self.computed("project" if isinstance(record, Project) else "unit")

    def computed(self, kind: str) -> ComputedFields | None:
        """What the sheet of a project, or of a unit's own part, computes; None without it."""
        return self._computed.get(kind)

    def held(self, kind: str) -> tuple[HeldCheck, ...]:
        """The checks that the form holds a project, or a unit's own part, to."""
        computing = self.computed(kind)
        return computing.held if computing else ()

    @cached_property
    def says_budget(self) -> bool:
        """Whether a check of the form says what its budget is made of: then no other does."""
        return any("budget" in each.names for each in self.held("project"))

    @cached_property
    def _computed(self) -> Mapping[str, ComputedFields]:
        found: dict[str, ComputedFields] = {}
        for kind, sheet in (("project", self.project_sheet), ("unit", self.unit)):
            if sheet:
                kinds = {name: self.holds(name) for name in sheet.names() if self.knows(name)}
                found[kind] = ComputedFields(
                    sheet, kinds, self.fields, self.money.places, self.score, self.checks
                )
        return found

    def requires(self, field: str) -> bool:
        """Whether a field may not stay blank, by its declaration or by the list of its sheet."""
        declared = self.fields.get(field)
        sheets = filter(None, (self.project_sheet, self.unit))
        return (declared is not None and declared.required) or any(
            field in sheet.required for sheet in sheets
        )

    def is_computed(self, field: str) -> bool:
        """Whether nobody fills a field in, by its name in a drawing."""
        return field in self.fields and self.fields[field].is_computed

    def drawn_as(self, path: str) -> str:
        """The name a field has in the drawings, by its path (`task.R001.budget`: `task.budget`)."""
        at = in_row(path)
        if at is None:
            return path
        whole = f"{at.table}.{at.field}"
        return whole if whole in self.names else at.field

    @cached_property
    def has_money(self) -> bool:
        """Whether an amount is drawn, on whichever sheet."""
        return Holds.MONEY in self.kinds.values()

    def look(self, field: str) -> str:
        """How the cells of a field look: by its kind, and by its decimals where it says any."""
        kind, declared = self.holds(field), self.fields.get(field)
        if declared is None or kind not in _WITH_PLACES:
            return kind.value
        places = declared.places
        if places is None and declared.is_computed and kind is not Holds.MONEY:
            places = COMPUTED_PLACES
        return kind.value if places is None else f"{kind.value}.{places}"

    @cached_property
    def kinds(self) -> Mapping[str, Holds]:
        """What each field that is drawn holds, by name."""
        return {name: self.holds(name) for name in sorted(self.names) if self.knows(name)}

    def word(self, code: str, **values: object) -> str:
        """A text of the catalogue in the form's language, with the nouns it names."""
        return word(code, self.lang, **self.words.said, **values)

    def listed(self, texts: Iterable[str]) -> str:
        """Texts one after the other, as the form's language sets them apart."""
        return self.word("listed").join(texts)

    def sign(self, sign: str) -> str:
        """A sign as the form spells it (`=` or `＝`)."""
        return next((each for each in self.signs if plain_sign(each) == sign), sign)

    def label(self, field: str) -> str:
        """The words a field stands under on its sheet: its heading, or the label on its left.

        In a two-way table they are both, `年度资金总额 · 执行率`.
        """
        return self.labels.get(field, field)

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """The words over or beside each field: `{"budget": "预算数", …}`."""
        found: dict[str, str] = {}
        for sheet in filter(None, (self.unit, self.list, self.project_sheet)):
            for drawing in (sheet.entry, sheet.drawing):
                asked = (*drawing.repeats(), *drawing.fields())
                found |= {each.text: drawing.name_of(each) for each in asked}
        return found

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of all fields that are drawn, on whichever sheet."""
        sheets = filter(None, (self.project, self.unit, self.list))
        return frozenset(name for sheet in sheets for name in sheet.names())

    def asks(self, field: str) -> bool:
        """Whether the project sheet has a cell for this field."""
        return field in self._asked

    @cached_property
    def _asked(self) -> frozenset[str]:
        return frozenset(self.project_sheet.names() if self.project_sheet else ())

    def level2_of(self, text: str) -> str | None:
        """The second level a text names, folding widths and spaces."""
        return self._levels_by_text[1].get(wording.plain(text))

    def level1_of(self, text: str) -> str | None:
        """The first level a text names, folding widths and spaces."""
        return self._levels_by_text[0].get(wording.plain(text))

    @cached_property
    def _levels_by_text(self) -> tuple[Mapping[str, str], ...]:
        levels = ([*self.taxonomy], self.level2s)
        return tuple({wording.plain(n): n for n in reversed(names)} for names in levels)

    @cached_property
    def title_pattern(self) -> re.Pattern[str] | None:
        """What the title above a project's table is like, folded as `wording.plain` does.

        None where it says no words of its own, so that any text might be one.
        """
        title = self.project_sheet.title if self.project_sheet else ""
        words = [wording.plain(each) for each in re.split(r"\{name\}|\{code\}", title)]
        if sum(map(len, words)) < _FEWEST_OF_TITLE:
            return None
        return re.compile(".*" + ".*".join(map(re.escape, words)))

    def is_placeholder(self, text: str) -> bool:
        """Whether a text is still what the form itself put there."""
        longest = max(map(len, self._placeholders), default=0)
        return not wording.is_longer(text, longest) and wording.plain(text) in self._placeholders

    @cached_property
    def _placeholders(self) -> frozenset[str]:
        return frozenset(map(wording.plain, self.placeholders))
