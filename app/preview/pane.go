package preview

import (
	"errors"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/desk"
	"guvoh/app/reader"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/export/bundle"
	"guvoh/export/exhibit"
	"guvoh/export/pdfview"
)

// Pane shows the pages. It is to be left when it is not shown any more.
type Pane struct {
	widget.BaseWidget
	// OnAnchor hears that a person wants to get from the pages to a record, by
	// its anchor in the document.
	OnAnchor func(anchor string)
	// OnDrawn hears that other pages are shown.
	OnDrawn func()

	d        *desk.Desk
	reader   *exhibit.Reader
	exhibits *bundle.Exhibits
	drawing  drawing
	book     *book  // nil before the first
	later    *book  // came while the pages are shown large
	goal     string // anchor to show when the pages are there

	strip    *strip
	finder   *finder
	where    *ui.Text
	state    *ui.Text
	steps    [2]*ui.Button
	size     *ui.Button
	tools    []*ui.Button // of no use without pages
	bar      *fyne.Container
	note     *ui.Text // in the place of the pages
	large    *ui.Enlarged
	edge     *canvas.Rectangle
	keyboard *canvas.Rectangle
}

// New makes a pane that shows nothing yet.
func New(d *desk.Desk) *Pane {
	w := d.Words
	p := &Pane{d: d, reader: exhibit.New(), edge: canvas.NewRectangle(color.Transparent), keyboard: canvas.NewRectangle(color.Transparent)}
	p.exhibits = bundle.NewExhibits(p.reader)
	p.drawing.timer, p.drawing.how = func() {}, draw
	p.strip = newStrip(p)
	p.finder = newFinder(p)
	p.where = ui.NewText("", ui.TextStyle{Size: theme.SizeNameCaptionText, Single: true, Whole: true})
	p.state = ui.NewText("", ui.TextStyle{Size: theme.SizeNameCaptionText, Color: ui.ColorSubtle, Single: true})
	p.note = ui.NewText("", ui.TextStyle{Color: ui.ColorSubtle, Align: fyne.TextAlignCenter})
	p.steps = [2]*ui.Button{
		ui.NewIconButton(theme.NavigateBackIcon(), w.T("widget.page_before"), func() { p.strip.turn(-1) }),
		ui.NewIconButton(theme.NavigateNextIcon(), w.T("widget.page_after"), func() { p.strip.turn(1) }),
	}
	p.size = ui.NewButton("", nil, ui.Quiet, func() { p.strip.setScale(1) })
	fit := ui.NewIconButton(theme.ZoomFitIcon(), w.T("preview.fit"), func() { p.strip.Zoom(0) })
	smaller := ui.NewIconButton(theme.ZoomOutIcon(), w.T("widget.smaller"), func() { p.strip.Zoom(-1) })
	larger := ui.NewIconButton(theme.ZoomInIcon(), w.T("widget.larger"), func() { p.strip.Zoom(1) })
	list := ui.NewIconButton(theme.ListIcon(), w.T("preview.on_page"), p.list)
	find := ui.NewIconButton(theme.SearchIcon(), w.T("preview.find"), p.finder.show)
	whole := ui.NewIconButton(theme.ViewFullScreenIcon(), w.T("widget.enlarge"), p.Enlarge)
	p.tools = []*ui.Button{p.steps[0], p.steps[1], p.size, smaller, larger, fit, list, find, whole}
	p.bar = ui.NewFlow(
		ui.NewRow(-1, p.steps[0], p.where, p.steps[1]),
		ui.NewRow(-1, smaller, p.size, larger, fit),
		ui.NewRow(-1, list, find, whole))
	p.ExtendBaseWidget(p)
	p.say("")
	p.turned()
	return p
}

// Leave lets go of all that was drawn. The pane is of no use afterwards.
func (p *Pane) Leave() {
	d := &p.drawing
	d.over = true
	d.timer()
	if d.busy {
		d.stop()
	}
	p.large.Close()
	p.finder.stop()
	p.drop(p.book)
	p.drop(p.later)
	p.book, p.later = nil, nil
	p.reader.Close()
}

// Focus gives the keyboard to the pages.
func (p *Pane) Focus() { p.d.Host.Window().Canvas().Focus(p.strip.body) }

// Measured gives how many pages each section takes, by its name; nil while
// nothing is drawn.
func (p *Pane) Measured() map[string]float64 {
	if p.book == nil {
		return nil
	}
	return p.book.measured
}

// Pages gives how many pages there are; 0 while nothing is drawn.
func (p *Pane) Pages() int {
	if p.book == nil {
		return 0
	}
	return len(p.book.sizes)
}

// GoTo shows the page on which something begins; once it is drawn, where
// it is not yet.
func (p *Pane) GoTo(anchor string) {
	p.goal = anchor
	if p.book == nil {
		return
	}
	for _, at := range p.book.passages {
		if at.anchor == anchor {
			p.goal = ""
			p.strip.goTo(at)
			return
		}
	}
}

// PageAnchors gives the anchors of the records that are told of on a page, of
// which the first is 0.
func (p *Pane) PageAnchors(page int) []string {
	var out []string
	if p.book != nil {
		for _, at := range p.book.onPage[page] {
			out = append(out, at.anchor)
		}
	}
	return out
}

// arrived shows pages that were drawn, at the place where the old ones were.
func (p *Pane) arrived(b *book) {
	if p.large.Open() { // what somebody reads is not taken away
		p.drop(p.later)
		p.later = b
		p.say("")
		return
	}
	old := p.book
	p.book = b
	p.note.SetText("")
	p.say("")
	if b.listed {
		p.say("preview.listed")
	}
	p.strip.load(b)
	p.drop(old)
	if p.goal != "" {
		p.GoTo(p.goal)
	}
	p.finder.again()
	p.turned()
	if p.OnDrawn != nil {
		p.OnDrawn()
	}
	p.Refresh()
}

// failed says why there are no new pages. The old ones stay.
func (p *Pane) failed(err error) {
	said := desk.Sentence(p.d.Words, err)
	if unshown(err) {
		said = reader.Sentence(p.d.Words, err)
	}
	if p.book == nil {
		p.note.SetText(said)
		p.say("")
	} else {
		p.state.SetText(p.d.Words.T("preview.old"))
	}
	p.Refresh()
}

func unshown(err error) bool {
	for _, one := range []error{pdfview.ErrTooBig, pdfview.ErrTooSlow, pdfview.ErrDamaged, pdfview.ErrNotPDF, pdfview.ErrNoPages} {
		if errors.Is(err, one) {
			return true
		}
	}
	return false
}

// say says quietly what goes on.
func (p *Pane) say(key string) {
	switch {
	case key == "preview.drawing" && p.book == nil:
		p.note.SetText(p.d.Words.T(key))
	case key == "":
		p.state.SetText("")
	default:
		p.state.SetText(p.d.Words.T(key))
	}
}

// turned says which page is shown, and how large.
func (p *Pane) turned() {
	w, n, at := p.d.Words, p.Pages(), p.strip.at()
	for _, b := range p.tools {
		enable(b, n > 0)
	}
	if n == 0 {
		p.where.SetText("")
		p.size.SetLabel("")
		return
	}
	enable(p.steps[0], at > 0)
	enable(p.steps[1], at < n-1)
	where := w.T("widget.page_of", tr.V{"Page": w.Number(at + 1), "Of": w.Number(n)})
	size := w.T("settings.text_size.percent", tr.V{"Percent": p.strip.percent()})
	if where != p.where.Text() || size != p.size.Label() {
		p.where.SetText(where)
		p.size.SetLabel(size)
		p.bar.Refresh()
	}
}

func enable(b *ui.Button, on bool) {
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
}

// Enlarge shows the pages over the whole window.
func (p *Pane) Enlarge() {
	if p.book == nil || p.large.Open() {
		return
	}
	c := p.d.Host.Window().Canvas()
	p.large = ui.Enlarge(c, p.d.Words.T("preview.title"), reader.Leaves(p.d.Words, p.book.doc), p.strip.at(), func(at int) {
		p.strip.show(at, 0)
		if b := p.later; b != nil {
			p.later = nil
			p.arrived(b)
		}
	})
}

// widestList is how wide the names of what stands on a page are at most.
const widestList = 800

// list says what stands on the page, to go to where it is written.
func (p *Pane) list() {
	if p.book == nil {
		return
	}
	w, here := p.d.Words, p.book.onPage[p.strip.at()]
	if len(here) == 0 {
		p.d.Host.Toast(w.T("preview.nothing_on_page"), "", nil)
		return
	}
	var box *ui.Dialog
	rows := ui.NewStack(0.4)
	var first *ui.Button
	for _, at := range here {
		b := ui.NewButton(at.words, nil, ui.Quiet, func() {
			box.Close()
			p.leadTo(at.anchor)
		}).Lead()
		if first == nil {
			first = b
		}
		rows.Add(ui.NewAtMost(widestList, b)) // cut where there is less room
	}
	stop := ui.NewButton(w.T("action.cancel"), nil, ui.Plain, func() { box.Close() })
	box = ui.NewDialog(p.d.Host.Window().Canvas(), ui.DialogSpec{
		Title: w.T("preview.on_page"), Body: rows, Buttons: []*ui.Button{stop}, First: first, Width: 560, Accept: func() {},
	})
	box.Show()
}

// leadTo has whoever shows the pages go to a record.
func (p *Pane) leadTo(anchor string) {
	if p.OnAnchor != nil {
		p.OnAnchor(anchor)
	}
}

// CreateRenderer draws the bar, the line for finding, and the pages.
func (p *Pane) CreateRenderer() fyne.WidgetRenderer { return &paneFace{p} }

type paneFace struct{ p *Pane }

func (f *paneFace) Destroy() {}

func (f *paneFace) Objects() []fyne.CanvasObject {
	p := f.p
	return []fyne.CanvasObject{p.bar, p.state, p.finder.object, p.edge, p.strip, p.note, p.keyboard}
}

func (f *paneFace) MinSize() fyne.Size { return fyne.NewSize(200, 160) }

func (f *paneFace) Layout(s fyne.Size) {
	p, e := f.p, pad()
	y := e
	put := func(o fyne.CanvasObject) {
		o.Resize(fyne.NewSize(s.Width-4*e, o.Size().Height)) // its height depends on the width it has
		h := o.MinSize().Height
		o.Move(fyne.NewPos(2*e, y))
		o.Resize(fyne.NewSize(s.Width-4*e, h))
		y += h + e
	}
	put(p.bar)
	if p.finder.object.Visible() {
		put(p.finder.object)
	}
	line := p.state.MinSize().Height
	p.state.Move(fyne.NewPos(2.6*e, y-e/2))
	p.state.Resize(fyne.NewSize(s.Width-5*e, line))
	if p.state.Text() != "" {
		y += line + e/2
	}
	p.edge.FillColor = themeColor(theme.ColorNameSeparator)
	p.edge.Move(fyne.NewPos(0, y))
	p.edge.Resize(fyne.NewSize(s.Width, 1))
	y++
	p.strip.Move(fyne.NewPos(0, y))
	p.strip.Resize(fyne.NewSize(s.Width, max(0, s.Height-y)))
	p.note.Move(fyne.NewPos(4*e, y+12*e))
	p.note.Resize(fyne.NewSize(max(0, s.Width-8*e), p.note.MinSize().Height))
	p.ring(fyne.NewPos(1, y+1), fyne.NewSize(s.Width-2, max(0, s.Height-y-2)))
}

func (f *paneFace) Refresh() {
	f.Layout(f.p.Size())
	f.p.bar.Refresh()
	f.p.state.Refresh()
	f.p.finder.object.Refresh()
	f.p.note.Refresh()
	f.p.strip.Refresh()
	canvas.Refresh(f.p)
}

// ring shows that the pages have the keyboard.
func (p *Pane) ring(at fyne.Position, s fyne.Size) {
	r := p.keyboard
	r.Move(at)
	r.Resize(s)
	r.FillColor, r.StrokeColor, r.StrokeWidth = color.Transparent, color.Transparent, 0
	if p.strip.body.focused {
		r.StrokeColor, r.StrokeWidth = themeColor(ui.ColorRing), 2
	}
	r.Refresh()
}
