# The two commands for a fresh machine: `make demo` and `make test`. `make help` lists all.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := demo-ledger
# Half as many again as there are processors, for some tests wait for a while.
WORKERS = $(shell $(PYTHON) -c 'import os; print((os.cpu_count() or 1) * 3 // 2)')

.DEFAULT_GOAL := help
.PHONY: help demo demo-district test check format lint types imports reference docs statements papers bench bench-full soak lowest wheel clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 16

$(BIN)/.installed: pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Missing: $(PYTHON). Install Python 3.11 or newer, or run make PYTHON=/path/to/python"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Too old: $$($(PYTHON) --version). Python 3.11 or newer is needed: make PYTHON=/path/to/python"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Missing: the venv module of $(PYTHON). On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

demo: $(BIN)/.installed ## Set up a ledger, play a part of the plan's year on it, say what happened by 2022-07-15
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh examples/demo.sh $(DEMO)

demo-district: $(BIN)/.installed ## Start a server of PostgreSQL, let three towns push to a district, refuse a forged one
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh examples/district.sh $(DEMO)-district

test: $(BIN)/.installed ## Run the tests; says at the end which were left out for want of a program
	$(BIN)/python -m pytest -n $(WORKERS) -rs

soak: $(BIN)/.installed ## Run the long tests: faults, many at once, fuzzing; prints what was injected and what was lost
	$(BIN)/python -m pytest -n auto --soak tests/soak

check: format lint types imports reference test ## Format, lint, types, import contracts, command reference, tests

format: $(BIN)/.installed ## Check the formatting
	$(BIN)/ruff format --check .

lint: $(BIN)/.installed ## Lint
	$(BIN)/ruff check .

types: $(BIN)/.installed ## Check types, strictly
	$(BIN)/mypy

imports: $(BIN)/.installed ## Check that imports point down the list of rooms only
	$(BIN)/lint-imports

reference: $(BIN)/.installed ## Check that the command reference says what the program does
	$(BIN)/python docs/reference.py --check

docs: $(BIN)/.installed ## Write the command reference anew from the program
	$(BIN)/python docs/reference.py

statements: $(BIN)/.installed ## Write the columns of all tables anew from their declarations
	$(BIN)/python -m zizhao_cli.store.tables.statements

papers: $(BIN)/.installed ## Write the templates of papers anew from what makes them
	$(BIN)/python -m tests.papers

bench: $(BIN)/.installed ## Measure against peers, as ratios in one run
	$(BIN)/python bench/run.py

bench-full: $(BIN)/.installed ## Measure what takes many minutes: how commands grow with the ledger, backups of a gigabyte, large imports, a district
	$(BIN)/python bench/run.py full

lowest: ## Run the tests with the lowest versions that pyproject.toml allows
	rm -rf $(VENV)-lowest && $(PYTHON) -m venv $(VENV)-lowest
	$(VENV)-lowest/bin/python -m pip install --quiet --disable-pip-version-check -e '.[dev]' -c tests/lowest.txt
	$(VENV)-lowest/bin/python -m pytest -n auto tests/domain tests/ledger tests/store tests/intake tests/cli/test_first_day.py \
		tests/cli/test_paper_templates.py tests/render/test_papers.py tests/district/test_push.py tests/district/test_accept.py

wheel: $(BIN)/.installed ## Build the wheel into dist/
	rm -rf dist && $(BIN)/python -m build --wheel --outdir dist . >/dev/null && ls dist

clean: ## Remove what the targets made
	rm -rf $(VENV) $(VENV)-lowest dist $(DEMO) $(DEMO)-district .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
