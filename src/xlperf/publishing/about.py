"""What is printed beside the answers, and in no return: who made the text, who reviewed it, when.

A file of it is TOML; what differs for a unit stands under its code:

    reviewed_by = "某县财政局"
    date        = 2023-01-20

    [units.125001]
    name        = "某县社区管理办公室"
    compiled_by = "某县社区管理办公室"
"""

import datetime
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from pydantic import BeforeValidator, Field, ValidationError

from ..budget import Record, Unit, wording
from ..findings import FileError, OutputError, RoundError
from ..issuing import last_day

Said = Annotated[str, Field(max_length=255)]


class Known(NamedTuple):
    """What is known of one unit's text; "" and None for what is not.

    Attributes:
        name: what the text calls the unit.
        title: the title on the cover, where the form's is not to be used.
    """

    name: str
    compiled_by: str
    reviewed_by: str = ""
    date: datetime.date | None = None
    title: str = ""


def _as_code(code: Any) -> Any:
    return wording.code(code) if isinstance(code, str) else code


class AboutUnit(Record):
    """What is printed beside the answers of one unit; None for what holds for all."""

    name: Said | None = None
    title: Said | None = None
    compiled_by: Said | None = None
    reviewed_by: Said | None = None
    date: datetime.date | None = None


class About(AboutUnit):
    """The same for all units, and what differs for some, by their codes."""

    units: dict[Annotated[str, BeforeValidator(_as_code)], AboutUnit] = {}

    @classmethod
    def load(cls, about: "About | Mapping[str, Any] | Path | str | None") -> "About":
        """Read a file, or take a table as it is.

        Raises:
            FileError: it is no TOML, or says something else than this.
        """
        if isinstance(about, About):
            return about
        if about is None:
            return cls()
        if isinstance(about, Mapping):
            return cls._checked("", about)
        try:
            table = tomllib.loads(Path(about).read_text(encoding="utf-8-sig"))
        except OSError as error:
            raise FileError("publish.about-file", file=about, found=error.strerror) from None
        except (ValueError, RecursionError) as error:
            raise FileError("publish.about-file", file=about, found=error) from None
        return cls._checked(str(about), table)

    @classmethod
    def _checked(cls, file: str, table: Mapping[str, Any]) -> "About":
        try:
            return cls.model_validate(table)
        except ValidationError as error:
            first = error.errors()[0]
            key = ".".join(map(str, first["loc"]))
            known = ", ".join(cls.model_fields)
            raise FileError("publish.about-key", file=file, key=key, known=known) from None

    def of(self, unit: Unit, day: datetime.date | None = None) -> Known:
        """What is known of a unit; its own name where nobody says another.

        Args:
            day: the date of approval, where it is given elsewhere: it goes before.
        """
        own = self.units.get(wording.code(unit.code), AboutUnit())
        name = own.name or self.name or unit.name or unit.code
        return Known(
            name=name,
            compiled_by=_first(own.compiled_by, self.compiled_by, name),
            reviewed_by=_first(own.reviewed_by, self.reviewed_by, ""),
            date=day or own.date or self.date,
            title=_first(own.title, self.title, ""),
        )


def _first(*texts: str | None) -> str:
    return next((text for text in texts if text is not None), "")


def day_of(said: datetime.date | str | None) -> datetime.date | None:
    """The date of approval, given as a date or as its text.

    Raises:
        OutputError: the text is no date.
    """
    if said is None:
        return None
    try:
        return last_day(said)
    except RoundError:
        raise OutputError("publish.date", found=said) from None
