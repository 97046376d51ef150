"""What prompts and hints advise is what the reader takes."""

import io
import re
from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest

from parts import samples
from xlperf import Form, read
from xlperf.budget import is_sign
from xlperf.findings import LANGS, Level, word
from xlperf.findings.catalogue import entries
from xlperf.form import form_path
from xlperf.issuing import blank_workbook

FORMS = samples.PROJECT_FORMS
SIGNS = re.compile("[≥≤＝＞＜]")


def validations(form: Form) -> Iterator[Any]:
    book = openpyxl.load_workbook(io.BytesIO(blank_workbook(form)))
    for sheet in book.worksheets:
        yield from sheet.data_validations.dataValidation


def with_signs(signs: str) -> Form:
    drawn = form_path("hebei-2023").read_text(encoding="utf-8")
    return Form.parse(re.sub(r"(?m)^signs .*$", f"signs = {signs}", drawn))


@pytest.mark.parametrize(
    ("signs", "named", "words"),
    [('["≥", "＝"]', {"≥", "＝"}, ""), ('["≥", "≤", "定性", "不适用"]', {"≥", "≤"}, "定性")],
)
def test_the_prompt_names_the_signs_the_form_takes(signs: str, named: set[str], words: str) -> None:
    form = with_signs(signs)
    (told,) = {each.prompt for each in validations(form) if "有数字选" in str(each.prompt)}
    assert {*SIGNS.findall(told)} == named
    assert ("定性" in told) == bool(words)
    book = openpyxl.load_workbook(io.BytesIO(blank_workbook(form)))
    guide = " ".join(str(c.value) for row in book["填报说明"] for c in row if c.value)
    assert ("符号选“定性”" in guide) == bool(words)


@pytest.mark.parametrize("name", FORMS)
def test_what_prompts_give_as_examples_is_taken(name: str) -> None:
    """Each cell filled in as its prompt or alert says, to the letter."""
    form = Form.load(name)
    (first, *_) = read(samples.workbook(form), form).projects
    typed = {"plan.jun": "60%", "indicators.0.number": 95, "indicators.0.unit": form.units[0]}
    typed |= {f"indicators.{at}.sign": sign for at, sign in enumerate(form.signs, 1)}
    book = openpyxl.load_workbook(io.BytesIO(samples.workbook(form)))
    for path, value in typed.items():
        if path in first.where:
            book[first.sheet][str(first.where[path])].value = value
    kept = io.BytesIO()
    book.save(kept)
    told = [each for each in read(kept.getvalue(), form).findings if each.code.startswith("value.")]
    assert [each.code for each in told if each.level is Level.ERROR] == []


def test_signs_of_words_and_of_figures_are_told_apart_as_the_reader_does() -> None:
    for name in FORMS:
        form = Form.load(name)
        (told,) = {each.prompt for each in validations(form) if "有数字选" in str(each.prompt)}
        assert {*SIGNS.findall(told)} == {each for each in form.signs if is_sign(each)}


def test_every_hint_begins_as_the_reader_knows_hints() -> None:
    for code in entries("word"):
        if code.startswith("hint."):
            for lang in LANGS:
                assert entries("word")[code][lang].startswith("←"), code


def test_the_way_back_is_no_hint() -> None:
    assert not any(word("line.back", lang).startswith(("←", "○")) for lang in LANGS)
