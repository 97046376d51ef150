"""The form a result carries, as part of the result's JSON: the text of its file."""

from functools import lru_cache
from typing import Any

from ..form import Form


def form_as_json(form: Form) -> Any:
    """The text a form was loaded from; field by field, when it was made or changed in Python."""
    if form.source and _parsed(form.source) == form:
        return form.source
    return form.model_dump(mode="json")


def form_from_json(value: Any) -> Any:
    """The form of such a text; what is none is left to be checked.

    Raises:
        FormError: a mistake in the text.
    """
    return _parsed(value) if isinstance(value, str) else value


@lru_cache(maxsize=8)  # a batch has one form, and parsing it again costs more than all the rest
def _parsed(source: str) -> Form:
    return Form.parse(source)
