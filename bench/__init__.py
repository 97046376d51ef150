"""How fast xlperf writes, reads and consolidates, beside what else does the same.

`python -m bench` prints one table of ratios. The two of a pair are always measured in turn in
one run, so that a noisy machine disturbs both; seconds of different pairs say little.
"""
