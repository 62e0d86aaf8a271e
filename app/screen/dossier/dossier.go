// Package dossier asks how the files of a dossier shall be made, makes them,
// and says what was made.
//
// Its one job is the dialog between a dossier that is ready and the files that
// leave the house. Rules of the package: what will be wrong, hidden or withheld
// is said before anything is made, and what stops a dossier cannot be passed
// over; a warning is passed over with a reason, which the file keeps; all files
// appear or none, whole, and never over another; what was given out is
// remembered; nothing but the files asked for is written anywhere.
package dossier

import (
	"context"
	"errors"
	"maps"
	"slices"

	"guvoh/app/desk"
	"guvoh/app/exchange"
	"guvoh/export/bundle"
	"guvoh/export/exhibit"
	"guvoh/export/profile"
	"guvoh/export/redact"
	"guvoh/model"
)

// request is what is being asked, from the first look to the end of the work.
type request struct {
	d        *desk.Desk
	snap     *model.Snapshot
	dossier  model.Record      // without an id where the record alone speaks
	profiles []profile.Profile // among which one may choose; one for a composed dossier
	chosen   *profile.Profile

	lang, format, recipient, identity string
	redact, parts                     bool
	archive                           bundle.Archive
	volumes                           profile.Volumes
	looked                            map[string]bool
	bars                              map[string][]redact.Bar

	reader   *exhibit.Reader
	exhibits *bundle.Exhibits
}

// Show asks how a dossier of a case shall be made of the record alone.
func Show(d *desk.Desk, caseID model.ID) { ShowAs(d, caseID, "int-full") }

// ShowAs is Show with a form of dossier chosen already.
func ShowAs(d *desk.Desk, caseID model.ID, profileID string) {
	load(d, caseID, model.ID{}, profileID)
}

// Issue asks how the files of a dossier that was composed shall be made.
func Issue(d *desk.Desk, dossierID model.ID) {
	r, ok := d.Get(dossierID)
	if !ok || len(r.Refs("cases")) == 0 {
		d.Host.Toast(d.Words.T("form.record_gone"), "", nil)
		return
	}
	load(d, r.Refs("cases")[0], r.ID, r.Text("profile"))
}

// load reads the case and asks.
func load(d *desk.Desk, caseID, dossierID model.ID, profileID string) {
	if !d.Saver.Commit() {
		return
	}
	q := &request{d: d}
	var err error
	d.Runner.Do(func() {
		ctx := context.Background()
		if q.profiles, _, err = exchange.Profiles(ctx, d.DB); err == nil {
			q.snap, err = d.DB.Snapshot(ctx, caseID)
		}
	}, func() {
		if err == nil && len(q.profiles) == 0 {
			err = errors.New("no profiles")
		}
		if err != nil {
			d.Fail(err)
			return
		}
		if !q.begin(dossierID, profileID) {
			d.Host.Toast(d.Words.T("compose.no_profile"), "", nil)
			return
		}
		ask(q)
	})
}

// begin fills the request with what the dossier and its body say; false where
// nobody knows the body of a composed one.
func (q *request) begin(dossierID model.ID, profileID string) bool {
	q.chosen = profile.Find(q.profiles, profileID)
	if !dossierID.IsZero() {
		if q.chosen == nil {
			return false
		}
		q.dossier, _ = q.snap.Get(dossierID)
		q.profiles = []profile.Profile{*q.chosen}
	}
	if q.chosen == nil {
		q.chosen = &q.profiles[0]
	}
	q.looked, q.bars = readLooked(q.d.DB, q.place())
	q.usual()
	return true
}

// usual is what the body wants and the dossier says.
func (q *request) usual() {
	q.lang = q.languageOf()
	q.format = "pdf"
	if len(q.chosen.Formats) > 0 {
		q.format = q.chosen.Formats[0]
	}
	q.recipient, q.identity = q.dossier.Text("recipient"), q.dossier.Text("identity")
	pages, _ := q.dossier.Get("volume_pages").Int()
	mb, _ := q.dossier.Get("volume_mb").Int()
	q.volumes = profile.Volumes{Pages: int(pages), MB: int(mb)}
	if q.volumes.Pages == 0 {
		q.volumes.Pages = q.chosen.Volumes.Pages
	}
	if q.volumes.MB == 0 {
		q.volumes.MB = q.chosen.Volumes.MB
	}
	q.parts = false
}

// languageOf is as the dossier says, else the one spoken if the body takes it,
// else the body's.
func (q *request) languageOf() string {
	if own := q.dossier.Text("language"); own != "" {
		return own
	}
	spoken := q.d.Words.Document()
	if takes := q.chosen.Languages; len(takes) > 0 && !slices.Contains(takes, spoken) {
		return takes[0]
	}
	return spoken
}

// composed tells of a dossier that somebody composed.
func (q *request) composed() bool { return !q.dossier.ID.IsZero() }

// place names the request among the settings of the file.
func (q *request) place() string {
	if q.composed() {
		return q.dossier.ID.String()
	}
	return q.snap.Case.ID.String()
}

// order is what is asked of the bundle.
func (q *request) order() bundle.Order {
	o := bundle.Order{
		Profile: q.chosen, Snapshot: q.snap, Dossier: q.dossier.ID, Words: q.d.Words.In(q.lang), At: now(),
		Recipient: q.recipient, Redact: q.redact, Identity: q.identity, Format: q.format,
		Volumes: q.volumes, Exhibits: q.exhibits,
	}
	if q.format == "pdf" {
		o.Archive, o.Parts = q.archive, q.parts
	}
	if q.redact {
		o.Looked, o.Paint = maps.Clone(q.looked), maps.Clone(q.bars)
	}
	return o
}

// close lets go of what looks at exhibits.
func (q *request) close() {
	if q.reader != nil {
		q.reader.Close()
		q.reader, q.exhibits = nil, nil
	}
}

// open gets ready to look at exhibits.
func (q *request) open() {
	if q.reader == nil {
		q.reader = exhibit.New()
		q.exhibits = bundle.NewExhibits(q.reader)
	}
}

// listed are the pieces of evidence whose pages go with the document.
func (q *request) listed() []model.Record {
	x := q.chosen.Exhibits
	if x == nil || !x.Enclose {
		return nil
	}
	if !q.composed() {
		return q.snap.OfKind("evidence")
	}
	var all []model.Record
	for _, row := range q.snap.Rows("exhibit", q.dossier.ID) {
		if e, ok := q.snap.Get(row.Ref("evidence")); ok {
			all = append(all, e)
		}
	}
	return all
}
