// Package checklist holds what a body wants to be asked about a kind of
// violation, and tells from the records of a case what is answered.
//
// Its one job is that nothing is forgotten while somebody speaks. Rules: an item
// is answered by what is recorded of the person asked about, never by what is
// recorded of somebody else; "asked, and not known" is a note like any other,
// whose id follows from the interview and the item ([MarkID]), so that two
// colleagues who note it apart write one record. It knows no window.
package checklist

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"

	"guvoh/export"
	"guvoh/model"
)

// Words are the same sentence in several languages.
type Words map[string]string

// In gives the words in a language, or in the nearest that has them.
func (w Words) In(lang string) string {
	for _, l := range model.Languages(lang) {
		if s := w[l]; s != "" {
			return s
		}
	}
	return w["en"]
}

// Item is one thing to ask.
type Item struct {
	ID    string   `json:"id"`
	Ask   Words    `json:"ask"`
	Paths []string `json:"paths"` // any of them that leads to something answers it

	paths []export.Path
}

// Part is what is asked together.
type Part struct {
	Title Words  `json:"title"`
	Items []Item `json:"items"`
}

// List is what is asked about one kind of violation.
type List struct {
	ID     string   `json:"id"`
	Title  Words    `json:"title"`
	Source string   `json:"source"` // where it is taken from
	AsOf   string   `json:"as_of"`
	Sure   string   `json:"sure"` // "seen" in the source, or "recalled" from it
	Acts   []string `json:"acts"` // the types of act that call for it
	Parts  []Part   `json:"parts"`
}

// Load reads every list of a folder such as assets.Checklists, in order of the
// names of their files.
func Load(files fs.FS) ([]List, error) {
	names, err := fs.Glob(files, "*.json")
	if err != nil {
		return nil, err
	}
	var out []List
	for _, name := range names {
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		var l List
		d := json.NewDecoder(bytes.NewReader(data))
		d.DisallowUnknownFields()
		if err = d.Decode(&l); err == nil {
			err = l.parse()
		}
		if err != nil {
			return nil, fmt.Errorf("checklist %s: %w", name, err)
		}
		out = append(out, l)
	}
	return out, nil
}

func (l *List) parse() error {
	for i := range l.Parts {
		for k := range l.Parts[i].Items {
			item := &l.Parts[i].Items[k]
			for _, s := range item.Paths {
				p, err := export.ParsePath(s)
				if err != nil {
					return err
				}
				item.paths = append(item.paths, p)
			}
		}
	}
	return nil
}

// Suits gives the list that what is recorded calls for: the one of whose acts
// most are recorded, else the one with that id, else the first.
func Suits(lists []List, s *model.Snapshot, otherwise string) List {
	var best List
	most := 0
	for _, l := range lists {
		n := 0
		for _, a := range s.OfKind("act") {
			if slices.Contains(l.Acts, a.Text("type")) {
				n++
			}
		}
		if n > most {
			best, most = l, n
		}
	}
	if most > 0 {
		return best
	}
	if i := slices.IndexFunc(lists, func(l List) bool { return l.ID == otherwise }); i >= 0 {
		return lists[i]
	}
	if len(lists) > 0 {
		return lists[0]
	}
	return List{}
}

// suffered are the parts in a case of those to whom it was done.
var suffered = []string{"applicant", "victim", "asylum_seeker", "defendant"}

// About gives whom an interview is about: the person interviewed, if it was done
// to them or to nobody else that is known; else the first of those to whom it
// was done.
func About(s *model.Snapshot, interview model.Record) model.ID {
	who := interview.Ref("interviewee")
	var others []model.ID
	for _, p := range s.Rows("participant", s.Case.ID) {
		if slices.Contains(suffered, p.Text("role")) {
			others = append(others, p.Ref("person"))
		}
	}
	if len(others) == 0 || slices.Contains(others, who) {
		return who
	}
	return others[0]
}

// Answered gives the items that what is recorded of the person answers, by id.
func (l List) Answered(s *model.Snapshot, person model.ID) map[string]bool {
	scope := export.NewScope(of(s, person), model.ID{}).For(person)
	done := map[string]bool{}
	for _, part := range l.Parts {
		for _, item := range part.Items {
			done[item.ID] = slices.ContainsFunc(item.paths, func(p export.Path) bool { return holds(scope.Find(p)) })
		}
	}
	return done
}

// holds tells whether a path led to something that says something: a record, or
// a field that is not simply said to be unknown.
func holds(spots []export.Spot) bool {
	return slices.ContainsFunc(spots, func(s export.Spot) bool {
		return s.Field == "" || s.Record.Text(s.Field) != "unknown"
	})
}

// personal are the kinds whose records answer for those only whom they tell of.
var personal = []string{"event", "act", "injury", "detention", "proceeding", "charge", "sentence", "consent", "evidence", "intervention"}

// of gives a case without what is told of others than the person.
func of(s *model.Snapshot, person model.ID) *model.Snapshot {
	scope := export.NewScope(s, model.ID{})
	var kept []model.Record
	for _, k := range s.Schema.Kinds() {
		for _, r := range s.OfKind(k.Name) {
			about := scope.About(r)
			if !slices.Contains(personal, k.Name) || len(about) == 0 || slices.Contains(about, person) {
				kept = append(kept, r)
			}
		}
	}
	return model.NewSnapshot(s.Schema, s.Case, kept, s.Open)
}

// MarkID gives the id of the note that an item was asked in an interview and
// that the answer is not known. It is a UUID of version 8 (RFC 9562), made of
// the SHA-256 of a fixed text, the interview and the item.
func MarkID(interview model.ID, list, item string) model.ID {
	sum := sha256.Sum256([]byte("guvoh asked " + interview.String() + " " + list + " " + item))
	id := model.ID(sum[:16])
	id[6] = id[6]&0x0f | 0x80
	id[8] = id[8]&0x3f | 0x80
	return id
}
