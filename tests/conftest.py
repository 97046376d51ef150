"""What every test may ask for: the real parts, and the kept workbooks."""

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from parts import here, ooxml, postgres, real
from parts.clients import Clients
from parts.desk import Desk
from parts.golden import Golden
from parts.office import Office
from xlperf.findings import FileError, border
from xlperf.reading import worker_pool
from xlperf.reading.filled import Filled

# A property is no timed test: a busy machine would make it fail.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

GOLDEN = Path(__file__).with_name("golden")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let golden workbooks be made anew."""
    parser.addoption(
        "--update-golden", action="store_true", help="keep today's workbooks under tests/golden"
    )


def pytest_configure() -> None:
    """Tests speak the language of their forms, whatever the machine's own is."""
    os.environ.pop("XLPERF_LANG", None)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name, "").startswith("en"):
            os.environ[name] = "C.UTF-8"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    """What needs a real LibreOffice starts it, again and again: a long story."""
    for each in items:
        if {"libreoffice", "desk"} & set(getattr(each, "fixturenames", ())):
            each.add_marker(pytest.mark.long)


_LEFT_OUT = pytest.StashKey[int]()


def pytest_deselected(items: Sequence[pytest.Item]) -> None:
    """Count the long stories that are left out."""
    stash = items[0].config.stash
    long = sum(each.get_closest_marker("long") is not None for each in items)
    stash[_LEFT_OUT] = stash.get(_LEFT_OUT, 0) + long


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker of xdist tells its count to the process that prints; each has the same."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left out"] = session.config.stash.get(_LEFT_OUT, 0)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """What a worker of xdist counted; one that was killed has told nothing."""
    told = getattr(node, "workeroutput", {}).get("left out", 0)
    node.config.stash[_LEFT_OUT] = max(told, node.config.stash.get(_LEFT_OUT, 0))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what did not run, and what runs it."""
    left_out = terminalreporter.config.stash.get(_LEFT_OUT, 0)
    if left_out:
        terminalreporter.write_line(f"{left_out} long tests deselected: make check runs them")


@pytest.fixture(scope="session")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A real LibreOffice with a profile of its own."""
    return Office(real.office_program(), tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A place where workbooks are filled by hand, in a real LibreOffice."""
    return Desk(real.office_program(), real.uno_python(), tmp_path_factory.mktemp("desk"))


@pytest.fixture(scope="session")
def clients(tmp_path_factory: pytest.TempPathFactory) -> Clients:
    """Other programs that load, change and save workbooks."""
    node, packages = real.node_program(), real.client_packages()
    return Clients(node, packages, tmp_path_factory.mktemp("clients"))


@pytest.fixture(scope="session")
def validator() -> Callable[[Path], list[str]]:
    """Microsoft's Open XML SDK: from a workbook to what it finds wrong."""
    real.validator_program()
    return ooxml.sdk_errors


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder beside the checkout with what the project was given."""
    return real.shared_folder()


@pytest.fixture(scope="session")
def golden(request: pytest.FixtureRequest) -> Golden:
    """The kept workbooks under tests/golden."""
    return Golden(GOLDEN, bool(request.config.getoption("--update-golden")))


@pytest.fixture(params=postgres.LEDGERS)
def ledger_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """What is given after `--ledger`: nothing, or a database of its own in a real PostgreSQL."""
    with postgres.ledger(request.param) as url:
        yield url


@pytest.fixture(autouse=True)
def nothing_unforeseen(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """A test in which something unforeseen happens inside a file has failed, unless it says so.

    What a worker tells of is seen where its verdict arrives.
    """
    seen: list[str] = []
    made, result = border.unexpected, worker_pool._result

    def unexpected(file: str, error: BaseException) -> FileError:
        told = made(file, error)
        seen.append(str(told))
        return told

    def heard(*args: Any) -> Filled:
        filled = result(*args)
        seen.extend(each.found for each in filled.findings if each.code == "file.unexpected")
        return filled

    monkeypatch.setattr(border, "unexpected", unexpected)
    monkeypatch.setattr(worker_pool, "_result", heard)
    yield
    if request.node.get_closest_marker("unforeseen") is None:
        assert not seen


@pytest.fixture
def quick() -> Iterator[None]:
    """Many files are read in this process: that others do it is proved elsewhere."""
    with here.reading():
        yield
