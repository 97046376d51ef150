"""Golden workbooks: one small filled unit of each form, compared part by part."""

import pytest

from parts import samples
from parts.golden import Golden


@pytest.mark.parametrize("form", samples.PROJECT_FORMS)
def test_a_generated_workbook_is_as_it_is_kept(golden: Golden, form: str) -> None:
    golden.check(f"{form}.xlsx", samples.workbook(form))
