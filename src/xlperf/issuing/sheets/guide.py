"""填报说明: which unit and year, how to fill, what the colours mean, until when, whom to ask."""

from collections.abc import Iterator

from ...form import Form
from ...identity import Identity
from ...sheet import DISPUTED, MISSING, WRONG, Box, Content, Highlight, Print, Sheet, row_height
from ..cover import Cover

_LEFT, _RIGHT = 1, 3
_WIDTHS = {0: 2.0, 1: 24.0, 2: 30.0, 3: 38.0}
_STEPS = ("open", "tinted", "target", "plan", "paste", "checks", "send")


def guide_sheet(form: Form, identity: Identity, cover: Cover, projects: int, total: str) -> Sheet:
    """The first sheet of an issued workbook."""
    title = form.word("guide.title", year=identity.year, title=form.title)
    facts = list(_facts(form, identity, cover, projects, total))
    contents = [Content(1, _LEFT, "title", title)]
    heights: dict[int, float] = {1: 36.0}
    merges = [Box(1, _LEFT, 1, _RIGHT)]
    row = 3
    for name, value in facts:
        contents += [
            Content(row, 1, "label", name),
            Content(row, 2, "plain.text", value),
            Content(row, 3, "plain.text"),
        ]
        merges.append(Box(row, 2, row, 3))
        heights[row] = row_height([(value, _WIDTHS[2] + _WIDTHS[3])])
        row += 1
    row += 1
    contents.append(Content(row, _LEFT, "section", form.word("guide.how")))
    unit = form.units[0] if form.units else ""
    for number, step in enumerate(_steps(form), 1):
        row += 1
        text = f"{number}. " + form.word(f"guide.{step}", unit=unit)
        contents.append(Content(row, _LEFT, "prose", text))
        merges.append(Box(row, _LEFT, row, _RIGHT))
        heights[row] = row_height([(text, sum(_WIDTHS.values()) - _WIDTHS[0])], least=20)
    row += 2
    contents.append(Content(row, _LEFT, "section", form.word("guide.colours")))
    disputed = any(each.disputed for each in identity.snapshot)
    legend, highlights = _legend(form, row + 1, disputed=disputed)
    return Sheet(
        name=form.word("sheet.guide"),
        contents=contents + legend,
        merges=merges,
        widths=_WIDTHS,
        heights=heights,
        highlights=highlights,
        printing=Print(area=Box(1, _LEFT, row + len(legend), _RIGHT)),
        protected=True,
        tab="1F4E79",
    )


def _steps(form: Form) -> Iterator[str]:
    """What is to be done, as far as the form asks for it."""
    for step in _STEPS:
        if step == "open" and form.project_sheet is None:
            yield "open-unit"
        elif step == "tinted" and "level2" not in form.names:
            yield "tinted-plain"
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


def _legend(form: Form, row: int, *, disputed: bool) -> tuple[list[Content], list[Highlight]]:
    """Each colour beside what it means; what is conditional on sheets is made so here too."""
    colours = [
        ("asked.text", "guide.asked", ""),
        ("issued.text", "guide.issued", ""),
        ("plain.text", "guide.missing", MISSING),
        ("plain.text", "guide.wrong", WRONG),
    ]
    if disputed:
        colours.append(("plain.text", "guide.disputed", DISPUTED))
    contents, highlights = [], []
    for at, (style, meaning, fill) in enumerate(colours, row):
        locked = style.replace("asked.", "shown.")
        contents += [Content(at, 1, locked), Content(at, 2, "line", form.word(meaning))]
        if fill:
            highlights.append(Highlight(Box(at, 1, at, 1), "=TRUE", fill=fill))
    return contents, highlights
