#!/usr/bin/env bash
# Every HTML page below a folder through the Nu HTML checker: tests/nu.sh DIR
set -euo pipefail
jar=$(dirname "$0")/node_modules/vnu-jar/build/dist/vnu.jar
command -v java >/dev/null || { echo "missing: java" >&2; exit 1; }
[ -f "$jar" ] || { echo "missing: $jar (npm ci in tests/)" >&2; exit 1; }
pages=$(find "$1" -name '*.html' | wc -l)
[ "$pages" -gt 0 ] || { echo "no page below $1" >&2; exit 1; }
java -Xss4m -jar "$jar" --skip-non-html --errors-only "$1"
echo "$pages pages pass the Nu HTML checker"
