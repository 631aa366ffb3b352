# What a person types. `make reproduce` and `make test` need only Python 3.11 or newer and make;
# `make test-browser` needs Node and Chromium too.

# Any Python 3.11 or newer will do; `make PYTHON=/path/to/python reproduce` names another.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { echo $$p; break; }; done)
BIN := .venv/bin
# Code is compiled once, not in each of the hundreds of processes that tests and notebooks start.
export PYTHONDONTWRITEBYTECODE :=
READY := .venv/ready
DOCS := .venv/docs-ready
UV := $(BIN)/uv
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
LOCK := pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	--no-emit-index-url --custom-compile-command "make lock"

.PHONY: help reproduce test test-browser lab docs twins check lint format lock audit fuzz stops mutants clean

help:
	@echo "make reproduce  check the data, build the tables, run the notebooks, draw the charts"
	@echo "make test       run all tests"
	@echo "make test-browser  open the site and the notebooks in Chromium (needs Node 18 or newer)"
	@echo "make lab        open the notebooks in JupyterLab"
	@echo "make twins      write the code of the notebooks into their Chinese twins"
	@echo "make docs       make the reference from docstrings, site/docs/index.html"
	@echo "make check      check the data only (REFORM_REPORTS=folder proves it against the texts)"
	@echo "make lint       judge the style of the code; make format mends it"
	@echo "make lock       choose newer versions of the packages within pyproject.toml's ranges"
	@echo "make audit      ask a public list which locked packages have known holes (needs a network)"
	@echo "make fuzz       readers, tables and commands against random input, ten minutes of a core"
	@echo "make stops      stop whole runs at random moments; old or new files must stand"
	@echo "make mutants    change the code in 300 places, one by one; the tests must fail each time"
	@echo "make clean      remove what can be made again"

reproduce: $(READY)
	@$(BIN)/reform-analysis reproduce

test: $(READY)
	@$(BIN)/python -m pytest -n auto

test-browser: $(READY)
	@sh tests/browser/install
	@$(BIN)/reform-analysis reproduce
	@cd tests/browser && { test node_modules/.package-lock.json -nt package-lock.json || npm ci; }
	@cd tests/browser && node --test *.test.mjs

lab: $(READY)
	@$(BIN)/python -m reform_analysis.commands.lab

twins: $(READY)
	@$(BIN)/python -m reform_analysis.commands.twins notebooks

docs: $(DOCS)
	@$(BIN)/python -m sphinx -q -W -b html -d build/doctrees docs site/docs
	@$(BIN)/python -m pytest -q tests/test_reference.py
	@echo "Open site/docs/index.html"

check: $(READY)
	@$(BIN)/reform-analysis check $(if $(REFORM_REPORTS),--reports "$(REFORM_REPORTS)")

lint: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

format: $(READY)
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

lock: $(READY)
	@$(UV) $(LOCK) --upgrade --extra notebooks --extra office --extra corpus \
		--extra dev pyproject.toml -o requirements.lock
	@$(UV) $(LOCK) --upgrade --no-annotate --constraint requirements.lock --extra docs \
		pyproject.toml -o requirements-docs.lock
	@echo uv | $(UV) $(LOCK) --upgrade --no-annotate - -o requirements-uv.lock

# uv takes pip-audit for this one call; it asks the advisories of PyPI.
audit: $(READY)
	@$(BIN)/python tools/audit.py $(UV) requirements.lock requirements-uv.lock

# Bounded in number; SEED=7 chooses others. The last figures stand in CHANGELOG.md.
SEED ?= 1
CAMPAIGN := PYTHONPATH=src:tests $(BIN)/python tests/campaigns
fuzz: $(READY)
	@$(CAMPAIGN)/readers.py 100000 $(SEED)
	@$(CAMPAIGN)/rule_tables.py 280 $(SEED)
	@$(CAMPAIGN)/command_line.py 350 $(SEED)
	@$(CAMPAIGN)/single_cells.py 150 $(SEED) 2

stops: $(READY)
	@$(CAMPAIGN)/stops.py 60 $(SEED) 1200 build
	@$(CAMPAIGN)/stops.py 20 $(SEED) 3600

mutants: $(READY)
	@$(CAMPAIGN)/mutants.py 300 $(SEED) 3600

# The environment, made anew only when the lock or pyproject.toml changed. uv installs it in
# seconds; where uv cannot be had, pip installs the same files, only more slowly.
$(READY): requirements.lock requirements-uv.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or newer with venv was found." \
		"Install one (on Debian with python3-venv), or name it: make PYTHON=/path/to/python" >&2; \
		exit 1; }
	@echo "Making .venv from requirements.lock with $$($(PYTHON) --version)"
	@rm -f $(READY)
	@$(PYTHON) -m venv .venv
	@{ $(PIP) install --require-hashes -r requirements-uv.lock \
		&& $(UV) pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock; } \
		|| { echo "uv could not install the packages; pip does it"; \
		$(PIP) install --require-hashes -r requirements.lock; }
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $(READY)

# What the reference needs beside it; the constraint keeps the versions of requirements.lock.
$(DOCS): $(READY) requirements-docs.lock
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements-docs.lock \
		|| $(PIP) install --require-hashes -r requirements-docs.lock
	@touch $(DOCS)

clean:
	rm -rf .venv site build docs/reference tests/browser/node_modules .pytest_cache .ruff_cache .hypothesis
	find src tests tools -name __pycache__ -prune -exec rm -rf {} +
