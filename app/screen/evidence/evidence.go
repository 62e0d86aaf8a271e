// Package evidence shows a piece of evidence and takes new ones in.
//
// Its one job is that the bytes stay what they were when they arrived and that
// a person can see, check and hand them on. Rules of the package: bytes are
// read away from the window, and shown inside it or not at all: no other
// program is ever opened on them; nothing is ever written over; what leaves the
// file is warned of, and written down in its custody.
package evidence

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/desk"
	"guvoh/app/recordform"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// Pane is one piece of evidence.
type Pane struct {
	widget.BaseWidget
	d       *desk.Desk
	in      model.ID
	id      model.ID
	rec     model.Record
	gone    string // why its bytes are not here; "" when they are
	form    *recordform.Form
	preview *preview
	facts   *fyne.Container // file name, size, hash
	verdict *fyne.Container // what a check or a saving said
	save    *ui.Button
	check   *ui.Button
	purge   *ui.Button // removes the bytes for good; nil in a file that is only looked at
}

// New shows a piece of evidence.
func New(d *desk.Desk, caseID, record model.ID) desk.Pane {
	p := &Pane{d: d, in: caseID, id: record, facts: ui.NewStack(0.8), verdict: ui.NewStack(0)}
	p.ExtendBaseWidget(p)
	w := d.Words
	p.preview = newPreview(p)
	p.save = ui.NewButton(w.T("evidence.save"), theme.DownloadIcon(), ui.Plain, p.askSave)
	p.check = ui.NewButton(w.T("evidence.check"), theme.ConfirmIcon(), ui.Plain, p.checkBytes)
	above := ui.NewStack(2.4, p.preview.object, p.facts, ui.NewFlow(p.with()...), p.verdict)
	p.load()
	p.form = recordform.New(d, record, recordform.Options{
		Case: caseID, Without: []string{"file_name", "media_type", "size", "sha256"}, Above: above,
	})
	return p
}

// with gives what can be done with the bytes.
func (p *Pane) with() []fyne.CanvasObject {
	all := []fyne.CanvasObject{p.save, p.check}
	if !p.d.DB.ReadOnly() {
		p.purge = ui.NewButton(p.d.Words.T("purge.bytes_do"), theme.DeleteIcon(), ui.Plain, func() {
			if p.gone == "" {
				recordform.AskPurgeBytes(p.d, p.rec)
			}
		})
		all = append(all, p.purge)
	}
	return all
}

// allow shows or hides what can only be done with the bytes.
func (p *Pane) allow(bytes bool) {
	for _, b := range []*ui.Button{p.save, p.check, p.purge} {
		switch {
		case b == nil:
		case bytes:
			b.Show()
		default:
			b.Hide()
		}
	}
}

// CreateRenderer draws the form with the material above its fields.
func (p *Pane) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.form) }

// load reads the record and shows its bytes anew when they are others.
func (p *Pane) load() {
	r, ok := p.d.Get(p.id)
	if !ok {
		return
	}
	other := p.rec.Kind == "" || p.rec.Text("sha256") != r.Text("sha256")
	p.rec = r
	if _, gone := p.missing(); gone != p.gone { // the bytes came, or were purged
		p.gone, other = gone, true
	}
	if other {
		p.showFacts()
		p.preview.show(r)
	}
}

// Focus gives the keyboard to the first field.
func (p *Pane) Focus() { p.form.Focus() }

// Leave commits what is being typed and lets go of the bytes.
func (p *Pane) Leave() {
	p.preview.free()
	p.form.Leave()
}

// Changed shows what an action wrote.
func (p *Pane) Changed(c store.Changes) {
	if _, own := c.Records[p.id]; own {
		p.load()
	}
	p.form.Changed(c)
}

func (p *Pane) relayout() {
	if p.form != nil {
		p.form.Relayout()
	}
}

// hasBytes tells whether the record came with a file.
func (p *Pane) hasBytes() bool { return p.rec.Text("sha256") != "" }

// showFacts says what arrived: the name of the file, its size, and the
// SHA-256 in eights, so that it can be read aloud and compared.
func (p *Pane) showFacts() {
	p.facts.Objects, p.verdict.Objects = nil, nil
	if !p.hasBytes() {
		p.allow(false)
		p.facts.Add(ui.NewCaption(p.d.Words.T("evidence.no_file")))
		return
	}
	p.allow(true)
	w := p.d.Words
	p.fact(w.Field("evidence", "file_name"), p.rec.Text("file_name"))
	p.fact(w.Field("evidence", "media_type"), p.rec.Text("media_type"))
	p.fact(w.T("evidence.size"), size(w, p.rec.Get("size")))
	p.fact(w.Field("evidence", "sha256"), eights(p.rec.Text("sha256")))
	p.unsearched()
}

func (p *Pane) fact(label, value string) {
	if value == "" {
		return
	}
	f := ui.NewField(label, ui.NewText(value, ui.TextStyle{}))
	f.Beside = true
	p.facts.Add(f)
}

// say shows how a check or a saving ended, until the next.
func (p *Pane) say(tone ui.Tone, sentence string) {
	p.verdict.Objects = []fyne.CanvasObject{ui.NewBanner(tone, sentence)}
	p.relayout()
}
