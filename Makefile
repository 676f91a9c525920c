# Contested. `make demo` and `make test` do everything, given Python 3.11 or newer and a way to reach packages.

PYTHON ?= $(shell for p in python3 python3.11 python3.12 python3.13 python3.14 python; do \
	$$p -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
CORPORA ?= ../shared
BIN := .venv/bin
PAGE := $(shell find frontend -name node_modules -prune -o -type f -print 2>/dev/null)

.PHONY: help demo test page frontend-test lint evaluate bench lock picture clean

help:
	@echo "make demo      install into .venv, add the sample reports to a record, build its page and open it"
	@echo "make test      install the tools too and run the tests"
	@echo "make page      build the page; make frontend-test  types and tests of the page's code"
	@echo "make lint      ruff (rules and format) and strict mypy"
	@echo "make evaluate  measure against the labelled reports in CORPORA ($(CORPORA)) and hold the floors"
	@echo "make bench     words a second, against bare spaCy"
	@echo "make lock      resolve the packages anew; make picture draws the README's pictures; make clean"

demo: .venv/.demo-stamp
	@$(BIN)/contested demo </dev/null

test: .venv/.dev-stamp
	$(BIN)/python -m pytest

page: .venv/.demo-stamp
	@$(BIN)/python hatch_build.py

frontend-test: .venv/.demo-stamp
	@$(BIN)/python hatch_build.py test

lint: .venv/.dev-stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

evaluate: .venv/.dev-stamp
	$(BIN)/contested evaluate all --corpora "$(CORPORA)" --floors evaluation/floors.json

bench: .venv/.demo-stamp
	$(BIN)/python benchmarks/read.py $(TEXTS)

lock:
	$(PYTHON) tools/lock.py

picture: .venv/.dev-stamp
	$(BIN)/python tools/picture.py

clean:
	rm -rf .venv .cache dist build demo .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps are newer than the locks when the packages are in: a second run installs nothing.
.venv/.demo-stamp: requirements.lock pyproject.toml hatch_build.py $(PAGE)
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: https://www.python.org/downloads/" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing into .venv (the first time takes a minute or two)"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

.venv/.dev-stamp: requirements-dev.lock .venv/.demo-stamp
	@echo "Installing the tools into .venv"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
