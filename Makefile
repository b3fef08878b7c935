# `make help` says what is here. Everything sets itself up; nothing is installed by hand.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q

.DEFAULT_GOAL := help
.PHONY: help run test test-all lint i18n asterisk smpp bench mutants shots screens lock clean

help: ## this list
	@sed -n 's/^\([a-z0-9-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

run: $(VENV)/.run ## everything on embedded defaults; prints the address of the page
	@$(BIN)/gudok run

test: $(VENV)/.dev ## lint and the tests that need nothing but Python, in under 90 s
	@$(BIN)/python -m tests.suites --quick

test-all: $(VENV)/.dev ## every suite: crashes, real Asterisk with SIPp, PostgreSQL, Chromium
	@$(BIN)/python -m tests.suites --all

lint: $(VENV)/.dev ## ruff, mypy --strict, translations
	@$(BIN)/ruff check --quiet . && $(BIN)/ruff format --quiet --check .
	@$(BIN)/mypy --no-error-summary

i18n: $(VENV)/.dev ## collect the texts into locales/ and compile them
	@$(BIN)/python -m tools.i18n

asterisk: $(VENV)/.dev ## the private test Asterisk and SIPp, without root
	@$(BIN)/python -m tools.asterisk

smpp: $(VENV)/.dev ## the second SMS centre of the tests, from npm
	@$(BIN)/python -m tools.second_centre

bench: $(VENV)/.dev ## the figures of docs/bench.md, each against its floor
	@$(BIN)/python -m bench

mutants: $(VENV)/.mutants ## deliberate faults in the rules of money, room, promises and people: how many the tests find
	@rm -rf mutants; $(BIN)/mutmut run && $(BIN)/mutmut results

shots: $(VENV)/.dev ## the screenshots of docs/img, taken anew in Chromium
	@GUDOK_SHOTS=docs/img $(BIN)/python -m pytest tests/browser/test_road.py

screens: $(VENV)/.dev ## pictures of every screen in docs/img/screens, in every language
	@$(BIN)/python -m tools.screens

lock: $(VENV)/.dev ## write the lock files anew
	@$(PIP) install uv
	@$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --group pyproject.toml:build pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --group pyproject.toml:dev pyproject.toml -o requirements-dev.lock
	@$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --group pyproject.toml:mutants pyproject.toml -o requirements-mutants.lock

clean: ## the virtual environment and caches
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache build *.egg-info

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Gudok needs Python 3.11 or newer") if sys.version_info < (3, 11) else None'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Setting up $(VENV) (once) ..."
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/.mutants: requirements-mutants.lock $(VENV)/.dev
	@$(PIP) install --require-hashes -r requirements-mutants.lock
	@touch $@
