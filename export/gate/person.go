package gate

import (
	"cmp"
	"slices"
	"strings"

	"guvoh/export"
	"guvoh/export/doc"
	"guvoh/export/profile"
	"guvoh/model"
	"guvoh/model/names"
)

// inOffice are the roles in which somebody is spoken of for what they did in
// office, for their work, or are said to have done to others. Nobody asks their
// leave for that.
var inOffice = map[string]bool{
	"alleged_perpetrator": true, "official": true, "investigator": true, "prosecutor": true, "judge": true,
	"lawyer": true, "spokesperson": true,
	// Who works on the case acts in their own name. Interpreters and doctors are
	// asked: they often live where the case happened.
	"caseworker": true, "organisation_contact": true,
}

// applicants are those for whom the document is made.
func (c *check) applicants() []model.ID {
	var ids []model.ID
	for _, r := range c.scope.Applicants() {
		ids = append(ids, r.ID)
	}
	return ids
}

// people sorts the persons of a case by what of them the document would print.
type people struct {
	applicants []model.ID
	persons    []model.ID        // who need to be asked, in the order of the record
	spared     map[model.ID]bool // whom nobody needs to ask
	pictured   map[model.ID]bool
	testimony  map[model.ID]bool
	medical    map[model.ID]bool
}

// appearing finds out who would appear in the document, and with what.
func (c *check) appearing() people {
	in := read(cmp.Or(c.Before, c.Document))
	c.encloses(in)
	p := people{
		applicants: c.applicants(),
		pictured:   map[model.ID]bool{}, testimony: map[model.ID]bool{}, medical: map[model.ID]bool{},
	}
	spared := c.spared()
	p.spared = spared
	shown := map[model.ID]bool{} // in exhibits, which say of people what our own words may not
	for _, e := range c.Snapshot.OfKind("evidence") {
		if in.files[e.Text("sha256")] {
			for _, id := range e.Refs("persons") {
				shown[id] = true
			}
		}
	}
	for _, r := range c.Snapshot.OfKind("person") {
		shown[r.ID] = shown[r.ID] || slices.Contains(p.applicants, r.ID) || c.named(in, r)
	}
	for id := range c.spelled(in, func(id model.ID) bool { return !spared[id] && !shown[id] }) {
		shown[id] = true
	}
	for _, r := range c.Snapshot.OfKind("person") {
		if !spared[r.ID] && (shown[r.ID] || c.refusesAll(r.ID)) {
			p.persons = append(p.persons, r.ID)
		}
	}
	c.pictures(in, p.pictured)
	c.told(in, p.testimony)
	c.health(in, p.medical)
	for _, of := range []map[model.ID]bool{p.pictured, p.testimony, p.medical} {
		for id := range of {
			if spared[id] {
				delete(of, id)
			}
		}
	}
	return p
}

// encloses adds the files of the exhibits whose pages will be part of the
// document, also while nobody has looked at them yet.
func (c *check) encloses(in *text) {
	if x := c.Profile.Exhibits; x == nil || !x.Enclose {
		return
	}
	for id := range c.exhibits() {
		e, _ := c.Snapshot.Get(id)
		if sha := e.Text("sha256"); sha != "" {
			in.files[sha] = true
		}
	}
}

// refuses tells whether somebody said no to a purpose. Then they appear wherever
// anything rests on them, named or not: in the account of an event, in a number, in an
// exhibit that is read only when they are taken out.
func (c *check) refuses(id model.ID, purpose string) bool {
	a := c.answerOf(id, purpose)
	return a.code == export.ConsentRefused || a.code == export.ConsentWithdrawn
}

// refusesAll tells whether somebody said no to what is asked of all who appear.
func (c *check) refusesAll(id model.ID) bool {
	return slices.ContainsFunc(c.Profile.Consents, func(want profile.Consent) bool {
		return want.Of == "persons" && c.refuses(id, want.Purpose)
	})
}

// spared are those whom nobody needs to ask: who appear only for what they did
// in office, who send the document, and who cannot be asked since nobody knows
// who they are.
func (c *check) spared() map[model.ID]bool {
	office, private := map[model.ID]bool{}, map[model.ID]bool{}
	for _, p := range c.Snapshot.OfKind("participant") {
		if id := p.Ref("person"); inOffice[p.Text("role")] {
			office[id] = true
		} else {
			private[id] = true
		}
	}
	for _, i := range c.Snapshot.OfKind("involvement") {
		office[i.Ref("who")] = true
	}
	for _, i := range c.Snapshot.OfKind("interview") {
		for _, id := range i.Refs("interviewers") {
			office[id] = true
		}
	}
	for _, field := range []string{"sender", "representative"} {
		office[c.dossier.Ref(field)] = true
	}
	for _, r := range c.Snapshot.OfKind("person") {
		kind := r.Text("kind")
		if kind == "group" || kind == "unidentified" && len(c.names[r.ID]) == 0 {
			office[r.ID] = true
			delete(private, r.ID)
		}
	}
	for _, id := range c.applicants() {
		private[id] = true
	}
	for id := range private {
		delete(office, id)
	}
	return office
}

// named tells whether the document speaks of a person: it has an entry of
// theirs, or says one of their names.
func (c *check) named(in *text, r model.Record) bool {
	if in.anchors[anchor(r.ID)] {
		return true
	}
	for _, n := range c.names[r.ID] {
		if in.says(n.Text("text")) || in.says(n.Text("family")) {
			return true
		}
	}
	return in.says(r.Text("pseudonym"))
}

// spelled finds those of some persons whose names the document says in another
// spelling or script than the record has, or only in part. A word that two
// people are called by tells nobody which of them is meant.
func (c *check) spelled(in *text, of func(model.ID) bool) map[model.ID]bool {
	found := map[model.ID]bool{}
	var who []model.ID
	var patterns []names.Pattern
	words := c.wordsOfNames()
	bearers := map[string][]model.ID{} // by how a word may be read
	for _, r := range c.Snapshot.OfKind("person") {
		for _, w := range words[r.ID] {
			for _, key := range names.Keys(w) {
				bearers[key] = append(bearers[key], r.ID)
			}
		}
	}
	for _, r := range c.Snapshot.OfKind("person") {
		if !of(r.ID) {
			continue
		}
		for _, w := range words[r.ID] {
			others := func(key string) bool {
				return slices.ContainsFunc(bearers[key], func(id model.ID) bool { return id != r.ID })
			}
			if !names.Careful(w) && !slices.ContainsFunc(names.Keys(w), others) {
				patterns = append(patterns, names.Pattern{Who: len(who), Text: w})
			}
		}
		who = append(who, r.ID)
	}
	if len(patterns) == 0 {
		return found
	}
	finder := names.NewFinder(patterns)
	for _, s := range in.said {
		for _, f := range finder.Find(s) {
			if !f.Doubtful {
				found[who[f.Who]] = true
			}
		}
	}
	return found
}

// wordsOfNames gives the words by which each person is called, but for those of
// their fathers.
func (c *check) wordsOfNames() map[model.ID][]string {
	all := map[model.ID][]string{}
	for id, rows := range c.names {
		for _, n := range rows {
			fathers := strings.Fields(n.Text("patronymic"))
			for _, w := range strings.Fields(n.Text("text") + " " + n.Text("family") + " " + n.Text("given")) {
				if w = strings.Trim(w, ".,;:()«»\"“”"); len([]rune(w)) > 2 && !slices.Contains(fathers, w) && !slices.Contains(all[id], w) {
					all[id] = append(all[id], w)
				}
			}
		}
	}
	return all
}

// pictures finds those who are to be seen on pictures that are printed.
func (c *check) pictures(in *text, of map[model.ID]bool) {
	shown := func(id model.ID) bool {
		e, ok := c.Snapshot.Get(id)
		return ok && in.files[e.Text("sha256")]
	}
	for _, e := range c.Snapshot.OfKind("evidence") {
		if seeing[e.Text("kind")] && shown(e.ID) {
			for _, id := range e.Refs("persons") {
				of[id] = true
			}
		}
	}
	for _, r := range c.Snapshot.OfKind("person") {
		if shown(r.Ref("portrait")) {
			of[r.ID] = true
		}
	}
	for _, r := range c.Snapshot.OfKind("injury") {
		if shown(r.Ref("photo")) {
			of[r.Ref("person")] = true
		}
	}
}

// The kinds of evidence on which people are seen, speak, and are examined.
var (
	seeing    = map[string]bool{"photograph": true, "video": true, "social_media": true}
	speaking  = map[string]bool{"statement": true, "interview_record": true, "audio": true, "video": true}
	examining = map[string]bool{"medical_report": true, "forensic_report": true, "psychological_report": true}
)

// told finds those whose own words are printed: from interviews, from what
// sources are quoted with, and in statements that are enclosed.
func (c *check) told(in *text, of map[model.ID]bool) {
	for _, b := range c.Snapshot.OfKind("block") {
		if in.anchors[anchor(b.ID)] || in.says(b.Text("original")) || in.says(b.Text("translation")) {
			i, _ := c.Snapshot.Get(b.Ref("interview"))
			of[i.Ref("interviewee")] = true
		}
	}
	for _, q := range c.Snapshot.OfKind("citation") {
		if !in.says(q.Text("quote")) {
			continue
		}
		source, _ := c.Snapshot.Get(q.Ref("source"))
		interview, _ := c.Snapshot.Get(source.Ref("interview"))
		for _, id := range []model.ID{source.Ref("who"), interview.Ref("interviewee")} {
			if who, ok := c.Snapshot.Get(id); ok && who.Kind == "person" {
				of[id] = true
			}
		}
	}
	c.enclosed(in, speaking, of)
}

// health finds those of whose body or mind the document tells.
func (c *check) health(in *text, of map[model.ID]bool) {
	for _, r := range c.Snapshot.OfKind("injury") {
		if in.anchors[anchor(r.ID)] || in.says(r.Text("account")) {
			of[r.Ref("person")] = true
		}
	}
	for _, r := range c.Snapshot.OfKind("person") {
		if in.says(r.Text("health")) {
			of[r.ID] = true
		}
	}
	c.enclosed(in, examining, of)
}

// enclosed adds those whom evidence of some kinds is about, when its pages are
// part of the document.
func (c *check) enclosed(in *text, kinds map[string]bool, of map[model.ID]bool) {
	for _, e := range c.Snapshot.OfKind("evidence") {
		if kinds[e.Text("kind")] && in.files[e.Text("sha256")] {
			for _, id := range e.Refs("persons") {
				of[id] = true
			}
		}
	}
}

// anchor names the entry of a record in the document.
func anchor(id model.ID) string { return "r-" + id.String() }

// files are the digests of what is printed or enclosed.
func files(d *doc.Document) map[string]bool {
	all := map[string]bool{}
	d.Walk(func(b doc.Block, _ int) {
		switch b := b.(type) {
		case *doc.Figure:
			all[b.SHA256] = true
		case *doc.Exhibit:
			all[b.SHA256] = true
		}
	})
	delete(all, "")
	return all
}
