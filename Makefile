# Every command of the project. `make` alone lists them.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run test test-quick test-sqlite test-postgres journeys walk lint types bench lock clean demo verify messages

PY := .venv/bin/python
RUN := .venv/.run-ready
TESTS := .venv/.test-ready

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-15s %s\n", $$1, $$2}'

run: $(RUN) front-built ## set everything up and serve the demonstration county on http://127.0.0.1:8000
	@setup/serve.sh

test: $(TESTS) front-built ## every test: SQLite, PostgreSQL, the browser, the house rules
	@setup/test.sh all

test-quick: $(TESTS) ## kernel, structure and apps on SQLite, without the browser
	@setup/test.sh quick

test-sqlite: $(TESTS) ## kernel, structure and apps on SQLite
	@setup/test.sh sqlite

test-postgres: $(TESTS) ## apps on a real PostgreSQL
	@setup/test.sh postgres

journeys: $(TESTS) front-built ## whole stories in a real browser
	@setup/test.sh journeys

walk: $(TESTS) front-built ## every page in a browser: accessibility, width, printing (long)
	@setup/test.sh walk

lint: $(TESTS) ## style, imports and types
	@setup/test.sh lint

bench: $(TESTS) ## one table of speed against named rivals (about a quarter of an hour)
	@$(PY) -m benchmarks

demo: $(RUN) ## make the demonstration county afresh (removes the data folder of the embedded database)
	@setup/serve.sh --fresh-only

verify: $(RUN) ## check the ledger chain of every county
	@.venv/bin/qiangzhen verify

messages: $(RUN) ## join and compile the translations
	@.venv/bin/qiangzhen messages

lock: ## write the pins with hashes again from requirements/*.in (needs uv)
	@setup/lock.sh

clean: ## remove what was installed and built, not the data
	rm -rf .venv front/node_modules src/qiangzhen/site/static/built build

$(RUN): requirements/run.txt pyproject.toml setup/environment.sh
	@setup/environment.sh run

$(TESTS): requirements/test.txt pyproject.toml setup/environment.sh
	@setup/environment.sh test

.PHONY: front-built
front-built:
	@setup/front.sh
