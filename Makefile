# B12 Desk. `make run` and `make test` need python3 (3.11 or newer), python3-venv, git and make; nothing else.
# Targets do their work once: the stamps in the virtual environment say what is set up.

PYTHON ?= python3
VENV ?= .venv
PY := $(VENV)/bin/python
WORKERS ?= 2
OUT ?= out
PYTEST_ARGS ?=

# Bytecode is compiled once, or every start would pay for it.
unexport PYTHONDONTWRITEBYTECODE
export PIP_DISABLE_PIP_VERSION_CHECK := 1

OFFSCREEN := QT_QPA_PLATFORM=offscreen
# The lock is installed as it is written: pip chooses nothing, and asks the package index for nothing else.
PIP := $(PY) -m pip install --quiet --no-deps --require-hashes --only-binary :all:
PIP_CHECK := $(PY) -m pip check

.PHONY: help run test slow soak coverage lint format types layers check check-forms bench short-path shares screenshots schema rules catalogue mutants wheel prove-wheel package lock clean

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: $(VENV)/.run  ## set up what is needed, then open the wizard (without a display: the demonstration, into ./out)
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then \
		$(PY) -m b12desk; \
	else \
		echo "No display here: running the demonstration, documents go to $(OUT)/"; \
		$(PY) -m b12desk demo --out $(OUT); \
	fi

test: $(VENV)/.dev  ## the quick test suite
	$(OFFSCREEN) $(PY) -m pytest -q -n $(WORKERS) -m "not slow" $(PYTEST_ARGS)

slow: $(VENV)/.dev  ## the soaks: many kills, long random sessions
	$(OFFSCREEN) $(PY) -m pytest -q -n $(WORKERS) -m slow $(PYTEST_ARGS)

soak: $(VENV)/.dev  ## the soaks at full size; takes long
	B12DESK_SOAK=full $(OFFSCREEN) $(PY) -m pytest -q -n $(WORKERS) -m slow $(PYTEST_ARGS)

coverage: $(VENV)/.dev  ## every branch of what decides (model, definitions, engine) is tested
	$(OFFSCREEN) $(PY) -m pytest -q -n $(WORKERS) -m "not slow" --cov-branch --ignore tests/ui --ignore tests/report \
		--ignore tests/test_architecture.py --ignore tests/test_repository.py \
		--cov=b12desk.model --cov=b12desk.definitions --cov=b12desk.engine --cov-report=term-missing --cov-fail-under=100

lint: $(VENV)/.dev  ## ruff: rules and format
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

format: $(VENV)/.dev  ## let ruff format and mend
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

types: $(VENV)/.dev  ## mypy --strict
	$(PY) -m mypy

layers: $(VENV)/.dev  ## the one-way arrow (import-linter)
	$(VENV)/bin/lint-imports

check-forms: $(VENV)/.run  ## lint the shipped form and run its cases
	$(PY) -m b12desk check

check: lint types layers check-forms test slow  ## everything but packaging

bench: $(VENV)/.bench  ## measure, print ratios, write benchmarks/RESULTS.md
	$(OFFSCREEN) $(PY) benchmarks/run.py

short-path: $(VENV)/.run  ## walk made-up people until settled, write docs/validation/short-path.md (DATA=tables of people, too)
	$(PY) docs/validation/population.py --write $(foreach each,$(DATA),--table $(each))

shares:  ## reckon the shares of made-up people from the survey, write docs/validation/shares.md (DATA=, RAW=: see its README)
	$(PYTHON) docs/validation/shares.py --write $(DATA) $(RAW)

mutants: $(VENV)/.mutants  ## which share of small mistakes the tests find; hours (MUTANTS="--sample 40 desk" takes minutes)
	$(PY) packaging/mutants.py $(MUTANTS)

screenshots: $(VENV)/.dev  ## make docs/images anew
	$(OFFSCREEN) $(PY) packaging/screenshots.py
	$(OFFSCREEN) $(PY) packaging/paper_pictures.py

schema: $(VENV)/.run  ## write forms/schema.json from the models
	$(PY) -m b12desk.cli.schema > forms/schema.json.new
	mv forms/schema.json.new forms/schema.json

rules: $(VENV)/.run  ## write docs/rules.md, every rule in words for a clinician to sign
	$(PY) -m b12desk check --explain > docs/rules.md.new
	mv docs/rules.md.new docs/rules.md

catalogue: $(VENV)/.dev  ## write resources/locale/b12desk.pot, the texts for translators
	PYTHONPATH=. $(PY) packaging/catalogue.py

wheel: $(VENV)/.dev  ## build dist/*.whl
	$(PY) -m build --wheel --no-isolation --outdir dist

prove-wheel: wheel  ## install the wheel into an empty environment and run it from another folder
	$(PY) packaging/prove_wheel.py dist requirements.txt

package: $(VENV)/.dev  ## one-folder build dist/b12desk, and a run of it
	$(PY) packaging/build_folder.py

lock:  ## write requirements*.txt anew from pyproject.toml
	packaging/lock.sh

clean:  ## remove what was built (not the environment)
	rm -rf build dist mutants $(OUT) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .coverage .coverage.*
	find b12desk tests benchmarks packaging -name __pycache__ -prune -exec rm -rf {} +

# --- setting up ---------------------------------------------------------------------------------------------------

$(VENV)/.system: packaging/system_libs.sh
	@packaging/system_libs.sh
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "B12 Desk needs Python 3.11 or newer")'
	@test -x $(PY) || $(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Install python3-venv, then run this again."; exit 1; }
	@touch $@

$(VENV)/.run: $(VENV)/.system requirements.txt
	@echo "Setting up the program (once) ..."
	@$(PIP) -r requirements.txt
	@$(PIP_CHECK)
	@$(PY) -m compileall -q b12desk
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.txt
	@echo "Setting up the tools for tests (once) ..."
	@$(PIP) -r requirements-dev.txt
	@$(PIP_CHECK)
	@touch $@

$(VENV)/.mutants: $(VENV)/.dev requirements-mutants.txt
	@echo "Setting up the tool that makes mutants (once) ..."
	@$(PIP) -r requirements-mutants.txt
	@$(PIP_CHECK)
	@touch $@

$(VENV)/.bench: $(VENV)/.dev requirements-bench.txt
	@echo "Setting up what the benchmarks compare with (once) ..."
	@$(PIP) -r requirements-bench.txt
	@$(PIP_CHECK)
	@touch $@
