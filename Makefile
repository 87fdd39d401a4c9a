# What one types; the recipes that need more than a line are scripts.
# `make run PORT=8001` and `make run BIND=0.0.0.0` choose where the site answers.
.DEFAULT_GOAL := help
.PHONY: help run test test-servers lock fix bench bench-certificates bench-attendance clean

PY := .venv/bin/python

help: ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 28

run: ## Install what is missing, then start the site, its worker and its clock
	@sh deploy/setup.sh requirements.lock
	@exec $(PY) manage.py up

test: ## Check style, types, layers and templates, then run every test
	@sh deploy/setup.sh requirements-dev.lock
	@exec bash tests/run_all.sh $(ARGS)

test-servers: ## Run the tests on PostgreSQL, Redis, RabbitMQ and an S3 server
	@sh deploy/setup.sh requirements-dev.lock
	@exec $(PY) -m tests.servers.run

lock: ## Work out again the two lists of dependencies (needs uv)
	@sh deploy/lock.sh

fix: ## Format Python and templates, and correct what can be
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .
	@git ls-files -co --exclude-standard '*.html' | xargs -r $(PY) -m djade --target-version 5.2 || true

bench: ## Measure the pages on SQLite and PostgreSQL (a few minutes; needs PostgreSQL)
	@sh deploy/setup.sh requirements-dev.lock
	@exec $(PY) -m tests.bench

bench-certificates: ## Measure what certificates cost, beside a naive loop (a few minutes)
	@sh deploy/setup.sh requirements-dev.lock
	@exec $(PY) -m tests.bench.certificates

bench-attendance: ## Measure 300 people who sign at once, on SQLite and PostgreSQL (a minute)
	@sh deploy/setup.sh requirements-dev.lock
	@exec $(PY) -m tests.bench.attendance

clean: ## Remove what can be made again (never data/)
	@rm -rf .venv .venv-openbadges tests/outside/node/node_modules .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .test-data
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
