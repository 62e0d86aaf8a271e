package exchange

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"time"

	"guvoh/app/tr"
	"guvoh/export"
	"guvoh/export/bundle"
	"guvoh/export/profile"
	"guvoh/model"
	"guvoh/model/store"
)

// annexKind is the kind of evidence that an annex of patterns is.
const annexKind = "patterns_annex"

// memory is a document that never lies on a disk outside the file.
type memory struct{ bytes.Buffer }

// ReadAt reads what was written so far.
func (m *memory) ReadAt(p []byte, off int64) (int, error) {
	return bytes.NewReader(m.Bytes()).ReadAt(p, off)
}

// Enclosing gives the dossiers among whose exhibits an annex can be: those that are
// composed for a body that takes exhibits.
func Enclosing(ctx context.Context, db *store.DB) ([]model.Record, error) {
	all, _, err := Profiles(ctx, db)
	if err != nil {
		return nil, err
	}
	dossiers, err := db.Records(ctx, "dossier")
	var out []model.Record
	for _, d := range dossiers {
		if p := profile.Find(all, d.Text("profile")); p != nil && p.Exhibits != nil && len(d.Refs("cases")) > 0 {
			out = append(out, d)
		}
	}
	return out, err
}

// Annex is a document of patterns made for the reader of one dossier, to go among
// its exhibits. It stays as it was made: what a text cites by page and number must
// not change beneath it.
type Annex struct {
	Dossier model.Record
	Result  *bundle.Result
	file    []byte
	reader  string
	own     model.ID   // the case of the dossier
	cases   []model.ID // of which it tells
	named   []model.ID // persons of the dossier's case whom it names
	number  int
	lang    string      // in which it is written
	say     *tr.Printer // of those who work on the file
	at      time.Time
}

// AnnexOrder is which patterns shall go into which dossier.
type AnnexOrder struct {
	Dossier  model.Record
	Patterns []store.Pattern
	By       store.PatternBy
	Filter   store.PatternFilter
	Purpose  string // of the vocabulary consent_purpose, that those it names must allow
	Withhold bool   // see [bundle.Patterns]
	At       time.Time
	Progress func(step bundle.Step, done, total int)
}

// MakeAnnex makes an annex in memory, in the language and for the reader of its
// dossier.
func MakeAnnex(ctx context.Context, db *store.DB, say *tr.Printer, o AnnexOrder) (*Annex, error) {
	all, _, err := Profiles(ctx, db)
	if err != nil {
		return nil, err
	}
	p := profile.Find(all, o.Dossier.Text("profile"))
	if p == nil { // taken away since the dossier was offered
		return nil, store.ErrNotFound
	}
	a := &Annex{Dossier: o.Dossier, own: o.Dossier.Refs("cases")[0], cases: patternCases(o.Patterns), say: say, at: o.At}
	s, err := db.Snapshot(ctx, a.own)
	if err != nil {
		return nil, err
	}
	dossier := bundle.Order{Profile: p, Snapshot: s, Dossier: o.Dossier.ID}
	a.reader = dossier.Reader()
	words := say.In(languageOf(say, o.Dossier, p))
	a.lang = words.Lang()
	for _, n := range export.ExhibitNumbers(export.Order{Profile: p, Snapshot: s, Dossier: o.Dossier.ID, Words: words, At: o.At}) {
		a.number = max(a.number, n)
	}
	a.number++
	order, err := PatternOrder(ctx, db, words, o.At, o.Patterns, o.By, o.Filter)
	if err != nil {
		return nil, err
	}
	order.Recipient, order.Purpose, order.Withhold, order.Progress, order.Format = a.reader, o.Purpose, o.Withhold, o.Progress, "pdf"
	order.Further = asked(dossier)
	to := &memory{}
	if a.Result, err = bundle.MakePatterns(ctx, order, func(string) (bundle.Target, error) { return to, nil }); err != nil {
		return nil, err
	}
	a.file = to.Bytes()
	alone, err := aloneIn(ctx, db, order.Order, append(order.Further, o.Purpose), a.cases)
	if err != nil {
		return nil, err
	}
	a.cases = slices.DeleteFunc(a.cases, func(id model.ID) bool { return slices.Contains(alone, id) }) // it tells nothing of them
	a.named = slices.DeleteFunc(order.Named(a.Result), func(id model.ID) bool {
		return !slices.ContainsFunc(s.Linked("participant", "person", id), func(x model.Record) bool { return x.Ref("case") == a.own })
	})
	return a, nil
}

// languageOf is the language in which a dossier is written: as it says, else the
// one spoken if the body takes it, else the body's.
func languageOf(say *tr.Printer, dossier model.Record, p *profile.Profile) string {
	spoken := say.Document()
	if len(p.Languages) > 0 && !slices.Contains(p.Languages, spoken) {
		spoken = p.Languages[0]
	}
	return cmp.Or(dossier.Text("language"), spoken)
}

// Into puts an annex among the exhibits of its dossier, inside an action: as
// evidence of the dossier's case, behind the exhibits that are there, with the next
// number. Only persons of that case come to stand with it: others would travel with
// the case to whoever gets it. That it leaves is remembered with the dossier.
func (a *Annex) Into(tx *store.Tx, exhibits []model.Record) error {
	day := a.at.Format(time.DateOnly)
	others := slices.DeleteFunc(slices.Clone(a.cases), func(id model.ID) bool { return id == a.own })
	ev, err := tx.Evidence(bytes.NewReader(a.file), a.Result.Files[0].Name, "application/pdf", map[string]model.Value{
		"cases": model.RefsValue(a.own), "tells_of": model.RefsValue(others...), "persons": model.RefsValue(a.named...),
		"title": model.TextValue(a.Result.Title), "kind": model.TextValue(annexKind),
		"made":  model.DateValue(model.Date{Earliest: day, Latest: day, Precision: model.PrecisionDay}),
		"pages": model.IntValue(int64(a.Result.Pages)), "languages": model.ListValue(a.lang),
		"description": model.TextValue(a.say.T("pattern.caution") + "\n\n" +
			a.say.T("pattern.enclose.made_for", tr.V{"Reader": a.reader})),
	})
	if err != nil {
		return err
	}
	last := ""
	for _, x := range exhibits {
		last = max(last, x.Text("position"))
	}
	x := model.NewRecord("exhibit")
	x.Set("dossier", model.RefValue(a.Dossier.ID))
	x.Set("evidence", model.RefValue(ev.ID))
	x.Set("number", model.IntValue(int64(a.number)))
	x.Set("position", model.TextValue(model.Between(last, "")))
	if err := tx.Put(x); err != nil {
		return err
	}
	return Issue{Result: a.Result}.keep(tx)
}
