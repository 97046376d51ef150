# Everything that is done with this project, by name. Needs Python 3.11 or later, make and git.

PYTHON ?= python3
VENV   := .venv
ifeq ($(OS),Windows_NT)
BIN    := $(VENV)/Scripts
else
BIN    := $(VENV)/bin
endif
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet
PYTEST := $(BIN)/python -m pytest -q -n auto
STAMP  := $(VENV)/.set-up
LOCK   := requirements/development.txt

.DEFAULT_GOAL := help
.PHONY: help setup test alltests demo check format lint types imports current docs workbooks bench lock mutants pictures clean

help:  ## what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r name what; do printf '%-10s %s\n' "$$name" "$$what"; done

setup: $(STAMP)  ## a virtual environment with the library and its tools in it

# The stamp is younger than what it was made from: a second time costs nothing.
$(STAMP): $(LOCK) pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --require-hashes -r $(LOCK)
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

test: setup  ## the tests but the long stories, in three minutes; what needs a missing LibreOffice skips
	$(PYTEST) -m "not long"

alltests: setup  ## all tests, the long stories too: 300 units, every fault, what a person moves
	$(PYTEST)

demo: setup  ## a whole round of collecting, on the sample workbooks, in the folder demo
	$(BIN)/xlperf demo demo --force

check: format lint types imports current alltests  ## all that must hold before a change is taken, all tests too

format: setup
	$(BIN)/ruff format --check .

lint: setup
	$(BIN)/ruff check .

types: setup
	$(BIN)/mypy src bench tests/parts

imports: setup
	$(BIN)/lint-imports

current: setup
	$(BIN)/python docs/make.py --check

docs: setup  ## the generated documents
	$(BIN)/python docs/make.py

workbooks: setup  ## the gallery of workbooks, and the broken ones beside it
	$(BIN)/python workbooks/build.py

bench: setup  ## how fast it writes and reads
	$(BIN)/python -m bench

# uv is needed for nothing else, so it is not in the lock itself.
lock: setup  ## choose the versions of all tools anew
	$(PIP) install uv
	$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --no-emit-index-url \
		--python-version 3.11 --custom-compile-command "make lock" \
		pyproject.toml requirements/development.in --output-file $(LOCK)

# mutmut is needed for nothing else, so it is not in the lock either. What is left and why:
# docs/mutants.md. Hours are not needed, but minutes are: no check of every change.
mutants: setup  ## small changes to the rooms that decide on figures, and which of them no test notices
	$(PIP) install mutmut==3.8.1
	$(BIN)/mutmut run
	$(BIN)/mutmut results

pictures: setup  ## the pictures of the documentation
	$(BIN)/python docs/pictures.py

clean:  ## away with all that can be made again
	rm -rf $(VENV) build dist demo mutants .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
