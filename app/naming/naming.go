// Package naming says what a text of a record stands for when it is a key: the
// name of a field, a kind, a profile, a section or a question of a form.
//
// Its one job is that nobody reads a key, in the window or from the command
// line. Rules of the package: it only reads; a key that nothing explains, since
// its profile was made elsewhere or its record is gone, is shown as it stands.
package naming

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"guvoh/app/tr"
	"guvoh/assets"
	"guvoh/export/profile"
	"guvoh/model"
	"guvoh/model/store"
)

// shipped are the profiles that come with the program.
var shipped = sync.OnceValues(func() ([]profile.Profile, error) { return profile.Load(assets.Profiles) })

// Key says what a text stands for in a field of a record; a text that is no
// key is itself.
func Key(ctx context.Context, db *store.DB, words *tr.Printer, r model.Record, field, text string) string {
	if text == "" {
		return ""
	}
	n := namer{ctx, db, words}
	switch r.Kind {
	case "citation":
		if field == "field" {
			return n.fieldOf(r.Ref("subject"), text)
		}
	case "field", "term":
		return n.ofSchema(field, text)
	case "dossier", "issue":
		if field == "profile" {
			return labelOf(n.profiles(), text)
		}
	case "paragraph":
		if field == "section" {
			return n.section(r, text)
		}
	case "answer":
		if field == "field" {
			return n.question(r, text)
		}
	case "exception":
		return n.exception(r, field, text)
	}
	return text
}

// Choice is a key that may stand in a field, with the words for it.
type Choice struct{ Key, Label string }

// Choices gives the keys of profiles, sections and questions that may stand in
// a field of a record; none when anything may, or when nobody knows.
func Choices(ctx context.Context, db *store.DB, words *tr.Printer, r model.Record, field string) []Choice {
	n := namer{ctx, db, words}
	switch {
	case field == "profile" && (r.Kind == "dossier" || r.Kind == "issue"):
		return n.profiles()
	case field == "section" && r.Kind == "paragraph":
		return n.sections(r)
	case field == "field" && r.Kind == "answer":
		return n.questions(r)
	}
	return nil
}

type namer struct {
	ctx   context.Context
	db    *store.DB
	words *tr.Printer
}

// get reads a record, deleted or not; one that is not there has no kind.
func (n namer) get(id model.ID) model.Record {
	r, err := n.db.Get(n.ctx, id)
	if err != nil {
		return model.Record{}
	}
	return r
}

// fieldOf names a field of the record with that id.
func (n namer) fieldOf(id model.ID, field string) string {
	k := n.db.Schema().Kind(n.get(id).Kind)
	if k == nil {
		return field
	}
	if _, ok := k.Field(field); !ok {
		return field
	}
	return n.words.Field(k.Name, field)
}

// ofSchema says what the users' own words and fields are made of.
func (n namer) ofSchema(field, text string) string {
	switch field {
	case "kind":
		if n.db.Schema().Kind(text) != nil {
			return n.words.Kind(text)
		}
	case "type":
		if key := "type." + text; n.words.Has(key) {
			return n.words.T(key)
		}
	case "vocabulary":
		return n.words.Vocabulary(text)
	}
	return text
}

// own finds a profile of the users' own by its key.
func (n namer) own(key string) (model.Record, bool) {
	all, err := n.db.Records(n.ctx, "profile")
	if err != nil {
		return model.Record{}, false
	}
	for _, r := range all {
		if r.Text("key") == key {
			return r, true
		}
	}
	return model.Record{}, false
}

// profileOf gives the profile of the dossier whose row a record is; nil when
// nobody knows it.
func (n namer) profileOf(row model.Record) *profile.Profile {
	id := n.get(row.Ref("dossier")).Text("profile")
	all, err := shipped()
	if err != nil {
		return nil
	}
	if p := profile.Find(all, id); p != nil {
		return p
	}
	own, ok := n.own(id)
	if !ok {
		return nil
	}
	p, err := profile.Parse([]byte(own.Text("data")))
	if err != nil {
		return nil
	}
	return &p
}

// section gives the heading under which a row of a dossier stands.
func (n namer) section(row model.Record, name string) string { return labelOf(n.sections(row), name) }

// question gives the words of a question of a form, named "section.field".
func (n namer) question(row model.Record, name string) string { return labelOf(n.questions(row), name) }

func labelOf(all []Choice, key string) string {
	for _, c := range all {
		if c.Key == key {
			return c.Label
		}
	}
	return key
}

// sections gives every section of the profile of a row's dossier.
func (n namer) sections(row model.Record) []Choice {
	p := n.profileOf(row)
	if p == nil {
		return nil
	}
	var out []Choice
	p.All(func(s profile.Section) {
		c := Choice{s.Name(), s.Name()}
		if usual := "dossier.section." + s.Type; n.words.Has(usual) {
			c.Label = n.words.T(usual)
		}
		if len(s.Title) > 0 {
			c.Label = s.Title.In(n.words.Lang())
		}
		out = append(out, c)
	})
	return out
}

// questions gives every question of the form of a row's dossier.
func (n namer) questions(row model.Record) []Choice {
	p := n.profileOf(row)
	if p == nil {
		return nil
	}
	var out []Choice
	take := func(section string, fields []profile.Field) {
		for _, f := range fields {
			out = append(out, Choice{section + "." + f.Key, f.Label.In(n.words.Lang())})
		}
	}
	if p.Cover != nil {
		take("cover", p.Cover.Fields)
	}
	p.All(func(s profile.Section) { take(s.Name(), s.Fields) })
	return out
}

// profiles gives every profile that a dossier can follow, the users' own last.
func (n namer) profiles() []Choice {
	var out []Choice
	all, _ := shipped() // that they can be read is tested
	for _, p := range all {
		out = append(out, Choice{p.ID, p.TitleIn(n.words.Lang())})
	}
	own, err := n.db.Records(n.ctx, "profile")
	if err != nil {
		return out
	}
	first := len(out)
	for _, r := range own {
		if key := r.Text("key"); key != "" {
			out = append(out, Choice{key, cmp.Or(r.Text("title"), key)})
		}
	}
	slices.SortStableFunc(out[first:], func(a, b Choice) int { return cmp.Compare(a.Label, b.Label) })
	return out
}

// exception says which warning was passed over, and where. The numbers and the
// days of a warning are not kept with it, so they are left out.
func (n namer) exception(r model.Record, field, text string) string {
	switch key := "finding." + text; {
	case field == "field":
		return n.spot(r, text)
	case field == "code" && n.words.Has(key):
		const left = "…"
		spot, kind := cmp.Or(n.spot(r, r.Text("field")), left), left
		if k := n.get(r.Ref("record")).Kind; k != "" {
			kind = n.words.Kind(k)
		}
		return n.words.T(key, tr.V{
			"Kind": kind, "Field": spot, "Purpose": spot, "Country": spot, "Section": spot, "Detail": spot,
			"Count": left, "Max": left, "Day": left,
		})
	}
	return text
}

// spot says where a warning was: see export.Finding.Spot.
func (n namer) spot(r model.Record, text string) string {
	for _, said := range []string{
		n.fieldOf(r.Ref("record"), text), n.question(r, text), n.section(r, text),
		n.words.Word("consent_purpose", text), n.words.Word("country", text),
	} {
		if said != text {
			return said
		}
	}
	return text
}
