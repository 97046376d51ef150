"""Golden workbooks: one small filled unit of each form, compared part by part."""

import pytest

from parts import declared_samples, samples
from parts.golden import Golden
from xlperf import Form


@pytest.mark.parametrize("form", samples.PROJECT_FORMS)
def test_a_generated_workbook_is_as_it_is_kept(golden: Golden, form: str) -> None:
    golden.check(f"{form}.xlsx", samples.workbook(form))


@pytest.mark.parametrize("form", declared_samples.SHIPPED)
def test_a_workbook_of_declared_fields_is_as_it_is_kept(golden: Golden, form: str) -> None:
    golden.check(f"{form}.xlsx", declared_samples.workbook(Form.load(form)))
