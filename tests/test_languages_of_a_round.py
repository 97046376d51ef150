"""A round is told wholly in the language asked for; Chinese in English is only the data's own."""

import io
import json
import re
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from parts import here
from parts.office import stored_values
from parts.rounds import FORM, IN_TIME, TOO_LATE, answered, issued, master_of, took_in
from test_cli import Ran
from test_collect import bomb, stories
from xlperf.findings.catalogue import entries
from xlperf.rounds import reissue
from xlperf.rounds.opening import open_round

pytestmark = pytest.mark.usefixtures("quick")

CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+")
HAN = re.compile(r"[\u4e00-\u9fff]")
SENTENCE = re.compile(r"[A-Za-z]{2,}(?: [a-z]{2,}){2,}")
COMMAND = re.compile(r"xlperf(?: [\w-]+)+")
DUE = "2023-03-15"


@pytest.fixture(scope="module")
@here.reading()
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A round in which everything happened that is told of one."""
    path, inbox = tmp_path_factory.mktemp("round"), tmp_path_factory.mktemp("in")
    folder = path / "round"
    issued(folder, master_of(1, 2, 3, 4), due=DUE)
    for number, each in enumerate(stories(path)):
        file = inbox / str(number) / each.name
        file.parent.mkdir(parents=True)
        file.write_bytes(each.content)
    (inbox / "b.zip").write_bytes(bomb())
    took_in(folder, [inbox])
    head = ("overrule", "--round", folder, "--reason", "电话核实", "--by", "王")
    assert Ran(*head, "990001", "--copy", "1").code == 0
    assert Ran(*head, "990002", "--send-back").code == 0
    with open_round(folder) as round:
        master = master_of(1, 2, 3)
        first, *others = master.units
        raised = first.projects[0].model_copy(update={"budget": Decimal(60), "fiscal": Decimal(60)})
        first = first.model_copy(update={"projects": (raised,)})
        master = master.model_copy(update={"units": (first, *others)})
        list(reissue(round, IN_TIME, master=master, by="王", workers=1))
    late = inbox / "late.xlsx"
    late.write_bytes(answered(3, issue=1))
    took_in(folder, [late], TOO_LATE)
    return folder


@pytest.fixture(scope="module")
def data(folder: Path) -> str:
    """Every text of the round's own: of its form, its budget, its files, and who wrote what."""
    with open_round(folder) as round:
        ledger = round.ledger
        edition, arrivals = ledger.edition(), ledger.arrivals()
        told = [FORM.source, edition.master.model_dump_json(), repr(ledger.terms)]
        told += [repr((each.name, each.unit)) for each in arrivals]
        told += [reason.found for each in arrivals for reason in each.reasons]
        told += [text for each in arrivals for r in each.reasons for text in r.values.values()]
        told += [repr(each) for each in (*ledger.issues(), *ledger.rulings(), *ledger.changes())]
    for path in folder.rglob("*.xlsx"):
        try:
            book = load_workbook(io.BytesIO(path.read_bytes()))
        except Exception:  # noqa: BLE001, S112 - some of what came in is no workbook
            continue
        told += [sheet.title for sheet in book]
        told += [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    return "\n".join(told)


def foreign(lines: Iterable[str], data: str) -> list[str]:
    """The lines that say something in Chinese that is not in the data."""
    return [
        line
        for line in lines
        if any(run not in data or not HAN.search(run) for run in CHINESE.findall(line))
    ]


def commands(folder: Path) -> list[tuple[object, ...]]:
    """The commands that tell of a round."""
    head = ("status", "--round", folder)
    units = ("990001", "990002", "990003", "990004")
    return [head, *((*head, "--unit", unit) for unit in units)]


def test_english_is_wholly_english(folder: Path, data: str, tmp_path: Path) -> None:
    for command in commands(folder):
        ran = Ran(*command, "--lang", "en")
        assert ran.code == 0, ran.error
        assert len(ran.out.splitlines()) > 1
        assert foreign(ran.out.splitlines(), data) == []
        said = json.loads(Ran(*command, "--lang", "en", "--json").out)
        assert foreign(texts(said), data) == []
    out = tmp_path / "s.xlsx"
    assert Ran("status", "--round", folder, "--lang", "en", "--out", out).code == 0
    sheets = stored_values(out)
    cells = [str(value) for sheet in sheets.values() for value in sheet.values()]
    assert len(cells) > 100
    assert foreign(cells, data) == []


def test_chinese_is_wholly_chinese(folder: Path, data: str, tmp_path: Path) -> None:
    for command in commands(folder):
        said = Ran(*command)
        assert english(said.out.splitlines()) == []
    out = tmp_path / "s.xlsx"
    assert Ran("status", "--round", folder, "--out", out).code == 0
    cells = [str(value) for sheet in stored_values(out).values() for value in sheet.values()]
    assert english(cells) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_collect_is_told_in_one_language(lang: str, tmp_path: Path, data: str) -> None:
    inbox, folder = tmp_path / "in", tmp_path / "round"
    issued(folder, master_of(1, 2, 3, 4), due=DUE)
    for number, each in enumerate(stories(tmp_path)):
        file = inbox / str(number) / each.name
        file.parent.mkdir(parents=True)
        file.write_bytes(each.content)
    said = Ran("collect", inbox, "--round", folder, "--lang", lang).out
    assert len(said.splitlines()) > 20
    assert (foreign(said.splitlines(), data) if lang == "en" else english(said.splitlines())) == []


def english(lines: Iterable[str]) -> list[str]:
    """The lines that hold a sentence in English; commands are spelled so everywhere."""
    return [line for line in lines if SENTENCE.search(COMMAND.sub("", line))]


def texts(value: object) -> list[str]:
    """Every text in a JSON value."""
    if isinstance(value, dict):
        return [text for each in value.values() for text in texts(each)]
    if isinstance(value, list):
        return [text for each in value for text in texts(each)]
    return [value] if isinstance(value, str) else []


def test_json_tells_reasons_as_sentences_and_as_facts(folder: Path) -> None:
    said = json.loads(Ran("status", "--round", folder, "--json").out)
    back = next(each for each in said["units"] if each["unit"]["code"] == "990002")
    assert back["reasons"][0] == "电话核实"
    assert len(back["reasons"]) == len(back["facts"]) + bool(back["more"]) + 1
    (other,) = [each for each in said["other"] if each["name"] == "去年的.xlsx"]
    assert other["facts"][0]["code"] == "judged.other-year"
    assert set(other["facts"][0]) == {
        "code", "kind", "level", "sheet", "cell", "project", "field", "found", "values",
    }  # fmt: skip


def test_every_word_of_a_verdict_is_in_both_languages() -> None:
    for code, entry in entries("word").items():
        if code.startswith(("judged.", "status.")):
            assert CHINESE.search(entry["zh"]) or "{" in entry["zh"], code
            assert code.startswith("status.sheet.") or not HAN.search(entry["en"]), code
