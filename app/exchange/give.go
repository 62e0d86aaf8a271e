package exchange

import (
	"context"
	"strings"
	"time"

	"guvoh/app/tr"
	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/vault"
)

// Giving says which cases go to somebody, and what goes along.
type Giving struct {
	Cases       []model.ID
	LeaveOut    []model.ID // persons of whom nothing goes along
	Outside     bool       // a snapshot for somebody outside, see [store.DB.SnapshotTo]; else a share
	History     bool       // of a share only
	Sensitive   bool       // of a snapshot only: sensitive fields, too
	Attachments bool
	Composed    bool   // also dossiers that are being composed
	By          string // of a snapshot: who makes it, as its readers shall know it; "" does not say
	Step        func(done, total int)
}

// Give writes cases into a new file, which lock opens; see [store.DB.ShareTo]
// and [store.DB.SnapshotTo]. A snapshot carries a note that says in the words
// of say what it is. A zero cost is measured for this machine.
func Give(ctx context.Context, db *store.DB, say *tr.Printer, path string, lock vault.Lock, cost vault.Cost, g Giving) (store.ShareReport, error) {
	if !g.Outside {
		return db.ShareTo(ctx, path, lock, cost, store.ShareOptions{
			Cases: g.Cases, LeaveOut: g.LeaveOut, History: g.History, Attachments: g.Attachments, Composed: g.Composed, Step: g.Step,
		})
	}
	return db.SnapshotTo(ctx, path, lock, cost, store.SnapshotOptions{
		Cases: g.Cases, LeaveOut: g.LeaveOut, Sensitive: g.Sensitive, Attachments: g.Attachments, Composed: g.Composed, By: g.By,
		Step: g.Step, Note: func(o store.Origin) (title, text string) { return provenance(say, o) },
	})
}

// provenance says in a snapshot what it is: when it was made and by whom, what
// it holds and what not, and what becomes of changes.
func provenance(say *tr.Printer, o store.Origin) (title, text string) {
	at := o.At.Local().Format(time.DateOnly)
	data := tr.V{"By": o.By, "Date": say.Date(model.Date{Earliest: at, Latest: at, Precision: model.PrecisionDay})}
	made := "give.note.made"
	if o.By != "" {
		made = "give.note.made_by"
	}
	lines := []string{say.T(made, data), say.N("give.note.cases", len(o.Cases)), say.T("give.note.no_history")}
	for _, left := range []struct {
		key string
		n   int
	}{
		{"give.note.persons", o.LeftOut.Persons},
		{"give.note.values", o.LeftOut.Values},
		{"give.note.attachments", o.LeftOut.Attachments},
	} {
		if left.n > 0 {
			lines = append(lines, say.N(left.key, left.n))
		}
	}
	return say.T("give.note.title"), strings.Join(append(lines, say.T("give.note.back")), "\n")
}

// Proposed leaves out of a giving whom the plan says to leave out, but for
// those in with, and adds those in without. It gives the persons that the plan
// left out.
func (g *Giving) Proposed(p store.SharePlan, with, without []model.ID) (byConsent []store.SharedPerson) {
	wanted := map[model.ID]bool{}
	for _, id := range with {
		wanted[id] = true
	}
	g.LeaveOut = append([]model.ID{}, without...)
	for _, person := range p.Persons {
		if person.LeaveOut && !wanted[person.ID] {
			g.LeaveOut = append(g.LeaveOut, person.ID)
			byConsent = append(byConsent, person)
		}
	}
	return byConsent
}
