package exhibit_test

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// maker builds a PDF object by object.
type maker struct {
	objects []string // of number 1 on
	trailer string   // more entries of it
}

// newMaker begins a PDF whose catalog is object 1 and whose tree of pages is
// object 2.
func newMaker() *maker { return &maker{objects: []string{"", ""}} }

func (m *maker) add(text string, args ...any) int {
	if len(args) > 0 {
		text = fmt.Sprintf(text, args...)
	}
	m.objects = append(m.objects, text)
	return len(m.objects)
}

func (m *maker) stream(dict, data string) int {
	return m.add("%s", fmt.Sprintf("<<%s /Length %d>>\nstream\n%s\nendstream", dict, len(data), data))
}

func deflated(s string) string {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	_, _ = z.Write([]byte(s))
	_ = z.Close()
	return b.String()
}

// page adds a page; entries are those of its dictionary besides type, parent
// and content.
func (m *maker) page(entries, content string) int {
	c := m.stream("", content)
	return m.add("<</Type /Page /Parent 2 0 R /Contents %d 0 R %s>>", c, entries)
}

// file finishes the PDF. Entries are those of the catalog and of the tree
// besides the usual ones.
func (m *maker) file(catalog, tree string, pages ...int) []byte {
	var kids strings.Builder
	for _, p := range pages {
		fmt.Fprintf(&kids, "%d 0 R ", p)
	}
	m.objects[0] = "<</Type /Catalog /Pages 2 0 R " + catalog + ">>"
	m.objects[1] = fmt.Sprintf("<</Type /Pages /Count %d /Kids [%s] %s>>", len(pages), kids.String(), tree)
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	places := make([]int, len(m.objects))
	for i, o := range m.objects {
		places[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	at := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(places)+1)
	for _, p := range places {
		fmt.Fprintf(&b, "%010d 00000 n \n", p)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n", len(places)+1, m.trailer, at)
	return b.Bytes()
}

const (
	sheet     = "/MediaBox [0 0 300 400] "
	helvetica = "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>"
)

// marks is a drawing that looks different however it is turned: words, a red
// corner and a blue line.
const marks = "1 0 0 rg 20 340 60 40 re f 0 0 1 RG 4 w 20 20 m 280 200 l S 0 g BT /F1 24 Tf 60 250 Td (Protocol 17) Tj ET\n"

// onePage is a PDF of one page with the marks on it.
func onePage(entries string) []byte {
	m := newMaker()
	f := m.add(helvetica)
	return m.file("", "", m.page(fmt.Sprintf("%s /Resources <</Font <</F1 %d 0 R>>>>", entries, f), marks))
}

// with draws content on a page with resources and whatever else is added.
func with(build func(m *maker) (resources, content string)) []byte {
	m := newMaker()
	f := m.add(helvetica)
	res, content := build(m)
	return m.file("", "", m.page(fmt.Sprintf("%s /Resources <</Font <</F1 %d 0 R>> %s>>", sheet, f, res), content))
}

// run runs a tool on bytes and gives what it writes.
func run(t testing.TB, in []byte, name string, args ...string) []byte {
	t.Helper()
	out, err := tryRun(t, in, name, args...)
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return out
}

// tryRun runs a tool, with IN and OUT among its arguments as names of files.
func tryRun(t testing.TB, in []byte, name string, args ...string) ([]byte, error) {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Fatalf("%s is not on this machine: scripts/with.sh test installs it", name)
	}
	dir := t.TempDir()
	from, to := filepath.Join(dir, "in.pdf"), filepath.Join(dir, "out")
	if err := os.WriteFile(from, in, 0o600); err != nil {
		t.Fatal(err)
	}
	made := false
	for i, a := range args {
		made = made || a == "OUT"
		args[i] = map[string]string{"IN": from, "OUT": to}[a]
		if args[i] == "" {
			args[i] = a
		}
	}
	out, err := exec.Command(name, args...).CombinedOutput()
	if made && err == nil {
		out, err = os.ReadFile(to)
	}
	return out, err
}
