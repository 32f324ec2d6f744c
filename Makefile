# The developer's habits. `make` alone prints this help; the two commands of the user are ./run and ./test.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/sh
bin := .venv/bin
uv := $(or $(shell command -v uv),$(bin)/uv)
export_list := $(uv) export --locked --quiet --format requirements-txt --no-emit-project --no-header --no-annotate

.PHONY: help check test fmt docs lock migration run report demo bench bench-repeats bench-report

help: ## this help
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# The environment of the tests; ./test prepares it before it asks pytest for its version.
.venv/.test: requirements/test.txt
	./test --version

check: .venv/.test ## one fast line that stops at the first fault: format, lint, types, contracts, quick tests
	$(bin)/ruff format --check .
	$(bin)/ruff check .
	$(bin)/mypy
	$(bin)/lint-imports --no-logo
	$(bin)/python -m pytest -q -x tests/architecture
	$(bin)/python -m pytest -q -x -n logical --maxprocesses 4 --dist loadgroup \
	    -m "not slow and not browser and not postgres" --ignore tests/architecture

test: ## every test, as ./test does it
	./test

fmt: .venv/.test ## mend format and whatever lint can mend
	$(bin)/ruff format .
	$(bin)/ruff check --fix .

docs: .venv/.test ## write the generated pages anew
	$(bin)/python -m web.docs

lock: ## lock the dependencies of setup.cfg and export both lists (needs uv)
	$(uv) lock
	$(export_list) -o requirements/runtime.txt
	$(export_list) --extra test -o requirements/test.txt

migration: .venv/.test ## write the next migration from the models: make migration subject="add the hearing hall"
	@test -n "$(subject)" || { echo 'make migration subject="what changes"' >&2; exit 2; }
	$(bin)/python -m migrations "$(subject)"

run: ## start the server, as ./run does it
	./run

report: .venv/.test ## set a month's bulletin: make report month=2026-10
	@test -n "$(month)" || { echo 'make report month=2026-10' >&2; exit 2; }
	$(bin)/bihuan report "$(month)" -o "var/bulletin-$(month).pdf"

demo: .venv/.test ## print the logins of the demonstration city
	$(bin)/bihuan demo --logins

bench-repeats: .venv/.test ## how many repeats are found among many cases, and how fast: make bench-repeats cases=104298
	$(bin)/python -m tests.bench.repeats --cases $(or $(cases),104298) --database $(or $(database),sqlite)

bench-report: .venv/.test ## the month's figures against bare SQL, the bulletin against WeasyPrint: make bench-report cases=100000
	$(bin)/python -m tests.bench.report --cases $(or $(cases),100000) --month $(or $(monthly),4000)

bench: .venv/.test ## measure against the bare libraries, side by side, and print the ratios
	$(bin)/python -m tests.bench
