"""What texts call units and projects: the form's nouns, in the grammar of their language."""

import re
import string

import pytest

from xlperf import Form, FormError
from xlperf.findings import LANGS
from xlperf.findings.catalogue import entries, text, word
from xlperf.findings.spoken_nouns import nouns
from xlperf.form.form import Form as AnyForm

CHINESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u3000]")
OF_CHINESE_FORMS = {
    "demo.next",
    "demo.open",
    "wanted.unit-word",
    "master.money-unit-unclear",
    "master.no-money-unit",
    "round.due",
}
"""Texts in English that quote what stands in a Chinese file, or how a unit may be written."""


@pytest.mark.parametrize(
    ("noun", "in_sentence", "many", "article"),
    [
        ("Authority", "authority", "authorities", "an authority"),
        ("School", "school", "schools", "a school"),
        ("NHS trust", "NHS trust", "NHS trusts", "an NHS trust"),
        ("Church", "church", "churches", "a church"),
        ("Bus", "bus", "buses", "a bus"),
        ("Key", "key", "keys", "a key"),
        ("Union", "union", "unions", "a union"),
        ("Office", "office", "offices", "an office"),
    ],
)
def test_english_grammar(noun: str, in_sentence: str, many: str, article: str) -> None:
    made = nouns("en", {"words.unit": noun})
    assert (made.unit, made.units, made.a_unit) == (in_sentence, many, article)
    assert made.Unit == noun
    assert made.Units.casefold() == many.casefold()
    assert made.project == "project"


def test_a_plural_may_be_named() -> None:
    made = nouns("en", {"words.unit": "Staff college", "words.units": "Colleges of staff"})
    assert (made.units, made.Units) == ("colleges of staff", "Colleges of staff")


def test_chinese_has_one_form_of_a_noun() -> None:
    made = nouns("zh", {"words.project": "课题"})
    assert {made.project, made.projects, made.Project, made.Projects, made.a_project} == {"课题"}
    assert made.unit == "单位"


def test_nouns_of_texts_are_known_and_said_in_both_languages() -> None:
    for kind, parts in (("finding", ("says", "mend")), ("error", ("says", "mend")), ("word", ())):
        for code, entry in entries(kind).items():
            for template in (entry[p] for p in parts) if parts else (entry,):
                for lang in LANGS:
                    for _, name, _, _ in string.Formatter().parse(template[lang]):
                        if name and name.startswith("noun."):
                            assert getattr(nouns(lang), name.removeprefix("noun.")), code


def test_no_english_text_has_chinese_signs() -> None:
    for kind in ("finding", "error", "state"):
        for code, entry in entries(kind).items():
            if code not in OF_CHINESE_FORMS:
                assert not CHINESE.search(entry["says"]["en"] + entry["mend"]["en"]), code
    for code, entry in entries("word").items():
        assert code in OF_CHINESE_FORMS or not CHINESE.search(entry["en"]), code


def test_a_text_without_nouns_of_a_form_has_the_usual() -> None:
    assert word("contents.name") == "项目名称（点击打开）"
    assert word("contents.name", "en") == "Project (click to open)"
    values = {"words.project": "School", "found": "S1", "expected": "2"}
    assert text("finding", "sheet.twice", "says", "en", values).startswith("School S1")


@pytest.mark.parametrize("noun", ['""', '"  "', '"a\\nb"', '" School"', "3", f'"{"a" * 41}"'])
def test_a_noun_that_is_none_is_refused(noun: str) -> None:
    source = Form.load("hebei-2023").source
    with pytest.raises(FormError) as told:
        AnyForm.parse(f"words = {{ unit = {noun} }}\n{source}", "f.toml")
    assert (told.value.values["line"], told.value.values["path"]) == ("1", "words.unit")


def test_an_unknown_language_or_noun_is_refused_with_what_there_is() -> None:
    source = Form.load("hebei-2023").source
    with pytest.raises(FormError) as told:
        AnyForm.parse(f'lang = "fr"\nwords = {{ school = "A" }}\n{source}', "f.toml")
    lines = told.value.message("en").splitlines()
    assert [each.split(":")[0] for each in lines] == ["f.toml, line 1", "f.toml, line 2"]
    assert "zh" in lines[0]
    assert "unit" in lines[1]
