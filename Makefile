# make demo | test | bench | clean. Needs Python 3.11 or newer, git and make; all else goes into .venv, in the
# versions of constraints.txt. With another interpreter: make test PYTHON=python3.12

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WHEEL := .build/wheel
# Folders too: their times tell of files that were added or removed.
SOURCES := $(shell find src examples -name __pycache__ -prune -o \( -type f -o -type d \) -print)
# What a table of pyproject.toml requires, in words for pip.
required = $$($(BIN)/python -c \
	'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))$(1))')

# A relative path, because pip splits this at spaces.
export PIP_CONSTRAINT := constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test bench clean
.DELETE_ON_ERROR:
# Two pips at a time would spoil one environment.
.NOTPARALLEL:

demo: $(VENV)/.program
	@$(BIN)/targettrack demo

# pytest's own script, not python -m pytest, which would put this folder before the installed wheel.
test: $(VENV)/.program $(VENV)/.dev $(VENV)/.browser
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/pytest -n auto

bench: $(VENV)/.program
	@$(BIN)/python benchmarks/cold_start.py

clean:
	rm -rf $(VENV) .build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find src tests benchmarks -name __pycache__ -prune -exec rm -rf {} +
	find src -name "*.mo" -delete

# The wheel, as users get it. The first line installs what it requires; the second puts it in place of one of
# the same version, which pip takes for the same wheel.
$(VENV)/.program: $(WHEEL)/.built
	$(BIN)/pip install --quiet $(WHEEL)/*.whl
	$(BIN)/pip install --quiet --force-reinstall --no-deps $(WHEEL)/*.whl
	@touch $@

# Without isolation: the build backend is in .venv, in the version of constraints.txt.
$(WHEEL)/.built: $(VENV)/.backend $(SOURCES) pyproject.toml hatch_build.py README.md LICENSE
	rm -rf $(WHEEL)
	$(BIN)/python -m build --wheel --no-isolation --outdir $(WHEEL) .
	@touch $@

$(VENV)/.backend: $(VENV)/.made constraints.txt pyproject.toml
	$(BIN)/pip install --quiet build $(call required,["build-system"]["requires"])
	@touch $@

$(VENV)/.dev: $(VENV)/.made constraints.txt pyproject.toml
	$(BIN)/pip install --quiet $(call required,["dependency-groups"]["dev"])
	@touch $@

# What reads pages in the tests. Where it cannot be had, those tests are skipped and say so.
$(VENV)/.browser: $(VENV)/.made
	@command -v chromium >/dev/null && command -v chromedriver >/dev/null || { \
		if [ "$$(id -u)" = 0 ]; then as_root=; else as_root='sudo -n'; fi; \
		echo "installing chromium and chromium-driver, which the tests of pages use"; \
		{ $$as_root apt-get update; \
		  $$as_root env DEBIAN_FRONTEND=noninteractive \
		    apt-get install -y --no-install-recommends chromium chromium-driver; \
		} >/dev/null 2>&1 || \
		echo "there is no chromium: tests of pages in a browser are skipped" >&2; }
	@touch $@

# Debian keeps a part of venv, ensurepip, in a package of its own.
$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo 'targettrack needs Python 3.11 or newer: make PYTHON=python3.11' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { \
		package=$$($(PYTHON) -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'); \
		if [ "$$(id -u)" = 0 ]; then as_root=; else as_root='sudo -n'; fi; \
		echo "installing $$package, which python3 -m venv needs"; \
		{ $$as_root apt-get update; \
		  $$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y $$package; } >/dev/null 2>&1 || \
		{ echo "python3 -m venv needs a package: sudo apt-get install $$package" >&2; exit 1; }; }
	rm -rf $(VENV)
	$(PYTHON) -m venv $(VENV)
	@touch $@
