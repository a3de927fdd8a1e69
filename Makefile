# make run, make serve: the dashboard on http://localhost:8501 · make test: everything that must hold before a change goes in.
# Needs make and Python 3.11 or newer; everything else goes into .venv.

PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo "$$p"; break; }; done)
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --quiet --disable-pip-version-check --no-cache-dir --no-input
# requirements*.txt are the short lists people read and edit; beside each, its .lock pins every package by version and hash.
INSTALL := $(PIP) install --require-hashes
LISTS := requirements requirements-scale requirements-dev requirements-bench
# A stamp carries the checksum of its lock file, so a changed lock installs anew whatever the clocks say.
RUNTIME := $(VENV)/.runtime-$(firstword $(shell cksum < requirements.lock))
SCALE := $(VENV)/.scale-$(firstword $(shell cksum < requirements-scale.lock))
DEV := $(VENV)/.dev-$(firstword $(shell cksum < requirements-dev.lock))
PEERS := $(VENV)/.bench-$(firstword $(shell cksum < requirements-bench.lock))
BROWSERS := chromium chromium-browser google-chrome
FUZZ_SECONDS ?= 600
TORTURE := CRASH_KILLS=2000 CRASH_STATES=250
PYTEST := $(PY) -m pytest

.PHONY: run serve serve-scale test lint format lock bench load fuzz torture screenshots chromium compiler servers papers clean
.DELETE_ON_ERROR:

run: $(RUNTIME)
	@$(PY) -m learning_coverage serve

# For several people, with accounts (mode: accounts in config/access.yaml): server.py under uvicorn.
serve: run

# Two processes on one store behind nginx: that of LEARNING_COVERAGE_STORE, or one made in data/scale (docs/scale.md).
serve-scale: $(SCALE) servers
	@$(PY) -m deploy.serve_scale

# Tests of one file share a worker, and with it the servers and stores they look at. In the order of the files the long
# ones of few tests, as those of kills, do not come last and alone. Three share two cores: each waits much of its time.
# Tests write to temporary folders: a tracked file that changed fails the run (without git nothing is compared).
TRACKED := git status --porcelain --untracked-files=no 2>/dev/null || true
test: lint chromium servers compiler papers
	@before="$$($(TRACKED))"; \
	$(PYTEST) -n 3 --dist loadfile --no-loadscope-reorder || exit 1; \
	after="$$($(TRACKED))"; [ "$$before" = "$$after" ] || \
		{ echo "Tracked files changed while the tests ran:" >&2; echo "$$after" >&2; exit 1; }

# The import contracts of pyproject.toml are checked here alone, not by a test too: `make test` begins with this target,
# and import-linter reconfigures logging in the process it runs in.
lint: $(DEV)
	@$(PY) -m ruff check --quiet .
	@$(PY) -m ruff format --check --quiet .
	@$(PY) -m mypy --no-error-summary
	@$(VENV)/bin/lint-imports --no-logo
	@$(PY) -m bandit -q -ll -c pyproject.toml -r learning_coverage pages dashboard.py

format: $(DEV)
	@$(PY) -m ruff check --quiet --fix .
	@$(PY) -m ruff format --quiet .

# After editing requirements*.txt. Versions stay where the lists allow it; `make lock UPGRADE=--upgrade` takes the newest.
# Universal: one file holds for Linux, macOS and Windows, Python 3.11 and newer.
lock: $(DEV)
	@for list in $(LISTS); do \
		$(PY) -m uv pip compile --quiet --universal --generate-hashes --python-version 3.11 $(UPGRADE) \
			--custom-compile-command "make lock" --output-file $$list.lock $$list.txt || exit 1; \
	done

bench: $(PEERS) chromium
	@$(PY) -m benchmarks

# 200 sessions over the real protocol; MINUTES=20 make load shows whether memory grows.
load: $(DEV)
	@$(PY) -m benchmarks.load

# Another seed at every round, until the time is over or something breaks.
fuzz: $(DEV)
	@end=$$(($$(date +%s) + $(FUZZ_SECONDS))); seed=$$(date +%s); \
	while [ "$$(date +%s)" -lt "$$end" ]; do \
		$(PYTEST) -q tests/fuzz --hypothesis-seed=$$seed || exit 1; seed=$$((seed + 1)); \
	done

# Kills and losses of power, ten times and four times as many as in `make test`.
torture: $(DEV) compiler
	@$(TORTURE) $(PYTEST) -q -s tests/crash

# The only target that writes the tracked pictures in docs/images.
screenshots: $(DEV) chromium
	@$(PYTEST) -q tests/browser/screenshots.py

chromium:
	@for b in $(BROWSERS); do command -v $$b >/dev/null 2>&1 && exit 0; done; \
	if ! command -v apt-get >/dev/null 2>&1; then \
		echo "No Chromium found: install one, or the browser tests are left out." >&2; exit 0; \
	fi; \
	root=; [ "$$(id -u)" = 0 ] || root=sudo; \
	echo "Installing Chromium for the browser tests."; \
	$$root apt-get update -qq >/dev/null && \
	$$root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium >/dev/null

# PostgreSQL and nginx of the system, for several processes on one store and for its tests: those fail without.
servers:
	@found() { PATH="$$PATH:/usr/sbin" command -v "$$1" >/dev/null 2>&1; }; \
	{ found initdb || found pg_ctlcluster; } && found nginx && exit 0; \
	if ! command -v apt-get >/dev/null 2>&1; then \
		echo "PostgreSQL or nginx not found: install them, or the tests of scale fail." >&2; exit 0; \
	fi; \
	root=; [ "$$(id -u)" = 0 ] || root=sudo; \
	echo "Installing PostgreSQL and nginx for several processes on one store."; \
	$$root apt-get update -qq >/dev/null && \
	$$root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends postgresql nginx-light >/dev/null

# For the library that writes down what is done to files (tests/crash/journal.c).
compiler:
	@command -v cc >/dev/null 2>&1 && exit 0; \
	if ! command -v apt-get >/dev/null 2>&1; then \
		echo "No C compiler found: install one, or the tests of lost power fail." >&2; exit 0; \
	fi; \
	root=; [ "$$(id -u)" = 0 ] || root=sudo; \
	echo "Installing a C compiler for the tests of lost power."; \
	$$root apt-get update -qq >/dev/null && \
	$$root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends gcc libc6-dev >/dev/null

# The programs that open the papers a second time: LibreOffice, and the readers of PDF. Debian 12 has two Liberations: only
# the second has the Vietnamese letters.
LIBERATION = $$(apt-cache show fonts-liberation2 >/dev/null 2>&1 && echo fonts-liberation2 || echo fonts-liberation)
papers:
	@command -v soffice >/dev/null 2>&1 && command -v pdftotext >/dev/null 2>&1 && exit 0; \
	if ! command -v apt-get >/dev/null 2>&1; then \
		echo "LibreOffice or poppler not found: install them, or the tests of papers fail." >&2; exit 0; \
	fi; \
	root=; [ "$$(id -u)" = 0 ] || root=sudo; \
	echo "Installing LibreOffice and poppler for the tests of papers."; \
	$$root apt-get update -qq >/dev/null && \
	$$root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
		libreoffice-writer libreoffice-calc libreoffice-impress poppler-utils $(LIBERATION) >/dev/null

clean:
	@rm -rf $(VENV) .pytest_cache .hypothesis .ruff_cache .mypy_cache .import_linter_cache
	@find . -name __pycache__ -not -path './.git/*' -prune -exec rm -rf {} +

$(PY):
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed and was not found." >&2; exit 1; }
	@"$(PYTHON)" -m venv $(VENV) || { rm -rf $(VENV); \
		echo "$(PYTHON) cannot make a virtual environment (on Debian: apt-get install python3-venv)." >&2; exit 1; }

$(RUNTIME): | $(PY)
	@echo "Installing the libraries (once, some minutes)."
	@$(INSTALL) -r requirements.lock
	@rm -f $(VENV)/.runtime-* && touch $@

$(SCALE): | $(PY)
	@echo "Installing the libraries (once, some minutes)."
	@$(INSTALL) -r requirements-scale.lock
	@rm -f $(VENV)/.scale-* $(VENV)/.runtime-* && touch $@ $(RUNTIME)

$(DEV): | $(PY)
	@echo "Installing the libraries and the tools of the tests (once, some minutes)."
	@$(INSTALL) -r requirements-dev.lock
	@rm -f $(VENV)/.dev-* $(VENV)/.scale-* $(VENV)/.runtime-* && touch $@ $(SCALE) $(RUNTIME)

$(PEERS): | $(DEV)
	@echo "Installing what the benchmark measures against (once)."
	@$(INSTALL) -r requirements-bench.lock
	@rm -f $(VENV)/.bench-* && touch $@
