# Two commands for a newcomer: `make demo` and `make test`. Both need Python 3.11 or later and nothing else.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && exit; done; echo python3)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

# Where `make test-postgresql` looks for a server; it makes and drops databases whose names begin with this one.
POSTGRESQL ?= postgresql://postgres@127.0.0.1:5432/gongkai

# Tests run side by side, on two processors or more.
WORKERS ?= 2

# The reports are Chinese, whatever the locale says.
export PYTHONUTF8 := 1

.PHONY: demo test test-postgresql lint format types contracts audit docs bench lock clean

# Each stamp names what was installed, so that a changed lock installs again and an unchanged one costs nothing.
$(VENV)/run.stamp: requirements/run.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 或更高版本（可用 make PYTHON=/路径/python3.12 指定）/ Python 3.11 or later is needed (name one: make PYTHON=/path/to/python3.12)"; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV) || { rm -rf $(VENV); echo "无法建立虚拟环境：Debian 上请先 apt install python3-venv / cannot create a virtual environment: on Debian, apt install python3-venv first"; exit 1; }
	@echo "安装依赖，第一次约一分钟…… / installing, about a minute the first time"
	@$(PIP) --require-hashes -r requirements/run.txt
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/run.stamp
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/bench.stamp: requirements/bench.txt $(VENV)/dev.stamp
	@$(PIP) --require-hashes -r requirements/bench.txt
	@touch $@

# An office with a year of invented cases, at http://127.0.0.1:8000; Ctrl-C ends it. PORT=8080 chooses another door.
demo: $(VENV)/run.stamp
	@$(BIN)/gongkai demo --folder out/demo $(if $(PORT),--port $(PORT)) $(ARGS)

test: $(VENV)/dev.stamp
	@$(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal $(ARGS)

# The tests with a database, on PostgreSQL. `make test` needs none.
test-postgresql: export GONGKAI_TEST_POSTGRESQL = $(POSTGRESQL)
test-postgresql: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.databases
	@$(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal -m "database and not axe" $(ARGS)

lint: $(VENV)/dev.stamp
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

format: $(VENV)/dev.stamp
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format .

types: $(VENV)/dev.stamp
	@$(BIN)/mypy

contracts: $(VENV)/dev.stamp
	@$(BIN)/lint-imports

audit: $(VENV)/dev.stamp
	@$(BIN)/python tools/audit.py

# What is generated and committed; tests fail where it is not current. The last measures, which takes minutes.
docs: $(VENV)/dev.stamp
	@$(BIN)/python tools/cli_reference.py
	@$(BIN)/python tools/readme.py
	@$(BIN)/python -m gongkai.annual.checks.catalogue > docs/rules.md
	@$(BIN)/python tools/rulebook.py
	@$(BIN)/python -m tests.acceptance.measure

# An hour; figures go to benchmarks/RESULTS.md, RESULTS-statute.md and RESULTS-office.md.
bench: $(VENV)/bench.stamp
	@$(BIN)/python -m benchmarks $(ARGS)
	@$(BIN)/python benchmarks/bench_statute.py
	@$(BIN)/python -m benchmarks.bench_office

# Needs uv, on the machine that locks and on no other.
lock:
	@tools/lock

clean:
	@rm -rf $(VENV) out
