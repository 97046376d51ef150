"""Whatever grouped list is called good comes back as it was filled in."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parts.any_form import grouped_tables
from test_any_form import ANSWERED_BADLY, comes_back


@settings(
    max_examples=60, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
@given(table=grouped_tables(), data=st.data())
def test_a_grouped_list_that_is_called_good_comes_back_as_it_was_filled_in(
    table: dict[str, object], data: st.DataObject
) -> None:
    comes_back(table, data, (*ANSWERED_BADLY, "group."))
