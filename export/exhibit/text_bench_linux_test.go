package exhibit_test

import (
	"bytes"
	"strings"
	"syscall"
	"testing"
	"time"

	"guvoh/export/doc"
	"guvoh/export/exhibit"
	"guvoh/export/pdf"
	"guvoh/model/worker"
)

// BenchmarkText reads a PDF of 500 pages of Russian text, with the making of PDFium
// ready, and tells what the worker needed for it.
func BenchmarkText(b *testing.B) {
	d := &doc.Document{Title: "Test", Lang: "ru"}
	for range 500 {
		d.Blocks = append(d.Blocks,
			&doc.Paragraph{Text: doc.Plain(strings.Repeat("Протокол допроса свидетеля: его держали в холодной камере, и никто не знал, где он. ", 30))},
			&doc.PageBreak{})
	}
	var file500 bytes.Buffer
	if _, err := pdf.Write(&file500, d, pdf.Options{}); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		var proc *worker.Process
		r := exhibit.Played(10*time.Minute, func() (_ *worker.Process, err error) {
			cmd, err := worker.Again(exhibit.CalmJob.Argument)
			if err == nil {
				proc, err = worker.Start(cmd)
			}
			return proc, err
		})
		began := time.Now()
		got, err := r.Text(ctx, file(file500.Bytes()))
		took := time.Since(began)
		r.Close()
		if err != nil || len(got.Passages) < 500 || got.Unread != 0 {
			b.Fatalf("%d passages, %d unread, %v", len(got.Passages), got.Unread, err)
		}
		b.ReportMetric(took.Seconds(), "s")
		b.ReportMetric(float64(len(got.Passages)), "pages")
		if state := proc.Cmd().ProcessState; state != nil {
			b.ReportMetric((state.UserTime() + state.SystemTime()).Seconds(), "s-of-processor")
			b.ReportMetric(float64(state.SysUsage().(*syscall.Rusage).Maxrss)/1024, "MB-of-worker")
		}
	}
}
