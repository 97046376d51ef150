"""The headings of a list: in which row or rows they stand, and which column is which field.

Headings may stand in two or three rows (预算金额 over 小计, 财政资金, 其他资金), merged or not.
A column is named by what stands in it together (单位 over 编码), by its lowest row, or, over a
小计, by the row above. The form's own word wins over an alias beside it; what a form does not
name may be one of the funds that budgets everywhere are made of.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..budget import MONEY, heading_unit, money_unit, wording
from ..findings import FormError
from ..form import Form
from ..reading import Labels, decode
from ..sheet import Cell, Grid
from .declared_columns import Asked

_DEEPEST = 3
"""So many rows headings may stand in."""
_FUNDS = {
    "fiscal": (
        "一般公共预算", "一般公共预算财政拨款", "一般公共预算资金", "一般公共预算拨款",
        "一般公共预算安排", "政府性基金", "政府性基金预算", "政府性基金预算财政拨款",
        "政府性基金预算拨款", "政府性基金预算资金", "政府性基金资金", "国有资本经营预算",
        "国有资本经营预算财政拨款", "国有资本经营预算资金", "上级资金", "上级财政资金",
        "上级补助", "上级补助资金", "上级转移支付", "中央资金", "中央财政资金", "省级资金",
        "省级财政资金", "市级资金", "市级财政资金", "县级资金", "县级财政资金", "本级资金",
        "本级财政资金", "本级财力",
    ),
    "other": (
        "自筹资金", "自筹", "单位自筹", "单位自筹资金", "单位资金", "事业收入", "经营收入",
        "事业单位经营收入", "附属单位上缴收入", "社会资金", "财政专户管理资金",
    ),
}  # fmt: skip
"""The funds a budget is made of: several of them beside each other are added up."""
_FUND = {wording.heading(word): field for field, words in _FUNDS.items() for word in words}
_KEYS = frozenset({"unit.code", "code"})
_SUMS = frozenset({"小计", "合计", "总计", "计", "金额", "总额", "合计金额", "小计金额", "本年"})
_OTHER_YEARS = re.compile("上年|去年|上一年|以前年度|往年|决算|执行数|支出数|结转")
_YEAR = re.compile(r"((?:19|20)[0-9]{2})(?:年度?|(?=预算))")
_DECORATION = re.compile(
    r"^(?:其中|[*★]+|[一二三四五六七八九十0-9]+[、.．])[:：、\s]*|[*★]+$|[(（]必填[)）]$"
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column with a heading: the cell of its lowest row, its words, and its unit of money."""

    cell: Cell
    text: str
    unit: str = ""

    @property
    def number(self) -> int:
        """Where it stands, counted from zero."""
        return self.cell.column


@dataclass(frozen=True)
class Vocabulary:
    """The words of a list, and the columns somebody chose by hand: field → headings.

    A heading may begin with the year of the budget, and one of another year is not meant.
    """

    asked: Asked
    labels: Labels
    chosen: Mapping[str, tuple[str, ...]]

    @property
    def form(self) -> Form:
        """The form of the list."""
        return self.asked.listed

    @property
    def year(self) -> int:
        """The budget's year."""
        return self.asked.form.year

    @property
    def own_units(self) -> tuple[str, ...]:
        """The unit of money of the list's form, and that of the round's."""
        return tuple(dict.fromkeys((self.form.money.unit, self.asked.form.money.unit)))

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields a column may be, in their order."""
        return self.asked.fields

    def named(self, text: str) -> Iterator[tuple[int, str]]:
        """The fields a text may head, each with a rank: own word, alias, or a fund."""
        labels = self.labels.named(text)
        listed = [
            (int(wording.heading(label.text) != wording.heading(text)), name)
            for label in labels
            for name in self._under(label.text)
        ]
        declared = self.asked.by_label.get(wording.heading(text))
        if declared and not any(not r and self.asked.is_needed(n) for r, n in listed):
            yield 0, declared
            return
        yield from listed
        if not labels and (fund := _FUND.get(wording.heading(text))) in self.fields:
            yield 2, str(fund)

    def _under(self, label: str) -> Iterator[str]:
        drawing = self.labels.drawing
        for block in drawing.repeats():
            if drawing.governor(block)[0].text == label and block.text in self.fields:
                yield block.text


@dataclass(frozen=True)
class Heading:
    """The headings of one sheet.

    Attributes:
        top, bottom: the first and last row they stand in.
        columns: the column of each field; several where funds are to be added up.
        alike: fields that two columns may be, which nobody can decide.
        unused: headings that are not understood, or stand beside the form's own word.
    """

    grid: Grid
    asked: Asked
    top: int
    bottom: int
    columns: Mapping[str, tuple[Column, ...]]
    alike: Mapping[str, tuple[Column, ...]]
    unused: tuple[Column, ...] = ()

    @property
    def key(self) -> str:
        """The field that says what a row is about: a project, or the unit itself."""
        return "unit.code" if self.asked.counts_units else "code"

    @property
    def lead(self) -> str:
        """The amount that totals are told of: the budget, or the first there is."""
        return next((name for name in self.asked.summed if name in self.columns), "budget")


def vocabulary(asked: Asked, chosen: Mapping[str, Sequence[str]]) -> Vocabulary:
    """The words of a list; columns are chosen by a field's name or by its label.

    Raises:
        FormError: the form of the list draws none.
    """
    form, sheet = asked.listed, asked.listed.list
    if sheet is None:
        raise FormError("form.kind", form=form.name, use="read a master budget", needs="[list]")
    names = {**asked.by_label, **{wording.heading(asked.label(n)): n for n in asked.fields}}
    by_field = {
        field if field in asked.fields else names.get(wording.heading(field), field): tuple(texts)
        for field, texts in chosen.items()
    }
    return Vocabulary(asked, Labels(form, sheet.drawing), by_field)


def heading_of(grid: Grid, words: Vocabulary) -> Heading:
    """The rows of a sheet with the most headings; one without any where there are none."""
    found = Heading(grid, words.asked, grid.origin.row, grid.origin.row, {}, {})
    for row in (each for each in _likely_rows(grid, words) if not _is_cut(grid, each)):
        for depth in range(1, _DEEPEST + 1):
            if row + depth - 1 > grid.bottom:
                break
            other = _heading_at(grid, row, row + depth - 1, words)
            if _weight(other) > _weight(found):
                found = other
    top = found.top - _is_under_another_year(found, words)
    bottom = found.bottom + _is_of_units(grid, found.bottom + 1, words)
    is_whole = (top, bottom) == (found.top, found.bottom)
    return found if is_whole else _heading_at(grid, top, bottom, words)


def _is_cut(grid: Grid, row: int) -> bool:
    """Whether a row begins inside a merged cell that headings could fill: they begin above."""
    boxes = (grid.merged(row, column) for column in range(grid.origin.column, grid.right + 1))
    return any(box.top < row and box.bottom - box.top < _DEEPEST for box in boxes)


def _is_under_another_year(heading: Heading, words: Vocabulary) -> bool:
    """Whether another year stands over an amount and not over the whole list, as a title does."""
    grid, row = heading.grid, heading.top - 1
    amounts = [each for name in MONEY for each in heading.columns.get(name, ())]
    boxes = {grid.merged(row, each.number) for each in amounts} if row >= grid.origin.row else set()
    names = {each.number for name in _KEYS for each in heading.columns.get(name, ())}
    return any(
        _is_of_another_year(decode.shown(grid.value(*box.first)), words.year)
        for box in boxes
        if not any(box.left <= number <= box.right for number in names)
    )


def _is_of_units(grid: Grid, row: int, words: Vocabulary) -> bool:
    """Whether a row under the headings holds units of money and nothing else."""
    texts = [decode.shown(grid.value(*cell)) for cell in grid.filled(row, row + 1)]
    return bool(texts) and all(money_unit(text, words.own_units) for text in texts)


def _weight(heading: Heading) -> tuple[int, int]:
    """How good headings are: how many fields they name, in as few rows as can be."""
    return len(heading.columns), heading.top - heading.bottom


def _likely_rows(grid: Grid, words: Vocabulary) -> Sequence[int]:
    """Rows that hold words of the form, and the two above each: headings may begin there."""
    rows: dict[int, None] = {}
    for row, _, text in grid.texts():
        if row not in rows and _fields_of([text], words):
            rows |= dict.fromkeys(range(max(grid.origin.row, row - _DEEPEST + 1), row + 1))
    return sorted(rows)


def _heading_at(grid: Grid, top: int, bottom: int, words: Vocabulary) -> Heading:
    stacks = {
        column: _stack(grid, top, bottom, column)
        for column in range(grid.origin.column, grid.right + 1)
    }
    places: dict[str, list[tuple[int, Column]]] = {}
    every: dict[Column, list[str]] = {}
    for number, stack in stacks.items():
        texts, unit = _without_units(stack, words.own_units)
        if not stack:
            continue
        column = Column(Cell(bottom, number), " ".join(stack), unit)
        every[column] = texts
        for rank, field in _fields_of(texts, words, stack):
            places.setdefault(field, []).append((rank, column))
    if "budget" not in {*places, *words.chosen}:
        places |= {"budget": sums} if (sums := _sums_of_parts(places, every, words)) else {}
    columns, alike = _decided(places, words.chosen)
    used = {each for columns_of in columns.values() for each in columns_of}
    unused = tuple(each for each in every if each not in used)
    return Heading(grid, words.asked, top, bottom, columns, alike, unused)


def _sums_of_parts(
    places: Mapping[str, Sequence[tuple[int, Column]]], every: Mapping[Column, Sequence[str]],
    words: Vocabulary,
) -> list[tuple[int, Column]]:  # fmt: skip
    """Columns called 合计 and no more, beside the parts they add up, under the same heading."""
    if "budget" not in words.fields:
        return []
    parts = [column for name in ("fiscal", "other") for _, column in places.get(name, ())]
    over = [every[each][:-1] for each in parts]
    named = {column for found in places.values() for _, column in found}
    return [
        (3, column)
        for column, texts in every.items()
        if texts and column not in named and wording.heading(texts[-1]) in _SUMS
        and texts[:-1] in over
    ]  # fmt: skip


def _stack(grid: Grid, top: int, bottom: int, column: int) -> list[str]:
    """What stands over a column, from top to bottom; a merged cell stands there once."""
    texts: list[str] = []
    boxes = [grid.merged(row, column) for row in range(top, bottom + 1)]
    for number, box in enumerate(boxes):
        if number and box == boxes[number - 1]:
            continue
        value = grid.value(box.top, box.left)
        if isinstance(value, str) and value.strip():
            texts.append(value.strip())
        elif value != "":
            return []  # a figure: this is no row of headings
    return texts


def _without_units(stack: Sequence[str], own: tuple[str, ...]) -> tuple[list[str], str]:
    """The words of a heading without units of money, and the unit that stands lowest."""
    texts, unit = [], ""
    for text in stack:
        alone = money_unit(text, own)
        words, said = ("", alone) if alone else heading_unit(text, own)
        unit = said or unit
        if words:
            texts.append(words)
    return texts, unit


def _fields_of(
    texts: Sequence[str], words: Vocabulary, spelled: Sequence[str] = ()
) -> list[tuple[int, str]]:
    """The fields a heading may be; one that somebody chose by hand is that and nothing else."""
    found = []
    for name in _names(texts):
        found = list(words.named(name)) or list(words.named(_plain(name, words.year)))
        if found:
            break
    if not found and len(spelled) == 1:  # an alias of a form may hold the unit
        found = list(words.named(spelled[0]))
    if found and any(_is_of_another_year(text, words.year) for text in texts[:-1]):
        found = []
    chosen = [field for field, asked in words.chosen.items() if _is_chosen(texts, spelled, asked)]
    rest = [each for each in found if each[1] not in words.chosen]
    return [(-1, field) for field in chosen] or rest


def _plain(name: str, year: int) -> str:
    """A heading without what only decorates it, and without the budget's own year."""
    name = _DECORATION.sub("", name.strip())
    said = _YEAR.match(name)
    return name[said.end() :] if said and int(said[1]) == year else name


def _is_of_another_year(text: str, year: int) -> bool:
    said = _YEAR.search(text)
    return _OTHER_YEARS.search(text) is not None or (said is not None and int(said[1]) != year)


def _names(texts: Sequence[str]) -> Iterator[str]:
    """What a heading of several rows may be called."""
    for first in range(len(texts)):
        yield "".join(texts[first:])
    if len(texts) > 1 and wording.heading(texts[-1]) in _SUMS:
        yield from _names(texts[:-1])


def _is_chosen(texts: Sequence[str], spelled: Sequence[str], asked: Sequence[str]) -> bool:
    wanted = {wording.heading(each) for each in asked}
    names = {*_names(texts), *_names(spelled), " ".join(spelled)}
    return not wanted.isdisjoint(map(wording.heading, names))


def _decided(
    places: Mapping[str, Sequence[tuple[int, Column]]], chosen: Mapping[str, tuple[str, ...]]
) -> tuple[dict[str, tuple[Column, ...]], dict[str, tuple[Column, ...]]]:
    """The columns of each field, and those of which two may be it."""
    columns: dict[str, tuple[Column, ...]] = {}
    alike: dict[str, tuple[Column, ...]] = {}
    for field, found in places.items():
        best = min(rank for rank, _ in found)
        first = tuple(column for rank, column in found if rank == best)
        asked = len(chosen.get(field, ()))
        adds_up = (best == 2 or asked > 1) and _all_differ(first)
        columns[field] = first if adds_up else first[:1]
        if len(first) > 1 and not adds_up:
            alike[field] = first
    return columns, alike


def _all_differ(columns: Sequence[Column]) -> bool:
    texts = sorted(wording.heading(each.text) for each in columns)
    return all(one != next_one for one, next_one in pairwise(texts))
