package dossier

import (
	"context"
	"slices"
	"time"

	"guvoh/app/compose"
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
		text, urgency := compose.Clock(g.q.d.Words, c)
		g.times.Add(ui.NewBadge(text, tones[urgency]))
	}
	if h := g.q.chosen.Hours; h != nil {
		text, urgency := compose.Hours(g.q.d.Words, *h, now())
		g.times.Add(ui.NewBadge(text, tones[urgency]))
	}
	g.times.Hidden = len(g.times.Objects) == 0
}

// tones are how loudly each degree of urgency is shown.
var tones = map[compose.Urgency]ui.Tone{compose.Calm: ui.Neutral, compose.Open: ui.Success, compose.Soon: ui.Warning, compose.Late: ui.Problem}

// names gives the people, in order of their names.
func (q *request) names(ids []model.ID) []string {
	var all []string
	for _, id := range ids {
		all = append(all, q.d.TitleOf(id))
	}
	slices.Sort(all)
	return slices.Compact(all)
}
