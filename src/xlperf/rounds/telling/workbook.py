"""STATUS.xlsx: how a round stands, to be sent to the leaders; whom to chase; all that came in."""

import io
from collections.abc import Iterable, Sequence

from ...budget import MoneyUnit
from ...excel.writing import Writer
from ...findings import Lang
from ...form import spoken_in
from ...sheet import Style, Workbook, in_language, text_font
from ...summary import Given, Listing, summary_styles
from ..counting import Standing
from ..ledger import Change
from .lists import Lists
from .standing_sheet import standing_sheet
from .words import Words

_STYLES = {"figure.share": Style(border=True, across="center", colour="7F7F7F", number="0.0%")}


def status_workbook(
    standing: Standing, changes: Iterable[Change] = (), *, lang: Lang | None = None
) -> bytes:
    """A round as it stands, as a workbook; the same standing gives the same bytes.

    Args:
        changes: what re-issues changed, as the ledger has it; they are counted.
        lang: the language it speaks; the form's if not given.
    """
    words = Words(spoken_in(lang, standing.form), standing, is_coded=False)
    spoken = spoken_in(None, standing.form)
    lists = Lists(words, standing, changes)
    book = Workbook(
        sheets=(),
        styles=in_language({**summary_styles(MoneyUnit()), **_STYLES}, spoken),
        font=text_font(spoken),
        title=words.say("title", round=words.round),
        created=standing.at.replace(tzinfo=None, microsecond=0),
    )
    buffer = io.BytesIO()
    with Writer(buffer, book, streaming=True) as writer:  # as lists are written
        writer.add(standing_sheet(words, standing))
        for listing, rows in lists.all():
            _write(writer, listing, rows)
    return buffer.getvalue()


def _write(writer: Writer, listing: Listing, rows: Sequence[Sequence[Given]]) -> None:
    opened = listing.open(writer)
    for row in rows:
        opened.add(row)
    opened.close()
