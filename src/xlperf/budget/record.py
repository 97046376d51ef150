"""The base of all records: frozen, and strict about names it does not know."""

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A value that does not change once it is made."""

    model_config = ConfigDict(frozen=True, extra="forbid")
