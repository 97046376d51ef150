"""How a round is begun in a folder, and opened again.

`round.toml` says which ledger it is; by default it is a SQLite file in the folder itself.
"""

import json
import tomllib
from datetime import date, datetime
from functools import partial
from pathlib import Path

from sqlalchemy.engine import URL

from ..excel.files import cannot_write, write_whole
from ..findings import OutputError, RoundError
from ..issuing import last_day
from .judging_again import judged_again
from .ledger import Terms, address_of, begin_ledger, open_ledger, zone_of
from .round import Round

FOLDER_VERSION = 1
"""The version of the folder's own shape; a newer one is refused."""
_SETTINGS = "round.toml"
_LEDGER = "ledger.sqlite"


def begin_round(
    folder: Path | str,
    due: date | str,
    at: datetime,
    *,
    name: str = "",
    contact: str = "",
    ledger: str = "",
    by: str = "",
) -> Round:
    """Begin a round in a folder, or go on with one that was begun with the same facts.

    Args:
        due: the last day on which a return is not late: as `generate` takes it.
        name: what it is called; the folder's name if not given.
        ledger: the URL of its database; a file in the folder if not given.
        at: the moment, with its time zone.

    Raises:
        RoundError: the folder holds another round, its ledger cannot be had, or the due date is
            no date.
        OutputError: the folder cannot be written in.
    """
    folder = Path(folder)
    called = name or folder.resolve().name
    terms = Terms(name=called, due=last_day(due), contact=contact, zone=zone_of(at))
    if (folder / _SETTINGS).exists():
        known_name, known_url = _settings(folder)
        if name and name != known_name:
            raise RoundError("round.other-name", folder=folder, found=name, expected=known_name)
        terms = terms.model_copy(update={"name": known_name})
        ledger = ledger or known_url
    write = begin_ledger(ledger or _own(folder), terms, at, by, partial(judged_again, folder))
    round = Round(folder, write)
    try:
        _write_settings(folder / _SETTINGS, _written(terms.name, ledger).encode("utf-8"))
    except BaseException:
        round.close()
        raise
    return round


def _write_settings(file: Path, content: bytes) -> None:
    """Say what the folder is, once; another desk may have begun the same round meanwhile."""
    if file.exists():
        return
    try:
        write_whole(file, content)
    except OutputError as error:
        if error.code != "out.exists" or file.read_bytes() != content:
            raise


def open_round(folder: Path | str, ledger: str = "") -> Round:
    """Open a round that was begun.

    Args:
        ledger: the URL of its database, where the folder's own word is not enough: it keeps no
            password.

    Raises:
        RoundError: the folder is no round, is of a newer version, or its ledger cannot be had.
    """
    folder = Path(folder)
    name, known = _settings(folder)
    url = ledger or known or _own(folder)
    if url == _own(folder) and not (folder / _LEDGER).exists():
        raise RoundError("round.no-ledger", file=folder / _LEDGER)
    return Round(folder, open_ledger(url, name, partial(judged_again, folder)))


def _own(folder: Path) -> str:
    """The ledger in the folder, which is made with it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(folder, error) from error
    return f"sqlite:///{(folder / _LEDGER).as_posix()}"


def _written(name: str, ledger: str) -> str:
    lines = [f"version = {FOLDER_VERSION}", f"name = {json.dumps(name, ensure_ascii=False)}"]
    if ledger:
        lines.append(f"ledger = {json.dumps(_without_password(ledger), ensure_ascii=False)}")
    return "\n".join(lines) + "\n"


def _without_password(url: str) -> str:
    """A folder that is copied about holds no secret: the driver's own ways give the password."""
    given = address_of(url)
    query = {name: value for name, value in given.query.items() if name != "password"}
    kept = URL.create(
        given.drivername, given.username, None, given.host, given.port, given.database, query
    )
    return kept.render_as_string(hide_password=False)


def _settings(folder: Path) -> tuple[str, str]:
    """The name of the folder's round, and the URL of its ledger if it is not in the folder."""
    file = folder / _SETTINGS
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        version, name = int(table["version"]), str(table["name"])
    except FileNotFoundError:
        raise RoundError("round.none", folder=folder) from None
    except (OSError, UnicodeDecodeError, ValueError, KeyError, TypeError) as error:
        raise RoundError("round.settings", file=file, found=error) from None
    if version != FOLDER_VERSION:
        raise RoundError("round.other-schema", ledger=file, found=version, expected=FOLDER_VERSION)
    return name, str(table.get("ledger", ""))
