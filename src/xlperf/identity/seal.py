"""The printed token of an issued sheet: which form, year, unit, issue and project it is.

Sheets that no unit fills in (the guide, the contents …) carry one too, which says what they are.

One line of text, so that every carrier can hold it: a cell, a defined name, a document
property, small print on paper. Its last four signs are a check, so that a mistyped or cut token
is told from a true one; they are no secret and prove nothing against forgery.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import lru_cache
from urllib.parse import quote, unquote

from ..budget import Record

PREFIX = "xlperf"
SEAL_NAME = "xlperf_seal"
"""The defined name and the custom property that hold a token."""
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_FIGURE = re.compile(r"[0-9]{1,9}")
_REMEMBERED, _LONGEST = 64, 200
"""So many tokens up to so long are known by what they say: each stands on its sheet twice."""
_TOKEN = re.compile(rf"({PREFIX}(?:\|[^|\s]*){{6,7}})\|([{_SIGNS}]{{4}})(?![0-9A-Za-z|])")


class OwnSheet(StrEnum):
    """A sheet of ours, which nobody fills in: what its token says it is."""

    GUIDE = "guide"
    CONTENTS = "contents"
    CHANGES = "changes"
    CHOICES = "choices"
    FINDINGS = "findings"


class Seal(Record):
    """What a token says.

    Attributes:
        project: the code of the project; "" on sheets that belong to the unit as a whole.
        sheet: which sheet of ours it is, an `OwnSheet` or one of a later version; "" on those
            that are filled in.
    """

    form: str
    version: str
    year: int
    unit: str
    number: int = 1
    project: str = ""
    sheet: str = ""

    def __str__(self) -> str:
        body = "|".join(
            (
                PREFIX,
                *(quote(part, safe="") if not part.isalnum() else part for part in self._texts()),
            )
        )
        return f"{body}|{_check(body)}"

    def _texts(self) -> Iterable[str]:
        texts = (
            self.form, self.version, str(self.year), self.unit, str(self.number), self.project,
        )  # fmt: skip
        return (*texts, self.sheet) if self.sheet else texts

    def of_workbook(self) -> "Seal":
        """What the tokens of all sheets of one workbook have in common."""
        return self.model_copy(update={"project": "", "sheet": ""})

    def of_sheet(self, sheet: OwnSheet) -> "Seal":
        """The token of a sheet of ours in the same workbook."""
        return self.model_copy(update={"project": "", "sheet": sheet.value})


def _check(body: str) -> str:
    digest = hashlib.blake2s(body.encode("utf-8"), digest_size=4).digest()
    return "".join(_SIGNS[byte % len(_SIGNS)] for byte in digest)


def parse_seal(text: str) -> Seal | None:
    """Read a token, alone or among other words; None when there is none, or its check fails."""
    return next(parse_seals(text), None)


def parse_seals(text: str) -> Iterator[Seal]:
    """Every true token in a text."""
    for body, check in _TOKEN.findall(text):
        seal = (_said if len(body) <= _LONGEST else _said.__wrapped__)(body, check)
        if seal:
            yield seal


@lru_cache(maxsize=_REMEMBERED)
def _said(body: str, check: str) -> Seal | None:
    """What a token says; None where its check fails."""
    _, form, version, year, unit, number, project, *own = map(unquote, body.split("|"))
    if _check(body) != check or not all(map(_FIGURE.fullmatch, (year, number))):
        return None
    return Seal(
        form=form, version=version, year=int(year), unit=unit,
        number=int(number), project=project, sheet="".join(own),
    )  # fmt: skip


def without_seals(text: str) -> str:
    """The words a token stands among."""
    return _TOKEN.sub("", text).strip()
