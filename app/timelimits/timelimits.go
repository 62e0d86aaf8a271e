// Package timelimits shows the legal time limits of a case, for the head of its
// deadlines.
//
// Its one job is that whoever looks at what was recorded sees what the rules say
// as well. Rules of the package: it shows what package deadline counts and says
// nothing of its own; it writes nothing; it reads the case away from the window.
package timelimits

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/deadline"
	"guvoh/app/desk"
	"guvoh/app/exchange"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// most is how many time limits stand above the deadlines; all of them are a step
// away.
const most = 4

// Panel is the time limits of one case, the first to run out before the others.
type Panel struct {
	widget.BaseWidget
	d       *desk.Desk
	in      model.ID
	now     func() time.Time
	grown   func() // hears that it is of another height
	busy    bool
	again   bool
	content *fyne.Container
}

// New makes the panel of a case; grown hears that there is something else in it.
func New(d *desk.Desk, in model.ID, now func() time.Time, grown func()) *Panel {
	p := &Panel{d: d, in: in, now: now, grown: grown, content: ui.NewStack(0.8)}
	p.ExtendBaseWidget(p)
	p.load()
	return p
}

// CreateRenderer draws the rows.
func (p *Panel) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.content) }

// Changed counts anew when something was written.
func (p *Panel) Changed(store.Changes) { p.load() }

func (p *Panel) load() {
	if p.busy {
		p.again = true
		return
	}
	p.busy = true
	db, in, now := p.d.DB, p.in, p.now()
	var all []deadline.Entry
	var err error
	p.d.Runner.Do(func() {
		ctx := context.Background()
		profiles, _, failed := exchange.Profiles(ctx, db)
		if err = failed; err == nil {
			all, err = deadline.Case(ctx, db, in, profiles, now)
		}
	}, func() {
		p.busy = false
		if p.again { // what failed may have been only half there
			p.again = false
			p.load()
			return
		}
		if err != nil {
			return // the case went, or its file: whoever shows it says so
		}
		p.show(all, now)
	})
}

func (p *Panel) show(all []deadline.Entry, now time.Time) {
	w := p.d.Words
	p.content.Objects = nil
	n := 0
	for _, e := range all {
		if e.Source != deadline.Clock || e.Group(now) == deadline.Settled {
			continue
		}
		if n++; n > most {
			continue
		}
		under := e.Left(w, now)
		if !e.Due.IsZero() {
			under += " · " + e.Until(w, now.Location())
		}
		p.content.Add(ui.NewRecordRow(theme.HistoryIcon(), e.What(w, ""), under, func() { p.toAll(e.Made) }))
	}
	if n > 0 {
		p.content.Objects = append([]fyne.CanvasObject{ui.NewCaption(w.N("today.in_case", n))}, p.content.Objects...)
	}
	p.content.Add(ui.NewRow(-1, ui.NewButton(w.T("today.all_of_case"), theme.NavigateNextIcon(), ui.Link, func() { p.toAll(model.ID{}) })))
	p.content.Refresh()
	p.Refresh()
	if p.grown != nil {
		p.grown()
	}
}

func (p *Panel) toAll(chosen model.ID) {
	p.d.Host.Go(desk.Route{Screen: desk.ScreenToday, Case: p.in, Record: chosen})
}
