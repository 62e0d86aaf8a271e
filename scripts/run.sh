#!/bin/sh
# The Makefile for a machine that has no make yet: "sh scripts/run.sh" is
# "make run", "sh scripts/run.sh test" is "make test", and so on.
set -eu
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- run
exec sh scripts/with.sh make -- make "$@"
