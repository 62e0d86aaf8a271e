package composer

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/compose"
	"guvoh/app/desk"
	"guvoh/app/recordform"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/export"
	"guvoh/export/profile"
)

// mostLacking is how many things that a body would miss are shown.
const mostLacking = 12

// lookAhead finds out, away from the window, what the body that is chosen would
// miss. One is looked at after the other, however fast somebody goes through the
// list.
func (c *Chooser) lookAhead() {
	r, p := c.chosen()
	if c.snap == nil || c.looking || p == nil || r.Kind != "" || c.lacks[p.ID] != nil {
		return
	}
	c.looking = true
	snap, id := c.snap, p.ID
	lang := compose.Language(p, c.d.Words.Document(), documentTags(c.d.Words))
	in := compose.Input{Profile: p, Snapshot: snap, Words: c.d.Words.In(lang), Reader: c.d.Words, At: c.tools.Now()}
	var found compose.Lacking
	c.d.Runner.Do(func() { found = compose.Lacks(in) }, func() {
		c.looking = false
		if c.over {
			return
		}
		if c.snap == snap {
			c.lacks[id] = &found
		}
		if _, now := c.chosen(); now != nil && now.ID == id {
			at := c.detail.Offset()
			c.tell()
			c.detail.ScrollTo(at)
		}
		c.lookAhead()
	})
}

// lacking says what a body would find missing in the case as it stands, and leads
// to where each can be set right.
func (c *Chooser) lacking(p *profile.Profile) fyne.CanvasObject {
	w := c.d.Words
	head := ui.NewText(w.T("lacking.head"), ui.TextStyle{Size: theme.SizeNameCaptionText, Bold: true, Color: ui.ColorSubtle})
	box := ui.NewStack(1, head)
	l := c.lacks[p.ID]
	if l == nil {
		box.Add(ui.NewCaption(w.T("state.loading")))
		return box
	}
	for _, one := range l.Record[:min(len(l.Record), mostLacking)] {
		box.Add(c.lack(p, one))
	}
	switch n := len(l.Record) - mostLacking; {
	case n > 0:
		box.Add(ui.NewCaption(w.N("issue.and_more", n)))
	case len(l.Record) == 0:
		box.Add(ui.NewBanner(ui.Success, w.T("lacking.none")))
	}
	if l.Form > 0 {
		box.Add(ui.NewCaption(w.N("lacking.form", l.Form)))
	}
	return box
}

var lackIcons = map[export.Severity]func() fyne.Resource{
	export.Stop: theme.ErrorIcon, export.Warning: theme.WarningIcon, export.Note: theme.InfoIcon,
}

// lack is one thing that is missing: what, why, what to do, and the way there.
func (c *Chooser) lack(p *profile.Profile, one compose.Check) fyne.CanvasObject {
	w := c.d.Words
	say := one.Say(p, w)
	what := say.What
	if n := len(one.All); n > 1 {
		what = w.T("issue.times", tr.V{"What": what, "Count": w.Number(n)})
	}
	there := ui.NewButton(w.T("compose.go_there"), theme.NavigateNextIcon(), ui.Plain, func() { c.setRight(one) })
	return ui.NewActionRow(lackIcons[one.Severity](), what, say.Why+" "+say.Fix, there).Boxed()
}

// setRight goes to the field in which something missing can be recorded.
func (c *Chooser) setRight(one compose.Check) {
	f := one.All[0]
	field := f.Field
	if f.Code == export.NoCountry {
		field = "countries"
	}
	r, ok := c.d.Get(f.Record)
	if !ok {
		if r, ok = c.d.Get(f.Person); ok {
			field = "" // it is about a consent that is not there
		} else if r, ok = c.d.Get(c.in); !ok {
			return
		}
	}
	to := recordform.RouteTo(c.d, r, c.in)
	if field != "" {
		to.Spot = desk.Spot{Field: field}
		if to.Record != r.ID {
			to.Spot.Row = r.ID
		}
	}
	c.d.Host.Go(to)
}

func documentTags(w *tr.Printer) []string {
	var out []string
	for _, l := range w.Documents() {
		out = append(out, l.Tag)
	}
	return out
}
