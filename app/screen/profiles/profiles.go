// Package profiles is where people read the forms of dossier, ours and their
// own, and make their own of them.
//
// Its one job is to show a profile so that a lawyer understands it (what the
// body asks for, where that stands, and how sure each number is) and to change
// those that belong to the users. Rules of the package: ours are only copied;
// each change is one action, checked before it is kept, and what is wrong is
// said beside the field; whatever has no field can be changed as text; a profile
// holds no word of a case and may lie anywhere as a file.
package profiles

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/compose"
	"guvoh/app/desk"
	"guvoh/app/exchange"
	"guvoh/app/ui"
	"guvoh/export/profile"
	"guvoh/model"
	"guvoh/model/store"
)

// Screen shows the forms of dossier.
type Screen struct {
	widget.BaseWidget
	d      *desk.Desk
	all    []profile.Profile
	own    map[string]model.Record // the users' own, by id of the profile
	broken []model.ID              // records that hold no profile
	chosen string

	places *ui.Sidebar
	page   *ui.Scroll
}

// New makes the screen with the form of the route's Section chosen.
func New(d *desk.Desk, r desk.Route) desk.Pane {
	s := &Screen{d: d, chosen: r.Section}
	s.places = ui.NewSidebar(nil, s.choose)
	s.page = ui.NewScroll(ui.NewStack(0))
	s.ExtendBaseWidget(s)
	s.load()
	s.show()
	d.Runner.Do(func() {}, func() { ui.Focus(s.places) })
	return s
}

// Changed shows again what was changed.
func (s *Screen) Changed(c store.Changes) {
	for _, kind := range c.Records {
		if kind == "profile" {
			at := s.page.Offset()
			s.load()
			s.show()
			s.page.ScrollTo(at)
			return
		}
	}
}

// Leave has nothing to put away: each change is one action.
func (s *Screen) Leave() {}

// CreateRenderer lays out the list and the form.
func (s *Screen) CreateRenderer() fyne.WidgetRenderer {
	w := s.d.Words
	add := ui.NewButton(w.T("profile.add_file"), theme.ContentAddIcon(), ui.Plain, s.askFile)
	if s.d.DB.ReadOnly() {
		add.Disable()
	}
	left := ui.NewHeaded(ui.NewStack(2, ui.NewHeading(w.T("nav.profiles")), ui.NewCaption(w.T("profile.why")), add), s.places)
	split := container.NewHSplit(left, s.page)
	split.Offset = 0.3
	return widget.NewSimpleRenderer(split)
}

// load reads all forms.
func (s *Screen) load() {
	ctx := context.Background()
	var err error
	s.all, s.broken, err = exchange.Profiles(ctx, s.d.DB)
	s.d.Fail(err)
	s.own = map[string]model.Record{}
	records, err := s.d.DB.Records(ctx, "profile")
	s.d.Fail(err)
	for _, r := range records {
		if key := r.Text("key"); !ours[key] && s.find(key) != nil && !slices.Contains(s.broken, r.ID) {
			if _, twice := s.own[key]; !twice {
				s.own[key] = r
			}
		}
	}
	s.places.SetItems(s.items())
	if s.find(s.chosen) == nil && s.record(s.chosen).ID.IsZero() && len(s.all) > 0 {
		s.chosen = s.all[0].ID
	}
}

func (s *Screen) find(id string) *profile.Profile { return profile.Find(s.all, id) }

// record gives the record of a form that cannot be read, by its id.
func (s *Screen) record(id string) model.Record {
	for _, b := range s.broken {
		if b.String() == id {
			r, _ := s.d.Get(b)
			return r
		}
	}
	return model.Record{}
}

// items are the forms, by those to whom they go; the users' own come first.
func (s *Screen) items() []ui.NavItem {
	w := s.d.Words
	var out []ui.NavItem
	groups := append([]compose.Group{compose.Own}, slices.DeleteFunc(compose.Groups(), func(g compose.Group) bool { return g == compose.Own })...)
	for _, g := range groups {
		var in []ui.NavItem
		for i := range s.all {
			p := &s.all[i]
			_, own := s.own[p.ID]
			if compose.GroupOf(p, !own) == g {
				in = append(in, ui.NavItem{ID: p.ID, Label: p.TitleIn(w.Lang())})
			}
		}
		if g == compose.Own {
			for _, id := range s.broken {
				if r, ok := s.d.Get(id); ok {
					in = append(in, ui.NavItem{ID: id.String(), Label: cmp.Or(r.Text("title"), r.Text("key")), Icon: theme.WarningIcon()})
				}
			}
		}
		if len(in) > 0 {
			out = append(append(out, ui.NavItem{Label: w.T("compose.group." + string(g))}), in...)
		}
	}
	return out
}

func (s *Screen) choose(id string) {
	if id == "" {
		return
	}
	s.chosen = id
	s.show()
	if h, ok := s.d.Host.(interface{ Here(desk.Route) }); ok {
		h.Here(desk.Route{Screen: desk.ScreenProfiles, Section: id})
	}
}

// show shows the chosen form.
func (s *Screen) show() {
	s.places.SetSelected(s.chosen)
	var o fyne.CanvasObject = ui.NewStack(0)
	if p := s.find(s.chosen); p != nil {
		o = newDetails(s, p).object()
	} else if r := s.record(s.chosen); !r.ID.IsZero() {
		o = s.unreadable(r)
	}
	s.page.SetContent(ui.NewInset(4, 3, ui.NewAtMost(760, o)))
}

// unreadable stands in the place of a form that cannot be read.
func (s *Screen) unreadable(r model.Record) fyne.CanvasObject {
	w := s.d.Words
	_, err := profile.Parse([]byte(r.Text("data")))
	text := ui.NewButton(w.T("profile.as_text"), theme.DocumentIcon(), ui.Plain, func() { s.askText(r, r.Text("data")) })
	remove := ui.NewButton(w.T("action.delete"), theme.DeleteIcon(), ui.Plain, func() { s.d.Delete(r) })
	if s.d.DB.ReadOnly() {
		remove.Disable()
	}
	return ui.NewStack(2.4, ui.NewHeading(cmp.Or(r.Text("title"), r.Text("key"))), ui.NewBanner(ui.Problem, s.wrong(err)), ui.NewFlow(text, remove))
}

// free gives an id like that one which no form has yet.
func (s *Screen) free(id string) string {
	taken := func(id string) bool { return s.find(id) != nil || ours[id] }
	if !taken(id) {
		return id
	}
	stem := id
	if at := strings.LastIndexByte(id, '-'); at > 0 {
		if _, err := strconv.Atoi(id[at+1:]); err == nil {
			stem = id[:at]
		}
	}
	for n := 2; ; n++ {
		if other := stem + "-" + strconv.Itoa(n); !taken(other) {
			return other
		}
	}
}

// add keeps a form as one of the users' own, under an id of its own, and shows it.
func (s *Screen) add(p profile.Profile) bool {
	p.ID = s.free(p.ID)
	data, err := p.Encode()
	if err != nil {
		s.d.Host.Toast(s.wrong(err), "", nil)
		return false
	}
	s.chosen = p.ID
	_, ok := s.d.Add("profile", map[string]model.Value{
		"key": model.TextValue(p.ID), "title": model.TextValue(p.TitleIn(s.d.Words.Lang())), "data": model.TextValue(string(data)),
	})
	return ok
}

// copyOf makes a form of the users' own from another.
func (s *Screen) copyOf(p *profile.Profile) {
	c := clone(p)
	w := s.d.Words
	for _, lang := range []string{"en", w.Lang()} { // the other titles are for whoever makes the copy their own
		if title := p.Title[lang]; title != "" {
			c.Title[lang] = w.In(lang).T("profile.copy_of", map[string]any{"Title": title})
		}
	}
	s.add(c)
}

// keep keeps a changed form.
func (s *Screen) keep(r model.Record, p *profile.Profile, data []byte) bool {
	return s.d.Do("edit", func(tx *store.Tx) error {
		if err := tx.Set(r.ID, "data", model.TextValue(string(data))); err != nil {
			return err
		}
		return tx.Set(r.ID, "title", model.TextValue(p.TitleIn(s.d.Words.Lang())))
	})
}

// wrong says why a form cannot be used, with the place where it fails.
func (s *Screen) wrong(err error) string {
	if err == nil {
		return ""
	}
	return s.d.Words.T("profile.wrong", map[string]any{"Place": err.Error()})
}
