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
LOWEST := .venv-lowest
# Quick tests of every room that calls another library.
LOWEST_TESTS := tests/rules $(patsubst %,tests/test_%.py,form money target typed gate \
	isolation ledger distribute golden round_trip library_names publish publish_pages exchange \
	results_in_json sources)

.DEFAULT_GOAL := help
.PHONY: help setup test stories fuzz demo check format lint types imports current lowest wheel docs workbooks bench lock mutants pictures clean

help:  ## what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r name what; do printf '%-10s %s\n' "$$name" "$$what"; done

setup: $(STAMP)  ## a virtual environment with the library and its tools in it

# The stamp is younger than what it was made from: a second time costs nothing.
$(STAMP): $(LOCK) pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --require-hashes -r $(LOCK)
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

test: setup  ## the tests of every room but the long stories, in some minutes
	$(PYTEST) -m "not long"

stories: setup  ## the long stories: 300 units, every fault, LibreOffice, PostgreSQL; what is missing skips
	$(PYTEST) -m long

FUZZ ?= 20000
fuzz: setup  ## mutations of whole workbooks, as many as FUZZ says: none passes a border
	XLPERF_FUZZ=$(FUZZ) $(PYTEST) -m long tests/test_borders.py

demo: setup  ## a whole round of collecting, on the sample workbooks, in the folder demo
	$(BIN)/xlperf demo demo --force

check: format lint types imports current test stories  ## all that must hold before a change is taken, all tests too

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

# The tools are those of the lock; what the library needs is as old as it may be.
lowest: setup  ## the demo and quick tests, on the lowest versions that are declared
	$(BIN)/uv venv --quiet --clear --python $(BIN)/python $(LOWEST)
	$(BIN)/uv pip install --quiet --python $(LOWEST) --resolution lowest-direct \
		--extra postgresql --extra publish --extra pdf -r pyproject.toml
	$(BIN)/uv pip install --quiet --python $(LOWEST) --constraint $(LOCK) \
		pytest pytest-xdist hypothesis defusedxml openpyxl hatchling editables
	$(BIN)/uv pip install --quiet --python $(LOWEST) --no-deps --no-build-isolation -e .
	$(BIN)/uv pip freeze --python $(LOWEST) --exclude-editable
	$(subst $(VENV),$(LOWEST),$(BIN))/xlperf demo $(LOWEST)/demo --force
	$(subst $(VENV),$(LOWEST),$(BIN))/python -m pytest -q -n auto $(LOWEST_TESTS)

wheel: setup  ## the wheel in empty environments, on every Python that is found
	$(BIN)/python .ci/try_wheel.py

lock: setup  ## choose the versions of all tools anew
	$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --no-emit-index-url \
		--python-version 3.11 --custom-compile-command "make lock" \
		pyproject.toml requirements/development.in --output-file $(LOCK)

# It takes minutes and is read by a person, so it is no check of every change, and its tool is not
# in the lock. What is left, and why: docs/mutants.md.
mutants: setup  ## small changes to the rooms that decide on figures, and which of them no test notices
	$(PIP) install mutmut==3.8.1
	$(BIN)/mutmut run
	$(BIN)/mutmut results

pictures: setup  ## the pictures of the documentation
	$(BIN)/python docs/pictures.py

clean:  ## away with all that can be made again
	rm -rf $(VENV) $(LOWEST) build dist demo mutants .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
