package colleagues

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/desk"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model/store"
)

// trust is how a degree of trust is shown: never by colour alone.
type trust struct {
	icon fyne.Resource
	tone ui.Tone
	key  string // of the word
}

func trustOf(t store.Trust) trust {
	switch t {
	case store.Own:
		return trust{theme.AccountIcon(), ui.Neutral, "colleagues.trust.own"}
	case store.Verified:
		return trust{theme.ConfirmIcon(), ui.Success, "colleagues.trust.verified"}
	case store.Unverified:
		return trust{theme.QuestionIcon(), ui.Warning, "colleagues.trust.unverified"}
	}
	return trust{theme.VisibilityOffIcon(), ui.Neutral, "colleagues.trust.unsigned"}
}

// trustDegree is a degree that there is a sentence for.
func trustDegree(t store.Trust) store.Trust {
	switch t {
	case store.Own, store.Verified, store.Unverified:
		return t
	}
	return store.Unsigned
}

// nameOf names who wrote something, in plain words where nobody is named.
func nameOf(w *tr.Printer, a store.Author) string {
	switch {
	case a.Name != "":
		return a.Name
	case a.Claimed != "":
		return a.Claimed
	}
	return w.T("colleagues.nobody")
}

// personRow says who wrote a part of what came, how sure that is, and when as
// their machine claims.
func personRow(w *tr.Printer, p store.Part) *ui.ActionRow {
	t := trustOf(p.Author.Trust)
	text := w.N("colleagues.part", p.Entries, tr.V{"When": span(w, p.From, p.To)})
	if p.Author.Claimed != "" && p.Author.Claimed != p.Author.Name {
		text += "\n" + w.T("colleagues.calls_themselves", tr.V{"Name": p.Author.Claimed})
	}
	text += "\n" + w.T("colleagues.trust_why."+string(trustDegree(p.Author.Trust)))
	return ui.NewActionRow(t.icon, nameOf(w, p.Author), text).Mark(ui.NewBadge(w.T(t.key), t.tone)).Boxed()
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
func claimed(w *tr.Printer, c store.Claim) string {
	return w.T("colleagues.by", tr.V{
		"Name": nameOf(w, c.Author), "Trust": w.T(trustOf(c.Author.Trust).key), "When": desk.Moment(w, c.At),
	})
}
