package keypaper

import (
	"crypto/rand"
	"fmt"
	"strings"
	"time"

	"guvoh/app/desk"
	"guvoh/app/gate"
	"guvoh/app/paper"
	"guvoh/export/doc"
	"guvoh/export/sheet"
	"guvoh/model/slip39"
	"guvoh/model/vault"
)

// Sheet says how a recovery sheet of the open file is made, printed, saved and
// tried, for gate.NewRecovery and gate.NewRehearsal. done takes the pane away.
func Sheet(d *desk.Desk, done func()) gate.RecoverySpec {
	var made time.Time
	var secret []byte // of the words drawn, until the file has their key
	document := func(words []string) (*doc.Document, error) {
		return sheet.Recovery(d.Words, sheet.RecoveryInput{Words: strings.Join(words, " "), Date: made})
	}
	t := &trial{d: d}
	spec := gate.RecoverySpec{
		Words: d.Words, Runner: d.Runner, Done: done, Opens: t.opens, Rehearsed: t.note,
		Draw: func() (words []string, err error) {
			made = time.Now()
			var shares []string
			clear(secret)
			if secret, shares, err = split(1, 1); err != nil {
				return nil, err
			}
			return strings.Fields(shares[0]), nil
		},
		Keep: func() error {
			err := d.DB.ChangeKeys(vault.Add(vault.NewRecovery(secret, "")))
			if err == nil {
				clear(secret)
			}
			return err
		},
		Save: func(words []string) {
			p := page{d: d, make: func() (*doc.Document, error) { return document(words) }}
			p.save("recovery.save", "recovery.save_why", "recovery-sheet.pdf", "recovery.saved", nil)
		},
	}
	if paper.CanPrint() {
		spec.Print = func(words []string) {
			p := page{d: d, make: func() (*doc.Document, error) { return document(words) }}
			p.print("recovery.printing", "recovery.printed")
		}
	}
	return spec
}

// split draws a secret and makes shares of it.
func split(need, of int) (secret []byte, shares []string, err error) {
	secret = make([]byte, slip39.MinSecret)
	rand.Read(secret) // never fails (crypto/rand)
	shares, err = slip39.Split(secret, need, of, nil)
	return secret, shares, err
}

// Shares says how key shares of the open file are made, printed, saved and
// tried, for gate.NewShares and gate.NewSharesRehearsal. done takes the pane
// away.
func Shares(d *desk.Desk, done func()) gate.SharesSpec {
	m := &sharing{d: d, folder: desk.Home()}
	t := &trial{d: d}
	spec := gate.SharesSpec{
		Words: d.Words, Runner: d.Runner, Split: m.split, Keep: m.keep, Opens: t.opens, Rehearsed: t.note, Save: m.save,
		Done: func() {
			clear(m.secret)
			m.secret = nil
			done()
		},
	}
	if paper.CanPrint() {
		spec.Print = func(share string, of int) { m.page(share, of).print("recovery.printing", "recovery.printed") }
	}
	return spec
}

// sharing is a set of shares in the making.
type sharing struct {
	d      *desk.Desk
	made   time.Time
	need   int
	secret []byte
	set    string
	key    string // the id of the key, once the file has it
	folder string // where the last sheet was saved
}

func (m *sharing) split(need, of int) (shares []string, err error) {
	clear(m.secret)
	m.made, m.need, m.key = time.Now(), need, ""
	if m.secret, shares, err = split(need, of); err != nil {
		return nil, err
	}
	one, err := slip39.Parse(shares[0])
	m.set = one.Set()
	return shares, err
}

// keep gives the file the key that the shares add up to. It may be called again
// after it failed.
func (m *sharing) keep(keepers []string) error {
	if m.key == "" {
		before := len(m.d.DB.Keys())
		if err := m.d.DB.ChangeKeys(vault.Add(vault.NewShares(m.secret, m.need, len(keepers), ""))); err != nil {
			return err
		}
		m.key = m.d.DB.Keys()[before].ID
		clear(m.secret)
		m.secret = nil
	}
	return Annotate(m.d.DB, m.key, func(n *Note) { n.Set, n.Keepers = m.set, keepers })
}

func (m *sharing) page(share string, of int) page {
	return page{d: m.d, make: func() (*doc.Document, error) {
		return sheet.Shares(m.d.Words, sheet.SharesInput{Shares: []string{share}, Of: of, Date: m.made})
	}}
}

func (m *sharing) save(share string, number, of int) {
	p := m.page(share, of)
	p.folder = m.folder
	p.save("shares.save", "shares.save_why", fmt.Sprintf("key-share-%d.pdf", number), "recovery.saved", func(folder string) { m.folder = folder })
}

// trial tries paper on the open file.
type trial struct {
	d   *desk.Desk
	key vault.Slot // the key that the paper is
}

func (t *trial) opens(secret []byte) bool {
	key, ok := t.d.DB.KeyOf(vault.Words(secret))
	t.key = key
	return ok
}

func (t *trial) note() { t.d.Fail(Opened(t.d.DB, t.key)) }
