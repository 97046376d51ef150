"""On which line of a TOML text each key stands, which `tomllib` does not say."""

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

_QUOTES = ('"""', "'''", '"', "'")
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_BARE_VALUE = re.compile(r"[^,\]}\n#]*")
_ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_PLAIN_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r"}


class Lines(NamedTuple):
    """The first and last line of what a key says, counted from 1."""

    first: int
    last: int


def lines_of(source: str) -> Mapping[str, Lines]:
    """For every key of a TOML text that `tomllib` reads, by its path, the lines it takes.

    Paths are joined by dots (`project.widths.level1`); the places of a list are numbers.
    """
    return _Scanner(source).found


@dataclass
class _Scanner:
    """A walk over a text that is known to be TOML, so that little has to be minded."""

    source: str
    at: int = 0
    _found: dict[str, Lines] = field(default_factory=dict)
    _tables: dict[str, int] = field(default_factory=dict)

    @cached_property
    def found(self) -> Mapping[str, Lines]:
        """All keys, with their lines."""
        inside = ""
        self._skip_blank()
        while self.at < len(self.source):
            if self._takes("["):
                inside = self._header()
            else:
                self._pair(inside)
            self._skip_blank()
        return self._found

    def _header(self) -> str:
        """`[table]` or `[[table]]`: what the keys below it stand in."""
        line, repeats = self._line(), self._takes("[")
        path = self._path("")
        while self._takes("]"):
            pass
        if repeats:
            number = self._tables[path] = self._tables.get(path, -1) + 1
            self._found.setdefault(path, Lines(line, line))
            path = f"{path}.{number}"
        self._found.setdefault(path, Lines(line, line))
        return path

    def _pair(self, inside: str) -> None:
        first = self._line()
        path = self._path(inside)
        self._takes("=")
        self._value(path, first)

    def _path(self, inside: str) -> str:
        """A key, dotted or not, with what it stands in before it."""
        path, first = inside, self._line()
        while True:
            self._skip_spaces()
            path = f"{path}.{self._key()}" if path else self._key()
            self._skip_spaces()
            if not self._takes("."):
                return path
            self._found.setdefault(path, Lines(first, first))

    def _key(self) -> str:
        if self.source[self.at : self.at + 1] in ('"', "'"):
            return self._text()
        match = _BARE_KEY.match(self.source, self.at)
        self.at = match.end() if match else self.at + 1
        return match[0] if match else ""

    def _value(self, path: str, first: int) -> None:
        self._skip_spaces()
        if self._takes("{"):
            self._inline(path)
        elif self._takes("["):
            self._list(path)
        elif self.source.startswith(_QUOTES, self.at):
            self._text()
        else:
            match = _BARE_VALUE.match(self.source, self.at)
            self.at = match.end() if match else self.at
        self._found.setdefault(path, Lines(first, self._line()))

    def _inline(self, path: str) -> None:
        self._skip_blank()
        while self.at < len(self.source) and not self._takes("}"):
            self._pair(path)
            self._skip_blank()
            self._takes(",")
            self._skip_blank()

    def _list(self, path: str) -> None:
        number = 0
        self._skip_blank()
        while self.at < len(self.source) and not self._takes("]"):
            self._value(f"{path}.{number}", self._line())
            number += 1
            self._skip_blank()
            self._takes(",")
            self._skip_blank()

    def _text(self) -> str:
        """A text between quotes of any kind, as it is meant."""
        quote = next(each for each in _QUOTES if self.source.startswith(each, self.at))
        begin = self.at = self.at + len(quote)
        while self.at < len(self.source) and not self.source.startswith(quote, self.at):
            self.at += 2 if self.source[self.at] == "\\" and '"' in quote else 1
        said = self.source[begin : self.at]
        self.at += len(quote)
        while len(quote) == 3 and self._takes(quote[0]):  # quotes just before the closing ones
            pass
        return _ESCAPED.sub(_meant, said) if quote == '"' else said

    def _skip_spaces(self) -> None:
        while self.source[self.at : self.at + 1] in (" ", "\t"):
            self.at += 1

    def _skip_blank(self) -> None:
        match = _BLANK.match(self.source, self.at)
        self.at = match.end() if match else self.at

    def _takes(self, sign: str) -> bool:
        """Step over a sign if it stands here."""
        here = self.source.startswith(sign, self.at)
        self.at += len(sign) if here else 0
        return here

    def _line(self) -> int:
        return bisect_left(self._ends, self.at) + 1

    @cached_property
    def _ends(self) -> list[int]:
        return [number for number, sign in enumerate(self.source) if sign == "\n"]


def _meant(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _PLAIN_ESCAPES.get(match[3], match[3])
