// Package search shows what a search of the whole file found.
package search

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/desk"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// limit is how many hits are shown; who has more needs another word.
const limit = 200

// Screen is a search line over its hits.
type Screen struct {
	widget.BaseWidget
	d     *desk.Desk
	words string
	asked int
	hits  []hit
	line  *ui.Entry
	count *ui.Text
	list  *ui.Columns
}

// hit is a found record, ready to be read and to be gone to.
type hit struct {
	route               desk.Route
	kind, title, inCase string
}

// New makes the search; the words searched for come back with the route.
func New(d *desk.Desk, r desk.Route) *Screen {
	s := &Screen{d: d, words: r.Words}
	s.line = ui.NewEntry(d.Words.T("search.placeholder"), s.onSearch)
	s.line.Load(r.Words)
	s.count = ui.NewCaption("")
	s.list = ui.NewColumns(rows{s},
		ui.Column{ID: "kind", Title: d.Words.T("search.kind"), Weight: 1},
		ui.Column{ID: "title", Title: d.Words.T("search.found"), Weight: 3},
		ui.Column{ID: "case", Title: d.Words.Kind("case"), Weight: 2})
	s.list.OnOpen = func(i int) { d.Host.Go(s.hits[i].route) }
	s.ExtendBaseWidget(s)
	s.load()
	d.Runner.Do(func() {}, func() { ui.Focus(s.line) })
	return s
}

// CreateRenderer lays out the line and the hits.
func (s *Screen) CreateRenderer() fyne.WidgetRenderer {
	title := ui.NewText(s.d.Words.T("action.search"), ui.TextStyle{Size: theme.SizeNameHeadingText, Bold: true})
	head := ui.NewStack(2, title, s.line, s.count)
	return widget.NewSimpleRenderer(container.NewBorder(ui.NewInset(3, 2.5, head), nil, nil, nil, s.list))
}

// Changed searches again.
func (s *Screen) Changed(store.Changes) { s.load() }

// Leave has nothing to put away.
func (s *Screen) Leave() {}

func (s *Screen) onSearch(words string) {
	s.words = words
	s.load()
}

func (s *Screen) load() {
	s.asked++
	asked, words := s.asked, strings.TrimSpace(s.words)
	if words == "" {
		s.show(nil)
		return
	}
	var found []store.Hit
	var err error
	s.d.Runner.Do(func() { found, err = s.d.DB.Search(context.Background(), words, limit) }, func() {
		if asked == s.asked {
			s.d.Fail(err)
			s.show(found)
		}
	})
}

func (s *Screen) show(found []store.Hit) {
	s.hits = s.hits[:0]
	for _, f := range found {
		if h, ok := s.hit(f); ok {
			s.hits = append(s.hits, h)
		}
	}
	switch {
	case strings.TrimSpace(s.words) == "":
		s.count.SetText(s.d.Words.T("search.help"))
	case len(found) == limit:
		s.count.SetText(s.d.Words.T("search.too_many", tr.V{"Limit": limit}))
	default:
		s.count.SetText(s.d.Words.N("search.count", len(s.hits)))
	}
	if strings.TrimSpace(s.words) == "" {
		s.list.SetEmpty(ui.NewEmptyState(theme.SearchIcon(), s.d.Words.T("search.empty"), "", nil))
	} else {
		s.list.SetEmpty(ui.NewEmptyState(theme.SearchIcon(), s.d.Words.T("search.nothing"), "", nil))
	}
	s.list.Reload()
}

// hit says where a found record is to be seen: in its case, or among the
// persons, organisations and places of the file.
func (s *Screen) hit(f store.Hit) (hit, bool) {
	r, err := s.d.DB.Get(context.Background(), f.ID)
	if err != nil {
		return hit{}, false
	}
	h := hit{kind: s.d.Words.Kind(f.Kind), title: s.d.Title(r)}
	if len(f.Cases) > 0 {
		h.inCase = s.d.TitleOf(f.Cases[0])
		h.route = desk.Route{Screen: desk.ScreenCase, Case: f.Cases[0], Record: f.ID}
		return h, true
	}
	owner := s.owner(r)
	h.route = desk.Route{Screen: desk.ScreenRecords, Section: owner.Kind, Record: owner.ID}
	return h, true
}

// owner follows a row up to the record it belongs to.
func (s *Screen) owner(r model.Record) model.Record {
	for range 6 {
		k := s.d.DB.Schema().Kind(r.Kind)
		if k == nil || k.Parent == "" {
			break
		}
		up, ok := s.d.Get(r.Ref(k.Parent))
		if !ok {
			break
		}
		r = up
	}
	return r
}

type rows struct{ s *Screen }

func (r rows) Count() int { return len(r.s.hits) }

func (r rows) Row(i int) []string {
	h := r.s.hits[i]
	return []string{h.kind, h.title, h.inCase}
}
