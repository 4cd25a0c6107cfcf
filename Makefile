# Régie. `make run` and `make test` do all the set-up on a fresh machine.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run dev test test-long test-sqlserver test-mysql test-postgresql check format bench attack build lock web openapi clean

# A name on PATH may be a shim for a version that is not there: the first that runs is taken.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
UV := $(shell command -v uv 2>/dev/null)
# Tests of a file stay together, and files in their order: those in a browser have to come last.
AT_ONCE ?= -n 2 --dist loadfile --no-loadscope-reorder
VENV := .venv
BIN := $(VENV)/bin
NPM := $(BIN)/python hatch_build.py npm
ifdef UV
INSTALL := uv pip install --quiet --python $(BIN)/python
else
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
endif

help: ## what there is to make
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/.run web ## set everything up and start a demo on http://localhost:9000
	@exec $(BIN)/regie up --demo

dev: $(VENV)/.dev web ## the demo with reload: API on 9000, front end on http://localhost:5173
	@trap 'trap - EXIT; kill 0' EXIT; \
	$(NPM) run --silent dev & \
	REGIE_ENV=development REGIE_WORKERS=1 REGIE_DRAIN_S=0 \
		$(BIN)/watchfiles --filter python "$(BIN)/regie up" src

test: $(VENV)/.dev web ## every test: Python, front end, and end to end in Chromium when there is one
	$(NPM) run --silent test
	$(BIN)/python -m pytest -m "not long" $(AT_ONCE) $(PYTEST)

test-long: $(VENV)/.dev web ## the proofs that take minutes to hours
	$(BIN)/python -m pytest -m long $(PYTEST)

test-sqlserver: $(VENV)/.dev ## what holds of a real SQL Server, the one of REGIE_TEST_SQLSERVER_DSN
	@test -n "$${REGIE_TEST_SQLSERVER_DSN:-}" || { echo "REGIE_TEST_SQLSERVER_DSN=sqlserver://… is missing"; exit 1; }
	$(BIN)/python -m pytest -m sqlserver tests/core/sqlguard tests/contracts $(PYTEST)

test-mysql: $(VENV)/.dev ## what holds of a real MySQL, an empty one: REGIE_TEST_MYSQL_DSN is its administrator's
	@test -n "$${REGIE_TEST_MYSQL_DSN:-}" || { echo "REGIE_TEST_MYSQL_DSN=mysql://… is missing"; exit 1; }
	$(BIN)/python -m pytest -m mysql tests/core/sqlguard tests/contracts tests/apps/orders/sources $(PYTEST)

test-postgresql: $(VENV)/.dev ## what holds of a PostgreSQL of any version, an empty one: REGIE_TEST_POSTGRESQL_DSN is its administrator's
	@test -n "$${REGIE_TEST_POSTGRESQL_DSN:-}" || { echo "REGIE_TEST_POSTGRESQL_DSN=postgresql://… is missing"; exit 1; }
	$(BIN)/python -m pytest -m postgresql tests/core/sqlguard tests/contracts tests/apps/orders/sources tests/apps/orders/doctor $(PYTEST)

check: $(VENV)/.dev web ## format, lint, types, import contracts, security lint, API types, size budgets
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/basedpyright
	$(BIN)/lint-imports
	$(BIN)/bandit -q -r src -c pyproject.toml 2>&1 | { grep -v WARNING || true; }
	$(NPM) run --silent lint
	$(NPM) run --silent typecheck
	$(NPM) run --silent api:check
	$(NPM) run --silent size

format: $(VENV)/.dev ## format and mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(NPM) run --silent format

bench: $(VENV)/.dev ## the short benchmarks; raw figures go to bench/results
	for path in http orders cache limits observability locks counters events jobs signin sessions retail workforce staff gateway promises; do $(BIN)/python -m bench.$$path; done

attack: $(VENV)/.dev ## sqlmap over the order number, in its short form; the long one: attacks/README.md
	$(BIN)/python -m attacks.injection --short --engines postgresql

build: $(VENV)/.dev web ## the wheel and the source archive, front end included, in dist/
	$(BIN)/python -m build --no-isolation

openapi: $(VENV)/.dev ## write web/openapi.json and the types made from it
	$(BIN)/regie openapi > web/openapi.json
	$(NPM) run --silent api

lock: ## pin every dependency anew, with hashes (needs uv)
	export UV_CUSTOM_COMPILE_COMMAND="make lock"; \
	compile="uv pip compile -q --universal --generate-hashes --python-version 3.11"; \
	$$compile pyproject.toml --group build -o requirements.lock; \
	$$compile pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock; \
	$$compile --group pyproject.toml:node -o requirements-node.lock

clean: ## remove what was made, but no data
	rm -rf $(VENV) web/node_modules web/dist src/regie/webapp/dist dist .pytest_cache .ruff_cache

web: $(VENV)/.run
	@$(BIN)/python hatch_build.py build

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Régie needs Python 3.11 or newer"; exit 1; }
ifdef UV
	uv venv --quiet --python "$(PYTHON)" $(VENV)
else
	$(PYTHON) -m venv $(VENV)
endif

$(VENV)/.run: $(BIN)/python requirements.lock requirements-node.lock pyproject.toml
	$(INSTALL) --require-hashes -r requirements.lock
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@if $(BIN)/python hatch_build.py needs-node; then \
		echo "no Node ≥ 20.19 on this machine: taking it from PyPI"; \
		$(INSTALL) --require-hashes -r requirements-node.lock; fi
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.lock
	$(INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@
