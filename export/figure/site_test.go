package figure_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"guvoh/export/doc"
	"guvoh/export/figure"
	"guvoh/model"
)

// all gives every figure there is.
func all(t testing.TB) []figure.Shape {
	t.Helper()
	open, locked := figure.Views()
	var out []figure.Shape
	for _, v := range append(slices.Clone(open), locked...) {
		for _, child := range []bool{false, true} {
			if s, ok := figure.ShapeOf(v, child); ok {
				out = append(out, s)
			} else if !child || !slices.Contains(locked, v) {
				t.Errorf("there is no figure %s, of a child: %t", v, child)
			}
		}
	}
	return out
}

func name(s figure.Shape) string {
	if s.Child {
		return s.View + " of a child"
	}
	return s.View
}

// wide are places that hold others, or lie in the body: a point belongs to what
// is smaller, or is seen.
var wide = []string{"arm", "leg", "trunk", "head", "face", "hand", "eardrum", "mouth", "jaw", "neck", "pelvis", "chest", "upper_back", "lower_back"}

func TestAPointIsInThePlaceItWasDrawnIn(t *testing.T) {
	for _, s := range all(t) {
		for _, site := range schema(t).Vocabulary("body_site").Words {
			for _, side := range []string{"left", "right", "middle"} {
				for _, p := range s.Spots(site.ID, side) {
					got := s.At(p)
					if slices.Contains(wide, site.ID) {
						continue
					}
					if s.Away(p, site.ID) > 0 && got.Site != site.ID {
						t.Errorf("%s: the spot of %s, %s lies outside its area, in %s", name(s), site.ID, side, got.Site)
					}
					if side != "middle" && math.Abs(p.X-0.5) > 0.02 && got.Side != side {
						t.Errorf("%s: the spot of %s, %s is said to be %s", name(s), site.ID, side, got.Side)
					}
				}
			}
		}
	}
}

func TestPlacesAreWordsOfTheVocabulary(t *testing.T) {
	words := schema(t).Vocabulary("body_site")
	for _, s := range all(t) {
		if len(s.Places()) == 0 {
			t.Errorf("%s has no places", name(s))
		}
		for _, p := range s.Places() {
			if !slices.ContainsFunc(words.Words, func(w model.Word) bool { return w.ID == p }) {
				t.Errorf("%s: the place %s is no word", name(s), p)
			}
		}
	}
}

// check holds what is said of any point to what the figure shows.
func check(t *testing.T, s figure.Shape, p doc.Point) {
	t.Helper()
	got := s.At(p)
	mine := s.Away(p, got.Site)
	for _, other := range s.Places() {
		if d := s.Away(p, other); d < mine-1e-9 {
			t.Fatalf("%s at %v: said to be %s, %.2f away, while %s is %.2f away", name(s), p, got.Site, mine, other, d)
		}
	}
	if got.On && mine > 0.11*s.Height {
		t.Errorf("%s at %v: on the body, yet %s is %.1f away", name(s), p, got.Site, mine)
	}
	switch s.View {
	case "left", "head_left":
		if got.Side != "left" {
			t.Errorf("%s at %v: %s", name(s), p, got.Side)
		}
	case "right", "head_right":
		if got.Side != "right" {
			t.Errorf("%s at %v: %s", name(s), p, got.Side)
		}
	default:
		left := s.Letters["left"].X > s.Letters["right"].X
		if got.Side == "left" && (p.X > 0.5) != left || got.Side == "right" && (p.X > 0.5) == left {
			t.Errorf("%s at %v: said to be %s, on the other half", name(s), p, got.Side)
		}
		mirrored := s.At(doc.Point{X: 1 - p.X, Y: p.Y})
		swapped := map[string]string{"left": "right", "right": "left", "middle": "middle"}[got.Side]
		if mirrored.Site == got.Site && mirrored.Side != swapped {
			t.Errorf("%s at %v: %s, and on the other half %s", name(s), p, got.Side, mirrored.Side)
		}
	}
}

func TestAnyPointIsInItsPlaceOrNearestToIt(t *testing.T) {
	dice := rand.New(rand.NewPCG(7, 17))
	for _, s := range all(t) {
		on := 0
		for range 800 {
			p := doc.Point{X: dice.Float64(), Y: dice.Float64()}
			check(t, s, p)
			if s.At(p).On {
				on++
			}
		}
		if on < 40 {
			t.Errorf("%s: only %d of 800 points lie on it", name(s), on)
		}
	}
}

func TestSidesAreThePersons(t *testing.T) {
	for view, want := range map[string]string{"front": "right", "back": "left", "head_front": "right", "head_back": "left", "palms": "right", "hands": "left", "feet": "left", "soles": "right"} {
		s, _ := figure.ShapeOf(view, false)
		if got := s.At(doc.Point{X: 0.3, Y: 0.45}).Side; got != want {
			t.Errorf("%s: what lies at the left of the picture is said to be %s", view, got)
		}
	}
}

func TestAPointBesideTheBodyIsSaidToBe(t *testing.T) {
	s, _ := figure.ShapeOf("front", false)
	for p, on := range map[doc.Point]bool{
		{X: 0.5, Y: 0.3}: true, {X: 0.5, Y: 0.1}: true, {X: 0.02, Y: 0.02}: false, {X: 0.5, Y: 0.8}: false, {X: 0.4, Y: 0.8}: true,
	} {
		if got := s.At(p).On; got != on {
			t.Errorf("%v: on the body: %t", p, got)
		}
	}
}

func FuzzAt(f *testing.F) {
	f.Add(0, 0.5, 0.5)
	f.Add(3, 0.0, 1.0)
	shapes := all(f)
	f.Fuzz(func(t *testing.T, n int, x, y float64) {
		if math.IsNaN(x) || math.IsNaN(y) || math.Abs(x) > 2 || math.Abs(y) > 2 {
			t.Skip()
		}
		check(t, shapes[((n%len(shapes))+len(shapes))%len(shapes)], doc.Point{X: x, Y: y})
	})
}
