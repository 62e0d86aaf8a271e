package main_test

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// A machine is a made-up computer on which a set-up script runs: it has the
// commands given and no others. What its package manager installs is written
// to the file "installed" and appears at once.
type machine struct {
	dir  string
	vars []string
}

// everything is each command that a machine with nothing missing has.
var everything = []string{
	"gcc", "pkg-config", "dbus-daemon", "pdftotext", "qpdf", "zbarimg", "syncthing", "xlsx2csv", "Xvfb", "openbox", "xdotool",
	"import", "sqlite3", "make", "x86_64-w64-mingw32-gcc", "java", "preflight.jar", "javax.activation.jar", "jaxb-api.jar",
}

// borrowed are the small tools that the scripts themselves stand on.
var borrowed = []string{"sh", "awk", "sed", "grep", "cut", "tr", "dirname", "env", "cat", "chmod", "mkdir", "touch", "printf", "mktemp", "rm"}

func newMachine(t *testing.T, system string, has ...string) *machine {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("the scripts are for a POSIX shell")
	}
	m := &machine{dir: t.TempDir()}
	for _, name := range borrowed {
		if real, err := exec.LookPath(name); err == nil {
			if err := os.Symlink(real, filepath.Join(m.dir, name)); err != nil {
				t.Fatal(err)
			}
		}
	}
	m.command(t, "uname", "echo "+system)
	m.command(t, "id", "echo 0")
	certs := filepath.Join(m.dir, "certs")
	m.vars = []string{"PATH=" + m.dir, "HOME=" + m.dir, "GUVOH_GO_PLACES=", "GUVOH_JARS=" + m.dir, "SSL_CERT_FILE=" + certs}
	for _, name := range has {
		m.command(t, name, "exit 0")
	}
	return m
}

// command gives the machine a command that does what the shell text says.
func (m *machine) command(t *testing.T, name, does string) {
	t.Helper()
	file := filepath.Join(m.dir, name)
	_ = os.Remove(file)
	if err := os.WriteFile(file, []byte("#!/bin/sh\n"+does+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
}

// installer gives the machine a package manager that works: the packages
// named bring the commands named.
func (m *machine) installer(t *testing.T, name string, brings map[string]string) {
	t.Helper()
	does := "echo \"$0 $*\" >>" + m.dir + "/installed\nfor p in \"$@\"; do case $p in\n"
	for pkg, command := range brings {
		does += pkg + ") printf '#!/bin/sh\\nexit 0\\n' >" + m.dir + "/" + command + "; chmod +x " + m.dir + "/" + command + " ;;\n"
	}
	m.command(t, name, does+"esac; done")
}

// golang gives the machine a Go of that version.
func (m *machine) golang(t *testing.T, version, cgo string) {
	t.Helper()
	m.command(t, "go", `case "$1 ${2:-}" in
"version ") echo "go version go`+version+` linux/amd64" ;;
"env CGO_ENABLED") echo `+cgo+` ;;
"env GOSUMDB") echo off ;;
"env GOMODCACHE") echo `+m.dir+`/mod ;;
"env GOOS") echo linux ;;
"env GOARCH") echo amd64 ;;
"mod download") mkdir -p `+m.dir+`/mod/$3/bin `+m.dir+`/mod/$3/pkg/tool; printf '#!/bin/sh\n[ $1 = env ] && echo 1 || echo fetched\n' >`+m.dir+`/mod/$3/bin/go ;;
*) echo "toolchain=${GOTOOLCHAIN:-} sums=${GOSUMDB:-}" ;;
esac`)
}

type outcome struct {
	out, err string
	status   int
}

func (m *machine) run(t *testing.T, script string, args ...string) outcome {
	t.Helper()
	cmd := exec.Command("/bin/sh", append([]string{filepath.Join("scripts", script)}, args...)...)
	cmd.Env = m.vars
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return outcome{out.String(), errs.String(), cmd.ProcessState.ExitCode()}
}

func (m *machine) installed(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(m.dir, "installed"))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	return string(b)
}

func (o outcome) want(t *testing.T, status int, parts ...string) {
	t.Helper()
	if o.status != status {
		t.Errorf("exit status %d, want %d", o.status, status)
	}
	for _, part := range parts {
		if !strings.Contains(o.out+o.err, part) {
			t.Errorf("%q is not said", part)
		}
	}
	if t.Failed() {
		t.Logf("output:\n%s\nerrors:\n%s", o.out, o.err)
	}
}

func TestSetUp(t *testing.T) {
	t.Run("is silent where all is there", func(t *testing.T) {
		m := newMachine(t, "Linux", everything...)
		m.golang(t, "1.99.0", "1")
		got := m.run(t, "with.sh", "build", "test", "window", "bench", "--", "printf", "%s", "done")
		got.want(t, 0, "done")
		if got.err != "" || m.installed(t) != "" {
			t.Errorf("said %q, installed %q", got.err, m.installed(t))
		}
	})
	t.Run("installs by apt-get exactly what is missing", func(t *testing.T) {
		m := newMachine(t, "Linux", "gcc", "pkg-config", "dbus-daemon", "qpdf", "java", "jaxb-api.jar", "javax.activation.jar")
		m.golang(t, "1.99.0", "1")
		m.installer(t, "apt-get", map[string]string{"poppler-utils": "pdftotext", "zbar-tools": "zbarimg", "syncthing": "syncthing", "xlsx2csv": "xlsx2csv", "libpdfbox2-java": "preflight.jar"})
		m.run(t, "with.sh", "build", "test", "--", "printf", "done").want(t, 0, "done")
		want := "install -y --no-install-recommends poppler-utils zbar-tools syncthing xlsx2csv libpdfbox2-java\n"
		if got := m.installed(t); !strings.Contains(got, "apt-get update") || !strings.HasSuffix(got, want) {
			t.Errorf("installed %q", got)
		}
	})
	t.Run("installs by dnf under the names of Fedora", func(t *testing.T) {
		m := newMachine(t, "Linux", "gcc", "pkg-config")
		m.golang(t, "1.99.0", "1")
		m.installer(t, "dnf", map[string]string{"ImageMagick": "import", "xorg-x11-server-Xvfb": "Xvfb", "openbox": "openbox", "xdotool": "xdotool", "poppler-utils": "pdftotext"})
		m.run(t, "with.sh", "build", "window", "--", "printf", "done").want(t, 0, "done")
		if got := m.installed(t); !strings.HasSuffix(got, " xorg-x11-server-Xvfb openbox xdotool ImageMagick poppler-utils\n") {
			t.Errorf("installed %q", got)
		}
	})
	t.Run("does without what Fedora has no package for", func(t *testing.T) {
		m := newMachine(t, "Linux", "gcc", "pkg-config", "dbus-daemon", "pdftotext", "zbarimg", "syncthing", "xlsx2csv")
		m.golang(t, "1.99.0", "1")
		m.installer(t, "dnf", map[string]string{"qpdf": "qpdf"})
		got := m.run(t, "with.sh", "build", "test", "--", "printf", "done")
		got.want(t, 0, "done")
		if done := m.installed(t); !strings.HasSuffix(done, " qpdf\n") || strings.Contains(got.err, "java") {
			t.Errorf("installed %q, said %q", done, got.err)
		}
	})
	t.Run("asks sudo, without waiting for a password nobody can type", func(t *testing.T) {
		m := newMachine(t, "Linux", "pkg-config", "gcc")
		m.golang(t, "1.99.0", "1")
		m.command(t, "id", "echo 1000")
		m.command(t, "sudo", "echo \"sudo $*\" >>"+m.dir+"/installed; exit 1")
		m.command(t, "apt-get", "exit 1")
		m.run(t, "with.sh", "make", "--", "printf", "done").want(t, 1, "install it as root with: apt-get install -y --no-install-recommends make")
		if got := m.installed(t); !strings.Contains(got, "sudo -n env DEBIAN_FRONTEND=noninteractive apt-get install") {
			t.Errorf("ran %q", got)
		}
	})
	t.Run("without root or sudo says what to run, and stops", func(t *testing.T) {
		m := newMachine(t, "Linux", "pkg-config")
		m.golang(t, "1.99.0", "1")
		m.command(t, "gcc", "exit 1")
		m.command(t, "id", "echo 1000")
		m.installer(t, "apt-get", nil)
		m.run(t, "with.sh", "build", "--", "printf", "done").want(t, 1, "install it as root with: apt-get install -y --no-install-recommends gcc libc6-dev")
		if got := m.installed(t); got != "" {
			t.Errorf("installed %q", got)
		}
	})
	t.Run("never installs when told not to", func(t *testing.T) {
		m := newMachine(t, "Linux")
		m.vars = append(m.vars, "GUVOH_INSTALL=no")
		m.installer(t, "apt-get", map[string]string{"make": "make"})
		m.run(t, "with.sh", "make", "--", "printf", "done").want(t, 1, "apt-get install -y --no-install-recommends make")
		if got := m.installed(t); got != "" {
			t.Errorf("installed %q", got)
		}
	})
	t.Run("lets the tests run when only their tools cannot be had", func(t *testing.T) {
		m := newMachine(t, "Linux", "gcc", "pkg-config")
		m.golang(t, "1.99.0", "1")
		m.command(t, "apt-get", "exit 100")
		m.run(t, "with.sh", "build", "test", "window", "--", "printf", "done").want(t, 0, "done", "poppler-utils qpdf zbar-tools syncthing xlsx2csv default-jre-headless libpdfbox2-java libactivation-java libjaxb-api-java xvfb")
	})
	t.Run("stops when a window test has no display server", func(t *testing.T) {
		m := newMachine(t, "Linux", "gcc", "pkg-config")
		m.golang(t, "1.99.0", "1")
		m.command(t, "apt-get", "exit 100")
		m.run(t, "with.sh", "build", "window", "--", "printf", "done").want(t, 1, "xvfb")
	})
	for system, words := range map[string]string{
		"Darwin":           "xcode-select --install",
		"MINGW64_NT-10.0":  "pacman -S mingw-w64-ucrt-x86_64-gcc",
		"FreeBSD":          "your system's own packages",
		"Linux (no known)": "your system's own packages",
	} {
		t.Run("says what to install on "+system, func(t *testing.T) {
			m := newMachine(t, strings.Fields(system)[0])
			m.run(t, "with.sh", "build", "--", "printf", "done").want(t, 1, words)
		})
	}
}

func TestSetUpFindsGo(t *testing.T) {
	ready := func(t *testing.T, version, cgo string, vars ...string) outcome {
		t.Helper()
		m := newMachine(t, "Linux", everything...)
		m.golang(t, version, cgo)
		m.vars = append(m.vars, vars...)
		return m.run(t, "with.sh", "build", "--", "go", "list")
	}
	t.Run("new enough is left as it is", func(t *testing.T) {
		ready(t, "1.99.2", "1").want(t, 0, "toolchain= sums=\n")
	})
	t.Run("older may fetch a newer one, checked against the public sums", func(t *testing.T) {
		ready(t, "1.22.4", "1").want(t, 0, "toolchain=auto sums=sum.golang.org\n")
	})
	t.Run("a wish of the user's stands", func(t *testing.T) {
		ready(t, "1.22.4", "1", "GOTOOLCHAIN=path").want(t, 0, "toolchain=path")
	})
	t.Run("too old to fetch by itself is helped", func(t *testing.T) {
		ready(t, "1.19.8", "1").want(t, 0, "since 1.19.8 is too old", "fetched\n")
	})
	t.Run("switched off C is said plainly", func(t *testing.T) {
		ready(t, "1.99.0", "0").want(t, 1, "unset CGO_ENABLED=0")
	})
	t.Run("none at all is said plainly", func(t *testing.T) {
		m := newMachine(t, "Linux", everything...)
		m.command(t, "apt-get", "exit 100")
		m.run(t, "with.sh", "build", "--", "printf", "done").want(t, 1, "missing here: go", "golang-go")
	})
	t.Run("one outside the path is found, the new before the old", func(t *testing.T) {
		m := newMachine(t, "Linux", everything...)
		m.golang(t, "1.19.8", "1")
		other := newMachine(t, "Linux")
		other.golang(t, "1.99.0", "1")
		m.vars = append(m.vars, "GUVOH_GO_PLACES="+other.dir+"/go")
		m.run(t, "with.sh", "build", "--", "go", "version").want(t, 0, "go1.99.0")
	})
}

func TestOpeningTheWindow(t *testing.T) {
	open := func(t *testing.T, system string, vars ...string) outcome {
		t.Helper()
		m := newMachine(t, system)
		m.command(t, "guvoh", `echo "guvoh ran with: $*"`)
		m.vars = append(m.vars, vars...)
		return m.run(t, "open.sh", filepath.Join(m.dir, "guvoh"), "a case.guvoh")
	}
	t.Run("opens on a display", func(t *testing.T) {
		open(t, "Linux", "DISPLAY=:9").want(t, 0, "guvoh ran with: a case.guvoh")
	})
	t.Run("opens where displays have no name", func(t *testing.T) {
		open(t, "Darwin").want(t, 0, "guvoh ran with: a case.guvoh")
	})
	t.Run("without a display shows the commands instead", func(t *testing.T) {
		open(t, "Linux").want(t, 0, "There is no display here", "guvoh ran with: help")
	})
	t.Run("says what Wayland alone lacks", func(t *testing.T) {
		open(t, "Linux", "WAYLAND_DISPLAY=wayland-0").want(t, 0, "xwayland", "guvoh ran with: help")
	})
}

func TestMakeIsNotNeeded(t *testing.T) {
	m := newMachine(t, "Linux")
	m.command(t, "make", `echo "make was told: $*"`)
	m.run(t, "run.sh").want(t, 0, "make was told: run\n")
	m.run(t, "run.sh", "test").want(t, 0, "make was told: test\n")
}

func TestFilesOfTestsLieInMemory(t *testing.T) {
	const plenty = "99999999"
	where := func(t *testing.T, free, memory string, change func(m *machine, place string)) (place string, told outcome) {
		t.Helper()
		m := newMachine(t, "Linux")
		place = t.TempDir()
		m.command(t, "df", "printf 'Filesystem 1024-blocks Used Available Capacity Mounted\\ntmpfs 0 0 "+free+" 0%% x\\n'")
		info := filepath.Join(m.dir, "meminfo")
		if err := os.WriteFile(info, []byte("MemTotal: 1 kB\nMemAvailable: "+memory+" kB\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		m.vars = append(m.vars, "TMPDIR=/the/disk", "GUVOH_MEMORY="+place, "GUVOH_MEMINFO="+info)
		if change != nil {
			change(m, place)
		}
		told = m.run(t, "inmemory.sh", "sh", "-c", `echo "$TMPDIR, Go $GOTMPDIR, disk $GUVOH_DISK"; exit 3`)
		if left, err := os.ReadDir(place); err == nil && len(left) > 0 {
			t.Errorf("%d files are left there", len(left))
		}
		return place, told
	}
	t.Run("where there is room, until the command ends", func(t *testing.T) {
		place, told := where(t, plenty, plenty, nil)
		told.want(t, 3, filepath.Join(place, "guvoh-test-"), ", Go /the/disk, disk /the/disk\n")
	})
	const asEver = "/the/disk, Go , disk \n"
	for name, c := range map[string]struct {
		free, memory string
		change       func(m *machine, place string)
	}{
		"and on the disk where the place is small":     {free: "65536", memory: plenty},
		"and on the disk where memory is short":        {free: plenty, memory: "4194304"},
		"and on the disk where there is no such place": {plenty, plenty, func(m *machine, place string) { os.Remove(place) }},
		"and on the disk where no program may be run": {plenty, plenty, func(m *machine, place string) {
			m.command(t, "mktemp", "mkdir -p "+place+"/x/may-run && echo "+place+"/x")
		}},
	} {
		t.Run(name, func(t *testing.T) {
			_, told := where(t, c.free, c.memory, c.change)
			told.want(t, 3, asEver)
		})
	}
}
