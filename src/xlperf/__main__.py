"""`python -m xlperf` is the command `xlperf`, where its folder is not on the path."""

from .cli import main

if __name__ == "__main__":  # worker processes import this module too
    main()
