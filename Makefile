# Eight commands, the same on a laptop and in CI. `make run` and `make test` start from nothing.

PYTHON ?= python3
PY := .venv/bin/python
ARGS ?=

.PHONY: run test fmt lint types check e2e bench demo

run: .venv/runtime.stamp assets  ## from nothing to the demonstration year on http://127.0.0.1:8000
	@DEMO=1 $(PY) tools/serve.py

test: .venv/dev.stamp assets  ## from nothing to all tests; make test ARGS="-k unions"
	@$(PY) -m pytest -n auto -m "not e2e" $(ARGS)

fmt: .venv/dev.stamp
	@$(PY) -m ruff format . && $(PY) -m ruff check --fix . && .venv/bin/djlint --reformat --quiet niangjia

lint: .venv/dev.stamp
	@$(PY) -m ruff format --check . && $(PY) -m ruff check .
	@.venv/bin/lint-imports --no-cache
	@.venv/bin/djlint --lint --quiet niangjia
	@$(PY) tools/check_house.py
	@$(PY) manage.py check --settings config.settings.test
	@$(PY) manage.py makemigrations --check --dry-run --settings config.settings.test

types: .venv/dev.stamp
	@$(PY) -m mypy niangjia config tools

demo: .venv/dev.stamp assets
	@DEMO=1 $(PY) manage.py build_demo
	@DEMO=1 $(PY) manage.py reconcile

e2e: .venv/dev.stamp assets  ## the journeys in a real browser, with axe-core
	@$(PY) -m pytest -m e2e -p no:randomly $(ARGS)

check: lint types e2e test  ## what CI runs, on one database

bench: .venv/dev.stamp  ## ratios against a floor or a peer, in one run
	@$(PY) -m bench $(ARGS)

assets:
	@$(PY) tools/assets.py

.venv/runtime.stamp: requirements/runtime.lock requirements/build.lock
	@PYTHON=$(PYTHON) sh tools/environment.sh runtime build && touch $@

.venv/dev.stamp: requirements/dev.lock
	@PYTHON=$(PYTHON) sh tools/environment.sh dev && touch $@ .venv/runtime.stamp
