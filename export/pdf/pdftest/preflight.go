package pdftest

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// jars are the parts of preflight, as Debian ships them.
var jars = []string{"preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "javax.activation", "jaxb-api"}

// Archive holds a file to PDF/A-1b, with the one judge of PDF/A that a
// distribution ships. Where none does, the test is left out.
func Archive(f *File) []string {
	f.t.Helper()
	const home = "/usr/share/java"
	var path []string
	for _, jar := range jars {
		path = append(path, filepath.Join(home, jar+".jar"))
		if _, err := os.Stat(path[len(path)-1]); err == nil {
			continue
		}
		if _, err := exec.LookPath("apt-get"); err == nil {
			f.t.Fatalf("%s.jar is not installed; \"make test\" installs it", jar)
		}
		f.t.Skip("no package of this system has preflight")
	}
	out, said, err := run(f.t, "java", "-Xmx512m", "-cp", strings.Join(path, string(os.PathListSeparator)), "org.apache.pdfbox.preflight.Validator_A1b", f.Path)
	if err == nil && strings.Contains(out, "is a valid PDF/A-1b file") {
		return nil
	}
	var faults []string
	for line := range strings.Lines(said) {
		if line = strings.TrimSpace(line); line != "" {
			faults = append(faults, line)
		}
	}
	return faults
}
