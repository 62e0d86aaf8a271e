package exchange

import (
	"context"
	"maps"
	"slices"

	"guvoh/export/bundle"
	"guvoh/export/pdfview"
	"guvoh/export/redact"
	"guvoh/model"
	"guvoh/model/store"
)

// ErrAnnex says that a dossier may not leave with an annex of patterns that is
// among its exhibits: it names somebody of another case who does not allow that, or
// no longer does.
type ErrAnnex struct {
	Evidence model.ID
	Title    string
	// Unknown is true when nobody can say: it tells of cases that are not in this
	// file.
	Unknown bool
}

func (*ErrAnnex) Error() string { return "exchange: an annex among the exhibits may not leave" }

// CheckAnnexes looks again, before a dossier is made, into the annexes among its
// exhibits. It fails with the first [*ErrAnnex] of [HeldAnnexes].
func CheckAnnexes(ctx context.Context, db *store.DB, o bundle.Order) error {
	held, err := HeldAnnexes(ctx, db, o)
	if err == nil && len(held) > 0 {
		return held[0]
	}
	return err
}

// HeldAnnexes gives the annexes among the exhibits of a dossier that may not leave
// with it. An annex stays as it was made, and those whom it names are mostly in
// other cases than the dossier's: a consent that somebody took back there is seen
// by nobody else.
func HeldAnnexes(ctx context.Context, db *store.DB, o bundle.Order) ([]*ErrAnnex, error) {
	var held []*ErrAnnex
	for _, e := range enclosed(o) {
		if !isAnnex(e) {
			continue
		}
		others := e.Refs("tells_of")
		around, err := db.Around(ctx, append([]model.ID{o.Snapshot.Case.ID}, others...)...)
		if err != nil {
			return nil, err
		}
		bad := &ErrAnnex{Evidence: e.ID, Title: e.Text("title")}
		if slices.ContainsFunc(others, func(id model.ID) bool { _, there := around.Get(id); return !there }) {
			bad.Unknown = true
			held = append(held, bad)
			continue
		}
		file, err := db.ReadAttachment(e.Text("sha256"), pdfview.MaxBytes)
		if err != nil {
			return nil, err
		}
		again := bundle.Order{Snapshot: around, Words: o.Words, At: o.At, Recipient: o.Reader(), Redact: o.Redact}
		holds, err := bundle.AnnexHolds(ctx, again, purposesOf(o, "persons"), purposesOf(o, "applicants"), file)
		if err != nil {
			return nil, err
		}
		alone, err := aloneIn(ctx, db, again, asked(o), others)
		if err != nil {
			return nil, err
		}
		if !holds || len(alone) > 0 {
			held = append(held, bad)
		}
	}
	return held, nil
}

// Annexes gives the annexes of patterns that go with a dossier.
func Annexes(o bundle.Order) (out []model.ID) {
	for _, e := range enclosed(o) {
		if isAnnex(e) {
			out = append(out, e.ID)
		}
	}
	return out
}

func isAnnex(e model.Record) bool { return e.Text("kind") == annexKind && e.Text("sha256") != "" }

// aloneIn gives those of some cases that are cases of nobody but such as said no to the
// reader of an order: a line of an annex can tell of them without their name. The
// snapshot of the order has everybody who is in the cases.
func aloneIn(ctx context.Context, db *store.DB, o bundle.Order, asked []string, cases []model.ID) (alone []model.ID, err error) {
	refusing, err := db.Refusing(ctx, asked...)
	if err != nil {
		return nil, err
	}
	agreed := bundle.Agreed(o, asked...)
	maps.DeleteFunc(refusing, func(id model.ID, _ bool) bool { return agreed(id) })
	telling := db.TellsOf(refusing)
	for _, id := range cases {
		tells, err := telling.Tells(ctx, id)
		if err != nil {
			return nil, err
		}
		if tells {
			alone = append(alone, id)
		}
	}
	return alone, nil
}

// asked gives all that those in a dossier are asked for, their names among it: of who
// said no to one of it an annex in the dossier tells nothing.
func asked(o bundle.Order) []string {
	return append(append(purposesOf(o, "persons"), purposesOf(o, "applicants")...), "name")
}

// purposesOf gives what a profile asks the applicants, or all of whom a dossier speaks,
// to allow.
func purposesOf(o bundle.Order, of string) (out []string) {
	for _, c := range o.Profile.Consents {
		if c.Of == of && c.Purpose != "name" && !slices.Contains(out, c.Purpose) {
			out = append(out, c.Purpose)
		}
	}
	return out
}

// enclosed gives the evidence that goes with a dossier: its exhibits, and where
// nobody composed one that of the case.
func enclosed(o bundle.Order) []model.Record {
	rows := o.Snapshot.Rows("exhibit", o.Dossier)
	if o.Dossier.IsZero() {
		return o.Snapshot.OfKind("evidence")
	}
	var out []model.Record
	for _, x := range rows {
		if e, there := o.Snapshot.Get(x.Ref("evidence")); there {
			out = append(out, e)
		}
	}
	return out
}

// DossierCases gives the cases in which it is remembered that a dossier was given
// out: its own first, and those of which its exhibits tell besides. Of an exhibit
// that was withheld nothing was told.
func DossierCases(o bundle.Order, r *bundle.Result) []model.ID {
	cases := []model.ID{o.Snapshot.Case.ID}
	for _, e := range enclosed(o) {
		if withheld(r.Taken, e.ID) {
			continue
		}
		for _, id := range e.Refs("tells_of") {
			if !slices.Contains(cases, id) {
				cases = append(cases, id)
			}
		}
	}
	return cases
}

// withheld tells whether a piece of evidence was left out, or its file was and no copy
// put in its place.
func withheld(taken *redact.Result, evidence model.ID) bool {
	return taken != nil && slices.ContainsFunc(taken.Withheld, func(w redact.Entry) bool {
		return w.Record == evidence && (w.Field == "" || w.Field == "sha256" && w.Reason != redact.Painted && w.Reason != redact.TextRewritten)
	})
}
