package exhibit_test

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"io"
	"math/rand/v2"
	"os"
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
func photographed(t testing.TB, n int) *doc.Document {
	t.Helper()
	img := image.NewYCbCr(image.Rect(0, 0, 4000, 3000), image.YCbCrSubsampleRatio420)
	dice := rand.New(rand.NewPCG(3, 4))
	for i := range img.Y {
		img.Y[i] = byte(i>>9) + byte(dice.Uint32()&7)
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 81}); err != nil {
		t.Fatal(err)
	}
	g := &doc.Gallery{}
	for i := range n {
		file := &pieces{}
		file.add(b.Bytes())
		g.Figures = append(g.Figures, &doc.Figure{Open: file.open, Caption: doc.Plain(strconv.Itoa(i))})
	}
	t.Logf("%d photographs of %.1f MB", n, float64(b.Len())/1e6)
	return &doc.Document{Title: "Photographs", Blocks: []doc.Block{g}}
}

// weighed is a reader that knows in the end what its workers needed.
type weighed struct {
	*exhibit.Reader
	mu  sync.Mutex
	all []*worker.Process
}

func newWeighed() *weighed {
	w := &weighed{}
	w.Reader = exhibit.Played(time.Minute, func() (*worker.Process, error) {
		cmd, err := worker.Again(exhibit.Job.Argument)
		if err != nil {
			return nil, err
		}
		p, err := worker.Start(cmd)
		w.mu.Lock()
		defer w.mu.Unlock()
		w.all = append(w.all, p)
		return p, err
	})
	return w
}

// peak ends the workers and gives the most that one of them needed.
func (w *weighed) peak() (bytes int64) {
	w.Close()
	for _, p := range w.all {
		if state := p.Cmd().ProcessState; state != nil {
			bytes = max(bytes, state.SysUsage().(*syscall.Rusage).Maxrss<<10)
		}
	}
	return bytes
}

// forget has the system forget how much memory this process once needed.
func forget(t testing.TB) {
	if err := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0); err != nil {
		t.Log(err)
	}
}

// needed gives the most memory that this process needed since then.
func needed(t testing.TB) int64 {
	t.Helper()
	b, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Fatal(err)
	}
	kB, _ := strconv.ParseInt(regexp.MustCompile(`VmHWM:\s+(\d+)`).FindStringSubmatch(string(b))[1], 10, 64)
	return kB << 10
}

// weigh prints a document and checks what was needed for it.
func weigh(t testing.TB, d *doc.Document) (ours, theirs int64, written int64) {
	t.Helper()
	forget(t)
	reader := newWeighed()
	var n counter
	rep, err := pdf.Write(&n, d, pdf.Options{Reader: reader.Reader})
	if err != nil || len(rep.Undrawn) > 0 || len(rep.Damaged) > 0 {
		t.Fatalf("%+v, %v", rep, err)
	}
	ours, theirs = needed(t), reader.peak()
	if !raced && (ours > most || theirs > most) {
		t.Errorf("we need %d MB, a worker %d MB", ours>>20, theirs>>20)
	}
	return ours, theirs, int64(n)
}

type counter int64

func (c *counter) Write(b []byte) (int, error) {
	*c += counter(len(b))
	return len(b), nil
}

func TestWhatACaseHoldsNeedsLittleMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("prints 200 MB")
	}
	t.Run("a dossier of 200 MB of scans", func(t *testing.T) {
		ours, theirs, written := weigh(t, scanned(100))
		t.Logf("we needed %d MB, a worker %d MB, for %d MB", ours>>20, theirs>>20, written>>20)
		if written < 200<<20 {
			t.Errorf("only %d MB were written", written>>20)
		}
	})
	t.Run("photographs", func(t *testing.T) {
		ours, theirs, written := weigh(t, photographed(t, 12))
		t.Logf("we needed %d MB, a worker %d MB, for %d MB", ours>>20, theirs>>20, written>>20)
	})
}

// BenchmarkPrint prints what a large case holds.
func BenchmarkPrint(b *testing.B) {
	for name, d := range map[string]*doc.Document{"150 photographs": photographed(b, 150), "a scan of 200 MB": scanned(100)} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				ours, theirs, written := weigh(b, d)
				b.ReportMetric(float64(ours>>20), "MB-ours")
				b.ReportMetric(float64(theirs>>20), "MB-worker")
				b.ReportMetric(float64(written>>20), "MB-written")
			}
		})
	}
}
