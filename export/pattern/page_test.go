package pattern_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"guvoh/assets"
	"guvoh/export/exporttest"
	"guvoh/export/pattern"
	"guvoh/export/pdf"
	"guvoh/export/pdf/pdftest"
	"guvoh/model"
)

// TestHowToReadATimelineStandsWithIt prints patterns of so many cases that a timeline
// fills a page: its name, what is counted and the words below must not be torn off.
func TestHowToReadATimelineStandsWithIt(t *testing.T) {
	schema, err := model.NewSchema(assets.Vocabularies)
	if err != nil {
		t.Fatal(err)
	}
	w := exporttest.Words(t, "en", schema)
	for _, cases := range []int{1, 6, 8, 9, 10, 11, 12, 40} {
		t.Run(fmt.Sprintf("of %d cases", cases), func(t *testing.T) {
			p := pattern.Pattern{Title: "Somebody", Cases: cases, Persons: cases, Records: cases}
			for i := range cases {
				day := on(t, []string{"January 2012", "February 2012"}[i*2/cases]).Date()
				p.Rows = append(p.Rows, pattern.Row{Case: fmt.Sprintf("LANE-%d", i), Person: "A person", What: "Act: Torture · Did it", Place: "Pre-trial prison 7", From: day, To: day})
			}
			d := pattern.Document(pattern.Input{Patterns: []pattern.Pattern{p}, By: "place", Words: w, At: time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)})
			data, _ := pdftest.Print(t, d, pdf.Options{})
			pages := strings.Split(pdftest.Tool(t, "pdftotext", "-layout", pdftest.Open(t, data).Path, "-"), "\f")
			how := 0
			for i, page := range pages {
				if !strings.Contains(page, "A disc is a day that is known") {
					continue
				}
				how++
				before, _, _ := strings.Cut(page, "A disc is a day that is known")
				if !strings.Contains(before, "LANE-") || !strings.Contains(page, "an end is not known") {
					t.Errorf("page %d says how to read a drawing that is not on it", i+1)
				}
			}
			if how != 1 {
				t.Errorf("it is said %d times how to read it", how)
			}
		})
	}
}
