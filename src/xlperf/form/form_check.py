"""A check that a form asks for: a comparison of its fields, and what is said where it fails."""

from typing import Annotated, Any

from pydantic import Field, model_validator

from ..budget import Record
from ..findings import Level

Text = Annotated[str, Field(max_length=255)]


class FormCheck(Record):
    """A comparison that holds on every sheet that has its fields.

    Attributes:
        that: the comparison: `budget = fiscal + carried + other`.
        level: how much it weighs.
        zh, en: what is said where it does not hold; the comparison itself where nothing is given.
    """

    that: Annotated[str, Field(min_length=1, max_length=2_000)]
    level: Level = Level.ERROR
    zh: Text = ""
    en: Text = ""

    @model_validator(mode="before")
    @classmethod
    def _with_text(cls, data: Any) -> Any:
        """`text` says both languages at once, or each by its name."""
        if not isinstance(data, dict) or "text" not in data:
            return data
        rest = {name: each for name, each in data.items() if name != "text"}
        text = data["text"]
        return {**text, **rest} if isinstance(text, dict) else {"zh": text, "en": text, **rest}

    def text(self, lang: str) -> str:
        """What is said in a language; in the other where it has none of its own."""
        return (self.en or self.zh if lang == "en" else self.zh or self.en) or self.that
