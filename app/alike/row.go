package alike

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/desk"
	"guvoh/app/naming"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// who is somebody who may be meant, with what a person knows them by.
type who struct {
	store.Candidate
	record   model.Record
	portrait string // SHA-256 of a picture that is here; "" none
	cases    []model.Record
	sources  []model.Record
}

// acquaint reads what candidates are known by.
func acquaint(ctx context.Context, db *store.DB, found []store.Candidate) []who {
	var out []who
	for _, c := range found {
		r, err := db.Get(ctx, c.Person)
		if err != nil || r.Deleted {
			continue
		}
		w := who{Candidate: c, record: r, portrait: Portrait(ctx, db, r)}
		parts, err := db.Linked(ctx, "participant", "person", r.ID)
		if err != nil {
			return nil
		}
		for _, p := range parts {
			if in, err := db.Get(ctx, p.Ref("case")); err == nil && !in.Deleted {
				w.cases = append(w.cases, in)
			}
		}
		cited, err := db.Linked(ctx, "citation", "subject", r.ID)
		if err != nil {
			return nil
		}
		for _, c := range cited {
			if s, err := db.Get(ctx, c.Ref("source")); err == nil && !s.Deleted {
				w.sources = append(w.sources, s)
			}
		}
		out = append(out, w)
	}
	return out
}

// Portrait gives the SHA-256 of the picture of a person whose bytes are in the
// file; "" when there is none.
func Portrait(ctx context.Context, db *store.DB, person model.Record) string {
	e, err := db.Get(ctx, person.Ref("portrait"))
	if err != nil || e.Deleted || !strings.HasPrefix(e.Text("media_type"), "image/") {
		return ""
	}
	return e.Text("sha256")
}

// Face shows a portrait.
func Face(db *store.DB, sha string, side float32) *ui.Thumb {
	t := ui.NewThumb(side)
	t.Load(func() ([]byte, error) {
		return db.ReadAttachment(sha, largest)
	})
	return t
}

// largest is more than the picture of a face has in bytes.
const largest = 32 << 20

// row names one of them, says why, and what can be said about it.
func (l *Line) row(w who) fyne.CanvasObject {
	say := l.d.Words
	acts := []fyne.CanvasObject{ui.NewButton(say.T("action.open"), nil, ui.Quiet, func() { l.open(w.record) })}
	if !l.d.DB.ReadOnly() {
		for _, answer := range []string{"same", "not_same", "unsure"} {
			acts = append(acts, ui.NewButton(say.T("alike."+answer), nil, ui.Quiet, func() { l.answer(w, answer) }))
		}
	}
	acts = append(acts, ui.NewIconButton(theme.CancelIcon(), say.T("alike.leave"), func() { l.leave(w) }))
	words := strings.TrimSpace(strings.Join([]string{known(l.d, w), naming.Whys(say, w.Why, 3)}, "\n"))
	title := say.T("alike.perhaps", tr.V{"Name": l.d.Title(w.record)})
	return faced(l.d, w, title, words, acts...)
}

// faced puts the face beside the words, where there is one.
func faced(d *desk.Desk, w who, title, words string, acts ...fyne.CanvasObject) fyne.CanvasObject {
	if w.portrait == "" {
		return ui.NewActionRow(theme.AccountIcon(), title, words, acts...).Boxed()
	}
	return ui.NewRow(1, Face(d.DB, w.portrait, 56), ui.NewActionRow(nil, title, words, acts...).Boxed())
}

// known says in a line what somebody is known by: birth, place, cases, source.
func known(d *desk.Desk, w who) string {
	say := d.Words
	var parts []string
	if when := d.Show(w.record, "birth"); when != "" {
		parts = append(parts, say.T("alike.born", tr.V{"When": when}))
	}
	if where := d.Show(w.record, "birth_place"); where != "" {
		parts = append(parts, where)
	}
	for i, c := range w.cases {
		if i == 2 {
			break
		}
		parts = append(parts, d.Title(c))
	}
	if len(w.sources) > 0 {
		parts = append(parts, say.T("alike.source", tr.V{"Source": d.Title(w.sources[0])}))
	}
	return strings.Join(parts, " · ")
}
