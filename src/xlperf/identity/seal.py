"""The printed token of an issued sheet: which form, year, unit, issue and project it is.

One line of text, so that every carrier can hold it: a cell, a defined name, a document
property, small print on paper. Its last four signs are a check, so that a mistyped or cut token
is told from a true one; they are no secret and prove nothing against forgery.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote, unquote

from ..budget import Record

PREFIX = "xlperf"
SEAL_NAME = "xlperf_seal"
"""The defined name and the custom property that hold a token."""
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_TOKEN = re.compile(rf"({PREFIX}(?:\|[^|\s]*){{6}})\|([{_SIGNS}]{{4}})(?![0-9A-Za-z|])")


class Seal(Record):
    """What a token says. `project` is "" on sheets that belong to the unit as a whole."""

    form: str
    version: str
    year: int
    unit: str
    number: int = 1
    project: str = ""

    def __str__(self) -> str:
        body = "|".join(
            (
                PREFIX,
                *(quote(part, safe="") if not part.isalnum() else part for part in self._texts()),
            )
        )
        return f"{body}|{_check(body)}"

    def _texts(self) -> Iterable[str]:
        return (
            self.form, self.version, str(self.year), self.unit, str(self.number), self.project,
        )  # fmt: skip

    def of_workbook(self) -> "Seal":
        """The same without its project: what all sheets of one workbook have in common."""
        return self.model_copy(update={"project": ""})


def _check(body: str) -> str:
    digest = hashlib.blake2s(body.encode("utf-8"), digest_size=4).digest()
    return "".join(_SIGNS[byte % len(_SIGNS)] for byte in digest)


def parse_seal(text: str) -> Seal | None:
    """Read a token, alone or among other words; None when there is none, or its check fails."""
    return next(parse_seals(text), None)


def parse_seals(text: str) -> Iterator[Seal]:
    """Every true token in a text."""
    for body, check in _TOKEN.findall(text):
        _, form, version, year, unit, number, project = map(unquote, body.split("|"))
        figures = (year, number)
        if _check(body) == check and all(n.isascii() and n.isdigit() for n in figures):
            yield Seal(
                form=form, version=version, year=int(year), unit=unit,
                number=int(number), project=project,
            )  # fmt: skip
