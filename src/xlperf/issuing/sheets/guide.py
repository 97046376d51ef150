"""填报说明: which unit and year, how to fill, what the colours mean, until when, whom to ask."""

from collections.abc import Iterable, Iterator

from ...form import Form
from ...identity import Identity
from ...sheet import (
    CHANGED,
    DISPUTED,
    MISSING,
    WRONG,
    Box,
    Content,
    Highlight,
    Print,
    Sheet,
    quoted,
    row_height,
)
from ..cover import Cover
from .limits import word_sign

_LEFT, _RIGHT = 1, 3
_WIDTHS = {0: 2.0, 1: 24.0, 2: 30.0, 3: 38.0}
_STEPS = ("open", "tinted", "target", "plan", "paste", "checks", "send")


def guide_sheet(
    form: Form, identity: Identity, cover: Cover, projects: int, total: str, *, is_changed: bool
) -> Sheet:
    """The first sheet of an issued workbook.

    Args:
        is_changed: whether cells are tinted as changed since the issue before.
    """
    parts = _Parts()
    parts.top(form, form.word("guide.title", year=identity.year, title=form.title))
    parts.facts(_facts(form, identity, cover, projects, total))
    unit = form.units[0] if form.units else ""
    sign = word_sign(form)
    words = form.word("guide.sign-words", words=sign) if sign else ""
    steps = [form.word(f"guide.{step}", unit=unit, words=words) for step in _steps(form)]
    parts.prose(form.word("guide.how"), _numbered(steps))
    if form.instructions:
        parts.prose(form.word("guide.instructions"), form.instructions)
    parts.contents.append(Content(parts.next(2), _LEFT, "section", form.word("guide.colours")))
    disputed = any(each.disputed for each in identity.snapshot)
    legend, highlights = _legend(form, parts.row + 1, disputed=disputed, changed=is_changed)
    return Sheet(
        name=form.word("sheet.guide"),
        contents=parts.contents + legend,
        merges=parts.merges,
        widths=_WIDTHS,
        heights=parts.heights,
        highlights=highlights,
        printing=Print(area=Box(1, _LEFT, parts.row + len(legend), _RIGHT)),
        protected=True,
        tab="1F4E79",
    )


class _Parts:
    """The guide as it grows from top to bottom; `row` is the last one that is taken."""

    def __init__(self) -> None:
        self.row = 2
        self.contents: list[Content] = []
        self.merges = [Box(1, _LEFT, 1, _RIGHT)]
        self.heights: dict[int, float] = {1: 36.0}

    def next(self, down: int = 1) -> int:
        """The row so many further down."""
        self.row += down
        return self.row

    def top(self, form: Form, title: str) -> None:
        """The title, and the way to the contents."""
        to_contents = f"{quoted(form.word('sheet.contents'))}!A1"
        self.contents += [
            Content(1, _LEFT, "title", title),
            Content(2, _RIGHT, "back", form.word("line.contents"), link=to_contents),
        ]

    def facts(self, facts: Iterable[tuple[str, str]]) -> None:
        """Names and values, a row for each."""
        for name, value in facts:
            row = self.next()
            self.contents += [
                Content(row, 1, "label", name),
                Content(row, 2, "plain.text", value),
                Content(row, 3, "plain.text"),
            ]
            self.merges.append(Box(row, 2, row, 3))
            self.heights[row] = row_height([(value, _WIDTHS[2] + _WIDTHS[3])])

    def prose(self, heading: str, texts: Iterable[str]) -> None:
        """A heading, and texts below it over the whole width."""
        self.contents.append(Content(self.next(2), _LEFT, "section", heading))
        for text in texts:
            row = self.next()
            self.contents.append(Content(row, _LEFT, "prose", text))
            self.merges.append(Box(row, _LEFT, row, _RIGHT))
            self.heights[row] = row_height([(text, sum(_WIDTHS.values()) - _WIDTHS[0])], least=20)


def _numbered(texts: Iterable[str]) -> Iterator[str]:
    return (f"{number}. {text}" for number, text in enumerate(texts, 1))


def _steps(form: Form) -> Iterator[str]:
    """What is to be done, as far as the form asks for it."""
    for step in _STEPS:
        if step == "open" and form.project_sheet is None:
            yield "open-unit"
        elif step == "tinted" and "level2" not in form.names:
            yield "tinted-plain"
        elif step == "paste" and form.project_sheet and form.project_sheet.goal_rows:
            yield "paste-rows"
        elif not (step == "plan" and not form.plan_dates) and not (
            step == "target" and "sign" not in form.names
        ):
            yield step


def _facts(
    form: Form, identity: Identity, cover: Cover, projects: int, total: str
) -> Iterator[tuple[str, str]]:
    yield form.word("guide.unit"), str(identity.unit)
    yield form.word("guide.year"), str(identity.year)
    yield form.word("guide.form"), form.word("guide.version", name=form.name, version=form.version)
    if form.project_sheet:
        yield form.word("guide.projects"), str(projects)
    if form.asks("budget"):
        yield form.word("guide.total", unit=form.money.unit), total
    if cover.due:
        yield form.word("guide.due"), cover.due
    if cover.contact:
        yield form.word("guide.contact"), cover.contact


def _legend(
    form: Form, row: int, *, disputed: bool, changed: bool
) -> tuple[list[Content], list[Highlight]]:
    """Each colour beside what it means; what is conditional on sheets is made so here too."""
    colours = [
        ("asked.text", "guide.asked", ""),
        ("issued.text", "guide.issued", ""),
        ("plain.text", "guide.missing", MISSING),
        ("plain.text", "guide.wrong", WRONG),
    ]
    if disputed:
        colours.append(("plain.text", "guide.disputed", DISPUTED))
    if changed:
        colours.append(("plain.text", "guide.changed", CHANGED))
    contents, highlights = [], []
    for at, (style, meaning, fill) in enumerate(colours, row):
        locked = style.replace("asked.", "shown.")
        contents += [Content(at, 1, locked), Content(at, 2, "line", form.word(meaning))]
        if fill:
            highlights.append(Highlight(Box(at, 1, at, 1), "=TRUE", fill=fill))
    return contents, highlights
