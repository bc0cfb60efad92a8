SHELL := /bin/sh
# Where this is set, every process compiles a thousand modules anew: two thirds of the start of a crawl.
unexport PYTHONDONTWRITEBYTECODE
BIN := .venv/bin
UV_COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command "make lock" pyproject.toml --group build
# What a server runs besides: its databases, publishing, the reading room, monitors.
SERVER := --extra postgres --extra redis --extra publish --extra web --extra monitor --extra parquet

.DEFAULT_GOAL := help
.PHONY: help crawl serve docs test check torture bench lock clean

help: ## Say what can be made
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' $(MAKEFILE_LIST) | expand -t 14

crawl: ## Set up, crawl the demonstration portal, store, export and report
	@tools/setup.sh run
	@$(BIN)/newscrawl demo

serve: ## Set up what a server needs, and open the reading room on what was crawled
	@tools/setup.sh server
	@$(BIN)/newscrawl serve

test: check ## Set up, then every check and the test-suite
	@tools/browser.sh
	@$(BIN)/pytest -n auto

check: ## Lint, types, layering and dependencies
	@tools/setup.sh dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/deptry .

torture: ## Kill crawls at random moments, measure their speed and memory (an hour)
	@tools/setup.sh dev
	@$(BIN)/python -m tests.torture kill --pages 5000 --kills 20 --seeds 10
	@$(BIN)/python -m tests.torture rate --pages 2000
	@$(BIN)/python -m tests.torture memory --pages 50000
	@$(BIN)/python -m tests.torture large
	@$(BIN)/python -m tests.torture undeclared
	@$(BIN)/python -m tests.torture stop
	@$(BIN)/python -m tests.torture hostile
	@$(BIN)/python -m tests.torture bombs
	@$(BIN)/python -m tests.torture slow
	@$(BIN)/python -m tests.torture polling
	@$(BIN)/python -m tests.torture increments
	@$(BIN)/python -m tests.torture publish
	@$(BIN)/python -m tests.torture workers --pages 5000
	@$(BIN)/python -m tests.torture again
	@$(BIN)/python -m tests.torture redesign
	@$(BIN)/python -m tests.torture points
	@$(BIN)/python -m tests.torture migrations
	@$(BIN)/python -m tests.torture full
	@$(BIN)/python -m tests.torture outage

bench: ## Measure extraction, crawl, store and the rest beside their peers; figures go to data/bench
	@tools/setup.sh dev
	@$(BIN)/python -m tests.bench

docs: ## Build the documentation as a site that loads nothing from elsewhere: build/docs/index.html
	@tools/setup.sh dev
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet
	@echo build/docs/index.html

lock: ## Pin all dependencies anew, with hashes
	@tools/setup.sh dev
	@$(UV_COMPILE) --upgrade --output-file requirements.txt
	@$(UV_COMPILE) --upgrade --group dev --all-extras --constraint requirements.txt --output-file requirements-dev.txt
	@$(UV_COMPILE) --upgrade $(SERVER) --constraint requirements-dev.txt --output-file requirements-server.txt
	@$(subst pyproject.toml --group build,--group pyproject.toml:peers,$(UV_COMPILE)) --upgrade --output-file requirements-peers.txt
	@! grep -nE '://|--(extra-)?index-url|--find-links' requirements*.txt

clean: ## Remove the environment and the caches; what was crawled (data/) stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .scrapy build dist
