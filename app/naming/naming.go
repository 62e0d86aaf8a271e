// Package naming says what a text of a record stands for when it is a key: the
// name of a field, a kind, a profile, a section or a question of a form.
//
// Its one job is that nobody reads a key, in the window or from the command
// line. Rules of the package: it only reads; a key that nothing explains, since
// its profile was made elsewhere or its record is gone, is shown as it stands.
package naming

import (
	"context"
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
			return n.title(text)
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

// title names a profile.
func (n namer) title(id string) string {
	all, err := shipped()
	if err != nil {
		return id
	}
	if p := profile.Find(all, id); p != nil {
		return p.TitleIn(n.words.Lang())
	}
	if own, ok := n.own(id); ok && own.Text("title") != "" {
		return own.Text("title")
	}
	return id
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
func (n namer) section(row model.Record, name string) string {
	said := name
	if p := n.profileOf(row); p != nil {
		p.All(func(s profile.Section) {
			usual := "dossier.section." + s.Type
			switch {
			case s.Name() != name:
			case len(s.Title) > 0:
				said = s.Title.In(n.words.Lang())
			case n.words.Has(usual):
				said = n.words.T(usual)
			}
		})
	}
	return said
}

// question gives the words of a question of a form, named "section.field".
func (n namer) question(row model.Record, name string) string {
	said := name
	p := n.profileOf(row)
	if p == nil {
		return said
	}
	look := func(section string, fields []profile.Field) {
		for _, f := range fields {
			if section+"."+f.Key == name {
				said = f.Label.In(n.words.Lang())
			}
		}
	}
	if p.Cover != nil {
		look("cover", p.Cover.Fields)
	}
	p.All(func(s profile.Section) { look(s.Name(), s.Fields) })
	return said
}

// exception says which warning was passed over, and where. The numbers of the
// warning are not kept with it, so they are left out.
func (n namer) exception(r model.Record, field, text string) string {
	switch field {
	case "code":
		if key := "finding." + text; n.words.Has(key) {
			const left = "…"
			return n.words.T(key, tr.V{
				"Count": left, "Max": left, "Detail": left, "Kind": left, "Field": left, "Purpose": left, "Country": left,
				"Day": left, "Section": left,
			})
		}
	case "field":
		for _, said := range []string{
			n.fieldOf(r.Ref("record"), text), n.question(r, text), n.section(r, text),
			n.words.Word("consent_purpose", text), n.words.Word("country", text),
		} {
			if said != text {
				return said
			}
		}
	}
	return text
}
