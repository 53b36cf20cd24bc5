#!/bin/sh
# Fetches Debian's Postfix and Dovecot for the tests and unpacks them into $1, where they are nobody's system
# service; writes the reason to $1/reason when they cannot be had, else empties it.
set -u
place=$1
mkdir -p "$place"

if [ -x "$place/root/usr/sbin/postfix" ] && [ -x "$place/root/usr/sbin/dovecot" ]; then
	: >"$place/reason"
	exit 0
fi
# A reason of an earlier run stands until something else can be tried: `make clean` forgets it.
if [ -s "$place/reason" ]; then
	exit 0
fi

if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
	{
		echo "The tests with Postfix and Dovecot were skipped: they need root, and Debian's apt-get."
	} >"$place/reason"
	exit 0
fi

echo "fetching postfix and dovecot for the tests"
rm -rf "$place/archives" "$place/unpacked"
mkdir -p "$place/archives/partial" "$place/unpacked"
archives=$(cd "$place/archives" && pwd)
if {
	apt-get -qq update &&
		DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends --reinstall --download-only \
			-o Dir::Cache::archives="$archives" -o APT::Sandbox::User=root postfix dovecot-core dovecot-imapd &&
		for package in "$archives"/*.deb; do dpkg -x "$package" "$place/unpacked" || exit 1; done
} >"$place/log" 2>&1; then
	rm -rf "$place/root" "$place/archives"
	mv "$place/unpacked" "$place/root"
	: >"$place/reason"
else
	{
		echo "The tests with Postfix and Dovecot were skipped: Debian's packages cannot be had."
		cut -c 1-200 "$place/log" | tail -n 2
	} >"$place/reason"
fi
