"""The text of a form file with another year in it: nothing else is touched."""

import re

_TABLE = re.compile(r"^[ \t]*\[", re.MULTILINE)
_YEAR = re.compile(r"^([ \t]*year[ \t]*=[ \t]*)[0-9_]+", re.MULTILINE)


def with_year(source: str, year: int) -> str:
    """The same text, where it says the year before its first table; as it is where it does not."""
    table = _TABLE.search(source)
    end = table.start() if table else len(source)
    return _YEAR.sub(rf"\g<1>{year}", source[:end], count=1) + source[end:]
