# run    start the whole system here, without containers     (PORT=8080 DATA_DIR=.data DEMO=1)
# test   prove it: all tests on the real parts               (TESTS=tests/unit for some of them)
# check  formatting, lint, types, import rules, the UI's checks
# bench  measure what docs/benchmarks.md quotes
# clean  remove what these made
#
# Each installs what it needs and nothing twice. Needed: Python 3.11 or newer with venv, make, and the
# package registries.

.POSIX:
.PHONY: run test check bench clean install ui browser mail-servers

PYTHON = python3
# What takes long comes first, so that no process works alone at the end.
TESTS = 'tests/faults tests/integration tests/unit tests/contract' tests/browser
UV_VERSION = 0.13.9

UV = .cache/uv/bin/uv
SYNCED = .cache/synced
BROWSER = .cache/browser
MAIL_SERVERS = .cache/mail-servers

run: $(SYNCED)
	@exec .venv/bin/python -m deploy.local

test: $(SYNCED) ui browser mail-servers
	@# Many tests wait for servers: three processes keep two cores busy, or two browsers with a system behind each.
	@failed=0; for part in $(TESTS); do \
		case "$$part" in tests/browser*) processes=2 ;; *) processes=3 ;; esac; \
		.venv/bin/python -m pytest -q -n $$processes $$part || failed=1; \
	done; exit $$failed
	@if [ -s $(BROWSER) ]; then cat $(BROWSER); fi
	@if [ -s $(MAIL_SERVERS)/reason ]; then cat $(MAIL_SERVERS)/reason; fi

check: $(SYNCED)
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	@if [ -f ui/package.json ]; then .venv/bin/python -m deploy.local.ui run check; fi

bench: $(SYNCED) ui browser
	.venv/bin/python -m benchmarks

ui: $(SYNCED)
	@.venv/bin/python -m deploy.local.ui

install: $(SYNCED)

# The browser of the tests: Debian's where root may install it, else Playwright's own. What cannot be had is
# named at the end of `make test`, and its tests are skipped.
browser: $(SYNCED)
	@sh deploy/local/browser.sh $(BROWSER)

# The mail servers of the tests: Debian's, unpacked for the tests alone, where root may start them.
mail-servers:
	@sh deploy/local/mail_servers.sh $(MAIL_SERVERS)

$(UV): Makefile
	@mkdir -p .cache
	@echo "installing uv $(UV_VERSION)"
	@rm -rf .cache/uv
	@$(PYTHON) -m venv .cache/uv || { echo "$(PYTHON) needs its venv module (Debian: apt-get install python3-venv)"; exit 1; }
	@.cache/uv/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@touch $(UV)

$(SYNCED): $(UV) uv.lock pyproject.toml shared/chassis/pyproject.toml services/customers/pyproject.toml services/billing/pyproject.toml services/messaging/pyproject.toml services/importer/pyproject.toml
	@echo "installing what uv.lock names (about 270 MB where nothing is cached)"
	@UV_PYTHON_DOWNLOADS=never VIRTUAL_ENV= $(UV) sync --quiet --frozen --compile-bytecode --python $(PYTHON)
	@touch $(SYNCED)

clean:
	@if [ -L .data/postgres/cluster ]; then rm -rf "$$(dirname "$$(readlink .data/postgres/cluster)")"; fi
	rm -rf .cache .venv .data ui/dist ui/node_modules
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
