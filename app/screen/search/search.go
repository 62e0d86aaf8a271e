// Package search shows what a search of the whole file found.
package search

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/desk"
	"guvoh/app/recordform"
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
	d      *desk.Desk
	words  string
	chosen model.ID // the hit to choose once found
	asked  int      // the newest question; older answers are dropped
	left   bool
	hits   []hit
	line   *ui.Entry
	count  *ui.Text
	list   *ui.Columns
}

// hit is a found record, ready to be read and to be gone to.
type hit struct {
	id                  model.ID
	route               desk.Route
	rank                int // of its kind, in reading order
	kind, title, inCase string
}

// New makes the search; the words searched for and the hit that was opened
// come back with the route.
func New(d *desk.Desk, r desk.Route) *Screen {
	s := &Screen{d: d, words: r.Words, chosen: r.Record}
	s.line = ui.NewEntry(d.Words.T("search.placeholder"), s.onSearch)
	s.line.Load(r.Words)
	s.line.CursorColumn = len([]rune(r.Words))
	s.count = ui.NewCaption(d.Words.T("search.help"))
	s.list = ui.NewColumns(rows{s},
		ui.Column{ID: "kind", Title: d.Words.T("search.kind"), Weight: 1, Min: 120},
		ui.Column{ID: "title", Title: d.Words.T("search.found"), Weight: 3, Min: 180},
		ui.Column{ID: "case", Title: d.Words.Kind("case"), Weight: 2, Min: 120})
	s.list.OnOpen = s.onOpen
	ui.LeadInto(s.list, s.line)
	s.ExtendBaseWidget(s)
	d.Runner.Do(func() {}, s.begin)
	return s
}

// begin searches once the pane is shown. One that is only put among the
// places to come back to has been left by then, and asks the file nothing.
func (s *Screen) begin() {
	if s.left {
		return
	}
	if s.chosen.IsZero() {
		ui.Focus(s.line)
	} else {
		ui.Focus(s.list)
	}
	s.load()
}

// onOpen goes to a hit, leaving the search as it stands to be come back to.
func (s *Screen) onOpen(i int) {
	h := s.hits[i]
	s.d.Host.Replace(desk.Route{Screen: desk.ScreenSearch, Words: s.words, Record: h.id})
	s.d.Host.Go(h.route)
}

// CreateRenderer lays out the line and the hits.
func (s *Screen) CreateRenderer() fyne.WidgetRenderer {
	title := ui.NewText(s.d.Words.T("action.search"), ui.TextStyle{Size: theme.SizeNameHeadingText, Bold: true})
	head := ui.NewStack(2, title, s.line, s.count)
	return widget.NewSimpleRenderer(ui.NewHeaded(head, s.list))
}

// Changed searches again.
func (s *Screen) Changed(store.Changes) { s.load() }

// Leave has nothing to put away.
func (s *Screen) Leave() { s.left = true }

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
	s.hits = s.gather(found)
	asked := strings.TrimSpace(s.words) != ""
	switch {
	case !asked:
		s.count.SetText(s.d.Words.T("search.help"))
	case len(found) == limit:
		s.count.SetText(s.d.Words.T("search.too_many", tr.V{"Limit": limit}))
	default:
		s.count.SetText(s.d.Words.N("search.count", len(s.hits)))
	}
	key := "search.empty"
	if asked {
		key = "search.nothing"
	}
	s.list.SetEmpty(ui.NewEmptyState(theme.SearchIcon(), s.d.Words.T(key), "", nil))
	s.list.Reload()
	s.list.Select(slices.IndexFunc(s.hits, func(h hit) bool { return h.id == s.chosen }))
	s.chosen = model.ID{}
}

// gather makes the hits ready to be read, kinds in reading order. A name
// whose person was found, too, says nothing more.
func (s *Screen) gather(found []store.Hit) []hit {
	schema := s.d.DB.Schema()
	rank, names, ids := map[string]int{}, map[string]string{}, map[model.ID]bool{}
	for i, k := range schema.Kinds() {
		rank[k.Name] = i
		if k.Names != "" {
			names[k.Names] = schema.Kind(k.Names).Parent
		}
	}
	rank["citation"] = len(rank) // what was found, before what it rests on
	for _, f := range found {
		ids[f.ID] = true
	}
	var hits []hit
	for _, f := range found {
		r, err := s.d.DB.Get(context.Background(), f.ID)
		if err != nil || ids[r.Ref(names[f.Kind])] {
			continue
		}
		h := hit{id: f.ID, rank: rank[f.Kind], kind: s.d.Words.Kind(f.Kind), title: s.d.Title(r)}
		in := model.ID{}
		if len(f.Cases) > 0 {
			in, h.inCase = f.Cases[0], s.d.TitleOf(f.Cases[0])
		}
		if more := len(f.Cases) - 1; more > 0 {
			h.inCase = s.d.Words.T("search.and_cases", tr.V{"Case": h.inCase, "Count": more})
		}
		h.route = recordform.RouteTo(s.d, r, in)
		hits = append(hits, h)
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return a.rank - b.rank })
	return hits
}

type rows struct{ s *Screen }

func (r rows) Count() int { return len(r.s.hits) }

func (r rows) Row(i int) []string {
	h := r.s.hits[i]
	return []string{h.kind, h.title, h.inCase}
}
