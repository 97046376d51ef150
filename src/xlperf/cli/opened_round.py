"""How commands open a round, and the options of those that take a round instead of files.

What opens a round knows databases, which take their time to load: they are loaded when a round
is asked for, and not before.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..findings import Lang, RoundError
from .round_options import now

if TYPE_CHECKING:
    from ..rounds import Round, RoundReturns

_PATH = click.Path(path_type=Path)

optional_round_option = click.option(
    "--round", "folder", metavar="DIR", type=_PATH,
)  # fmt: skip
form_of_round_option = click.option(
    "--round", "folder", metavar="DIR", type=_PATH,
)  # fmt: skip
optional_master_option = click.option("--master", metavar="M", type=_PATH)
optional_files_argument = click.argument("files", nargs=-1, metavar="[FILE...]", type=_PATH)


@contextmanager
def opened(folder: Path, ledger: str = "") -> Iterator["Round"]:
    """The round in a folder, as long as the block lasts.

    Raises:
        RoundError: the folder is no round, or its ledger cannot be had.
    """
    from ..rounds import open_round  # noqa: PLC0415 - see above

    with open_round(folder, ledger) as round:
        yield round


def returns_of(round: "Round", lang: Lang) -> "RoundReturns":
    """The copies of a round that count, as of now.

    Raises:
        RoundError: there is not one.
    """
    from ..rounds import counting_returns  # noqa: PLC0415 - see above

    found = counting_returns(round, at=now(), lang=lang)
    if not found.copies:
        raise RoundError("round.nothing-in", round=round.name)
    return found
