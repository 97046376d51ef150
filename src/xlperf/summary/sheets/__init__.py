"""The sheets of the summary, each described by one module."""
