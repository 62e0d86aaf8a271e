package preview

import (
	"context"
	"errors"
	"time"

	"fyne.io/fyne/v2"

	"guvoh/app/compose"
	"guvoh/export/bundle"
	"guvoh/export/pdfview"
)

// book is a dossier that was drawn.
type book struct {
	doc      *pdfview.Document
	sizes    []fyne.Size // of the pages at 100 %
	passages []passage
	onPage   map[int][]passage // those of records
	measured map[string]float64
	listed   bool // the exhibits were too large and are only listed

	life context.Context
	end  context.CancelFunc
}

// inch is how many units of the window an inch has at 100 %, point those of
// the paper.
const (
	inch  = 96
	point = 72
)

// draw draws a dossier; it takes its time. Exhibits that are too large to be
// looked at here are left out, and only listed.
func draw(ctx context.Context, o bundle.Order) (*book, error) {
	b, err := render(ctx, o)
	if errors.Is(err, pdfview.ErrTooBig) && o.Exhibits != nil {
		o.Exhibits = nil
		if b, err = render(ctx, o); err == nil {
			b.listed = true
		}
	}
	return b, err
}

func render(ctx context.Context, o bundle.Order) (*book, error) {
	p, err := bundle.Draw(ctx, o)
	if err != nil {
		return nil, err
	}
	doc, err := pdfview.Open(ctx, p.PDF)
	if err != nil {
		return nil, err
	}
	b := &book{doc: doc, passages: passages(p), onPage: map[int][]passage{}, measured: measure(p)}
	b.life, b.end = context.WithCancel(context.Background())
	for _, at := range b.passages {
		if ofRecord(at.anchor) {
			b.onPage[at.page] = append(b.onPage[at.page], at)
		}
	}
	for i := range doc.Pages() {
		w, h, err := doc.Size(i)
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			b.close()
			return nil, err
		}
		b.sizes = append(b.sizes, fyne.NewSize(float32(w)*inch/point, float32(h)*inch/point))
	}
	return b, nil
}

// close lets go of the pages, also while one is being drawn.
func (b *book) close() {
	if b != nil {
		b.end()
		b.doc.Close()
	}
}

// measure tells how many pages each section takes, by its name. One that ends
// on the page where the next begins shares that page.
func measure(p *bundle.Preview) map[string]float64 {
	out := map[string]float64{}
	var name string
	from := 0
	ends := func(page int) {
		if name != "" {
			out[name] = float64(max(1, page-from))
		}
	}
	for _, at := range passages(p) {
		if section, ok := sectionOf(at.anchor); ok {
			ends(at.page)
			name, from = section, at.page
		}
	}
	ends(p.Pages)
	return out
}

// wait is how long a dossier that changes rests before it is drawn.
const wait = time.Second

// drawing is what is drawn, and when.
type drawing struct {
	want  *bundle.Order // the newest
	shown *bundle.Order // what the pages show
	stop  context.CancelFunc
	timer func() // forgets what waits
	how   func(context.Context, bundle.Order) (*book, error)
	busy  bool
	due   bool // draw again when this is done
	over  bool // the pages were left
}

// same tells whether two orders give the same pages.
func same(a, b *bundle.Order) bool {
	return a != nil && b != nil && a.Profile == b.Profile && a.Snapshot == b.Snapshot && a.Dossier == b.Dossier &&
		a.Words.Lang() == b.Words.Lang() && a.Redact == b.Redact && a.Identity == b.Identity && a.Recipient == b.Recipient
}

// Draw shows the dossier of a view; see [Pane.Print].
func (p *Pane) Draw(v *compose.View) {
	p.Print(bundle.Order{Profile: v.Profile, Snapshot: v.Snapshot, Dossier: v.Dossier, Words: v.Words, At: v.At})
}

// Print shows a dossier as it is now. The first is drawn at once; after that a
// drawing begins when nothing has changed for a second, and one under way is
// given up.
func (p *Pane) Print(o bundle.Order) {
	d := &p.drawing
	if d.over || same(d.want, &o) {
		return
	}
	if o.Exhibits == nil {
		o.Exhibits = p.exhibits
	}
	o.Progress = nil
	d.want = &o
	d.timer()
	if d.shown == nil && !d.busy {
		p.begin()
		return
	}
	if d.busy {
		d.stop()
	}
	p.say("preview.drawing")
	d.timer = p.d.Runner.After(wait, p.begin)
}

// begin draws what is wanted, away from the window.
func (p *Pane) begin() {
	d := &p.drawing
	switch {
	case d.over || same(d.want, d.shown):
		p.say("")
		return
	case d.busy:
		d.due = true
		return
	}
	d.busy, d.due = true, false
	order := d.want
	var ctx context.Context
	ctx, d.stop = context.WithCancel(context.Background())
	stop := d.stop
	p.say("preview.drawing")
	var made *book
	var err error
	p.d.Runner.Do(func() { made, err = d.how(ctx, *order) }, func() {
		given := ctx.Err() != nil
		stop()
		d.busy = false
		switch {
		case d.over || given:
			p.drop(made)
		case err != nil:
			d.shown = order
			p.failed(err)
		default:
			d.shown = order
			p.arrived(made)
		}
		if d.due {
			p.begin()
		}
	})
}

// drop lets go of pages, away from the window: the one being drawn is waited for.
func (p *Pane) drop(b *book) {
	if b != nil {
		b.end()
		p.d.Runner.Do(b.close, nil)
	}
}
