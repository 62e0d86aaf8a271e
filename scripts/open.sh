#!/bin/sh
# Opens the window of a built program, or says why there is none and shows
# what can be done without one: sh scripts/open.sh PROGRAM [FILE]
set -eu
program=$1

explain() {
	printf '%s\n\n' "$1"
	"$program" help
	exit 0
}

if [ "$(uname -s)" = Linux ] && [ -z "${DISPLAY:-}" ]; then
	if [ -n "${WAYLAND_DISPLAY:-}" ]; then
		explain "This Wayland session has no X server, which the window needs: install xwayland, or build for Wayland alone with
  make run TAGS=sqlite_fts5,migrated_fynedo,no_animations
Without a window $program can do this:"
	fi
	explain "There is no display here, so no window can open. Without one $program can do this:"
fi
exec "$@"
