# Two commands matter: `make run` and `make test`. Each target calls the script of its name.

.DEFAULT_GOAL := help
.PHONY: help run reset test dev lint bench size e2e soak build site db stop prepare
MAKEFLAGS += --no-print-directory

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Install what is missing, build, start the database, seed and serve on http://127.0.0.1:3000
	@scripts/run

reset: ## Stop everything and delete all local data: the next run starts over
	@scripts/reset

test: ## Run every test: rules, database, server, browser, the API, short drills
	@scripts/test

dev: ## Serve a development build, and rebuild it on every change
	@scripts/dev

lint: ## Check formatting, clippy, dependencies, SQL, migrations, scripts, deployment
	@scripts/lint

bench: ## Measure bookings beside PostgreSQL's own, reads, pages, live pages, growth
	@scripts/bench

size: ## Weigh what a browser downloads, and time the start
	@scripts/size

e2e: ## Run the full matrix of browser tests, Lighthouse, several replicas
	@scripts/e2e

soak: ## Drill: rolling deployment, overload, killed replicas, restore to a point in time
	@scripts/soak

build: ## Build the server (release) and the site
	@scripts/build

site: ## Build only what the browser loads, into target/site
	@scripts/site

db: ## Start the local database and print its address
	@scripts/postgres start .data/pg && scripts/postgres url .data/pg alimi alimi

stop: ## Stop the local server and databases
	@scripts/stop

prepare: ## Renew .sqlx after changing a query or a migration
	@scripts/sqlx-prepare
