"""The base of all records: frozen, strict about names, and able to go to JSON and back."""

import json
from functools import cache
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError


class Record(BaseModel):
    """A value that does not change once it is made."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def __copy__(self) -> Self:
        """A copy without what was worked out of its fields: they may be others in the copy."""
        copied = super().__copy__()
        for name in copied.__dict__.keys() - type(self).model_fields.keys():
            del copied.__dict__[name]
        return copied


class JsonRecord:
    """What a frozen dataclass is built on to go to JSON and back as a Record does.

    Results are made by the thousand and made by us, so making one checks nothing; what comes
    from JSON is checked like any other input.
    """

    __slots__ = ()
    __pydantic_config__ = ConfigDict(extra="forbid")

    def model_dump_json(self, *, indent: int | None = None) -> str:
        """The record as JSON; figures are texts, so that none loses a digit."""
        kind: Any = type(self)
        try:
            return _adapter(kind).dump_json(self, indent=indent).decode("utf-8")
        except PydanticSerializationError:  # a file's name that is no text is escaped
            return json.dumps(_adapter(kind).dump_python(self, mode="json"), indent=indent)

    @classmethod
    def model_validate_json(cls, text: str | bytes) -> Self:
        """The record from its JSON, equal to the one it was made from.

        Raises:
            pydantic.ValidationError: the text is not JSON, or not of such a record.
        """
        kind: Any = cls
        try:
            found: Self = _adapter(kind).validate_json(text)
        except ValidationError as error:
            if error.errors()[0]["type"] != "json_invalid":
                raise
            found = _adapter(kind).validate_python(_loaded(text, error))
        return found


def _loaded(text: str | bytes, error: ValidationError) -> Any:
    """JSON as Python reads it, which minds escaped names of files less."""
    try:
        return json.loads(text)
    except ValueError:
        raise error from None


@cache
def _adapter(kind: type) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
