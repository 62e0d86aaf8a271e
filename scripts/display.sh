#!/bin/sh
# Runs a command with an X display of its own that nobody sees, and a window
# manager on it: sh scripts/display.sh COMMAND [ARGUMENT...]
# The X server picks a free display number and both end with the command.
set -eu
# GUVOH_SCREEN is the size and depth of the display.
screen=${GUVOH_SCREEN:-1280x800x24}
work=$(mktemp -d)
server='' manager=''

finish() {
	[ -z "$manager" ] || kill "$manager" 2>/dev/null || :
	[ -z "$server" ] || kill "$server" 2>/dev/null || :
	wait
	rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

mkfifo "$work/number"
Xvfb -displayfd 3 -screen 0 "$screen" -nolisten tcp 3>"$work/number" 2>"$work/Xvfb.log" &
server=$!
# The server writes its number once it takes connections, or closes the pipe.
read -r number <"$work/number" || {
	cat "$work/Xvfb.log" >&2
	exit 1
}
export DISPLAY=":$number" LC_ALL="${LC_ALL:-C.UTF-8}"
openbox >"$work/openbox.log" 2>&1 &
manager=$!
# Keys and focus go astray until the window manager is there.
tries=0
until xdotool get_num_desktops >/dev/null 2>&1; do
	tries=$((tries + 1))
	[ $tries -lt 100 ] || {
		cat "$work/openbox.log" >&2
		exit 1
	}
	sleep 0.1
done
"$@"
