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
	Why   string // the same as a sentence
}

// Badge is the mark as a small box of words.
func (m TrustMark) Badge() *ui.Badge { return ui.NewBadge(m.Words, m.Tone) }

// Trust gives the mark of a degree of trust.
func (d *Desk) Trust(t store.Trust) TrustMark {
	m := TrustMark{Icon: theme.VisibilityOffIcon(), Tone: ui.Neutral}
	switch t {
	case store.Own:
		m.Icon = theme.AccountIcon()
	case store.Verified:
		m.Icon, m.Tone = theme.ConfirmIcon(), ui.Success
	case store.Unverified:
		m.Icon, m.Tone = theme.QuestionIcon(), ui.Warning
	default:
		t = store.Unsigned
	}
	m.Words, m.Why = d.Words.T("trust."+string(t)), d.Words.T("trust_why."+string(t))
	return m
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
