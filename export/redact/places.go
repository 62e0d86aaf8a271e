package redact

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"guvoh/export/leak"
	"guvoh/model"
)

var (
	telephone = regexp.MustCompile(`\+?\d[\d\s().-]{6,18}\d`)
	mail      = regexp.MustCompile(`[\p{L}\d._%+-]+@[\p{L}\d.-]+\.\p{L}{2,}|(?:^|\s)@[\p{L}\d_]{4,}`)
)

// coarse are the kinds of place that are left where a finer one goes: so many
// people live there that it leads to none of them.
var coarse = []string{"country", "region", "city"}

// open are the kinds of place that everybody may know: what the State does in
// them is what a case is about. All others are somebody's home, work or way.
var open = []string{
	"country", "region", "city", "district", "courthouse", "prosecution_office", "hospital", "morgue", "airport", "station", "border_crossing",
	"military_base", "embassy", "worship", "school", "shelter", "office",
}

// isOpen tells whether a place is one that everybody may know.
func (r *redactor) isOpen(p model.Record) bool {
	kind := p.Text("kind")
	return slices.Contains(open, kind) || kind == "detention_place" || r.s.Schema.Word("place_kind", kind).Group == "detention_place"
}

// decidePlaces hides the places at which people would look for the hidden: where
// they were born and lived, and what lies inside.
func (r *redactor) decidePlaces() {
	if _, on := r.plan.rule("place"); !on {
		return
	}
	for _, id := range r.hiddenOf("person") {
		p, _ := r.s.Get(id)
		at := []model.ID{p.Ref("birth_place")}
		for _, h := range r.s.Rows("residence", id) {
			at = append(at, h.Ref("place"))
		}
		for _, x := range at {
			r.hidePlace(x)
		}
	}
	for again := true; again; { // a street in a hidden village, a house in that street
		again = false
		for _, p := range r.s.OfKind("place") {
			if !r.isHidden(p.ID) && r.isHidden(p.Ref("within")) && !r.isOpen(p) {
				r.hide(p.ID, ByRule)
				again = true
			}
		}
	}
}

// hidePlace hides a place and those around it up to where it is coarse.
func (r *redactor) hidePlace(id model.ID) {
	for seen := map[model.ID]bool{}; !seen[id]; {
		seen[id] = true
		p, ok := r.s.Get(id)
		if !ok || p.Kind != "place" || slices.Contains(coarse, p.Text("kind")) || p.Text("kind") != "district" && r.isOpen(p) {
			return
		}
		r.hide(id, ByRule)
		id = p.Ref("within")
	}
}

// around gives the nearest place around another that is not hidden.
func (r *redactor) around(p model.Record) model.ID {
	for seen := map[model.ID]bool{}; !seen[p.ID]; {
		seen[p.ID] = true
		next, ok := r.s.Get(p.Ref("within"))
		if !ok {
			return model.ID{}
		}
		if !r.isHidden(next.ID) {
			return next.ID
		}
		p = next
	}
	return model.ID{}
}

// generic are words for kinds of place; a name is what is left without them.
var generic = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields("village town settlement district region street road avenue lane square house flat apartment home room block building quarter neighbourhood mahalla old new upper lower " +
		"село деревня посёлок поселок район область улица ул переулок проспект площадь дом квартира кв комната квартал махалля кишлак город г новый старый " +
		"qishloq qishlogʻi qishlogi shahar shahri tuman tumani viloyat viloyati koʻcha koʻchasi kocha kochasi uy uyi xona xonadon mahalla mahallasi mfy daha massiv yangi eski " +
		"қишлоқ қишлоғи шаҳар шаҳри туман тумани вилоят вилояти кўча кўчаси уй уйи хона маҳалла маҳалласи янги эски") {
		m[model.Fold(w)] = true
	}
	return m
}()

// gatherPlaces makes secrets of the names of hidden places: proper words as
// names, since they are spelt and declined like those of people, and what has
// figures in it as words in their order.
func (r *redactor) gatherPlaces() {
	for _, id := range r.hiddenOf("place") {
		p, _ := r.s.Get(id)
		r.people = append(r.people, who{record: p})
		for _, name := range []string{p.Text("name"), p.Text("words")} {
			r.gatherPlace(len(r.people)-1, id, name)
		}
		r.secret(id, leak.Secret{Sort: leak.Words, Text: p.Text("address")})
		for _, f := range []string{"latitude", "longitude"} {
			if c := p.Text(f); len(digitsOf(c)) >= 4 {
				r.secret(id, leak.Secret{Sort: leak.Words, Text: c})
			}
		}
	}
}

func digitsOf(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsDigit(c) {
			return c
		}
		return -1
	}, s)
}

func (r *redactor) gatherPlace(of int, id model.ID, name string) {
	var proper []string
	all := strings.FieldsFunc(name, func(c rune) bool { return unicode.IsSpace(c) || strings.ContainsRune(",.;:()«»\"“”-–", c) })
	for _, w := range all {
		if !generic[model.Fold(w)] && digitsOf(w) == "" && len([]rune(w)) > 1 {
			proper = append(proper, w)
		}
	}
	switch {
	case len(proper) == 0 && (len(all) < 2 && digitsOf(name) == "" || len(all) == 0):
		return // "home": a word that names no place
	case len(proper) == 0, digitsOf(name) != "":
		r.secret(id, leak.Secret{Sort: leak.Words, Text: name})
		if len(proper) == 0 {
			return
		}
	}
	if len(proper) <= 3 {
		r.pattern(of, strings.Join(proper, " "), false)
		return
	}
	r.secret(id, leak.Secret{Sort: leak.Words, Text: name}) // a sentence about a place
}

// gatherOrganisations makes secrets of the names of hidden organisations.
func (r *redactor) gatherOrganisations() {
	for _, id := range r.hiddenOf("organisation") {
		o, _ := r.s.Get(id)
		r.people = append(r.people, who{record: o})
		all := []string{o.Text("name"), o.Text("abbreviation")}
		for _, n := range r.s.Rows("organisation_name", id) {
			all = append(all, n.Text("text"))
		}
		for _, name := range all {
			if n := len(strings.Fields(name)); n == 0 {
				continue
			} else if n <= 3 {
				r.pattern(len(r.people)-1, name, false)
			}
			r.secret(id, leak.Secret{Sort: leak.Words, Text: name})
		}
	}
}
