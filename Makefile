# Everything below installs what it needs: Python ≥ 3.11 with venv, make and the package registries suffice.
PYTHON ?= python3
UV_VERSION = 0.13.9
TOOLS = .cache/tools
UV = $(TOOLS)/bin/uv
RUN = .venv/bin
PORT ?= 8080
DATA_DIR ?= .data
DEMO ?= 1
export PORT DATA_DIR DEMO

.PHONY: run test check bench clean

run: .cache/synced .cache/ui-built
	@exec $(RUN)/python -m deploy.local

test: .cache/synced .cache/ui-built .cache/browser
	$(RUN)/python -m pytest -n 2 --dist loadgroup $(ARGS)

check: .cache/synced .cache/ui-installed
	$(RUN)/ruff format --check .
	$(RUN)/ruff check .
	$(RUN)/mypy
	$(RUN)/lint-imports
	cd ui && PATH="$(CURDIR)/$(RUN):$$PATH" npm run check

bench: .cache/synced
	$(RUN)/python -m benchmarks

clean:
	rm -rf .venv .cache .data ui/dist ui/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(UV):
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv $(TOOLS)
	$(TOOLS)/bin/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

.cache/synced: $(UV) uv.lock pyproject.toml
	$(UV) sync --frozen --compile-bytecode --python $(PYTHON)
	@touch $@

.cache/ui-installed: .cache/synced ui/package-lock.json
	cd ui && PATH="$(CURDIR)/$(RUN):$$PATH" npm ci --no-audit --no-fund
	@touch $@

.cache/ui-built: .cache/ui-installed $(shell find ui/src ui/public ui/index.html ui/vite.config.ts -type f 2>/dev/null)
	cd ui && PATH="$(CURDIR)/$(RUN):$$PATH" npm run build
	@touch $@

# Debian's browser where root may install it, else Playwright's own; without either the browser tests say why they skip.
.cache/browser: .cache/synced
	@command -v chromium >/dev/null 2>&1 || \
	{ [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 && \
	  apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends chromium; } || \
	$(RUN)/playwright install chromium || echo "no browser can be had: the browser tests will be skipped"
	@touch $@
