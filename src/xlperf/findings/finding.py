"""What is said to whoever filled a sheet: where, what is wrong, what was found, how to mend it."""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

from ..budget import JsonRecord, wording
from ..sheet import Box
from .catalogue import LANGS, Entry, Lang, entries, text, word

_OF_OBJECTS = frozenset({"sheet.object", "sync.objects"})
"""Findings whose `expected` names kinds of objects by codes, each told in a language's words."""


class Level(StrEnum):
    """How much a finding weighs; only an error blocks a return."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Place(JsonRecord):
    """Where something stands: file, sheet, cell or range (`B3`, `B3:D3`); "" where unknown."""

    file: str = ""
    sheet: str = ""
    cell: str = ""

    @classmethod
    def of(cls, file: str, sheet: str, box: Box) -> "Place":
        """The place of a box of cells."""
        return cls(file, sheet, str(box.first))

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet


@dataclass(frozen=True, slots=True)
class OwnText(JsonRecord):
    """What a rule of somebody's own says, where the catalogue has no entry: every text twice.

    The texts are taken as they are; nothing is put into them.

    Attributes:
        says: what is wrong, by language: `{"zh": …, "en": …}`.
        mend: how to mend it, by language.
        level: how much it weighs, unless the form says otherwise.
        opinion: the reviewers' own words for it (审核意见), if they have any.
        justifiable: whether the unit's reason stops it from blocking.

    Raises:
        ValueError: a text is missing in one of the languages.
    """

    says: Mapping[Lang, str]
    mend: Mapping[Lang, str]
    level: Level = Level.WARNING
    opinion: str = ""
    justifiable: bool = True

    def __post_init__(self) -> None:
        for name in ("says", "mend"):
            texts = getattr(self, name)
            missing = [lang for lang in LANGS if not isinstance(texts.get(lang), str)]
            if missing:
                raise ValueError(f"{name} has no text in: {', '.join(missing)}")
        object.__setattr__(self, "level", Level(self.level))


@dataclass(frozen=True, slots=True)
class Remark:
    """What a rule has to say about a field, before anyone asked where the field stands.

    Attributes:
        code: the entry of the catalogue, such as `money.sum`.
        field: the path inside the project or unit part, such as `indicators.2.level3`.
        found: what is there, as text.
        values: what the texts of the catalogue speak of, by name.
        own: its own texts, where the catalogue has no such entry.
    """

    code: str
    field: str
    found: str = ""
    values: Mapping[str, str] = dataclasses.field(default_factory=dict)
    own: OwnText | None = None

    def refuse_unsayable(self) -> None:
        """See that it can be said in both languages, before it is kept for a person to read.

        Raises:
            KeyError: the catalogue has no such entry, or a value it speaks of is not given.
            TypeError: the field, or what was found, is no text.
        """
        for name in ("code", "field", "found"):
            if not isinstance(getattr(self, name), str):
                raise TypeError(f"{name} is no text: {getattr(self, name)!r}")
        parts: tuple[Literal["says", "mend"], ...] = ("says", "mend")
        for part in parts:
            for lang in LANGS:
                _text(self, part, lang)


def _text(told: "Remark | Finding", part: Literal["says", "mend"], lang: Lang) -> str:
    """One text of a remark or a finding: its own, or that of the catalogue.

    Here, and nowhere else, what nobody sees in the values it quotes is spelled out.
    """
    if told.own:
        texts: Mapping[Lang, str] = getattr(told.own, part)
        return texts[lang]
    values = {"found": told.found, **told.values}
    spelled = {name: wording.visible(value) for name, value in values.items()}
    if told.code in _OF_OBJECTS:
        spelled["expected"] = _named(spelled.get("expected", ""), lang)
    return text("finding", told.code, part, lang, spelled)


def _named(kinds: str, lang: Lang) -> str:
    """Kinds of objects, `text-box picture`, by their names; what is no kind stays as it is."""
    names, known = [], entries("word")
    for each in kinds.split():
        names.append(word(f"overlay.{each}", lang) if f"overlay.{each}" in known else each)
    return word("overlay.between", lang).join(names)


def remark(code: str, path: str, found: object = "", **values: object) -> Remark:
    """Make a remark; every value is kept as the text a person reads."""
    return Remark(code, path, str(found), {name: str(each) for name, each in values.items()})


@dataclass(frozen=True, slots=True)
class Finding(JsonRecord):
    """A mistake in data, with its address. `message` and `fix` speak Chinese or English.

    Attributes:
        project: the code of the project it belongs to, "" where it belongs to none.
        justification: the unit's own reason (审核说明), which stops it from blocking.
        own: its own texts, where a rule of somebody's own found it.
    """

    code: str
    level: Level
    place: Place = Place()
    project: str = ""
    field: str = ""
    found: str = ""
    values: Mapping[str, str] = dataclasses.field(default_factory=dict)
    justification: str = ""
    own: OwnText | None = None

    def message(self, lang: Lang = "zh") -> str:
        """What is wrong, and what was expected."""
        return _text(self, "says", lang)

    def fix(self, lang: Lang = "zh") -> str:
        """How to mend it."""
        return _text(self, "mend", lang)

    @property
    def opinion(self) -> str:
        """The reviewers' own words for it (审核意见), always Chinese; "" where they have none."""
        return self.own.opinion if self.own else str(entry(self.code).get("opinion", ""))

    @property
    def blocks(self) -> bool:
        """Whether the return cannot be accepted with it."""
        return self.level is Level.ERROR and not self.is_justified

    @property
    def is_justified(self) -> bool:
        """Whether the unit gave a reason, and a reason is lawful for this finding."""
        if not self.justification:
            return False
        if self.own:
            return self.own.justifiable
        return is_justifiable(self.code)

    def justified(self, reason: str) -> "Finding":
        """The same finding with the unit's reason, which is kept even where it changes nothing."""
        return replace(self, justification=reason) if reason else self


def calling(findings: Iterable[Finding], nouns: Mapping[str, str]) -> tuple[Finding, ...]:
    """The same findings, calling units and projects what the form calls them."""
    if not nouns:
        return tuple(findings)
    return tuple(replace(each, values={**each.values, **nouns}) for each in findings)


_LEVELS: Mapping[str, Level] = {each.value: each for each in Level}


def entry(code: str) -> Entry:
    """The catalogue's entry of a finding.

    Raises:
        KeyError: no finding has this code.
    """
    return entries("finding")[code]


def is_justifiable(code: str) -> bool:
    """Whether a unit's reason stops a finding of the catalogue from blocking.

    Raises:
        KeyError: no finding has this code.
    """
    return bool(entry(code).get("justifiable", True))


def level_of(code: str, overrides: Mapping[str, Level] = {}, own: OwnText | None = None) -> Level:
    """The level of a finding: the form's word first, its own or the catalogue's otherwise.

    Raises:
        KeyError: no finding has this code, and it has no text of its own.
    """
    return _LEVELS[overrides.get(code) or (own.level if own else entry(code)["level"])]


def count_by_level(findings: Iterable[Finding]) -> dict[Level, int]:
    """How many findings of each level there are; every level is named, also with none."""
    counts = {Level.ERROR: 0, Level.WARNING: 0, Level.INFO: 0}
    for each in findings:
        counts[each.level] += 1
    return counts
