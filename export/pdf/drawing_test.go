package pdf_test

import (
	"math"
	"regexp"
	"strings"
	"testing"

	"guvoh/export/doc"
)

func TestOddDrawingsArePrinted(t *testing.T) {
	line := func(points ...doc.Point) []doc.Step {
		steps := []doc.Step{{Op: 'M', P: points[:1]}}
		for _, p := range points[1:] {
			steps = append(steps, doc.Step{Op: 'L', P: []doc.Point{p}})
		}
		return steps
	}
	for name, d := range map[string]*doc.Drawing{
		"nothing in it":          {Width: 50, Height: 50, Alt: "empty"},
		"no size":                {Shapes: []doc.Shape{{Words: "x"}}},
		"a size that is none":    {Width: math.NaN(), Height: math.Inf(1), Shapes: []doc.Shape{{Words: "x"}}},
		"places that are none":   {Width: 50, Height: 50, Shapes: []doc.Shape{{Path: line(doc.Point{X: math.NaN(), Y: 1}, doc.Point{X: math.Inf(1), Y: -1e300}), Stroke: doc.Ink, Width: math.NaN()}, {Words: "x", At: doc.Point{X: math.NaN()}, Size: math.Inf(1)}}},
		"steps nobody knows":     {Width: 50, Height: 50, Shapes: []doc.Shape{{Path: []doc.Step{{Op: 'M', P: []doc.Point{{}}}, {Op: 'Q'}, {Op: 'C', P: []doc.Point{{}}}}, Stroke: doc.Ink}, {Path: []doc.Step{{Op: 'L', P: []doc.Point{{}}}}, Fill: doc.Ink}}},
		"hues nobody knows":      {Width: 50, Height: 50, Shapes: []doc.Shape{{Path: line(doc.Point{}, doc.Point{X: 5}), Stroke: 99, Fill: 200}, {Words: "x", Hue: 99}}},
		"dashes of no length":    {Width: 50, Height: 50, Shapes: []doc.Shape{{Path: line(doc.Point{}, doc.Point{X: 5}), Stroke: doc.Soft, Dash: []float64{0, 0, -1}}}},
		"larger than any page":   {Width: 5000, Height: 9000, Shapes: []doc.Shape{{Words: "tiny", Size: 8, At: doc.Point{X: 4000, Y: 8000}}}},
		"words that break files": {Width: 50, Height: 50, Shapes: []doc.Shape{{Words: hostile["PDF operators"]}, {Words: hostile["bidi controls"]}, {Words: "a\nb"}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path, _ := printed(t, &doc.Document{Title: "x", Blocks: []doc.Block{d, &doc.Paragraph{Text: doc.Plain("behind")}}})
			if out := tool(t, "qpdf", "--check", path); !strings.Contains(out, "No syntax or stream encoding errors") {
				t.Error(out)
			}
			if !strings.Contains(strings.Join(pageTexts(t, path), ""), "behind") {
				t.Error("what stands behind it is lost")
			}
		})
	}
}

func TestADrawingIsOneFigureWithWordsForIt(t *testing.T) {
	path, _ := printed(t, &doc.Document{Title: "x", Blocks: []doc.Block{drawingOf(60)}})
	raw := tool(t, "qpdf", "--qdf", "--object-streams=disable", path, "-")
	if n := len(regexp.MustCompile(`/S /Figure`).FindAllString(raw, -1)); n != 1 {
		t.Errorf("%d figures", n)
	}
	if !strings.Contains(raw, "/Alt (a drawing)") && !strings.Contains(raw, "/Alt <feff006100200064") {
		t.Errorf("no words stand for it: %s", regexp.MustCompile(`/Alt .*`).FindString(raw))
	}
}

func TestTimes(t *testing.T) {
	d := &doc.Document{Title: "x", Lang: "uz-Latn", Page: doc.Page{Face: doc.Times, Body: 12, Note: 10}, Blocks: []doc.Block{
		&doc.Paragraph{Text: doc.Text{
			{Text: "oʻ gʻ sanʼat ўқғҳ ЎҚҒҲ № § ¶ – — « » non\u2011break ә і ї ң ө ү "},
			doc.Styled("қалин ", doc.Bold), doc.Styled("курсив ", doc.Italic),
			doc.Styled("иккаласи", doc.Bold|doc.Italic), doc.Note(doc.Span{Text: "a note"}),
			{Text: " მირსობირ Ȧ"},
		}},
	}}
	path, rep := printed(t, d)
	if len(rep.Missing) > 0 {
		t.Errorf("no face has %q", rep.Missing)
	}
	fonts := tool(t, "pdffonts", path)
	for _, want := range []string{"LiberationSerif-Regular", "LiberationSerif-Bold", "LiberationSerif-Italic", "LiberationSerif-BoldItalic", "NotoSerifGeorgian"} {
		if !strings.Contains(fonts, want) {
			t.Errorf("no %s:\n%s", want, fonts)
		}
	}
	raw := tool(t, "qpdf", "--qdf", "--object-streams=disable", path, "-")
	for _, size := range []string{" 12 Tf", " 10 Tf"} {
		if !strings.Contains(raw, size) {
			t.Errorf("nothing is set in%s", size)
		}
	}
}
