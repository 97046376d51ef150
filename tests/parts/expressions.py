"""Expressions made at random, and the fields they are of."""

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from xlperf.budget import Holds
from xlperf.form.computing import Comparison, Expression, Operand
from xlperf.form.computing.expression import Call, Name, Negative, Number, Series, Step, Text

FIGURES = ("a", "b", "rate.score", "c.合计")
TEXTS = ("rag", "status")
COLUMN = "task.budget"
OPERANDS = {
    "a": Operand(Holds.MONEY, 2),
    "b": Operand(Holds.MONEY, 2),
    "rate.score": Operand(Holds.PERCENT, 4),
    "c.合计": Operand(Holds.COUNT, 0),
    "rag": Operand(Holds.CHOICE),
    "status": Operand(Holds.TEXT),
    COLUMN: Operand(Holds.MONEY, 2, table="task"),
}
WORDS = ("达成", "Red", 'say "no"', "x, y)")
_DECIMALS = st.sampled_from([Decimal(each) for each in ("0", "1", "2", "10", "100", "0.6", "0.05")])


def figures() -> st.SearchStrategy[Expression]:
    """Expressions that come to a figure."""
    return st.recursive(_leaves(), _larger, max_leaves=8)


def _leaves() -> st.SearchStrategy[Expression]:
    columns = st.lists(st.sampled_from((COLUMN, "a", "b")), min_size=1, max_size=3, unique=True)
    sums = columns.map(lambda names: Call("sum", tuple(map(Name, names))))
    return st.one_of(st.builds(Number, _DECIMALS), st.builds(Name, st.sampled_from(FIGURES)), sums)


def _larger(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    return st.one_of(
        st.builds(Negative, inner),
        _series("+-", inner),
        _series("*/", inner),
        st.builds(Call, st.sampled_from(("min", "max")), st.lists(inner, min_size=1).map(tuple)),
        _chosen(inner),
    )


def _series(signs: str, inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    steps = st.lists(st.builds(Step, st.sampled_from(signs), inner), min_size=1, max_size=3)
    return st.builds(Series, inner, steps.map(tuple))


def _chosen(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Expression]:
    parts = st.tuples(comparisons(inner), inner, inner)
    return parts.map(lambda arguments: Call("if", arguments))


def comparisons(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Comparison]:
    """Comparisons of two figures, or of a text and a word."""
    figures = st.builds(
        Comparison, inner, st.sampled_from(("=", "<>", "<", "<=", ">", ">=")), inner
    )
    words = st.builds(Text, st.sampled_from(WORDS)) | st.builds(Name, st.sampled_from(TEXTS))
    texts = st.builds(
        Comparison, st.builds(Name, st.sampled_from(TEXTS)), st.sampled_from(("=", "<>")), words
    )
    return figures | texts


def texts() -> st.SearchStrategy[Expression]:
    """Expressions that come to a text."""
    words = st.builds(Text, st.sampled_from(WORDS)) | st.builds(Name, st.sampled_from(TEXTS))
    return _chosen_words(words)


def _chosen_words(words: st.SearchStrategy[Any]) -> st.SearchStrategy[Expression]:
    parts = st.tuples(comparisons(figures()), words, words)
    return parts.map(lambda arguments: Call("if", arguments))
