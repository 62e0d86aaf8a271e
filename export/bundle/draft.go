package bundle

import (
	"cmp"
	"context"
	"slices"

	"guvoh/export"
	"guvoh/export/exhibit"
	"guvoh/export/gate"
	"guvoh/export/profile"
	"guvoh/model"
)

// Look builds a dossier and asks the gate, without looking at the exhibits,
// taking anything out or counting pages: quickly enough to do it while somebody
// types.
func Look(o Order) *Draft {
	d := &Draft{order: o}
	d.build(export.Order{Snapshot: o.Snapshot})
	d.Clocks = gate.Clocks(o.Profile, o.Snapshot, o.Dossier, o.At)
	d.Hidden = gate.Hidden(d.Findings)
	return d
}

// prepare builds a dossier as it will be printed.
func prepare(ctx context.Context, o Order) (*Draft, error) {
	d := Look(o)
	from := export.Order{Snapshot: o.Snapshot}
	if o.Redact || len(d.Hidden) > 0 {
		o.step(StepRedact, 0, 1)
		var err error
		if from.Snapshot, d.Taken, err = takeOut(ctx, o, d.Findings); err != nil {
			return nil, err
		}
		from.Redacted, d.before = true, d.Document
		o.step(StepRedact, 1, 1)
	}
	var err error
	if from.Enclosed, d.files, err = o.enclose(ctx, from.Snapshot); err != nil {
		return nil, err
	}
	d.build(from)
	d.remarks(from.Snapshot)
	if d.Taken != nil {
		d.took()
	}
	d.ask(nil)
	return d, ctx.Err()
}

// lost are the remarks on a file of which something that was in it is missing
// on paper. The others change nothing that a reader would look for.
var lost = []exhibit.Fault{
	exhibit.Attachments, exhibit.Portfolio, exhibit.HiddenLayer, exhibit.FieldAppearance, exhibit.RemarkAppearance, exhibit.XFA,
	exhibit.Multimedia, exhibit.HiddenText, exhibit.Rasterised, exhibit.Animated, exhibit.PicturesLeftOut, exhibit.Truncated,
	exhibit.Changes, exhibit.Comments,
}

// remarks adds what of the exhibits is not printed as it was.
func (d *Draft) remarks(s *model.Snapshot) {
	for _, e := range d.order.exhibits(s) {
		info := d.files[e.Text("sha256")]
		for _, w := range info.Warnings {
			if slices.Contains(lost, w) && info.Printable() {
				f := export.About(export.PartLeftOut, e, "")
				f.Detail = string(w)
				d.built = append(d.built, f)
			}
		}
	}
}

// build makes the document of a snapshot, and asks the gate about it.
func (d *Draft) build(from export.Order) {
	o := d.order
	from.Profile, from.Dossier, from.Words, from.At = o.Profile, o.Dossier, o.Words, o.At
	d.Document, d.built = export.Build(from)
	glue(d.Document, from.Snapshot)
	if from.Enclosed == nil { // nobody has looked for the bytes
		d.built = slices.DeleteFunc(d.built, func(f export.Finding) bool { return f.Code == export.NoBytes })
	}
	d.ask(nil)
}

// ask asks the gate.
func (d *Draft) ask(m *gate.Measured) {
	in := d.order.input()
	in.Document, in.Built, in.Before, in.Measured = d.Document, d.built, d.before, m
	d.Findings = gate.Check(in)
}

// input is what the gate has to know of an order.
func (o Order) input() gate.Input {
	return gate.Input{
		Profile: o.Profile, Snapshot: o.Snapshot, Dossier: o.Dossier, Words: o.Words, At: o.At,
		Recipient: o.Recipient, Identity: o.identity(), Format: o.format(), Redacted: o.Redact,
	}
}

// step tells how far a step is.
func (o Order) step(s Step, done, total int) {
	if o.Progress != nil {
		o.Progress(s, done, total)
	}
}

// dossier is the record in which the document was composed; empty without one.
func (o Order) dossier() model.Record {
	r, _ := o.Snapshot.Get(o.Dossier)
	return r
}

// identity is how hidden people are called.
func (o Order) identity() string {
	return cmp.Or(o.Identity, o.dossier().Text("identity"), o.Profile.Identity)
}

func (o Order) format() string { return cmp.Or(o.Format, "pdf") }

// internal tells of a document that goes to no body.
func (o Order) internal() bool { return len(o.Profile.Body) == 0 }

// Reader names who gets the document: the words by which people are called are
// theirs.
func (o Order) Reader() string {
	return cmp.Or(o.Recipient, o.dossier().Text("recipient"), o.Profile.Body["en"], o.Profile.ID)
}

// volumes are where the file is cut: as the order says, else the dossier, else
// the profile.
func (o Order) volumes() profile.Volumes {
	of := func(field string, asked, usual int) int {
		n, _ := o.dossier().Get(field).Int()
		return cmp.Or(asked, int(n), usual)
	}
	return profile.Volumes{
		Pages: of("volume_pages", o.Volumes.Pages, o.Profile.Volumes.Pages),
		MB:    of("volume_mb", o.Volumes.MB, o.Profile.Volumes.MB),
	}
}
