package exhibit_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"testing"

	"guvoh/export/exhibit"
	"guvoh/model/worker"
)

var ctx = context.Background()

// TestMain lets the test program be the worker, as main does.
func TestMain(m *testing.M) {
	worker.Serve(exhibit.Job, exhibit.CalmJob)
	weighIfTold()
	os.Exit(m.Run())
}

// file is bytes as a file of evidence.
func file(data []byte) exhibit.File {
	return exhibit.File{Size: int64(len(data)), Open: func() (io.ReadCloser, error) {
		return struct {
			io.ReadSeeker
			io.Closer
		}{bytes.NewReader(data), io.NopCloser(nil)}, nil
	}}
}

// enclosed makes a PDF whose pages are those of a copy and nothing else.
func enclosed(p *exhibit.Pages) ([]byte, error) {
	var b bytes.Buffer
	places := map[int]int{}
	begin := func(n int) { places[n] = b.Len() }
	object := func(n int, text string, args ...any) {
		begin(n)
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", n, fmt.Sprintf(text, args...))
	}
	b.WriteString("%PDF-1.7\n")
	const first = 3
	next := first + p.Objects
	kids := ""
	for i, s := range p.Sheets {
		kids += fmt.Sprintf("%d 0 R ", next)
		object(next, "<</Type /Page /Parent 2 0 R /MediaBox [0 0 %.4f %.4f] /Contents %d 0 R /Resources <</XObject <</F %d 0 R>>>>>>", s.Width, s.Height, next+1, first+p.Forms[i])
		object(next+1, "<</Length 5>>\nstream\n/F Do\nendstream")
		next += 2
	}
	object(1, "<</Type /Catalog /Pages 2 0 R>>")
	object(2, "<</Type /Pages /Count %d /Kids [%s]>>", len(p.Sheets), kids)
	if err := p.Write(ctx, &b, first, begin); err != nil {
		return nil, err
	}
	at := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", next)
	for n := 1; n < next; n++ {
		fmt.Fprintf(&b, "%010d 00000 n \n", places[n])
	}
	fmt.Fprintf(&b, "trailer <</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", next, at)
	return b.Bytes(), nil
}
