"""What xlperf costs beside what a person could use in its place, and beside the bare floor.

`python -m bench` prints one table. The two of a pair are always measured in turn in one run, in
seconds of CPU, so that a busy machine disturbs both; the ratio is the median of all pairs. What
comes out on both sides is held to be equal in the same run.
"""
