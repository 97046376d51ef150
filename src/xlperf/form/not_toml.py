"""What keeps a text from being TOML or JSON: where, and in the catalogue's words.

The libraries that read them say it in English, and of a place no more than a sentence does.
"""

import re

_PLACE = re.compile(r"line ([0-9]+),? column ([0-9]+)")
_AT_THE_END = "end of document"
_KINDS = (
    ("Illegal character '\\n'", "quote"), ("Found invalid character '\\n'", "quote"),
    ("Cannot declare", "twice"), ("Cannot overwrite", "twice"), ("Cannot redefine", "twice"),
    ("Cannot mutate", "twice"), ("Duplicate", "twice"), ("Invalid statement", "statement"),
    ("Expected '='", "equals"), ("Invalid initial character for a key", "key"),
    ("Expected newline", "more"), ("Expected ']", "bracket"), ("Unclosed array", "open"),
    ("Unclosed inline table", "open"), ("Unterminated string", "quote"),
    ("Expected '\"", "quote"), ('Expected "\'', "quote"), ("Unescaped", "escape"),
    ("Invalid hex", "escape"), ("Escaped character", "escape"), ("Illegal character", "sign"),
    ("Found invalid character", "sign"), ("Invalid date", "date"), ("Invalid value", "value"),
    ("Exceeds the limit", "value"),
)  # fmt: skip
"""How what `tomllib` says begins, and the word of ours for it."""


def what_is_wrong(source: str, error: Exception) -> dict[str, str]:
    """What a `FormError` says of it: `wanted`, a word of the catalogue, its `line` and `character`.

    There are neither where nobody knows the place.
    """
    said = str(error)
    kind = next((kind for begin, kind in _KINDS if said.startswith(begin)), "other")
    if isinstance(error, RecursionError):
        kind = "deep"
    found, lines = _PLACE.search(said), source.split("\n")
    if found:
        return {"wanted": f"toml.{kind}", "line": found[1], "character": found[2]}
    if _AT_THE_END in said:
        line, column = str(len(lines)), str(len(lines[-1]) + 1)
        return {"wanted": f"toml.{kind}", "line": line, "character": column}
    return {"wanted": f"toml.{kind}"}
