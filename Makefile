# What can be made here; `make` alone tells.
PYTHON ?= python3
BIN := .venv/bin
PACKAGES := .venv/.packages
READY := .venv/.ready
TYPES := $(wildcard discourse/*.pxd)
NOTEBOOKS := $(sort $(wildcard notebooks/*.ipynb))

.DEFAULT_GOAL := help
.PHONY: help figures test lint lock clean

help: ## Say what can be made
	@echo "discourse: who says what, how it is framed, what stance it takes."
	@echo
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1	\2/' | expand -t 16
	@echo
	@echo "The first call builds the environment in .venv (Python 3.11 or newer, two minutes or so)."
	@echo "Another interpreter: make test PYTHON=python3.12"

$(PACKAGES): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))' \
	  || { echo "discourse needs Python 3.11 to 3.14; $(PYTHON) is $$($(PYTHON) --version). Use make PYTHON=..."; exit 2; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null \
	  || { echo "$(PYTHON) cannot make environments. On Debian: apt-get install python3-venv"; exit 2; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(READY): $(PACKAGES) pyproject.toml hatch_build.py $(TYPES) $(TYPES:.pxd=.py)
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

figures: $(READY) ## Rerun every notebook and redraw every figure from the corpus in data/
	$(BIN)/python -m discourse reproduce notebooks

test: $(READY) ## Run every test, the notebooks included, cell by cell
	$(BIN)/ruff check discourse tests benchmarks hatch_build.py
	$(BIN)/ruff format --check discourse tests benchmarks hatch_build.py
	$(BIN)/python -m pytest tests $(if $(NOTEBOOKS),--nbval notebooks)

lint: $(READY) ## Check style and types
	$(BIN)/ruff check discourse tests benchmarks hatch_build.py
	$(BIN)/ruff format --check discourse tests benchmarks hatch_build.py
	$(BIN)/mypy

lock: ## Pin all dependencies anew (needs uv); the lock names no host
	uv pip compile pyproject.toml --all-extras --generate-hashes --universal --python-version 3.11 \
	  --no-header --quiet --output-file requirements.lock
	! grep -n '://' requirements.lock

clean: ## Remove the environment and caches
	rm -rf .venv build discourse/*.so discourse/compiled.json .pytest_cache .ruff_cache .mypy_cache .hypothesis
