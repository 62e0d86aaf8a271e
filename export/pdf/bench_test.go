package pdf_test

import (
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"runtime/metrics"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"guvoh/export/doc"
	"guvoh/export/pdf"
)

// vocabulary is what generated text is made of: three languages, so that
// shaping and dividing have what to do.
var vocabulary = map[string][]string{
	"en":      strings.Fields("the applicant was taken by plain-clothes officers from his flat at about six in the morning he was not shown any document and was held for eleven hours without any record being drawn up of his detention"),
	"ru":      strings.Fields("заявитель был задержан сотрудниками в штатском в своей квартире около шести часов утра ему не предъявили никаких документов и не разрешили вызвать адвоката протокол задержания составлен не был"),
	"uz-Latn": strings.Fields("ertalab soat oltilarda uyga kelishdi uch kishi edi formasiz hujjat koʻrsatishmadi advokat chaqirishga ruxsat berishmadi oʻgʻlim yigʻlab qoldi xotinim esa qoʻshnilarga chiqib ketdi"),
}

// long is a document of about so many pages: numbered paragraphs in three
// languages under headings, with contents, notes and references.
func long(pages int) *doc.Document {
	r := rand.New(rand.NewPCG(1, 2))
	words := func(lang string, n int) string {
		list := vocabulary[lang]
		var b strings.Builder
		for i := range n {
			if i > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(list[r.IntN(len(list))])
		}
		return b.String() + "."
	}
	languages := []string{"en", "ru", "uz-Latn"}
	d := &doc.Document{Title: "Long", Lang: "en", NumberSections: true, Contents: &doc.Contents{Depth: 1}}
	for i := range pages {
		s := &doc.Section{Title: "Section " + words("en", 4), Anchor: fmt.Sprintf("s-%d", i)}
		for k := range 4 {
			lang := languages[(i+k)%3]
			t := doc.Text{{Text: words(lang, 95)}}
			if k == 3 {
				t = append(t, doc.Note(doc.Span{Text: words("en", 20)}), doc.Span{Text: " See page "}, doc.PageRef(fmt.Sprintf("s-%d", r.IntN(pages))), doc.Span{Text: "."})
			}
			s.Blocks = append(s.Blocks, &doc.Paragraph{Numbered: true, Lang: lang, Text: t})
		}
		d.Blocks = append(d.Blocks, s)
	}
	return d
}

// BenchmarkPages prints long documents. It reports how much memory the heap
// took at its highest and what a page costs.
func BenchmarkPages(b *testing.B) {
	for _, pages := range []int{10, 100, 1000, 5000} {
		b.Run(fmt.Sprint(pages), func(b *testing.B) {
			d := long(pages)
			var printed int
			var bytes int64
			peak := highest(func() {
				for b.Loop() {
					report, err := pdf.Write(io.Discard, d, pdf.Options{Missing: pdf.Refuse})
					if err != nil {
						b.Fatal(err)
					}
					printed, bytes = report.Pages, report.Volumes[0].Bytes
				}
			})
			b.ReportMetric(float64(printed), "pages")
			b.ReportMetric(float64(bytes)/float64(printed), "B/page")
			b.ReportMetric(float64(peak)/1e6, "MB-peak")
		})
	}
}

// highest returns how large the heap grew while something was done.
func highest(do func()) uint64 {
	runtime.GC()
	var peak atomic.Uint64
	done := make(chan struct{})
	go func() {
		defer close(done)
		sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}, {Name: "/memory/classes/heap/unused:bytes"}}
		for {
			metrics.Read(sample) // the world does not stop for it
			peak.Store(max(peak.Load(), sample[0].Value.Uint64()+sample[1].Value.Uint64()))
			select {
			case done <- struct{}{}:
				return
			case <-time.After(2 * time.Millisecond):
			}
		}
	}()
	do()
	<-done
	return peak.Load()
}
