"""How what came back agrees with the master budget, as commands print it."""

from collections.abc import Mapping

from ..budget import MoneyUnit
from ..findings import Lang, word
from ..master import ACCEPTED, Reconciliation, Tally
from .printing import print_findings
from .saying import say


def print_reconciliation(
    result: Reconciliation, money: MoneyUnit, lang: Lang, names: Mapping[str, str] = {}
) -> None:
    """Print the counts, unit by unit and in all, and every project that is not as approved."""
    named = [(str(each.unit), each.tally) for each in result.units]
    for name, tally in [*named, (word("print.total", lang), result.total)]:
        say(_tally(name, tally, money, lang))
        say(
            word(
                "print.tally-adopted", lang, issued=tally.issued, adopted=tally.adopted,
                to_mend=tally.to_mend, blank=tally.blank, missing=tally.missing,
            )
        )  # fmt: skip
    wrong = [each for each in result.comparisons if each.status not in ACCEPTED]
    if wrong:
        say()
    print_findings(result.findings, lang, files=True, names=names)


def _tally(name: str, tally: Tally, money: MoneyUnit, lang: Lang) -> str:
    counts = {
        "name": name, "accepted": tally.accepted, "rejected": tally.rejected,
        "missing": tally.missing, "issued": tally.issued, "extra": tally.extra,
    }  # fmt: skip
    if tally.difference is None:
        return word("print.tally-counts", lang, **counts)
    return word(
        "print.tally", lang, **counts, approved=money.printed(tally.approved),
        returned=money.printed(tally.returned), difference=money.printed(tally.difference),
        money=money.unit,
    )  # fmt: skip
