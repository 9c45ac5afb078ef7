# Two commands for a newcomer: `make demo` and `make test`. Both need Python 3.11 or later and nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test lint types contracts audit docs bench clean lock

# Each stamp names what was installed, so that a changed lock installs again and an unchanged one costs nothing.
$(VENV)/run.stamp: requirements/run.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 或更高版本（可用 make PYTHON=python3.12 指定）/ Python 3.11 or later is needed"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "无法建立虚拟环境：Debian 上请先 apt install python3-venv / cannot create a virtual environment"; exit 1; }
	@echo "安装依赖…… / installing"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/run.stamp
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/bench.stamp: requirements/bench.txt $(VENV)/dev.stamp
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	@touch $@

test: $(VENV)/dev.stamp
	@$(BIN)/python -m pytest -q $(ARGS)

lint: $(VENV)/dev.stamp
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(VENV)/dev.stamp
	@$(BIN)/mypy

# Half an hour; figures go to benchmarks/RESULTS.md.
bench: $(VENV)/bench.stamp
	@$(BIN)/python -m benchmarks $(ARGS)

contracts: $(VENV)/dev.stamp
	@$(BIN)/lint-imports
