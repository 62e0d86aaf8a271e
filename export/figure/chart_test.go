package figure_test

import (
	"slices"
	"strings"
	"testing"

	"guvoh/export/doc"
	"guvoh/export/figure"
)

// surfaces gives the widths and heights of what is filled with a colour.
func surfaces(drawings []*doc.Drawing, hue doc.Hue) (out [][2]float64) {
	for _, d := range drawings {
		for _, s := range d.Shapes {
			if s.Fill != hue || len(s.Path) == 0 {
				continue
			}
			least, most := s.Path[0].P[0], s.Path[0].P[0]
			for _, step := range s.Path {
				for _, p := range step.P {
					least.X, least.Y = min(least.X, p.X), min(least.Y, p.Y)
					most.X, most.Y = max(most.X, p.X), max(most.Y, p.Y)
				}
			}
			out = append(out, [2]float64{most.X - least.X, most.Y - least.Y})
		}
	}
	return out
}

// holds checks that all lines and words of drawings lie in them.
func holds(t *testing.T, drawings []*doc.Drawing) {
	t.Helper()
	for _, d := range drawings {
		for _, s := range d.Shapes {
			for _, step := range s.Path {
				for _, p := range step.P {
					if p.X < -0.01 || p.Y < -0.01 || p.X > d.Width+0.01 || p.Y > d.Height+0.01 {
						t.Fatalf("a line at %v leaves a drawing of %v × %v", p, d.Width, d.Height)
					}
				}
			}
			if s.Words == "" {
				continue
			}
			from, wide := s.At.X, figure.Width(s.Words, s.Size, s.Style)
			switch s.Align {
			case doc.End:
				from -= wide
			case doc.Centre:
				from -= wide / 2
			}
			if from < -0.5 || from+wide > d.Width+0.5 || s.At.Y > d.Height {
				t.Fatalf("words of %d letters at %v leave a drawing of %v × %v", len(s.Words), s.At, d.Width, d.Height)
			}
		}
	}
}

func near(a, b float64) bool { return a-b < 0.1 && b-a < 0.1 }

func TestBars(t *testing.T) {
	c := figure.Chart{Width: 165, Bars: []figure.Bar{
		{Label: "Torture", Sure: 8}, {Label: "Beating", Depth: 1, Sure: 4, Perhaps: 2}, {Label: "Not recorded", Sure: 2, Rough: true}, {Label: "Nothing"},
	}}
	drawings := c.Draw()
	holds(t, drawings)
	t.Run("are as long as their numbers, from nothing on", func(t *testing.T) {
		full := surfaces(drawings, doc.Accent)
		if len(full) != 2 || !near(full[0][0], 2*full[1][0]) {
			t.Fatalf("%v", full)
		}
		striped := surfaces(drawings, doc.Paper)
		if len(striped) != 2 || !near(striped[0][0], full[0][0]/4) || !near(striped[1][0], full[0][0]/4) {
			t.Errorf("what is not certain or not known: %v beside %v", striped, full)
		}
	})
	t.Run("say their words and numbers beside them", func(t *testing.T) {
		all := words(drawings)
		for _, w := range []string{"Torture", "8", "4 + 2?", "Not recorded", "2", "0"} {
			if !slices.Contains(all, w) {
				t.Errorf("%q is not said among %q", w, all)
			}
		}
	})
	t.Run("go on in another drawing where a page is full", func(t *testing.T) {
		many := figure.Chart{Width: 165}
		for range 100 {
			many.Bars = append(many.Bars, figure.Bar{Label: "Place", Sure: 3})
		}
		drawings := many.Draw()
		if len(drawings) < 3 || strings.Count(strings.Join(words(drawings), " "), "Place") != 100 {
			t.Errorf("%d drawings", len(drawings))
		}
		holds(t, drawings)
	})
	t.Run("leave room for their numbers where words are long", func(t *testing.T) {
		holds(t, figure.Chart{Width: 90, Bars: []figure.Bar{{Label: strings.Repeat("Uzbekistan ", 20), Sure: 123456, Perhaps: 99999}}}.Draw())
	})
	t.Run("the first drawing is no higher than there is room beside a title, and none is left out", func(t *testing.T) {
		var bars []figure.Bar
		for range 70 {
			bars = append(bars, figure.Bar{Label: "Act", Sure: 1})
		}
		all := figure.Chart{Width: 200, First: 85, Bars: bars}.Draw()
		words := 0
		for i, d := range all {
			for _, s := range d.Shapes {
				if s.Words == "Act" {
					words++
				}
			}
			if most := map[bool]float64{true: 85, false: 150}[i == 0]; d.Height > most {
				t.Errorf("drawing %d is %v high", i, d.Height)
			}
		}
		if len(all) < 3 || all[0].Height < 70 || words != 70 {
			t.Errorf("%d drawings, the first %v high, of %d bars", len(all), all[0].Height, words)
		}
	})
}

func TestColumns(t *testing.T) {
	c := figure.Columns{Width: 165, Bars: []figure.Bar{{Label: "2013", Sure: 3}, {Label: "2014", Sure: 6, Perhaps: 3}, {Label: "Not recorded", Sure: 3, Rough: true}}}
	d := c.Draw()
	all := []*doc.Drawing{d}
	holds(t, all)
	full, striped := surfaces(all, doc.Accent), surfaces(all, doc.Paper)
	if len(full) != 2 || !near(full[1][1], 2*full[0][1]) || len(striped) != 2 || !near(striped[0][1], full[0][1]) || !near(striped[1][1], full[0][1]) {
		t.Errorf("%v and in stripes %v", full, striped)
	}
	if said := words(all); !slices.Contains(said, "0") || !slices.Contains(said, "6 + 3?") {
		t.Errorf("the scale does not begin at nothing, or a number is not said: %q", said)
	}
	t.Run("many of them have labels that do not lie on each other", func(t *testing.T) {
		many := figure.Columns{Width: 165}
		for i := range 240 {
			many.Bars = append(many.Bars, figure.Bar{Label: "May 2014", Sure: i % 7})
		}
		d := many.Draw()
		holds(t, []*doc.Drawing{d})
		last := -1.0
		for _, s := range d.Shapes {
			if s.Words == "May 2014" {
				wide := figure.Width(s.Words, s.Size, s.Style)
				if s.At.X-wide/2 < last {
					t.Fatal("two labels lie on each other")
				}
				last = s.At.X + wide/2
			}
		}
		if last < 0 {
			t.Error("there is no label at all")
		}
	})
	if (figure.Columns{Width: 100}).Draw() != nil {
		t.Error("nothing was drawn as something")
	}
}

func TestATableOfSquares(t *testing.T) {
	h := figure.Heat{
		Width: 165, Columns: []string{"Female", "Male", "Not recorded"},
		Rows:  []figure.Bar{{Label: "Torture"}, {Label: "Beating", Depth: 1}},
		Cells: [][]figure.Cell{{{Sure: 4}, {Sure: 16}, {}}, {{Perhaps: 4}, {Sure: 1, Note: "<5"}, {}}},
	}
	drawings := h.Draw()
	holds(t, drawings)
	full := surfaces(drawings, doc.Accent)
	if len(full) != 3 || !near(full[1][0], 2*full[0][0]) {
		t.Errorf("the area of a square is not its number: %v", full)
	}
	if striped := surfaces(drawings, doc.Paper); len(striped) != 1 || !near(striped[0][0], full[0][0]) {
		t.Errorf("what is not certain: %v", striped)
	}
	all := words(drawings)
	for _, w := range []string{"Torture", "Male", "16", "·", "0+4?", "<5"} {
		if !slices.Contains(all, w) {
			t.Errorf("%q is not said among %q", w, all)
		}
	}
}
