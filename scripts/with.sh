#!/bin/sh
# Runs a command with everything it needs:
#
#   sh scripts/with.sh GROUP... -- COMMAND [ARGUMENT...]
#
# A group names what must be on the machine: build, test, window, bench,
# printers, windows, make (see needs below). What is missing is installed with apt-get
# or dnf; where that cannot be done, one plain sentence says what to install.
# When all is there nothing is printed and nothing is slow, so every target of
# the Makefile goes through here. GUVOH_INSTALL=no never installs, only tells.
#
# It also finds a Go that is new enough (go.mod says which) and puts it first
# in PATH, so that the tools that call go find the same one.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
want_go=$(awk '$1 == "go" { print $2; exit }' "$root/go.mod")
system=$(uname -s)
# Where Debian keeps its Java, and where a Go may lie that is not in PATH.
jars=${GUVOH_JARS-/usr/share/java}
go_places=${GUVOH_GO_PLACES-/usr/local/go/bin/go /usr/lib/go/bin/go /usr/lib/go-*/bin/go ${HOME:-}/sdk/go*/bin/go}

# One need a line: group | how to check | Debian package | Fedora package, or
# "-" where Fedora has none. The judge of PDF/A is a heap of Java.
# The X11 and OpenGL headers are what Fyne's window compiles against; the
# Wayland ones are used by a plain "go build" without our build tags.
needs() {
	cat <<'TABLE'
make|cmd make|make|make
build|go|golang-go|golang
build|cc|gcc libc6-dev|gcc glibc-devel
build|certs|ca-certificates|ca-certificates
build|cmd pkg-config|pkg-config|pkgconf-pkg-config
build|pc gl|libgl-dev|mesa-libGL-devel
build|pc x11|libx11-dev|libX11-devel
build|pc xcursor|libxcursor-dev|libXcursor-devel
build|pc xrandr|libxrandr-dev|libXrandr-devel
build|pc xinerama|libxinerama-dev|libXinerama-devel
build|pc xi|libxi-dev|libXi-devel
build|pc xxf86vm|libxxf86vm-dev|libXxf86vm-devel
build|pc wayland-client|libwayland-dev|wayland-devel
build|pc xkbcommon|libxkbcommon-dev|libxkbcommon-devel
build|pc egl|libegl-dev|mesa-libEGL-devel
test|cmd dbus-daemon|dbus-daemon|dbus-daemon
test|cmd pdftotext|poppler-utils|poppler-utils
test|cmd qpdf|qpdf|qpdf
test|cmd zbarimg|zbar-tools|zbar
test|cmd syncthing|syncthing|syncthing
test|cmd xlsx2csv|xlsx2csv|xlsx2csv
test|cmd java|default-jre-headless|-
test|jar preflight|libpdfbox2-java|-
test|jar javax.activation|libactivation-java|-
test|jar jaxb-api|libjaxb-api-java|-
window|cmd Xvfb|xvfb|xorg-x11-server-Xvfb
window|cmd openbox|openbox|openbox
window|cmd xdotool|xdotool|xdotool
window|cmd import|imagemagick|ImageMagick
window|cmd pdftotext|poppler-utils|poppler-utils
bench|cmd sqlite3|sqlite3|sqlite
printers|cmd soffice|libreoffice-writer-nogui|libreoffice-writer
printers|cmd chromium|chromium|chromium
printers|cmd pdfinfo|poppler-utils|poppler-utils
printers|font Liberation Serif|fonts-liberation2|liberation-serif-fonts
windows|cmd x86_64-w64-mingw32-gcc|gcc-mingw-w64-x86-64|mingw64-gcc
TABLE
}

say() { printf '%s\n' "$*" >&2; }

fail() {
	say "guvoh: $*"
	exit 1
}

# version_at_least A B: is version A (1.26, 1.26.8, 1.27rc1) B or newer?
version_at_least() {
	awk -v a="$1" -v b="$2" 'BEGIN {
		gsub(/[^0-9.].*/, "", a); n = split(a, x, "."); split(b, y, ".")
		for (i = 1; i <= 3; i++) if (x[i] + 0 != y[i] + 0) exit !(x[i] + 0 > y[i] + 0)
		exit 0 }'
}

# go_version GO: its own version, whatever go.mod asks for.
go_version() {
	(cd / && GOTOOLCHAIN=local "$1" version 2>/dev/null) | sed -n 's/^go version go\([^ ]*\).*/\1/p'
}

# find_go sets go to the best Go on the machine and go_has to its version:
# the first that is new enough, else the newest of the others.
find_go() {
	go='' go_has=''
	# shellcheck disable=SC2086 # the places hold patterns
	for candidate in "$(command -v go 2>/dev/null || :)" $go_places; do
		[ -x "$candidate" ] || continue
		v=$(go_version "$candidate")
		[ -n "$v" ] || continue
		if [ -z "$go_has" ] || ! version_at_least "$go_has" "$v"; then
			go=$candidate go_has=$v
		fi
		if version_at_least "$go_has" "$want_go"; then return; fi
	done
}

# Debian and Fedora ship a Go that is older than ours. Since 1.21 it fetches
# the version that go.mod names by itself, if it is allowed to (the packages
# of Fedora switch that off); an older one can fetch it as the module
# golang.org/toolchain, checked against the same public record of checksums.
ready_go() {
	find_go
	[ -n "$go" ] || fail "Go $want_go or newer is needed: install it from https://go.dev/dl and try again."
	PATH=$(dirname "$go"):$PATH
	export PATH
	if version_at_least "$go_has" "$want_go"; then return; fi
	if [ "$(go env GOSUMDB)" = off ]; then
		GOSUMDB=sum.golang.org
		export GOSUMDB
	fi
	if version_at_least "$go_has" 1.21; then
		GOTOOLCHAIN=${GOTOOLCHAIN:-auto}
		export GOTOOLCHAIN
	else
		fetch_go
	fi
	(cd "$root" && go version >/dev/null) ||
		fail "Go $want_go or newer is needed, $go_has is here and could not fetch it: install it from https://go.dev/dl and try again."
}

fetch_go() {
	module=golang.org/toolchain@v0.0.1-go$want_go.$(go env GOOS)-$(go env GOARCH)
	place=$(go env GOMODCACHE)
	place=${place:-$(go env GOPATH)/pkg/mod}/$module
	if [ ! -d "$place/bin" ]; then
		say "guvoh: fetching Go $want_go, since $go_has is too old"
		# The module cache is read-only and a zip of a module keeps no modes.
		(cd / && GO111MODULE=on GOFLAGS=-modcacherw go mod download "$module" && chmod -R u+x "$place/bin" "$place/pkg/tool") ||
			fail "Go $want_go or newer is needed and could not be fetched: install it from https://go.dev/dl and try again."
	fi
	PATH=$place/bin:$PATH
}

# holds KIND [NAME]: is this need met?
holds() {
	case $1 in
	go) find_go && [ -n "$go" ] ;;
	cmd) command -v "$2" >/dev/null 2>&1 ;;
	cc) echo '#include <stdlib.h>' | ${CC:-gcc} -E - >/dev/null 2>&1 ;;
	certs) [ -s /etc/ssl/certs/ca-certificates.crt ] || [ -s /etc/pki/tls/certs/ca-bundle.crt ] || [ -s /etc/ssl/ca-bundle.pem ] || [ -n "${SSL_CERT_FILE:-}" ] ;;
	pc) pkg-config --exists "$2" >/dev/null 2>&1 ;;
	jar) [ -r "$jars/$2.jar" ] ;;
	font) fc-list 2>/dev/null | grep -q "$2 $3" ;;
	esac
}

# missing prints the needs of the groups that are not met.
missing() {
	needs | while IFS='|' read -r group check debian fedora; do
		case " $groups " in *" $group "*) ;; *) continue ;; esac
		case "$system $check" in
		Linux*) ;;
		*" pc "* | *" certs" | *" cmd pkg-config" | *" cmd Xvfb" | *" cmd openbox" | *" cmd xdotool" | *" cmd import" | *" cmd dbus-daemon") continue ;;
		esac
		[ "$fedora" != - ] || command -v apt-get >/dev/null 2>&1 || continue
		# shellcheck disable=SC2086 # a check is a word or two
		holds $check || printf '%s|%s|%s|%s\n' "$group" "$check" "$debian" "$fedora"
	done
}

column() { printf '%s\n' "$lacks" | cut -d'|' -f"$1" | tr '\n' ' ' | sed 's/ $//'; }

# install_command prints how this machine installs what it lacks; nothing
# where we do not know.
install_command() {
	if [ "$system" != Linux ]; then return; fi
	if command -v apt-get >/dev/null 2>&1; then
		echo "apt-get install -y --no-install-recommends $(column 3)"
	elif command -v dnf >/dev/null 2>&1; then
		echo "dnf install -y --setopt=install_weak_deps=False $(column 4)"
	fi
}

# as_root COMMAND...: without a terminal sudo must not wait for a password.
as_root() {
	if [ "$(id -u)" = 0 ]; then
		"$@"
	elif [ -t 0 ]; then
		sudo "$@"
	else
		sudo -n "$@"
	fi
}

install() {
	say "guvoh: installing what is missing: $1"
	case $1 in
	apt-get*)
		# A package list of last year is of no use; one we cannot renew may still do.
		as_root apt-get update -q >&2 || :
		# shellcheck disable=SC2086 # package names hold no spaces
		as_root env DEBIAN_FRONTEND=noninteractive $1 >&2
		;;
	*)
		# shellcheck disable=SC2086
		as_root $1 >&2
		;;
	esac
}

# elsewhere says what to install where we cannot do it.
elsewhere() {
	case $system in
	Darwin) say "guvoh: on macOS install Go $want_go or newer from https://go.dev/dl, and the C compiler with: xcode-select --install" ;;
	MINGW* | MSYS* | CYGWIN*) say "guvoh: on Windows install Go $want_go or newer from https://go.dev/dl, and gcc from https://www.msys2.org with: pacman -S mingw-w64-ucrt-x86_64-gcc" ;;
	*) say "guvoh: install these with your system's own packages (Debian names: $(column 3); Fedora names: $(column 4))" ;;
	esac
}

# needed_for_sure: the tools that only look at what the tests made may be
# missing; the tests that want them then say so themselves.
needed_for_sure() {
	printf '%s\n' "$lacks" | grep -Eqv '^(test|window|bench)\|'
}

settle() {
	lacks=$(missing)
	[ -n "$lacks" ] || return 0
	command=$(install_command)
	if [ -n "$command" ] && [ "${GUVOH_INSTALL:-yes}" != no ]; then
		if [ "$(id -u)" = 0 ] || command -v sudo >/dev/null 2>&1; then
			install "$command" || :
		fi
		lacks=$(missing)
		[ -n "$lacks" ] || return 0
		command=$(install_command)
	fi
	say "guvoh: missing here: $(column 2)"
	if [ -n "$command" ]; then
		say "guvoh: install it as root with: $command"
	else
		elsewhere
	fi
	if needed_for_sure || [ "$strict" = yes ]; then exit 1; fi
}

groups=''
while [ $# -gt 0 ] && [ "$1" != -- ]; do
	groups="$groups $1"
	shift
done
[ $# -gt 1 ] || fail "use: sh scripts/with.sh GROUP... -- COMMAND [ARGUMENT...]"
shift

# "make test" can do without its tools; "make uitest" asks for nothing but them.
case " $groups " in *" test "*) strict=no ;; *) strict=yes ;; esac

settle
case " $groups " in
*" build "*)
	ready_go
	[ "$(go env CGO_ENABLED)" = 1 ] ||
		fail "the window and the file are partly C: unset CGO_ENABLED=0 (go env -u CGO_ENABLED) and try again."
	;;
esac
exec "$@"
