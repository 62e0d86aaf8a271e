package dossier

import (
	"context"
	"slices"
	"time"

	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/export/bundle"
	"guvoh/export/gate"
	"guvoh/model"
)

// restTime is how long the choices rest before the pages are counted.
const restTime = 400 * time.Millisecond

// look finds out what should be known: what the gate says at once, then, with
// the exhibits looked at and the pages counted, what only printing tells.
func (g *dialog) look() {
	g.seq++
	g.timer()
	g.stop()
	seq, o := g.seq, g.q.order()
	var d *bundle.Draft
	g.q.d.Runner.Do(func() { d = bundle.Look(o) }, func() {
		if g.closed || seq != g.seq {
			return
		}
		g.showTimes(d.Clocks)
		g.findings.show(d, 0)
		g.timer = g.q.d.Runner.After(restTime, func() { g.measure(seq) })
	})
}

// measure draws the dossier into memory, to know what printing tells.
func (g *dialog) measure(seq int) {
	if g.closed || seq != g.seq {
		return
	}
	g.q.open()
	o := g.q.order()
	var ctx context.Context
	ctx, g.stop = context.WithCancel(context.Background())
	stop := g.stop
	g.findings.say(g.q.d.Words.T("issue.counting"))
	var p *bundle.Preview
	var err error
	g.q.d.Runner.Do(func() { p, err = bundle.Draw(ctx, o) }, func() {
		stop()
		if g.closed || seq != g.seq {
			return
		}
		if err != nil { // it will be said when the files are made
			g.findings.say("")
			return
		}
		p.PDF = nil
		g.findings.show(p.Draft, p.Pages)
	})
}

// showTimes says how much time there is, by the clocks of the profile and the
// hours of the registry.
func (g *dialog) showTimes(clocks []gate.Deadline) {
	g.times.Objects = nil
	for _, c := range clocks {
		text, tone := g.clock(c)
		g.times.Add(ui.NewBadge(text, tone))
	}
	if h := g.q.chosen.Hours; h != nil {
		text, tone := g.hours()
		g.times.Add(ui.NewBadge(text, tone))
	}
	g.times.Hidden = len(g.times.Objects) == 0
}

// soon is how many days before its end a clock is shown in a warning colour.
const soon = 45

func (g *dialog) clock(c gate.Deadline) (string, ui.Tone) {
	w := g.q.d.Words
	data := tr.V{"Title": c.Title.In(w.Lang())}
	if c.Due == "" {
		return w.T("compose.clock_unknown", data), ui.Neutral
	}
	data["Date"] = w.Date(model.Date{Earliest: c.Due, Latest: c.Due, Precision: model.PrecisionDay})
	if !c.At.IsZero() {
		data["Date"] = data["Date"].(string) + " " + c.At.Format("15:04")
	}
	switch {
	case c.Overdue && c.Left < 0:
		return w.N("compose.clock_overdue", -c.Left, data), ui.Problem
	case c.Overdue:
		return w.T("compose.clock_over_today", data), ui.Problem
	case c.Left == 0:
		return w.T("compose.clock_today", data), ui.Problem
	case c.Left <= soon:
		return w.N("compose.clock_left", c.Left, data), ui.Warning
	}
	return w.N("compose.clock_left", c.Left, data), ui.Neutral
}

func (g *dialog) hours() (string, ui.Tone) {
	w, h := g.q.d.Words, *g.q.chosen.Hours
	d := gate.Registry(h, now())
	data := tr.V{"Town": h.Town.In(w.Lang()), "At": d.Opens.Format("15:04")}
	if d.Open {
		data["At"] = d.Shuts.Format("15:04")
		return w.T("issue.hours_open", data), ui.Success
	}
	data["Date"] = w.T("date.weekday."+string(rune('0'+int(d.Opens.Weekday())))) + ", " + w.Date(dayOf(d.Opens))
	return w.T("issue.hours_closed", data), ui.Warning
}

func dayOf(t time.Time) model.Date {
	day := t.Format(time.DateOnly)
	return model.Date{Earliest: day, Latest: day, Precision: model.PrecisionDay}
}

// names gives the people, in order of their names.
func (q *request) names(ids []model.ID) []string {
	var all []string
	for _, id := range ids {
		all = append(all, q.d.TitleOf(id))
	}
	slices.Sort(all)
	return slices.Compact(all)
}
