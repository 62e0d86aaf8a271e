package relation_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"guvoh/app/relation"
)

// web makes nodes of keys, and links of triples: from, sort, to. A key that begins
// with a capital is an organisation's.
func web(links ...[3]string) relation.Web {
	var w relation.Web
	known := map[string]bool{}
	for _, l := range links {
		for _, key := range []string{l[0], l[2]} {
			if !known[key] {
				known[key] = true
				w.Nodes = append(w.Nodes, relation.Node{Key: key, Name: key, Organisation: key[0] < 'a'})
			}
		}
		sort := relation.Sort(l[1])
		w.Links = append(w.Links, relation.Link{From: l[0], To: l[2], Sort: sort, Words: l[1], Rises: sort == relation.Command})
	}
	return w
}

// large is a case of so many people: a few to whom much was done, the officers of
// some units, and their families.
func large(n int) relation.Web {
	var links [][3]string
	for i := range n {
		who := fmt.Sprintf("p%03d", i)
		switch {
		case i%10 == 0:
			links = append(links, [3]string{"Unit1", "custody", who})
		case i%3 == 0:
			links = append(links, [3]string{who, "family", fmt.Sprintf("p%03d", i/10*10)})
		default:
			links = append(links, [3]string{who, "did", fmt.Sprintf("p%03d", i/10*10)}, [3]string{who, "command", fmt.Sprintf("Unit%d", i%5)})
		}
	}
	for i := range 5 {
		links = append(links, [3]string{fmt.Sprintf("Unit%d", i), "command", "Ministry"})
	}
	return web(links...)
}

// apart fails where two boxes lie on each other.
func apart(t *testing.T, at map[string]relation.Place) {
	t.Helper()
	for a, p := range at {
		for b, q := range at {
			if a < b && math.Abs(p.X-q.X) < 0.9 && math.Abs(p.Y-q.Y) < 0.7 {
				t.Errorf("%s and %s lie on each other", a, b)
			}
		}
	}
}

func TestPlaces(t *testing.T) {
	w := web([3]string{"officer", "did", "victim"}, [3]string{"officer", "command", "Unit"}, [3]string{"Unit", "command", "Ministry"},
		[3]string{"mother", "family", "victim"}, [3]string{"Prison", "custody", "victim"})
	t.Run("who did it stands above to whom it was done, and their unit above them", func(t *testing.T) {
		at := relation.Places(w, nil)
		apart(t, at)
		for _, pair := range [][2]string{{"officer", "victim"}, {"Unit", "officer"}, {"Ministry", "Unit"}, {"Prison", "victim"}, {"victim", "mother"}} {
			if at[pair[0]].Y >= at[pair[1]].Y {
				t.Errorf("%s is not above %s: %v", pair[0], pair[1], at)
			}
		}
	})
	t.Run("the order in which records are read changes nothing", func(t *testing.T) {
		w := large(120)
		want := relation.Places(w, nil)
		apart(t, want)
		dice := rand.New(rand.NewPCG(1, 2))
		for range 5 {
			dice.Shuffle(len(w.Nodes), func(i, j int) { w.Nodes[i], w.Nodes[j] = w.Nodes[j], w.Nodes[i] })
			dice.Shuffle(len(w.Links), func(i, j int) { w.Links[i], w.Links[j] = w.Links[j], w.Links[i] })
			if got := relation.Places(w, nil); !reflect.DeepEqual(got, want) {
				t.Fatal("somebody stands elsewhere")
			}
		}
	})
	t.Run("who was shown stays when somebody joins", func(t *testing.T) {
		before := relation.Places(w, nil)
		more := web([3]string{"officer", "did", "victim"}, [3]string{"officer", "command", "Unit"}, [3]string{"Unit", "command", "Ministry"},
			[3]string{"mother", "family", "victim"}, [3]string{"Prison", "custody", "victim"}, [3]string{"a second", "did", "victim"}, [3]string{"a second", "did", "mother"})
		after := relation.Places(more, before)
		apart(t, after)
		for key, at := range before {
			if after[key] != at {
				t.Errorf("%s moved from %v to %v", key, at, after[key])
			}
		}
		if _, placed := after["a second"]; !placed {
			t.Error("who joined has no place")
		}
	})
	t.Run("the place of who is not shown now is not given away", func(t *testing.T) {
		kept := map[string]relation.Place{"gone": relation.Places(w, nil)["victim"]}
		if at := relation.Places(w, kept); at["victim"] == kept["gone"] {
			t.Error("somebody else stands there")
		}
	})
	t.Run("circles and places that are no places are survived", func(t *testing.T) {
		circle := web([3]string{"A", "command", "B"}, [3]string{"B", "command", "C"}, [3]string{"C", "command", "A"}, [3]string{"x", "did", "y"}, [3]string{"y", "did", "x"})
		at := relation.Places(circle, map[string]relation.Place{"A": {X: math.NaN()}, "B": {X: math.Inf(1)}, "C": {Y: 1e300}})
		apart(t, at)
		for key, p := range at {
			if !(math.Abs(p.X)+math.Abs(p.Y) < 100) {
				t.Errorf("%s stands at %v", key, p)
			}
		}
	})
	t.Run("nobody at all", func(t *testing.T) {
		if at := relation.Places(relation.Web{}, nil); len(at) != 0 {
			t.Errorf("%d places", len(at))
		}
	})
}

func TestAThousandPeopleAreSoonPlaced(t *testing.T) {
	w := large(1000)
	begun := time.Now()
	apart(t, relation.Places(w, nil))
	if took := time.Since(begun); took > 20*time.Second {
		t.Errorf("it took %v", took)
	}
}

func TestBeside(t *testing.T) {
	at := map[string]relation.Place{"a": {}, "b": {X: 1}, "c": {Y: 1}}
	t.Run("a free place is taken as it is, in halves", func(t *testing.T) {
		if got := relation.Beside(at, "a", relation.Place{X: 3.3, Y: -2.1}); got != (relation.Place{X: 3.5, Y: -2}) {
			t.Errorf("got %v", got)
		}
	})
	t.Run("its own place is free for it", func(t *testing.T) {
		if got := relation.Beside(at, "a", relation.Place{}); got != (relation.Place{}) {
			t.Errorf("got %v", got)
		}
	})
	t.Run("on nobody", func(t *testing.T) {
		got := map[string]relation.Place{"a": relation.Beside(at, "a", relation.Place{X: 1}), "b": at["b"], "c": at["c"]}
		apart(t, got)
	})
}

func BenchmarkPlaces(b *testing.B) {
	w := large(200)
	for b.Loop() {
		relation.Places(w, nil)
	}
}
