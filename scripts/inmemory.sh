#!/bin/sh
# Runs a command whose temporary files lie in memory, where a sync costs nothing:
#
#   sh scripts/inmemory.sh COMMAND [ARGUMENT...]
#
# The folder goes when the command ends. Where there is no such place (macOS), too
# little room in it (a container often has 64 MB), too little memory, or no program
# may be run from it, the files lie where they always do. Go's own temporary files,
# the programs that it links, stay there in any case (GOTMPDIR), and the command
# can ask for that place as GUVOH_DISK.
set -eu
place=${GUVOH_MEMORY-/dev/shm}
meminfo=${GUVOH_MEMINFO-/proc/meminfo}
enough=4194304 # KiB: many times what the tests of two packages keep at once

# in_memory makes the folder, its name in dir, or fails.
in_memory() {
	[ -d "$place" ] && [ -w "$place" ] && [ -r "$meminfo" ] || return 1
	[ "$(df -Pk "$place" | awk 'NR == 2 { print ($4 >= '$enough') }')" = 1 ] || return 1
	[ "$(awk '$1 == "MemAvailable:" { print ($2 >= '$enough' + '$enough') }' "$meminfo")" = 1 ] || return 1
	dir=$(mktemp -d "$place/guvoh-test-XXXXXX") || return 1
	trap 'rm -rf "$dir"' EXIT
	trap 'exit 129' HUP
	trap 'exit 130' INT
	trap 'exit 143' TERM
	printf '#!/bin/sh\n' >"$dir/may-run" && chmod 700 "$dir/may-run" && "$dir/may-run" 2>/dev/null || return 1
	rm "$dir/may-run"
}

disk=${TMPDIR:-/tmp}
if in_memory; then
	export GOTMPDIR="${GOTMPDIR:-$disk}" GUVOH_DISK="$disk" TMPDIR="$dir"
fi
"$@"
