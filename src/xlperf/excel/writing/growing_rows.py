"""Rows that have a height and grow all the same when more is typed into them."""

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

_Attributes = Sequence[tuple[str, object]]


class GrowingRows(Worksheet):  # type: ignore[misc]  # XlsxWriter has no types
    """A sheet some of whose rows keep their height only until they need more.

    XlsxWriter calls every height it is given the user's own, and rows of such never grow. What
    writes the tag of a row is private to it: where that is gone, rows do not grow, and all else
    stays the same.
    """

    growing: frozenset[int] = frozenset()
    """The rows, from 0."""

    def _xml_start_tag_unencoded(self, tag: str, attributes: _Attributes = ()) -> None:
        super()._xml_start_tag_unencoded(tag, self._as_it_grows(tag, attributes))

    def _xml_empty_tag_unencoded(self, tag: str, attributes: _Attributes = ()) -> None:
        super()._xml_empty_tag_unencoded(tag, self._as_it_grows(tag, attributes))

    def _as_it_grows(self, tag: str, attributes: _Attributes) -> _Attributes:
        if tag != "row" or not self.growing:
            return attributes
        if int(str(dict(attributes).get("r", 0))) - 1 not in self.growing:
            return attributes
        return [each for each in attributes if each[0] != "customHeight"]
