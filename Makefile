# The words that a person types; the build server types the same ones (.ci/run). Every target may be run again at any time.
#   make run     set up, and start the site on http://127.0.0.1:8000/ (PORT=8001 for another port)
#   make demo    the same, filled with made-up data
#   make test    all tests: rules without Django, everything on SQLite with a browser, the database once more on PostgreSQL
#   make check   format, lint, types, floors, templates, migrations, content pack
#   make fix     mend what `make check` can mend by itself
#   make bench   measure side by side; ONLY=page for a part
#   make setup   all that the others need; they call it themselves
#   make lock    take the newest versions that pyproject.toml allows
#   make clean   take away what set-up made (not var/, where your data is)

PYTHON ?= python3
PORT ?= 8000
ONLY ?=

VENV := .venv
STAMPS := $(VENV)/stamps
NPM := node_modules/.package-lock.json
CSS := wegwijzer/ui/static/ww.css
EDITION := $(or $(WEGWIJZER_VAR),var)/editions/published
PROVEN := $(shell find content wegwijzer/pack wegwijzer/signpost -name '*.yaml' -o -name '*.csv' -o -name '*.py' 2>/dev/null)
PO := $(shell find wegwijzer -name '*.po' 2>/dev/null)
# Once the test packages are in .venv they stay there: `make run` after `make test` need not take them away again.
PACKAGES := $(STAMPS)/$(if $(filter test check fix,$(MAKECMDGOALS))$(wildcard $(STAMPS)/test),test,run)

export VIRTUAL_ENV := $(CURDIR)/$(VENV)
export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)
MAKEFLAGS += --no-print-directory
.SILENT:
.DELETE_ON_ERROR:
.PHONY: help run demo test check fix bench setup built edition lock clean

help:
	sed -n 's/^#   //p' Makefile

run: setup
	wegwijzer migrate
	wegwijzer directory import --if-empty
	tools/serve.sh $(PORT)

demo: setup
	wegwijzer migrate
	wegwijzer directory import --if-empty
	wegwijzer demo
	tools/serve.sh $(PORT)

test: $(STAMPS)/test built
	tools/need.sh chromium libatomic1 postgresql git
	tools/test.sh

check: $(STAMPS)/test built
	tools/check.sh

fix: $(STAMPS)/test
	ruff check --fix --quiet . || true
	ruff format --quiet .
	find wegwijzer -name '*.html' -path '*/templates/*' -exec djade --target-version 5.2 {} + || true

bench: setup
	tools/need.sh nginx wrk
	ONLY=$(ONLY) python -m bench.run

setup: built edition

built: $(PACKAGES) $(CSS) $(PO:.po=.mo)

edition: built $(EDITION)

# Proving an edition takes some seconds, so only when the content, or what compiles it, is newer than the last publication.
$(EDITION): $(PROVEN) | $(PACKAGES)
	wegwijzer edition build --if-changed --publish
	touch $@

lock: $(VENV)/bin/uv
	tools/lock.sh

clean:
	rm -rf $(VENV) node_modules wegwijzer/ui/static/*.css wegwijzer/ui/static/*.js dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find wegwijzer -name '*.mo' -delete
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/uv:
	tools/venv.sh $(PYTHON)

$(STAMPS)/run: $(VENV)/bin/uv requirements.lock pyproject.toml
	tools/packages.sh requirements.lock $@

$(STAMPS)/test: $(VENV)/bin/uv requirements-dev.lock pyproject.toml
	tools/packages.sh requirements-dev.lock $@

$(NPM): package.json package-lock.json .npmrc | $(PACKAGES)
	echo "style sheet: packages"
	tools/node.sh npm ci --silent --no-progress
	touch $@

# The pruner reads which classes the templates use, so a new template is a reason to build again.
$(CSS): $(NPM) tools/build-css.mjs $(shell find wegwijzer/ui/css wegwijzer/ui/js wegwijzer/*/templates -type f 2>/dev/null)
	echo "style sheet"
	tools/node.sh npm run --silent css
	touch $@

%.mo: %.po | $(PACKAGES)
	pybabel --quiet compile --input-file=$< --output-file=$@
