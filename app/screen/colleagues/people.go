package colleagues

import (
	"time"

	"guvoh/app/desk"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model/store"
)

// personRow says who wrote a part of what came, how sure that is, and when as
// their machine claims.
func personRow(d *desk.Desk, p store.Part) *ui.ActionRow {
	w, mark := d.Words, d.Trust(p.Author.Trust)
	text := w.N("colleagues.part", p.Entries, tr.V{"When": span(w, p.From, p.To)})
	if p.Author.Claimed != "" && p.Author.Claimed != p.Author.Name {
		text += "\n" + w.T("colleagues.calls_themselves", tr.V{"Name": p.Author.Claimed})
	}
	text += "\n" + mark.Why
	return ui.NewActionRow(mark.Icon, d.NameOf(p.Author), text).Mark(mark.Badge()).Boxed()
}

// span says from when to when, by the clocks of those who wrote.
func span(w *tr.Printer, from, to time.Time) string {
	a, b := desk.Day(w, from), desk.Day(w, to)
	if a == b {
		return a
	}
	return w.T("colleagues.from_to", tr.V{"From": a, "To": b})
}

// claimed says who wrote a value and when, in one line.
func claimed(d *desk.Desk, c store.Claim) string {
	return d.Words.T("colleagues.by", tr.V{
		"Name": d.NameOf(c.Author), "Trust": d.Trust(c.Author.Trust).Words, "When": desk.Moment(d.Words, c.At),
	})
}
