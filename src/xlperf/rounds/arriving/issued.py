"""What was issued in a round, looked up by unit, by digest and by what stands in a file's name.

A round of thousands of units is judged file by file: each look-up is one step, however many
workbooks were issued.
"""

import re
from collections.abc import Iterable

from ...budget import UnitBudget, wording
from ..ledger import Edition, Issue

_SHORTEST_CODE = 4
"""Signs of a unit's code that is looked for in names: shorter ones stand in any."""
_RUN = re.compile("[0-9A-Za-z]+")


class Issued:
    """Everything issued so far, and what the master budget that holds says of each unit."""

    def __init__(self, edition: Edition, issues: Iterable[Issue]) -> None:
        self._year = str(edition.form.year)
        self._codes: dict[str, str] = {}
        self._last: dict[str, int] = {}
        self._by_digest: dict[tuple[str, str], Issue] = {}
        self._by_run: dict[str, set[str]] = {}
        self._budgets: dict[str, list[UnitBudget]] = {}
        for each in edition.master.units:
            self._budgets.setdefault(each.unit.code, []).append(each)
        for issue in issues:
            self.add(issue)

    def add(self, issue: Issue) -> None:
        """One more workbook was issued."""
        code = issue.unit.code
        self._codes[wording.code(code)] = code
        self._last[code] = max(issue.number, self._last.get(code, 0))
        self._by_digest.setdefault((code, issue.digest), issue)
        if len(code) >= _SHORTEST_CODE and code != self._year:  # the year stands in many names
            run = _RUN.search(code)
            self._by_run.setdefault(run[0] if run else "", set()).add(code)

    def unit(self, said: str) -> str:
        """A unit's code as it was issued, however it is spelled; "" for one of no workbook."""
        return self._codes.get(wording.code(said), "") if said else ""

    def last(self, code: str) -> int:
        """The highest number issued to a unit; 0 where none was."""
        return self._last.get(code, 0)

    def untouched(self, code: str, digest: str) -> Issue | None:
        """The workbook of a unit with just these bytes."""
        return self._by_digest.get((code, digest))

    def budgets(self, code: str) -> list[UnitBudget]:
        """What the master budget has of a unit."""
        return self._budgets.get(code, [])

    def other_named(self, name: str, ours: str) -> str:
        """The other unit of this round whose code stands in a file's name, and not its own."""
        if not ours or _stands_in(ours, name):
            return ""
        likely = {code for run in ("", *_RUN.findall(name)) for code in self._by_run.get(run, ())}
        return min((each for each in likely if _stands_in(each, name)), default="")


def _stands_in(code: str, name: str) -> bool:
    """Whether a code stands in a name by itself, not as a part of a longer number."""
    within = r"[0-9A-Za-z]"
    return code in name and bool(re.search(rf"(?<!{within}){re.escape(code)}(?!{within})", name))
