"""Where a workbook lists its sheets and its names, with holes for what they are called."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from xlsxwriter.utility import quote_sheetname

from ....sheet import Workbook
from .escaped import UnusualError, attribute, escaped, refuse_odd, unescaped
from .shape import CutError, mark

_SHEETS = re.compile(r"(<sheets>)(.*)(</sheets>)", re.S)
_NAMES = re.compile(r"(<definedNames>)(.*)(</definedNames>)", re.S)
_TITLES = re.compile(r"(<TitlesOfParts><vt:vector [^>]*>)(.*)(</vt:vector></TitlesOfParts>)", re.S)
_NAME = re.compile(
    r'(<definedName name="([^"]*)"(?: localSheetId="([0-9]+)")?(?: hidden="1")?>)'
    r"([^<]*)</definedName>"
)
_TITLE = re.compile(r"<vt:lpstr>([^<]*)</vt:lpstr>")
_OWN = re.compile('"\ue000n([0-9]+)\ue001"')
_QUOTED = re.compile("'\ue000([0-9]+)\ue001'")
_MARK = re.compile("\ue000([0-9]+)\ue001")
_PLAIN = re.compile("[^\\[\\]:*?/\\\\'!\"\U00010000-\U0010ffff]{1,31}")
_BUILT_IN, _FILTER = "_xlnm.", "_xlnm._FilterDatabase"
_KINDS = (_FILTER, "_xlnm.Print_Area", "_xlnm.Print_Titles")
"""The names that sheets have by themselves, in the order in which XlsxWriter defines them."""

Defined = tuple[str, int, str]
"""A name: what it is called, the place of its sheet or -1, and the cells it names, if any."""


def plain_names(book: Workbook) -> tuple[list[str], list[str]]:
    """What the sheets of a workbook are called, and the texts of its names.

    Raises:
        UnusualError: XlsxWriter would refuse one, or spell it in a way of its own.
    """
    sheets = [each.name for each in book.sheets]
    texts = [each.text for each in book.names]
    refuse_odd((*sheets, *texts))
    is_plain = all(map(_PLAIN.fullmatch, sheets)) and not any("!" in each for each in texts)
    if not is_plain or len({each.lower() for each in sheets}) < len(sheets):
        raise UnusualError
    return sheets, texts


class _Ranges(NamedTuple):
    """A text that names sheets: these, and what stands before, between and behind them."""

    between: tuple[str, ...]
    sheets: tuple[int, ...]

    def filled(self, quoted: Sequence[str]) -> str:
        """The text; sheets as ranges name them."""
        if not self.sheets:
            return self.between[0]
        pairs = zip(self.sheets, self.between[1:], strict=True)
        return self.between[0] + "".join(quoted[at] + after for at, after in pairs)


class _Name(NamedTuple):
    """One name as it is listed.

    Attributes:
        order: what orders it, before its meaning does.
        head: the XML before its meaning.
        own: which text of the workbook it holds; -1 where it names ranges.
        title: how its range is listed among the titles of parts; None where it is not.
    """

    order: str
    head: str
    own: int
    ranges: _Ranges
    title: _Ranges | None

    def meaning(self, quoted: Sequence[str], texts: Sequence[str]) -> str:
        """What it stands for."""
        if self.own < 0:
            return self.ranges.filled(quoted)
        text = texts[self.own].replace('"', '""')
        return f'"{text}"'


class DefinedNames:
    """The two parts that list sheets and names, cut where these stand."""

    def __init__(self, defined: Sequence[Defined], sheets: int, book: str, app: str) -> None:
        """Cut the parts of the marked workbook.

        Args:
            defined: its names in the order in which they were defined.
            sheets: how many sheets it has.

        Raises:
            CutError: they are written otherwise than they are known here.
        """
        self._before, listed, after = _apart(_SHEETS, book)
        self._sheets = _MARK.split(listed)[::2]
        self._between, names, self._after = _apart(_NAMES, after)
        self._app, titles, self._app_end = _apart(_TITLES, app)
        self._names = [*_in_order(defined, names, _TITLE.findall(titles)[sheets:])]
        marks = (
            [mark(f"{at}") for at in range(sheets)],
            [mark(f"n{at}") for at in range(len(defined))],
        )
        if len(self._sheets) != sheets + 1 or self.filled(*marks) != (book, app):
            raise CutError("xl/workbook.xml")

    def filled(self, sheets: Sequence[str], texts: Sequence[str]) -> tuple[str, str]:
        """Both parts of a workbook whose sheets are called so.

        Args:
            texts: what its names hold, in the order in which they are defined.
        """
        quoted = [*map(quote_sheetname, sheets)]
        named = [(each, each.meaning(quoted, texts)) for each in self._names]
        named.sort(key=_order)
        listed = "".join(f"{each.head}{escaped(text)}</definedName>" for each, text in named)
        pairs = zip(map(attribute, sheets), self._sheets[1:], strict=True)
        tabs = self._sheets[0] + "".join(name + after for name, after in pairs)
        ranges = (each.title.filled(quoted) for each, _ in named if each.title)
        titles = "".join(f"<vt:lpstr>{escaped(each)}</vt:lpstr>" for each in (*sheets, *ranges))
        return (
            f"{self._before}{tabs}{self._between}{listed}{self._after}",
            f"{self._app}{titles}{self._app_end}",
        )


def _order(named: tuple[_Name, str]) -> str:
    """What XlsxWriter sorts names by."""
    return named[0].order + named[1].lstrip("'").lower()


def _apart(around: re.Pattern[str], xml: str) -> tuple[str, str, str]:
    """What stands in an element, what before, and what behind; without it nothing stands in it."""
    found = around.search(xml)
    if found is None:
        return xml, "", ""
    return xml[: found.start(2)], found[2], xml[found.end(2) :]


def _in_order(defined: Sequence[Defined], listed: str, titles: Sequence[str]) -> Iterator[_Name]:
    """The names in the order in which they were defined, which is that of equal ones.

    Raises:
        CutError: one of ours is missing, or one of a sheet names another.
    """
    shown = iter(titles)
    found: list[tuple[tuple[int, int], _Name]] = []
    for head, name, at, xml in _NAME.findall(listed):
        text, place = unescaped(xml), int(at) if at else -1
        title = _ranges(unescaped(next(shown, ""))) if "!" in text and name != _FILTER else None
        own = _OWN.fullmatch(text)
        order = name.replace(_BUILT_IN, "").lower() + "::"
        made = _Name(order, head, int(own[1]) if own else -1, _ranges(text), title)
        if name in _KINDS:
            _hold_to(place, made)
            found.append(((len(defined) + place, _KINDS.index(name)), made))
        else:
            found.append(((_place_of(defined, made.own, (name, place, text)), 0), made))
    found.sort(key=lambda pair: pair[0])
    if [at for (at, _), _ in found][: len(defined)] != [*range(len(defined))]:
        raise CutError("definedNames")
    return (each for _, each in found)


def _hold_to(place: int, made: _Name) -> None:
    """See that a name of a sheet names this sheet, wherever it stands."""
    if {*made.ranges.sheets} != {place} or (made.title and made.title.sheets != (place,)):
        raise CutError(made.head)


def _place_of(defined: Sequence[Defined], own: int, listed: Defined) -> int:
    """Which of ours a name is."""
    name, place, _ = listed
    if own >= 0 and defined[own][:2] == (name, place):
        return own
    if own >= 0 or listed not in defined:
        raise CutError(name)
    return defined.index(listed)


def _ranges(text: str) -> _Ranges:
    pieces = _QUOTED.split(text)
    return _Ranges(tuple(pieces[::2]), tuple(map(int, pieces[1::2])))
