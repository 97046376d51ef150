"""What the commands of a round share: its options, and how it is opened.

What opens a round knows databases, which take their time to load: they are loaded when a round
is asked for, and not before.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import RoundError

if TYPE_CHECKING:
    from ..campaign import Returns, Round

Command = Callable[..., Any]
_HELP = "Folder of the round. 这一轮收表的文件夹。"
_PATH = click.Path(path_type=Path)

round_option = click.option(
    "--round", "folder", required=True, metavar="DIR", type=_PATH, help=_HELP
)
optional_round_option = click.option(
    "--round", "folder", metavar="DIR", type=_PATH,
    help="Folder of a round, instead of files and --master. 一轮收表的文件夹，代替文件和主预算。",
)  # fmt: skip
ledger_option = click.option(
    "--ledger", default="", metavar="URL",
    help="Database of the ledger, if not the folder's own. 台账的数据库。",
)  # fmt: skip
optional_master_option = click.option(
    "--master", metavar="M", type=_PATH, help="Master budget, .xlsx or .csv. 主预算。"
)
optional_files_argument = click.argument("files", nargs=-1, metavar="[FILE...]", type=_PATH)


def now() -> datetime:
    """The moment, on the clock of this machine: only commands ask for it."""
    return datetime.now().astimezone()


@contextmanager
def opened(folder: Path, ledger: str = "") -> Iterator["Round"]:
    """The round in a folder, as long as the block lasts.

    Raises:
        RoundError: the folder is no round, or its ledger cannot be had.
    """
    from ..campaign import open_round  # noqa: PLC0415 - see above

    with open_round(folder, ledger) as round:
        yield round


def returns_of(round: "Round") -> "Returns":
    """The copies of a round that count, as of now.

    Raises:
        RoundError: there is not one.
    """
    from ..campaign import counting_returns  # noqa: PLC0415 - see above

    found = counting_returns(round, at=now())
    if not found.copies:
        raise RoundError("round.nothing-in", round=round.name)
    return found
