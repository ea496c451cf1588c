# Two commands are enough: `make run` and `make test`. Each sets up .venv by itself and is quick the second time.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
RUN_STAMP := $(VENV)/.run
DEV_STAMP := $(VENV)/.dev
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
CODE := bot tasks_db messages config

.PHONY: run test lint fuzz faults kills clean

run: $(RUN_STAMP)
	@$(BIN)/lianxi run

# Three for two cores: while one waits for a browser, a server or a program, the others go on.
test: lint
	@$(BIN)/python -m pytest -n 3 --dist worksteal

lint: $(DEV_STAMP)
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

# Damaged documents by the hundred thousand, about a quarter of an hour; a second call goes on where the first one stopped.
fuzz: $(DEV_STAMP)
	@$(BIN)/python -m tests.fuzz --count 100000 --state .fuzz.json

# Delivery against a hostile server: every fault with what came of it, as a table; about ten minutes.
faults: $(DEV_STAMP)
	@$(BIN)/python -m tests.faults

# SIGKILL at random moments, KILLS times on each database; KILLS=1000 takes the better part of an hour.
kills: $(DEV_STAMP)
	@$(BIN)/python -m tests.faults.kills

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find $(CODE) tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null 2>&1 || { echo "找不到 $(PYTHON)：请先安装 Python 3.11（Debian/Ubuntu：apt install python3.11 python3.11-venv）"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "缺少 venv 模块：请先安装 python3.11-venv（Debian/Ubuntu：apt install python3.11-venv）"; exit 1; }
	$(PYTHON) -m venv $(VENV)

# The program itself is installed in place by the pinned build backend, so no second environment is built for it.
$(RUN_STAMP): $(BIN)/python requirements.lock requirements-build.lock pyproject.toml
	$(PIP) --require-hashes -r requirements.lock -r requirements-build.lock
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(DEV_STAMP): $(RUN_STAMP) requirements-dev.lock
	$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@
