// Package people is where a person gets to know colleagues: their own contact
// card, the cards of others, and whether the fingerprints were compared.
//
// Its one job is that nobody takes a stranger's key for a colleague's without
// seeing it. Screens show its list and open its boxes; none repeats them.
//
// Rules of the package: a card is not verified until a person says that the
// fingerprints were compared, and not any more once its keys change; verified
// and unverified look different by sign, by words and by colour together; a
// changed key is never taken in silence; what a card says of its owner's name is
// a claim.
package people

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/ask"
	"guvoh/app/desk"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model/store"
	"guvoh/model/vault"
)

// Tools is what the boxes of this package need besides the desk.
type Tools struct {
	IdentityPath string      // where the person's own key lies, or will; "" keeps none
	Cost         vault.Cost  // of a guess at its passphrase; measured when zero
	Gone         func() bool // the screen was left: nothing may be said any more; nil: it never is
	Changed      func()      // hears that a card or what stands for this person is another now; may be nil
}

// People asks and shows what concerns colleagues, over one screen.
type People struct {
	Tools
	d *desk.Desk
}

// With makes one for a screen.
func With(d *desk.Desk, t Tools) *People { return &People{Tools: t, d: d} }

func (p *People) t(key string, data ...tr.V) string { return p.d.Words.T(key, data...) }

// ask puts a question up.
func (p *People) ask(s ask.Spec) *ask.Form {
	s.Gone = p.Gone
	return ask.Show(p.d, s)
}

// changed tells the screen that something is another now.
func (p *People) changed() {
	if p.Changed != nil {
		p.Changed()
	}
}

// trust is how a card is shown by whether its fingerprint was compared.
type trust struct {
	icon fyne.Resource
	tone ui.Tone
	word string // a key
}

func trustOf(c store.Colleague) trust {
	if c.Verified > 0 {
		return trust{theme.ConfirmIcon(), ui.Success, "people.verified"}
	}
	return trust{theme.QuestionIcon(), ui.Warning, "people.unverified"}
}

// sentence says what went wrong with a card.
func (p *People) sentence(err error) string { return desk.Sentence(p.d.Words, store.Classify(err)) }
