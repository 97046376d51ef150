"""Sheets of ours in workbooks that are already out: known by how they were titled then."""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple


class _Titles(NamedTuple):
    endings: Sequence[str]
    findings: Sequence[str]
    choices: str


@cache
def _titles() -> _Titles:
    file = resources.files(__package__) / "old_titles.toml"
    return _Titles(**tomllib.loads(file.read_text(encoding="utf-8")))


def was_ours(first: str, *, hidden: bool) -> bool:
    """Whether a sheet without a token is one of ours, by its first text."""
    titles = _titles()
    if first == titles.choices:
        return hidden
    return was_findings(first) or first.endswith(tuple(titles.endings))


def was_findings(first: str) -> bool:
    """Whether a sheet without a token is a list of findings, by its first text."""
    return first in _titles().findings
