package shell

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"guvoh/app/desk"
	"guvoh/app/quick"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/search"
	"guvoh/model/store"
)

const (
	quickHits  = 8  // how many records of a sort the list of commands and places offers
	recentMost = 12 // how many places with a record are remembered
)

// offer is one thing that the list of commands and places leads to.
type offer struct {
	ui.Option
	do func()
}

// offers are what the list shows, by their ids while it is up.
type offers struct {
	s     *Shell
	fixed []offer // what is there without looking into the file
	do    map[string]func()

	looking bool   // into the file, for one line
	next    func() // looks for the line that was typed meanwhile
}

// showQuick lists every command and place, and records of the file by a few
// letters of what they are called. What stood in it is forgotten as it closes.
func (s *Shell) showQuick() {
	o := &offers{s: s, do: map[string]func(){}}
	if !s.absorbs() {
		o.add(s.quickRecent()...)
		o.add(s.quickPlaces()...)
	}
	o.add(s.quickCommands(o.fixed)...)
	spec := ui.QuickSpec{
		Placeholder: s.words.T("quick.line"), Find: o.find,
		Chosen: func(chosen ui.Option) {
			if do := o.do[chosen.ID]; do != nil {
				do()
			}
		},
	}
	if s.desk != nil && !s.absorbs() {
		spec.Later = o.later
	}
	ui.QuickList(s.window.Canvas(), spec)
}

// add takes in what is there without looking into the file.
func (o *offers) add(all ...offer) {
	for _, one := range all {
		if one.ID == "" {
			one.ID = "fixed " + strconv.Itoa(len(o.fixed))
		}
		o.do[one.ID] = one.do
		o.fixed = append(o.fixed, one)
	}
}

// find gives those that a line means; groups stay together, the group with the
// best first.
func (o *offers) find(line string) []ui.Option {
	names := make([]string, len(o.fixed))
	for i, one := range o.fixed {
		names[i] = one.Label + " " + one.Group
	}
	order := quick.Sort(line, names)
	first := map[string]int{} // where a group has its best
	for at, i := range order {
		if _, known := first[o.fixed[i].Group]; !known {
			first[o.fixed[i].Group] = at
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return first[o.fixed[a].Group] - first[o.fixed[b].Group] })
	out := make([]ui.Option, len(order))
	for at, i := range order {
		out[at] = o.fixed[i].Option
	}
	return out
}

// quickCommands are the commands of the menu as it stands: what is grey is of no
// use here and is left out, and so is what is chosen already, and what leads where
// one of the places does.
func (s *Shell) quickCommands(places []offer) []offer {
	var out []offer
	not := map[string]bool{s.words.T("quick.menu"): true}
	for _, place := range places {
		not[place.Label] = true
	}
	s.eachCommand(func(group, label string, i *fyne.MenuItem) {
		if not[label] || i.Checked {
			return
		}
		one := offer{ui.Option{Label: label, Group: group}, i.Action}
		if k, ok := i.Shortcut.(fyne.KeyboardShortcut); ok {
			one.Hint = s.keyName(k)
		}
		out = append(out, one)
	})
	slices.SortStableFunc(out, func(a, b offer) int { return s.far(a.Group) - s.far(b.Group) })
	return out
}

// far tells which menus stand later where nothing was typed: what can be done at
// this place comes first, and what closes or destroys the file last.
func (s *Shell) far(group string) int {
	if c, ok := s.pane.(desk.Commander); ok {
		if title, _ := c.Commands(); s.words.T(title) == group {
			return -1
		}
	}
	if group == s.words.T("menu.file") {
		return 1
	}
	return 0
}

// eachCommand visits every command of the menu that can be given now; one of a
// menu within a menu is named with it.
func (s *Shell) eachCommand(visit func(group, label string, i *fyne.MenuItem)) {
	main := s.window.MainMenu()
	if main == nil {
		return
	}
	for _, m := range main.Items {
		for _, i := range m.Items {
			switch {
			case i.IsSeparator || i.Disabled:
			case i.ChildMenu != nil:
				for _, child := range i.ChildMenu.Items {
					if !child.IsSeparator && !child.Disabled && child.Action != nil {
						visit(m.Label, i.Label+": "+child.Label, child)
					}
				}
			case i.Action != nil:
				visit(m.Label, i.Label, i)
			}
		}
	}
}

// quickPlaces are the places within the pane that is shown, such as the sections
// of a case, which every screen within the case leads to. All others stand in the
// menu.
func (s *Shell) quickPlaces() []offer {
	if s.desk == nil {
		return nil
	}
	var places []desk.Place
	if p, ok := s.pane.(desk.Placed); ok {
		places = p.Places()
	} else if in := s.Place().Case; !in.IsZero() && s.CasePlaces != nil {
		places = s.CasePlaces(s.desk, in)
	}
	var out []offer
	for _, place := range places {
		out = append(out, offer{
			ui.Option{Label: place.Name, Group: s.words.T("quick.here")}, func() { s.Go(place.Route) },
		})
	}
	return out
}

// visited remembers a place with a record of its own, the newest first. It is
// kept nowhere but in memory, and goes when the file is closed.
func (s *Shell) visited(r desk.Route) {
	switch r.Screen {
	case desk.ScreenCase, desk.ScreenRecords, desk.ScreenDossier:
	default:
		return
	}
	if recordOf(r).IsZero() {
		return
	}
	same := func(o desk.Route) bool { return recordOf(o) == recordOf(r) }
	s.recent = slices.Insert(slices.DeleteFunc(s.recent, same), 0, r)
	s.recent = s.recent[:min(len(s.recent), recentMost)]
}

// recordOf is the record that a route leads to.
func recordOf(r desk.Route) model.ID {
	if r.Record.IsZero() {
		return r.Case
	}
	return r.Record
}

// quickRecent are the records where the person was since the file was opened,
// but for the one that is shown.
func (s *Shell) quickRecent() []offer {
	if s.desk == nil {
		return nil
	}
	var out []offer
	here := recordOf(s.Place())
	for _, r := range s.recent {
		rec, there := s.desk.Get(recordOf(r))
		if !there || rec.ID == here {
			continue
		}
		out = append(out, offer{
			ui.Option{ID: rec.ID.String(), Label: s.desk.Title(rec), Hint: s.words.Kind(rec.Kind), Group: s.words.T("quick.recent")},
			func() { s.Go(r) },
		})
	}
	return out
}

// sought are the kinds that are looked for in the file, each on its own, so that
// none takes the room of another.
var sought = []string{"case", "person", "organisation", "place", "saved_search"}

// later looks for records of the file, away from the window: among a hundred
// thousand cases it takes longer than a key may. However fast somebody types, one
// line is looked for at a time, and then the last.
func (o *offers) later(line string, show func([]ui.Option)) {
	o.next = nil
	if strings.TrimSpace(line) == "" {
		return
	}
	o.next = func() { o.lookFor(line, show) }
	o.goOn()
}

// goOn looks for the line that was typed last, if nothing is being looked for.
func (o *offers) goOn() {
	if next := o.next; next != nil && !o.looking {
		o.next, o.looking = nil, true
		next()
	}
}

func (o *offers) lookFor(line string, show func([]ui.Option)) {
	d := o.s.desk
	if d == nil { // the file was closed meanwhile
		return
	}
	found := map[string][]store.Hit{}
	var err error
	d.Runner.Do(func() { found, err = look(d.DB, line) }, func() {
		o.looking = false
		if o.s.desk != d {
			return
		}
		d.Fail(err)
		var out []ui.Option
		for _, kind := range sought {
			for _, h := range found[kind] {
				out = append(out, o.record(h))
			}
		}
		show(out)
		o.goOn()
	})
}

// look finds records by a line, and where there are none by what the line would
// be in the other script of the keyboard.
func look(db *store.DB, line string) (map[string][]store.Hit, error) {
	found := map[string][]store.Hit{}
	for _, words := range []string{line, search.OtherLayout(line)} {
		if words == "" || len(found) > 0 {
			continue
		}
		for _, kind := range sought {
			hits, err := db.Pick(context.Background(), []string{kind}, words, quickHits)
			if err != nil {
				return nil, err
			}
			for i := range hits {
				if kind != "person" { // many are called the same; the case tells which is meant
					break
				}
				if hits[i].Cases, err = db.CasesOf(context.Background(), hits[i].ID); err != nil {
					return nil, err
				}
			}
			if len(hits) > 0 {
				found[kind] = hits
			}
		}
	}
	return found, nil
}

// record offers a record that was found.
func (o *offers) record(h store.Hit) ui.Option {
	s := o.s
	opt := ui.Option{ID: h.ID.String(), Label: h.Label, Group: s.words.Kinds(h.Kind)}
	if opt.Label == "" {
		opt.Label = s.desk.TitleOf(h.ID)
	}
	for _, c := range h.Cases {
		if opt.Hint = s.desk.TitleOf(c); opt.Hint != "" {
			break
		}
	}
	to := desk.Route{Screen: desk.ScreenRecords, Section: h.Kind, Record: h.ID}
	switch h.Kind {
	case "case":
		to, opt.Hint = desk.Route{Screen: desk.ScreenCase, Case: h.ID, Section: "overview", Record: h.ID}, ""
	case "saved_search":
		to = desk.Route{Screen: desk.ScreenFind, Record: h.ID}
	}
	if o.do[opt.ID] == nil { // one where the person was stays as it was left
		o.do[opt.ID] = func() { s.Go(to) }
	}
	return opt
}
