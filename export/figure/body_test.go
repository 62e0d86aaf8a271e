package figure_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"guvoh/assets"
	"guvoh/export/doc"
	"guvoh/export/figure"
	"guvoh/model"
)

func schema(t *testing.T) *model.Schema {
	t.Helper()
	s, err := model.NewSchema(assets.Vocabularies)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// words returns the words of drawings, in order.
func words(drawings []*doc.Drawing) []string {
	var all []string
	for _, d := range drawings {
		for _, s := range d.Shapes {
			if s.Words != "" {
				all = append(all, s.Words)
			}
		}
	}
	return all
}

// inside checks that nothing of a drawing lies outside it.
func inside(t *testing.T, d *doc.Drawing) {
	t.Helper()
	const slack = 1.5
	for _, s := range d.Shapes {
		var points []doc.Point
		if s.Words == "" {
			for _, step := range s.Path {
				points = append(points, step.P...)
			}
		} else {
			b := boxOf(s)
			points = []doc.Point{{X: b.x0, Y: s.At.Y}, {X: b.x1, Y: s.At.Y}}
		}
		for _, p := range points {
			if math.IsNaN(p.X) || math.IsNaN(p.Y) || p.X < -slack || p.Y < -slack || p.X > d.Width+slack || p.Y > d.Height+slack {
				t.Fatalf("something at %.1f, %.1f of a drawing of %.1f × %.1f", p.X, p.Y, d.Width, d.Height)
			}
		}
	}
}

// rect is where words or a box lie.
type rect struct{ x0, y0, x1, y1 float64 }

func (r rect) meets(o rect) bool {
	const slack = 0.05
	return r.x0 < o.x1-slack && o.x0 < r.x1-slack && r.y0 < o.y1-slack && o.y0 < r.y1-slack
}

func boxOf(s doc.Shape) rect {
	w := figure.Width(s.Words, s.Size, s.Style)
	size := s.Size * 25.4 / 72
	x := s.At.X
	switch s.Align {
	case doc.Centre:
		x -= w / 2
	case doc.End:
		x -= w
	}
	return rect{x, s.At.Y - 0.7*size, x + w, s.At.Y + 0.2*size}
}

// apart checks that no words touch each other.
func apart(t *testing.T, d *doc.Drawing) {
	t.Helper()
	var boxes []rect
	var said []string
	for _, s := range d.Shapes {
		if s.Words == "" {
			continue
		}
		b := boxOf(s)
		for i, o := range boxes {
			if b.meets(o) {
				t.Errorf("%q lies on %q", s.Words, said[i])
			}
		}
		boxes, said = append(boxes, b), append(said, s.Words)
	}
}

func bodyMap(marks ...figure.BodyMark) figure.BodyMap {
	views := map[string]string{}
	for _, v := range []string{"front", "back", "left", "right", "head_front", "head_back", "head_left", "head_right", "mouth", "palms", "hands", "feet", "soles", "genital_female", "genital_male", "perineum"} {
		views[v] = "«" + v + "»"
	}
	return figure.BodyMap{Width: 160, Views: views, Left: "L", Right: "R", Marks: marks}
}

// viewsOf returns the outlines that were drawn.
func viewsOf(drawings []*doc.Drawing) []string {
	var views []string
	for _, w := range words(drawings) {
		if strings.HasPrefix(w, "«") {
			views = append(views, strings.Trim(w, "«»"))
		}
	}
	return views
}

func TestEveryViewOfTheVocabularyHasAnOutline(t *testing.T) {
	for _, w := range schema(t).Vocabulary("body_view").Words {
		for _, child := range []bool{false, true} {
			m := bodyMap(figure.BodyMark{Number: 1, View: w.ID, Child: child, At: &doc.Point{X: 0.4, Y: 0.3}})
			_, m.Locked = figure.Views()
			drawings, unplaced := m.Draw()
			if slices.Contains(m.Locked, w.ID) && child {
				if len(drawings) > 0 {
					t.Errorf("%s of a child is drawn", w.ID)
				}
				continue
			}
			if len(unplaced) > 0 || !slices.Equal(viewsOf(drawings), []string{w.ID}) {
				t.Errorf("%s: drawn %v, not placed %v", w.ID, viewsOf(drawings), unplaced)
				continue
			}
			inside(t, drawings[0])
		}
	}
}

func TestEverySiteOfTheVocabularyHasAPlace(t *testing.T) {
	nowhere := []string{"internal_organs", "whole_body", "other", "unknown"}
	for _, w := range schema(t).Vocabulary("body_site").Words {
		for _, child := range []bool{false, true} {
			found := false
			for _, side := range []string{"left", "right", "both", "middle", "unknown", ""} {
				m := bodyMap(figure.BodyMark{Number: 1, Site: w.ID, Side: side, Child: child})
				drawings, unplaced := m.Draw()
				found = found || len(unplaced) == 0
				for _, d := range drawings {
					inside(t, d)
				}
			}
			if found == slices.Contains(nowhere, w.ID) {
				t.Errorf("%s: found %t", w.ID, found)
			}
		}
	}
}

func TestPlacesOfMarks(t *testing.T) {
	for _, c := range []struct {
		name  string
		mark  figure.BodyMark
		views []string
		marks int // numbers that are written
	}{
		{"a mark at a point stands on the view it was set on", figure.BodyMark{View: "back", Site: "knee", At: &doc.Point{X: 0.5, Y: 0.3}}, []string{"back"}, 1},
		{"a point without a view was set on the front", figure.BodyMark{At: &doc.Point{X: 0.5, Y: 0.3}}, []string{"front"}, 1},
		{"a site stands where it is seen best", figure.BodyMark{Site: "sole", Side: "left"}, []string{"soles"}, 1},
		{"the ear is seen from its own side", figure.BodyMark{Site: "ear", Side: "right"}, []string{"head_right"}, 1},
		{"both sides are two marks", figure.BodyMark{Site: "wrist", Side: "both"}, []string{"hands"}, 2},
		{"both of what is in the middle is one", figure.BodyMark{Site: "nose", Side: "both"}, []string{"head_front"}, 1},
		{"a view that was named goes first", figure.BodyMark{View: "front", Site: "wrist", Side: "left"}, []string{"front"}, 1},
		{"a side that is not known is not guessed", figure.BodyMark{Site: "forearm", Side: "unknown"}, nil, 0},
		{"nor one that was not recorded", figure.BodyMark{Site: "forearm"}, nil, 0},
		{"a site without a place is not drawn", figure.BodyMark{Site: "whole_body"}, nil, 0},
		{"a view that nobody knows is not drawn", figure.BodyMark{View: "inside", At: &doc.Point{}}, nil, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.mark.Number = 7
			drawings, unplaced := bodyMap(c.mark).Draw()
			if got := viewsOf(drawings); !slices.Equal(got, c.views) {
				t.Errorf("drawn on %v", got)
			}
			n := 0
			for _, w := range words(drawings) {
				if w == "7" {
					n++
				}
			}
			if n != c.marks || (n == 0) != slices.Equal(unplaced, []int{7}) {
				t.Errorf("%d marks, not placed %v", n, unplaced)
			}
		})
	}
}

func TestLockedOutlinesAreDrawnOnlyWhenAskedFor(t *testing.T) {
	mark := figure.BodyMark{Number: 1, Site: "genitals", Side: "middle"}
	asked := func(child bool, views ...string) []string {
		m := bodyMap(mark)
		m.Views["genital_female"], m.Marks[0].Child, m.Locked = "«locked»", child, views
		drawings, _ := m.Draw()
		return viewsOf(drawings)
	}
	if got := asked(false); !slices.Equal(got, []string{"front"}) {
		t.Errorf("not asked for: %v", got)
	}
	if got := asked(false, "genital_female"); !slices.Equal(got, []string{"locked"}) {
		t.Errorf("asked for: %v", got)
	}
	if got := asked(true, "genital_female"); !slices.Equal(got, []string{"front"}) {
		t.Errorf("of a child: %v", got)
	}
	mark.View, mark.At = "genital_male", &doc.Point{X: 0.5, Y: 0.5}
	if got := asked(false, "genital_female"); !slices.Equal(got, []string{"locked"}) {
		t.Errorf("a point on one that was not asked for: %v", got)
	}
}

func TestNumbersOfManyMarksDoNotTouch(t *testing.T) {
	var marks []figure.BodyMark
	for i := range 24 {
		marks = append(marks, figure.BodyMark{Number: i + 1, Sign: figure.Sign(i % 8), View: "front", At: &doc.Point{X: 0.45 + 0.01*float64(i%5), Y: 0.3 + 0.002*float64(i)}})
	}
	drawings, _ := bodyMap(marks...).Draw()
	for _, d := range drawings {
		apart(t, d)
		inside(t, d)
	}
}

func TestTheSameMarksGiveTheSameDrawing(t *testing.T) {
	dump := func() string {
		drawings, _ := bodyMap(
			figure.BodyMark{Number: 1, Site: "ribs", Side: "left", Sign: figure.Zigzag}, figure.BodyMark{Number: 2, Site: "sole", Side: "both", Sign: figure.Ring},
			figure.BodyMark{Number: 3, Site: "eye", Side: "left"}, figure.BodyMark{Number: 4, View: "back", At: &doc.Point{X: 0.3, Y: 0.4}}).Draw()
		var b strings.Builder
		for _, x := range drawings {
			for _, s := range x.Shapes {
				b.WriteString(s.Words)
				for _, st := range s.Path {
					b.WriteByte(st.Op)
					for _, p := range st.P {
						fmt.Fprint(&b, p)
					}
				}
			}
		}
		return b.String()
	}
	if first, second := dump(), dump(); first != second {
		t.Error("two drawings of the same")
	}
}
