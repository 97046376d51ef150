"""Commands on a bad day: a damaged ledger, a full disk, a folder that is gone, odd signs."""

import io
import json
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from openpyxl import load_workbook

from parts import rounds
from parts.commands import UNFORESEEN, UNFORESEEN_CODES, Done, here, program
from xlperf.cli.saying import spelled_json
from xlperf.findings.catalogue import entries
from xlperf.findings.errors import RoundError
from xlperf.form.form import Form
from xlperf.master.list_form import list_workbook
from xlperf.rounds import open_round, status
from xlperf.rounds.ledger.ledger import Ledger

ESC = "a\x1b[2J\nb\u202ec"
"""What a terminal would clear itself at, end the line, and write backwards."""
_SPELLED = ("\\x1b", "\\u001b", "\\u202e", "\\x85", "‹U+202E›", "‹U+001B›")
_PAGE = 4096


class Place:
    """A folder with a round, a return, and the master budget, all named as nobody would."""

    def __init__(self, top: Path, odd: str = "") -> None:
        self.round, self.file = top / f"r{odd}", top / f"1{odd}.xlsx"
        self.master, self.form = top / f"m{odd}.xlsx", top / f"f{odd}.toml"
        self.ledger = self.round / "ledger.sqlite"
        self.out, self.new = top / f"out{odd}", top / f"new{odd}"
        rounds.issued(self.round, rounds.master_of(1, 2))
        self.master.write_bytes(list_workbook(Form.load("master"), rounds.master_of(1, 2)))
        self.file.write_bytes(rounds.answered(1))
        rounds.took_in(self.round, [self.file])

    def commands(self) -> dict[str, tuple[object, ...]]:
        """Every command but the demonstration, with what it needs; those that print JSON twice."""
        of_round, of_files = ("--round", self.round), (self.file, "--master", self.master)
        issue = ("--form", "hebei-2023", "--master", self.master)
        both: dict[str, tuple[object, ...]] = {
            "read": ("read", self.file),
            "annotate": ("read", self.file, "--annotate", self.out, "--force"),
            "reconcile": ("reconcile", *of_files),
            "reconcile a round": ("reconcile", *of_round),
            "consolidate": ("consolidate", *of_round, "--out", f"{self.out}.xlsx", "--force"),
            "sync": ("sync", *of_files, "--out", self.out, "--force"),
            "sync a round": ("sync", *of_round, "--master", self.master, "--dry-run"),
            "generate": ("generate", *issue, "--out", self.out, "--force"),
            "distribute": ("distribute", *issue, "--due", "2999-01-01", "--round", self.new),
            "collect": ("collect", *of_round, self.file),
            "status": ("status", *of_round),
            "status of a unit": ("status", *of_round, "--unit", "990001"),
            "status in a file": ("status", *of_round, "--out", f"{self.out}.xlsx", "--force"),
            "master check": ("master", "check", self.master, "--form", "hebei-2023"),
            "forms list": ("forms", "list"),
            "forms check": ("forms", "check", self.form),
        }
        return {
            **both,
            **{f"{name} --json": (*words, "--json") for name, words in both.items()},
            "overrule": ("overrule", "990001", *of_round, "--reason", ESC, "--send-back"),
        }


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return Place(tmp_path_factory.mktemp("plain"))


def one_line(done: Done) -> str:
    """What a command that could not do it says."""
    (line,) = done.error.splitlines()
    assert done.code == 2, done
    return line


def test_what_nobody_foresaw_is_known_by_its_words() -> None:
    for code in UNFORESEEN_CODES:
        for kind in ("finding", "error"):
            says = entries(kind).get(code, {"says": {}})["says"]
            assert all(any(each in text for each in UNFORESEEN) for text in says.values()), code


DAMAGES: dict[str, Callable[[bytes, Random], bytes]] = {
    "cut short": lambda whole, chance: whole[: chance.randrange(len(whole))],
    "single bytes": lambda whole, chance: _with(whole, chance, 20, 1),
    "zeros": lambda whole, chance: _with(whole, chance, 1, 2_000, zeros=True),
    "a page of noise": lambda whole, chance: _with(whole, chance, 1, _PAGE),
    "not a database": lambda whole, chance: chance.randbytes(5_000),
    "nothing": lambda whole, chance: b"",
}


def _with(whole: bytes, chance: Random, count: int, size: int, *, zeros: bool = False) -> bytes:
    made = bytearray(whole)
    for _ in range(count):
        at = chance.randrange(len(made) // size) * size
        made[at : at + size] = bytes(size) if zeros else chance.randbytes(size)
    return bytes(made)


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_ledger_is_one_clear_error(name: str, place: Place) -> None:
    """Whatever is read of it: a record, or an error of our own."""
    whole, chance = place.ledger.read_bytes(), Random(name)  # noqa: S311 - no secret hangs on it
    refused = 0
    try:
        for _ in range(25):
            for each in place.round.glob("ledger.sqlite*"):
                each.unlink()
            place.ledger.write_bytes(DAMAGES[name](whole, chance))
            try:
                with open_round(place.round) as round:
                    status(round, at=rounds.IN_TIME)
                    for read in (Ledger.edition, Ledger.events, Ledger.changes):
                        read(round.ledger)
            except RoundError:
                refused += 1
        assert refused
        if name == "not a database":
            assert "\n" not in one_line(here_now("status", "--round", place.round))
    finally:
        for each in place.round.glob("ledger.sqlite*"):
            each.unlink()
        place.ledger.write_bytes(whole)


def here_now(*words: object) -> Done:
    with pytest.MonkeyPatch.context() as patch:
        return here(patch, *words)


def full_at(most: int) -> Callable[[], None]:
    """A disk with room for so many bytes in a file."""

    def bound() -> None:
        import resource  # noqa: PLC0415 - there is none on Windows

        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    return bound


@pytest.mark.skipif(sys.platform == "win32", reason="no such bound on Windows")
@pytest.mark.parametrize("name", ["status in a file", "generate", "consolidate"])
def test_a_disk_that_fills_up_is_one_line_and_leaves_what_was_there(
    name: str, place: Place
) -> None:
    before = Path(f"{place.out}.xlsx")
    before.write_bytes(b"before")
    done = program(*place.commands()[name], before=full_at(4_000))
    assert "File too large" in one_line(done)
    assert before.read_bytes() == b"before"
    assert not [each for each in place.out.rglob("*.xlsx") if each.stat().st_size <= 4_000]


@pytest.mark.long
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_behind_the_output_is_one_line_for_every_command(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.form.write_bytes(b"name = 1")
    for name, words in place.commands().items():
        if not name.startswith(("forms check", "overrule")):  # they may have nothing to print
            assert "No space left" in one_line(here(monkeypatch, *words, into="/dev/full")), name


@pytest.mark.skipif(sys.platform == "win32", reason="no folder that is in use can be deleted")
@pytest.mark.parametrize("name", ["read", "collect", "generate", "status in a file", "forms list"])
def test_a_folder_that_is_gone_is_one_line(name: str, place: Place, tmp_path: Path) -> None:
    words = list(place.commands()[name])
    if name == "collect":  # new to the round, so that it is read
        more = tmp_path / "2.xlsx"
        more.write_bytes(rounds.answered(2))
        words[-1] = more
    words = ["out" if each == place.out else each for each in words]
    words = ["out.xlsx" if each == f"{place.out}.xlsx" else each for each in words]
    gone = tmp_path / "gone"
    gone.mkdir()
    start = ("-c", f"import os; os.rmdir({str(gone)!r}); from xlperf.cli import main; main()")
    done = program(*words, cwd=gone, start=start)
    if name == "forms list" or (name == "read" and sys.platform == "linux"):
        assert done.code == 0  # one file is read in a copy of this process: nothing is started
    else:
        one_line(done)


def is_shown_raw(sign: str) -> bool:
    """Whether a sign that steers a terminal; the end of a line of ours is none."""
    return sign != "\n" and (
        unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp")
        or unicodedata.bidirectional(sign) in ("LRE", "RLE", "LRO", "RLO", "PDF")
        or sign in "\u061c\u200e\u200f\u2066\u2067\u2068\u2069"
    )


@pytest.fixture(scope="module")
def odd_place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The same with signs that steer a terminal in every name, sheet and text."""
    place = Place(tmp_path_factory.mktemp("odd"), ESC)
    book = load_workbook(io.BytesIO(rounds.answered(1)))
    book.worksheets[3].title = "x\u202ey\u0085z"
    for sheet in book.worksheets[2:4]:
        for row in sheet.iter_rows(min_row=3):
            for cell in row:
                if isinstance(cell.value, str) and cell.column > 3:
                    cell.value += "_x001B_[31m\u202e\u0085\n"
    book.save(place.file)
    listed = load_workbook(place.master)
    for row in listed.worksheets[0].iter_rows(min_row=4):
        for cell in row:
            if isinstance(cell.value, str) and cell.value.startswith("示例"):
                cell.value = f"{cell.value}\u202e\u2028x"
    listed.save(place.master)
    place.form.write_text(f'name = "{ESC.encode("unicode_escape").decode()}"\nx = 1\n')
    return place


@pytest.mark.long
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_command_prints_what_steers_a_terminal(
    lang: str, odd_place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    spelled = set[str]()
    for name, words in odd_place.commands().items():
        done = here(monkeypatch, *words, "--lang", lang)
        said = done.out + done.error
        assert said, name
        assert not {each for each in said if is_shown_raw(each)}, (name, said)
        spelled.update({name} if any(each in said for each in _SPELLED) else ())
        if "--json" in words and done.code < 2:
            assert json.loads(done.out), name
    assert spelled >= {"read", "annotate", "sync", "master check", "forms check"}
    assert len(spelled) > 15


def test_json_keeps_what_it_escapes() -> None:
    told = {"a": "x\x7f\x9b\u2028\u202e\n中 \udcff"}
    text = spelled_json(json.dumps(told, ensure_ascii=False, indent=2))
    assert json.loads(text) == told
    assert not [each for each in text if is_shown_raw(each)]


@pytest.mark.parametrize(
    ("words", "zh", "en"),
    [
        (("read",), "命令行缺少 FILE...。", "The command line lacks FILE...."),
        (("read", "--x\x1b[2J", "a"), "没有 --x\\x1b[2J 这个选项。", "no option --x\\x1b[2J."),
        (("read\u202e",), "命令行有误：", "The command line is wrong: "),
        (("status", "--round"), "命令行有误：", "The command line is wrong: "),
        (("sync", "a.xlsx"), "命令行缺少 --master。", "The command line lacks --master."),
        (
            ("master", "check", "a", "--column", "\x1b"),
            "--column 的值不能用",
            "The value of --column",
        ),
    ],
)
def test_a_command_typed_wrong_is_one_line_in_its_language(
    words: tuple[str, ...], zh: str, en: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for lang, said in (("zh", zh), ("en", en)):
        line = one_line(here(monkeypatch, *words, "--lang", lang))
        assert said in line
        assert not [each for each in line if is_shown_raw(each)]
        assert "--help" in line


@pytest.mark.parametrize("way", ["option", "environment", "prompt"])
def test_a_password_can_be_given_unseen(
    way: str, place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def made(name: str, *words: str) -> str | None:
        command = [*place.commands()["generate"], *words]
        command[command.index("--out") + 1] = tmp_path / name
        done = here(monkeypatch, *command)
        assert done.code == 0
        assert "geheim" not in done.out + done.error
        first = next((tmp_path / name).glob("*.xlsx"))
        password: str | None = load_workbook(first).worksheets[2].protection.password
        return password

    assert not made("none")
    if way == "environment":
        monkeypatch.setenv("XLPERF_PASSWORD", "geheim")
    monkeypatch.setattr("click.termui.hidden_prompt_func", lambda _: "geheim")
    given = {"option": ("--password", "geheim"), "prompt": ("--password", "-")}.get(way, ())
    assert made("given", *given)


def test_a_password_in_the_address_of_a_ledger_is_in_no_message(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    urls = (
        "postgresql+psycopg://u:geheim@127.0.0.1:1/x", "postgresql://u:geheim@h:port/x",
        "nothing://u:geheim@h/x", "postgresql+psycopg://h/x?password=geheim&connect_timeout=1",
        "mysql://u:geh@geheim@h/x",
    )  # fmt: skip
    for url in urls:
        for name, words in place.commands().items():
            if "--round" in words and "--json" not in words:
                done = here(monkeypatch, *words, "--ledger", url)
                assert done.code == 2, name
                assert "geheim" not in done.out + done.error, (name, url)
