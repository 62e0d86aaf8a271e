package preview

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/export/pdfview"
)

// hit is a place where the words that are looked for stand.
type hit struct {
	page  int
	boxes pdfview.Found
}

// finder is the line that finds words in the pages.
type finder struct {
	p       *Pane
	line    *ui.Entry
	count   *ui.Text
	object  *fyne.Container
	query   string
	hits    []hit
	current int // which of them is shown; -1 for none
	whole   bool
	cancel  context.CancelFunc
	timer   func() // forgets what waits for typing to rest
}

// mostHits is how many places are kept.
const mostHits = 5000

// chunk is how many pages are looked through before the window hears of it.
const chunk = 20

func newFinder(p *Pane) *finder {
	w := p.d.Words
	f := &finder{p: p, current: -1, cancel: func() {}, timer: func() {}}
	f.count = ui.NewText("", ui.TextStyle{Size: theme.SizeNameCaptionText, Color: ui.ColorSubtle, Single: true, Whole: true})
	f.line = ui.NewEntry(w.T("preview.find"), f.typed)
	f.line.OnKey = f.key
	f.object = ui.NewRow(0, f.line, f.count,
		ui.NewIconButton(theme.MoveUpIcon(), w.T("preview.find_before"), func() { f.step(true) }),
		ui.NewIconButton(theme.MoveDownIcon(), w.T("preview.find_next"), func() { f.step(false) }),
		ui.NewIconButton(theme.CancelIcon(), w.T("action.close"), f.hide))
	f.object.Hide()
	return f
}

// show opens the line with the keyboard in it.
func (f *finder) show() {
	if f.p.book == nil {
		return
	}
	f.object.Show()
	f.p.Refresh()
	f.p.d.Host.Window().Canvas().Focus(f.line)
	f.look(f.line.Text, true)
}

// hide closes the line; the keyboard goes to the pages.
func (f *finder) hide() {
	f.stop()
	f.query, f.hits, f.current = "", nil, -1
	f.object.Hide()
	f.p.Refresh()
	f.p.Focus()
}

func (f *finder) stop() {
	f.timer()
	f.cancel()
}

// typed looks when typing rests.
func (f *finder) typed(query string) {
	f.stop()
	f.timer = f.p.d.Runner.After(restTime, func() { f.look(query, true) })
}

func (f *finder) key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyDown, fyne.KeyF3:
		f.step(false)
	case fyne.KeyUp:
		f.step(true)
	case fyne.KeyEscape:
		f.hide()
	default:
		return false
	}
	return true
}

// again looks for the same words in other pages.
func (f *finder) again() {
	if f.object.Visible() && f.query != "" {
		f.look(f.query, false)
	}
}

// look looks through all pages, away from the window. Where it may, it goes to
// the first place at or behind the page that is shown.
func (f *finder) look(query string, follow bool) {
	f.stop()
	f.query, f.hits, f.current, f.whole = query, nil, -1, false
	b := f.p.book
	if query == "" || b == nil {
		f.tell()
		return
	}
	var ctx context.Context
	ctx, f.cancel = context.WithCancel(b.life)
	f.through(ctx, b, 0, f.p.strip.at(), follow)
}

// through looks through the pages from one on.
func (f *finder) through(ctx context.Context, b *book, from, start int, follow bool) {
	upTo := min(from+chunk, len(b.sizes))
	query := f.query
	var found []hit
	f.p.d.Runner.Do(func() {
		for i := from; i < upTo && ctx.Err() == nil; i++ {
			all, err := b.doc.Find(ctx, i, query)
			if err != nil {
				continue // a page that cannot be read keeps nobody from the others
			}
			for _, boxes := range all {
				found = append(found, hit{i, boxes})
			}
		}
	}, func() {
		if ctx.Err() != nil || f.p.book != b {
			return
		}
		f.hits = append(f.hits, found...)
		f.whole = upTo == len(b.sizes) || len(f.hits) >= mostHits
		if follow && f.current < 0 {
			f.first(start)
		}
		f.tell()
		f.p.strip.arrange()
		if !f.whole {
			f.through(ctx, b, upTo, start, follow)
		}
	})
}

// first goes to the first place at or behind a page, else to the first of all
// once all are known.
func (f *finder) first(start int) {
	for i, h := range f.hits {
		if h.page >= start {
			f.goTo(i)
			return
		}
	}
	if f.whole && len(f.hits) > 0 {
		f.goTo(0)
	}
}

// step goes to the place after or before.
func (f *finder) step(back bool) {
	if f.line.Text != f.query { // Enter does not wait
		f.look(f.line.Text, true)
		return
	}
	n := len(f.hits)
	switch {
	case n == 0:
		return
	case f.current < 0:
		f.first(f.p.strip.at())
	case back:
		f.goTo((f.current + n - 1) % n)
	default:
		f.goTo((f.current + 1) % n)
	}
	f.tell()
}

func (f *finder) goTo(i int) {
	f.current = i
	h := f.hits[i]
	if len(h.boxes) == 0 {
		f.p.strip.show(h.page, 0)
		return
	}
	b := h.boxes[0]
	f.p.strip.reveal(h.page, float32(b.Left), float32(b.Top), float32(b.Right), float32(b.Bottom))
}

// tell says which of how many places is shown.
func (f *finder) tell() {
	w, said := f.p.d.Words, ""
	switch n := len(f.hits); {
	case f.query == "":
	case n == 0 && f.whole:
		said = w.T("state.nothing_found")
	case n == 0:
		said = "…"
	default:
		said = w.T("preview.found", tr.V{"Place": w.Number(f.current + 1), "Of": w.Number(n)})
		if !f.whole {
			said += "…"
		}
	}
	if said != f.count.Text() {
		f.count.SetText(said)
		f.object.Refresh()
	}
}
