package desk

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/ui"
	"guvoh/model/store"
)

// TrustMark is how a degree of trust is shown: by an icon and words, never by
// colour alone.
type TrustMark struct {
	Icon  fyne.Resource
	Tone  ui.Tone
	Words string
}

// Badge is the mark as a small box of words.
func (m TrustMark) Badge() *ui.Badge { return ui.NewBadge(m.Words, m.Tone) }

// Trust gives the mark of a degree of trust.
func (d *Desk) Trust(t store.Trust) TrustMark {
	switch t {
	case store.Own:
		return TrustMark{theme.AccountIcon(), ui.Neutral, d.Words.T("trust.own")}
	case store.Verified:
		return TrustMark{theme.ConfirmIcon(), ui.Success, d.Words.T("trust.verified")}
	case store.Unverified:
		return TrustMark{theme.QuestionIcon(), ui.Warning, d.Words.T("trust.unverified")}
	}
	return TrustMark{theme.VisibilityOffIcon(), ui.Neutral, d.Words.T("trust.unsigned")}
}

// NameOf names an author; one who gave no name is said to have none.
func (d *Desk) NameOf(a store.Author) string {
	if a.Name == "" {
		return d.Words.T("trust.nameless")
	}
	return a.Name
}

// Verb says what was done; what only a newer program does goes by its own word.
func (d *Desk) Verb(verb string) string {
	if key := "verb." + verb; d.Words.Has(key) {
		return d.Words.T(key)
	}
	return verb
}
