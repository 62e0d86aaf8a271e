package exhibit_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/jpeg"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"guvoh/export/doc"
	"guvoh/export/exhibit"
	"guvoh/export/pdf"
	"guvoh/model/vault/vaulttest/raced"
	"guvoh/model/worker"
)

// most is how much memory we and a worker may need for what a case holds.
const most = 350 << 20

// pieces is a long file made of a few pieces, of which many are the same, so
// that the test itself needs no memory for it.
type pieces struct {
	parts  [][]byte
	starts []int64
	size   int64
	at     int64
}

func (p *pieces) add(b []byte) {
	p.parts, p.starts = append(p.parts, b), append(p.starts, p.size)
	p.size += int64(len(b))
}

func (p *pieces) open() (io.ReadCloser, error) {
	own := *p
	return &own, nil
}

func (p *pieces) Close() error { return nil }

func (p *pieces) Seek(offset int64, whence int) (int64, error) {
	p.at = offset + []int64{io.SeekStart: 0, io.SeekCurrent: p.at, io.SeekEnd: p.size}[whence]
	return p.at, nil
}

func (p *pieces) Read(b []byte) (int, error) {
	if p.at >= p.size {
		return 0, io.EOF
	}
	i, found := slices.BinarySearch(p.starts, p.at)
	if !found {
		i--
	}
	n := copy(b, p.parts[i][p.at-p.starts[i]:])
	p.at += int64(n)
	return n, nil
}

// scan is a PDF of so many scanned pages of two megabytes each.
func scan(pages int) *pieces {
	p := &pieces{}
	var places []int64
	object := func(format string, args ...any) {
		places = append(places, p.size)
		p.add(fmt.Appendf(nil, "%d 0 obj\n"+format, append([]any{len(places)}, args...)...))
	}
	data := make([]byte, 2<<20)
	dice := rand.New(rand.NewPCG(1, 2))
	for i := range data {
		data[i] = byte(dice.Uint32())
	}
	p.add([]byte("%PDF-1.4\n"))
	kids := ""
	for i := range pages {
		kids += fmt.Sprintf("%d 0 R ", 3+3*i)
	}
	object("<</Type /Catalog /Pages 2 0 R>>\nendobj\n")
	object("<</Type /Pages /Count %d /Kids [%s]>>\nendobj\n", pages, kids)
	for i := range pages {
		object("<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources <</XObject <</I %d 0 R>>>>>>\nendobj\n", 4+3*i, 5+3*i)
		object("<</Length 29>>\nstream\nq 595 0 0 842 0 0 cm /I Do Q \nendstream\nendobj\n")
		object("<</Type /XObject /Subtype /Image /Width 2480 /Height 3508 /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode /Length %d>>\nstream\n", len(data))
		p.add(data)
		p.add([]byte("\nendstream\nendobj\n"))
	}
	at := p.size
	p.add(fmt.Appendf(nil, "xref\n0 %d\n0000000000 65535 f \n", len(places)+1))
	for _, place := range places {
		p.add(fmt.Appendf(nil, "%010d 00000 n \n", place))
	}
	p.add(fmt.Appendf(nil, "trailer <</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(places)+1, at))
	return p
}

// scanned is a document with a dossier of scans.
func scanned(pages int) *doc.Document {
	file := scan(pages)
	e := &doc.Exhibit{Number: "Ex. 1", Title: "Case file", Stamp: "Ex. 1", Open: file.open}
	for n := range pages {
		e.Sheets = append(e.Sheets, doc.Sheet{Page: n + 1, Width: 595, Height: 842})
	}
	return &doc.Document{Title: "Scans", Blocks: []doc.Block{e}}
}

// photographed is a document with so many photographs of a telephone, 1.9 MB
// each.
func photographed(n int) *doc.Document {
	img := image.NewYCbCr(image.Rect(0, 0, 4000, 3000), image.YCbCrSubsampleRatio420)
	dice := rand.New(rand.NewPCG(3, 4))
	for i := range img.Y {
		img.Y[i] = byte(i>>9) + byte(dice.Uint32()&7)
	}
	var b bytes.Buffer
	_ = jpeg.Encode(&b, img, &jpeg.Options{Quality: 75}) // a buffer does not fail
	g := &doc.Gallery{}
	for i := range n {
		file := &pieces{}
		file.add(b.Bytes())
		g.Figures = append(g.Figures, &doc.Figure{Open: file.open, Caption: doc.Plain(strconv.Itoa(i))})
	}
	return &doc.Document{Title: "Photographs", Blocks: []doc.Block{g}}
}

// peak gives the most memory that this process ever needed.
func peak() int64 {
	b, _ := os.ReadFile("/proc/self/status")
	m := regexp.MustCompile(`VmHWM:\s+(\d+)`).FindSubmatch(b)
	if m == nil {
		return 0
	}
	kB, _ := strconv.ParseInt(string(m[1]), 10, 64)
	return kB << 10
}

// weighs is the variable by which this program is told to print something and
// to say what was needed for it: another test's memory is none of this one's.
const weighs = "GUVOH_TEST_WEIGHS"

// weighIfTold does so, and ends this process.
func weighIfTold() {
	what := os.Getenv(weighs)
	if what == "" {
		return
	}
	if err := weighHere(what); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// large is what a case holds.
var large = map[string]func() *doc.Document{
	"scan":   func() *doc.Document { return scanned(100) },
	"photos": func() *doc.Document { return photographed(12) },
	"album":  func() *doc.Document { return photographed(150) },
}

// weighed is what was needed for a printing, in bytes.
type weighed struct{ Ours, Theirs, Written int64 }

// weighHere prints in this process.
func weighHere(what string) error {
	d := large[what]()
	reader, all := watched()
	var n counter
	rep, err := pdf.Write(&n, d, pdf.Options{Reader: reader})
	if err != nil || len(rep.Undrawn) > 0 || len(rep.Damaged) > 0 {
		return fmt.Errorf("%+v, %w", rep, err)
	}
	w := weighed{Ours: peak(), Written: int64(n)}
	reader.Close()
	for _, p := range *all {
		if state := p.Cmd().ProcessState; state != nil {
			w.Theirs = max(w.Theirs, state.SysUsage().(*syscall.Rusage).Maxrss<<10)
		}
	}
	return json.NewEncoder(os.Stdout).Encode(w)
}

type counter int64

func (c *counter) Write(b []byte) (int, error) {
	*c += counter(len(b))
	return len(b), nil
}

// watched is a reader, and its workers.
func watched() (*exhibit.Reader, *[]*worker.Process) {
	var one sync.Mutex
	all := &[]*worker.Process{}
	return exhibit.Played(time.Minute, func() (*worker.Process, error) {
		cmd, err := worker.Again(exhibit.Job.Argument)
		if err != nil {
			return nil, err
		}
		p, err := worker.Start(cmd)
		one.Lock()
		defer one.Unlock()
		*all = append(*all, p)
		return p, err
	}), all
}

// weigh prints in a process of its own and checks what was needed.
func weigh(t testing.TB, what string) weighed {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program)
	cmd.Env = append(os.Environ(), weighs+"="+what, "GOGC=100") // as for the program that people use
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	var w weighed
	if err == nil {
		err = json.Unmarshal(out, &w)
	}
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	t.Logf("%s: we needed %d MB, a worker %d MB, for %d MB", what, w.Ours>>20, w.Theirs>>20, w.Written>>20)
	if w.Ours > most || w.Theirs > most {
		t.Errorf("we need %d MB, a worker %d MB", w.Ours>>20, w.Theirs>>20)
	}
	return w
}

func TestWhatACaseHoldsNeedsLittleMemory(t *testing.T) {
	if raced.Short() {
		t.Skip("prints 200 MB, for which the race detector needs many times the memory")
	}
	if w := weigh(t, "scan"); w.Written < 200<<20 {
		t.Errorf("only %d MB were written", w.Written>>20)
	}
	weigh(t, "photos")
}

// BenchmarkPrint prints what a large case holds.
func BenchmarkPrint(b *testing.B) {
	for _, what := range []string{"album", "scan"} {
		b.Run(what, func(b *testing.B) {
			for b.Loop() {
				w := weigh(b, what)
				b.ReportMetric(float64(w.Ours>>20), "MB-ours")
				b.ReportMetric(float64(w.Theirs>>20), "MB-worker")
				b.ReportMetric(float64(w.Written>>20), "MB-written")
			}
		})
	}
}
