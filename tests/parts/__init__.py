"""Tools of the tests: the real office, the real validator, and eyes of our own."""
