package dossier

import (
	"context"
	"image"
	"io"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/reader"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/export/exhibit"
	"guvoh/export/pdfview"
	"guvoh/export/redact"
	"guvoh/model"
	"guvoh/model/store"
)

// through lists the exhibits of a redacted dossier that somebody has to look
// through: what nobody has looked through is withheld.
type through struct {
	g      *dialog
	object *fyne.Container
	kinds  map[string]exhibit.Kind // by SHA-256, as far as known
	asked  bool
}

func newThrough(g *dialog) *through {
	return &through{g: g, object: ui.NewStack(1.2), kinds: map[string]exhibit.Kind{}}
}

// show lists them, for a redacted dossier only.
func (t *through) show() {
	q := t.g.q
	t.object.Objects = nil
	all := q.listed()
	t.object.Hidden = !q.redact || len(all) == 0
	if t.object.Hidden {
		return
	}
	if !t.asked {
		t.ask(all)
		return
	}
	w := q.d.Words
	rows := 0
	for _, e := range all {
		if k := t.kinds[e.Text("sha256")]; k != exhibit.PDF && k != exhibit.Picture {
			continue
		}
		if rows == 0 {
			t.object.Add(ui.NewSection(w.T("issue.through"), w.T("issue.through_why")))
		}
		rows++
		t.object.Add(t.row(e))
	}
	t.object.Hidden = rows == 0
}

// ask finds out what the exhibits are, away from the window.
func (t *through) ask(all []model.Record) {
	t.asked = true
	q := t.g.q
	q.open()
	exhibits, snap := q.exhibits, q.snap
	found := map[string]exhibit.Kind{}
	q.d.Runner.Do(func() {
		for _, e := range all {
			if info, ok, err := exhibits.Info(context.Background(), snap, e); ok && err == nil {
				found[e.Text("sha256")] = info.Kind
			}
		}
	}, func() {
		if t.g.closed {
			return
		}
		for sha, k := range found {
			t.kinds[sha] = k
		}
		t.show()
		if t.g.box != nil {
			t.g.box.Refresh()
		}
	})
}

func (t *through) row(e model.Record) fyne.CanvasObject {
	q, w, sha := t.g.q, t.g.q.d.Words, e.Text("sha256")
	icon, said := theme.VisibilityOffIcon(), w.T("issue.through_not")
	if q.looked[sha] {
		icon, said = theme.ConfirmIcon(), w.N("issue.through_done", len(q.bars[sha]))
	}
	look := ui.NewButton(w.T("issue.through_do"), nil, ui.Plain, func() { t.look(e) })
	return ui.NewActionRow(icon, q.d.Title(e), said, look).Boxed()
}

// largest is how many bytes of a picture are looked at.
const largest = 64 << 20

// look shows an exhibit page by page.
func (t *through) look(e model.Record) {
	q, w := t.g.q, t.g.q.d.Words
	sha := e.Text("sha256")
	canvas := q.d.Host.Window().Canvas()
	if t.kinds[sha] == exhibit.Picture {
		var data []byte
		var err error
		q.d.Runner.Do(func() { data, err = whole(q.d.DB, sha, largest) }, func() {
			if err != nil {
				q.d.Fail(err)
				return
			}
			shape := float32(1)
			if iw, ih, ok := ui.PictureSize(data); ok {
				shape = float32(ih) / float32(iw)
			}
			full := sync.OnceValues(func() (image.Image, error) { return ui.Picture(data, pictureSide) })
			t.paint(e, &ui.Leaves{Count: 1, Shape: shape, Draw: func(int, int) (image.Image, error) { return full() }, Problem: ui.PictureProblem}, nil)
		})
		return
	}
	var document *pdfview.Document
	var err, unshown error
	q.d.Runner.Do(func() {
		var data []byte
		if data, err = whole(q.d.DB, sha, pdfview.MaxBytes); err == nil {
			document, unshown = pdfview.Open(context.Background(), data)
		}
	}, func() {
		switch {
		case err != nil:
			q.d.Fail(err)
		case unshown != nil:
			ui.Message(canvas, w.T("problem.title"), reader.Sentence(w, unshown)+" "+w.T("issue.through_stays"))
		default:
			t.paint(e, reader.Leaves(w, document), document.Close)
		}
	})
}

// pictureSide is the longest side in pixels at which a picture is looked at.
const pictureSide = 3000

// paint lets a person paint over parts, and keeps what was decided.
func (t *through) paint(e model.Record, leaves *ui.Leaves, closed func()) {
	q, w, sha := t.g.q, t.g.q.d.Words, e.Text("sha256")
	var bars []ui.Bar
	for _, b := range q.bars[sha] {
		bars = append(bars, ui.Bar{At: b.Page, Left: b.Left, Top: b.Top, Right: b.Right, Bottom: b.Bottom})
	}
	ui.PaintOver(q.d.Host.Window().Canvas(), ui.BlackoutSpec{
		Title: w.T("issue.through_title", tr.V{"Title": q.d.Title(e)}), Leaves: leaves, Bars: bars,
		Hint: w.T("issue.through_hint"), Add: w.T("issue.paint"), Done: w.T("issue.through_yes"), Unseen: w.T("issue.through_unseen"),
		OnClose: func(bars []ui.Bar, looked bool) {
			if closed != nil {
				closed()
			}
			t.decide(sha, bars, looked)
		},
	})
}

// decide keeps what was decided. Who changes the bars of an exhibit and does not
// say that they have looked it through, withholds it again.
func (t *through) decide(sha string, bars []ui.Bar, looked bool) {
	q := t.g.q
	var kept []redact.Bar
	for _, b := range bars {
		kept = append(kept, redact.Bar{Page: b.At, Left: b.Left, Top: b.Top, Right: b.Right, Bottom: b.Bottom})
	}
	if !looked && same(kept, q.bars[sha]) {
		return
	}
	q.bars[sha], q.looked[sha] = kept, looked
	if !q.d.DB.ReadOnly() {
		q.d.Fail(writeLooked(q.d.DB, q.place(), q.looked, q.bars))
	}
	t.show()
	t.g.changed()
}

func same(a, b []redact.Bar) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// whole reads an attachment of at most limit bytes.
func whole(db *store.DB, sha string, limit int64) ([]byte, error) {
	r, err := db.OpenAttachment(sha)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err == nil && int64(len(data)) > limit {
		err = store.ErrTooBig
	}
	return data, err
}
