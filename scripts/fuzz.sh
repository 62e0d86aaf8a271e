#!/bin/sh
# Runs every fuzz target of the repository, one after the other:
# sh scripts/fuzz.sh [TIME], 30s each when no time is given. The targets are
# found in the source, so a new one needs no entry anywhere.
set -eu
time=${1:-30s}
cd "$(dirname "$0")/.."
found=no
for file in $(grep -rl --include='*_test.go' '^func Fuzz' . | sort); do
	for target in $(sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\)(.*/\1/p' "$file"); do
		found=yes
		echo "== $target in $(dirname "$file"), $time"
		go test -run '^$' -fuzz "^$target\$" -fuzztime "$time" "$(dirname "$file")"
	done
done
[ $found = yes ] || {
	echo "no fuzz target found" >&2
	exit 1
}
