#!/bin/sh
# As the official image: KAFKA_LOG_DIRS is log.dirs, and so on for every KAFKA_… variable.
set -eu
properties=/tmp/server.properties
env | grep '^KAFKA_' | while IFS='=' read -r name value; do
  printf '%s=%s\n' "$(printf '%s' "${name#KAFKA_}" | tr 'A-Z_' 'a-z.')" "$value"
done >"$properties"
grep -q '^log.dirs=' "$properties" || echo 'log.dirs=/tmp/kafka-logs' >>"$properties"
run() { /opt/java/bin/java -Xms128m -Xmx512m -XX:+UseSerialGC -cp '/opt/kafka/libs/*' "$@"; }
run kafka.tools.StorageTool format --ignore-formatted -t 5L6g3nShT-eMCtK--X86sw -c "$properties"
exec /opt/java/bin/java -Xms128m -Xmx512m -XX:+UseSerialGC -cp '/opt/kafka/libs/*' kafka.Kafka "$properties"
