"""核对: a row for each project, approved beside returned, and below them every unit's count."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from ...budget import MONEY, Amounts, Holds, approved_values, differing, hint, wording
from ...master import Adoption, Comparison, Reconciliation, Status, Tally
from ...sheet import GREEN, RED, Box, Cell, Content, Highlight, row_height
from ..kept_records import Source
from ..list_sheet import FIRST, Column, Given, Listing, OpenList, Shown, is_exact, plain
from ..setting import LINK, UNIT_NAME, Setting, unit_cells

_STATUS, _CONTENT, _APPROVED = 4, 5, 6
_PLACES = 10
_HIGH = 22.0
_GAP = 2
"""Rows between the list's totals and the first unit below: a blank one, and headings."""
_COMPARED = frozenset({Status.EQUAL, Status.DIFFERENT, Status.WRONG_UNIT})


def compared_list(setting: Setting, made: Reconciliation) -> Listing:
    """The sheet, with room for the units below."""
    columns = [
        *setting.project_columns(),
        setting.column("status", 8.5, "plain.choice"),
        setting.column("content", 7, "plain.choice"),
    ]
    names = compared_amounts(made)
    for side in ("approved", "returned", "difference"):
        columns += [_amount_heading(setting, side, name) for name in names]
    columns += [
        setting.column("hint", 9),
        setting.column("remark", 8),
        setting.column("source", LINK),
    ]
    rows = len(made.comparisons)
    status = Box(FIRST, _STATUS, FIRST + max(1, rows) - 1, _STATUS)
    equal = status_word(setting, Status.EQUAL)
    cell = f"$E{FIRST + 1}"
    listing = setting.listing(
        "compared", columns, rows, total=True, frozen=4, below=_GAP + len(made.units) + 2,
        left=sentence(setting, made.total),
        highlights=[
            Highlight(status, f'={cell}="{equal}"', colour=GREEN),
            Highlight(status, f'=AND({cell}<>"{equal}",{cell}<>"")', colour=RED),
            *_coloured_words(setting, rows),
        ],
    )  # fmt: skip
    first = listing.bottom + _GAP
    merges = [Box(row, 2, row, _CONTENT) for row in range(first, first + len(made.units) + 2)]
    return replace(listing, merges=merges)


def _coloured_words(setting: Setting, rows: int) -> Iterator[Highlight]:
    """Adopted in green; what is to be mended, or was not filled in, in red."""
    box = Box(FIRST, _CONTENT, FIRST + max(1, rows) - 1, _CONTENT)
    for word in Adoption:
        colour = GREEN if word is Adoption.ADOPTED else RED
        yield Highlight(box, f'=$F{FIRST + 1}="{content_word(setting, word)}"', colour=colour)


def compared_amounts(made: Reconciliation) -> tuple[str, ...]:
    """The amounts that stand side by side: of projects always three, and those declared."""
    own = (name for name, kind in made.kinds.items() if kind is Holds.MONEY)
    return (*(() if made.of_units else MONEY), *own)


def _amount_heading(setting: Setting, side: str, name: str) -> Column:
    if name in MONEY:
        return setting.amount_heading(f"{side}-{name}")
    label = setting.form.label(name) if setting.form else name
    return setting.amount_heading(f"{side}-own", label=label)


def sentence(setting: Setting, tally: Tally) -> str:
    """The count that must come out even: accepted + rejected + missing = issued."""
    return setting.say(
        "even",
        issued=tally.issued,
        accepted=tally.accepted,
        rejected=tally.rejected,
        missing=tally.missing,
    )


def adopted_sentence(setting: Setting, tally: Tally) -> str:
    """The other one: adopted + to mend + blank + missing = issued."""
    return setting.say(
        "adopted",
        issued=tally.issued,
        adopted=tally.adopted,
        to_mend=tally.to_mend,
        blank=tally.blank,
        missing=tally.missing,
    )


def status_word(setting: Setting, status: Status) -> str:
    """A status in words."""
    return setting.say(f"status.{status}")


def content_word(setting: Setting, word: Adoption | None) -> str:
    """Whether a project is adopted, in a word; "" for one nobody asked for."""
    return setting.say(f"content.{word.value}") if word else ""


def comparison_row(
    setting: Setting, each: Comparison, row: int, names: Sequence[str]
) -> list[Given | Shown]:
    """One project, approved and returned; a project that came back twice has no one amount.

    Args:
        names: the amounts that stand side by side.
    """
    one = each.returned[0] if len(each.returned) == 1 else None
    approved = _approved(each.approved)
    amounts = one.amounts if one else Amounts()
    compared, drawn = each.status in _COMPARED, one.drawn if one else frozenset(MONEY)
    source = Source(one.file, one.sheet, one.place.cell) if one else Source()
    if not one and each.returned:
        first = each.returned[0].place
        source = Source(first.file, first.sheet, first.cell)
    return [
        *unit_cells(each.unit),
        "" if setting.counts_units else each.code,
        "" if setting.counts_units else each.name,
        status_word(setting, each.status),
        content_word(setting, each.adoption),
        *(approved.get(name) for name in names),
        *(_amount(amounts, name) for name in names),
        *(
            _difference(approved, amounts, names, at, row) if compared and name in drawn else ""
            for at, name in enumerate(names)
        ),
        _hints(setting, each, amounts, drawn) if compared else "",
        _remark(setting, each),
        setting.link(source),
    ]


def _approved(amounts: Amounts | None) -> dict[str, Decimal]:
    values = approved_values(amounts) if amounts else {}
    return {name: value for name, value in values.items() if isinstance(value, Decimal)}


def _amount(amounts: Amounts, name: str) -> Decimal | None:
    value = amounts.value(name)
    return value if isinstance(value, Decimal) else None


def _difference(
    approved: Mapping[str, Decimal], amounts: Amounts, names: Sequence[str], at: int, row: int
) -> Given | Shown:
    """Returned less approved, live; a blank that came back counts as 0, as in reconciling."""
    then, now = approved.get(names[at]), _amount(amounts, names[at]) or Decimal(0)
    if then is None or not (is_exact(then) and is_exact(now)):
        return ""
    left, right = Cell(row, _APPROVED + len(names) + at), Cell(row, _APPROVED + at)
    return Shown(now - then, f"=ROUND(N({left})-N({right}),{_PLACES})")


def _hints(setting: Setting, each: Comparison, amounts: Amounts, drawn: Collection[str]) -> str:
    """What may lie behind the differences, in words, each said once."""
    if each.approved is None:
        return ""
    pairs = differing(each.approved, amounts, drawn).values()
    guesses = dict.fromkeys(
        hint(then, now)
        for then, now in pairs
        if isinstance(then, Decimal) and isinstance(now, Decimal)
    )
    return "；".join(setting.say(f"hint.{guess}") for guess in guesses if guess)


def _remark(setting: Setting, each: Comparison) -> str:
    """How often it came back, and under which other name."""
    if len(each.returned) > 1:
        return setting.say("times", count=len(each.returned))
    other = [one.name for one in each.returned if "name" in one.drawn]
    if other and wording.plain(other[0]) != wording.plain(each.name):
        return setting.say("other-name", name=other[0])
    return ""


def write_units(setting: Setting, sheet: OpenList, made: Reconciliation) -> None:
    """The units below the list, their total, and the sentence of counts."""
    heading = sheet.row + 1
    names = {0: "unit-code", 1: "unit-name", 2: "counts", 3: "", 4: "", 5: ""}
    count = len(compared_amounts(made))
    sums: tuple[int, ...] = (_APPROVED, _APPROVED + count, _APPROVED + 2 * count)
    if made.total.difference is None:  # no budget is asked for, and nothing else is added up
        sums = ()
    names |= dict(zip(sums, ("approved", "used", "difference"), strict=False))
    sheet.sheet.height(heading, _HIGH)
    says = {name: setting.say(f"column.{name}") for name in names.values() if name}
    says |= {"": "", "counts": setting.say_counted("column.counts")}
    sheet.sheet.write(
        Content(heading, column, "heading", says[name]) for column, name in names.items()
    )
    first = heading + 1
    for row, each in enumerate(made.units, first):
        sheet.sheet.height(row, row_height([(each.unit.name, UNIT_NAME)], _HIGH))
        sheet.sheet.write(_names(row, unit_cells(each.unit), ("plain.code", "sentence.boxed")))
        sheet.sheet.write(_tally_cells(setting, row, each.tally, sums))
    last = first + len(made.units)
    sheet.sheet.height(last, _HIGH)
    sheet.sheet.write(_names(last, (setting.say("total"), ""), ("total.text", "total.text")))
    sheet.sheet.write(_tally_cells(setting, last, made.total, sums, rows=(first, last - 1)))


def _names(row: int, texts: tuple[str, str], styles: tuple[str, str]) -> Iterator[Content]:
    for column, (text, style) in enumerate(zip(texts, styles, strict=True)):
        yield Content(row, column, style, text)


def _tally_cells(
    setting: Setting, row: int, tally: Tally, sums: Sequence[int],
    rows: tuple[int, int] | None = None,
) -> Iterator[Content]:  # fmt: skip
    """The figures of one unit; or of all, and then the amounts are sums of the rows above.

    Args:
        sums: the columns of what was approved, of what was accepted, and of their difference.
    """
    text, money = ("total.text", "total.money") if rows else ("sentence.boxed", "plain.money")
    yield Content(row, 2, text, sentence(setting, tally))
    yield from (Content(row, column, text) for column in range(3, _APPROVED))
    if not sums:
        return
    for column, amount in zip(sums, (tally.approved, tally.returned), strict=False):
        formula = f"=SUM({Box(rows[0], column, rows[1], column)})" if rows else ""
        yield Content(row, column, money, plain(amount), formula)
    right, left, last = sums
    formula = f"=ROUND({Cell(row, left)}-{Cell(row, right)},{_PLACES})"
    yield Content(row, last, money, plain(tally.difference), formula)
