"""What became of each project of a unit, by the copy that counts: what `reconcile` finds in it."""

from collections.abc import Iterable, Sequence

from ...budget import UnitBudget, wording
from ...form import Form
from ...master import Content, Tally, adoption_of, tally_of
from ..ledger import Verdict
from .which_counts import Judged


def codes_asked(budget: UnitBudget, form: Form) -> Sequence[str]:
    """The projects a unit is asked for, by code; its own code, where nothing else is asked."""
    if form.project_sheet is None:
        return (wording.code(budget.unit.code),)
    return [wording.code(each.code) for each in budget.projects]


def projects_of(codes: Iterable[str], copy: Judged | None, *, is_altered: bool) -> Tally:
    """How the projects of a unit stand.

    A copy nobody has looked at, which an older program entered, is to be mended until somebody
    does: it came, and nothing of it is taken.

    Args:
        codes: of those it is asked for.
        copy: the copy of it that counts.
        is_altered: whether its bytes are no longer those that came in: nothing is taken then.
    """
    found = copy.arrival.projects if copy else {}
    is_unseen = is_altered or found is None
    is_back = copy is not None and copy.verdict is Verdict.SENT_BACK
    contents = [Content.REJECTED if is_unseen else (found or {}).get(code) for code in codes]
    return tally_of([(each, adoption_of(each, is_sent_back=is_back)) for each in contents])


def all_of(tallies: Iterable[Tally]) -> Tally:
    """The sum of some tallies, as far as they count."""
    names = ("issued", "accepted", "rejected", "missing", "blank", "to_mend", "adopted")
    every = list(tallies)
    sums = {name: sum(getattr(each, name) for each in every) for name in names}
    return Tally(approved=None, returned=None, **sums)
