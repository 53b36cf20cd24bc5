#!/bin/sh
# Fetches Debian's Postfix and Dovecot for the tests into $1/root, a directory that they run in as if it were a system
# of their own (chroot): nothing is installed on this machine. Writes the reason to $1/reason when they cannot be had, else
# empties it.
set -u
place=$1
mkdir -p "$place"

if [ -x "$place/root/usr/sbin/dovecot" ]; then
	: >"$place/reason"
	exit 0
fi
# A reason of an earlier run stands until something else can be tried: `make clean` forgets it.
if [ -s "$place/reason" ]; then
	exit 0
fi

if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
	echo "The tests with Postfix and Dovecot were skipped: they need root, and Debian's apt-get." >"$place/reason"
	exit 0
fi

# What the packages' own scripts would have made, and what they link to of this machine.
furnish() {
	root=$1
	mkdir -p "$root/etc" "$root/dev" "$root/tmp" "$root/var/lib/dovecot"
	chmod 1777 "$root/tmp"
	cat >"$root/etc/passwd" <<-END
		root:x:0:0::/:/usr/sbin/nologin
		vmail:x:1000:1000::/:/usr/sbin/nologin
		postfix:x:1001:1001::/:/usr/sbin/nologin
		dovecot:x:1002:1002::/:/usr/sbin/nologin
		dovenull:x:1003:1003::/:/usr/sbin/nologin
		nobody:x:65534:65534::/:/usr/sbin/nologin
	END
	cat >"$root/etc/group" <<-END
		root:x:0:
		vmail:x:1000:
		postfix:x:1001:
		dovecot:x:1002:
		dovenull:x:1003:
		postdrop:x:1004:
		nogroup:x:65534:
	END
	mknod -m 666 "$root/dev/null" c 1 3 && mknod -m 666 "$root/dev/urandom" c 1 9 || return 1
	libraries="$root/usr/lib/postfix:$root/usr/lib/dovecot:$root/usr/lib/$(uname -m)-linux-gnu:$root/lib/$(uname -m)-linux-gnu"
	find "$root" -type f \( -perm -100 -o -name '*.so*' \) -exec env LD_LIBRARY_PATH="$libraries" ldd {} + 2>/dev/null |
		grep -o '/[^ ]*\.so[^ ]*' | grep -v "^$root" | sort -u |
		while read -r library; do cp -L --parents "$library" "$root" || return 1; done
}

echo "fetching postfix and dovecot for the tests"
rm -rf "$place/archives" "$place/unpacked"
mkdir -p "$place/archives/partial" "$place/unpacked"
place=$(cd "$place" && pwd)
if {
	apt-get -qq update &&
		DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends --reinstall --download-only \
			-o Dir::Cache::archives="$place/archives" -o APT::Sandbox::User=root postfix dovecot-core dovecot-imapd &&
		for package in "$place"/archives/*.deb; do dpkg -x "$package" "$place/unpacked" || exit 1; done &&
		furnish "$place/unpacked"
} >"$place/log" 2>&1; then
	rm -rf "$place/root" "$place/archives"
	mv "$place/unpacked" "$place/root"
	: >"$place/reason"
else
	{
		echo "The tests with Postfix and Dovecot were skipped: Debian's packages cannot be had, or not unpacked here."
		cut -c 1-200 "$place/log" | tail -n 2
	} >"$place/reason"
fi
