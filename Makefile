# Everything a person or a machine does with this project. `make` alone lists it.
#
# Each step leaves a stamp, so that a second `make` does only what a change asks for. Nothing outside
# the project's folder is touched, but for `make browser`, which may install Debian's Chromium.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules
# What Python has compiled is kept, whatever a machine's habit: a run of the tests begins hundreds of processes.
export PYTHONDONTWRITEBYTECODE :=

VENV := .venv
PY := $(VENV)/bin/python
# The first Python that is new enough; `make PYTHON=/path/to/python3.12 install` chooses another. A distribution's own goes before
# one that was built by hand, mostly without all optimisations: the seeded schedules took a tenth longer with that.
PYTHON ?= $(shell for p in /usr/bin/python3 python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
NODE := tools/with-node
# `demo` and `bench` are checked as soon as they hold a module.
CHECKED := schemas sync server tests tools hatch_build.py \
	$(foreach folder,demo bench,$(if $(wildcard $(folder)/*.py),$(folder)))
PYTEST_ARGS ?=
WORKERS ?= auto
LOCK_ARGS ?=

PY_STAMP := $(VENV)/.installed
NODE_STAMP := pwa/node_modules/.package-lock.json
LIGHTHOUSE := bench/node_modules/.package-lock.json
CLIENT := pwa/dist/sw.js
CLIENT_SOURCES := $(shell find pwa/src pwa/static manifest -not -path '*/generated*' 2>/dev/null) \
	$(wildcard pwa/*.html pwa/*.ts pwa/*.json pwa/tools/*)

.PHONY: help install generate client run wheel test unit pytest lint lint-python lint-client format browser bench soak engines lock clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: $(PY_STAMP) $(NODE_STAMP) ## set up .venv and pwa/node_modules; quick when nothing changed

$(PY_STAMP): requirements.lock pyproject.toml tools/packages.py
	@test -n "$(PYTHON)" || { echo "Beside needs Python 3.11 or newer on the PATH, with what makes virtual environments;" \
		"on Debian: apt-get install python3 python3-venv" >&2; exit 1; }
	@test -x $(PY) || $(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }
	$(PY) -m tools.packages
	$(VENV)/bin/uv pip install --quiet --python $(PY) --no-deps --no-build-isolation --editable .
	@touch $@

# To fetch packages, the machine's own Node, where it has one, need not wait for the one that comes with Python's.
$(NODE_STAMP): pwa/package-lock.json | $(if $(or $(wildcard $(NODE_STAMP)),$(shell $(NODE) npm --version 2>/dev/null)),,$(PY_STAMP))
	cd pwa && ../$(NODE) npm ci --no-fund --no-audit
	@touch $@

generate: $(PY_STAMP) ## write pwa/src/generated/ from schemas/
	@$(PY) -m schemas.generate

client: generate $(NODE_STAMP) ## build the client into pwa/dist/
	@$(MAKE) --no-print-directory $(CLIENT)

$(CLIENT): $(CLIENT_SOURCES) $(wildcard pwa/src/generated/*) | $(NODE_STAMP)
	cd pwa && ../$(NODE) npm run --silent build

run: install client ## a demonstration school on this machine, ready to try
	$(VENV)/bin/beside run

wheel: install ## build the wheel into dist/, with the client inside: what a server installs
	$(PY) -m build --wheel --no-isolation --outdir dist

# What is quick and fails first goes first; then all at once, so that no core is ever without work.
test: ## everything that must pass before a change lands
	@$(MAKE) --no-print-directory --jobs 3 client browser lint-python
	@$(MAKE) --no-print-directory --jobs 3 unit lint-client pytest

unit: install generate ## the client's own tests
	cd pwa && ../$(NODE) npm run --silent test

pytest: install client ## the Python tests, with browser, database and wheel
	$(PY) -m pytest -n $(WORKERS) --ignore tests/engines $(PYTEST_ARGS)

lint: lint-python lint-client ## ruff, mypy, tsc, eslint

lint-python: $(PY_STAMP)
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy $(CHECKED)

lint-client: install generate
	cd pwa && ../$(NODE) npm run --silent types
	cd pwa && ../$(NODE) npm run --silent lint

format: install ## put the Python code into the house's shape
	$(PY) -m ruff check --fix-only .
	$(PY) -m ruff format .

browser: $(PY_STAMP) ## find a Chromium for the tests, or fetch one
	@$(PY) -m tools.chromium

bench: install client browser $(LIGHTHOUSE) ## measure; writes bench/results.json
	$(PY) -m bench

# Apart from the client's own tools: it brings two hundred packages, and only a measurement needs it.
$(LIGHTHOUSE): bench/package-lock.json | $(PY_STAMP)
	cd bench && ../$(NODE) npm ci --no-fund --no-audit
	@touch $@

soak: install client browser ## 10,000 long schedules, 1,000 through the browser's engine, 120 killed tablets; see bench/soak.json
	cd pwa && BESIDE_SEED=$$(../$(PY) -c "import secrets; print(secrets.randbits(32))") BESIDE_SCHEDULES=1000 \
		../$(NODE) npx vitest run test/store/schedules.test.ts
	$(PY) -m bench.soak

engines: install client ## the day's smoke test on Firefox and WebKitGTK
	$(PY) -m pytest tests/engines $(PYTEST_ARGS)

lock: $(PY_STAMP) ## solve requirements.lock again; LOCK_ARGS=--upgrade takes newer versions
	$(VENV)/bin/uv pip compile pyproject.toml --group dev --group engines --quiet $(LOCK_ARGS) \
		--generate-hashes --no-emit-index-url --no-emit-find-links --universal --python-version 3.11 \
		--custom-compile-command "make lock" --output-file requirements.lock

clean: ## remove what make made
	rm -rf $(VENV) pwa/node_modules bench/node_modules pwa/dist pwa/src/generated build dist
